import { LSPErrorCodes, ResponseError, type TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../../core/analysis/analysis';
import { analyseInSteps, type BlockCache } from '../../core/analysis/analyse';
import type { Segmenter } from '../../core/analysis/segmenter';
import { runInTurns, type CancellationToken, type Turns } from '../../core/cooperative';
import { CanonicalText } from '../../core/text/canonicalText';
import { MAXIMUM_ARTICLE_BYTES } from '../../core/text/decode';
import { readLogicalText } from '../../core/text/logicalText';

/** An open article at one version of its text. */
export interface Article {
  readonly uri: string;
  readonly version: number;
  readonly text: CanonicalText;
}

interface Entry {
  readonly article: Article;
  readonly abandoned: { isCancellationRequested: boolean };
  analysis?: Promise<Analysis | undefined>;
}

/**
 * The open articles and their analyses. A request gets the analysis of the version it was asked for: when the text
 * changes meanwhile, the work stops and the request is answered ContentModified, so that the editor keeps its colours.
 */
export class Articles {
  readonly #documents: TextDocuments<TextDocument>;
  readonly #segmenter: () => Promise<Segmenter>;
  readonly #turns: Turns;
  readonly #entries = new Map<string, Entry>();
  /** The blocks of each open article as last analysed: an edit re-analyses only the blocks it touches. */
  readonly #blocks = new Map<string, Map<string, Candidates>>();

  constructor(documents: TextDocuments<TextDocument>, segmenter: () => Promise<Segmenter>, turns: Turns) {
    this.#documents = documents;
    this.#segmenter = segmenter;
    this.#turns = turns;
    documents.onDidChangeContent(({ document }) => this.#abandon(document.uri));
    documents.onDidClose(({ document }) => {
      this.#abandon(document.uri);
      this.#blocks.delete(document.uri);
    });
  }

  /** The article as it stands now, or undefined when it is not open. */
  get(uri: string): Article | undefined {
    return this.#entry(uri)?.article;
  }

  /** The analysis of the article as it stands now. Rejects with ContentModified when the text changes meanwhile. */
  async analysis(uri: string, token: CancellationToken): Promise<Analysis> {
    const entry = this.#entry(uri);
    if (entry === undefined) throw new ResponseError(LSPErrorCodes.ContentModified, `${uri} is not open`);
    entry.analysis ??= this.#analyse(entry);
    const analysis = await entry.analysis;
    if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
    if (analysis === undefined || entry.abandoned.isCancellationRequested) {
      throw new ResponseError(LSPErrorCodes.ContentModified, `${uri} has changed`);
    }
    return analysis;
  }

  /** Throws ContentModified when an analysis is not of the article as it stands now: what is made of it would be stale. */
  assertCurrent(uri: string, { text }: Analysis): void {
    if (this.get(uri)?.text !== text) throw new ResponseError(LSPErrorCodes.ContentModified, `${uri} has changed`);
  }

  #entry(uri: string): Entry | undefined {
    const known = this.#entries.get(uri);
    const document = this.#documents.get(uri);
    if (document === undefined) return undefined;
    if (known?.article.version === document.version) return known;
    const article = { uri, version: document.version, text: new CanonicalText(document.getText()) };
    const entry = { article, abandoned: { isCancellationRequested: false } };
    this.#entries.set(uri, entry);
    return entry;
  }

  async #analyse({ article, abandoned }: Entry): Promise<Analysis | undefined> {
    if (isTooLarge(article.text)) return unanalysed(article.text);
    const segmenter = await this.#segmenter();
    if (abandoned.isCancellationRequested) return undefined;
    const known = this.#blocks.get(article.uri) ?? new Map<string, Candidates>();
    this.#blocks.set(article.uri, known);
    const used = new Map<string, Candidates>();
    const steps = analyseInSteps(article.text, { segmenter }, noting(used, known));
    const analysis = await runInTurns(steps, this.#turns, abandoned);
    // Work that was given up leaves what it found for the next; finished work drops the blocks that are gone.
    if (analysis !== undefined && this.#blocks.get(article.uri) === known) this.#blocks.set(article.uri, used);
    return analysis;
  }

  #abandon(uri: string): void {
    const entry = this.#entries.get(uri);
    if (entry === undefined) return;
    entry.abandoned.isCancellationRequested = true;
    this.#entries.delete(uri);
  }
}

type Candidates = Parameters<BlockCache['set']>[1];

/** A cache over the blocks that are known, which notes the ones this analysis uses. */
function noting(used: Map<string, Candidates>, known: Map<string, Candidates>): BlockCache {
  return {
    get(text) {
      const candidates = known.get(text);
      if (candidates !== undefined) used.set(text, candidates);
      return candidates;
    },
    set(text, candidates) {
      known.set(text, candidates);
      used.set(text, candidates);
    },
  };
}

/** Whether the text is above the size that is analysed (5 MiB of UTF-8). */
export function isTooLarge({ text }: CanonicalText): boolean {
  return text.length * 3 > MAXIMUM_ARTICLE_BYTES && Buffer.byteLength(text) > MAXIMUM_ARTICLE_BYTES;
}

function unanalysed(text: CanonicalText): Analysis {
  return { text, logical: readLogicalText(new CanonicalText('')), outline: [], mentions: [], entities: [] };
}
