import { runAtOnce } from '../cooperative';
import type { DifferentLabels } from './inconsistency';

/** Something that words are labelled as, at one place. */
export interface LabelledWords {
  readonly words: string;
  readonly label: string;
  /** The same for all labels of one place: words that have two labels at once were meant so. */
  readonly place: string;
}

/** Which labels words have, and how often. */
export interface LabelsOfWords {
  /** The most frequent first, then by name. */
  readonly labels: DifferentLabels['labels'];
  readonly majority: string | undefined;
}

/** The labels of all words that have any. Places with several labels do not count. */
export function labelsOfWords(all: readonly LabelledWords[]): Map<string, LabelsOfWords> {
  return runAtOnce(labelsOfWordsInSteps(all));
}

/** The same in steps: it yields after some of them. */
export function* labelsOfWordsInSteps(all: readonly LabelledWords[]): Generator<void, Map<string, LabelsOfWords>> {
  const byPlace = new Map<string, string>();
  const disputed = new Set<string>();
  for (const [index, { place, label }] of all.entries()) {
    const known = byPlace.get(place);
    if (known === undefined) byPlace.set(place, label);
    else if (known !== label) disputed.add(place);
    if (index % AT_ONCE === 0) yield;
  }
  const counts = new Map<string, Map<string, number>>();
  for (const [index, { words, label, place }] of all.entries()) {
    if (index % AT_ONCE === 0) yield;
    if (disputed.has(place)) continue;
    const labels = counts.get(words) ?? new Map<string, number>();
    counts.set(words, labels.set(label, (labels.get(label) ?? 0) + 1));
  }
  return new Map([...counts].map(([words, labels]) => [words, ranked(labels)]));
}

/** Records in one step. */
const AT_ONCE = 500;

function ranked(counts: ReadonlyMap<string, number>): LabelsOfWords {
  const labels = [...counts]
    .map(([label, count]) => ({ label, count }))
    .sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
  const [first, second] = labels;
  const standsOut = first !== undefined && first.count > (second?.count ?? 0);
  return { labels, majority: standsOut ? first.label : undefined };
}
