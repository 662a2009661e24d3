/**
 * What client and server say to each other beyond the standard protocol: method names and plain types only, because
 * the two ends bring different versions of the protocol library. Offsets are UTF-16 units of the canonical text.
 */

import type { SuggestionSource } from './annotation/source';
import type { LinksView } from './annotation/views';
import type { Fix } from './consistency/fixes';
import type { RuleSeverities } from './consistency/inconsistency';
import type { Metadata } from './metadata/metadata';
import type { DecisionCounts } from './suggestions/decisions';
import type { SpansInText } from './occurrences/longerWords';
import type { JsonObject } from './yaml/json';

/** Client to server, notification: the annotations of one open article as the editor shows them now. */
export const ANNOTATIONS_CHANGED = 'corpusAnnotator/annotationsChanged';
export interface AnnotationsChanged extends LinksView {
  readonly uri: string;
  readonly annotations: readonly AnnotationView[];
  /**
   * `annotations` replace `count` of those told before, from `start` on; `length` is how many those were. Absent: they are all.
   */
  readonly splice?: { readonly start: number; readonly count: number; readonly length: number };
  readonly rejected?: readonly RejectedView[];
}

/** An annotation placed in the live text; a discontinuous one stands once for each part, with the same id. */
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
  readonly status?: string;
  readonly certainty?: string | number;
  readonly attributes?: JsonObject;
}

/** A link between two annotations, by their ids. */
export interface RelationView {
  readonly id: string;
  readonly label: string;
  readonly from: string;
  readonly to: string;
}

/** An event with its parts, which are annotations or events, by their ids. */
export interface EventView {
  readonly id: string;
  readonly label: string;
  readonly trigger?: string;
  readonly arguments: readonly { readonly role: string; readonly to: string }[];
  readonly note?: string;
}

/** A suggestion that was turned down, placed in the live text. */
export interface RejectedView {
  readonly id: string;
  readonly label: string;
  readonly start: number;
  readonly end: number;
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
  /** A recogniser's suggestion, or just a word: the segmenter's, or a suggestion that was turned down. */
  readonly kind: 'suggestion' | 'word';
  readonly start: number;
  readonly end: number;
  /** Only for suggestions, as the two below. */
  readonly label?: string;
  readonly confidence?: number;
  readonly source?: SuggestionSource;
}

/**
 * Client to server, request: the suggestions of an open article that no annotation overlaps and nobody has turned down.
 * Answer: a list of `Suggestion`, ordered by start, longer first.
 */
export const SUGGESTIONS = 'corpusAnnotator/suggestions';
export interface SuggestionsParams {
  readonly uri: string;
  /** As for `SpanAtParams`. */
  readonly version: number;
  /** Only those that touch this part are wanted, such as what an editor shows; absent: all. */
  readonly within?: { readonly start: number; readonly end: number };
  /** Also those that annotations overlap: a client that decides for itself what is open asks once for each text. */
  readonly isDecidedToo?: boolean;
}
/** A span that a recogniser proposes. */
export interface Suggestion {
  readonly start: number;
  readonly end: number;
  readonly label: string;
  /** How sure it is, 0 to 1: what the recognisers say, and what was decided of the same words. */
  readonly confidence: number;
  /** What was decided of the same words in this corpus; absent where nothing was. */
  readonly decisions?: DecisionCounts;
  readonly source: SuggestionSource;
}

/** Client to server, notification: whose sidecars hold the decisions of the person at work, beside open articles. */
export const ANNOTATOR = 'corpusAnnotator/annotator';
export interface AnnotatorTold {
  /** Absent: those without a name. */
  readonly annotator?: string;
}

/**
 * Client to server, request: what is left to decide in the corpora of the open folders. Articles are read for about half a
 * second each time; the client asks again until all are. Answer: `Queue`.
 */
export const QUEUE = 'corpusAnnotator/queue';
export interface QueueParams {
  /** The article that is read before the others. */
  readonly first?: string;
  /** Whether files are looked at that no one said had changed. */
  readonly rereads?: boolean;
  /** How many groups of equal words are wanted; absent: none. */
  readonly mostGroups?: number;
}
export interface Queue {
  /** In the order of their paths. */
  readonly articles: readonly QueuedArticle[];
  /** Whether all articles have been read; *full*: as many as are kept, further ones when some of these are done. */
  readonly isRead: boolean | 'full';
  /** Those first that settle most. */
  readonly groups: readonly QueuedWords[];
}
export interface QueuedArticle {
  readonly uri: string;
  /** Relative to its folder. */
  readonly path: string;
  /** Suggestions, and how many of them are decided; absent while it is not read. */
  readonly total?: number;
  readonly decided?: number;
}
/** Suggestions of equal words with one label. */
export interface QueuedWords {
  /** The form in which words count as equal. */
  readonly form: string;
  readonly label: string;
  readonly count: number;
  readonly articles: number;
  /** Of the least sure. */
  readonly confidence: number;
  readonly decisions?: DecisionCounts;
}

/** Client to server, request: suggestions of the queue as it was last read. Answer: a list of `QueuedSuggestion`. */
export const QUEUED = 'corpusAnnotator/queued';
export interface QueuedParams {
  /** Only those of one article, or of equal words. */
  readonly uri?: string;
  readonly form?: string;
  readonly label?: string;
  /** So many, the least sure. */
  readonly most: number;
}
export interface QueuedSuggestion extends Suggestion {
  readonly uri: string;
  readonly path: string;
  /** SHA-256 of the text that the offsets are in. */
  readonly sha256: string;
  /** Zero-based. */
  readonly line: number;
  /** The words as they stand there, and a little of what is beside them. */
  readonly exact: string;
  readonly before: string;
  readonly after: string;
}

/** Client to server, request: entities of the authority files of an article's corpus. Answer: `EntitiesFound`. */
export const FIND_ENTITIES = 'corpusAnnotator/findEntities';
export interface FindEntitiesParams {
  readonly uri: string;
  /** A name, an alias, an id, initials of pinyin, or a piece of one. */
  readonly typed: string;
  /** Entities of this label come first. */
  readonly label?: string;
  readonly most: number;
}
export interface EntitiesFound {
  /** The likeliest first. */
  readonly entities: readonly FoundEntity[];
  /** An id that a new entity of the name that was typed can have. */
  readonly freeId: string;
}
export interface FoundEntity {
  readonly id: string;
  readonly label: string;
  readonly name: string;
  /** The alias that was found. */
  readonly alias?: string;
  /** What tells it from others of its name. */
  readonly details: string;
}

/** Client to server, request: what is known of the entity at an offset. Answer: `EntityDetails` or null. */
export const ENTITY_AT = 'corpusAnnotator/entityAt';
export interface EntityAtParams extends SpanAtParams {
  /** Of the spans that begin at the offset the one that ends here is meant; absent: the innermost that holds the offset. */
  readonly end?: number;
}
export interface EntityDetails {
  /** The fullest form the text uses. */
  readonly name: string;
  readonly label: string;
  /** The id that a person gave it, or that of its entry in the authority files. */
  readonly id?: string;
  readonly aliases: readonly string[];
  readonly posts: readonly string[];
  readonly bodies: readonly string[];
  /** In how many quotations and parts of the article it speaks. */
  readonly speaks: number;
  /** Its entry in the authority files; `details` is what else that says. */
  readonly known?: {
    readonly id: string;
    readonly name: string;
    readonly aliases: readonly string[];
    readonly details: JsonObject;
  };
  /** In the order of the text. */
  readonly mentions: readonly MentionView[];
  /** The same in the other open articles: of one id, or of one name and label. */
  readonly elsewhere: readonly { readonly uri: string; readonly mentions: readonly MentionView[] }[];
}
export interface MentionView {
  readonly start: number;
  readonly end: number;
  /** The place in lines and UTF-16 units from 0, for articles that the client has not at hand. */
  readonly line: number;
  readonly character: number;
  /** A little of the text around it, on one line. */
  readonly before: string;
  readonly words: string;
  readonly after: string;
  readonly isAnnotated: boolean;
}

/** Client to server, request: newspaper, date, page and genre of each article in a file. Answer: a list of `ArticleMetadata`. */
export const METADATA = 'corpusAnnotator/metadata';
export interface ArticleMetadata {
  /** The headline, or the first words. */
  readonly name: string;
  readonly range: { readonly start: number; readonly end: number };
  readonly headline: { readonly start: number; readonly end: number };
  readonly metadata: Metadata;
}

/** Client to server, request: which spans of an article are one entity. Answer: a list of `EntityOutline`. */
export const ENTITIES = 'corpusAnnotator/entities';
export interface EntitiesParams {
  readonly uri: string;
  /** As for `SpanAtParams`. */
  readonly version: number;
}
export interface EntityOutline {
  readonly name: string;
  readonly label: string;
  /** Those that are annotated. */
  readonly spans: readonly { readonly start: number; readonly end: number }[];
}

/**
 * Client to server, request: how the paragraph at an offset is read, for selecting by word and sentence. Answer:
 * `ReadingAt`, or null between paragraphs.
 */
export const READING_AT = 'corpusAnnotator/readingAt';
export interface ReadingAtParams {
  readonly uri: string;
  /** As for `SpanAtParams`. */
  readonly version: number;
  readonly offset: number;
}
export interface SpanPlace {
  readonly start: number;
  readonly end: number;
}
/** A paragraph (of a very long one the part around the offset): the places here are all that is known between its ends. */
export interface ReadingAt extends SpanPlace {
  /** In order: the segmenter's words, marks too, blanks not. One that a column break cuts in two stands once. */
  readonly words: readonly SpanPlace[];
  readonly sentences: readonly SpanPlace[];
}

/**
 * Client to server, request: for spans in pieces of logical text (of any article, open or not) the longer word or listed
 * name that speaks against annotating them. Answer: `LongerWords`.
 */
export const LONGER_WORDS = 'corpusAnnotator/longerWords';
export interface LongerWordsParams {
  /** The article, which tells the corpus and its authority files. */
  readonly uri: string;
  readonly pieces: readonly SpansInText[];
}

/** The command of the client that makes a quick fix for what does not fit together in an article. */
export const FIX_CONSISTENCY = 'corpusAnnotator.fixConsistency';
export interface FixConsistencyArgument {
  readonly uri: string;
  /** The version of the document that spans are in. */
  readonly version: number;
  readonly fix: Fix;
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
  /** How loudly the rules of consistency speak, where not as by default; a client may also filter by the code. */
  readonly consistency?: Partial<RuleSeverities>;
  /** Whether the client answers `TELL_TEXT`. */
  readonly tellsText?: boolean;
  /** Whether the client shows HTML in hovers, so that relations can have their colours. */
  readonly showsHtml?: boolean;
}

/** The language ids that the extension owns. */
export const ARTICLE_LANGUAGE = 'corpus-article';
export const SIDECAR_LANGUAGE = 'corpus-sidecar';
