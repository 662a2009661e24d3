import { CanonicalText } from '../text/canonicalText';
import { range, utf16, type Range, type Utf16 } from '../text/units';

/**
 * A text in which other ways of writing the same are one: composed and decomposed characters, compatibility ideographs,
 * full and half width, with and without variation selectors. It serves for search only and is never stored.
 */
export class FoldedText {
  readonly text: CanonicalText;
  /** For each folded unit, and for the end, where the character that it comes from begins in the unfolded text. */
  readonly #origins: readonly number[];

  constructor(source: string) {
    const pieces: string[] = [];
    const origins: number[] = [];
    let unchanged = 0;
    for (let at = 0; at < source.length;) {
      if (foldsToItself(source.charCodeAt(at))) {
        origins.push(at++);
        continue;
      }
      const character = String.fromCodePoint(source.codePointAt(at) as number);
      const piece = foldCharacter(character);
      pieces.push(source.slice(unchanged, at), piece);
      origins.push(...Array<number>(piece.length).fill(at));
      at += character.length;
      unchanged = at;
    }
    pieces.push(source.slice(unchanged));
    origins.push(source.length);
    this.text = new CanonicalText(pieces.join(''));
    this.#origins = origins;
  }

  /**
   * The range of the unfolded text for one of the folded text. Undefined where it would begin or end inside a character,
   * or between a letter and its marks.
   */
  toOriginal({ start, end }: Range<Utf16>): Range<Utf16> | undefined {
    const isInside = [start, end].some((at) => at > 0 && this.#origins[at - 1] === this.#origins[at]);
    if (isInside || isMark(this.text.text.charAt(end))) return undefined;
    return range(utf16(this.#origins[start] as number), utf16(this.#origins[end] as number));
  }
}

/** Text as {@link FoldedText} has it: by the compatibility decomposition of Unicode, character by character. */
export function fold(text: string): string {
  return Array.from(text, foldCharacter).join('');
}

function foldCharacter(character: string): string {
  return character.normalize('NFKD').replace(VARIATION_SELECTORS, '');
}

/** The letters and marks of ASCII and the unified ideographs: most of any text, so that folding it is quick. */
function foldsToItself(unit: number): boolean {
  return (unit >= 0x4e00 && unit <= 0x9fff) || unit <= 0x7f;
}

const VARIATION_SELECTORS = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;
const isMark = (character: string): boolean => /^\p{Mark}/u.test(character);
