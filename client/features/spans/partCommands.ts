import * as vscode from 'vscode';
import { joinedParts, withoutPart } from '../../../core/annotation/parts';
import { contains, type Range, type Utf16 } from '../../../core/text/units';
import { wholeGraphemes } from '../../../core/text/graphemes';
import type { AnnotationView } from '../../../core/protocol';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import { withAnnotation, type ArticleCommands, type CommandContext } from '../annotations/articleCommands';
import { attempt, refuse, tellNothing } from '../annotations/answers';
import { pickLabel } from '../annotations/labelPick';
import { selectedIn, withoutBlanks } from '../annotations/targets';
import type { SpanArgument } from './arguments';
import type { Mark } from './mark';
import { pickAnnotation } from './picks';
import { partsOf, wordsOf } from './words';

/** The commands that make annotations of several parts, and change which parts they have. */
export function registerPartCommands(commands: ArticleCommands<SpanArgument>, mark: Mark): void {
  commands.registerChange('annotateTogether', annotateTogether);
  commands.registerChange('addPart', (context, argument) => addPart(context, mark, argument));
  commands.registerChange('removePart', (context) => withAnnotation(context, (view) => removePart(context, view)));
}

/** One annotation of all selections; touching ones are one part. */
async function annotateTogether({ editor, article }: CommandContext, argument?: SpanArgument): Promise<boolean> {
  const { text } = article;
  const parts = joinedParts(selectedParts(editor, article));
  if (parts.length === 0) return tellNothing(vscode.l10n.t('Here is nothing to annotate. Select some text first.'));
  const words = parts.map((part) => text.slice(part)).join(' … ');
  const label =
    argument?.label ?? (await pickLabel(article.labels, { title: titleFor(words), schema: article.labels }));
  if (label === undefined) return false;
  return attempt(article, () =>
    article.perform(() => {
      const live = parts.map((part) => article.inLiveText(part, text));
      if (!live.every((part) => part !== undefined)) return changedMeanwhile();
      return { kind: 'add', annotation: article.record(label, live) };
    }),
  );
}

const titleFor = (words: string): string => vscode.l10n.t('Label for “{0}”', words);
const changedMeanwhile = (): string => vscode.l10n.t('The text here has changed meanwhile, so nothing was annotated.');

/**
 * Adds what is selected to an annotation: the one that another of the selections (or cursors) is in, else the marked one,
 * else one that is asked for, the nearest first.
 */
async function addPart(context: CommandContext, mark: Mark, argument?: SpanArgument): Promise<boolean> {
  const { editor, article } = context;
  const { text } = article;
  const selected = selectedParts(editor, article);
  const wanted = argument?.to;
  const held = wanted === undefined ? heldBy(editor, article) : viewOf(article, wanted);
  const added =
    held === undefined
      ? selected
      : selected.filter((part) => !partsOf(article, held.id).some((own) => contains(own, part)));
  const [first] = added;
  if (first === undefined)
    return refuse(vscode.l10n.t('Select the words that belong to the annotation, then run this command.'));
  const beside = { id: '', label: '', ...first, state: 'anchored' as const };
  const annotation =
    held ??
    mark.viewIn(article) ??
    (await pickAnnotation(context, beside, {
      title: vscode.l10n.t('Add “{0}” to which annotation?', text.slice(first)),
    }));
  if (annotation === undefined) return false;
  const parts = joinedParts([...partsOf(article, annotation.id), ...added]);
  return attempt(article, () => article.placeAt(annotation.id, parts, text));
}

/** Takes the part at the cursor, or what is selected, out of an annotation. */
async function removePart({ editor, article }: CommandContext, { id }: AnnotationView): Promise<boolean> {
  const { text } = article;
  const parts = partsOf(article, id);
  const left = withoutPart(parts, selectedIn(text, editor.selection))
    .map((part) => withoutBlanks(text, part))
    .filter(({ start, end }) => start < end);
  if (left.length === 0)
    return refuse(
      vscode.l10n.t(
        'Nothing would be left of “{0}”. Select the words to take out of it, or run “Remove Annotation”.',
        wordsOf(article, id),
      ),
    );
  return attempt(article, () => article.placeAt(id, left, text));
}

function selectedParts({ selections }: vscode.TextEditor, { text }: AnnotatedArticle): Range<Utf16>[] {
  return selections
    .filter(({ isEmpty }) => !isEmpty)
    .map((selection) => wholeGraphemes(text, selectedIn(text, selection)))
    .filter(({ start, end }) => start < end);
}

/** The annotation that one of several selections is in, while another is not. */
function heldBy({ selections }: vscode.TextEditor, article: AnnotatedArticle): AnnotationView | undefined {
  if (selections.length < 2) return undefined;
  const held = selections.map((selection) => article.at(selectedIn(article.text, selection)));
  const views = held.filter((view) => view !== undefined);
  return views.length > 0 && new Set(views.map(({ id }) => id)).size === 1 ? views[0] : undefined;
}

const viewOf = ({ annotations }: AnnotatedArticle, id: string): AnnotationView | undefined =>
  annotations.find((view) => view.id === id);
