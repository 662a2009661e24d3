import * as vscode from 'vscode';
import type { Cursors } from '../annotateMode/cursors';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';

/** How long the status bar says where the cursor has gone, in milliseconds. */
const STATUS_TIME = 10_000;

/** Says in the status bar where the cursor has gone, while it stands there and nothing is annotated or decided. */
export class Whereabouts implements vscode.Disposable {
  #told: vscode.Disposable | undefined;
  /** What was undecided and annotated when it was said. */
  #counted: readonly unknown[] = [];
  readonly #subscriptions: readonly vscode.Disposable[];

  constructor(articles: AnnotatedArticles, cursors: Cursors) {
    const forget = (): void => void this.#told?.dispose();
    this.#subscriptions = [
      articles.onDidGoTo(forget),
      articles.onDidChange((article) => {
        if (counted(article).some((each, at) => each !== this.#counted[at])) forget();
      }),
      vscode.window.onDidChangeActiveTextEditor(forget),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        const article = articles.get(textEditor.document);
        const cursor = cursors.selectionsOf(textEditor)[0]?.active;
        if (cursor !== undefined && article?.text.offsetAt(cursor) !== article?.goneTo?.cursor) forget();
      }),
    ];
  }

  tell(article: AnnotatedArticle, message: string): void {
    this.#told?.dispose();
    this.#counted = counted(article);
    this.#told = vscode.window.setStatusBarMessage(message, STATUS_TIME);
  }

  dispose(): void {
    this.#told?.dispose();
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
  }
}

const counted = ({ annotations, undecided }: AnnotatedArticle): readonly unknown[] => [annotations, undecided];
