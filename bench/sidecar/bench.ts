import { mkdtempSync, rmSync } from 'node:fs';
import { open, rename, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AnnotationSet } from '../../core/annotation/annotation';
import { apply } from '../../core/annotation/operations';
import { annotationSetToData } from '../../core/annotation/sidecar/records';
import { SidecarVersion } from '../../core/annotation/sidecar/version';
import { writeAll } from '../../node/atomicFile';
import { interleaved, median, medianRatio, verdict, VERDICT_HEADING } from '../../model/benchMeasure';
import { annotatedSet, annotationOf, longText, type Detail } from './sidecars';

/*
 * How fast sidecars are read and written. Reading is measured against `JSON.parse` of the same data in the same run; one
 * more annotation is measured in milliseconds, from the command to the moment before the file is flushed.
 */

const COUNT = 10_000;
const ROUNDS = 21;
const LOAD = { floor: 4, target: 4 };
const ADD_MILLISECONDS = { floor: 5, target: 5 };
/** One comment may cost what one record in another style costs, not the file: its ratio to the file without. */
const COMMENT = { floor: 1.5, target: 1.2 };

const text = longText();

async function main(): Promise<void> {
  print([`${COUNT} annotations`, 'MB', 'JSON.parse ms', 'load / JSON.parse', ...VERDICT_HEADING]);
  for (const detail of ['words', 'context', 'source'] as const) benchLoad(detail);
  print([]);
  print(['one more annotation', 'memory ms', 'bytes ms', 'file ms', 'in all ms', ...VERDICT_HEADING]);
  for (const detail of ['context', 'source'] as const) await benchAdd(detail);
  print([]);
  print(['in another style', 'load / as we write it', 'one more: ms', ...VERDICT_HEADING]);
  benchStyles();
}

function benchLoad(detail: Detail): void {
  const set = annotatedSet(text, COUNT, detail);
  const { bytes } = SidecarVersion.of(set);
  const json = JSON.stringify(annotationSetToData(set));
  const times = interleaved({ json: () => JSON.parse(json) as unknown, load: () => load(bytes) }, ROUNDS);
  const ratio = medianRatio(times.load, times.json);
  print([`  ${detail}`, megabytes(bytes), digits(median(times.json)), digits(ratio), ...verdict(ratio, LOAD, 'x')]);
}

async function benchAdd(detail: Detail): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-sidecar-'));
  const times: Record<'memory' | 'bytes' | 'file' | 'all', number[]> = { memory: [], bytes: [], file: [], all: [] };
  try {
    let version = load(SidecarVersion.of(annotatedSet(text, COUNT, detail)).bytes);
    for (let round = 0; round < ROUNDS; round++) {
      globalThis.gc?.();
      const annotation = { ...annotationOf(text, (round * 7919) % COUNT, COUNT, detail), id: `added-${round}` };
      const start = performance.now();
      const set = added(version.set, annotation);
      const inMemory = performance.now();
      const next = version.with(set);
      const inBytes = performance.now();
      const written = await writeUnflushed(join(folder, 'temporary'), next.chunks);
      const end = performance.now();
      times.memory.push(inMemory - start);
      times.bytes.push(inBytes - inMemory);
      times.file.push(end - inBytes);
      times.all.push(end - start);
      // As the store does behind that: the next file would else wait until the system has written this one.
      await written.sync();
      await written.close();
      await rename(join(folder, 'temporary'), join(folder, 'file'));
      // As the store does when it has read the file again. Nothing waits for it.
      if (next.bytes.length === 0) throw new Error('nothing was written');
      version = next;
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  const all = median(times.all);
  const parts = [times.memory, times.bytes, times.file].map((list) => digits(median(list)));
  print([`  ${detail}`, ...parts, digits(all), ...verdict(all, ADD_MILLISECONDS, 'ms')]);
}

function benchStyles(): void {
  const canonical = Buffer.from(SidecarVersion.of(annotatedSet(text, COUNT, 'context')).bytes);
  const lines = canonical.toString().split('\n');
  const middle = lines.length >> 1;
  const changed = (line: string): Uint8Array => Buffer.from(lines.with(middle, line).join('\n'));
  const record = lines[middle] ?? '';
  const styles = {
    '  as we write it': canonical,
    '  a comment behind a record': changed(`${record} # sure`),
    '  a comment line': changed(`# sure\n${record}`),
    '  a record in another style': changed(record.replace('label: "', 'label:   "')),
    '  a record on two lines': changed(record.replace(', exact', ',\n   exact')),
  };
  const works = Object.fromEntries(Object.entries(styles).map(([name, bytes]) => [name, () => load(bytes)]));
  const times = interleaved(works, ROUNDS);
  const base = times['  as we write it'] ?? [];
  for (const [name, bytes] of Object.entries(styles)) {
    const version = load(bytes);
    const adding = Array.from({ length: ROUNDS }, (_, round) => {
      const start = performance.now();
      const set = added(version.set, { ...annotationOf(text, (round * 7919) % COUNT, COUNT, 'context'), id: 'added' });
      if (version.with(set) === version) throw new Error('nothing was added');
      return performance.now() - start;
    });
    const ratio = medianRatio(times[name] ?? [], base);
    print([name, digits(ratio), digits(median(adding)), ...verdict(ratio, COMMENT, 'x')]);
  }
}

function load(bytes: Uint8Array): SidecarVersion {
  const { value, problems } = SidecarVersion.read(bytes);
  if (value === undefined || problems.length > 0) throw new Error(problems[0]?.message ?? 'the sidecar was not read');
  return value;
}

function added(set: AnnotationSet, annotation: ReturnType<typeof annotationOf>): AnnotationSet {
  const result = apply(set, { kind: 'add', annotation });
  if (!result.ok) throw new Error(result.message);
  return result.set;
}

/** What the store does before the flush: an exclusive file beside the old one, and every byte in it. */
async function writeUnflushed(path: string, chunks: readonly Uint8Array[]): Promise<FileHandle> {
  const handle = await open(path, 'wx');
  await writeAll(handle, chunks);
  return handle;
}

const digits = (value: number): string => value.toFixed(2);
const megabytes = (bytes: Uint8Array): string => (bytes.length / 1e6).toFixed(2);

function print(cells: readonly string[]): void {
  const [first = '', ...rest] = cells;
  console.log(first.padEnd(30) + rest.map((cell) => cell.padStart(18)).join(''));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
