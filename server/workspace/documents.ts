import {
  Emitter,
  type Connection,
  type Event,
  type Position,
  type Range,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver';
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
      // What cannot be read may have been any change, and one that the text would be wrong without.
      if (held !== undefined) this.#change(held, version, Array.isArray(contentChanges) ? contentChanges : [undefined]);
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

  /** Makes the changes that came over the wire, as far as they are some; after any other the document is out of step. */
  #change(held: OpenDocument, version: unknown, changes: readonly unknown[]): void {
    const { uri, languageId, version: known } = held.document;
    const next = isWholeNumber(version) ? version : known + 1;
    let { document } = held;
    let inStep = held.inStep && this.#follows(version, known);
    if (changes.length === 0 && inStep) document = TextDocument.update(document, [], next);
    for (const change of changes) {
      if (isWhole(change)) {
        document = TextDocument.create(uri, languageId, next, change.text);
        inStep = true;
      } else {
        inStep &&= fits(document, change);
        if (inStep) document = TextDocument.update(document, [change as TextDocumentContentChangeEvent], next);
      }
    }
    if (inStep) this.#hold(held, document);
    else this.#lose(held, next);
  }

  /** Whether a version comes after the one that is known; clients that count none send null. */
  #follows(version: unknown, known: number): boolean {
    if (version === null) return true;
    if (!isWholeNumber(version)) return false;
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

  /** Asks until the answer is of the present text; a client that tells none, or old ones only, is asked at the next change. */
  async #askFor(uri: string): Promise<void> {
    if (this.#ask === undefined || this.#asked.has(uri)) return;
    this.#asked.add(uri);
    try {
      for (let question = 0; question < MOST_QUESTIONS; question++) {
        const told = await this.#ask(uri).catch(() => undefined);
        const held = this.#open.get(uri);
        if (!isTold(told) || held === undefined || held.inStep) return;
        const { languageId, version } = held.document;
        if (told.version < version) continue; // Further changes came while the answer was on its way.
        this.#hold(held, TextDocument.create(uri, languageId, told.version, told.text));
        return;
      }
    } finally {
      this.#asked.delete(uri);
    }
  }
}

/** How often a text is asked for after one change: people type faster than a slow client answers, but not for ever. */
const MOST_QUESTIONS = 100;

/** Parameters come over the wire: their types are a promise only. */
const isText = (value: unknown): value is string => typeof value === 'string';

const isWholeNumber = (value: unknown): value is number => Number.isSafeInteger(value);

const isTold = (value: unknown): value is TextTold => {
  const { version, text } = (value ?? {}) as Partial<TextTold>;
  return isWholeNumber(version) && isText(text);
};

const isWhole = (change: unknown): change is { readonly text: string } =>
  typeof change === 'object' && change !== null && !('range' in change) && 'text' in change && isText(change.text);

/** Whether a change can have been made to this text: whole, ordered places that are in it (or right behind its last line). */
function fits(document: TextDocument, change: unknown): boolean {
  const { range, text } = (change ?? {}) as { readonly range?: Partial<Range> | null; readonly text?: unknown };
  const [start, end] = [range?.start, range?.end];
  if (!isText(text) || !isPlace(start) || !isPlace(end)) return false;
  const isOrdered = start.line < end.line || (start.line === end.line && start.character <= end.character);
  return isOrdered && end.line <= document.lineCount;
}

function isPlace(value: unknown): value is Position {
  const { line, character } = (value ?? {}) as Partial<Position>;
  return [line, character].every((part) => isWholeNumber(part) && part >= 0);
}
