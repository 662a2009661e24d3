import * as vscode from 'vscode';
import { ARTICLE_LANGUAGE } from '../../../core/protocol';
import type { AnnotatedArticles } from './annotatedArticles';
import { selectedIn } from './targets';

/** What the `when` clauses of package.json ask, so that nothing is offered where it cannot work. */
interface Contexts {
  /** A corpus article is open: the first step of the walkthrough. */
  readonly hasArticle: boolean;
  /** An article that is open has an annotation: the last step of the walkthrough. */
  readonly hasAnnotation: boolean;
  /** The selection is in an annotation. */
  readonly onAnnotation: boolean;
  /** That annotation is linked to an entity, has a relation, has a part in an event. */
  readonly onLinked: boolean;
  readonly onRelation: boolean;
  readonly onEvent: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly hasLastLabel: boolean;
}

/** Keeps the context keys of the annotation commands true. */
export class CommandContexts implements vscode.Disposable {
  readonly #articles: AnnotatedArticles;
  readonly #hasLastLabel: () => boolean;
  readonly #told = new Map<string, boolean>();
  #next: NodeJS.Immediate | undefined;
  readonly #subscriptions: vscode.Disposable[];

  constructor(articles: AnnotatedArticles, hasLastLabel: () => boolean) {
    this.#articles = articles;
    this.#hasLastLabel = hasLastLabel;
    this.#subscriptions = [
      articles.onDidChange(() => this.update()),
      articles.onDidGoTo(() => this.update()),
      articles.onDidClose(() => this.update()),
      vscode.window.onDidChangeActiveTextEditor(() => this.update()),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor.document.languageId === ARTICLE_LANGUAGE) this.update();
      }),
    ];
    this.update();
  }

  /** Tells the editor in a moment: by then a step that was taken is in the history too. */
  update(): void {
    this.#next ??= setImmediate(() => {
      this.#next = undefined;
      for (const [key, value] of Object.entries(this.#contexts()))
        this.#tell(`corpusAnnotator.${key}`, value as boolean);
    });
  }

  #contexts(): Contexts {
    const editor = vscode.window.activeTextEditor;
    const article = editor && this.#articles.get(editor.document);
    const all = this.#articles.all();
    const annotation = article?.at(selectedIn(article.text, editor?.selection ?? NOWHERE));
    const { relations = [], events = [] } = (annotation && article?.set) ?? {};
    const isHere = (id: string | undefined): boolean => id !== undefined && id === annotation?.id;
    return {
      hasArticle: all.length > 0,
      hasAnnotation: all.some(({ count }) => count > 0),
      onAnnotation: annotation !== undefined,
      onLinked: annotation?.entity !== undefined,
      onRelation: relations.some(({ from, to }) => isHere(from) || isHere(to)),
      onEvent: events.some(({ trigger, arguments: parts }) => isHere(trigger) || parts.some(({ to }) => isHere(to))),
      canUndo: article?.canUndo === true,
      canRedo: article?.canRedo === true,
      hasLastLabel: this.#hasLastLabel(),
    };
  }

  #tell(key: string, value: boolean): void {
    if (this.#told.get(key) === value) return;
    this.#told.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  }

  dispose(): void {
    if (this.#next !== undefined) clearImmediate(this.#next);
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
  }
}

const NOWHERE = new vscode.Range(0, 0, 0, 0);
