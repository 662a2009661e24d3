import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Random } from '../../model/random';
import { loadUsableResources } from '../../node/analysisResources';
import { KINDS, someFile, type FileKind } from './files';
import { HOSTILE_PIECES, hostileTexts, hostileYaml } from './hostileFiles';
import { checkLargeFiles } from './largeFiles';
import { someSession, type Message } from './messages';
import { checkFile } from './readers';
import { checkMessages } from './session';
import { checkTextSync } from './textSync';

/** What fails is kept here, and run again by `npm test`. */
const CORPUS = join(__dirname, '../../../test/fuzz/corpus');
/** Messages of one session: then a server starts anew, so that what is found can be found again. */
const SESSION = 1000;
/** The longest that a random file may take to be read in all ways (milliseconds); they are of a few kilobytes. */
const LONGEST = 5000;
/** The longest that a hostile file of 1 MiB may take (milliseconds of the processor), goal C1. */
const LONGEST_HOSTILE = 2000;
/** How much memory a file that is too large may take (bytes), goal E3. */
const MOST_MEMORY = 300 * 1024 * 1024;

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '20000' },
    sequences: { type: 'string', default: '1000' },
    files: { type: 'string', default: '20000' },
    'hostile-bytes': { type: 'string', default: '1048576' },
    'large-bytes': { type: 'string', default: '104857600' },
    minutes: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const seed = number('seed');
const deadline = performance.now() + number('minutes') * 60_000;
const isOver = (): boolean => performance.now() > deadline;

function number(option: keyof typeof values): number {
  const value = Number(values[option]);
  if (!(value >= 0)) throw new Error(`--${option} is a number, not ${values[option]}.`);
  return value;
}

/** Each part stops at its count or at the deadline, and says what it did; the first that finds something ends the run. */
async function main(): Promise<void> {
  console.log(`seed ${seed}; at most ${values.minutes} minutes`);
  const parts: string[] = [];
  for (const part of [texts, files, hostileFiles, largeFiles, messages, hostileArticles]) {
    parts.push(await part());
    console.log(parts.at(-1));
  }
  console.log(`fuzz: ${parts.join('; ')}; 0 failures`);
}

async function texts(): Promise<string> {
  let [sequences, changes, disturbed] = [0, 0, 0];
  while (sequences < number('sequences') && !isOver()) {
    const share = Math.min(500, number('sequences') - sequences);
    const done = await checkTextSync(share, seed + sequences);
    sequences += done.sequences;
    changes += done.changes;
    disturbed += done.disturbed;
  }
  return `${sequences} sequences of didChange (${changes} notices, ${disturbed} lost or repeated) equal to the model`;
}

function files(): string {
  const random = new Random(seed);
  const resources = loadUsableResources();
  let count = 0;
  let slowest = 0;
  for (; count < number('files') && !isOver(); count++) {
    const kind = random.pick(KINDS);
    // One file in four is read with the segmenter and the tagger, which take longer.
    slowest = Math.max(slowest, timedCheck(kind, someFile(kind, random), count % 4 === 0 ? resources : undefined));
  }
  return `${count} files (slowest ${Math.round(slowest)} ms)`;
}

/** Files that are hard on whoever reads them: each is read or refused, and in time. */
function hostileFiles(): string {
  const bytes = number('hostile-bytes');
  let [count, slowest] = [0, 0];
  const repeated = HOSTILE_PIECES.map((piece) => piece.repeat(bytes / piece.length));
  const longest = LONGEST_HOSTILE * Math.max(1, bytes / 1_048_576);
  for (const content of [...Object.values(hostileYaml(bytes)), ...repeated]) {
    for (const kind of ['sidecar', 'manifest', 'authority'] as const) {
      if (isOver()) break;
      count++;
      const file = typeof content === 'string' ? Buffer.from(content) : content;
      slowest = Math.max(slowest, timedCheck(kind, file, undefined, longest));
    }
  }
  return `${count} hostile files of ${bytes} bytes (slowest ${Math.round(slowest)} ms)`;
}

/** Files far above what is read, in every place of a corpus. */
async function largeFiles(): Promise<string> {
  if (number('large-bytes') === 0) return 'no large files';
  const { files: count, memory, slowest } = await checkLargeFiles(number('large-bytes'));
  const megabytes = `${Math.round(memory / 1024 / 1024)} MiB`;
  if (memory > MOST_MEMORY) throw new Error(`A file of ${values['large-bytes']} bytes takes ${megabytes} of memory.`);
  return `${count} files of ${values['large-bytes']} bytes refused (memory up to ${megabytes} more, others waited up to ${Math.round(slowest)} ms)`;
}

/** Milliseconds of the processor that a file takes. One that fails or takes too long is kept. */
function timedCheck(
  kind: FileKind,
  bytes: Uint8Array,
  resources?: ReturnType<typeof loadUsableResources>,
  longest = LONGEST,
): number {
  const start = process.cpuUsage();
  try {
    checkFile(kind, bytes, resources);
    const elapsed = process.cpuUsage(start).user / 1000;
    if (elapsed > longest) throw new Error(`It takes ${Math.round(elapsed)} ms to read.`);
    return elapsed;
  } catch (error) {
    const path = kept(kind, bytes, kind === 'article' ? 'txt' : 'yaml');
    throw new Error(`A ${kind}, kept in ${path}: ${String(error)}`, { cause: error });
  }
}

async function messages(): Promise<string> {
  let [sent, requests, slowest, held] = [0, 0, 0, 0];
  for (let session = 0; sent < number('messages') && !isOver(); session++) {
    const count = Math.min(SESSION, number('messages') - sent);
    const made = someSession(count, new Random(seed + session));
    try {
      const done = await checkMessages(made);
      requests += done.requests;
      slowest = Math.max(slowest, done.slowest);
      held = Math.max(held, done.held);
    } catch (error) {
      const lines = (await shortest(made)).map((message) => `${JSON.stringify(message)}\n`);
      const path = kept('messages', Buffer.from(lines.join('')), 'jsonl');
      throw new Error(`Messages, kept in ${path}: ${String(error)}`, { cause: error });
    }
    sent += count;
  }
  return `${sent} messages, ${requests} of them requests, each answered once (slowest ${Math.round(slowest)} ms, event loop held for ${held.toFixed(1)} ms in 99 of 100 turns)`;
}

function kept(what: string, content: Uint8Array, suffix: string): string {
  mkdirSync(CORPUS, { recursive: true });
  for (let number = 0; ; number++) {
    const path = join(CORPUS, `${what}-${seed}-${number}.${suffix}`);
    if (existsSync(path)) continue;
    writeFileSync(path, content);
    return path;
  }
}

/** Less of a session that still fails: pieces that are not needed are left out, each half as long as those before. */
async function shortest(made: readonly Message[]): Promise<readonly Message[]> {
  const [start, ...rest] = made as [Message, ...Message[]];
  const fails = (some: readonly Message[]): Promise<boolean> =>
    checkMessages([start, ...some]).then(
      () => false,
      () => true,
    );
  let left: readonly Message[] = rest;
  let tries = 60;
  for (let size = Math.ceil(left.length / 2); size >= 1 && tries > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < left.length && tries-- > 0;) {
      const fewer = [...left.slice(0, at), ...left.slice(at + size)];
      if (await fails(fewer)) left = fewer;
      else at += size;
    }
  }
  return [start, ...left];
}

async function hostileArticles(): Promise<string> {
  const sizes = hostileTexts(number('hostile-bytes'));
  let [count, slowest] = [0, 0];
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
