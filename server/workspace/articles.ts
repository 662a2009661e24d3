import { LSPErrorCodes, ResponseError, type TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../../core/analysis/analysis';
import { analyseInSteps, type AnalysisResources, type PassageCache } from '../../core/analysis/analyse';
import type { Reading } from '../../core/analysis/reading';
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
  readonly #resources: (uri: string) => Promise<AnalysisResources>;
  readonly #turns: Turns;
  readonly #entries = new Map<string, Entry>();
  /** The passages of each open article as last read: an edit reads only the passages that it touches. */
  readonly #readings = new Map<string, Map<string, Reading>>();

  /** `resources` gives what the analysis of one article needs. */
  constructor(
    documents: TextDocuments<TextDocument>,
    resources: (uri: string) => Promise<AnalysisResources>,
    turns: Turns,
  ) {
    this.#documents = documents;
    this.#resources = resources;
    this.#turns = turns;
    documents.onDidChangeContent(({ document }) => this.#abandon(document.uri));
    documents.onDidClose(({ document }) => {
      this.#abandon(document.uri);
      this.#readings.delete(document.uri);
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

  /** What the resources give has changed: articles are analysed again when they are next asked for. */
  reanalyse(): void {
    for (const entry of this.#entries.values()) delete entry.analysis;
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
    const resources = await this.#resources(article.uri);
    if (abandoned.isCancellationRequested) return undefined;
    const known = this.#readings.get(article.uri) ?? new Map<string, Reading>();
    this.#readings.set(article.uri, known);
    const used = new Map<string, Reading>();
    const steps = analyseInSteps(article.text, resources, noting(used, known));
    const analysis = await runInTurns(steps, this.#turns, abandoned);
    // Work that was given up leaves what it found for the next; finished work drops the passages that are gone.
    if (analysis !== undefined && this.#readings.get(article.uri) === known) this.#readings.set(article.uri, used);
    return analysis;
  }

  #abandon(uri: string): void {
    const entry = this.#entries.get(uri);
    if (entry === undefined) return;
    entry.abandoned.isCancellationRequested = true;
    this.#entries.delete(uri);
  }
}

/** A cache over the passages that are known, which notes the ones this analysis uses. */
function noting(used: Map<string, Reading>, known: Map<string, Reading>): PassageCache {
  return {
    get(text) {
      const reading = known.get(text);
      if (reading !== undefined) used.set(text, reading);
      return reading;
    },
    set(text, reading) {
      known.set(text, reading);
      used.set(text, reading);
    },
  };
}

/** Whether the text is above the size that is analysed (5 MiB of UTF-8). */
export function isTooLarge({ text }: CanonicalText): boolean {
  return text.length * 3 > MAXIMUM_ARTICLE_BYTES && Buffer.byteLength(text) > MAXIMUM_ARTICLE_BYTES;
}

function unanalysed(text: CanonicalText): Analysis {
  return {
    text,
    logical: readLogicalText(new CanonicalText('')),
    outline: [],
    mentions: [],
    entities: [],
    quotations: [],
    spokenParts: [],
  };
}
