import type { Annotation, AnnotationSet, Provenance } from '../annotation/annotation';
import type { SavedText } from '../annotation/articleChange';
import { singleChange } from '../annotation/editorChanges';
import type { NewId } from '../annotation/id';
import type { Operation } from '../annotation/operations';
import { spanFields } from '../annotation/placement';
import { trackSpan } from '../annotation/tracking';
import type { CanonicalText } from '../text/canonicalText';
import type { Range, Utf16 } from '../text/units';
import type { ArticleOccurrences } from './searchCorpus';

/** What each occurrence is annotated with. */
export type Template = Pick<Annotation, 'label' | 'entity' | 'attributes'>;

/** What of an annotation is said of other occurrences of its words too. */
export function templateOf({ label, entity, attributes }: Template, copiesDetails: boolean): Template {
  if (!copiesDetails) return { label };
  return { label, ...(entity !== undefined && { entity }), ...(attributes !== undefined && { attributes }) };
}

/** In another file: an entity that is local to a file (`#e1`) is another one there. */
export function templateElsewhere({ entity, ...template }: Template): Template {
  return entity === undefined || entity.startsWith('#') ? template : { ...template, entity };
}

/**
 * The operation that annotates occurrences of an article, for `CorpusEdits`. Those whose words have changed since, or that
 * have the label meanwhile, are left out; undefined where none is left.
 */
export function annotating(
  { text, occurrences }: Pick<ArticleOccurrences, 'text' | 'occurrences'>,
  template: Template,
  made: Provenance,
  newId: NewId,
): (set: AnnotationSet, article: SavedText) => Operation | undefined {
  return (set, article) => {
    const operations = occurrences.flatMap(({ range }): Operation[] => {
      const place = placeIn(article.text, text, range);
      if (place === undefined) return [];
      const span = spanFields(article.text, [place]);
      const isThere = set.annotations.some(
        (other) => other.start === span.start && other.end === span.end && other.label === template.label,
      );
      return isThere ? [] : [{ kind: 'add', annotation: { id: newId(), ...template, ...span, ...made } }];
    });
    return operations.length === 0 ? undefined : { kind: 'bulk', operations };
  };
}

/** Where a span of a text is in a later one; undefined where its words are not the same any more. */
function placeIn(after: CanonicalText, before: CanonicalText, span: Range<Utf16>): Range<Utf16> | undefined {
  if (after.text === before.text) return span;
  const moved = trackSpan(span, [singleChange(before.text, after.text)]);
  return moved !== undefined && after.slice(moved) === before.slice(span) ? moved : undefined;
}
