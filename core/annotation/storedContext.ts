import type { CanonicalText } from '../text/canonicalText';
import type { Range, Utf16 } from '../text/units';
import type { Annotation } from './annotation';
import { CONTEXT_LENGTH } from './spanDescription';

/** How the text next to a place agrees with the context that an annotation stores. */
export interface Agreement {
  /** The share of the stored context in front of the span that is found, in order, in front of the place: 0 to 1. */
  readonly before: number;
  /** The same for the context behind. */
  readonly after: number;
  /** Over both sides, weighted by how much context is stored. */
  readonly total: number;
  /** How many UTF-16 units right beside the place are the stored ones, on the better side. */
  readonly run: number;
}

/** How many UTF-16 units beside a place are searched for the context: inserted words must not push it out of sight. */
const WINDOW = 2 * CONTEXT_LENGTH - CONTEXT_LENGTH / 2;

/**
 * The context that an annotation stores, prepared for being compared with many places. Of a longer context than we would
 * store (written by another program, or to do harm) only the part next to the span counts.
 */
export class StoredContext {
  readonly before: string;
  readonly after: string;
  #sequences: { readonly before: Sequence; readonly after: Sequence } | undefined;

  constructor({ before, after }: Pick<Annotation, 'before' | 'after'>) {
    this.before = lastCodePoints(before);
    this.after = firstCodePoints(after);
  }

  /** The length of the longer side, in UTF-16 units. */
  get length(): number {
    return Math.max(this.before.length, this.after.length);
  }

  /** Whether there is context on one side only: the span stood at the beginning or end of its text. */
  get isOneSided(): boolean {
    return (this.before === '') !== (this.after === '');
  }

  /** Whether just this context stands beside a place. */
  standsAt({ text }: CanonicalText, { start, end }: Range<Utf16>): boolean {
    return text.endsWith(this.before, start) && text.startsWith(this.after, end);
  }

  agreement({ text }: CanonicalText, { start, end }: Range<Utf16>): Agreement {
    const left = unitsOf(text, start - 1, Math.max(-1, start - 1 - WINDOW), -1);
    const right = unitsOf(text, end, Math.min(text.length, end + WINDOW), 1);
    const { before, after } = (this.#sequences ??= {
      before: new Sequence(this.before.split('').reverse().join('')),
      after: new Sequence(this.after),
    });
    const foundBefore = before.commonWith(left);
    const foundAfter = after.commonWith(right);
    return {
      before: share(foundBefore, this.before.length),
      after: share(foundAfter, this.after.length),
      total: share(foundBefore + foundAfter, this.before.length + this.after.length),
      run: Math.max(before.prefixOf(left), after.prefixOf(right)),
    };
  }
}

/** Where no context is stored (an edge of the text, a selector without context) nothing speaks for a place. */
const share = (found: number, stored: number): number => (stored === 0 ? 0 : found / stored);

// Twice as many units hold the wanted code points whatever they are; half a pair at the far edge is cut off with the rest.
// A text of no more units than that, as nearly all are, is whole: thousands of annotations are placed at each command.
const lastCodePoints = (text: string): string =>
  text.length <= CONTEXT_LENGTH
    ? text
    : Array.from(text.slice(-2 * CONTEXT_LENGTH))
        .slice(-CONTEXT_LENGTH)
        .join('');
const firstCodePoints = (text: string): string =>
  text.length <= CONTEXT_LENGTH
    ? text
    : Array.from(text.slice(0, 2 * CONTEXT_LENGTH))
        .slice(0, CONTEXT_LENGTH)
        .join('');

/** The units of a text from one offset up (or down) to another, which is excluded. */
function unitsOf(text: string, from: number, to: number, step: 1 | -1): number[] {
  const units: number[] = [];
  for (let at = from; at !== to; at += step) units.push(text.charCodeAt(at));
  return units;
}

/** Units that are looked for in others, with what the search in bits needs: where each unit occurs, 32 places a word. */
class Sequence {
  readonly #units: readonly number[];
  readonly #places = new Map<number, Uint32Array>();

  constructor(text: string) {
    this.#units = unitsOf(text, 0, text.length, 1);
    for (const [at, unit] of this.#units.entries()) {
      const words = this.#places.get(unit) ?? new Uint32Array(this.#wordCount);
      words[at >>> 5] = ((words[at >>> 5] ?? 0) | (1 << (at & 31))) >>> 0;
      this.#places.set(unit, words);
    }
  }

  get #wordCount(): number {
    return (this.#units.length + 31) >>> 5;
  }

  /** How many units at the beginning of `others` are the first of this sequence. */
  prefixOf(others: readonly number[]): number {
    let length = 0;
    while (length < this.#units.length && this.#units[length] === others[length]) length++;
    return length;
  }

  /**
   * The length of the longest common subsequence, by Hyyrö's recurrence ("Bit-parallel LCS-length computation revisited",
   * 2004): a bit of `row` is 0 where the length grows at that place. A sum carries into the next word.
   */
  commonWith(others: readonly number[]): number {
    const row = new Uint32Array(this.#wordCount).fill(0xffffffff);
    for (const unit of others) {
      const places = this.#places.get(unit);
      if (places === undefined) continue;
      let carry = 0;
      for (const [index, word] of row.entries()) {
        const matching = (word & (places[index] ?? 0)) >>> 0;
        const sum = word + matching + carry;
        carry = sum > 0xffffffff ? 1 : 0;
        row[index] = (sum | (word - matching)) >>> 0;
      }
    }
    return row.reduce((count, word) => count + zeroBits(word), 0);
  }
}

function zeroBits(word: number): number {
  let count = 0;
  for (let rest = ~word >>> 0; rest !== 0; rest = (rest & (rest - 1)) >>> 0) count++;
  return count;
}
