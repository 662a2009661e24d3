import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apply } from '../../core/annotation/operations';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import { serialiseSidecar } from '../../core/annotation/sidecar/serialise';
import { sweepStrayFiles } from '../../node/strayFiles';
import { sample, sampleSet } from '../core/annotation/arbitraries';
import { skipped, type Report } from './report';
import { Saver } from './savers';
import { SYSCALLS, tracingRefused, whileTraced, type Injection, type Syscall } from './strace';

const ERRORS = ['EIO', 'ENOSPC', 'EDQUOT', 'EACCES', 'EROFS', 'EMFILE', 'EXDEV'];

/**
 * Makes system calls of a save fail, each in its turn and all of one kind, with each error; then kills the process at each
 * of them. `share` of the cases is tried (1: all). The file must be byte for byte the old or the new one, the person told
 * once, the work kept, and the next attempt succeed.
 */
export async function checkFaults(share: number): Promise<Report> {
  const refused = tracingRefused();
  if (refused !== undefined) return skipped('faults', refused);
  const directory = await mkdtemp(join(tmpdir(), 'corpus-annotator-faults-'));
  try {
    const bench = new FaultBench(join(directory, 'articles'), join(directory, 'log'));
    return await bench.check(share);
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** The order of the calls of one save, as they are made. */
export async function checkOrder(): Promise<Report> {
  const refused = tracingRefused();
  if (refused !== undefined) return skipped('order', refused);
  const directory = await mkdtemp(join(tmpdir(), 'corpus-annotator-order-'));
  try {
    const path = join(directory, 'a.txt.ann.yaml');
    const log = await logOfOneSave(path, join(directory, 'log'));
    const failures = PROTOCOL.reduce<{ rest: string; failures: string[] }>(
      ({ rest, failures: found }, { name, pattern }) => {
        const match = pattern.exec(rest);
        return match === null
          ? { rest, failures: [...found, `not in its place: ${name}`] }
          : { rest: rest.slice(match.index + match[0].length), failures: found };
      },
      { rest: log.replaceAll(directory, ''), failures: [] },
    ).failures;
    return { name: 'order', figures: PROTOCOL.map(({ name }) => name).join(' -> '), failures };
  } finally {
    await rm(directory, { recursive: true });
  }
}

const TEMPORARY = String.raw`/\.corpus-annotator-[0-9a-f]{8}-\d+-[0-9a-f]{16}\.tmp`;

/** The storage protocol, step by step, in the words of strace with the folder's name taken out. */
const PROTOCOL: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  { name: 'open O_EXCL', pattern: new RegExp(`openat\\([^"]*"${TEMPORARY}", [^)]*O_CREAT\\|O_EXCL`) },
  { name: 'write', pattern: new RegExp(`pwrite(?:64|v)\\(\\d+<${TEMPORARY}>`) },
  { name: 'fsync', pattern: new RegExp(`fsync\\(\\d+<${TEMPORARY}>`) },
  { name: 'close', pattern: new RegExp(`close\\(\\d+<${TEMPORARY}>`) },
  { name: 'rename', pattern: new RegExp(`rename\\("${TEMPORARY}", "/a\\.txt\\.ann\\.yaml"\\) = 0`) },
  { name: 'open folder', pattern: /openat\([^"]*"", O_RDONLY/ },
  { name: 'fsync folder', pattern: /fsync\(\d+<>\)/ },
];

async function logOfOneSave(path: string, log: string): Promise<string> {
  const saver = new Saver(path);
  try {
    await saver.ask('add warm');
    return (await whileTraced(saver.processId, log, undefined, () => saver.ask('add traced'))).log;
  } finally {
    await saver.end();
  }
}

/** One sidecar that is saved again and again while something goes wrong. */
class FaultBench {
  readonly #directory: string;
  readonly #path: string;
  readonly #log: string;
  readonly #failures: string[] = [];
  #saver: Saver | undefined;
  #count = 0;

  constructor(directory: string, log: string) {
    this.#directory = directory;
    this.#path = join(directory, 'a.txt.ann.yaml');
    this.#log = log;
  }

  async check(share: number): Promise<Report> {
    await mkdir(this.#directory);
    await writeFile(this.#path, serialiseSidecar(sampleSet(sample('first', 1, '楼'))));
    const calls = await this.#countCalls();
    const faults = someOf(share, faultCases(calls));
    for (const injection of faults) await this.#fault(injection);
    await this.#endSaver();
    const deaths = someOf(share, deathCases(calls));
    for (const injection of deaths) await this.#death(injection);
    const counted = SYSCALLS.map((syscall) => `${syscall} ${calls.get(syscall) ?? 0}`).join(', ');
    return {
      name: 'faults',
      figures: `${faults.length} failing system calls, ${deaths.length} kills at a system call (a save makes: ${counted})`,
      failures: this.#failures,
    };
  }

  async #countCalls(): Promise<ReadonlyMap<Syscall, number>> {
    await (await this.#running()).ask('add warm');
    const saver = await this.#running();
    const { log } = await whileTraced(saver.processId, this.#log, undefined, () => saver.ask('add counted'));
    return new Map(SYSCALLS.map((syscall) => [syscall, log.split(` ${syscall}(`).length - 1]));
  }

  async #fault(injection: Injection): Promise<void> {
    const { answer, fail, old, renewed } = await this.#saveUnder(injection);
    if (answer === undefined) {
      fail('the process died');
      await this.#endSaver();
      return;
    }
    const now = await readFile(this.#path, 'utf8');
    if (now !== old && now !== renewed) fail('the file is neither the old nor the new one');
    if (answer.saved && now !== renewed) fail('said to be saved, but is not');
    if (!answer.saved && answer.failures !== 1) fail(`the failure was told ${answer.failures} times`);
    if (!answer.ids.includes(`n${this.#count}`)) fail('the annotation is not in memory any more');
    const again = await (await this.#running()).ask('retry');
    if (again?.saved !== true) fail(`the next attempt failed as well: ${again?.message ?? ''}`);
    if ((await readFile(this.#path, 'utf8')) !== renewed) fail('after the next attempt the file is not the new one');
  }

  async #death(injection: Injection): Promise<void> {
    const { answer, fail, old, renewed } = await this.#saveUnder(injection);
    const now = await readFile(this.#path, 'utf8');
    if (now !== old && now !== renewed) fail('the file is neither the old nor the new one');
    if (answer?.saved === true && now !== renewed) fail('said to be saved, but is not');
    await this.#endSaver();
    await sweepStrayFiles(this.#directory);
    const left = (await readdir(this.#directory)).length - 1;
    if (left !== 0) fail(`${left} stray files after the sweep`);
  }

  /** Adds one annotation while something goes wrong. */
  async #saveUnder(injection: Injection) {
    const saver = await this.#running();
    const id = `n${++this.#count}`;
    const old = await readFile(this.#path, 'utf8');
    const set = parseSidecar(old).value ?? sampleSet();
    const added = apply(set, { kind: 'add', annotation: sample(id, 1, '楼', { note: '' }) });
    const renewed = serialiseSidecar(added.ok ? added.set : set);
    const { result: answer } = await whileTraced(saver.processId, this.#log, injection, () => saver.ask(`add ${id}`));
    const name = `${injection.syscall} ${injection.what}, call ${injection.when}`;
    return { answer, old, renewed, fail: (what: string) => void this.#failures.push(`${name}: ${what}`) };
  }

  /** A saver that has saved before: what it loads on first use is loaded, and every save makes the same calls. */
  async #running(): Promise<Saver> {
    if (this.#saver === undefined) {
      this.#saver = new Saver(this.#path);
      await this.#saver.ask(`add warm${this.#count}`);
    }
    return this.#saver;
  }

  async #endSaver(): Promise<void> {
    await this.#saver?.end();
    this.#saver = undefined;
  }
}

function faultCases(calls: ReadonlyMap<Syscall, number>): Injection[] {
  return [...calls].flatMap(([syscall, count]) =>
    ERRORS.flatMap((error) => [
      ...turns(count).map((turn) => ({ syscall, what: `error=${error}`, when: String(turn) })),
      { syscall, what: `error=${error}`, when: '1+' },
    ]),
  );
}

function deathCases(calls: ReadonlyMap<Syscall, number>): Injection[] {
  return [...calls].flatMap(([syscall, count]) =>
    turns(count).map((turn) => ({ syscall, what: 'signal=KILL', when: String(turn) })),
  );
}

const turns = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** Cases spread evenly over all of them. */
function someOf<Case>(share: number, cases: readonly Case[]): Case[] {
  return cases.filter((_, index) => Math.floor((index + 1) * share) > Math.floor(index * share));
}
