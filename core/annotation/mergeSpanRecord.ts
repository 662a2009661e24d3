import { sameData } from '../yaml/json';
import { textPrefix, type SpanSelector, type TextIdentity } from './annotation';

/** The texts that the sets of a merge refer to; `merged` is the one that the result names. */
export interface MergedTexts {
  readonly base: TextIdentity;
  readonly ours: TextIdentity;
  readonly theirs: TextIdentity;
  readonly merged: TextIdentity;
}

/** What a merge makes of one record: a value, its removal, or that a person must decide. */
export type MergedRecord<Value> =
  { readonly kind: 'value'; readonly value: Value } | { readonly kind: 'removed' } | { readonly kind: 'conflict' };

const CONFLICT = { kind: 'conflict' } as const;

/**
 * Merges one record with a span. That an article was edited moves most of its annotations without anybody having touched them;
 * such a move goes together with whatever the other side did. Two edits by people never blend: one is taken, or it is
 * a conflict. A value whose place refers to another text than the merged file says so with `in`.
 */
export function mergeSpanRecord<Item extends SpanSelector>(
  base: Item | undefined,
  ours: Item | undefined,
  theirs: Item | undefined,
  texts: MergedTexts,
): MergedRecord<Item> {
  const before = base && placed(base, texts.base, texts);
  const mine = ours && placed(ours, texts.ours, texts);
  const yours = theirs && placed(theirs, texts.theirs, texts);
  if (mine !== undefined && yours !== undefined) return mergePlaced(before, mine, yours, texts.merged);
  const left = mine ?? yours;
  if (left === undefined) return { kind: 'removed' };
  if (before === undefined) return valueOf(left, left, texts.merged);
  return isEdited(before, left) ? CONFLICT : { kind: 'removed' };
}

/** The record of a side as it stands in a file of the merged text. */
export function markedFor<Item extends SpanSelector>(record: Item, side: TextIdentity, merged: TextIdentity): Item {
  const needsMark = record.in === undefined && side.sha256 !== merged.sha256;
  return needsMark ? { ...record, in: textPrefix(side) } : record;
}

/** A record with the text that its offsets refer to. */
interface Placed<Item extends SpanSelector = SpanSelector> {
  readonly record: Item;
  /** The SHA-256 of the text where that is known, else the prefix that `in` gives. */
  readonly refersTo: string;
  /** The text of the file that it stands in. */
  readonly file: TextIdentity;
}

function placed<Item extends SpanSelector>(record: Item, file: TextIdentity, texts: MergedTexts): Placed<Item> {
  const prefix = record.in;
  if (prefix === undefined) return { record, refersTo: file.sha256, file };
  const known = [texts.base, texts.ours, texts.theirs].find(({ sha256 }) => prefix !== '' && sha256.startsWith(prefix));
  return { record, refersTo: known?.sha256 ?? prefix, file };
}

function mergePlaced<Item extends SpanSelector>(
  base: Placed<Item> | undefined,
  ours: Placed<Item>,
  theirs: Placed<Item>,
  merged: TextIdentity,
): MergedRecord<Item> {
  const isOursEdited = base === undefined || isEdited(base, ours);
  const isTheirsEdited = base === undefined || isEdited(base, theirs);
  const isOneEdit = sameContent(ours, theirs) && isSameSpot(ours, theirs);
  if (isOursEdited && isTheirsEdited && !isOneEdit) return CONFLICT;

  const content = isTheirsEdited && !isOursEdited ? theirs : ours;
  const place = mergePlace(base, ours, theirs, merged);
  return place === undefined ? CONFLICT : valueOf(content, place, merged);
}

/** The side whose place is taken; undefined where both moved it to different places of one text. */
function mergePlace(base: Placed | undefined, ours: Placed, theirs: Placed, merged: TextIdentity): Placed | undefined {
  const [mine, yours] = [ours, theirs].map((side) => (base === undefined ? 'followed' : changeOfPlace(base, side)));
  if (mine === 'edited' && yours !== 'edited') return ours;
  if (yours === 'edited' && mine !== 'edited') return theirs;
  if (yours === 'none') return ours;
  if (mine === 'none') return theirs;
  if (ours.refersTo === theirs.refersTo && !isSameSpan(ours, theirs)) return undefined;
  return rankOf(ours, merged) < rankOf(theirs, merged) ? ours : theirs;
}

/** What refers to the merged text comes first; the rest only makes the order the same from both sides. */
function rankOf({ refersTo, record }: Placed, merged: TextIdentity): string {
  const isMerged = refersTo === merged.sha256;
  return [isMerged ? '0' : '1', refersTo, record.in === undefined ? '0' : '1', record.before, record.after].join('\n');
}

/** Whether somebody changed it, beyond its following of an edited article. */
function isEdited(base: Placed, side: Placed): boolean {
  return !sameContent(base, side) || changeOfPlace(base, side) === 'edited';
}

/** `followed`: the same words in another text, or with other context. */
function changeOfPlace(base: Placed, side: Placed): 'none' | 'followed' | 'edited' {
  if (base.refersTo === side.refersTo) {
    if (!isSameSpan(base, side)) return 'edited';
    return isSamePlace(base, side) ? 'none' : 'followed';
  }
  return sameData(wordsOf(base), wordsOf(side)) ? 'followed' : 'edited';
}

/** Whether two sides mean the same words: the same span of one text, or the same words of different texts. */
function isSameSpot(a: Placed, b: Placed): boolean {
  return a.refersTo === b.refersTo ? isSameSpan(a, b) : sameData(wordsOf(a), wordsOf(b));
}

function isSamePlace(a: Placed, b: Placed): boolean {
  const sameContext = a.record.before === b.record.before && a.record.after === b.record.after;
  return sameContext && isSameSpan(a, b) && a.record.in === b.record.in;
}

function isSameSpan({ record: a }: Placed, { record: b }: Placed): boolean {
  return a.start === b.start && a.end === b.end && a.exact === b.exact && sameData(a.also, b.also);
}

function wordsOf({ record }: Placed): readonly string[] {
  return [record.exact, ...(record.also ?? []).map(({ exact }) => exact)];
}

function sameContent({ record: a }: Placed, { record: b }: Placed): boolean {
  return sameData(contentOf(a), contentOf(b));
}

/** Everything but the place. */
function contentOf(record: SpanSelector): object {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !PLACE_KEYS.has(key)));
}

const PLACE_KEYS: ReadonlySet<string> = new Set(['start', 'end', 'exact', 'before', 'after', 'also', 'in']);

function valueOf<Item extends SpanSelector>(
  content: Placed<Item>,
  place: Placed,
  merged: TextIdentity,
): MergedRecord<Item> {
  const { start, end, exact, before, after, also, in: prefix } = place.record;
  const span: SpanSelector = {
    ...{ start, end, exact, before, after },
    ...(also !== undefined && { also }),
    ...(prefix !== undefined && { in: prefix }),
  };
  // What is no place is content: together they are a record again.
  const value = { ...contentOf(content.record), ...span } as Item;
  return { kind: 'value', value: markedFor(value, place.file, merged) };
}
