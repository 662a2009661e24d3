/**
 * What client and server say to each other beyond the standard protocol: method names and plain types only, because
 * the two ends bring different versions of the protocol library. Offsets are UTF-16 units of the canonical text.
 */

import type { SuggestionSource } from './annotation/source';

/** Client to server, notification: the annotations of one open article as the editor shows them now. */
export const ANNOTATIONS_CHANGED = 'corpusAnnotator/annotationsChanged';
export interface AnnotationsChanged {
  readonly uri: string;
  readonly annotations: readonly AnnotationView[];
}

/** An annotation placed in the live text. */
export interface AnnotationView {
  readonly id: string;
  readonly label: string;
  readonly start: number;
  readonly end: number;
  readonly state: 'anchored' | 'review';
  readonly note?: string;
  readonly entity?: string;
  readonly by?: string;
  /** How it came to be, in words; absent for one made by hand. */
  readonly source?: string;
}

/** Client to server, request: the span that a command without a selection works on. Answer: `SpanAt` or null. */
export const SPAN_AT = 'corpusAnnotator/spanAt';
export interface SpanAtParams {
  readonly uri: string;
  /** The document version the offset belongs to; the server answers ContentModified when it holds another. */
  readonly version: number;
  readonly offset: number;
}
export interface SpanAt {
  /** A recogniser's suggestion, or just the segmenter's word. */
  readonly kind: 'suggestion' | 'word';
  readonly start: number;
  readonly end: number;
  /** Only for suggestions. */
  readonly label?: string;
  readonly source?: SuggestionSource;
}

/**
 * Client to server, request: the suggestions of an open article that no annotation overlaps. Answer: a list of
 * `Suggestion`, ordered by start, longer first.
 */
export const SUGGESTIONS = 'corpusAnnotator/suggestions';
export interface SuggestionsParams {
  readonly uri: string;
  /** As for `SpanAtParams`. */
  readonly version: number;
}
/** A span that a recogniser proposes. */
export interface Suggestion {
  readonly start: number;
  readonly end: number;
  readonly label: string;
  readonly source: SuggestionSource;
}

/**
 * Server to client, request: a document as the client has it now, because a change of it was lost on the way. Answer:
 * `TextTold`, or null when it is not open.
 */
export const TELL_TEXT = 'corpusAnnotator/tellText';
export interface TellTextParams {
  readonly uri: string;
}
export interface TextTold {
  readonly version: number;
  readonly text: string;
}

/** Server to client, notification: what the server is doing, for the language status item. */
export const SERVER_STATUS = 'corpusAnnotator/status';
export interface ServerStatus {
  readonly segmenter: string;
  /** Why suggestions come from rules alone, in English; absent where the tagger works. */
  readonly taggerProblem?: string;
}

/** How the client introduces itself in `initializationOptions`. */
export interface InitializationOptions {
  /** `client`: annotations come by notification. Otherwise the server reads sidecars beside the articles itself. */
  readonly annotationsFrom?: 'client';
  /** Whether the client answers `TELL_TEXT`. */
  readonly tellsText?: boolean;
}

/** The language ids that the extension owns. */
export const ARTICLE_LANGUAGE = 'corpus-article';
export const SIDECAR_LANGUAGE = 'corpus-sidecar';
