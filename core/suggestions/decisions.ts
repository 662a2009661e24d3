import { recognitionForm } from '../analysis/knownEntities';
import type { AnnotationSet } from '../annotation/annotation';

/** A decision of a person: these words, at this place, are of this label, or are not. */
export interface Decision {
  readonly words: string;
  readonly label: string;
  /** Names the place among all of its article. */
  readonly place: string;
}

/** How often occurrences of some words were decided to be of a label, and to be not: nothing, or something else. */
export interface DecisionCounts {
  readonly accepted: number;
  readonly rejected: number;
}

/** What was decided of some words in one article. */
interface WordDecisions {
  /** The places at which they are annotated, whatever as. */
  readonly annotated: number;
  readonly accepted: ReadonlyMap<string, number>;
  /** Where nothing is annotated. */
  readonly rejected: ReadonlyMap<string, number>;
}

/** What was decided in one article, by the form of the words. */
export type ArticleDecisions = ReadonlyMap<string, WordDecisions>;

/** The form in which words count as the same: on one line, no blanks between Chinese characters, widths and scripts folded. */
export function decidedForm(words: string): string {
  const line = words.replace(/\s*\n\s*/g, '').replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '');
  return recognitionForm(line);
}

/**
 * The decisions of one article: what is annotated was accepted, however it came to be. At a place that was rejected and then
 * annotated the annotation counts.
 */
export function decisionsOf(annotated: Iterable<Decision>, rejected: Iterable<Decision>): ArticleDecisions {
  const counts = new Map<string, MutableDecisions>();
  const taken = new Set<string>();
  const formOf = rememberedForms();
  for (const { words, label, place } of annotated) {
    const form = formOf(words);
    const decided = counts.get(form) ?? noDecisions();
    const key = `${place} ${form}`;
    if (!taken.has(key)) decided.annotated++;
    taken.add(key);
    count(decided.accepted, label, 1);
    counts.set(form, decided);
  }
  for (const { words, label, place } of rejected) {
    const form = formOf(words);
    if (taken.has(`${place} ${form}`)) continue;
    const decided = counts.get(form) ?? noDecisions();
    count(decided.rejected, label, 1);
    counts.set(form, decided);
  }
  return counts;
}

/** {@link decidedForm} for many words of which most are the same. */
export function rememberedForms(): (words: string) => string {
  const forms = new Map<string, string>();
  return (words) => {
    const form = forms.get(words) ?? decidedForm(words);
    forms.set(words, form);
    return form;
  };
}

/** The decisions that a sidecar holds. Spans of several parts are left out: nothing of that kind is suggested. */
export function decisionsIn({ annotations, rejected = [] }: AnnotationSet): ArticleDecisions {
  const decisions = (records: AnnotationSet['annotations']): Decision[] =>
    records
      .filter(({ also }) => also === undefined)
      .map(({ exact, label, start, end, in: text = '' }) => ({
        words: exact,
        label,
        place: `${start} ${end} ${text}`,
      }));
  return decisionsOf(decisions(annotations), decisions(rejected));
}

interface MutableDecisions extends WordDecisions {
  annotated: number;
  readonly accepted: Map<string, number>;
  readonly rejected: Map<string, number>;
}

const noDecisions = (): MutableDecisions => ({ annotated: 0, accepted: new Map(), rejected: new Map() });

function count(counts: Map<string, number>, label: string, by: number): void {
  const sum = (counts.get(label) ?? 0) + by;
  if (sum === 0) counts.delete(label);
  else counts.set(label, sum);
}

/** Words that were accepted often enough to be looked for where no recogniser finds them. */
export interface LearnedName {
  readonly words: string;
  readonly label: string;
}

/** So many times words must have been accepted, and never been rejected or called something else, to count as a name. */
const NAME_FROM = 3;

/** The decisions of one person in a corpus, kept up article by article. What it tells does not depend on their order. */
export class Decisions {
  readonly #articles = new Map<string, ArticleDecisions>();
  readonly #totals = new Map<string, MutableDecisions>();
  #names: readonly LearnedName[] | undefined;

  /** Takes what was decided in an article in the place of what was before; undefined where the article is gone. */
  set(article: string, decisions: ArticleDecisions | undefined): void {
    const before = this.#articles.get(article);
    if (decisions === undefined) this.#articles.delete(article);
    else this.#articles.set(article, decisions);
    if (before !== undefined) this.#add(before, -1);
    if (decisions !== undefined) this.#add(decisions, 1);
    this.#names = undefined;
  }

  /** How the occurrences of some words were decided; undefined where none was. */
  of(words: string, label: string): DecisionCounts | undefined {
    return this.ofForm(decidedForm(words), label);
  }

  /** The same for words in their form. */
  ofForm(form: string, label: string): DecisionCounts | undefined {
    const decided = this.#totals.get(form);
    if (decided === undefined) return undefined;
    const accepted = decided.accepted.get(label) ?? 0;
    const rejected = decided.annotated - accepted + (decided.rejected.get(label) ?? 0);
    return accepted + rejected === 0 ? undefined : { accepted, rejected };
  }

  /** The names that were learned, in the order of their forms. */
  get names(): readonly LearnedName[] {
    this.#names ??= [...this.#totals]
      .flatMap(([words, { accepted, annotated, rejected }]): LearnedName[] => {
        const [only] = accepted;
        const isSure = accepted.size === 1 && rejected.size === 0 && annotated >= NAME_FROM;
        return only !== undefined && isSure && isName(words) ? [{ words, label: only[0] }] : [];
      })
      .sort((a, b) => (a.words < b.words ? -1 : 1));
    return this.#names;
  }

  #add(decisions: ArticleDecisions, sign: 1 | -1): void {
    for (const [form, { annotated, accepted, rejected }] of decisions) {
      const total = this.#totals.get(form) ?? noDecisions();
      total.annotated += sign * annotated;
      for (const [label, times] of accepted) count(total.accepted, label, sign * times);
      for (const [label, times] of rejected) count(total.rejected, label, sign * times);
      if (total.annotated === 0 && total.rejected.size === 0) this.#totals.delete(form);
      else this.#totals.set(form, total);
    }
  }
}

/** One character, or figures alone, stand in too many other words. */
const isName = (words: string): boolean => Array.from(words).length > 1 && /\p{L}/u.test(words);

/** As many decisions weigh as much as what the recognisers say. */
const PRIOR_WEIGHT = 2;

/**
 * How sure a suggestion is after decisions on the same words: the mean of the beta distribution that begins with the
 * confidence of the recognisers, which counts as {@link PRIOR_WEIGHT} decisions, and is updated by each.
 */
export function learnedConfidence(confidence: number, decisions: DecisionCounts | undefined): number {
  if (decisions === undefined) return confidence;
  const { accepted, rejected } = decisions;
  return (PRIOR_WEIGHT * confidence + accepted) / (PRIOR_WEIGHT + accepted + rejected);
}
