import * as vscode from 'vscode';
import { LanguageClient, State, TransportKind, type LanguageClientOptions } from 'vscode-languageclient/node';
import {
  ANNOTATIONS_CHANGED,
  ARTICLE_LANGUAGE,
  SERVER_STATUS,
  SPAN_AT,
  type AnnotationsChanged,
  type InitializationOptions,
  type ServerStatus,
  type SpanAt,
  type SpanAtParams,
} from '../core/protocol';

/** The language server as the extension uses it: what it is asked, and how it feels. */
export class LanguageServer implements vscode.Disposable {
  readonly #client: LanguageClient;
  readonly #status: vscode.LanguageStatusItem;
  readonly #log: vscode.LogOutputChannel;
  readonly #started = new vscode.EventEmitter<void>();
  /** Fires each time the server is up, also after a restart: what it was told before is gone. */
  readonly onDidStart = this.#started.event;

  constructor(context: vscode.ExtensionContext, log: vscode.LogOutputChannel) {
    const module = context.asAbsolutePath('dist/server.js');
    const options: LanguageClientOptions = {
      documentSelector: [{ language: ARTICLE_LANGUAGE }],
      initializationOptions: { annotationsFrom: 'client' } satisfies InitializationOptions,
      outputChannel: log,
    };
    const run = { module, transport: TransportKind.ipc };
    const debug = { ...run, options: { execArgv: ['--nolazy', '--inspect=6009'] } };
    this.#log = log;
    this.#client = new LanguageClient('corpusAnnotator', 'Corpus Annotator', { run, debug }, options);
    this.#status = vscode.languages.createLanguageStatusItem('corpusAnnotator.server', { language: ARTICLE_LANGUAGE });
    this.#status.name = vscode.l10n.t('Corpus Annotator');
    this.#status.command = { command: 'corpusAnnotator.showLog', title: vscode.l10n.t('Show Log') };
    this.#client.onDidChangeState(({ newState }) => this.#show(newState));
    this.#client.onNotification(SERVER_STATUS, ({ segmenter }: ServerStatus) => {
      this.#status.detail = vscode.l10n.t('Words by {0}', segmenter);
    });
  }

  get running(): boolean {
    return this.#client.state === State.Running;
  }

  async start(): Promise<void> {
    await this.#client.start();
  }

  async restart(): Promise<void> {
    this.#log.info('Restarting the language server on request.');
    await this.#client.restart();
  }

  /** The suggestion or word at an offset; undefined when the server is down or the text has moved on. */
  async spanAt(params: SpanAtParams): Promise<SpanAt | undefined> {
    if (!this.running) return undefined;
    try {
      return (await this.#client.sendRequest<SpanAt | null>(SPAN_AT, params)) ?? undefined;
    } catch (error) {
      this.#log.debug(`No span at ${params.offset} of ${params.uri}: ${String(error)}`);
      return undefined;
    }
  }

  /** Tells the server the annotations of an article; does nothing while it is down (they are told at its start). */
  tellAnnotations(params: AnnotationsChanged): void {
    if (!this.running) return;
    this.#client.sendNotification(ANNOTATIONS_CHANGED, params).catch((error: unknown) => {
      this.#log.error(`The server could not be told the annotations of ${params.uri}: ${String(error)}`);
    });
  }

  /** The address under which client and server know a document. */
  uriOf(document: vscode.TextDocument): string {
    return this.#client.code2ProtocolConverter.asUri(document.uri);
  }

  dispose(): void {
    this.#status.dispose();
    this.#started.dispose();
  }

  /** Ends the server process; returned from `deactivate`, so that the editor waits for it. */
  async stop(): Promise<void> {
    await this.#client.dispose();
  }

  #show(state: State): void {
    this.#status.busy = state === State.Starting;
    const down = state === State.Stopped;
    this.#status.severity = down ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
    this.#status.text = down ? vscode.l10n.t('Corpus: server stopped') : vscode.l10n.t('Corpus');
    if (state === State.Running) this.#started.fire();
  }
}
