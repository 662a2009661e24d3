import type { TextChange } from '../../../core/annotation/tracking';
import { range, utf16, type Range, type Utf16 } from '../../../core/text/units';

type Spans = readonly Range<Utf16>[];

/**
 * What is drawn in one editor, by style. The editor moves what it has drawn along with an edit; here that is followed, so
 * that only styles of which something really differs are drawn anew, and typing does not flicker.
 */
export class Drawn {
  /** A style that is not known for sure has no entry. */
  readonly #spans = new Map<string, Spans>();
  /** The styles of which something is or may be drawn. */
  readonly #styles = new Set<string>();

  /** The text was edited. A span that an edit touches is drawn anew: just where it ends then is the editor's affair. */
  follow(changes: readonly TextChange[]): void {
    for (const [style, spans] of this.#spans) {
      const moved = changes.reduce<Spans | undefined>((before, change) => before && movedBy(before, change), spans);
      if (moved === undefined) this.#spans.delete(style);
      else this.#spans.set(style, moved);
    }
  }

  /** The styles to draw anew, with all their spans, so that the editor shows what is wanted; they count as drawn then. */
  differences(wanted: ReadonlyMap<string, Spans>): ReadonlyMap<string, Spans> {
    const differing = new Map<string, Spans>();
    for (const style of new Set([...this.#styles, ...wanted.keys()])) {
      const spans = wanted.get(style) ?? [];
      if (isSame(this.#spans.get(style), spans)) continue;
      differing.set(style, spans);
      this.#spans.set(style, spans);
      this.#styles.add(style);
    }
    return differing;
  }
}

function movedBy(spans: Spans, { start, end, newLength }: TextChange): Spans | undefined {
  const shift = newLength - (end - start);
  const moved: Range<Utf16>[] = [];
  for (const span of spans) {
    if (span.end < start) moved.push(span);
    else if (span.start > end) moved.push(range(utf16(span.start + shift), utf16(span.end + shift)));
    else return undefined;
  }
  return moved;
}

function isSame(drawn: Spans | undefined, wanted: Spans): boolean {
  if (drawn?.length !== wanted.length) return false;
  return wanted.every(({ start, end }, index) => drawn[index]?.start === start && drawn[index].end === end);
}
