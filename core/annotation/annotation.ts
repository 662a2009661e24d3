import type { CanonicalText } from '../text/canonicalText';
import type { CodePoint } from '../text/units';
import type { JsonObject } from '../yaml/json';

/**
 * A label on a span of an article. Offsets are code points of the canonical text, half open, so that
 * `text[start:end] == exact` also in Python. `exact`, `before` and `after` let the span be found again when the text
 * has changed elsewhere (the text quote selector of the W3C Web Annotation model).
 */
export interface Annotation {
  readonly id: string;
  readonly label: string;
  readonly start: CodePoint;
  readonly end: CodePoint;
  /** The annotated text. */
  readonly exact: string;
  /** Up to 32 code points before the span; empty at the start of the text. */
  readonly before: string;
  /** Up to 32 code points after the span. */
  readonly after: string;
  /** The further parts of a discontinuous span. */
  readonly also?: readonly SpanPart[];
  /** An authority id, or `#e1` for an entity local to the file. */
  readonly entity?: string;
  readonly note?: string;
  /** Who made it. */
  readonly by?: string;
  /** When, as the client wrote it (ISO 8601). */
  readonly at?: string;
  /** Where it came from: by hand, a suggestion with its recogniser and version, an import, a query. */
  readonly source?: string | JsonObject;
  readonly status?: string;
  readonly certainty?: string | number;
  readonly attributes?: JsonObject;
  /** Prefix of the SHA-256 of the text the span refers to, where that is not the `text` of the file. */
  readonly in?: string;
  /** Keys that this version does not know, as they were read. */
  readonly extra?: JsonObject;
}

/** One part of a discontinuous span; offsets as in {@link Annotation}. */
export interface SpanPart {
  readonly start: CodePoint;
  readonly end: CodePoint;
  readonly exact: string;
}

/** A directed link between two annotations, given by their ids. */
export interface Relation {
  readonly id: string;
  readonly label: string;
  readonly from: string;
  readonly to: string;
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
  /** Metadata of the whole document. */
  readonly document: JsonObject;
  /** The other top-level keys (`events`, `rejected`, `articles`, unknown ones), as they were read. */
  readonly extra?: JsonObject;
}

/** The hash function core is given: SHA-256 of a text as UTF-8, lower-case hexadecimal. */
export type Sha256 = (text: string) => string;

export function textIdentity(text: CanonicalText, sha256: Sha256): TextIdentity {
  return { sha256: sha256(text.text), length: text.length };
}

export function emptyAnnotationSet(text: TextIdentity, annotator?: string): AnnotationSet {
  return { text, ...(annotator !== undefined && { annotator }), annotations: [], relations: [], document: {} };
}

/** The order of annotations in a sidecar: start, end, then id by UTF-16 units. */
export function compareAnnotations(a: Annotation, b: Annotation): number {
  return a.start - b.start || a.end - b.end || compareIds(a, b);
}

export function compareIds(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** How many hexadecimal digits of a hash `in` carries: 64 bits, more than any collection of versions of one text needs. */
const TEXT_PREFIX_LENGTH = 16;

/** The value of `in` for a span that refers to `text`. */
export function textPrefix(text: Pick<TextIdentity, 'sha256'>): string {
  return text.sha256.slice(0, TEXT_PREFIX_LENGTH);
}

/** Whether the offsets of `annotation`, standing in a sidecar of `fileText`, refer to the text with the hash `sha256`. */
export function refersTo(annotation: Annotation, fileText: TextIdentity, sha256: string): boolean {
  return annotation.in === undefined
    ? fileText.sha256 === sha256
    : annotation.in !== '' && sha256.startsWith(annotation.in);
}
