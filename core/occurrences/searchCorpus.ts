import type { CancellationToken } from '../cooperative';
import { inParallel, type Progress } from '../inParallel';
import type { CanonicalText } from '../text/canonicalText';
import type { LogicalText } from '../text/logicalText';
import type { Range, Utf16 } from '../text/units';
import { OccurrenceSearch, type Match, type Query } from './findOccurrences';
import type { LongerWord, SpansInText } from './longerWords';
import { verdictOf, type PlacedSpan, type Verdict } from './verdict';

/** An occurrence with what is needed to decide whether it is to be annotated. */
export interface Occurrence {
  readonly range: Range<Utf16>;
  readonly verdict: Verdict;
  /** The words and what stands around them in their paragraph, as readers see it; widths folded, `…` where it goes on. */
  readonly before: string;
  readonly words: string;
  readonly after: string;
}

/** The occurrences of one article, in order; none of them has the label already. */
export interface ArticleOccurrences {
  readonly articleUri: string;
  readonly text: CanonicalText;
  readonly occurrences: readonly Occurrence[];
}

export interface SearchResult {
  /** In the order in which the articles were given. */
  readonly articles: readonly ArticleOccurrences[];
  /** How many occurrences have the label already. */
  readonly annotated: number;
  /** There are more occurrences than are shown. */
  readonly isCut: boolean;
  /** Articles that could not be read. */
  readonly unreadable: number;
}

/** What the search needs of the program around it. */
export interface SearchHost {
  /** The text of an article: the editor's where it is open; undefined where it cannot be read. */
  text(articleUri: string): Promise<CanonicalText | undefined>;
  /** The annotations of one's own sidecar in that text. */
  annotations(articleUri: string, text: CanonicalText): Promise<readonly PlacedSpan[]>;
  /** For each span of each piece the longer word or name that speaks against it; undefined where nobody can say. */
  longerWords(articleUri: string, pieces: readonly SpansInText[]): Promise<LongerWords | undefined>;
}

/** As `longerWords` answers, for each piece and span; null where there is none. */
export type LongerWords = readonly (readonly (LongerWord | null)[])[];

/** What is searched for, and with which label in mind. */
export interface SearchRequest {
  readonly query: Query;
  readonly label: string;
  readonly articleUris: readonly string[];
  /** Words that the span at the cursor cuts too: they speak against none. */
  readonly accepted: ReadonlySet<string>;
}

/** Occurrences; a person looks through no more, and the list stays quick. */
export const MOST_OCCURRENCES = 5_000;

/** Articles that are read at the same time. */
const MOST_AT_ONCE = 16;

/** Looks for the words in articles, and judges each occurrence. Undefined when the token was cancelled on the way. */
export async function searchCorpus(
  { query, label, articleUris, accepted }: SearchRequest,
  host: SearchHost,
  token: CancellationToken,
  progress?: Progress,
): Promise<SearchResult | undefined> {
  const search = new OccurrenceSearch(query);
  const found = new Map<string, ArticleOccurrences>();
  let [annotated, count, unreadable, isCut] = [0, 0, 0, false];
  const visit = async (articleUri: string): Promise<void> => {
    if (token.isCancellationRequested || isCut) return;
    const text = await host.text(articleUri);
    if (text === undefined) {
      unreadable++;
      return;
    }
    const hit = search.inArticle(text);
    if (hit === undefined) return;
    const judged = await judge(articleUri, text, hit, label, accepted, host);
    const occurrences = judged.filter(({ verdict }) => verdict.kind !== 'annotated');
    annotated += judged.length - occurrences.length;
    count += occurrences.length;
    if (count > MOST_OCCURRENCES) isCut = true;
    if (occurrences.length > 0) found.set(articleUri, { articleUri, text, occurrences });
  };
  await inParallel(articleUris, MOST_AT_ONCE, visit, progress);
  if (token.isCancellationRequested) return undefined;
  const articles = articleUris.flatMap((uri) => found.get(uri) ?? []);
  return { articles, annotated, isCut, unreadable };
}

async function judge(
  articleUri: string,
  text: CanonicalText,
  { logical, matches }: { readonly logical: LogicalText; readonly matches: readonly Match[] },
  label: string,
  accepted: ReadonlySet<string>,
  host: SearchHost,
): Promise<Occurrence[]> {
  const pieces = matches.map((match) => pieceAround(match, logical));
  const [annotations, words] = await Promise.all([
    host.annotations(articleUri, text),
    host.longerWords(articleUri, pieces),
  ]);
  return matches.map(({ range: place }, index) => {
    const { text: piece, spans } = pieces[index] as SpansInText;
    const { start, end } = spans[0] as { start: number; end: number };
    const word = words?.[index]?.[0] ?? undefined;
    const longer = word !== undefined && accepted.has(word.text) ? undefined : word;
    return {
      range: place,
      verdict: verdictOf(place, label, annotations, longer),
      before: start > SHOWN ? `…${piece.slice(start - SHOWN, start)}` : piece.slice(0, start),
      words: piece.slice(start, end),
      after: piece.length - end > SHOWN ? `${piece.slice(end, end + SHOWN)}…` : piece.slice(end),
    };
  });
}

/** The part of the paragraph around a match that words are told apart by. */
export function pieceAround({ logical: place }: Match, { text }: LogicalText): SpansInText {
  const from = Math.max(text.lastIndexOf('\n', place.start - 1) + 1, place.start - CONTEXT);
  const lineEnd = text.indexOf('\n', place.end);
  const to = Math.min(lineEnd === -1 ? text.length : lineEnd, place.end + CONTEXT);
  return { text: text.slice(from, to), spans: [{ start: place.start - from, end: place.end - from }] };
}

/** UTF-16 units on each side of a match: what nearly any name needs … */
const CONTEXT = 32;
/** … and those that a person is shown. */
const SHOWN = 30;
