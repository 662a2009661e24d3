import { runAtOnce } from '../cooperative';
import type { CanonicalText } from '../text/canonicalText';
import type { Range, Utf16 } from '../text/units';
import { labelledRecords, refersTo, type Annotation, type AnnotationSet } from './annotation';
import { findPlaces, findVacancies, storedPlace, type Place, type Places } from './places';
import { StoredContext, type Agreement } from './storedContext';
import { fold, FoldedText } from './variants';

/**
 * Where an annotation is in a text. *Anchored* is certain; *review* is a place for a person to confirm; an *orphan* has no
 * place, is kept and listed, and can be placed by hand. `parts` holds `range` and the further parts of a discontinuous span.
 */
export type Anchoring = (Anchored | InReview | Orphan) & {
  /**
   * The sidecar says that the offsets are those of this very text, and yet other words or another context stand there: the
   * record was written for another text, or damaged. It has been looked for by its context instead.
   */
  readonly isMisplaced?: true;
};

interface Placed {
  readonly range: Range<Utf16>;
  readonly parts: readonly Range<Utf16>[];
}

interface Anchored extends Placed {
  readonly state: 'anchored';
}

interface InReview extends Placed {
  readonly state: 'review';
  /**
   * *ambiguous*: other places are as likely; *context*: the text around has changed much; *variant*: the words are written
   * in another way there (see `FoldedText`), so that `exact` does not say what stands there.
   */
  readonly reason: 'ambiguous' | 'context' | 'variant';
}

interface Orphan {
  readonly state: 'orphan';
  /** *absent*: the words do not occur; *context*: they do, but nowhere with enough of the stored context. */
  readonly reason: 'absent' | 'context';
  readonly range?: undefined;
  readonly parts?: undefined;
}

/**
 * What was found for one text; to be given up with the text. `sameText` says whether the offsets of the record were made for
 * just this text.
 */
export interface AnchoringCache {
  get(annotation: Annotation, sameText: boolean): Anchoring | undefined;
  set(annotation: Annotation, sameText: boolean, anchoring: Anchoring): void;
}

/*
 * Agreement of context is the share of the stored context that is found, in order, next to a candidate: 1 for the same
 * context, about 0.2 for unrelated news prose. The limits were set on simulated edits of the sample articles
 * (test/core/annotation/anchoringQuality.test.ts measures them); wrong places cost more than orphans.
 */

/** Of several candidates one is clear where every rival agrees less by at least this much … */
const CLEAR_LEAD = 0.2;
/** … or has so many fewer characters right beside it. */
const CLEAR_RUN_LEAD = 12;
/** A clear candidate is certain where both sides agree at least this much … */
const CERTAIN_AGREEMENT = 0.7;
/** … and on one side at least this many characters stand right beside it: a name repeated nearby shares the rest. */
const CERTAIN_RUN = 6;
/** Or so many stand beside it on one side, practically all that are stored … */
const WHOLE_RUN = 30;
/** … and the other side agrees at least this much, if there is one (there is none at the beginning and end of an article). */
const CERTAIN_REST = 0.6;
/** A candidate is worth a look from this agreement on; a longer quotation speaks for itself and needs less context. */
const plausibleAgreement = (quoteLength: number): number => Math.max(0.4, 0.7 - 0.02 * quoteLength);
/** … if on one side at least this many characters (all, where fewer are stored) stand right beside it. */
const PLAUSIBLE_RUN = 4;

/** The anchoring of every annotation and every turned-down suggestion of a set, by id. `textHash` is the SHA-256 of `text`. */
export function anchorAll(
  set: AnnotationSet,
  text: CanonicalText,
  textHash: string,
  cache?: AnchoringCache,
): ReadonlyMap<string, Anchoring> {
  return runAtOnce(anchorInSteps(set, text, textHash, cache));
}

/**
 * The same in steps, for `runInTurns`: it yields after each annotation, which takes a few milliseconds at most, however
 * the file was made.
 */
export function* anchorInSteps(
  set: AnnotationSet,
  text: CanonicalText,
  textHash: string,
  cache?: AnchoringCache,
): Generator<void, ReadonlyMap<string, Anchoring>> {
  const anchorings = new Map<string, Anchoring>();
  const searched = new SearchedText(text);
  for (const annotation of labelledRecords(set)) {
    const isOfThisText = refersTo(annotation, set.text, textHash);
    const known = cache?.get(annotation, isOfThisText);
    const anchoring = known ?? anchorIn(searched, annotation, isOfThisText);
    if (known === undefined) cache?.set(annotation, isOfThisText, anchoring);
    anchorings.set(annotation.id, anchoring);
    if (known === undefined) yield;
  }
  return anchorings;
}

/**
 * Finds an annotation in a text. `sameText` says that its offsets were made for a text with the same hash; even then the
 * annotated words must stand there in their context, since a merge can bring in records of other texts. Otherwise exact
 * occurrences are judged by their context. There is no fuzzy search: in Chinese it puts most deleted names somewhere else.
 */
export function anchor(annotation: Annotation, text: CanonicalText, sameText: boolean): Anchoring {
  return anchorIn(new SearchedText(text), annotation, sameText);
}

/** A text, which is folded once, and only if an annotation is not found in it as it is. */
class SearchedText {
  readonly text: CanonicalText;
  #folded: FoldedText | undefined;

  constructor(text: CanonicalText) {
    this.text = text;
  }

  get folded(): FoldedText {
    return (this.#folded ??= new FoldedText(this.text.text));
  }
}

function anchorIn(searched: SearchedText, annotation: Annotation, sameText: boolean): Anchoring {
  if (!sameText) return anchorByContext(annotation, searched);
  const { text } = searched;
  const stored = storedPlace(annotation, text);
  return stored !== undefined && new StoredContext(annotation).standsAt(text, stored[0])
    ? { state: 'anchored', range: stored[0], parts: stored }
    : { ...anchorByContext(annotation, searched), isMisplaced: true };
}

function anchorByContext(annotation: Annotation, searched: SearchedText): Anchoring {
  const exact = anchorExactly(annotation, searched.text);
  return exact.state === 'orphan' ? (variantOf(annotation, searched) ?? exact) : exact;
}

/** A place where the words of an annotation stand in another way of writing. Discontinuous spans are not looked for. */
function variantOf(annotation: Annotation, { folded }: SearchedText): Anchoring | undefined {
  if (annotation.also !== undefined) return undefined;
  const { before, after } = new StoredContext(annotation);
  const wanted = { ...annotation, exact: fold(annotation.exact), before: fold(before), after: fold(after) };
  const { range: place } = anchorExactly(wanted, folded.text);
  const original = place && folded.toOriginal(place);
  return original && { state: 'review', reason: 'variant', range: original, parts: [original] };
}

/** Where the annotation may be, or may have been: with the context of a vacancy, but not with the words. */
interface Candidate extends Agreement {
  readonly parts: Place | undefined;
}

function anchorExactly(annotation: Annotation, text: CanonicalText): Anchoring {
  const context = new StoredContext(annotation);
  const { found, isComplete } = placesToJudge(annotation, context, text);
  if (found.length === 0) return orphan(annotation, text);
  const places = found.map((parts): Candidate => ({ parts, ...context.agreement(text, parts[0]) }));
  const vacancies = findVacancies(annotation.exact, context, text).map((gap): Candidate => ({
    parts: undefined,
    ...context.agreement(text, gap),
  }));
  const [best, ...rivals] = [...places, ...vacancies].toSorted((a, b) => b.total - a.total);
  if (best?.parts === undefined || !isPlausible(best, annotation, context)) return orphan(annotation, text);
  const place = { range: best.parts[0], parts: best.parts };
  const isClear = isComplete && rivals.every((rival) => isBehind(rival, best));
  if (!isClear) return { state: 'review', reason: 'ambiguous', ...place };
  return isCertain(best, context) ? { state: 'anchored', ...place } : { state: 'review', reason: 'context', ...place };
}

function orphan(annotation: Annotation, text: CanonicalText): Orphan {
  const occurs = findPlaces(annotation, text, 1).found.length > 0;
  return { state: 'orphan', reason: occurs ? 'context' : 'absent' };
}

function isPlausible({ total, run }: Agreement, { exact }: Annotation, context: StoredContext): boolean {
  return total >= plausibleAgreement(exact.length) && run >= wantedRun(context);
}

/** Whether a candidate cannot be the place if `best` is one. Of a word said twice in a sentence both share most context. */
function isBehind(rival: Agreement, best: Agreement): boolean {
  return best.total - rival.total >= CLEAR_LEAD || best.run - rival.run >= CLEAR_RUN_LEAD;
}

function wantedRun({ length }: StoredContext): number {
  return Math.min(PLAUSIBLE_RUN, Math.max(length, 1));
}

function isCertain({ before, after, run }: Agreement, { isOneSided }: StoredContext): boolean {
  const weaker = Math.min(before, after);
  const isWholeOnOneSide = run >= WHOLE_RUN && (isOneSided || weaker >= CERTAIN_REST);
  return isWholeOnOneSide || (weaker >= CERTAIN_AGREEMENT && run >= CERTAIN_RUN);
}

/** Above so many occurrences only those are judged that have some of the context right beside them … */
const MANY_PLACES = 64;
/** … and of those at most so many on each side: where more are alike, none is certain. */
const MOST_JUDGED = 128;

/** The occurrences of the words, or, where they are many, those of them that can be plausible. */
function placesToJudge(annotation: Annotation, context: StoredContext, text: CanonicalText): Places {
  const all = findPlaces(annotation, text, MANY_PLACES);
  if (all.isComplete) return all;
  const run = wantedRun(context);
  const left = context.before.slice(-run);
  const right = context.after.slice(0, run);
  const sides = [
    ...(left.length === run ? [findPlaces(annotation, text, MOST_JUDGED, left, '')] : []),
    ...(right.length === run ? [findPlaces(annotation, text, MOST_JUDGED, '', right)] : []),
  ];
  const byStart = new Map(sides.flatMap(({ found }) => found.map((place) => [place[0].start, place] as const)));
  return { found: [...byStart.values()], isComplete: sides.every((side) => side.isComplete) };
}
