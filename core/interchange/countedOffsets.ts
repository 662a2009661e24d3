import { CanonicalText, canonicalise, canonicalOffsetsOf } from '../text/canonicalText';
import { splitsPair } from '../text/canonicalText';
import { range, utf16, type Range, type Utf16 } from '../text/units';

/** What a program counts in a text. */
export type OffsetUnit = 'code points' | 'UTF-16' | 'graphemes';

/** How a program counted: its unit, and whether a BOM counts and CR LF counts as two. */
export interface Counting {
  readonly unit: OffsetUnit;
  readonly isOfRawText: boolean;
}

/** A span as a file gives it: offsets in a unit that is to be found out, and the words that the file says stand there. */
export interface CountedSpan {
  readonly start: number;
  readonly end: number;
  readonly words?: string | undefined;
}

/** A text as another program has it, whose offsets may be counted in several ways. */
export class CountedText {
  readonly text: CanonicalText;
  readonly #source: string;
  readonly #offsets = new Map<string, (offset: number) => Utf16 | undefined>();

  constructor(source: string) {
    this.#source = source;
    this.text = new CanonicalText(source);
  }

  /** The span that offsets mean when counted in a way; undefined where they lie outside the text or cut a character. */
  rangeOf({ start, end }: CountedSpan, counting: Counting): Range<Utf16> | undefined {
    const offset = this.#offsetIn(counting);
    const [from, to] = [offset(start), offset(end)];
    return from === undefined || to === undefined || from >= to ? undefined : range(from, to);
  }

  /** Whether the words that the file gives stand at the span; a file that gives none is believed. */
  agrees(span: CountedSpan, counting: Counting): boolean {
    const place = this.rangeOf(span, counting);
    return place !== undefined && (span.words === undefined || sameWords(this.text.slice(place), span.words));
  }

  /** Whether two ways of counting give different places in this text. */
  differ(a: Counting, b: Counting): boolean {
    const [of, other] = [this.#starts(a), this.#starts(b)];
    return of.length !== other.length || of.some((start, index) => start !== other[index]);
  }

  /**
   * The first way in which all words of the spans stand at their offsets; where there is none, the one in which most do. One
   * way is used for a whole document: a program does not change its mind within it.
   */
  bestCounting(spans: readonly CountedSpan[], countings: readonly [Counting, ...Counting[]]): Counting {
    let [best] = countings;
    let most = -1;
    for (const counting of countings) {
      const fitting = spans.filter((span) => this.agrees(span, counting)).length;
      if (fitting > most) [best, most] = [counting, fitting];
      if (most === spans.length) break;
    }
    return best;
  }

  #offsetIn(counting: Counting): (offset: number) => Utf16 | undefined {
    const key = `${counting.unit}${counting.isOfRawText}`;
    let offset = this.#offsets.get(key);
    if (offset === undefined) this.#offsets.set(key, (offset = this.#newOffsetIn(counting)));
    return offset;
  }

  #newOffsetIn(counting: Counting): (offset: number) => Utf16 | undefined {
    const starts = this.#starts(counting);
    const toCanonical = counting.isOfRawText ? canonicalOffsetsOf(this.#source) : utf16;
    return (offset) => {
      const at = Number.isSafeInteger(offset) ? starts[offset] : undefined;
      return at === undefined ? undefined : toCanonical(at);
    };
  }

  /** Where each unit begins (UTF-16), and the end; holes stand for places inside a character. */
  #starts({ unit, isOfRawText }: Counting): (number | undefined)[] {
    const text = isOfRawText ? this.#source : canonicalise(this.#source);
    return [...unitStarts(text, unit), text.length];
  }
}

function* unitStarts(text: string, unit: OffsetUnit): Generator<number | undefined> {
  if (unit === 'graphemes') yield* graphemeStarts(text);
  else
    for (let at = 0; at < text.length; at++) {
      if (!splitsPair(text, at)) yield at;
      else if (unit === 'UTF-16') yield undefined;
    }
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Characters that are one grapheme each between others of their kind: ASCII without CR, Chinese and its punctuation. */
const PLAIN = '\\n\\t -~“”‘’…—·\\u3000-\\u3029\\u3030-\\u303e\\u4e00-\\u9fff\\uff01-\\uff60';
/** What the segmenter has to look at: other characters, with one plain one on either side. */
const INTRICATE = new RegExp(`(?:[${PLAIN}]?[^${PLAIN}]+)+[${PLAIN}]?`, 'g');

/** The time that the engine's segmenter takes grows with the square of the text, so that it only gets what is not plain. */
function* graphemeStarts(text: string): Generator<number> {
  let at = 0;
  for (const { 0: piece, index } of text.matchAll(INTRICATE)) {
    while (at < index) yield at++;
    for (const grapheme of graphemes.segment(piece)) yield index + grapheme.index;
    at = index + piece.length;
  }
  while (at < text.length) yield at++;
}

/** Programs write line breaks within the words of a span as blanks, as `\n` spelt out, or as they are. */
function sameWords(standing: string, given: string): boolean {
  return standing === given || folded(standing) === folded(canonicalise(given));
}

const folded = (words: string): string => words.replace(/\\r\\n|\\n|\s/g, ' ');
