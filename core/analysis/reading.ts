import { candidatesIn } from './blockCandidates';
import { hasHan } from '../text/han';
import type { Candidate, Evidence } from './mention';
import { resolveCandidates } from './resolveCandidates';
import { SegmentedBlock } from './segmentedBlock';
import type { Segmenter } from './segmenter';
import { marksOf, type Marks } from './tagger/marks';
import type { Recurrence } from './tagger/recurrence';
import { BODY, endsSpan, kindOf, KINDS, OUTSIDE, POST, startsSpan, type FlatSpan } from './tagger/tagSet';
import type { TaggedSpan, Tagger } from './tagger/tagger';

/** What is known of a passage from its text alone: the same text gives the same reading. */
export interface Reading {
  readonly words: SegmentedBlock;
  /** What the rules propose, overlaps included. */
  readonly proposed: readonly Candidate[];
  readonly marks: Marks;
  /** What the tagger finds without looking at the rest of the document. */
  readonly spans: readonly TaggedSpan[];
}

/** Readings by the text of their passage: an edit reads only the passages that it touches. A `Map` serves. */
export interface PassageCache {
  get(text: string): Reading | undefined;
  set(text: string, reading: Reading): unknown;
}

/** Reads a passage: words, then rules, then the tagger (where there is one), which sees both. */
export const readPassage = (text: string, segmenter: Segmenter, tagger: Tagger | undefined): Reading =>
  withSpans(withMarks(new SegmentedBlock(text, segmenter)), tagger);

/**
 * Reads passages, some of them together: first the words of all, then the rules, then the tagger. Dictionary and model are
 * so large that each pushes the other out of the processor's caches when passages are read one by one, which takes a
 * twentieth more time. It yields after each step of a passage.
 */
export function* readInSteps(
  passages: readonly string[],
  segmenter: Segmenter,
  tagger: Tagger | undefined,
  cache: PassageCache = new Map<string, Reading>(),
): Generator<void, Reading[]> {
  const readings: Reading[] = [];
  for (const together of inGroups(passages)) {
    const unread = [...new Set(together)].filter((text) => cache.get(text) === undefined);
    const words = yield* eachInSteps(unread, (text) => new SegmentedBlock(text, segmenter));
    const marked = yield* eachInSteps(words, withMarks);
    yield* eachInSteps(marked, (reading) => cache.set(reading.words.text, withSpans(reading, tagger)));
    for (const text of together) readings.push(cache.get(text) as Reading);
  }
  return readings;
}

type MarkedReading = Omit<Reading, 'spans'>;

function withMarks(words: SegmentedBlock): MarkedReading {
  const proposed = candidatesIn(words);
  const { length } = words.text;
  return { words, proposed, marks: marksOf(resolveCandidates(proposed, length), length) };
}

/** The tagger has learnt Chinese only: in other text it would guess. */
function withSpans({ words, proposed, marks }: MarkedReading, tagger: Tagger | undefined): Reading {
  return { words, proposed, marks, spans: hasHan(words.text) ? (tagger?.tag(words, marks) ?? []) : [] };
}

/** Passages in order, as many together as hold about {@link READ_TOGETHER} UTF-16 units. */
function* inGroups(passages: readonly string[]): Generator<readonly string[]> {
  let group: string[] = [];
  let length = 0;
  for (const passage of passages) {
    group.push(passage);
    length += passage.length;
    if (length < READ_TOGETHER) continue;
    yield group;
    [group, length] = [[], 0];
  }
  if (group.length > 0) yield group;
}

const READ_TOGETHER = 4000;

/** Does something with each item, and yields after each. */
function* eachInSteps<Item, Result>(items: readonly Item[], work: (item: Item) => Result): Generator<void, Result[]> {
  const results: Result[] = [];
  for (const item of items) {
    results.push(work(item));
    yield;
  }
  return results;
}

/** What the tagger finds in a passage when it knows how the document takes the same names elsewhere. */
export function readAgain(
  { words, marks, spans }: Reading,
  recurrence: Recurrence,
  tagger: Tagger,
): readonly TaggedSpan[] {
  return hasHan(words.text) ? tagger.tagAgain(words, marks, recurrence, spans) : spans;
}

/** What the rules choose by themselves: what serves where there is no tagger. */
export const candidatesByRules = ({ proposed, words }: Reading): Candidate[] =>
  resolveCandidates(proposed, words.text.length);

/** The candidates that flat spans of the tagger stand for, ordered by start, longer first, with what speaks for them. */
export function taggedCandidates(
  spans: readonly TaggedSpan[],
  { proposed, words }: Reading,
  recurrence: Recurrence | undefined,
): Candidate[] {
  const reasons = new Map<string, Evidence[]>();
  for (const { label, start, end, evidence } of proposed) {
    const key = `${label} ${start} ${end}`;
    const known = reasons.get(key);
    if (known === undefined) reasons.set(key, [...evidence]);
    else known.push(...evidence);
  }
  const candidate = (label: string, start: number, end: number, confidence: number): Candidate => {
    const evidence: Evidence[] = [...(reasons.get(`${label} ${start} ${end}`) ?? [])];
    if (recurrence !== undefined && namesWhole(recurrence, label, start, end)) {
      evidence.push({ recogniser: 'named-elsewhere', detail: words.text.slice(start, end) });
    }
    if (evidence.length === 0) evidence.push({ recogniser: 'tagger', detail: words.text.slice(start, end) });
    return { label, start, end, confidence, evidence };
  };
  const addresses = addressesIn(words.text);
  const isBelievable = (span: TaggedSpan): boolean =>
    span.confidence >= BELIEVABLE &&
    !cutsWord(words.text, span) &&
    !addresses.some(({ start, end }) => span.start < end && span.end > start);
  const found: Candidate[] = [];
  for (let index = 0; index < spans.length; index++) {
    const span = spans[index] as TaggedSpan;
    const next = spans[index + 1];
    if (span.kind === BODY && next?.kind === POST && next.start === span.end) {
      // A post is not cut short where only its body is in doubt.
      if (isBelievable(next)) found.push(candidate('POST', span.start, next.end, next.confidence));
      if (isBelievable(span)) found.push(candidate('ORG', span.start, span.end, span.confidence));
      index++;
    } else if (isBelievable(span)) found.push(candidate(labelOf(span.kind), span.start, span.end, span.confidence));
  }
  return found;
}

/** Whether the document takes just this span for this label elsewhere. */
function namesWhole({ tags }: Recurrence, label: string, start: number, end: number): boolean {
  const first = tags[start] as number;
  if (first === OUTSIDE || labelOf(kindOf(first)) !== label || !startsSpan(first)) return false;
  return (
    endsSpan(tags[end - 1] as number) &&
    tags.subarray(start + 1, end).every((tag) => tag !== OUTSIDE && !startsSpan(tag))
  );
}

/** Less than an even chance is no suggestion: precision first. */
const BELIEVABLE = 0.5;

/** A body whose post is missing is a body. */
const labelOf = (kind: number): string => (kind === BODY ? 'ORG' : (KINDS[kind] ?? ''));

/** Whether a span begins or ends inside a Latin word. */
function cutsWord(text: string, { start, end }: FlatSpan): boolean {
  return LETTERS.test(text.slice(Math.max(start - 1, 0), start + 1)) || LETTERS.test(text.slice(end - 1, end + 1));
}

const LETTERS = /^[A-Za-z]{2}$/;

/** Addresses of mail and of the web: nothing in them is a name. */
function addressesIn(text: string): { start: number; end: number }[] {
  if (!/[@/.]/.test(text)) return [];
  return Array.from(text.matchAll(ADDRESS), ({ index, 0: address }) => ({ start: index, end: index + address.length }));
}

const ADDRESS = /(?:https?:\/\/|www\.)[\w./?=&%#~:@+-]{1,200}|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,8}/g;
