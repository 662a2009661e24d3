import type { CancellationToken } from 'vscode-languageserver';
import { analyseInSteps, type AnalysisResources } from '../../core/analysis/analyse';
import type { Analysis } from '../../core/analysis/analysis';
import type { LearnedName } from '../../core/suggestions/decisions';
import { SidecarVersion } from '../../core/annotation/sidecar/version';
import { isSidecarPath, ownerOfSidecar, sidecarPathOf } from '../../core/annotation/sidecarPath';
import { undecidedAmong } from '../../core/annotation/undecided';
import { runInTurns, type Turns } from '../../core/cooperative';
import { addressKey } from '../../core/corpus/addressKey';
import { rememberedForms } from '../../core/suggestions/decisions';
import type { OpenSuggestion } from '../../core/suggestions/queue';
import type { CanonicalText } from '../../core/text/canonicalText';
import { decodeArticle } from '../../core/text/decode';
import { simplified } from '../../core/text/scripts';
import { foldWidths } from '../../core/text/widths';
import { placedRecords, type PlacedRecords } from './annotations';
import { throwIfCancelled } from './cancellation';
import type { CorpusListing, ListedArticle } from './corpusListing';
import type { Learning } from './learning';

/** An open article as it stands, with what was decided in it. */
export interface LiveArticle extends PlacedRecords {
  readonly analysis: Analysis;
}

/** What the queue needs of the server around it. */
export interface QueueServices {
  readonly listing: CorpusListing;
  readonly learning: Learning;
  /** Of work that lets the requests for open articles go first. */
  readonly turns: Turns;
  readonly hash: (text: string) => string;
  /** The bytes of a file of the corpus at a root, or undefined where there is none. */
  readonly read: (address: string, root: string) => Promise<Uint8Array | undefined>;
  resourcesFor(uri: string): Promise<AnalysisResources>;
  /** The addresses of the open articles, as the client writes them. */
  openArticles(): readonly string[];
  /** An open article; rejects where it changes meanwhile. */
  live(uri: string, token: CancellationToken): Promise<LiveArticle>;
}

/** What is known of one article of the corpus. */
export interface QueueEntry {
  readonly article: ListedArticle;
  /** As the client writes it where the article is open. */
  uri: string;
  read: ReadArticle | undefined;
  isStale: boolean;
}

/** An article as it was last read. */
export interface ReadArticle {
  /** SHA-256 of the text. */
  readonly hash: string;
  /** How much is suggested in it, and what of that is to be decided. */
  readonly total: number;
  readonly open: readonly OpenSuggestion[];
  /** What is needed to show the open ones, and to look at it again; an article where all is decided keeps nothing. */
  readonly found: { readonly text: CanonicalText; readonly suggestions: readonly OpenSuggestion[] } | undefined;
  /** The learned names that occur in it, and of which state of learning. */
  readonly names: string;
  readonly namesOf: readonly LearnedName[];
}

/**
 * The suggestions of whole corpora. Closed articles are read and analysed in the time that requests grant, and kept by the
 * hash of their text: what has not changed is not analysed again.
 */
export class SuggestionQueue {
  readonly #services: QueueServices;
  readonly #suggestionsOf = new WeakMap<Analysis, readonly OpenSuggestion[]>();
  #entries = new Map<string, QueueEntry>();
  /** Undefined while articles may have come or gone. */
  #listed: Promise<void> | undefined;

  constructor(services: QueueServices) {
    this.#services = services;
  }

  /** How many articles are kept. */
  get size(): number {
    return this.#entries.size;
  }

  /** The articles below the folders in the order of their paths, read or not. */
  async articles(folders: readonly string[]): Promise<readonly QueueEntry[]> {
    await (this.#listed ??= this.#list(folders));
    return [...this.#entries.values()];
  }

  /**
   * Reads what is not read or has changed, `first` before the others, until the time (ms) is over. Answers whether all is
   * read; *full*: as much as is kept.
   */
  async read(first: string | undefined, time: number, token: CancellationToken): Promise<boolean | 'full'> {
    const { turns } = this.#services;
    const until = turns.now() + time;
    const open = new Map(this.#services.openArticles().map((uri) => [addressKey(uri), uri]));
    for (const [key, entry] of this.#entries) {
      const uri = open.get(key) ?? entry.article.address;
      // An open article changes with every key, and its analysis is kept elsewhere.
      if (uri !== entry.uri || open.has(key)) entry.isStale = true;
      entry.uri = uri;
    }
    const wanted = first === undefined ? undefined : this.#entries.get(addressKey(first));
    let kept = 0;
    for (const entry of [...(wanted === undefined ? [] : [wanted]), ...this.#entries.values()]) {
      if (this.#isOutdated(entry)) {
        if (kept >= MOST_KEPT) return 'full';
        if (turns.now() >= until) return false;
        await this.#readEntry(entry, open.has(addressKey(entry.uri)), token);
        throwIfCancelled(token);
      }
      if (entry.read?.found !== undefined) kept++;
    }
    return true;
  }

  /** A file has changed on disk, whatever it is. */
  fileChanged(uri: string): void {
    const article = isSidecarPath(uri) ? ownerOfSidecar(uri)?.article : uri;
    const entry = this.#entries.get(addressKey(article ?? uri));
    if (entry !== undefined) entry.isStale = true;
    if (entry === undefined || !isSidecarPath(uri)) this.#listed = undefined;
  }

  /** What depends on the manifests, on other files or on the annotator may be another: all is looked at again. */
  reread(): void {
    this.#listed = undefined;
    for (const entry of this.#entries.values()) entry.isStale = true;
  }

  /** Recognition itself has changed: nothing that was found counts. */
  forget(): void {
    this.#listed = undefined;
    this.#entries = new Map();
  }

  async #list(folders: readonly string[]): Promise<void> {
    this.#services.listing.forget();
    const known = this.#entries;
    const entries = new Map<string, QueueEntry>();
    for (const folder of folders) {
      for (const article of await this.#services.listing.below(folder)) {
        const key = addressKey(article.address);
        const entry = known.get(key);
        const { uri = article.address, read, isStale = true } = entry ?? {};
        entries.set(key, { article, uri, read, isStale });
      }
    }
    this.#entries = entries;
  }

  #isOutdated({ isStale, read, article }: QueueEntry): boolean {
    if (isStale || read === undefined) return true;
    return read.namesOf !== this.#services.learning.of(article.corpus.root).names;
  }

  async #readEntry(entry: QueueEntry, isOpen: boolean, token: CancellationToken): Promise<void> {
    const { learning } = this.#services;
    const namesOf = learning.of(entry.article.corpus.root).names;
    entry.isStale = false;
    try {
      entry.read = isOpen ? await this.#readOpen(entry, namesOf, token) : await this.#readClosed(entry, namesOf, token);
    } catch {
      // One that is being edited, or cannot be read, is as it was; it is looked at again with the next change.
      throwIfCancelled(token);
      if (!isOpen) entry.read = undefined;
    }
  }

  async #readOpen(entry: QueueEntry, namesOf: readonly LearnedName[], token: CancellationToken): Promise<ReadArticle> {
    const { analysis, ...records } = await this.#services.live(entry.uri, token);
    const before = entry.read;
    const { text } = analysis;
    const suggestions = this.#suggestionsOf.get(analysis) ?? suggestionsIn(analysis);
    this.#suggestionsOf.set(analysis, suggestions);
    const hash = before?.found?.text === text ? before.hash : this.#services.hash(text.text);
    return readArticle(hash, { text, suggestions }, records, { names: OPEN, namesOf });
  }

  async #readClosed(
    { article, read: before }: QueueEntry,
    namesOf: readonly LearnedName[],
    token: CancellationToken,
  ): Promise<ReadArticle | undefined> {
    const { address, corpus } = article;
    const { hash: hashOf, read, turns, learning } = this.#services;
    const bytes = await read(address, corpus.root);
    const decoded = bytes && decodeArticle(bytes).value;
    if (decoded === undefined) return undefined;
    const hash = hashOf(decoded.text);
    const names = namesIn(decoded, namesOf);
    const isKnown = before?.hash === hash && before.names === names;
    const found = (isKnown ? before.found : undefined) ?? (await this.#analyse(article, decoded, token));
    const sidecar = await read(sidecarPathOf(address, learning.annotator), corpus.root);
    const set = sidecar && SidecarVersion.read(sidecar).value?.set;
    const records = set === undefined ? { annotations: [], rejected: [] } : placedRecords(set, found.text, hash);
    await turns.next();
    return readArticle(hash, found, records, { names, namesOf });
  }

  async #analyse({ address }: ListedArticle, text: CanonicalText, token: CancellationToken): Promise<Found> {
    const resources = await this.#services.resourcesFor(address);
    const analysis = await runInTurns(analyseInSteps(text, resources), this.#services.turns, token, SLICE);
    throwIfCancelled(token);
    return { text, suggestions: analysis === undefined ? [] : suggestionsIn(analysis) };
  }
}

type Found = NonNullable<ReadArticle['found']>;

/** The learned names of an open article are not compared: its analysis is always of the present ones. */
const OPEN = '\n';

/** How long a turn of reading closed articles is, in milliseconds: a key in an open one waits for a few of them. */
const SLICE = 3;

/** Articles with something to decide that are kept at once; more are read as these are done. */
const MOST_KEPT = 2000;

function readArticle(
  hash: string,
  found: Found,
  records: PlacedRecords,
  names: Pick<ReadArticle, 'names' | 'namesOf'>,
): ReadArticle {
  const open = undecidedAmong(found.suggestions, records);
  return { hash, total: found.suggestions.length, open, found: open.length === 0 ? undefined : found, ...names };
}

/** What is suggested in an article, as the queue keeps it. */
function suggestionsIn({ mentions }: Analysis): OpenSuggestion[] {
  const formOf = rememberedForms();
  const recognisersOf = new Map<string, readonly string[]>();
  return mentions.map(({ range: { start, end }, label, text, confidence, evidence }) => {
    const recognisers = [...new Set(evidence.map(({ recogniser }) => recogniser))];
    const key = recognisers.join();
    // Most are the same few lists.
    const shared = recognisersOf.get(key) ?? recognisers;
    recognisersOf.set(key, shared);
    return { start, end, label, form: formOf(text), prior: confidence, recognisers: shared };
  });
}

/** The learned names that a text may hold: only where these change has recognition anything new to find. */
function namesIn({ text }: CanonicalText, names: readonly LearnedName[]): string {
  if (names.length === 0) return '';
  const folded = simplified(foldWidths(text)).replace(/\s+/g, '');
  return names
    .filter(({ words }) => folded.includes(words.replace(/\s+/g, '')))
    .map(({ words, label }) => `${words}/${label}`)
    .join();
}
