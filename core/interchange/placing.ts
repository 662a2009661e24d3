import { anchor } from '../annotation/anchoring';
import { textPrefix, type TextIdentity } from '../annotation/annotation';
import { placement, spanFields, type SpanFields } from '../annotation/placement';
import type { CanonicalText } from '../text/canonicalText';
import { range, utf16 } from '../text/units';
import type { Annotation } from '../annotation/annotation';
import type { Parts } from './foreign';

/** An article, and the hash of its text. */
export interface ImportArticle {
  readonly text: CanonicalText;
  readonly identity: TextIdentity;
}

/** Where a span of an imported text goes. */
export interface PlacedSpan {
  readonly fields: SpanFields & Pick<Annotation, 'in'>;
  /** Its place in the article is certain; else the fields are those of the imported text, and say so with `in`. */
  readonly isCertain: boolean;
}

/**
 * Carries spans of an imported text over to the article: by their offsets where the texts are the same or the article holds the
 * imported one just once, else by their words and context. What has no certain place is not guessed.
 */
export class Placing {
  readonly #imported: ImportArticle;
  readonly #article: ImportArticle;
  /** How far the imported text stands behind the beginning of the article (UTF-16); undefined where it is another text. */
  readonly #shift: number | undefined;

  constructor(imported: ImportArticle, article: ImportArticle) {
    this.#imported = imported;
    this.#article = article;
    this.#shift = shiftBetween(imported.text.text, article.text.text);
  }

  /** The text that the article has now. */
  get article(): TextIdentity {
    return this.#article.identity;
  }

  /** Whether the article has all of the imported text as it is. */
  get isWhole(): boolean {
    return this.#shift !== undefined;
  }

  /** `sidecarText` is the text that the sidecar refers to. */
  place(parts: Parts, sidecarText: TextIdentity): PlacedSpan {
    const found = this.#shift === undefined ? this.#anchored(parts) : this.#shifted(parts, this.#shift);
    if (found !== undefined) {
      const { text, identity } = this.#article;
      return { fields: placement(text, found, identity, sidecarText), isCertain: true };
    }
    const { text, identity } = this.#imported;
    return { fields: { ...spanFields(text, parts), in: textPrefix(identity) }, isCertain: false };
  }

  #shifted(parts: Parts, shift: number): Parts | undefined {
    const moved = parts.map(({ start, end }) => range(utf16(start + shift), utf16(end + shift)));
    const { end } = this.#article.text;
    return moved.every((part) => part.start >= 0 && part.end <= end) ? (moved as unknown as Parts) : undefined;
  }

  #anchored(parts: Parts): Parts | undefined {
    const span = { id: '-', label: '-', ...spanFields(this.#imported.text, parts) };
    const anchoring = anchor(span, this.#article.text, false);
    return anchoring.state === 'anchored' ? (anchoring.parts as unknown as Parts) : undefined;
  }
}

/** Exports often lack the blanks around a text, so only what stands between them has to be found, and just once. */
function shiftBetween(imported: string, article: string): number | undefined {
  if (imported === article) return 0;
  const words = imported.trim();
  const at = words === '' ? -1 : article.indexOf(words);
  if (at === -1 || article.includes(words, at + 1)) return undefined;
  return at - imported.indexOf(words);
}
