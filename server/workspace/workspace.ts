import {
  LSPErrorCodes,
  ResponseError,
  type CancellationToken,
  type Connection,
  type InitializeParams,
} from 'vscode-languageserver';
import type { AnalysisResources } from '../../core/analysis/analyse';
import { DEFAULT_SCHEMA, type Schema } from '../../core/annotation/schema';
import type { Turns } from '../../core/cooperative';
import { Corpora, type Corpus } from '../../core/corpus/corpora';
import type { CorpusFiles } from '../../core/corpus/corpusFiles';
import { TELL_TEXT, type TellTextParams, type TextTold } from '../../core/protocol';
import type { Decisions } from '../../core/suggestions/decisions';
import { EntityMaps, type EntityMap } from '../features/entitySpans';
import { TokenResults } from '../features/semanticTokens';
import type { LoadedResources, ServerHost } from '../host';
import { once } from '../once';
import { SidecarAnnotations, ToldAnnotations, type Annotations } from './annotations';
import { Articles, type Article } from './articles';
import { untilCancelled } from './cancellation';
import { clientTraits, UNKNOWN_CLIENT, type ClientTraits } from './clientTraits';
import { Consistency, DIAGNOSTICS_PAUSE } from './consistency';
import { CorpusListing } from './corpusListing';
import { CorpusReports } from './corpusReports';
import { Documents } from './documents';
import { Learning } from './learning';
import { OpenManifests } from './manifests';
import { MetadataTables } from './metadataTables';
import { Outbox } from './outbox';
import { SuggestionQueue, type LiveArticle } from './suggestionQueue';
import { TokenRefresh } from './tokenRefresh';

/** All that the server knows and keeps: the requests read it, the notices of the client change it. */
export class Workspace {
  /** Segmenter and tagger, loaded at the first use. */
  readonly resources: () => Promise<LoadedResources>;
  /** Of requests that somebody waits for. */
  readonly turns: Turns;
  /** For what can wait: requests for open articles go first. */
  readonly spareTurns: Turns;
  readonly outbox: Outbox;
  readonly documents = new Documents();
  readonly manifests = new OpenManifests(this.documents);
  readonly articles: Articles;
  readonly corpusFiles: CorpusFiles;
  readonly corpora: Corpora;
  readonly corpusReports: CorpusReports;
  readonly listing: CorpusListing;
  readonly tables: MetadataTables;
  readonly learning: Learning;
  readonly queue: SuggestionQueue;
  readonly consistency: Consistency;
  /** What the client tells of annotations; it counts where the client owns them. */
  readonly told = new ToldAnnotations();
  readonly tokens = new TokenResults();
  readonly entityMaps = new EntityMaps();
  /** Has the client fetch what it shows of annotations anew. */
  readonly shownRefresh: TokenRefresh;
  readonly diagnosticsRefresh: TokenRefresh;
  readonly #connection: Connection;
  readonly #host: ServerHost;
  #client = UNKNOWN_CLIENT;
  #folders: readonly string[] = [];
  #annotations: Annotations = this.told;

  constructor(connection: Connection, host: ServerHost) {
    this.#connection = connection;
    this.#host = host;
    this.turns = host.turns;
    this.outbox = new Outbox(connection);
    this.resources = once(async () => {
      await host.turns.next();
      return host.loadResources();
    });
    this.corpusFiles = {
      read: (uri, root) => host.readFileWithin(uri, [root, ...this.#folders]),
      list: (uri) => host.listFolder(uri),
    };
    this.corpusReports = new CorpusReports(this.manifests, this.outbox, () => this.#client);
    this.corpora = new Corpora(this.corpusFiles, (file) => this.corpusReports.file(file));
    this.tables = new MetadataTables(this.corpusFiles, this.corpusReports.table);
    this.articles = new Articles(this.documents, (uri) => this.resourcesFor(uri), host.turns);
    this.spareTurns = this.#spareTurns();
    this.listing = new CorpusListing(this.corpusFiles, this.corpora);
    this.learning = this.#newLearning();
    this.queue = this.#newQueue();
    this.consistency = this.#newConsistency();
    this.shownRefresh = new TokenRefresh(() => this.#refreshShown());
    this.diagnosticsRefresh = new TokenRefresh(() => this.#refreshDiagnostics(), DIAGNOSTICS_PAUSE);
  }

  /** What the client told of itself. */
  get client(): ClientTraits {
    return this.#client;
  }

  /** The addresses of the folders that the client has open. */
  get folders(): readonly string[] {
    return this.#folders;
  }

  /** Where the annotations of open articles come from. */
  get annotations(): Annotations {
    return this.#annotations;
  }

  /** The client tells what it is: from now on its annotations, or those of sidecars, count. */
  initialize(params: InitializeParams): void {
    this.#client = clientTraits(params);
    this.#folders = (params.workspaceFolders ?? []).map(({ uri }) => uri);
    if (this.#client.tellsText) this.documents.canAsk((uri) => this.#askText(uri));
    if (this.#client.ownsAnnotations) return;
    this.#annotations = new SidecarAnnotations(this.#connection, this.documents, this.articles, this.#host, (uri) => {
      this.shownRefresh.wanted(uri);
      this.diagnosticsRefresh.wanted(uri);
    });
  }

  /** The client has opened and closed folders. */
  changeFolders(added: readonly string[], removed: readonly string[]): void {
    this.#folders = [...this.#folders.filter((uri) => !removed.includes(uri)), ...added];
    this.queue.reread();
  }

  /** The article as it stands. Throws ContentModified when it is not open, or out of step. */
  articleAt(uri: string): Article {
    const article = this.articles.get(uri);
    if (article === undefined)
      throw new ResponseError(LSPErrorCodes.ContentModified, `${uri} is not open as it stands`);
    return article;
  }

  /** Throws ContentModified when an article is not at a version. */
  assertVersion(uri: string, version: number): void {
    if (this.articleAt(uri).version !== version)
      throw new ResponseError(LSPErrorCodes.ContentModified, `${uri} is not at version ${version}`);
  }

  /** The analysis of an article and what was decided in it, both of one version of the text; else ContentModified. */
  async annotated(uri: string, token: CancellationToken): Promise<LiveArticle> {
    const analysis = await this.articles.analysis(uri, token);
    const records = await untilCancelled(this.#annotations.of(uri), token);
    this.articles.assertCurrent(uri, analysis);
    return { analysis, ...records };
  }

  /** What was recognised and annotated in an article, joined. */
  entitiesOf({ analysis, annotations, rejected }: LiveArticle): EntityMap {
    return this.entityMaps.of(analysis, annotations, rejected);
  }

  corpusOf(uri: string, token: CancellationToken): Promise<Corpus | undefined> {
    return untilCancelled(this.corpora.of(uri), token);
  }

  async schemaOf(uri: string, token: CancellationToken): Promise<Schema> {
    return (await this.corpusOf(uri, token))?.manifest ?? DEFAULT_SCHEMA;
  }

  /** What was decided in the corpus of an article. */
  async decisionsFor(uri: string): Promise<Decisions | undefined> {
    const corpus = await this.corpora.of(uri);
    return corpus && this.learning.of(corpus.root);
  }

  /** What the analysis of an article is made with: the recognisers, and the names of its corpus. */
  async resourcesFor(uri: string): Promise<AnalysisResources> {
    const corpus = await this.corpora.of(uri);
    const learned = corpus && this.learning.namesOf(corpus.root);
    return { ...(await this.resources()), known: corpus?.known, learned };
  }

  /** Reads the corpus of an article and its table, so that what is wrong with them is told. */
  async readTable(uri: string): Promise<void> {
    const corpus = await this.corpora.of(uri);
    if (corpus !== undefined) await this.tables.of(corpus.root);
  }

  /** How much is kept, by what keeps it. */
  sizes(): Readonly<Record<string, number>> {
    return {
      documents: this.documents.keys().length,
      articles: this.articles.size,
      manifests: this.manifests.size,
      readings: this.articles.readings,
      annotations: this.#annotations.size,
      tokens: this.tokens.size,
      refresh: this.shownRefresh.size + this.diagnosticsRefresh.size,
      consistency: this.consistency.size,
      corpora: this.corpora.size,
    };
  }

  async #askText(uri: string): Promise<TextTold | undefined> {
    const params: TellTextParams = { uri };
    return (await this.#connection.sendRequest<TextTold | null>(TELL_TEXT, params)) ?? undefined;
  }

  #spareTurns(): Turns {
    const { articles, turns } = this;
    return {
      now: () => turns.now(),
      next: async () => {
        await turns.next();
        await articles.whenIdle();
      },
    };
  }

  #newLearning(): Learning {
    return new Learning({
      listing: this.listing,
      turns: this.spareTurns,
      read: (address, root) => this.corpusFiles.read(address, root),
      changed: (root, names) => {
        if (!names) return;
        this.articles.reanalyse();
        this.shownRefresh.wanted(root);
      },
    });
  }

  #newQueue(): SuggestionQueue {
    return new SuggestionQueue({
      listing: this.listing,
      learning: this.learning,
      turns: this.spareTurns,
      hash: (text) => this.#host.hash(text),
      read: (address, root) => this.corpusFiles.read(address, root),
      resourcesFor: (uri) => this.resourcesFor(uri),
      openArticles: () => this.documents.keys(),
      live: (uri, token) => this.annotated(uri, token),
    });
  }

  #newConsistency(): Consistency {
    return new Consistency({
      annotated: (uri, token) => this.annotated(uri, token),
      corpus: (uri) => this.corpora.of(uri),
      segmenter: async () => (await this.resources()).segmenter,
      isOpen: (uri) => this.documents.get(uri) !== undefined,
      turns: this.turns,
    });
  }

  #refreshShown(): void {
    const { canRefreshTokens, canRefreshTags } = this.#client;
    const { semanticTokens, inlayHint } = this.#connection.languages;
    this.learning.update();
    if (canRefreshTokens) this.outbox.attempt(semanticTokens.refresh());
    if (canRefreshTags) this.outbox.attempt(inlayHint.refresh());
  }

  #refreshDiagnostics(): void {
    if (this.#client.canRefreshDiagnostics) this.outbox.attempt(this.#connection.languages.diagnostics.refresh());
  }
}
