import type { Parsed, Problem } from '../../problem';
import { problem } from '../../yaml/boundedYaml';
import { findConflictMarkers, splitConflicts, type FileLine, type MergePiece } from '../../yaml/conflictMarkers';
import { isJsonObject, ownValue, sameData, type JsonObject } from '../../yaml/json';
import { emptyAnnotationSet, idsOf, type AnnotationSet } from '../annotation';
import {
  conflictKey,
  KINDS,
  merge,
  recordsOf,
  type AnyRecord,
  type Decisions,
  type MergeConflict,
  type Merged,
  type Records,
} from '../merge';
import { apply, type Operation } from '../operations';
import { fromFlowText, RECORD_ANCESTORS } from './flowText';
import { parseSidecar } from './parse';
import { withReserved } from './reserved';

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
  /**
   * Without a base: records and tags of one side only. They stay unless it is decided otherwise; perhaps the other side
   * removed them.
   */
  readonly oneSided: readonly OneSided[];
}

/** Something that one of two sides does not have, and of which it is not known who added or removed it. */
export type OneSided = Extract<MergeConflict, { readonly kind: keyof Records | 'document' }>;

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
  const oneSided = [...recordsOfOne(ours, theirs), ...tagsOfOne(ours, theirs)];
  const removed = oneSided.filter((record) => decisions.get(conflictKey(record)) === 'removed');
  return { ...merged, set: removed.reduce(without, merged.set), oneSided };
}

/** What both sides of a conflicted sidecar say alike, and the records whose changes do not contradict each other. */
export function undisputedOf(conflicted: ConflictedSidecar): AnnotationSet {
  const { set, conflicts, oneSided } = mergeConflicted(conflicted, undefined);
  const disputed = new Set([...conflicts, ...oneSided].map(({ id }) => id));
  const common = commonOf(conflicted.ours, conflicted.theirs);
  const { text, annotations, relations } = set;
  const undisputed = { ...withReserved(common, set), text, annotations, relations };
  return withOnly(undisputed, (_, { id }) => !disputed.has(id));
}

/** The set of what two sets have alike. */
function commonOf(ours: AnnotationSet, theirs: AnnotationSet): AnnotationSet {
  const text = ours.text.sha256 < theirs.text.sha256 ? ours.text : theirs.text;
  const others = new Map(KINDS.map((kind) => [kind, new Map(recordsOf(theirs)[kind].map((item) => [item.id, item]))]));
  const isSameAnnotator = ours.annotator !== undefined && ours.annotator === theirs.annotator;
  const extra = keysAlike(ours.extra ?? {}, theirs.extra ?? {});
  const { annotations, relations } = ours;
  const common: AnnotationSet = {
    ...withReserved(emptyAnnotationSet(text, isSameAnnotator ? ours.annotator : undefined), ours),
    ...{ annotations, relations },
    document: keysAlike(ours.document, theirs.document),
    ...(Object.keys(extra).length > 0 && { extra }),
  };
  return withOnly(common, (kind, item) => sameData(item, others.get(kind)?.get(item.id)));
}

function keysAlike(ours: JsonObject, theirs: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(ours).filter(([key, value]) => sameData(value, ownValue(theirs, key))));
}

/** The set with some of its records. */
function withOnly(set: AnnotationSet, isKept: (kind: keyof Records, record: AnyRecord) => boolean): AnnotationSet {
  const { annotation, relation, event, rejected, article } = recordsOf(set);
  const kept = {
    ...set,
    annotations: annotation.filter((item) => isKept('annotation', item)),
    relations: relation.filter((item) => isKept('relation', item)),
  };
  return withReserved(kept, {
    events: event.filter((item) => isKept('event', item)),
    rejected: rejected.filter((item) => isKept('rejected', item)),
    articles: article.filter((item) => isKept('article', item)),
  });
}

function recordsOfOne(ours: AnnotationSet, theirs: AnnotationSet): OneSided[] {
  const [mine, yours] = [idsOf(ours), idsOf(theirs)];
  const [own, others] = [recordsOf(ours), recordsOf(theirs)];
  return KINDS.flatMap((kind) => [
    ...own[kind].filter(({ id }) => !yours.has(id)).map((item) => ofOne(kind, item.id, item, undefined)),
    ...others[kind].filter(({ id }) => !mine.has(id)).map((item) => ofOne(kind, item.id, undefined, item)),
  ]);
}

function tagsOfOne({ document: ours }: AnnotationSet, { document: theirs }: AnnotationSet): OneSided[] {
  return [
    ...Object.entries(ours).flatMap(([key, value]) =>
      ownValue(theirs, key) === undefined ? [ofOne('document', key, value, undefined)] : [],
    ),
    ...Object.entries(theirs).flatMap(([key, value]) =>
      ownValue(ours, key) === undefined ? [ofOne('document', key, undefined, value)] : [],
    ),
  ];
}

/** Kinds are paired with their values by the callers. */
const ofOne = (kind: OneSided['kind'], id: string, ours: unknown, theirs: unknown): OneSided =>
  ({ kind, id, base: undefined, ours, theirs }) as OneSided;

function without(set: AnnotationSet, oneSided: OneSided): AnnotationSet {
  const result = apply(set, removalOf(oneSided));
  // Gone already with something that it was a part of.
  return result.ok ? result.set : set;
}

function removalOf({ kind, id }: OneSided): Operation {
  switch (kind) {
    case 'annotation':
      return { kind: 'remove', id };
    case 'relation':
      return { kind: 'unrelate', id };
    case 'event':
      return { kind: 'removeEvent', id };
    case 'rejected':
      return { kind: 'unreject', id };
    case 'article':
      return { kind: 'removeArticle', id };
    case 'document':
      return { kind: 'tag', name: id };
  }
}
