import * as vscode from 'vscode';
import type { AnnotationView } from '../../../core/protocol';
import { toRange } from '../../positions';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';
import { describe, partsOf } from './words';

/** The annotation that a relation or another command of two annotations begins at, kept until it is used. */
export class Mark implements vscode.Disposable {
  #marked: { readonly article: AnnotatedArticle; readonly id: string } | undefined;
  readonly #type = vscode.window.createTextEditorDecorationType({
    border: '2px dotted',
    borderColor: new vscode.ThemeColor('editorCursor.foreground'),
    overviewRulerColor: new vscode.ThemeColor('editorCursor.foreground'),
  });
  readonly #status = vscode.window.createStatusBarItem('corpusAnnotator.mark', vscode.StatusBarAlignment.Left);
  readonly #subscriptions: vscode.Disposable[];

  constructor(articles: AnnotatedArticles) {
    this.#status.name = vscode.l10n.t('Marked annotation');
    this.#status.command = 'corpusAnnotator.clearMark';
    this.#subscriptions = [
      articles.onDidChange((article) => article === this.#marked?.article && this.#show()),
      articles.onDidClose((article) => article === this.#marked?.article && this.clear()),
      vscode.window.onDidChangeVisibleTextEditors(() => this.#show()),
    ];
  }

  /** Marks an annotation; the one that is marked already is not any more. */
  toggle(article: AnnotatedArticle, id: string): void {
    const isMarked = this.#marked?.article === article && this.#marked.id === id;
    this.#marked = isMarked ? undefined : { article, id };
    this.#show();
  }

  clear(): void {
    this.#marked = undefined;
    this.#show();
  }

  /** The marked annotation of an article, while it has a place. */
  viewIn(article: AnnotatedArticle): AnnotationView | undefined {
    const marked = this.#marked;
    return marked?.article === article ? article.annotations.find(({ id }) => id === marked.id) : undefined;
  }

  #show(): void {
    const marked = this.#marked;
    const isThere = marked !== undefined && this.viewIn(marked.article) !== undefined;
    if (!isThere) this.#marked = undefined;
    void vscode.commands.executeCommand('setContext', 'corpusAnnotator.hasMark', isThere);
    for (const editor of vscode.window.visibleTextEditors) {
      const isHere = isThere && editor.document === marked.article.document;
      const places = isHere ? partsOf(marked.article, marked.id).map((part) => toRange(marked.article.text, part)) : [];
      editor.setDecorations(this.#type, places);
    }
    if (!isThere) {
      this.#status.hide();
      return;
    }
    const words = describe(marked.article, marked.id);
    this.#status.text = `$(pin) ${words}`;
    this.#status.tooltip = vscode.l10n.t('Marked: go to another annotation and relate them. Click to clear the mark.');
    this.#status.accessibilityInformation = { label: vscode.l10n.t('Marked annotation: {0}', words) };
    this.#status.show();
  }

  dispose(): void {
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
    this.#type.dispose();
    this.#status.dispose();
  }
}
