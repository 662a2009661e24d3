import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { AnnotationSet } from '../../core/annotation/annotation';
import { serialiseSidecar } from '../../core/annotation/sidecar/serialise';
import { SidecarStore } from '../../core/annotation/store';
import { Random } from '../../model/random';
import { annotationSet, sample, sampleSet } from '../core/annotation/arbitraries';
import { styledSidecar } from '../core/annotation/styledSidecars';
import { localFiles } from '../node/localFiles';
import type { Report } from './report';

const NAME = 'a.txt.ann.yaml';
/** The last line without its line end: what is cut off behind it says nothing. */
const END_LINE = '...';
/** Of the canonical text, in UTF-16 units: more pieces of one file show no more. */
const LONGEST = 1500;

/**
 * Cuts `files` sidecars off at every byte, as a torn copy leaves them, and opens each piece. None may pass for a sidecar with
 * fewer annotations, and nobody who annotates on may write one.
 */
export async function checkTruncation(files: number, seed: number): Promise<Report> {
  const directory = await mkdtemp(join(tmpdir(), 'corpus-annotator-truncation-'));
  const random = new Random(seed);
  const failures: string[] = [];
  let cuts = 0;
  try {
    const sets = fc.sample(
      annotationSet.filter((set) => set.annotations.length > 0 && serialiseSidecar(set).length <= LONGEST),
      { numRuns: files, seed },
    );
    for (const [index, set] of sets.entries()) {
      const bytes = Buffer.from(inSomeStyle(set, index, random));
      const whole = bytes.lastIndexOf(END_LINE) + END_LINE.length;
      await writeFile(join(directory, NAME), bytes);
      for (let length = whole - 1; length >= 0; length--, cuts++) {
        const failure = await openPiece(directory, bytes.subarray(0, length));
        if (failure !== undefined) failures.push(`file ${index} cut at byte ${length} of ${bytes.length}: ${failure}`);
      }
      const names = await readdir(directory);
      if (names.length > 1) failures.push(`beside file ${index} are ${names.join(', ')}`);
    }
  } finally {
    await rm(directory, { recursive: true });
  }
  const figures = `${files} files cut at every byte (seed ${seed}), ${cuts} pieces opened: ${failures.length} read or written`;
  return { name: 'truncation', figures, failures };
}

/** As we write it, with CRLF, or as somebody styled it by hand, in turn. */
function inSomeStyle(set: AnnotationSet, index: number, random: Random): string {
  if (index % 3 === 1) return styledSidecar(set, () => random.below(2 ** 31));
  const text = serialiseSidecar(set);
  return index % 3 === 0 ? text : text.replaceAll('\n', '\r\n');
}

/** What is wrong with how the file is treated once it is cut off; undefined where it is refused and left as it is. */
async function openPiece(directory: string, piece: Uint8Array): Promise<string | undefined> {
  const path = join(directory, NAME);
  await truncate(path, piece.length);
  const store = new SidecarStore(localFiles);
  await store.open({ articleUri: path, sidecarUri: path, text: sampleSet().text });
  const kind = store.state(path)?.kind;
  const isApplied = store.apply(path, { kind: 'add', annotation: sample('new', 1, '楼') }).ok;
  await store.close(path);
  if (kind !== 'broken') return `it is ${kind}`;
  if (isApplied) return 'it takes annotations';
  return (await readFile(path)).equals(piece) ? undefined : 'it was written';
}
