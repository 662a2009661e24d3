import type { CanonicalText } from '../text/canonicalText';
import type { Range, Utf16 } from '../text/units';
import { withoutUndefined } from '../yaml/json';
import { textPrefix, type Annotation, type AnnotationSet, type TextIdentity } from './annotation';
import type { AnnotationFields, Operation } from './operations';
import { spanFields } from './placement';

/**
 * The operation that makes a sidecar follow its article when the edited article is saved. `spans` has the parts, in the
 * new text, of the annotations that were tracked exactly. The others (orphans, spans that need review) keep every word of
 * their selector and say with `in` which text it refers to. So do turned-down suggestions.
 */
export function rebase(
  set: AnnotationSet,
  spans: ReadonlyMap<string, readonly Range<Utf16>[]>,
  text: CanonicalText,
  identity: TextIdentity,
): Operation {
  const changes = set.annotations.flatMap((annotation): Operation[] => {
    const fields = rebasedFields(annotation, spans.get(annotation.id), set.text, text, identity);
    return fields === undefined ? [] : [{ kind: 'change', id: annotation.id, fields }];
  });
  const retext: Operation = { kind: 'retext', text: { ...set.text, ...identity } };
  const rejections = (set.rejected ?? []).flatMap((rejected) => rejectedAnew(rejected, spans.get(rejected.id), text));
  // Turned-down suggestions that are not followed are marked by `retext`.
  return { kind: 'bulk', operations: [...changes, retext, ...rejections] };
}

function rejectedAnew(
  rejected: Annotation,
  parts: readonly Range<Utf16>[] | undefined,
  text: CanonicalText,
): Operation[] {
  if (parts === undefined) return [];
  const annotation = withoutUndefined<Annotation>({
    ...rejected,
    also: undefined,
    in: undefined,
    ...spanFields(text, parts),
  });
  return [
    { kind: 'unreject', id: rejected.id },
    { kind: 'reject', annotation, restores: true },
  ];
}

function rebasedFields(
  annotation: Annotation,
  parts: readonly Range<Utf16>[] | undefined,
  oldText: TextIdentity,
  text: CanonicalText,
  identity: TextIdentity,
): AnnotationFields | undefined {
  if (parts !== undefined) return { also: null, ...spanFields(text, parts), in: null };
  const isMarked = annotation.in !== undefined || oldText.sha256 === identity.sha256;
  return isMarked ? undefined : { in: textPrefix(oldText) };
}
