import type { Range, Utf16 } from '../text/units';
import { sameData } from '../yaml/json';
import type { Anchoring, AnchoringCache } from './anchoring';
import type { Annotation } from './annotation';

interface Known {
  readonly annotation: Annotation;
  readonly anchoring: Anchoring;
}

interface Seen {
  readonly sameText: boolean;
  readonly anchoring: Anchoring;
}

/**
 * Where annotations are in one text. A record that is the same object has the place it had. What was searched for is known by
 * id too, for a record with the same selector: one that was corrected or replaced by another is looked for anew.
 */
export class KnownPlaces implements AnchoringCache {
  readonly #known = new Map<string, Known>();
  readonly #seen = new WeakMap<Annotation, Seen>();

  /**
   * The places in the text that edits have made of another one. Words that were deleted are left out: they may have been
   * pasted elsewhere, and are looked for again.
   */
  static followed(
    annotations: readonly Annotation[],
    anchorings: ReadonlyMap<string, Anchoring>,
    track: (parts: readonly Range<Utf16>[]) => readonly Range<Utf16>[] | undefined,
  ): KnownPlaces {
    const places = new KnownPlaces();
    for (const annotation of annotations) {
      const anchoring = anchorings.get(annotation.id);
      const parts = anchoring?.parts && track(anchoring.parts);
      const [range] = parts ?? [];
      if (anchoring?.parts === undefined || parts === undefined || range === undefined) continue;
      places.#known.set(annotation.id, { annotation, anchoring: placedAnew(anchoring, range, parts) });
    }
    return places;
  }

  get(annotation: Annotation, sameText: boolean): Anchoring | undefined {
    const seen = this.#seen.get(annotation);
    if (seen?.sameText === sameText) return seen.anchoring;
    const known = this.#known.get(annotation.id);
    const isKnown =
      known !== undefined && wasSearched(known.anchoring, sameText) && hasSameSelector(known.annotation, annotation);
    if (isKnown) this.#seen.set(annotation, { sameText, anchoring: known.anchoring });
    return isKnown ? known.anchoring : undefined;
  }

  set(annotation: Annotation, sameText: boolean, anchoring: Anchoring): void {
    this.#seen.set(annotation, { sameText, anchoring });
    if (wasSearched(anchoring, sameText)) this.#known.set(annotation.id, { annotation, anchoring });
  }

  /** All places, whatever became of the records. */
  get anchorings(): ReadonlyMap<string, Anchoring> {
    return new Map([...this.#known].map(([id, { anchoring }]) => [id, anchoring]));
  }
}

/** Whether an anchoring was made by a search, which is worth remembering, and not by a look at the stored place. */
function wasSearched({ isMisplaced }: Anchoring, sameText: boolean): boolean {
  return (isMisplaced ?? false) === sameText;
}

/** What was misplaced in the text before is just a record of another text in this one, so that is not kept. */
function placedAnew(
  anchoring: Exclude<Anchoring, { state: 'orphan' }>,
  range: Range<Utf16>,
  parts: readonly Range<Utf16>[],
): Anchoring {
  return anchoring.state === 'anchored'
    ? { state: 'anchored', range, parts }
    : { state: 'review', reason: anchoring.reason, range, parts };
}

/** `in` does not count: it says for which text the offsets are, and only the context matters in any other. */
function hasSameSelector(a: Annotation, b: Annotation): boolean {
  return (
    a === b ||
    (a.start === b.start &&
      a.end === b.end &&
      a.exact === b.exact &&
      a.before === b.before &&
      a.after === b.after &&
      sameData(a.also, b.also))
  );
}
