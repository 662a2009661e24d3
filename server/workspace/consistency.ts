import type { CancellationToken } from 'vscode-languageserver';
import type { Analysis } from '../../core/analysis/analysis';
import { SegmentedBlock } from '../../core/analysis/segmentedBlock';
import type { Segmenter } from '../../core/analysis/segmenter';
import { DEFAULT_SCHEMA } from '../../core/annotation/schema';
import type { AnnotatedText } from '../../core/consistency/article';
import { checkInSteps } from '../../core/consistency/checkConsistency';
import { RULES, type Inconsistency } from '../../core/consistency/inconsistency';
import { runInTurns, type Turns } from '../../core/cooperative';
import type { Corpus } from '../../core/corpus/corpora';
import { simplified } from '../../core/text/scripts';
import type { PlacedRecords } from './annotations';
import { throwIfCancelled } from './cancellation';

/** How long typing and annotating must pause before an article is looked through, in milliseconds. */
export const DIAGNOSTICS_PAUSE = 400;

/** An article as it was looked through, and what was found. */
export interface Checked {
  readonly article: AnnotatedText;
  readonly found: readonly Inconsistency[];
}

/** What the check of an article reads. */
export interface ConsistencySource {
  annotated(uri: string, token: CancellationToken): Promise<PlacedRecords & { readonly analysis: Analysis }>;
  corpus(uri: string): Promise<Corpus | undefined>;
  segmenter(): Promise<Segmenter>;
  isOpen(uri: string): boolean;
  readonly turns: Turns;
}

/**
 * Looks open articles through for what does not fit together. It runs in turns, off the path of typing, and keeps the words
 * of paragraphs, so that after an edit only those that it touched are cut anew.
 */
export class Consistency {
  readonly #source: ConsistencySource;
  readonly #words = new Map<string, Map<string, SegmentedBlock>>();

  constructor(source: ConsistencySource) {
    this.#source = source;
  }

  /** For how many articles something is kept. */
  get size(): number {
    return this.#words.size;
  }

  async check(uri: string, token: CancellationToken): Promise<Checked> {
    const { analysis, ...records } = await this.#source.annotated(uri, token);
    const corpus = await this.#source.corpus(uri);
    const segmenter = await this.#source.segmenter();
    throwIfCancelled(token);
    const [known, used] = [this.#words.get(uri), new Map<string, SegmentedBlock>()];
    const article: AnnotatedText = {
      ...records,
      logical: analysis.logical,
      mentions: analysis.mentions,
      schema: corpus?.manifest ?? DEFAULT_SCHEMA,
      known: corpus?.known,
      words(paragraph) {
        const words =
          used.get(paragraph) ?? known?.get(paragraph) ?? new SegmentedBlock(simplified(paragraph), segmenter);
        used.set(paragraph, words);
        return words;
      },
    };
    const found = await runInTurns(checkInSteps(article, ALL), this.#source.turns, token);
    throwIfCancelled(token);
    if (this.#source.isOpen(uri)) this.#words.set(uri, used);
    return { article, found: found ?? [] };
  }

  forget(uri: string): void {
    this.#words.delete(uri);
  }
}

const ALL = new Set(RULES);
