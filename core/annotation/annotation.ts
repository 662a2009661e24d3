import { splitsPair, type CanonicalText } from '../text/canonicalText';
import type { CodePoint } from '../text/units';
import type { JsonObject } from '../yaml/json';

/**
 * A span of an article. Offsets are code points of the canonical text, half open, so that `text[start:end] == exact` also
 * in Python. `exact`, `before` and `after` let the span be found again when the text has changed elsewhere (the text quote
 * selector of the W3C Web Annotation model).
 */
export interface SpanSelector {
  readonly start: CodePoint;
  readonly end: CodePoint;
  /** The text of the span. */
  readonly exact: string;
  /** Up to 32 code points before the span; empty at the start of the text. */
  readonly before: string;
  /** Up to 32 code points after the span. */
  readonly after: string;
  /** The further parts of a discontinuous span. */
  readonly also?: readonly SpanPart[];
  /** Prefix of the SHA-256 of the text the span refers to, where that is not the `text` of the file. */
  readonly in?: string;
}

/** One part of a discontinuous span; offsets as in {@link SpanSelector}. */
export interface SpanPart {
  readonly start: CodePoint;
  readonly end: CodePoint;
  readonly exact: string;
  readonly extra?: JsonObject;
}

/** How a record came to be. */
export interface Provenance {
  /** The annotator who made it. */
  readonly by?: string;
  /** When it was made (ISO 8601, UTC), as the program that wrote it gives it. */
  readonly at?: string;
  /** What it was made from; absent: by hand. `readSource` in `source.ts` tells the kinds apart. */
  readonly source?: string | JsonObject;
}

/** A label on a span of an article. */
export interface Annotation extends SpanSelector, Provenance {
  readonly id: string;
  readonly label: string;
  /** An authority id, or `#e1` for an entity local to the file. */
  readonly entity?: string;
  readonly note?: string;
  readonly status?: string;
  readonly certainty?: string | number;
  readonly attributes?: JsonObject;
  /** Keys that this version does not know, as they were read. */
  readonly extra?: JsonObject;
}

/** A directed link between two annotations, given by their ids. */
export interface Relation {
  readonly id: string;
  readonly label: string;
  readonly from: string;
  readonly to: string;
  readonly extra?: JsonObject;
}

/** An event: who or what takes part in it, in which role. */
export interface EventRecord extends Provenance {
  readonly id: string;
  readonly label: string;
  /** The id of the annotation whose words tell of the event. */
  readonly trigger?: string;
  readonly arguments: readonly EventArgument[];
  readonly note?: string;
  readonly attributes?: JsonObject;
  readonly extra?: JsonObject;
}

export interface EventArgument {
  readonly role: string;
  /** The id of an annotation, or of another event. */
  readonly to: string;
  readonly extra?: JsonObject;
}

/** One of the articles that a file holds, known by the words it begins with (its headline). */
export interface ArticleRecord extends SpanSelector {
  readonly id: string;
  /** Metadata of this article, as {@link AnnotationSet.document} is for the whole file. */
  readonly tags?: JsonObject;
  readonly extra?: JsonObject;
}

/** Which text the offsets of a sidecar refer to. */
export interface TextIdentity {
  /** SHA-256 of the canonical text as UTF-8, lower-case hexadecimal. */
  readonly sha256: string;
  readonly length: CodePoint;
  readonly extra?: JsonObject;
}

/** What one sidecar holds. */
export interface AnnotationSet {
  readonly text: TextIdentity;
  /** The annotator that also stands in the file name. */
  readonly annotator?: string;
  /** Sorted by start, end, id. */
  readonly annotations: readonly Annotation[];
  /** Sorted by id. */
  readonly relations: readonly Relation[];
  /** Tags of the whole document: a {@link TagValue} for each name (another value is kept, with a warning). */
  readonly document: JsonObject;
  /** Sorted by id; absent where there are none, as the two lists below. */
  readonly events?: readonly EventRecord[];
  /** Suggestions that somebody turned down, each as the annotation it would have been. Sorted by start, end, id. */
  readonly rejected?: readonly Annotation[];
  /** Sorted by start, end, id. */
  readonly articles?: readonly ArticleRecord[];
  /** The top-level keys that this version does not know, as they were read. */
  readonly extra?: JsonObject;
}

/** The value of a document tag. */
export type TagValue = string | number | boolean | readonly (string | number | boolean)[];

/** The hash function core is given: SHA-256 of a text as UTF-8, lower-case hexadecimal. */
export type Sha256 = (text: string) => string;

export function textIdentity(text: CanonicalText, sha256: Sha256): TextIdentity {
  return { sha256: sha256(text.text), length: text.length };
}

export function emptyAnnotationSet(text: TextIdentity, annotator?: string): AnnotationSet {
  return { text, ...(annotator !== undefined && { annotator }), annotations: [], relations: [], document: {} };
}

/** Whether any record of a set has the id: ids are given once among all records of a file. */
export function holdsId(set: AnnotationSet, id: string): boolean {
  return recordLists(set).some((records) => records.some((record) => record.id === id));
}

/** The records of a set that stand on words of the text and say so with a label, turned-down suggestions included. */
export function labelledRecords({ annotations, rejected = [] }: AnnotationSet): readonly Annotation[] {
  return rejected.length === 0 ? annotations : [...annotations, ...rejected];
}

/** The ids of all records of a set. */
export function idsOf(set: AnnotationSet): Set<string> {
  return new Set(recordLists(set).flatMap((records) => records.map(({ id }) => id)));
}

function recordLists(set: AnnotationSet): readonly (readonly { readonly id: string }[])[] {
  const { annotations, relations, events = [], rejected = [], articles = [] } = set;
  return [annotations, relations, events, rejected, articles];
}

type Placed = Pick<Annotation, 'start' | 'end' | 'id'>;

/** The order of annotations (and of other records with a span) in a sidecar: start, end, then id by UTF-16 units. */
export function compareAnnotations(a: Placed, b: Placed): number {
  return a.start - b.start || a.end - b.end || compareIds(a, b);
}

export function compareIds(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** How many hexadecimal digits of a hash `in` carries: 64 bits, more than any collection of versions of one text needs. */
const TEXT_PREFIX_LENGTH = 16;

/** The value of `in` for a span that refers to `text`. What a file has in place of a hash is not cut inside a character. */
export function textPrefix({ sha256 }: Pick<TextIdentity, 'sha256'>): string {
  return sha256.slice(0, TEXT_PREFIX_LENGTH + (splitsPair(sha256, TEXT_PREFIX_LENGTH) ? 1 : 0));
}

/** Whether the offsets of `annotation`, standing in a sidecar of `fileText`, refer to the text with the hash `sha256`. */
export function refersTo(annotation: Pick<Annotation, 'in'>, fileText: TextIdentity, sha256: string): boolean {
  return annotation.in === undefined
    ? fileText.sha256 === sha256
    : annotation.in !== '' && sha256.startsWith(annotation.in);
}
