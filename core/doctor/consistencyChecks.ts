import { SegmentedBlock } from '../analysis/segmentedBlock';
import type { Segmenter } from '../analysis/segmenter';
import { anchorAll } from '../annotation/anchoring';
import type { AnnotationSet } from '../annotation/annotation';
import { DEFAULT_SCHEMA } from '../annotation/schema';
import { ownerOfSidecar } from '../annotation/sidecarPath';
import { linksViewOf, viewOf } from '../annotation/views';
import { labelledIn, type AnnotatedText } from '../consistency/article';
import { checkInSteps } from '../consistency/checkConsistency';
import { describeInconsistency, quoted } from '../consistency/describe';
import { RULES, type Inconsistency, type Rule } from '../consistency/inconsistency';
import { labelsOfWords, type LabelledWords } from '../consistency/labelsOfWords';
import { Repeats } from '../consistency/repeats';
import { runAtOnce } from '../cooperative';
import type { Corpus } from '../corpus/corpora';
import { readLogicalText } from '../text/logicalText';
import { simplified } from '../text/scripts';
import type { Finding, Severity } from './finding';
import { placesOf, type CheckedArticle, type CheckedSidecar } from './sidecarChecks';

/** How a corpus is looked through for what does not fit together. */
export interface ConsistencyOptions {
  /** Those that are on; absent: all. */
  readonly rules?: ReadonlySet<Rule>;
  /** Without one nothing is said of words that annotations cut. */
  readonly segmenter?: Segmenter | undefined;
}

/** Words with a label at a place of a corpus. */
interface PlacedWords extends LabelledWords {
  /** The finding at this record, when there is something to say. */
  readonly at: (severity: Severity, code: string, message: string) => Finding;
}

/** A place in an article where words stand without the label that they have elsewhere, and how many more there are. */
interface Unlabelled {
  readonly first: Finding;
  count: number;
  readonly articles: Set<string>;
}

/** One annotator's view of a corpus: what others do is no inconsistency of theirs. */
interface Layer {
  readonly words: PlacedWords[];
  readonly sets: Map<string, { readonly set: AnnotationSet; readonly corpus: Corpus | undefined }>;
  repeats?: Repeats;
  readonly unlabelled: Map<string, Unlabelled>;
}

/** The rules of consistency over a corpus: what one article shows at once, and what shows when all have been seen. */
export class ConsistencyChecks {
  readonly #rules: ReadonlySet<Rule>;
  readonly #segmenter: Segmenter | undefined;
  readonly #layers = new Map<string, Layer>();

  constructor({ rules = new Set(RULES), segmenter }: ConsistencyOptions) {
    this.#rules = rules;
    this.#segmenter = segmenter;
  }

  /** What one annotation file shows by itself. */
  article(path: string, sidecar: CheckedSidecar, article: CheckedArticle, corpus: Corpus | undefined): Finding[] {
    const { set } = sidecar;
    const text = this.#annotated(set, article, corpus);
    const at = placesOf(sidecar.path, sidecar.text);
    const owner = ownerOfSidecar(sidecar.path)?.annotator ?? '';
    const layer: Layer = this.#layers.get(owner) ?? { words: [], sets: new Map(), unlabelled: new Map() };
    this.#layers.set(owner, layer);
    layer.sets.set(path, { set, corpus });
    for (const { view, words, range } of labelledIn(text))
      layer.words.push({
        words,
        label: view.label,
        place: `${path} ${range.start} ${range.end}`,
        at: (severity, code, message) => at(view.id, severity, code, message),
      });
    const own = new Set([...this.#rules].filter((rule) => OF_ONE_FILE.has(rule)));
    return runAtOnce(checkInSteps(text, own)).flatMap((found): Finding[] =>
      found.rule === 'unlabelledRepeats' || isToldElsewhere(found)
        ? []
        : [at(found.id, SEVERITY[found.rule], found.rule, describeInconsistency(found, 'en'))],
    );
  }

  /** What all files show together, when each was seen: words with several labels. */
  *corpus(): Generator<Finding> {
    if (!this.#rules.has('differentLabels')) return;
    for (const { words: all } of this.#layers.values()) {
      const labels = labelsOfWords(all);
      const told = new Set<string>();
      for (const { words, label, at } of all) {
        const known = labels.get(words);
        const isOdd = known !== undefined && known.labels.length > 1 && known.majority !== label;
        if (!isOdd || told.has(`${label} ${words}`)) continue;
        told.add(`${label} ${words}`);
        const counts = known.labels.map((one) => `${one.label} ${one.count}×`).join(', ');
        const message = `${quoted(words)} is ${label} here; in the corpus it is ${counts}. Give it one label, or let it be.`;
        yield at('information', 'differentLabels', message);
      }
    }
  }

  /** The articles to be searched for repeats. */
  paths(): readonly string[] {
    if (!this.#rules.has('unlabelledRepeats')) return [];
    return [...new Set([...this.#layers.values()].flatMap(({ sets }) => [...sets.keys()]))];
  }

  /** Looks in an article for what is annotated elsewhere in the corpus. */
  searchRepeats(path: string, article: CheckedArticle): void {
    for (const layer of this.#layers.values()) {
      const known = layer.sets.get(path);
      if (known === undefined) continue;
      layer.repeats ??= new Repeats(labelsOfWords(layer.words));
      for (const found of layer.repeats.in(this.#annotated(known.set, article, known.corpus)))
        if (found !== undefined) noteRepeat(layer, path, found);
    }
  }

  /** One finding for all repeats of the same words, at the first. */
  *repeats(): Generator<Finding> {
    for (const { unlabelled } of this.#layers.values())
      for (const { first, count, articles } of unlabelled.values()) {
        const more = count === 1 ? '' : ` It stands so ${count} times in ${articles.size} articles.`;
        yield {
          ...first,
          message: `${first.message}${more} Annotate it with “Annotate All Occurrences”, or let it be.`,
        };
      }
  }

  #annotated(set: AnnotationSet, { text, sha256 }: CheckedArticle, corpus: Corpus | undefined): AnnotatedText {
    const anchorings = anchorAll(set, text, sha256);
    const segmenter = this.#segmenter;
    return {
      ...linksViewOf(set),
      logical: readLogicalText(text),
      annotations: set.annotations.flatMap((annotation) => {
        const anchoring = anchorings.get(annotation.id);
        if (anchoring === undefined || anchoring.state === 'orphan') return [];
        return anchoring.parts.map((part) => viewOf(annotation, anchoring.state, part));
      }),
      rejected: (set.rejected ?? []).map(({ id, label, start, end }) => {
        return { id, label, ...text.rangeToUtf16({ start, end }) };
      }),
      mentions: [],
      schema: corpus?.manifest ?? DEFAULT_SCHEMA,
      known: corpus?.known,
      words: segmenter && ((paragraph) => new SegmentedBlock(simplified(paragraph), segmenter)),
    };
  }
}

function noteRepeat({ unlabelled }: Layer, path: string, found: Inconsistency & { rule: 'unlabelledRepeats' }): void {
  const known = unlabelled.get(found.words);
  if (known !== undefined) {
    known.count++;
    known.articles.add(path);
    return;
  }
  const { start, end } = found.range;
  const message = describeInconsistency(found, 'en');
  const first: Finding = { severity: 'information', code: found.rule, path, offset: start, end, message };
  unlabelled.set(found.words, { first, count: 1, articles: new Set([path]) });
}

/** The rules that need no other article. */
const OF_ONE_FILE: ReadonlySet<Rule> = new Set(['cutWords', 'schema', 'unlinkedEntities']);

/** The check of records tells of unknown labels already. */
const isToldElsewhere = (found: Inconsistency): boolean => found.rule === 'schema' && found.problem.kind === 'label';

const SEVERITY: Readonly<Record<Rule, Severity>> = {
  differentLabels: 'information',
  unlabelledRepeats: 'information',
  cutWords: 'information',
  schema: 'warning',
  unlinkedEntities: 'information',
};
