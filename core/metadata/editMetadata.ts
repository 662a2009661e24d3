import type { AnnotationSet } from '../annotation/annotation';
import type { NewId } from '../annotation/id';
import type { Operation } from '../annotation/operations';
import { spanFields } from '../annotation/placement';
import type { CanonicalText } from '../text/canonicalText';
import type { Range, Utf16 } from '../text/units';
import type { MetadataField } from './metadata';

/** An article in a file, as far as its metadata are written. */
export interface EditedArticle {
  /** Where its headline, or its first words, stand in `text`. */
  readonly headline: Range<Utf16>;
  readonly text: CanonicalText;
  /** Whether the file holds it alone: then what is said of it is said of the file. */
  readonly isOnly: boolean;
}

/**
 * Writes a value into the sidecar, as a tag of the file or of one of its articles; an empty one is removed, so that weaker
 * sources count again. Undefined where nothing changes.
 */
export function editingMetadata(
  set: AnnotationSet,
  { headline, text, isOnly }: EditedArticle,
  field: MetadataField,
  value: string,
  newId: NewId,
): Operation | undefined {
  const written = value === '' ? undefined : value;
  if (isOnly) {
    if (set.document[field] === written) return undefined;
    return { kind: 'tag', name: field, ...(written !== undefined && { value: written }) };
  }
  const words = formOf(text.slice(headline));
  const record = set.articles?.find(({ exact }) => formOf(exact) === words);
  if (record?.tags?.[field] === written) return undefined;
  const others = Object.entries(record?.tags ?? {}).filter(([name]) => name !== field);
  const tags = Object.fromEntries(written === undefined ? others : [...others, [field, written]]);
  if (record !== undefined) return { kind: 'changeArticle', id: record.id, fields: { tags } };
  return { kind: 'addArticle', article: { id: newId(), ...spanFields(text, [headline]), tags } };
}

const formOf = (words: string): string => words.replace(/\s+/g, '');
