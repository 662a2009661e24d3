import type { Provenance } from '../annotation/annotation';
import type { CanonicalText } from '../text/canonicalText';
import type { Range, Utf16 } from '../text/units';
import type { JsonObject } from '../yaml/json';

/*
 * What every format is read into: texts with the records that another program made in them. Records name one another by
 * the keys that they have in the file; labels are the file's own.
 */

/** The formats that can be read, by the names under which `source` remembers them. */
export const IMPORT_FORMATS = ['brat', 'doccano', 'label-studio'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

/** Where something stands in an imported file, as people count: line and column (UTF-16) from 1. */
export interface FilePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * What a person should know of an import. *error*: something could not be read, and is left out; *warning*: it was read
 * and has no place in a sidecar; *information*: it was carried, but not as it stood there.
 */
export interface ImportFinding {
  readonly severity: 'error' | 'warning' | 'information';
  /** Stable name of the kind of finding. */
  readonly code: string;
  readonly message: string;
  readonly place: FilePlace;
}

/** Takes findings in; what finds something need not know where it goes. */
export type ReportFinding = (finding: ImportFinding) => void;

/** The parts of a span in the order of the text; at least one. */
export type Parts = readonly [Range<Utf16>, ...Range<Utf16>[]];

interface ForeignRecord extends Pick<Provenance, 'by' | 'at'> {
  /** The id that the record has in the file, unique in its layer. */
  readonly key: string;
  /** Whether the key stands in the file, or was only made up to tell records apart. */
  readonly hasOwnKey: boolean;
  readonly place: FilePlace;
  readonly label: string;
  readonly note?: string | undefined;
  readonly attributes?: JsonObject | undefined;
}

export interface ForeignSpan extends ForeignRecord {
  /** In the text of the document. */
  readonly parts: Parts;
  readonly entity?: string | undefined;
}

export interface ForeignRelation extends ForeignRecord {
  /** Keys of spans, or of events, whose triggers are meant. */
  readonly from: string;
  readonly to: string;
}

export interface ForeignEvent extends ForeignRecord {
  readonly trigger?: string | undefined;
  /** `to` is the key of a span or of another event. */
  readonly arguments: readonly { readonly role: string; readonly to: string }[];
}

/** The work of one annotator on a text. */
export interface ForeignLayer {
  /** The name that the file gives; absent where it gives none. */
  readonly annotator?: string | undefined;
  readonly spans: readonly ForeignSpan[];
  readonly relations: readonly ForeignRelation[];
  readonly events: readonly ForeignEvent[];
  /** What is said of the whole text. */
  readonly tags: JsonObject;
}

export interface ForeignDocument {
  readonly place: FilePlace;
  /** The path (with `/`, below the corpus) that the file gives the article; undefined where it gives none. */
  readonly name?: string | undefined;
  /** What a new article is called if the file says nothing; without `.txt`. */
  readonly standInName: string;
  /** The text as the file has it, BOM and line ends included. */
  readonly source: string;
  /** The same as articles are counted. */
  readonly text: CanonicalText;
  readonly layers: readonly ForeignLayer[];
}

export const EMPTY_LAYER: ForeignLayer = { spans: [], relations: [], events: [], tags: {} };
