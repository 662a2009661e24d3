import { codePoint } from '../../core/text/units';
import { SidecarStore } from '../../core/annotation/store';
import { localFiles } from './localFiles';

/** A process that adds annotations to the sidecar of its first argument and tells its parent of each that is saved. */
async function annotate(path: string, name: string, count: number): Promise<void> {
  const store = new SidecarStore(localFiles);
  await store.open({ articleUri: 'a', sidecarUri: path, text: { sha256: 'a', length: codePoint(1) } });
  for (let index = 0; index < count; index++) {
    const span = { start: codePoint(0), end: codePoint(1), exact: '楼', before: '', after: '' };
    store.apply('a', { kind: 'add', annotation: { id: `${name}${index}`, label: 'PER', ...span } });
    await store.whenSaved('a');
    process.send?.(index + 1);
  }
  process.disconnect();
}

const [path = '', name = '', count = '0'] = process.argv.slice(2);
void annotate(path, name, Number(count));
