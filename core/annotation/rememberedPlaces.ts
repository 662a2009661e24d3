import type { Range, Utf16 } from '../text/units';
import { sameData } from '../yaml/json';
import type { Annotation } from './annotation';
import type { SpanFields } from './placement';

type Parts = readonly Range<Utf16>[];

/** A saved text of an article on its way to the next one. */
export interface SavedStep {
  /** SHA-256 of the text that was saved until now. */
  readonly from: string;
  /** SHA-256 of the text that is saved now. */
  readonly to: string;
  readonly annotations: readonly Annotation[];
  /** Where annotations are in the text until now, as far as that is certain. */
  readonly places: ReadonlyMap<string, Parts>;
  /** The span fields for parts in the text that is saved now. */
  readonly describe: (parts: Parts) => SpanFields;
  /** Where parts have gone; undefined once one of them has been deleted. */
  readonly track: (parts: Parts) => Parts | undefined;
}

/**
 * Where annotations were in the saved texts of a session, by the texts' hashes: when undo brings a text back and it is
 * saved again, a span that had been cut short is whole again. Only annotations that nobody else has changed meanwhile
 * are remembered: a person's newer correction is never undone by an earlier place.
 */
export class RememberedPlaces {
  /** By hash of the text; the newest last. */
  readonly #places = new Map<string, ReadonlyMap<string, Parts>>();
  /** The selector that each annotation must have now, unless someone else has changed it. */
  readonly #expected = new Map<string, SpanFields>();

  /** The better places that the annotations of a step have in the text that is saved now. */
  saved({ from, to, annotations, places, describe, track }: SavedStep): ReadonlyMap<string, Parts> {
    this.#forgetChanged(annotations);
    this.#remember(from, places);
    const returned = this.#places.get(to) ?? new Map<string, Parts>();
    for (const annotation of annotations) {
      const place = places.get(annotation.id);
      const next = returned.get(annotation.id) ?? (place && track(place));
      this.#expected.set(annotation.id, next === undefined ? spanOf(annotation) : describe(next));
    }
    return returned;
  }

  #forgetChanged(annotations: readonly Annotation[]): void {
    const changed = new Set(
      annotations
        .filter((annotation) => {
          const expected = this.#expected.get(annotation.id);
          return expected !== undefined && !sameData(expected, spanOf(annotation));
        })
        .map(({ id }) => id),
    );
    if (changed.size === 0) return;
    for (const [hash, places] of this.#places)
      this.#places.set(hash, new Map([...places].filter(([id]) => !changed.has(id))));
  }

  #remember(hash: string, places: ReadonlyMap<string, Parts>): void {
    this.#places.delete(hash);
    this.#places.set(hash, places);
    const [oldest] = this.#places.keys();
    if (this.#places.size > REMEMBERED_TEXTS && oldest !== undefined) this.#places.delete(oldest);
  }
}

/** How many earlier saved texts have their places remembered. */
const REMEMBERED_TEXTS = 50;

/** The fields that say where an annotation is; `also` is left out where there is none, as {@link SpanFields} are made. */
function spanOf({ start, end, exact, before, after, also }: Annotation): SpanFields {
  return { start, end, exact, before, after, ...(also !== undefined && { also }) };
}
