import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Random } from '../../model/random';
import { checkFile, someFile, type FileKind } from './files';
import { hostileTexts } from './hostileFiles';
import { checkMessages, MessageMaker, type Message } from './messages';
import { checkTextSync } from './textSync';

const CORPUS = join(__dirname, '../../../test/fuzz/corpus');
/** Messages of one session: then a server starts anew, so that what is found can be found again. */
const SESSION = 5000;
const KINDS: readonly FileKind[] = ['sidecar', 'manifest', 'authority'];

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '20000' },
    sequences: { type: 'string', default: '1000' },
    files: { type: 'string', default: '20000' },
    'hostile-bytes': { type: 'string', default: '1048576' },
    minutes: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const seed = Number(values.seed);
const deadline = performance.now() + Number(values.minutes) * 60_000;
const isOver = (): boolean => performance.now() > deadline;

/** Each part stops at its count or at the deadline, and says what it did; the first that finds something ends the run. */
async function main(): Promise<void> {
  console.log(`seed ${seed}; at most ${values.minutes} minutes`);
  const parts = [await texts(), files(), await messages(), await hostile()];
  console.log(`fuzz: ${parts.join('; ')}; 0 failures`);
}

async function texts(): Promise<string> {
  let [sequences, changes, disturbed] = [0, 0, 0];
  while (sequences < Number(values.sequences) && !isOver()) {
    const share = Math.min(500, Number(values.sequences) - sequences);
    const done = await checkTextSync(share, seed + sequences);
    sequences += done.sequences;
    changes += done.changes;
    disturbed += done.disturbed;
  }
  return `${sequences} sequences of didChange (${changes} notices, ${disturbed} lost or repeated) equal to the model`;
}

function files(): string {
  const random = new Random(seed);
  let count = 0;
  let slowest = 0;
  for (; count < Number(values.files) && !isOver(); count++) {
    const kind = random.pick(KINDS);
    const bytes = someFile(kind, random);
    const start = performance.now();
    try {
      checkFile(kind, bytes);
    } catch (error) {
      const path = join(CORPUS, `${kind}-${seed}-${count}.yaml`);
      writeFileSync(path, bytes);
      throw new Error(`A ${kind}, kept in ${path}: ${String(error)}`, { cause: error });
    }
    slowest = Math.max(slowest, performance.now() - start);
  }
  return `${count} files (slowest ${Math.round(slowest)} ms)`;
}

async function messages(): Promise<string> {
  let [sent, requests, slowest] = [0, 0, 0];
  for (let session = 0; sent < Number(values.messages) && !isOver(); session++) {
    const random = new Random(seed + session);
    const maker = new MessageMaker(random);
    const count = Math.min(SESSION, Number(values.messages) - sent);
    const made: Message[] = Array.from({ length: count }, () => maker.next());
    try {
      const done = await checkMessages(made);
      requests += done.requests;
      slowest = Math.max(slowest, done.slowest);
    } catch (error) {
      const path = join(CORPUS, `messages-${seed + session}.jsonl`);
      writeFileSync(path, (await shortest(made)).map((message) => `${JSON.stringify(message)}\n`).join(''));
      throw new Error(`Messages, kept in ${path}: ${String(error)}`, { cause: error });
    }
    sent += count;
  }
  return `${sent} messages, ${requests} of them requests, each answered once (slowest ${Math.round(slowest)} ms)`;
}

/** The shortest of some ends of a session that still fails. */
async function shortest(made: readonly Message[]): Promise<readonly Message[]> {
  const failed = async (some: readonly Message[]): Promise<boolean> =>
    checkMessages(some).then(
      () => false,
      () => true,
    );
  for (let start = 0; start + 20 < made.length; start += 60) {
    const some = made.slice(start, start + 180);
    if (await failed(some)) return some;
  }
  return made;
}

async function hostile(): Promise<string> {
  const sizes = hostileTexts(Number(values['hostile-bytes']));
  let slowest = 0;
  let count = 0;
  for (const text of Object.values(sizes)) {
    if (isOver()) break;
    count++;
    const textDocument = { uri: 'file:///hostile.txt' };
    const open = { textDocument: { ...textDocument, languageId: 'corpus-article', version: 1, text } };
    const ask = ['textDocument/semanticTokens/full', 'textDocument/documentSymbol', 'textDocument/foldingRange'];
    const done = await checkMessages(
      [
        { method: 'textDocument/didOpen', params: open, isRequest: false },
        ...ask.map((method) => ({ method, params: { textDocument }, isRequest: true })),
      ],
      { patience: 120_000, arguments: [] },
    );
    slowest = Math.max(slowest, done.slowest);
  }
  return `${count} hostile articles of ${values['hostile-bytes']} bytes (slowest ${Math.round(slowest)} ms)`;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  console.log('fuzz: 1 failure');
  process.exitCode = 1;
});
