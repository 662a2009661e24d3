import type { CanonicalText } from '../text/canonicalText';
import type { Range, Utf16 } from '../text/units';
import { anchorAll } from './anchoring';
import { labelledRecords, type Annotation, type AnnotationSet, type TextIdentity } from './annotation';
import type { Operation } from './operations';
import { rebase } from './rebase';
import { isSure } from './review';

/** A text of an article as it was on disk, and what a sidecar calls it. */
export interface SavedText {
  readonly text: CanonicalText;
  readonly identity: TextIdentity;
}

type Parts = readonly Range<Utf16>[];

/**
 * What an edited article was and is when it is saved: the only moment at which it is known exactly where every span went.
 * The functions may be asked later, so they must not depend on edits that come after.
 */
export interface ArticleChange {
  readonly before: SavedText;
  readonly after: SavedText;
  /** Where the parts of a span of `before` are in `after`; undefined once one of them has been deleted. */
  readonly track: (parts: Parts) => Parts | undefined;
  /** A record's place in `after`, where it is known better than by tracking: undo brought an earlier text back. */
  readonly placeOf?: (annotation: Annotation) => Parts | undefined;
}

/**
 * The operations that make a set follow its article through changes of which each begins where the one before ended. A set
 * that describes a text in the middle follows from there; one of a text that is none of them is first found by context in
 * the last text before. A set without annotations has nothing that follows.
 */
export function followingOperations(
  set: AnnotationSet,
  changes: readonly ArticleChange[],
): readonly FollowingOperation[] {
  const known = set.text.sha256;
  if (labelledRecords(set).length === 0 || changes.at(-1)?.after.identity.sha256 === known) return [];
  const from = changes.findLastIndex(({ before }) => before.identity.sha256 === known);
  return changes.slice(from === -1 ? -1 : from).map((change) => (current) => followOne(current, change));
}

/** An operation that is made for the set as the operations before left it. */
export type FollowingOperation = (set: AnnotationSet) => Operation;

function followOne(set: AnnotationSet, { before, after, track, placeOf }: ArticleChange): Operation {
  const places = new Map<string, Parts>();
  const anchorings = anchorAll(set, before.text, before.identity.sha256);
  for (const annotation of labelledRecords(set)) {
    const anchoring = anchorings.get(annotation.id);
    const parts =
      anchoring && isSure(annotation, anchoring, set.text, before.text, before.identity.sha256) && anchoring.parts;
    const place = placeOf?.(annotation) ?? (parts ? track(parts) : undefined);
    if (place !== undefined) places.set(annotation.id, place);
  }
  return rebase(set, places, after.text, after.identity);
}
