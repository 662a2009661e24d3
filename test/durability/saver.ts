import { createInterface } from 'node:readline';
import { SidecarStore } from '../../core/annotation/store';
import { localFiles } from '../node/localFiles';
import { sample, sampleSet } from '../core/annotation/arbitraries';

/** What a saver answers to each command. */
export interface Answer {
  readonly saved: boolean;
  /** How often the store told its listeners that a write had failed. */
  readonly failures: number;
  readonly message?: string;
  /** The ids in memory. */
  readonly ids: readonly string[];
}

/*
 * A process with a store on the sidecar of its first argument. Each line of its input is a command, answered by a line of
 * JSON once the disk has been tried: `add ID [LENGTH OF ITS NOTE]`, `remove ID`, `retry`.
 */
async function serve(path: string): Promise<void> {
  const store = new SidecarStore(localFiles);
  await store.open({ articleUri: 'a', sidecarUri: path, text: sampleSet().text });
  let failures = 0;
  store.onDidChange(() => {
    const state = store.state('a');
    if (state?.kind === 'ready' && state.failure !== undefined) failures++;
  });
  for await (const line of createInterface(process.stdin)) {
    const [command, id = '', length = '0'] = line.split(' ');
    failures = 0;
    if (command === 'add')
      store.apply('a', { kind: 'add', annotation: sample(id, 1, '楼', { note: 'n'.repeat(Number(length)) }) });
    else if (command === 'remove') store.apply('a', { kind: 'remove', id });
    else await store.retry('a');
    const message = await store.whenSaved('a').then(
      () => undefined,
      (error: unknown) => String(error),
    );
    const state = store.state('a');
    const ids = state?.kind === 'ready' ? state.set.annotations.map((annotation) => annotation.id) : [];
    const answer: Answer = { saved: message === undefined, failures, ids, ...(message !== undefined && { message }) };
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}

void serve(process.argv[2] ?? '');
