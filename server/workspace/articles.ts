import { LSPErrorCodes, ResponseError, type CancellationToken } from 'vscode-languageserver';
import type { Analysis } from '../../core/analysis/analysis';
import { analyseInSteps, type AnalysisResources } from '../../core/analysis/analyse';
import type { PassageCache, Reading } from '../../core/analysis/reading';
import { runInTurns, type Turns } from '../../core/cooperative';
import { isManifestAddress } from '../../core/corpus/manifest';
import { CanonicalText } from '../../core/text/canonicalText';
import { MAXIMUM_ARTICLE_BYTES } from '../../core/text/decode';
import { readLogicalText } from '../../core/text/logicalText';
import { throwIfCancelled, untilCancelled } from './cancellation';
import type { Documents } from './documents';

/** An open article at one version of its text. */
export interface Article {
  readonly uri: string;
  readonly version: number;
  readonly text: CanonicalText;
}

interface Entry {
  readonly article: Article;
  /** Whether the text has changed since. */
  isOutdated: boolean;
  work?: Work;
}

/** An analysis under way or done, and how many requests wait for it: when none does any more, it is given up. */
interface Work {
  readonly result: Promise<Analysis | undefined>;
  waiting: number;
  isDone: boolean;
}

/**
 * The open articles and their analyses. A request gets the analysis of the version it was asked for: when the text
 * changes meanwhile, the work stops and the request is answered ContentModified, so that the editor keeps its colours. A
 * request that is cancelled is answered at once, and work that nobody waits for stops; what it has read is kept.
 */
export class Articles {
  readonly #documents: Documents;
  readonly #resources: (uri: string) => Promise<AnalysisResources>;
  readonly #turns: Turns;
  readonly #entries = new Map<string, Entry>();
  /** The passages of each open article as last read: an edit reads only the passages that it touches. */
  readonly #readings = new Map<string, Map<string, Reading>>();
  /** How many analyses are under way. */
  #running = 0;
  /** When an article was opened or edited last. */
  #edited = -Infinity;

  /** `resources` gives what the analysis of one article needs. */
  constructor(documents: Documents, resources: (uri: string) => Promise<AnalysisResources>, turns: Turns) {
    this.#documents = documents;
    this.#resources = resources;
    this.#turns = turns;
    documents.onDidChangeContent((uri) => {
      this.#edited = this.#turns.now();
      this.#abandon(uri);
    });
    documents.onDidLoseStep((uri) => this.#abandon(uri));
    documents.onDidClose((uri) => {
      this.#abandon(uri);
      this.#readings.delete(uri);
    });
  }

  /** For how many articles something is kept. */
  get size(): number {
    return new Set([...this.#entries.keys(), ...this.#readings.keys()]).size;
  }

  /** Resolves when no open article is being analysed, and none was edited a moment ago: what can wait lets them go first. */
  async whenIdle(): Promise<void> {
    for (;;) {
      const left = this.#edited + QUIET - this.#turns.now();
      if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
      else if (this.#running > 0) await this.#turns.next();
      else return;
    }
  }

  /** How many passages are kept as read. */
  get readings(): number {
    return [...this.#readings.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** The article as it stands now, or undefined when it is not open or out of step, or is a manifest. */
  get(uri: string): Article | undefined {
    return this.#entry(uri)?.article;
  }

  /** The analysis of the article as it stands now. Rejects with ContentModified when the text changes meanwhile. */
  async analysis(uri: string, token: CancellationToken): Promise<Analysis> {
    const entry = this.#entry(uri);
    if (entry === undefined) throw notHeld(uri);
    throwIfCancelled(token);
    const work = (entry.work ??= this.#start(entry));
    work.waiting++;
    try {
      const analysis = await untilCancelled(work.result, token);
      if (analysis === undefined || entry.isOutdated) throw changed(uri);
      return analysis;
    } finally {
      work.waiting--;
      if (work.waiting === 0 && !work.isDone && entry.work === work) delete entry.work;
    }
  }

  /** What the resources give has changed: articles are analysed again when they are next asked for. */
  reanalyse(): void {
    for (const entry of this.#entries.values()) delete entry.work;
  }

  /** Throws ContentModified when an analysis is not of the article as it stands now: what is made of it would be stale. */
  assertCurrent(uri: string, { text }: Analysis): void {
    if (this.get(uri)?.text !== text) throw changed(uri);
  }

  #entry(uri: string): Entry | undefined {
    const known = this.#entries.get(uri);
    const document = isManifestAddress(uri) ? undefined : this.#documents.get(uri);
    if (document === undefined) return undefined;
    if (known?.article.version === document.version) return known;
    const article = { uri, version: document.version, text: new CanonicalText(document.getText()) };
    const entry = { article, isOutdated: false };
    this.#entries.set(uri, entry);
    return entry;
  }

  #start(entry: Entry): Work {
    // Work that was waited for when the resources changed goes on; the next request begins anew.
    const isWanted = (): boolean => !entry.isOutdated && (entry.work === work || work.waiting > 0);
    const token = {
      get isCancellationRequested() {
        return !isWanted();
      },
    };
    const work: Work = {
      result: Promise.resolve()
        .then(() => this.#analyse(entry.article, token))
        .finally(() => (work.isDone = true)),
      waiting: 0,
      isDone: false,
    };
    // Every waiter is told of a failure, and the next request tries anew; without waiters it must not end the server.
    work.result.catch(() => {
      if (entry.work === work) delete entry.work;
    });
    return work;
  }

  async #analyse(
    article: Article,
    abandoned: { readonly isCancellationRequested: boolean },
  ): Promise<Analysis | undefined> {
    if (isTooLarge(article.text)) return unanalysed(article.text);
    const resources = await this.#resources(article.uri);
    if (abandoned.isCancellationRequested) return undefined;
    const known = this.#readings.get(article.uri) ?? new Map<string, Reading>();
    this.#readings.set(article.uri, known);
    const used = new Map<string, Reading>();
    const steps = analyseInSteps(article.text, resources, noting(used, known));
    this.#running++;
    const analysis = await runInTurns(steps, this.#turns, abandoned).finally(() => this.#running--);
    // Work that was given up leaves what it found for the next; finished work drops the passages that are gone.
    if (analysis !== undefined && this.#readings.get(article.uri) === known) this.#readings.set(article.uri, used);
    return analysis;
  }

  #abandon(uri: string): void {
    const entry = this.#entries.get(uri);
    if (entry === undefined) return;
    entry.isOutdated = true;
    this.#entries.delete(uri);
  }
}

/** How long after a key nothing is done that can wait, in milliseconds: the next key may come. */
const QUIET = 150;

const notHeld = (uri: string): ResponseError =>
  new ResponseError(LSPErrorCodes.ContentModified, `${uri} is not open, or its text is not known for sure`);

const changed = (uri: string): ResponseError => new ResponseError(LSPErrorCodes.ContentModified, `${uri} has changed`);

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
