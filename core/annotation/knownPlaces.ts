import type { Range, Utf16 } from '../text/units';
import { sameData } from '../yaml/json';
import type { Anchoring, AnchoringCache } from './anchoring';
import type { Annotation } from './annotation';

interface Known {
  readonly annotation: Annotation;
  readonly anchoring: Anchoring;
}

/**
 * Where annotations are in one text, by id. An entry holds for a record with the same selector only: one that was corrected
 * or replaced by another is looked for anew.
 */
export class KnownPlaces implements AnchoringCache {
  readonly #known = new Map<string, Known>();

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
      places.set(annotation, placedAnew(anchoring, range, parts));
    }
    return places;
  }

  get(annotation: Annotation): Anchoring | undefined {
    const known = this.#known.get(annotation.id);
    return known !== undefined && hasSameSelector(known.annotation, annotation) ? known.anchoring : undefined;
  }

  set(annotation: Annotation, anchoring: Anchoring): void {
    this.#known.set(annotation.id, { annotation, anchoring });
  }

  /** All places, whatever became of the records. */
  get anchorings(): ReadonlyMap<string, Anchoring> {
    return new Map([...this.#known].map(([id, { anchoring }]) => [id, anchoring]));
  }
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
