import { runAtOnce } from '../../cooperative';
import { addAt } from './addAt';
import { NO_NODE, PhraseTrie, ROOT } from './phraseTrie';
import { KINDS, tagsOf, type FlatSpan } from './tagSet';

/**
 * What the other passages of the document hold the characters of a passage for: a tag (0 for nothing), and how firmly,
 * from 1 (few of the other occurrences, one of them) to 6 (nearly all of them, several).
 */
export interface Recurrence {
  readonly tags: Uint8Array;
  readonly strengths: Uint8Array;
}

/** A passage and what was found in it. */
export interface ReadPassage {
  readonly text: string;
  readonly spans: readonly FlatSpan[];
}

interface Name {
  /** How often the name was found as each kind. */
  readonly found: Int32Array;
  occurrences: number;
}

/**
 * Compares the occurrences of each name in a document: for each passage what the other occurrences of its names were
 * found as, or undefined where that adds nothing to what was found there. An occurrence never supports itself.
 * Linear in the text times the length of a name.
 */
export function recurrences(passages: readonly ReadPassage[]): readonly (Recurrence | undefined)[] {
  return runAtOnce(recurrencesInSteps(passages));
}

/** The same in steps: it yields after each passage. */
export function* recurrencesInSteps(
  passages: readonly ReadPassage[],
): Generator<void, readonly (Recurrence | undefined)[]> {
  const { trie, names } = namesOf(passages);
  yield;
  if (names.length === 0) return passages.map(() => undefined);
  const occurrences: Occurrence[][] = [];
  for (const { text } of passages) {
    occurrences.push(occurrencesIn(text, trie));
    yield;
  }
  for (const list of occurrences) for (const { name } of list) (names[name] as Name).occurrences++;
  const found: (Recurrence | undefined)[] = [];
  for (const [index, passage] of passages.entries()) {
    found.push(recurrenceOf(passage, occurrences[index] ?? [], names));
    yield;
  }
  return found;
}

/** Times and quantities recur by chance, and single characters in other words. */
const isRecurring = ({ start, end, kind }: FlatSpan): boolean =>
  end - start >= 2 && end - start <= LONGEST_NAME && kind !== QTY && kind !== TIME;
const QTY = KINDS.indexOf('QTY');
const TIME = KINDS.indexOf('TIME');
const LOC = KINDS.indexOf('LOC');
/** UTF-16 units. */
const LONGEST_NAME = 40;

function namesOf(passages: readonly ReadPassage[]): { trie: PhraseTrie; names: Name[] } {
  const numbers = new Map<string, number>();
  const names: Name[] = [];
  const note = (name: string, kind: number): void => {
    let number = numbers.get(name);
    if (number === undefined) {
      number = names.push({ found: new Int32Array(KINDS.length), occurrences: 0 }) - 1;
      numbers.set(name, number);
    }
    addAt((names[number] as Name).found, kind, 1);
  };
  for (const { text, spans } of passages) {
    for (const span of spans) {
      if (!isRecurring(span)) continue;
      const name = text.slice(span.start, span.end);
      note(name, span.kind);
      const bare = span.kind === LOC ? BARE.exec(name)?.[1] : undefined;
      if (bare !== undefined) note(bare, LOC);
    }
  }
  // The class of a phrase is the number of its name, from 1.
  return { trie: new PhraseTrie([...numbers].map(([name, number]) => [name, number + 1])), names };
}

/** A division's name without what it is: 荥阳 of 荥阳市. */
const BARE = /^(\p{Script=Han}{2,3})[省市县区旗州镇乡]$/u;

interface Occurrence {
  readonly start: number;
  readonly end: number;
  readonly name: number;
}

/** Where names occur, the longest first, left to right. */
function occurrencesIn(text: string, trie: PhraseTrie): Occurrence[] {
  const found: Occurrence[] = [];
  for (let start = 0; start < text.length; start++) {
    let end = 0;
    let name = 0;
    let node = ROOT;
    for (let at = start; at < text.length; at++) {
      node = trie.next(node, text.charCodeAt(at));
      if (node === NO_NODE) break;
      const here = trie.classesOf(node);
      if (here === 0) continue;
      end = at + 1;
      name = here;
    }
    if (end === 0) continue;
    found.push({ start, end, name: name - 1 });
    start = end - 1;
  }
  return found;
}

function recurrenceOf(
  { text, spans }: ReadPassage,
  occurrences: readonly Occurrence[],
  names: readonly Name[],
): Recurrence | undefined {
  const own = new Map(spans.map((span) => [placeOf(span), span.kind]));
  const supported: (FlatSpan & { strength: number })[] = [];
  let isNews = false;
  for (const { start, end, name } of occurrences) {
    const ownKind = own.get(placeOf({ start, end }));
    const support = supportOf(names[name] as Name, ownKind);
    if (support === undefined) continue;
    supported.push({ start, end, ...support });
    isNews ||= support.kind !== ownKind;
  }
  if (!isNews) return undefined;
  const tags = new Uint8Array(text.length);
  const strengths = new Uint8Array(text.length);
  tagsOf(supported, tags);
  for (const { start, end, strength } of supported) strengths.fill(strength, start, end);
  return { tags, strengths };
}

const placeOf = ({ start, end }: { start: number; end: number }): number => start * 2 ** 16 + (end - start);

/** The kind that most other occurrences have, and how firmly. */
function supportOf(
  { found, occurrences }: Name,
  ownKind: number | undefined,
): { kind: number; strength: number } | undefined {
  let kind = -1;
  let votes = 0;
  for (let candidate = 0; candidate < found.length; candidate++) {
    const others = (found[candidate] as number) - (candidate === ownKind ? 1 : 0);
    if (others <= votes) continue;
    kind = candidate;
    votes = others;
  }
  if (kind === -1) return undefined;
  const share = votes / Math.max(1, occurrences - 1);
  return { kind, strength: (share > 0.75 ? 3 : share > 0.4 ? 2 : 1) + (votes > 1 ? 3 : 0) };
}
