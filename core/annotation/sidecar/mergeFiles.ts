import type { Problem } from '../../problem';
import { commentsOf, MAXIMUM_YAML_BYTES, problem, utf8Length } from '../../yaml/boundedYaml';
import { joinConflicts, type MarkerStyle, type Versions } from '../../yaml/conflictMarkers';
import { sameData } from '../../yaml/json';
import type { AnnotationSet } from '../annotation';
import { conflictKey, merge, type Decision, type MergeConflict } from '../merge';
import { isConflicted, readConflicted, undisputedOf, type ConflictedSidecar } from './conflicted';
import { parseSidecar } from './parse';
import { patchSidecar } from './patch';
import { serialiseSidecar } from './serialise';

/** The texts of three versions of a sidecar; `base` is empty where each side began a file by itself. */
export type SidecarVersions = Versions;

export type FilesMerged =
  | { readonly kind: 'clean'; readonly text: string }
  /** The text has what was merged cleanly, and the records in conflict in markers of style diff3. */
  | { readonly kind: 'conflict'; readonly text: string; readonly conflicts: readonly MergeConflict[] }
  /** A version that is not understood, or a result that could not be read again: nothing was merged. */
  | { readonly kind: 'refused'; readonly version: keyof Versions | 'merged'; readonly problems: readonly Problem[] };

/**
 * Merges three versions of a sidecar. The result keeps the style and the comments of our version; comments that only
 * their version has come to stand at its top.
 */
export function mergeSidecars(versions: SidecarVersions, markers: MarkerStyle): FilesMerged {
  const ours = readVersion(versions.ours);
  if (ours.set === undefined) return { kind: 'refused', version: 'ours', problems: ours.problems };
  const theirs = readVersion(versions.theirs);
  if (theirs.set === undefined) return { kind: 'refused', version: 'theirs', problems: theirs.problems };
  const base = versions.base.trim() === '' ? { set: undefined, problems: [] } : readBase(versions.base);
  if (base.problems.length > 0) return { kind: 'refused', version: 'base', problems: base.problems };

  const { set, conflicts } = merge(base.set, ours.set, theirs.set);
  const commented = withNewComments(versions, theirs.set);
  if (conflicts.length > 0) {
    const sides = decidedSides(base.set, ours.set, theirs.set, conflicts);
    const text = conflictText(commented, ours.set, sides, markers);
    return { kind: 'conflict', text, conflicts };
  }
  const text = patchSidecar(commented, ours.set, set);
  return utf8Length(text) <= MAXIMUM_YAML_BYTES ? { kind: 'clean', text } : tooLarge(text);
}

/** The text of a conflicted sidecar in which everything was decided: that of our side, with what `set` has beyond it. */
export function resolvedText({ ours, theirs, texts }: ConflictedSidecar, set: AnnotationSet): string {
  return patchSidecar(withNewComments({ ...texts, base: '' }, theirs), ours, set);
}

function tooLarge(text: string): FilesMerged {
  const message = `The merged file would have ${utf8Length(text)} bytes; at most ${MAXIMUM_YAML_BYTES} are read.`;
  return { kind: 'refused', version: 'merged', problems: [problem('too-large', message, { offset: 0, end: 0 })] };
}

interface Version {
  readonly set: AnnotationSet | undefined;
  /** Errors only. */
  readonly problems: readonly Problem[];
}

function readVersion(text: string): Version {
  const { value, problems } = parseSidecar(text);
  const errors = problems.filter(({ severity }) => severity === 'error');
  return { set: errors.length === 0 ? value : undefined, problems: errors };
}

/** The base of histories that cross is itself a merge, and may hold conflicts: then what its sides have alike. */
function readBase(text: string): Version {
  const conflicted = isConflicted(text) ? readConflicted(text).value : undefined;
  if (conflicted === undefined) return readVersion(text);
  return { set: undisputedOf(conflicted), problems: [] };
}

/** Three sets that are the merged one but for the conflicts, in which each is as its version. */
interface DecidedSides {
  readonly ours: AnnotationSet;
  readonly base: AnnotationSet;
  readonly theirs: AnnotationSet;
}

function decidedSides(
  base: AnnotationSet | undefined,
  ours: AnnotationSet,
  theirs: AnnotationSet,
  conflicts: readonly MergeConflict[],
): DecidedSides {
  const decided = (decision: Decision): AnnotationSet =>
    merge(base, ours, theirs, new Map(conflicts.map((conflict) => [conflictKey(conflict), decision]))).set;
  return { ours: decided('ours'), base: decided('base'), theirs: decided('theirs') };
}

function conflictText(oursText: string, ours: AnnotationSet, sides: DecidedSides, markers: MarkerStyle): string {
  const own = patchSidecar(oursText, ours, sides.ours);
  const styled = joinConflicts(
    {
      ours: own,
      base: patchSidecar(own, sides.ours, sides.base),
      theirs: patchSidecar(own, sides.ours, sides.theirs),
    },
    markers,
  );
  if (givesBack(styled, sides)) return styled;
  const comments = commentsOf(oursText).map(({ offset, end }) => oursText.slice(offset, end).trimEnd());
  const canonical = (set: AnnotationSet): string => [...comments, serialiseSidecar(set)].join('\n');
  return joinConflicts(
    { ours: canonical(sides.ours), base: canonical(sides.base), theirs: canonical(sides.theirs) },
    markers,
  );
}

function givesBack(text: string, sides: DecidedSides): boolean {
  const { value } = readConflicted(text);
  return (
    value !== undefined &&
    sameData(value.ours, sides.ours) &&
    sameData(value.theirs, sides.theirs) &&
    sameData(value.base, sides.base)
  );
}

/** Our text, with the comments at its top that only their text has. */
function withNewComments({ ours, base, theirs }: SidecarVersions, theirSet: AnnotationSet): string {
  if (theirs === serialiseSidecar(theirSet)) return ours;
  const known = new Set([...commentLines(base), ...commentLines(ours)]);
  const added = commentLines(theirs).filter((comment) => !known.has(comment));
  if (added.length === 0) return ours;
  const mark = ours.startsWith('\uFEFF') ? '\uFEFF' : '';
  const lineEnd = ours.includes('\r\n') ? '\r\n' : '\n';
  return mark + added.map((comment) => comment + lineEnd).join('') + ours.slice(mark.length);
}

function commentLines(text: string): string[] {
  return commentsOf(text).map(({ offset, end }) => text.slice(offset, end).trimEnd());
}
