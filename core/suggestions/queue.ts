import { learnedConfidence, type DecisionCounts } from './decisions';
import { compareCertainty, type Ranked } from './rank';

/** A suggestion of an article as the queue keeps it; offsets are UTF-16 units of the canonical text. */
export interface OpenSuggestion {
  readonly start: number;
  readonly end: number;
  readonly label: string;
  /** The form in which words count as the same: see `decidedForm`. */
  readonly form: string;
  /** What the recognisers say, 0 to 1. */
  readonly prior: number;
  readonly recognisers: readonly string[];
}

/** An article with what is left to decide in it. */
export interface OpenArticle {
  readonly uri: string;
  readonly open: readonly OpenSuggestion[];
}

/** What was decided of words with a label, if anything. */
export type DecisionsOf = (form: string, label: string) => DecisionCounts | undefined;

/** A suggestion with its place in the queue. */
export interface QueuedItem extends Ranked {
  readonly uri: string;
  readonly suggestion: OpenSuggestion;
  readonly decisions: DecisionCounts | undefined;
}

/** Which suggestions are wanted; absent fields want all. */
export interface QueueFilter {
  readonly uri?: string;
  readonly form?: string;
  readonly label?: string;
}

/**
 * The suggestions that are wanted, the least sure first, at most so many; equally sure ones in the order of the articles
 * and the text. It yields after each article.
 */
export function* leastSureInSteps(
  articles: Iterable<OpenArticle>,
  decisionsOf: (uri: string) => DecisionsOf,
  { uri: wanted, form, label }: QueueFilter,
  most: number,
): Generator<void, QueuedItem[]> {
  let best: NumberedItem[] = [];
  let number = 0;
  const cut = (): void => void (best = best.sort(compareItems).slice(0, most));
  for (const { uri, open } of articles) {
    number++;
    if (wanted !== undefined && uri !== wanted) continue;
    const decided = decisionsOf(uri);
    for (const suggestion of open) {
      if (form !== undefined && suggestion.form !== form) continue;
      if (label !== undefined && suggestion.label !== label) continue;
      const decisions = decided(suggestion.form, suggestion.label);
      const confidence = learnedConfidence(suggestion.prior, decisions);
      const { start, end } = suggestion;
      best.push({ number, uri, suggestion, decisions, confidence, start, end });
    }
    if (best.length > 2 * most + SPARE) cut();
    yield;
  }
  cut();
  return best;
}

interface NumberedItem extends QueuedItem {
  /** Of the article, in order. */
  readonly number: number;
}

/** What is collected beyond the wanted number before it is sorted and cut. */
const SPARE = 1000;

const compareItems = (a: NumberedItem, b: NumberedItem): number =>
  a.confidence - b.confidence || a.number - b.number || compareCertainty(a, b);

/** Equal words with one label, which one decision can take together. */
export interface QueuedGroup {
  readonly form: string;
  readonly label: string;
  readonly count: number;
  /** In how many articles. */
  readonly articles: number;
  /** The least of its members. */
  readonly confidence: number;
  readonly decisions: DecisionCounts | undefined;
}

/** The groups of equal words, those first that settle most, at most so many. It yields after each article. */
export function* groupsInSteps(
  articles: Iterable<OpenArticle>,
  decisionsOf: (uri: string) => DecisionsOf,
  most: number,
): Generator<void, QueuedGroup[]> {
  const groups = new Map<string, { -readonly [Key in keyof QueuedGroup]: QueuedGroup[Key] } & { last: string }>();
  for (const { uri, open } of articles) {
    const decided = decisionsOf(uri);
    for (const { form, label, prior } of open) {
      const key = `${label} ${form}`;
      const decisions = decided(form, label);
      const confidence = learnedConfidence(prior, decisions);
      const group = groups.get(key);
      if (group === undefined) {
        groups.set(key, { form, label, count: 1, articles: 1, confidence, decisions, last: uri });
        continue;
      }
      group.count++;
      if (group.last !== uri) group.articles++;
      group.last = uri;
      group.confidence = Math.min(group.confidence, confidence);
    }
    yield;
  }
  return [...groups.values()]
    .sort((a, b) => b.count - a.count || a.confidence - b.confidence || (a.form < b.form ? -1 : 1))
    .slice(0, most)
    .map(({ form, label, count, articles: all, confidence, decisions }) => {
      return { form, label, count, articles: all, confidence, decisions };
    });
}
