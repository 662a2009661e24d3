import * as vscode from 'vscode';
import {
  CloseAction,
  DocumentDiagnosticRequest,
  ErrorAction,
  InlayHintRequest,
  LanguageClient,
  State,
  TransportKind,
  type CloseHandlerResult,
  type DocumentHighlight,
  type LanguageClientOptions,
} from 'vscode-languageclient/node';
import {
  ANNOTATIONS_CHANGED,
  ANNOTATOR,
  ARTICLE_LANGUAGE,
  READING_AT,
  LONGER_WORDS,
  ENTITIES,
  ENTITY_AT,
  METADATA,
  FIND_ENTITIES,
  QUEUE,
  QUEUED,
  SERVER_STATUS,
  SPAN_AT,
  SUGGESTIONS,
  TELL_TEXT,
  type AnnotationsChanged,
  type AnnotatorTold,
  type ArticleMetadata,
  type EntitiesParams,
  type EntityAtParams,
  type EntityDetails,
  type EntityOutline,
  type EntitiesFound,
  type FindEntitiesParams,
  type InitializationOptions,
  type Queue,
  type QueuedParams,
  type QueuedSuggestion,
  type QueueParams,
  type ReadingAt,
  type ReadingAtParams,
  type LongerWordsParams,
  type ServerStatus,
  type SpanAt,
  type SpanAtParams,
  type Suggestion,
  type SuggestionsParams,
  type TellTextParams,
  type TextTold,
} from '../core/protocol';
import type { SpansInText } from '../core/occurrences/longerWords';
import type { LongerWords } from '../core/occurrences/searchCorpus';
import { startRename } from './features/refactoring/renameProvider';
import { withWantedSeverities } from './features/consistency/consistency';
import { SERVER_FLAGS } from '../node/serverMemory';
import { RestartPolicy } from './restartPolicy';

/** The protocol's own request, which the editor sends as the cursor moves. */
const DOCUMENT_HIGHLIGHT = 'textDocument/documentHighlight';

/** The protocol's own notice of files that have changed on disk, and its word for it. */
const DID_CHANGE_WATCHED_FILES = 'workspace/didChangeWatchedFiles';
const CHANGED = 2;

/** The language server as the extension uses it: what it is asked, and how it feels. */
export class LanguageServer implements vscode.Disposable {
  readonly #client: LanguageClient;
  readonly #status: vscode.LanguageStatusItem;
  readonly #log: vscode.LogOutputChannel;
  readonly #settings: vscode.Disposable;
  readonly #started = new vscode.EventEmitter<void>();
  readonly #restarts = new RestartPolicy();
  /** Fires each time the server is up, also after a restart: what it was told before is gone. */
  readonly onDidStart = this.#started.event;
  readonly #asking = new vscode.EventEmitter<void>();
  /** Fires before a command asks the server something. */
  readonly onWillAsk = this.#asking.event;

  constructor(context: vscode.ExtensionContext, log: vscode.LogOutputChannel) {
    const module = context.asAbsolutePath('dist/server.js');
    const options: LanguageClientOptions = {
      documentSelector: [{ language: ARTICLE_LANGUAGE }],
      initializationOptions: {
        annotationsFrom: 'client',
        tellsText: true,
        showsHtml: true,
      } satisfies InitializationOptions,
      outputChannel: log,
      markdown: { supportHtml: true },
      // Tags stand in the way of reading: the server is asked for them only where they are wanted.
      middleware: {
        provideInlayHints: (document, range, token, next) => (wantsTags(document) ? next(document, range, token) : []),
        provideRenameEdits: (document, position, to) => startRename(document, position, to),
        provideDiagnostics: async (document, resultId, token, next) => {
          const report = await next(document, resultId, token);
          if (!report || !('items' in report)) return report;
          const uri = document instanceof vscode.Uri ? document : document.uri;
          return { ...report, items: withWantedSeverities(report.items, uri) };
        },
        provideDocumentSymbols: (document, token, next) => (hasOutline(document) ? [] : next(document, token)),
      },
      errorHandler: {
        // A message that cannot be sent or read is logged; when the server is gone, `closed` says so.
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => this.#closed(),
      },
    };
    const run = { module, transport: TransportKind.ipc, options: { execArgv: [...SERVER_FLAGS] } };
    const debug = { ...run, options: { execArgv: [...SERVER_FLAGS, '--nolazy', '--inspect=6009'] } };
    this.#log = log;
    this.#client = new LanguageClient('corpusAnnotator', 'Corpus Annotator', { run, debug }, options);
    this.#status = vscode.languages.createLanguageStatusItem('corpusAnnotator.server', { language: ARTICLE_LANGUAGE });
    this.#status.name = vscode.l10n.t('Corpus Annotator');
    this.#settings = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(LABEL_TAGS)) this.#refreshTags();
    });
    this.#client.onDidChangeState(({ newState }) => this.#show(newState));
    this.#client.onNotification(SERVER_STATUS, (status: ServerStatus) => this.#showStatus(status));
    this.#client.onRequest(TELL_TEXT, ({ uri }: TellTextParams): TextTold | null => this.#tellText(uri));
  }

  get running(): boolean {
    return this.#client.state === State.Running;
  }

  /** Starts the server; where it does not start, the log and the user are told, and commands explain themselves. */
  async start(): Promise<void> {
    try {
      await this.#client.start();
    } catch (error) {
      this.#log.error(`The language server did not start: ${String(error)}`);
      const reason = vscode.l10n.t(
        'The language server did not start. Annotating works; colours, hover and outline are off.',
      );
      void this.#offerRemedies((...message) => vscode.window.showErrorMessage(...message), reason);
    }
  }

  async restart(): Promise<void> {
    this.#log.info('Restarting the language server on request.');
    this.#restarts.forgive();
    // A client that is not running cannot be stopped, and need not be; a server that hangs is killed, and the stop rejects.
    if (this.running) await this.#client.stop().catch((error: unknown) => this.#log.warn(String(error)));
    await this.start();
  }

  /** The suggestion or word at an offset; undefined when the server is down or the text has moved on. */
  async spanAt(params: SpanAtParams): Promise<SpanAt | undefined> {
    return (await this.#ask<SpanAt | null>(SPAN_AT, params)) ?? undefined;
  }

  /** What is suggested in an article, in order; undefined when the server is down or the text has moved on. */
  async suggestions(
    params: SuggestionsParams,
    token?: vscode.CancellationToken,
  ): Promise<readonly Suggestion[] | undefined> {
    return this.#ask<readonly Suggestion[]>(SUGGESTIONS, params, token);
  }

  /** How the paragraph at an offset is read; null where there is none, undefined as above. */
  async readingAt(params: ReadingAtParams): Promise<ReadingAt | null | undefined> {
    return this.#ask<ReadingAt | null>(READING_AT, params);
  }

  /** What speaks against annotating spans; undefined when the server is down. */
  async longerWords(
    { articleUri, pieces }: { readonly articleUri: vscode.Uri; readonly pieces: readonly SpansInText[] },
    token?: vscode.CancellationToken,
  ): Promise<LongerWords | undefined> {
    const params: LongerWordsParams = { uri: this.#client.code2ProtocolConverter.asUri(articleUri), pieces };
    return (await this.#ask<LongerWords | null>(LONGER_WORDS, params, token)) ?? undefined;
  }

  /** Entities of the authority files of an article's corpus; undefined when the server is down. */
  async findEntities(params: FindEntitiesParams, token?: vscode.CancellationToken): Promise<EntitiesFound | undefined> {
    return this.#ask<EntitiesFound>(FIND_ENTITIES, params, token);
  }

  /** What is left to decide in the corpora that are open, after half a second of reading; undefined as above. */
  async queue(params: QueueParams, token?: vscode.CancellationToken): Promise<Queue | undefined> {
    return this.#ask<Queue>(QUEUE, params, token);
  }

  /** Suggestions of the queue, the least sure first; undefined as above. */
  async queued(params: QueuedParams): Promise<readonly QueuedSuggestion[] | undefined> {
    return this.#ask<readonly QueuedSuggestion[]>(QUEUED, params);
  }

  /** Tells whose sidecars hold the decisions of the person at work. */
  tellAnnotator(annotator: string | undefined): void {
    this.#tell(ANNOTATOR, { ...(annotator !== undefined && { annotator }) } satisfies AnnotatorTold);
  }

  /** Tells of files that were written, before those who watch them notice. */
  tellWritten(uris: readonly vscode.Uri[]): void {
    const changes = uris.map((uri) => ({ uri: this.#client.code2ProtocolConverter.asUri(uri), type: CHANGED }));
    this.#tell(DID_CHANGE_WATCHED_FILES, { changes });
  }

  /** What is known of the entity at an offset; null where none stands, undefined when the server cannot say. */
  async entityAt(params: EntityAtParams, token?: vscode.CancellationToken): Promise<EntityDetails | null | undefined> {
    return this.#ask<EntityDetails | null>(ENTITY_AT, params, token);
  }

  /** Which annotated spans are one entity; undefined when the server cannot say. */
  async entities(params: EntitiesParams): Promise<readonly EntityOutline[] | undefined> {
    return this.#ask<readonly EntityOutline[]>(ENTITIES, params);
  }

  /** Newspaper, date, page and genre of each article in a file; undefined when the server cannot say. */
  async metadata(params: EntitiesParams): Promise<readonly ArticleMetadata[] | undefined> {
    return this.#ask<readonly ArticleMetadata[]>(METADATA, params);
  }

  /** The places of the entity at a position, in order; none where no entity stands, undefined as above. */
  async mentionsAt(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<readonly vscode.Range[] | undefined> {
    const { version } = document;
    const params = this.#client.code2ProtocolConverter.asTextDocumentPositionParams(document, position);
    const found = await this.#ask<readonly DocumentHighlight[] | null>(DOCUMENT_HIGHLIGHT, params);
    if (found === undefined || document.version !== version) return undefined;
    return (found ?? []).map(({ range }) => this.#client.protocol2CodeConverter.asRange(range));
  }

  /** Says why a command got no answer, and offers the remedy. */
  explainAbsence(): false {
    const reason = this.running
      ? vscode.l10n.t('The text changed while the language server read it, so nothing was done. Try again.')
      : vscode.l10n.t(
          'The language server is not running, so it is not known what is suggested, nor which word the cursor is in. Text that you select can be annotated.',
        );
    void this.#offerRemedies((...message) => vscode.window.showWarningMessage(...message), reason);
    return false;
  }

  /** Tells the server the annotations of an article; does nothing while it is down (they are told at its start). */
  tellAnnotations(params: AnnotationsChanged): void {
    this.#tell(ANNOTATIONS_CHANGED, params);
  }

  /** The address under which client and server know a document. */
  uriOf(document: vscode.TextDocument): string {
    return this.#client.code2ProtocolConverter.asUri(document.uri);
  }

  /** Has the editor ask anew for what does not fit together in articles. */
  refreshDiagnostics(): void {
    this.#client.getFeature(DocumentDiagnosticRequest.method).refresh();
  }

  #refreshTags(): void {
    const tags = this.#client.getFeature(InlayHintRequest.method);
    for (const document of vscode.workspace.textDocuments) tags.getProvider(document)?.onDidChangeInlayHints.fire();
  }

  dispose(): void {
    this.#settings.dispose();
    this.#status.dispose();
    this.#started.dispose();
    this.#asking.dispose();
  }

  /** Ends the server process; returned from `deactivate`, so that the editor waits for it. */
  async stop(): Promise<void> {
    await this.#client.dispose();
  }

  /** The server has ended unasked. What it was told it is told again when it is up; nothing is lost with it. */
  #closed(): CloseHandlerResult {
    if (this.#restarts.startsAgainAfterCrash(Date.now())) {
      this.#log.warn('The language server has ended unexpectedly and is started again.');
      return { action: CloseAction.Restart, handled: true };
    }
    void this.#offerRestart();
    return { action: CloseAction.DoNotRestart, handled: true };
  }

  async #offerRestart(): Promise<void> {
    const reason = vscode.l10n.t(
      'The language server has crashed five times in three minutes. Your annotations are safe, and annotating works; colours, hover and outline are off.',
    );
    this.#log.error(reason);
    await this.#offerRemedies((...message) => vscode.window.showErrorMessage(...message), reason);
  }

  async #offerRemedies(
    show: (reason: string, ...answers: string[]) => Thenable<string | undefined>,
    reason: string,
  ): Promise<void> {
    const [restart, showLog] = [vscode.l10n.t('Restart Server'), vscode.l10n.t('Show Log')];
    const answer = await show(reason, restart, showLog);
    if (answer === restart) await this.restart();
    if (answer === showLog) this.#log.show();
  }

  /** An answer of the server, once it is up where it is starting; undefined when it has none for this text, or is down. */
  async #ask<Answer>(request: string, params: object, token?: vscode.CancellationToken): Promise<Answer | undefined> {
    try {
      if (this.#client.state === State.Starting) await this.#client.start();
      if (!this.running) return undefined;
      this.#asking.fire();
      // An undefined token would be sent as a second parameter.
      return await this.#client.sendRequest<Answer>(request, params, ...(token === undefined ? [] : [token]));
    } catch (error) {
      this.#log.debug(`No answer to ${request} ${JSON.stringify(params)}: ${String(error)}`);
      return undefined;
    }
  }

  #tell(notification: string, params: object): void {
    if (!this.running) return;
    this.#client.sendNotification(notification, params).catch((error: unknown) => {
      this.#log.error(`The server could not be told ${notification}: ${String(error)}`);
    });
  }

  #tellText(uri: string): TextTold | null {
    const document = vscode.workspace.textDocuments.find((open) => this.uriOf(open) === uri);
    if (document === undefined) return null;
    this.#log.debug(`The server asks for the text of ${uri}: a change of it was lost.`);
    return { version: document.version, text: document.getText() };
  }

  #showStatus({ segmenter, taggerProblem }: ServerStatus): void {
    const words = vscode.l10n.t('Words by {0}', segmenter);
    const rules = vscode.l10n.t('suggestions by rules only: the trained model cannot be read');
    this.#status.detail = taggerProblem === undefined ? words : `${words}; ${rules}`;
    if (taggerProblem === undefined) return;
    this.#status.severity = vscode.LanguageStatusSeverity.Warning;
    this.#log.warn(`Suggestions are made by rules only. ${taggerProblem}`);
  }

  #show(state: State): void {
    const down = state === State.Stopped || state === State.StartFailed;
    this.#status.busy = state === State.Starting;
    this.#status.severity = down ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
    this.#status.text = describeState(state);
    this.#status.accessibilityInformation = { label: describeState(state) };
    if (state !== State.Running) this.#status.detail = '';
    this.#status.command = down
      ? { command: 'corpusAnnotator.restartServer', title: vscode.l10n.t('Restart Server') }
      : { command: 'corpusAnnotator.showLog', title: vscode.l10n.t('Show Log') };
    if (state === State.Running) this.#started.fire();
  }
}

function describeState(state: State): string {
  switch (state) {
    case State.Running:
      return vscode.l10n.t('Corpus: server running');
    case State.Starting:
      return vscode.l10n.t('Corpus: server starting…');
    case State.Stopped:
    case State.StartFailed:
      return vscode.l10n.t('Corpus: server stopped');
  }
}

/** Whether the YAML extension, if it is there, shows the outline of a document. */
const hasOutline = ({ languageId }: vscode.TextDocument): boolean =>
  languageId === 'yaml' && vscode.extensions.getExtension('redhat.vscode-yaml') !== undefined;

/** The setting whether labels are shown in the text. */
const LABEL_TAGS = 'corpusAnnotator.labelTags';

const wantsTags = (document: vscode.TextDocument): boolean =>
  vscode.workspace.getConfiguration(undefined, document).get<boolean>(LABEL_TAGS, false);
