import * as vscode from 'vscode';
import type { SuggestionSource } from '../../../core/annotation/source';
import type { AnnotationView } from '../../../core/protocol';
import type { CanonicalText } from '../../../core/text/canonicalText';
import { wholeGraphemes } from '../../../core/text/graphemes';
import { range, utf16, type Range, type Utf16 } from '../../../core/text/units';
import type { LanguageServer } from '../../languageServer';
import { toCanonical } from '../../positions';
import type { AnnotatedArticle, NewAnnotation } from './annotatedArticle';
import type { AnnotatedArticles } from './annotatedArticles';
import { pickLabel } from './labelPick';

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
  const register = (name: string, run: (context: Context, argument?: CommandArgument) => Promise<boolean>): void => {
    const command = vscode.commands.registerCommand(`corpusAnnotator.${name}`, async (argument?: CommandArgument) => {
      const editor = vscode.window.activeTextEditor;
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

  registerChange('annotate', async ({ editor, article }, argument) => {
    const targets = await targetsOf(editor, article, server);
    if (targets.length === 0) return refuse(vscode.l10n.t('Here is nothing to annotate. Select some text first.'));
    const label = argument?.label ?? (await pickLabelFor(article, targets));
    if (label === undefined) return false;
    return attempt(article, () => article.add(targets.map((target) => annotationOf(target, label))));
  });
  registerChange('accept', async ({ editor, article }) => {
    const targets = await Promise.all(editor.selections.map(({ active }) => targetAt(article, active, server)));
    const accepted = targets.flatMap((target) =>
      target?.suggestion === undefined ? [] : [annotationOf(target, target.suggestion.label)],
    );
    if (accepted.length === 0) return refuse(vscode.l10n.t('There is no suggestion at the cursor.'));
    return attempt(article, () => article.add(accepted));
  });
  registerChange('changeLabel', (context, argument) =>
    withAnnotation(context, async (annotation) => {
      const { article } = context;
      const text = article.text.slice(range(utf16(annotation.start), utf16(annotation.end)));
      const preferred = { label: annotation.label, why: vscode.l10n.t('now') };
      const label = argument?.label ?? (await pickLabel(article.labels, text, preferred));
      if (label === undefined || label === annotation.label) return false;
      return attempt(article, () => article.change(annotation.id, { label }));
    }),
  );
  registerChange('editNote', (context, argument) =>
    withAnnotation(context, async (annotation) => {
      const note = argument?.note ?? (await askNote(annotation));
      if (note === undefined || note === (annotation.note ?? '')) return false;
      return attempt(context.article, () => context.article.change(annotation.id, { note: note === '' ? null : note }));
    }),
  );
  registerChange('remove', (context) =>
    withAnnotation(context, ({ id }) => attempt(context.article, () => context.article.remove(id))),
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

/** A span that a command works on, with what a recogniser says of it. */
interface Target {
  readonly range: Range<Utf16>;
  /** The text that the range is in. */
  readonly text: CanonicalText;
  readonly suggestion?: { readonly label: string; readonly source?: SuggestionSource };
}

/** The selections, blanks at their ends left out; where nothing is selected, the suggestion or word at the cursor. */
async function targetsOf(
  { selections }: vscode.TextEditor,
  article: AnnotatedArticle,
  server: LanguageServer,
): Promise<Target[]> {
  const targets = await Promise.all(
    selections.map(async (selection): Promise<Target | undefined> => {
      if (selection.isEmpty) return targetAt(article, selection.active, server);
      const { text } = article;
      const selected = withWholeCharacters(text, withoutBlanks(text, toCanonical(text, selection)));
      const suggested = await targetAt(article, selection.start, server);
      const isSuggested = suggested?.range.start === selected.start && suggested.range.end === selected.end;
      return isSuggested ? suggested : { range: selected, text };
    }),
  );
  return targets.flatMap((target) => (target !== undefined && target.range.start < target.range.end ? [target] : []));
}

/** A selection that cuts no character; where it did, the user is told that it was widened. */
function withWholeCharacters(text: CanonicalText, selected: Range<Utf16>): Range<Utf16> {
  const whole = wholeGraphemes(text, selected);
  if (whole.start < selected.start || selected.end < whole.end) {
    const told = vscode.l10n.t('The selection cut a character, so it was widened to “{0}”.', text.slice(whole));
    vscode.window.setStatusBarMessage(told, 5000);
  }
  return whole;
}

async function targetAt(
  article: AnnotatedArticle,
  position: vscode.Position,
  server: LanguageServer,
): Promise<Target | undefined> {
  const { text } = article;
  const offset = text.snap(text.offsetAt(position));
  const uri = server.uriOf(article.document);
  const found = await server.spanAt({ uri, version: article.document.version, offset });
  if (found === undefined) return undefined;
  const span = range(utf16(found.start), utf16(found.end));
  if (found.label === undefined) return { range: span, text };
  return {
    range: span,
    text,
    suggestion: { label: found.label, ...(found.source !== undefined && { source: found.source }) },
  };
}

/** A range without the blanks at its ends. */
export function withoutBlanks(text: CanonicalText, selected: Range<Utf16>): Range<Utf16> {
  const content = text.slice(selected);
  const start = selected.start + (content.length - content.trimStart().length);
  return range(utf16(start), utf16(Math.max(start, selected.end - (content.length - content.trimEnd().length))));
}

async function pickLabelFor(
  article: AnnotatedArticle,
  [first, ...others]: readonly Target[],
): Promise<string | undefined> {
  if (first === undefined) return undefined;
  const text = first.text.slice(first.range);
  const title = others.length === 0 ? text : vscode.l10n.t('{0} and {1} more', text, others.length);
  const preferred = first.suggestion && { label: first.suggestion.label, why: vscode.l10n.t('suggested') };
  return pickLabel(article.labels, title, preferred);
}

/** The annotation of a target; one that takes the suggested label keeps where it came from. */
function annotationOf({ range: span, text, suggestion }: Target, label: string): NewAnnotation {
  const source = suggestion?.label === label ? suggestion.source : undefined;
  return { range: span, text, label, ...(source !== undefined && { source }) };
}

async function withAnnotation(
  { editor, article }: Context,
  change: (annotation: AnnotationView) => Promise<boolean>,
): Promise<boolean> {
  const annotation = article.at(toCanonical(article.text, editor.selection));
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

/** Runs a change and explains why it was refused, if it was. */
async function attempt(article: AnnotatedArticle, change: () => Promise<string | undefined>): Promise<boolean> {
  const refusal = await change();
  return refusal === undefined || refuse(refusal, article);
}

/** Says why nothing was done, and leads to the remedy. Never awaited: a message stays until the user closes it. */
export function refuse(reason: string, article?: AnnotatedArticle): false {
  const open = vscode.l10n.t('Open Annotation File');
  const resolve = vscode.l10n.t('Resolve Annotation Conflicts');
  const remedy = article?.inConflict === true ? resolve : open;
  const answers = article?.refusal === undefined ? [] : [remedy];
  void vscode.window.showWarningMessage(reason, ...answers).then((answer) => {
    if (article === undefined) return;
    if (answer === open) void openSidecar(article);
    if (answer === resolve) void vscode.commands.executeCommand('corpusAnnotator.resolveConflict', article.sidecar);
  });
  return false;
}

/** Shows an annotation file beside its article, at a range where one is given. */
export async function openSidecar({ sidecar, document }: AnnotatedArticle, selection?: vscode.Range): Promise<boolean> {
  try {
    const at = selection === undefined ? {} : { selection };
    await vscode.window.showTextDocument(sidecar, { viewColumn: vscode.ViewColumn.Beside, ...at });
    return true;
  } catch {
    const article = vscode.workspace.asRelativePath(document.uri);
    return refuse(vscode.l10n.t('{0} has no annotation file yet. It is made with the first annotation.', article));
  }
}
