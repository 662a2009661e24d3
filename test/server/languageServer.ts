import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import {
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
  type TextDocumentContentChangeEvent,
  type WorkspaceFolder,
} from 'vscode-languageserver-protocol/node';

/** How the process of a server is started. */
export interface ServerProgram {
  /** The compiled program; without one the product's. */
  readonly main?: string;
  readonly nodeOptions?: readonly string[];
  readonly args?: readonly string[];
  /** What the process is started by, such as `strace` and its options. */
  readonly wrapper?: readonly string[];
}

/** The real server process, spoken to over standard input and output as any LSP client would. */
export class TestServer {
  readonly #process: ChildProcess;
  readonly connection: ProtocolConnection;
  readonly #diagnostics = new Map<string, Diagnostic[]>();
  result!: InitializeResult;

  constructor({ main = MAIN, nodeOptions = [], wrapper = [], args = [] }: ServerProgram = {}) {
    const [command = '', ...options] = [...wrapper, process.execPath, ...nodeOptions, main, '--stdio', ...args];
    this.#process = spawn(command, options, { stdio: ['pipe', 'pipe', 'inherit'] });
    // Both ends are pipes, as asked for above.
    this.connection = createProtocolConnection(
      new StreamMessageReader(this.#process.stdout!),
      new StreamMessageWriter(this.#process.stdin!),
    );
    this.connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => {
      this.#diagnostics.set(uri, diagnostics);
    });
    this.connection.listen();
  }

  async start(
    initializationOptions?: object,
    locale = 'en',
    capabilities: ClientCapabilities = {},
    workspaceFolders: WorkspaceFolder[] | null = null,
  ): Promise<this> {
    this.result = await this.connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- the type still demands it
      rootUri: null,
      locale,
      capabilities,
      initializationOptions,
      workspaceFolders,
    });
    await this.connection.sendNotification(InitializedNotification.type, {});
    return this;
  }

  async open(uri: string, text: string, version = 1): Promise<void> {
    const textDocument = { uri, languageId: 'corpus-article', version, text };
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
  }

  async change(uri: string, version: number, contentChanges: TextDocumentContentChangeEvent[]): Promise<void> {
    const textDocument = { uri, version };
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, { textDocument, contentChanges });
  }

  /** Whether the process still runs. */
  get isAlive(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }

  /** Ends the process as a crash does, and waits until it is gone. */
  async kill(): Promise<void> {
    const exited = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill('SIGKILL');
    await exited;
    this.connection.dispose();
  }

  /** Waits until the diagnostics of a file satisfy the condition. */
  async diagnostics(uri: string, wanted: (diagnostics: Diagnostic[]) => boolean): Promise<Diagnostic[]> {
    return poll(() => {
      const diagnostics = this.#diagnostics.get(uri);
      return diagnostics !== undefined && wanted(diagnostics) ? diagnostics : undefined;
    });
  }

  /** Ends the server in order; one that has died or hangs is killed, so that the tests end. */
  async stop(): Promise<void> {
    const exited = new Promise((resolve) => this.#process.once('exit', resolve));
    const kill = setTimeout(() => this.#process.kill('SIGKILL'), 3000);
    try {
      if (this.#process.exitCode !== null)
        throw new Error(`The server had died with status ${this.#process.exitCode}.`);
      await this.connection.sendRequest(ShutdownRequest.type);
      await this.connection.sendNotification(ExitNotification.type);
      await exited;
    } finally {
      clearTimeout(kill);
      this.#process.kill('SIGKILL');
      this.connection.dispose();
    }
  }
}

const MAIN = join(__dirname, '../../server/main.js');

/** A server that also tells what it holds: see `inspectedServer.ts`. */
export const INSPECTED: ServerProgram = {
  main: join(__dirname, 'inspectedServer.js'),
  nodeOptions: ['--expose-gc'],
};

/** Asks again and again until there is an answer; fails after ten seconds. */
export async function poll<Answer>(ask: () => Answer | undefined | Promise<Answer | undefined>): Promise<Answer> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error('The condition was not met within ten seconds.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
