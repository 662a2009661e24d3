import { Emitter, type Connection, type Event, type TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextTold } from '../../core/protocol';

/** Asks the client for a document as it is now; undefined where the client cannot tell, or has it no longer. */
export type AskText = (uri: string) => Promise<TextTold | undefined>;

interface OpenDocument {
  document: TextDocument;
  /** Whether the text is known to be the client's. */
  inStep: boolean;
}

/**
 * The open documents as the client's notifications make them. A change that cannot have been made to the text that is held
 * here (an old version, a place beyond the text) is not applied: the document is then *out of step*, as good as not open,
 * until the client tells the whole text: when asked, when it saves, by a change of the whole text, or by opening anew.
 */
export class Documents {
  readonly #open = new Map<string, OpenDocument>();
  readonly #asked = new Set<string>();
  readonly #opened = new Emitter<string>();
  readonly #changed = new Emitter<string>();
  readonly #lost = new Emitter<string>();
  readonly #found = new Emitter<string>();
  readonly #closed = new Emitter<string>();
  readonly #saved = new Emitter<string>();
  readonly onDidOpen: Event<string> = this.#opened.event;
  /** The text is another one than before, and in step. Fires for a document that was opened, too. */
  readonly onDidChangeContent: Event<string> = this.#changed.event;
  readonly onDidLoseStep: Event<string> = this.#lost.event;
  /** The text is in step again; fires after the change of content. */
  readonly onDidFindStep: Event<string> = this.#found.event;
  readonly onDidClose: Event<string> = this.#closed.event;
  readonly onDidSave: Event<string> = this.#saved.event;
  #ask: AskText | undefined;

  /**
   * From now on the client can be asked for texts. Then a version that was left out counts as a lost change, too; of others it
   * does not, because some editors count more than they send.
   */
  canAsk(ask: AskText): void {
    this.#ask = ask;
  }

  /** The document, if it is open and in step. */
  get(uri: string): TextDocument | undefined {
    const held = this.#open.get(uri);
    return held?.inStep === true ? held.document : undefined;
  }

  isOpen(uri: string): boolean {
    return this.#open.has(uri);
  }

  /** The addresses of all that are open. */
  keys(): string[] {
    return [...this.#open.keys()];
  }

  listen(connection: Connection): void {
    // What is no text is left alone: a document that is not held is safer than one that fails each request.
    connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => {
      if (!isText(uri) || !isText(text)) return;
      this.#open.set(uri, { document: TextDocument.create(uri, languageId, version, text), inStep: true });
      this.#opened.fire(uri);
      this.#changed.fire(uri);
    });
    connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
      const held = this.#open.get(uri);
      if (held !== undefined && Array.isArray(contentChanges) && contentChanges.length > 0)
        this.#change(held, version, contentChanges);
    });
    connection.onDidSaveTextDocument(({ textDocument: { uri }, text }) => {
      const held = this.#open.get(uri);
      if (held === undefined) return;
      if (isText(text) && !(held.inStep && held.document.getText() === text)) {
        this.#hold(held, TextDocument.create(uri, held.document.languageId, held.document.version, text));
      }
      this.#saved.fire(uri);
    });
    connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
      if (this.#open.delete(uri)) this.#closed.fire(uri);
    });
  }

  #change(held: OpenDocument, version: number | null, changes: readonly TextDocumentContentChangeEvent[]): void {
    const { uri, languageId, version: known } = held.document;
    const next = version ?? known + 1;
    let { document } = held;
    let inStep = held.inStep && this.#follows(version, known);
    for (const change of changes) {
      if (isWhole(change)) {
        document = TextDocument.create(uri, languageId, next, change.text);
        inStep = true;
      } else {
        inStep &&= fits(document, change);
        if (inStep) document = TextDocument.update(document, [change], next);
      }
    }
    if (inStep) this.#hold(held, document);
    else this.#lose(held, next);
  }

  #follows(version: number | null, known: number): boolean {
    if (version === null) return true;
    return this.#ask === undefined ? version > known : version === known + 1;
  }

  #hold(held: OpenDocument, document: TextDocument): void {
    const wasInStep = held.inStep;
    held.document = document;
    held.inStep = true;
    this.#changed.fire(document.uri);
    if (!wasInStep) this.#found.fire(document.uri);
  }

  #lose(held: OpenDocument, version: number): void {
    const { document } = held;
    const { uri, languageId } = document;
    // The version goes on, so that an answer about an earlier one is not taken for the present text.
    held.document = TextDocument.create(uri, languageId, Math.max(version, document.version), document.getText());
    const wasInStep = held.inStep;
    held.inStep = false;
    if (wasInStep) this.#lost.fire(uri);
    void this.#askFor(uri);
  }

  async #askFor(uri: string): Promise<void> {
    if (this.#ask === undefined || this.#asked.has(uri)) return;
    this.#asked.add(uri);
    const told = await this.#ask(uri).catch(() => undefined);
    this.#asked.delete(uri);
    const held = this.#open.get(uri);
    if (told === undefined || held === undefined || held.inStep) return;
    const { languageId, version } = held.document;
    if (told.version >= version) this.#hold(held, TextDocument.create(uri, languageId, told.version, told.text));
    // Further changes came while the answer was on its way.
    else await this.#askFor(uri);
  }
}

/** Parameters come over the wire: their types are a promise only. */
const isText = (value: unknown): value is string => typeof value === 'string';

const isWhole = (change: TextDocumentContentChangeEvent): boolean =>
  !('range' in change) && typeof change.text === 'string';

/** Whether a change can have been made to this text: whole, ordered places that are in it (or right behind its last line). */
function fits(document: TextDocument, change: TextDocumentContentChangeEvent): boolean {
  if (!('range' in change) || typeof change.text !== 'string') return false;
  const { start, end } = change.range;
  const isPlace = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
  if (![start.line, start.character, end.line, end.character].every(isPlace)) return false;
  const isOrdered = start.line < end.line || (start.line === end.line && start.character <= end.character);
  return isOrdered && end.line <= document.lineCount;
}
