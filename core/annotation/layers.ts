import { anchorInSteps } from './anchoring';
import type { Annotation, AnnotationSet } from './annotation';
import type { CanonicalText } from '../text/canonicalText';
import type { Range, Utf16 } from '../text/units';
import { trackSpan, type TextChange } from './tracking';

/** A part of another annotator's annotation in the live text. */
export interface LayerSpan {
  readonly annotation: Annotation;
  readonly range: Range<Utf16>;
  /** Whether its place is certain. */
  readonly isSure: boolean;
}

/** Where the annotations of a set stand in a text; those that have lost their place are left out. Yields as anchoring does. */
export function* layerInSteps(
  set: AnnotationSet,
  text: CanonicalText,
  textHash: string,
): Generator<void, readonly LayerSpan[]> {
  const anchorings = yield* anchorInSteps(set, text, textHash);
  return set.annotations.flatMap((annotation): LayerSpan[] => {
    const anchoring = anchorings.get(annotation.id);
    if (anchoring === undefined || anchoring.state === 'orphan') return [];
    return anchoring.parts.map((range) => ({ annotation, range, isSure: anchoring.state === 'anchored' }));
  });
}

/** Where they are after edits. */
export function layerAfter(spans: readonly LayerSpan[], changes: readonly TextChange[]): readonly LayerSpan[] {
  return spans.flatMap((span) => {
    const range = trackSpan(span.range, changes);
    return range === undefined ? [] : [{ ...span, range }];
  });
}
