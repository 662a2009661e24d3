import * as vscode from 'vscode';
import { ARTICLE_LANGUAGE, type AnnotationView } from '../../../core/protocol';
import { range, utf16, type Utf16 } from '../../../core/text/units';
import type { LanguageServer } from '../../languageServer';
import { acceptAll } from './acceptAll';
import type { AnnotatedArticle } from './annotatedArticle';
import type { AnnotatedArticles } from './annotatedArticles';
import { AnnotationActions } from './annotationActions';
import { attempt, openSidecar, refuse } from './answers';
import { CommandContexts } from './commandContexts';
import { pickLabel, shorten } from './labelPick';
import { LastLabel } from './lastLabel';
import { annotationOf, selectedIn, targetAt, targetsOf, type Target } from './targets';

/** What a key binding may give a command, so that one key sets one label or note. */
interface CommandArgument {
  readonly label?: string;
  readonly note?: string;
}

interface Context {
  readonly editor: vscode.TextEditor;
  readonly article: AnnotatedArticle;
}

/** Registers the annotation commands. Each answers whether it changed something; refusals are explained to the user. */
export function activateAnnotationCommands(
  context: vscode.ExtensionContext,
  articles: AnnotatedArticles,
  server: LanguageServer,
): void {
  const lastLabel = new LastLabel(context.workspaceState, () => contexts.update());
  const contexts = new CommandContexts(articles, () => lastLabel.id !== undefined);
  context.subscriptions.push(contexts, new AnnotationActions(articles, server, lastLabel));
  const register = (name: string, run: (context: Context, argument?: CommandArgument) => Promise<boolean>): void => {
    const command = vscode.commands.registerCommand(`corpusAnnotator.${name}`, async (argument?: CommandArgument) => {
      const editor = vscode.window.activeTextEditor ?? onlyArticleInView();
      const article = editor && (await articles.ready(editor.document));
      if (editor === undefined || article === undefined) {
        return refuse(
          vscode.l10n.t(
            'Open a corpus article first. A file becomes one when the nearest corpus.yaml includes it, or by the command “Treat as Corpus Article”.',
          ),
        );
      }
      return run({ editor, article }, argument);
    });
    context.subscriptions.push(command);
  };
  /** A command that changes annotations, which it cannot while they are not readable. */
  const registerChange: typeof register = (name, run) =>
    register(name, (target, argument) => {
      const { refusal } = target.article;
      return refusal === undefined ? run(target, argument) : Promise.resolve(refuse(refusal, target.article));
    });
  /** Annotates what is selected or at the cursor with the label that is chosen for it. */
  const annotate = async (
    { editor, article }: Context,
    chooseLabel: (targets: readonly Target[]) => Promise<string | undefined> | string,
  ): Promise<boolean> => {
    const targets = await targetsOf(editor.selections, article, server);
    if (targets.length === 0)
      return server.running
        ? refuse(vscode.l10n.t('Here is nothing to annotate. Select some text first.'))
        : server.explainAbsence();
    tellWidened(targets);
    const label = await chooseLabel(targets);
    if (label === undefined) return false;
    lastLabel.set(label);
    return attempt(article, () => article.add(targets.map((target) => annotationOf(target, label))));
  };

  registerChange('annotate', (target, argument) =>
    annotate(target, (targets) => argument?.label ?? pickLabelFor(target.article, targets)),
  );
  registerChange('repeatLabel', async (target) => {
    const { id } = lastLabel;
    if (id === undefined) return refuse(vscode.l10n.t('No label has been set yet. Annotate something first.'));
    return annotate(target, () => id);
  });
  registerChange('accept', async ({ editor, article }) => {
    const targets = await Promise.all(
      editor.selections.map(({ active }) => targetAt(article, offsetOf(article, active), server)),
    );
    const accepted = targets.flatMap((target) =>
      target?.suggestion === undefined ? [] : [annotationOf(target, target.suggestion.label)],
    );
    if (accepted.length === 0)
      return server.running ? refuse(vscode.l10n.t('There is no suggestion at the cursor.')) : server.explainAbsence();
    return attempt(article, () => article.add(accepted));
  });
  registerChange('acceptAll', ({ article }, argument) =>
    acceptAll(article, server, argument?.label === undefined ? 'all' : { label: argument.label }),
  );
  registerChange('acceptAllOfLabel', ({ article }, argument) =>
    acceptAll(article, server, argument?.label === undefined ? 'ask' : { label: argument.label }),
  );
  registerChange('changeLabel', (target, argument) =>
    withAnnotation(target, async (annotation) => {
      const { article } = target;
      const label = argument?.label ?? (await pickOtherLabel(article, annotation));
      if (label === undefined || label === annotation.label) return false;
      lastLabel.set(label);
      return attempt(article, () => article.change(annotation.id, { label }));
    }),
  );
  registerChange('editNote', (target, argument) =>
    withAnnotation(target, async (annotation) => {
      const note = argument?.note ?? (await askNote(annotation));
      if (note === undefined || note === (annotation.note ?? '')) return false;
      return attempt(target.article, () => target.article.change(annotation.id, { note: note === '' ? null : note }));
    }),
  );
  registerChange('remove', (target) =>
    withAnnotation(target, ({ id }) => attempt(target.article, () => target.article.remove(id))),
  );
  registerChange('undo', async ({ article }) => {
    if (!article.canUndo) return refuse(vscode.l10n.t('There is no annotation step to undo in this article.'));
    return attempt(article, () => article.undo());
  });
  registerChange('redo', async ({ article }) => {
    if (!article.canRedo) return refuse(vscode.l10n.t('There is no annotation step to redo in this article.'));
    return attempt(article, () => article.redo());
  });
  register('openSidecar', async ({ article }) => openSidecar(article));
}

/** The article beside what is active but no text (the walkthrough, a picture), so that a button there can work on it. */
function onlyArticleInView(): vscode.TextEditor | undefined {
  const articles = vscode.window.visibleTextEditors.filter(({ document }) => document.languageId === ARTICLE_LANGUAGE);
  return articles.length === 1 ? articles[0] : undefined;
}

/** Tells that a selection was widened, because it cut a character. */
function tellWidened(targets: readonly Target[]): void {
  const widened = targets.find(({ isWidened }) => isWidened === true);
  if (widened === undefined) return;
  const words = widened.text.slice(widened.range);
  const told = vscode.l10n.t('The selection cut a character, so it was widened to “{0}”.', words);
  vscode.window.setStatusBarMessage(told, 5000);
}

function offsetOf({ text }: AnnotatedArticle, position: vscode.Position): Utf16 {
  return text.snap(text.offsetAt(position));
}

async function pickLabelFor(
  article: AnnotatedArticle,
  [first, ...others]: readonly Target[],
): Promise<string | undefined> {
  if (first === undefined) return undefined;
  const text = first.text.slice(first.range);
  const words = others.length === 0 ? text : vscode.l10n.t('{0} and {1} more', text, others.length);
  const title = vscode.l10n.t('Label for “{0}”', shorten(words));
  const suggested = first.suggestion?.label;
  if (suggested === undefined) return pickLabel(article.labels, { title });
  const remark = ({ id }: { id: string }): string | undefined =>
    id === suggested ? vscode.l10n.t('suggested') : undefined;
  return pickLabel(article.labels, { title, first: suggested, remark });
}

function pickOtherLabel(article: AnnotatedArticle, annotation: AnnotationView): Promise<string | undefined> {
  const text = article.text.slice(range(utf16(annotation.start), utf16(annotation.end)));
  return pickLabel(article.labels, {
    title: vscode.l10n.t('Label for “{0}”', shorten(text)),
    first: annotation.label,
    remark: ({ id }) => (id === annotation.label ? vscode.l10n.t('now') : undefined),
  });
}

async function withAnnotation(
  { editor, article }: Context,
  change: (annotation: AnnotationView) => Promise<boolean>,
): Promise<boolean> {
  const annotation = article.at(selectedIn(article.text, editor.selection));
  if (annotation === undefined) return refuse(vscode.l10n.t('There is no annotation at the cursor.'));
  return change(annotation);
}

function askNote({ note }: AnnotationView): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Note'),
    prompt: vscode.l10n.t('An empty note is removed.'),
    value: note ?? '',
  });
}
