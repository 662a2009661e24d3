import { spawnSync } from 'node:child_process';
import { table } from '../core/evaluation/table';
import { growHeapSlowly, SERVER_FLAGS } from '../node/serverMemory';
import { median, milliseconds, verdict, VERDICT_HEADING } from './benchMeasure';
import { analyseWith, loadResources, loadSegmenter, weightBytes } from './benchResources';
import type { TaggedArticle } from './taggedArticle';

const MEMORY_MB = { floor: 60, target: 30 };
const WEIGHTS_MB = { floor: 5, target: 5 };
const LOAD_MS = { floor: 150, target: 150 };
const PROCESSES = 3;

/** What a process holds after it has read all articles and kept nothing, in bytes. */
export interface Footprint {
  readonly rss: number;
  readonly heap: number;
  readonly external: number;
  /** How long it took to load what the segmenter does not bring, in milliseconds. */
  readonly load: number;
}

const PROCESS_KINDS = ['jieba', 'analysis'] as const;
export type ProcessKind = (typeof PROCESS_KINDS)[number];
export const isProcessKind = (name: string | undefined): name is ProcessKind =>
  PROCESS_KINDS.some((kind) => kind === name);

/**
 * What analysis holds over the bare segmenter, each in processes of its own; `script` is one that prints a footprint for
 * the arguments `footprint KIND`.
 */
export function memory(script: string): string[] {
  const jieba = footprintOf('jieba', script);
  const analysis = footprintOf('analysis', script);
  const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
  const row = (name: string, key: 'rss' | 'heap' | 'external'): string[] => {
    const over = analysis[key] - jieba[key];
    const bar = key === 'rss' ? verdict(over / 1e6, MEMORY_MB, 'MB') : [];
    return [name, megabytes(jieba[key]), megabytes(analysis[key]), megabytes(over), ...bar];
  };
  return [
    `memory after reading all articles and keeping none: medians of ${PROCESSES} processes, after garbage collection;`,
    `all with the memory settings of the server`,
    ...table([
      ['', 'with jieba only', 'with analysis', 'over', ...VERDICT_HEADING],
      row('resident', 'rss'),
      row('heap', 'heap'),
      row('external', 'external'),
    ]),
    '',
    'the weights',
    ...table([
      ['', 'measured', ...VERDICT_HEADING],
      ['file', megabytes(weightBytes()), ...verdict(weightBytes() / 1e6, WEIGHTS_MB, 'MB')],
      ['load', `${analysis.load.toFixed(0)} ms`, ...verdict(analysis.load, LOAD_MS, 'ms')],
    ]),
  ];
}

/** The medians of some processes of a kind. */
function footprintOf(kind: ProcessKind, script: string): Footprint {
  const found = Array.from({ length: PROCESSES }, () => inOwnProcess(kind, script));
  const middle = (key: keyof Footprint): number => median(found.map((footprint) => footprint[key]));
  return { rss: middle('rss'), heap: middle('heap'), external: middle('external'), load: middle('load') };
}

function inOwnProcess(kind: ProcessKind, script: string): Footprint {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--expose-gc', ...SERVER_FLAGS, script, 'footprint', kind],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`A process that measures memory failed: ${stderr}`);
  return JSON.parse(stdout) as Footprint;
}

/** What this process holds after reading all articles: only segmented, or analysed. */
export function ownFootprint(kind: ProcessKind, articles: readonly TaggedArticle[]): Footprint {
  growHeapSlowly();
  const segmenter = loadSegmenter();
  let read: (text: string) => unknown = (text) => segmenter.segment(text);
  const load = milliseconds(() => {
    if (kind === 'jieba') return;
    const analyseBytes = analyseWith(loadResources(segmenter));
    read = (text) => analyseBytes(Buffer.from(text));
  });
  for (const { text } of articles) read(text);
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss, heap: heapUsed, external, load };
}
