import type { CanonicalText } from '../text/canonicalText';
import type { Range, Utf16 } from '../text/units';
import { trackParts, type TextChange } from './tracking';

/**
 * An article while it is edited: the text as saved, which the sidecar describes, the text as the editor shows it, and the
 * changes between them. A text that comes back (by undo) brings its spans back, those that had collapsed included.
 */
export class LiveText {
  #saved: CanonicalText;
  #live: CanonicalText;
  #changes: TextChange[] = [];
  /** Earlier texts since the last save, each with the number of changes that led to it; the newest last. */
  #earlier: { readonly text: CanonicalText; readonly changes: number }[] = [];

  constructor(text: CanonicalText) {
    this.#saved = text;
    this.#live = text;
  }

  /** The text on disk. */
  get saved(): CanonicalText {
    return this.#saved;
  }

  /** The text in the editor. */
  get live(): CanonicalText {
    return this.#live;
  }

  get isEdited(): boolean {
    return this.#live.text !== this.#saved.text;
  }

  /** The editor's text was changed by edits; ranges are in the text as the changes before left it. */
  edited(text: CanonicalText, changes: readonly TextChange[]): void {
    if (text.text === this.#live.text) return;
    const back = [{ text: this.#saved, changes: 0 }, ...this.#earlier].findLast(
      (other) => other.text.text === text.text,
    );
    if (back === undefined) {
      this.#earlier = remembered([...this.#earlier, { text: this.#live, changes: this.#changes.length }]);
      this.#changes.push(...changes);
    } else {
      this.#changes.length = back.changes;
      this.#earlier = this.#earlier.filter((other) => other.changes < back.changes);
    }
    this.#live = text;
  }

  /** The text is now on disk as it stands: after a save, or when the editor has read the file again. */
  settled(text: CanonicalText): void {
    this.#saved = text;
    this.#live = text;
    this.#changes = [];
    this.#earlier = [];
  }

  /** Where parts of a span of the saved text are in the live text; undefined once one of them has been deleted. */
  toLive(parts: readonly Range<Utf16>[]): readonly Range<Utf16>[] | undefined {
    return trackParts(parts, this.#changes);
  }
}

/** At most this many UTF-16 units of earlier texts are kept for undo: 8 million, about 16 MB. */
const REMEMBERED_UNITS = 8_000_000;

/** The newest texts that fit. */
function remembered<Text extends { readonly text: CanonicalText }>(texts: readonly Text[]): Text[] {
  let units = 0;
  const firstKept = texts.findLastIndex(({ text }) => (units += text.end) > REMEMBERED_UNITS) + 1;
  return texts.slice(firstKept);
}
