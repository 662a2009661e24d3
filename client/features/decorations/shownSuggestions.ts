import * as vscode from 'vscode';
import { trackSpan, type TextChange } from '../../../core/annotation/tracking';
import type { Suggestion } from '../../../core/protocol';
import { range, utf16, type Range, type Utf16 } from '../../../core/text/units';
import type { LanguageServer } from '../../languageServer';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';

export type SuggestedSpan = Pick<Suggestion, 'start' | 'end' | 'label'>;

/** How long after an edit or a step of scrolling the server is asked, in milliseconds: as long as for colours of tokens. */
const PAUSE = 300;

/** The suggestions in the visible part of one editor. An edit moves them; the server is asked anew when it has ended. */
export class ShownSuggestions implements vscode.Disposable {
  readonly #server: LanguageServer;
  readonly #changed: () => void;
  #spans: readonly SuggestedSpan[] = [];
  #timer: NodeJS.Timeout | undefined;
  #request: vscode.CancellationTokenSource | undefined;

  /** `changed` is called when other suggestions have come. */
  constructor(server: LanguageServer, changed: () => void) {
    this.#server = server;
    this.#changed = changed;
  }

  get spans(): readonly SuggestedSpan[] {
    return this.#spans;
  }

  follow(changes: readonly TextChange[]): void {
    this.#spans = this.#spans.flatMap(({ label, start, end }) => {
      const moved = trackSpan(range(utf16(start), utf16(end)), changes);
      return moved === undefined ? [] : [{ label, ...moved }];
    });
  }

  /** Asks for the suggestions of a part of the article, once no more is asked for a while. */
  want(article: AnnotatedArticle, visible: () => Range<Utf16>): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(article, visible()), PAUSE);
  }

  async #ask({ document }: AnnotatedArticle, within: Range<Utf16>): Promise<void> {
    this.#request?.cancel();
    const request = new vscode.CancellationTokenSource();
    this.#request = request;
    const { version } = document;
    const uri = this.#server.uriOf(document);
    const found = await this.#server.suggestions({ uri, version, within }, request.token);
    request.dispose();
    // While the server is down or the text goes on to change, what is shown stays.
    if (found === undefined || request.token.isCancellationRequested || document.version !== version) return;
    this.#spans = found;
    this.#changed();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#request?.cancel();
  }
}
