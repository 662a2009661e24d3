import * as vscode from 'vscode';
import { ARTICLE_LANGUAGE, type AnnotationView } from '../../../core/protocol';
import type { AnnotatedArticle } from './annotatedArticle';
import type { AnnotatedArticles } from './annotatedArticles';
import { refuse, tellNothing } from './answers';
import { selectedIn } from './targets';

/** What a command works on. */
export interface CommandContext {
  readonly editor: vscode.TextEditor;
  readonly article: AnnotatedArticle;
}

/** What a command does with what a key binding may give it; answers whether it changed something. */
export type ArticleCommand<Argument> = (target: CommandContext, argument?: Argument) => Promise<boolean>;

/** Registers commands that work on the article in view. Refusals are explained to the user. */
export class ArticleCommands<Argument> {
  readonly #context: vscode.ExtensionContext;
  readonly #articles: AnnotatedArticles;

  constructor(context: vscode.ExtensionContext, articles: AnnotatedArticles) {
    this.#context = context;
    this.#articles = articles;
  }

  register(name: string, run: ArticleCommand<Argument>): void {
    const command = vscode.commands.registerCommand(`corpusAnnotator.${name}`, async (argument?: Argument) => {
      const editor = vscode.window.activeTextEditor ?? onlyArticleInView();
      const article = editor && (await this.#articles.ready(editor.document));
      if (editor === undefined || article === undefined) {
        return refuse(
          vscode.l10n.t(
            'Open a corpus article first. A file becomes one when the nearest corpus.yaml includes it, or by the command “Treat as Corpus Article”.',
          ),
        );
      }
      return run({ editor, article }, argument);
    });
    this.#context.subscriptions.push(command);
  }

  /** A command that changes annotations, which it cannot while they are not readable. */
  registerChange(name: string, run: ArticleCommand<Argument>): void {
    this.register(name, (target, argument) => {
      const { refusal } = target.article;
      return refusal === undefined ? run(target, argument) : Promise.resolve(refuse(refusal, target.article));
    });
  }
}

/** The article beside what is active but no text (the walkthrough, a picture), so that a button there can work on it. */
function onlyArticleInView(): vscode.TextEditor | undefined {
  const articles = vscode.window.visibleTextEditors.filter(({ document }) => document.languageId === ARTICLE_LANGUAGE);
  return articles.length === 1 ? articles[0] : undefined;
}

/** Does something with the annotation at the cursor, or says that there is none. */
export async function withAnnotation(
  { editor, article }: CommandContext,
  change: (annotation: AnnotationView) => Promise<boolean>,
): Promise<boolean> {
  const annotation = article.at(selectedIn(article.text, editor.selection));
  if (annotation === undefined) return tellNothing(vscode.l10n.t('There is no annotation at the cursor.'));
  return change(annotation);
}
