import type { Connection, Diagnostic } from 'vscode-languageserver';

/** What the server sends without being asked. A client may be gone, or refuse; that is no reason to end. */
export class Outbox {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Writes to the log, at most, when what is under way fails. */
  attempt(sent: Promise<unknown>): void {
    sent.catch((error: unknown) => this.#connection.console.error(String(error)));
  }

  /** Says what is wrong with a file, in the place of what was said of it before. */
  report(uri: string, diagnostics: Diagnostic[]): void {
    this.attempt(this.#connection.sendDiagnostics({ uri, diagnostics }));
  }
}
