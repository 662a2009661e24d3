import { writeSync } from 'node:fs';
import { SidecarStore } from '../../core/annotation/store';
import { codePoint } from '../../core/text/units';
import { localFiles } from '../node/localFiles';

/*
 * A process that adds annotations to the sidecar of its first argument, one after the other, and prints the id of each
 * that is saved. Its other arguments: a prefix for the ids, how many, and how many milliseconds to rest between two.
 */
async function annotate(path: string, prefix: string, count: number, rest: number): Promise<void> {
  const store = new SidecarStore(localFiles);
  await store.open({ articleUri: 'a', sidecarUri: path, text: { sha256: 'a', length: codePoint(1) } });
  writeSync(1, 'ready\n');
  for (let index = 0; index < count; index++) {
    const id = `${prefix}${index}`;
    const span = { start: codePoint(0), end: codePoint(1), exact: '楼', before: '', after: '' };
    store.apply('a', { kind: 'add', annotation: { id, label: 'PER', ...span } });
    await store.whenSaved('a');
    // At once and by the system: what was acknowledged is on its way even if the process dies in the next moment.
    writeSync(1, `${id}\n`);
    if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
  }
}

const [path = '', prefix = '', count = '0', rest = '0'] = process.argv.slice(2);
void annotate(path, prefix, Number(count), Number(rest));
