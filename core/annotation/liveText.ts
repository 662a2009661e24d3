import type { CanonicalText } from '../text/canonicalText';
import type { Range, Utf16 } from '../text/units';
import { TrackedChanges } from './trackedChanges';
import type { TextChange } from './tracking';

/**
 * An article while it is edited: the text as saved, which the sidecar describes, the text as the editor shows it, and the
 * changes between them. A text that comes back (by undo) brings its spans back, those that had collapsed included.
 */
export class LiveText {
  #saved: CanonicalText;
  #now: Version;
  /** Earlier texts since the last save, the newest last. */
  #earlier: readonly Version[] = [];

  constructor(text: CanonicalText) {
    this.#saved = text;
    this.#now = firstVersion(text);
  }

  /** The text on disk. */
  get saved(): CanonicalText {
    return this.#saved;
  }

  /** The text in the editor. */
  get live(): CanonicalText {
    return this.#now.text;
  }

  get isEdited(): boolean {
    return this.live.text !== this.#saved.text;
  }

  /** The editor's text was changed by edits; ranges are in the text as the changes before left it. */
  edited(text: CanonicalText, changes: readonly TextChange[]): void {
    if (text.text === this.live.text) return;
    const back = this.#earlier.findLastIndex((other) => other.text.text === text.text);
    if (back >= 0) {
      this.#now = this.#earlier[back] as Version;
      this.#earlier = this.#earlier.slice(0, back);
    } else if (text.text === this.#saved.text) {
      this.#now = firstVersion(this.#saved);
      this.#earlier = [];
    } else {
      this.#earlier = remembered([...this.#earlier, this.#now]);
      this.#now = { text, changes: this.#now.changes.and(changes), located: new WeakMap() };
    }
  }

  /** The text is now on disk as it stands: after a save, or when the editor has read the file again. */
  settled(text: CanonicalText): void {
    this.#saved = text;
    this.#now = firstVersion(text);
    this.#earlier = [];
  }

  /**
   * Where parts of a span of the saved text are in the live text; undefined once one of them has been deleted. The same answer
   * (the same object) for the same parts while the text is the same.
   */
  toLive(parts: readonly Range<Utf16>[]): readonly Range<Utf16>[] | undefined {
    const { located, changes } = this.#now;
    if (located.has(parts)) return located.get(parts);
    const live = changes.locateAll(parts);
    located.set(parts, live);
    return live;
  }
}

/** A text, and how it came from the saved one. */
interface Version {
  readonly text: CanonicalText;
  readonly changes: TrackedChanges;
  /** What was asked for already. */
  readonly located: WeakMap<readonly Range<Utf16>[], readonly Range<Utf16>[] | undefined>;
}

function firstVersion(text: CanonicalText): Version {
  return { text, changes: TrackedChanges.none(text.end), located: new WeakMap() };
}

/** At most this many UTF-16 units of earlier texts are kept for undo: 8 million, about 16 MB. */
const REMEMBERED_UNITS = 8_000_000;
/** What a stretch of tracked changes takes, in UTF-16 units of text. */
const STRETCH_UNITS = 32;

/** The newest versions that fit. */
function remembered(versions: readonly Version[]): readonly Version[] {
  let units = 0;
  const firstKept =
    versions.findLastIndex(
      ({ text, changes }) => (units += text.end + changes.size * STRETCH_UNITS) > REMEMBERED_UNITS,
    ) + 1;
  return versions.slice(firstKept);
}
