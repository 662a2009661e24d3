import { codesOf, type CodedText } from './patterns/codedText';
import type { Segmenter, Word } from './segmenter';
import { corrected } from './wordCorrections';

/** A word with its place in the block (UTF-16 units). */
export interface Token extends Word {
  readonly start: number;
  readonly end: number;
}

/** A block of logical text cut into words: what recognisers read. */
export class SegmentedBlock implements CodedText {
  readonly text: string;
  readonly codes: Uint16Array;
  readonly tokens: readonly Token[];
  /** For each offset the index of the token that holds it. */
  readonly #indexAt: Int32Array;

  constructor(text: string, segmenter: Segmenter) {
    this.text = text;
    this.codes = codesOf(text);
    this.#indexAt = new Int32Array(text.length + 1);
    const tokens: Token[] = [];
    let start = 0;
    for (const word of corrected(segmenter.segment(text))) {
      const end = start + word.text.length;
      for (let at = start; at < end; at++) this.#indexAt[at] = tokens.length;
      tokens.push({ text: word.text, tag: word.tag, start, end });
      start = end;
    }
    this.#indexAt[start] = tokens.length;
    this.tokens = tokens;
  }

  /** The index of the token that holds `offset`; the number of tokens at the end of the text, -1 before its start. */
  indexAt(offset: number): number {
    return offset < 0 ? -1 : (this.#indexAt[offset] ?? this.tokens.length);
  }

  tokenAt(offset: number): Token | undefined {
    return this.tokens[this.indexAt(offset)];
  }

  /** Whether a token starts at `offset`; the end of the text counts. */
  isBoundary(offset: number): boolean {
    return offset === this.text.length || this.tokenAt(offset)?.start === offset;
  }
}
