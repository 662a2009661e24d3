import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { MergeConflict } from '../core/annotation/merge';
import { decodeUtf8, encodeUtf8, sameBytes } from '../core/annotation/sidecar/bytes';
import { mergeSidecars, type FilesMerged } from '../core/annotation/sidecar/mergeFiles';
import { MARKER_SIZE } from '../core/yaml/conflictMarkers';
import { readFileIfThere, replaceFile } from '../node/atomicFile';
import { mergeByLines } from '../node/gitRepository';

/** Statuses above 128 mean to git that the driver itself failed: it stops and takes nothing for merged. */
const FAILED = 129;
const IN_CONFLICT = 1;

/** The three files that git gives a merge driver. */
interface MergeFiles {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
  /** What messages call the sidecar. */
  readonly name: string;
  readonly markerSize: number;
}

/**
 * The merge driver: `merge [--marker-size N] BASE OURS THEIRS [PATH]` merges into OURS. Returns 0 where the merge is
 * clean, 1 where a person must decide: then OURS has everything that was merged, and conflict markers around the rest.
 */
export async function merge(args: string[]): Promise<number> {
  try {
    const files = filesFrom(args);
    const versions = await readVersions(files);
    const texts = {
      base: decodeUtf8(versions.base),
      ours: decodeUtf8(versions.ours),
      theirs: decodeUtf8(versions.theirs),
    };
    const { base, ours, theirs } = texts;
    if (base === undefined || ours === undefined || theirs === undefined)
      return await leaveToGit(files, versions.ours, 'not all versions are UTF-8');
    const names = { ours: 'ours', base: 'base', theirs: 'theirs' };
    const merged = mergeSidecars({ base, ours, theirs }, { names, size: files.markerSize });
    if (merged.kind === 'refused') return await leaveToGit(files, versions.ours, reasonOf(merged));
    await write(files.ours, encodeUtf8(merged.text), versions.ours);
    if (merged.kind === 'clean') return 0;
    process.stderr.write(`${files.name}: ${describe(merged.conflicts)}\n`);
    return IN_CONFLICT;
  } catch (error) {
    process.stderr.write(`corpus-annotator merge: ${error instanceof Error ? error.message : String(error)}\n`);
    return FAILED;
  }
}

function filesFrom(args: string[]): MergeFiles {
  const { values, positionals } = parseArgs({
    args,
    options: { 'marker-size': { type: 'string', default: String(MARKER_SIZE) } },
    allowPositionals: true,
  });
  const [base, ours, theirs, name] = positionals;
  if (base === undefined || ours === undefined || theirs === undefined || positionals.length > 4)
    throw new Error('Name three files, and at most a path: merge [--marker-size N] BASE OURS THEIRS [PATH]');
  const size = Number(values['marker-size']);
  // Shorter markers could not be told from other lines.
  const markerSize = Number.isSafeInteger(size) && size >= 3 ? size : MARKER_SIZE;
  return { base, ours, theirs, name: name ?? ours, markerSize };
}

interface VersionBytes {
  readonly base: Uint8Array;
  readonly ours: Uint8Array;
  readonly theirs: Uint8Array;
}

async function readVersions({ base, ours, theirs }: MergeFiles): Promise<VersionBytes> {
  return {
    base: (await readFileIfThere(base)) ?? new Uint8Array(),
    ours: await readFile(ours),
    theirs: await readFile(theirs),
  };
}

/** Does what git would do without a driver, and calls it a conflict whatever comes out: somebody must look at it. */
async function leaveToGit(files: MergeFiles, ours: Uint8Array, reason: string): Promise<number> {
  const byLines = await mergeByLines(files, files.markerSize);
  if (byLines !== undefined) await write(files.ours, byLines, ours);
  const done = byLines === undefined ? 'It was left as our side has it' : 'Git merged it by lines';
  process.stderr.write(
    `${files.name}: the annotations were not merged by id, because ${reason}. ${done}; look at it.\n`,
  );
  return IN_CONFLICT;
}

async function write(path: string, bytes: Uint8Array, expected: Uint8Array): Promise<void> {
  if (sameBytes(bytes, expected)) return;
  const result = await replaceFile(path, [bytes], expected);
  if (result.kind === 'changed') throw new Error(`${path} was changed by another program during the merge`);
}

const VERSIONS = { ours: 'our version', base: 'the common version', theirs: 'their version', merged: 'the result' };

function reasonOf({ version, problems }: FilesMerged & { readonly kind: 'refused' }): string {
  const [problem] = problems;
  return `${VERSIONS[version]} cannot be read: ${problem?.message.replace(/\.$/, '') ?? 'unknown'} (at ${problem?.offset ?? 0})`;
}

function describe(conflicts: readonly MergeConflict[]): string {
  const records = conflicts.map(({ kind, id }) => `${kind} ${id}`).join(', ');
  return `both sides changed ${records}. Decide with “Resolve Annotation Conflicts” in VS Code, or by hand.`;
}
