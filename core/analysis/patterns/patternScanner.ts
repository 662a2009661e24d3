import type { CodedText } from './codedText';
import { Openings } from './openings';

/** What a pattern found, in UTF-16 units. */
export interface Found {
  readonly start: number;
  readonly end: number;
}

/**
 * Finds what a regular expression finds, but tries it only where it can match: most patterns fail at most offsets, and
 * the engine takes its time to see it where they begin with optional parts, alternatives or lookbehinds.
 */
export class PatternScanner {
  readonly openings: Openings;
  readonly #sticky: RegExp;

  /** The flags `g` and `y` make no difference. Throws for a pattern whose openings cannot be read off it. */
  constructor(pattern: RegExp) {
    this.openings = new Openings(pattern);
    this.#sticky = withFlag(pattern, 'y');
  }

  /** The matches that `matchAll` would find, in order. */
  in(text: CodedText): readonly Found[] {
    const { codes } = text;
    const found: Found[] = [];
    let at = this.openings.nextIn(codes, 0);
    while (at < codes.length) {
      if (this.isBlindAt(text, at)) return this.searched(text);
      const end = this.endAt(text, at);
      if (end > at) found.push({ start: at, end });
      at = this.openings.nextIn(codes, Math.max(end, at + 1));
    }
    return found;
  }

  /** The end of the match that starts at an offset, or -1. */
  endAt({ text, codes }: CodedText, offset: number): number {
    if (!this.openings.allow(codes, offset)) return -1;
    const sticky = this.#sticky;
    sticky.lastIndex = offset;
    return sticky.test(text) ? sticky.lastIndex : -1;
  }

  matchesAt(text: CodedText, offset: number): boolean {
    return this.endAt(text, offset) !== -1;
  }

  /** Openings are told by code units: they are no help where the engine reads two as one character. */
  isBlindAt({ codes }: CodedText, offset: number): boolean {
    return isSurrogate(codes[offset] as number) && this.#sticky.unicode;
  }

  /** The matches as the engine finds them by itself. */
  searched({ text }: CodedText): Found[] {
    return Array.from(text.matchAll(withFlag(this.#sticky, 'g')), ({ 0: match, index }) => ({
      start: index,
      end: index + match.length,
    }));
  }
}

/** Whether a code unit is half a surrogate pair. */
export const isSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdfff;

const withFlag = ({ source, flags }: RegExp, flag: 'g' | 'y'): RegExp =>
  new RegExp(source, flags.replace(/[gy]/g, '') + flag);
