import type { Parsed, Problem } from '../../problem';
import { problem } from '../../yaml/boundedYaml';
import { findConflictMarkers, splitConflicts, type FileLine, type MergePiece } from '../../yaml/conflictMarkers';
import { isJsonObject, ownValue, sameData } from '../../yaml/json';
import { emptyAnnotationSet, type AnnotationSet } from '../annotation';
import { apply } from '../operations';
import { conflictKey, merge, type Decisions, type MergeConflict, type Merged } from '../merge';
import { fromFlowText, RECORD_ANCESTORS } from './flowText';
import { parseSidecar } from './parse';

/** The sides of a sidecar in which git left conflict markers. */
export interface ConflictedSidecar {
  readonly ours: AnnotationSet;
  readonly theirs: AnnotationSet;
  /** What both came from, where the file tells (styles diff3 and zdiff3). */
  readonly base?: AnnotationSet;
  /** The file as each side has it. A resolution starts from ours: its comments and style stay. */
  readonly texts: { readonly ours: string; readonly theirs: string };
  /** What git calls the sides. */
  readonly names: { readonly ours: string; readonly theirs: string };
}

/** Whether a file is one for {@link readConflicted}. */
export function isConflicted(text: string): boolean {
  return findConflictMarkers(text).length > 0;
}

/**
 * Reads both sides of a sidecar with conflict markers. The value is undefined, with problems at their places in the file,
 * where the markers are not whole or a side is not a sidecar.
 */
export function readConflicted(text: string): Parsed<ConflictedSidecar> {
  const pieces = splitConflicts(text);
  const first = pieces?.find((piece) => piece.kind === 'conflict');
  if (pieces === undefined || first === undefined) return { value: undefined, problems: markersBroken(text) };
  const ours = readSide(pieces, 'ours');
  const theirs = readSide(pieces, 'theirs');
  const base = readSide(pieces, 'base');
  const problems = [...ours.problems, ...theirs.problems].filter(({ severity }) => severity === 'error');
  if (ours.value === undefined || theirs.value === undefined || problems.length > 0)
    return { value: undefined, problems };
  const value: ConflictedSidecar = {
    ours: ours.value,
    theirs: theirs.value,
    // A base that cannot be read (it holds the markers of an earlier merge) is no base.
    ...(base?.value !== undefined && { base: base.value }),
    texts: { ours: ours.text, theirs: theirs.text },
    names: first.names,
  };
  return { value, problems };
}

function markersBroken(text: string): Problem[] {
  const message =
    'The markers of this unfinished git merge are not whole. Restore the file (git checkout --merge), or edit it by hand.';
  return findConflictMarkers(text).map((extent) => problem('conflict-markers-broken', message, extent));
}

type Side = 'ours' | 'base' | 'theirs';

function readSide(pieces: readonly MergePiece[], side: 'base'): SideText | undefined;
function readSide(pieces: readonly MergePiece[], side: 'ours' | 'theirs'): SideText;
function readSide(pieces: readonly MergePiece[], side: Side): SideText | undefined {
  if (side === 'base' && pieces.some((piece) => piece.kind === 'conflict' && piece.base === undefined))
    return undefined;
  const own = new Set(pieces.flatMap((piece) => (piece.kind === 'conflict' ? (piece[side] ?? []).map(recordId) : [])));
  own.delete(undefined);
  // Git may have taken one side's new place of a record cleanly, and left its old place in conflict.
  const isOvertaken = (line: FileLine): boolean => own.size > 0 && own.has(recordId(line));
  const lines = pieces.flatMap((piece) =>
    piece.kind === 'conflict' ? (piece[side] ?? []) : piece.lines.filter((line) => !isOvertaken(line)),
  );
  const text = lines.map((line) => line.text).join('');
  const { value, problems } = parseSidecar(text);
  return { text, value, problems: problems.map((found) => placedInFile(found, lines)) };
}

interface SideText extends Parsed<AnnotationSet> {
  readonly text: string;
}

/** The id of a record that stands on one line in canonical form; undefined for any other line. */
function recordId({ text }: FileLine): string | undefined {
  const data = text.startsWith('- {') ? fromFlowText(text.slice(2).trimEnd(), RECORD_ANCESTORS) : undefined;
  const id = isJsonObject(data) ? ownValue(data, 'id') : undefined;
  return typeof id === 'string' ? id : undefined;
}

/** A problem of a side's text at its place in the file. */
function placedInFile(found: Problem, lines: readonly FileLine[]): Problem {
  let start = 0;
  for (const { text, offset } of lines) {
    if (found.offset < start + text.length) {
      const shift = offset - start;
      return { ...found, offset: found.offset + shift, end: Math.min(found.end, start + text.length) + shift };
    }
    start += text.length;
  }
  const last = lines.at(-1);
  const end = last === undefined ? 0 : last.offset + last.text.length;
  return { ...found, offset: end, end };
}

/** What a person has to decide of, or may. */
export interface ConflictedMerge extends Merged {
  /** Without a base: records of one side only. They stay unless it is decided otherwise; perhaps the other side removed them. */
  readonly oneSided: readonly MergeConflict[];
}

/**
 * Merges the sides of a conflicted sidecar. `base` is what both came from, if it is known; without it, what both have
 * alike is taken for the base, so that nothing that one side has is taken for removed.
 */
export function mergeConflicted(
  { ours, theirs }: ConflictedSidecar,
  base: AnnotationSet | undefined,
  decisions: Decisions = new Map(),
): ConflictedMerge {
  if (base !== undefined) return { ...merge(base, ours, theirs, decisions), oneSided: [] };
  const merged = merge(commonOf(ours, theirs), ours, theirs, decisions);
  const oneSided = recordsOfOne(ours, theirs);
  const removed = oneSided.filter((record) => decisions.get(conflictKey(record)) === 'removed');
  return { ...merged, set: removed.reduce(without, merged.set), oneSided };
}

/** The set of what two sets have alike. */
function commonOf(ours: AnnotationSet, theirs: AnnotationSet): AnnotationSet {
  const text = ours.text.sha256 < theirs.text.sha256 ? ours.text : theirs.text;
  const alike = <Item extends { readonly id: string }>(mine: readonly Item[], yours: readonly Item[]): Item[] => {
    const others = new Map(yours.map((item) => [item.id, item]));
    return mine.filter((item) => sameData(item, others.get(item.id)));
  };
  return {
    ...emptyAnnotationSet(text),
    annotations: alike(ours.annotations, theirs.annotations),
    relations: alike(ours.relations, theirs.relations),
  };
}

function recordsOfOne(ours: AnnotationSet, theirs: AnnotationSet): MergeConflict[] {
  const [mine, yours] = [ours, theirs].map(
    (set) => new Set([...set.annotations, ...set.relations].map(({ id }) => id)),
  ) as [Set<string>, Set<string>];
  const base = undefined;
  return [
    ...ours.annotations.map((own) => ({ kind: 'annotation', id: own.id, base, ours: own, theirs: undefined }) as const),
    ...theirs.annotations.map(
      (own) => ({ kind: 'annotation', id: own.id, base, ours: undefined, theirs: own }) as const,
    ),
    ...ours.relations.map((own) => ({ kind: 'relation', id: own.id, base, ours: own, theirs: undefined }) as const),
    ...theirs.relations.map((own) => ({ kind: 'relation', id: own.id, base, ours: undefined, theirs: own }) as const),
  ].filter(({ id }) => !mine.has(id) || !yours.has(id));
}

function without(set: AnnotationSet, { kind, id }: MergeConflict): AnnotationSet {
  const result = apply(set, kind === 'annotation' ? { kind: 'remove', id } : { kind: 'unrelate', id });
  return result.ok ? result.set : set;
}
