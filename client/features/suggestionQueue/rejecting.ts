import * as vscode from 'vscode';
import type { Annotation } from '../../../core/annotation/annotation';
import type { Operation } from '../../../core/annotation/operations';
import { isTurnedDown, type Span } from '../../../core/annotation/undecided';
import type { Suggestion } from '../../../core/protocol';
import type { CanonicalText } from '../../../core/text/canonicalText';
import { range, utf16, type Range, type Utf16 } from '../../../core/text/units';
import { toRange } from '../../positions';
import type { AnnotatedArticle, NewAnnotation } from '../annotations/annotatedArticle';
import { attempt, tell, tellNothing } from '../annotations/answers';
import { shorten } from '../annotations/labelPick';

/** Turns down suggestions as one step that can be undone; answers undefined, or why it was refused. */
export function reject(article: AnnotatedArticle, suggestions: readonly NewAnnotation[]): Promise<string | undefined> {
  return article.perform(() => {
    const operations: Operation[] = [];
    for (const { range: span, text, label, source } of suggestions) {
      const place = article.inLiveText(span, text);
      if (place === undefined) return vscode.l10n.t('The text here has changed meanwhile, so nothing was rejected.');
      if (isTurnedDown({ ...place, label }, article.rejected)) continue;
      operations.push({ kind: 'reject', annotation: article.record(label, [place], source) });
    }
    return operations.length === 0
      ? vscode.l10n.t('This suggestion is rejected already.')
      : { kind: 'bulk', operations };
  });
}

/** A suggestion of the server as the annotation it would be. */
export function asNewAnnotation(suggestion: Suggestion, text: CanonicalText): NewAnnotation {
  const { label, source } = suggestion;
  return { range: spanOf(suggestion), text, label, source };
}

const spanOf = ({ start, end }: Span): Range<Utf16> => range(utf16(start), utf16(end));

interface RejectedItem extends vscode.QuickPickItem {
  readonly id: string;
}

/** Lets the person choose among what was rejected in an article; what is chosen is suggested again. */
export async function restoreRejected(
  editor: vscode.TextEditor,
  article: AnnotatedArticle,
  wanted?: readonly string[],
): Promise<boolean> {
  const ids = wanted ?? (await pickRejected(editor, article));
  if (ids === undefined || ids.length === 0) return false;
  const operations = ids.map((id): Operation => ({ kind: 'unreject', id }));
  const isRestored = await attempt(article, () => article.perform(() => ({ kind: 'bulk', operations })));
  if (isRestored) tell(article, vscode.l10n.t('Suggestions restored: {0}.', ids.length));
  return isRestored;
}

/** The ids of the chosen ones; those at the cursor come first and are chosen already. Undefined when dismissed. */
async function pickRejected(
  { selection }: vscode.TextEditor,
  article: AnnotatedArticle,
): Promise<readonly string[] | undefined> {
  const rejected = article.set?.rejected ?? [];
  if (rejected.length === 0) {
    tellNothing(vscode.l10n.t('No suggestion was rejected in this article.'));
    return undefined;
  }
  const { text } = article;
  const places = new Map(article.rejected.map((view) => [view.id, toRange(text, spanOf(view))]));
  const isHere = ({ id }: Annotation): boolean => places.get(id)?.contains(selection) === true;
  const items = rejected
    .toSorted((a, b) => Number(isHere(b)) - Number(isHere(a)))
    .map((annotation) => itemOf(annotation, places.get(annotation.id)?.start.line, isHere(annotation)));
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    matchOnDescription: true,
    matchOnDetail: true,
    title: vscode.l10n.t('Suggestions that were rejected'),
    placeHolder: vscode.l10n.t('Tick those that may be suggested again'),
  });
  return picked?.map(({ id }) => id);
}

function itemOf(
  { id, label, exact, before, after }: Annotation,
  line: number | undefined,
  picked: boolean,
): RejectedItem {
  const place =
    line === undefined ? vscode.l10n.t('its text is gone or has changed') : vscode.l10n.t('line {0}', line + 1);
  const left = Array.from(before).slice(-CONTEXT).join('');
  const right = Array.from(after).slice(0, CONTEXT).join('');
  const context = `…${left}【${exact}】${right}…`.replace(/\s*\n\s*/g, '');
  return { id, label: shorten(exact), description: `${label} · ${place}`, detail: context, picked };
}

/** How much of the context is shown on each side, in characters. */
const CONTEXT = 12;
