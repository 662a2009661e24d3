import { wordAcross } from '../occurrences/longerWords';
import { logical, range, utf16, type Range, type Utf16 } from '../text/units';
import { labelledInSteps, type AnnotatedText, type Labelled } from './article';
import type {
  CutWord,
  DifferentLabels,
  Inconsistency,
  OutsideSchema,
  Rule,
  UnlabelledRepeat,
  UnlinkedEntity,
} from './inconsistency';
import { labelsOfWordsInSteps, type LabelsOfWords } from './labelsOfWords';
import { Repeats } from './repeats';
import { schemaProblemsInSteps } from './schemaProblems';

/**
 * What in the annotations of an article does not fit together, rule by rule and within a rule in the order of the text. It
 * yields after each piece of work, so that the caller can pause or give up there.
 */
export function* checkInSteps(article: AnnotatedText, rules: ReadonlySet<Rule>): Generator<void, Inconsistency[]> {
  const labelled = yield* labelledInSteps(article);
  yield;
  const labels = yield* labelsOfWordsInSteps(
    labelled.map(({ words, view, range: { start, end } }) => {
      return { words, label: view.label, place: `${start} ${end}` };
    }),
  );
  yield;
  const found: Inconsistency[] = [];
  if (rules.has('differentLabels')) found.push(...labelled.flatMap((one) => differentLabels(one, labels)));
  yield;
  if (rules.has('schema')) found.push(...(yield* outsideSchema(article)));
  yield;
  if (rules.has('unlinkedEntities')) found.push(...labelled.flatMap((one) => unlinked(one, article)));
  yield;
  if (rules.has('cutWords')) found.push(...(yield* cutWords(article, labelled)));
  if (rules.has('unlabelledRepeats')) found.push(...(yield* unlabelledRepeats(article, labels)));
  return found;
}

function differentLabels(
  { view, range: place, words }: Labelled,
  labels: ReadonlyMap<string, LabelsOfWords>,
): DifferentLabels[] {
  const known = labels.get(words);
  const isListed = known?.labels.some(({ label }) => label === view.label) === true;
  if (known === undefined || !isListed || known.labels.length < 2 || known.majority === view.label) return [];
  return [{ rule: 'differentLabels', id: view.id, range: place, words, label: view.label, ...known }];
}

function* outsideSchema(article: AnnotatedText): Generator<void, OutsideSchema[]> {
  const places = new Map<string, Range<Utf16>>();
  for (const { id, start, end } of article.annotations)
    if (!places.has(id)) places.set(id, range(utf16(start), utf16(end)));
  const problems = yield* schemaProblemsInSteps(article, article.schema);
  return problems.flatMap(({ id, at, problem }): OutsideSchema[] => {
    const place = at === undefined ? undefined : places.get(at);
    return place === undefined ? [] : [{ rule: 'schema', id, range: place, problem }];
  });
}

function unlinked({ view, range: place, words }: Labelled, { known }: AnnotatedText): UnlinkedEntity[] {
  if (view.entity !== undefined || known === undefined) return [];
  const entities = known.bearers(view.label, words).map(({ id, name }) => ({ id, name }));
  return entities.length === 0 ? [] : [{ rule: 'unlinkedEntities', id: view.id, range: place, words, entities }];
}

function* cutWords(article: AnnotatedText, labelled: readonly Labelled[]): Generator<void, CutWord[]> {
  const { words: wordsOf, logical: text } = article;
  if (wordsOf === undefined) return [];
  const edges = new Set(article.mentions.flatMap(({ range: { start, end } }) => [start, end]));
  const found: CutWord[] = [];
  let block = 0;
  for (const { view, range: place, logical: at, words } of labelled.toSorted(byStart)) {
    while ((text.blocks[block]?.range.end ?? Infinity) <= at.start) {
      block++;
      yield;
    }
    const paragraph = text.blocks[block];
    if (paragraph === undefined) break;
    const { start } = paragraph.range;
    if (at.end > paragraph.range.end) continue;
    const cut = wordsOf(paragraph.text);
    const left = edges.has(place.start) ? undefined : wordAcross(cut, at.start - start);
    const right = edges.has(place.end) ? undefined : wordAcross(cut, at.end - start);
    const word = left ?? right;
    if (word === undefined) continue;
    const wide = range(
      logical(start + (left?.start ?? at.start - start)),
      logical(start + (right?.end ?? at.end - start)),
    );
    const narrow = range(
      logical(start + (left?.end ?? at.start - start)),
      logical(start + (right?.start ?? at.end - start)),
    );
    found.push({
      rule: 'cutWords',
      id: view.id,
      range: place,
      words,
      word: paragraph.text.slice(word.start, word.end),
      wider: text.toCanonical(wide),
      narrower: narrow.start < narrow.end ? text.toCanonical(narrow) : undefined,
    });
  }
  return found;
}

const byStart = (a: Labelled, b: Labelled): number => a.logical.start - b.logical.start;

/** Repeats that are shown in one article: more would only be skipped, and "annotate all" finds them all. */
const MOST_REPEATS = 200;

function* unlabelledRepeats(
  article: AnnotatedText,
  labels: ReadonlyMap<string, LabelsOfWords>,
): Generator<void, UnlabelledRepeat[]> {
  const repeats = new Repeats(labels);
  const found: UnlabelledRepeat[] = [];
  for (const repeat of repeats.in(article)) {
    if (repeat !== undefined) found.push(repeat);
    if (found.length === MOST_REPEATS) break;
    if (repeat === undefined) yield;
  }
  return found;
}
