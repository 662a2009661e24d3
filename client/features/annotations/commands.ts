import * as vscode from 'vscode';
import type { AnnotationView } from '../../../core/protocol';
import { range, utf16 } from '../../../core/text/units';
import type { LanguageServer } from '../../languageServer';
import type { Cursors } from '../annotateMode/cursors';
import type { KnownSuggestions } from '../annotateMode/knownSuggestions';
import { restoreRejected } from '../suggestionQueue/rejecting';
import { acceptAll } from './acceptAll';
import type { AnnotatedArticle } from './annotatedArticle';
import type { AnnotatedArticles } from './annotatedArticles';
import { AnnotationActions } from './annotationActions';
import { ArticleCommands, withAnnotation, type CommandContext } from './articleCommands';
import { attempt, openSidecar, tellNothing } from './answers';
import { CommandContexts } from './commandContexts';
import { pickLabel, shorten } from './labelPick';
import { LastLabel } from './lastLabel';
import { annotationOf, selectedIn, targetsOf, type Target } from './targets';

/** What a key binding may give a command, so that one key sets one label or note. */
interface CommandArgument {
  readonly label?: string;
  readonly note?: string;
  readonly ids?: readonly string[];
}

/**
 * Registers the annotation commands. Each answers whether it changed something; refusals are explained to the user. Answers
 * the label that was set last.
 */
export function activateAnnotationCommands(
  context: vscode.ExtensionContext,
  articles: AnnotatedArticles,
  server: LanguageServer,
  suggestions: KnownSuggestions,
  cursors: Cursors,
): LastLabel {
  const lastLabel = new LastLabel(context.workspaceState, () => contexts.update());
  const contexts = new CommandContexts(articles, () => lastLabel.id !== undefined);
  context.subscriptions.push(contexts, new AnnotationActions(articles, server, lastLabel));
  const commands = new ArticleCommands<CommandArgument>(context, articles);
  const registerChange = commands.registerChange.bind(commands);
  /** Annotates what is selected or at the cursor with the label that is chosen for it. */
  const annotate = async (
    { editor, article }: CommandContext,
    chooseLabel: (targets: readonly Target[]) => Promise<string | undefined> | string,
  ): Promise<boolean> => {
    const targets = await targetsOf(editor.selections, article, server);
    if (targets.length === 0)
      return server.running
        ? tellNothing(vscode.l10n.t('Here is nothing to annotate. Select some text first.'))
        : server.explainAbsence();
    tellWidened(targets);
    const label = await chooseLabel(targets);
    if (label === undefined) return false;
    lastLabel.set(label);
    const isDone = await attempt(article, () => article.add(targets.map((target) => annotationOf(target, label))));
    if (isDone) cursors.leave(editor, article);
    return isDone;
  };

  registerChange('annotate', (target, argument) =>
    annotate(target, (targets) => argument?.label ?? pickLabelFor(target.article, targets)),
  );
  registerChange('restoreRejected', ({ editor, article }, argument) => restoreRejected(editor, article, argument?.ids));
  registerChange('acceptAll', ({ article }, argument) =>
    acceptAll(article, server, suggestions, argument?.label === undefined ? 'all' : { label: argument.label }),
  );
  registerChange('acceptAllOfLabel', ({ article }, argument) =>
    acceptAll(article, server, suggestions, argument?.label === undefined ? 'ask' : { label: argument.label }),
  );
  registerChange('changeLabel', (target, argument) => {
    const { editor, article } = target;
    // A suggestion has no annotation yet whose label could be changed: it gets one.
    if (article.meant(selectedIn(article.text, editor.selection))?.kind === 'suggestion')
      return annotate(target, (targets) => argument?.label ?? pickLabelFor(article, targets));
    return withAnnotation(target, async (annotation) => {
      const label = argument?.label ?? (await pickOtherLabel(article, annotation));
      if (label === undefined || label === annotation.label) return false;
      lastLabel.set(label);
      const isDone = await attempt(article, () => article.change(annotation.id, { label }));
      if (isDone) cursors.leave(editor, article);
      return isDone;
    });
  });
  registerChange('editNote', (target, argument) =>
    withAnnotation(target, async (annotation) => {
      const note = argument?.note ?? (await askNote(target.article, annotation));
      if (note === undefined || note === (annotation.note ?? '')) return false;
      return attempt(target.article, () => target.article.change(annotation.id, { note: note === '' ? null : note }));
    }),
  );
  registerChange('remove', (target) =>
    withAnnotation(target, ({ id }) => attempt(target.article, () => target.article.remove(id))),
  );
  registerChange('undo', async ({ article }) => {
    if (!article.canUndo) return tellNothing(vscode.l10n.t('There is no annotation step to undo in this article.'));
    return attempt(article, () => article.undo());
  });
  registerChange('redo', async ({ article }) => {
    if (!article.canRedo) return tellNothing(vscode.l10n.t('There is no annotation step to redo in this article.'));
    return attempt(article, () => article.redo());
  });
  commands.register('openSidecar', async ({ editor, article }) =>
    openSidecar(article, article.at(selectedIn(article.text, editor.selection))?.id),
  );
  return lastLabel;
}

/** Tells that a selection was widened, because it cut a character. */
function tellWidened(targets: readonly Target[]): void {
  const widened = targets.find(({ isWidened }) => isWidened === true);
  if (widened === undefined) return;
  const words = widened.text.slice(widened.range);
  const told = vscode.l10n.t('The selection cut a character, so it was widened to “{0}”.', words);
  vscode.window.setStatusBarMessage(told, 5000);
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
  if (suggested === undefined) return pickLabel(article.labels, { title, schema: article.labels });
  const remark = ({ id }: { id: string }): string | undefined =>
    id === suggested ? vscode.l10n.t('suggested') : undefined;
  return pickLabel(article.labels, { title, first: suggested, remark, schema: article.labels });
}

function pickOtherLabel(article: AnnotatedArticle, annotation: AnnotationView): Promise<string | undefined> {
  const text = article.text.slice(range(utf16(annotation.start), utf16(annotation.end)));
  return pickLabel(article.labels, {
    title: vscode.l10n.t('Label for “{0}”', shorten(text)),
    first: annotation.label,
    schema: article.labels,
    remark: ({ id }) => (id === annotation.label ? vscode.l10n.t('now') : undefined),
  });
}

function askNote(article: AnnotatedArticle, { note, label, start, end }: AnnotationView): Thenable<string | undefined> {
  const words = shorten(article.text.slice(range(utf16(start), utf16(end))));
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Note on “{0}” ({1})', words, label),
    prompt: vscode.l10n.t('An empty note is removed.'),
    value: note ?? '',
  });
}
