import * as vscode from 'vscode';
import type { Label } from '../../../core/annotation/labels';
import type { Suggestion } from '../../../core/protocol';
import { range, utf16 } from '../../../core/text/units';
import type { LanguageServer } from '../../languageServer';
import type { KnownSuggestions } from '../annotateMode/knownSuggestions';
import type { AnnotatedArticle, NewAnnotation } from './annotatedArticle';
import { attempt, tell, tellNothing } from './answers';
import { pickLabel } from './labelPick';

/** Which suggestions of an article are accepted: all, those of one label, or those of a label that is asked for. */
export type AcceptedLabel = 'all' | 'ask' | { readonly label: string };

/** Accepts suggestions of a whole article as one step. What an annotation overlaps is left alone. */
export async function acceptAll(
  article: AnnotatedArticle,
  server: LanguageServer,
  suggestions: KnownSuggestions,
  wanted: AcceptedLabel,
): Promise<boolean> {
  const { text } = article;
  const options = { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Looking for suggestions…') };
  const open = await vscode.window.withProgress(options, () => suggestions.ready(article));
  if (open === undefined) return server.explainAbsence();
  if (open.length === 0) return tellNothing(vscode.l10n.t('There is no suggestion left to accept in this article.'));
  const label = wanted === 'ask' ? await pickLabelOf(article, open) : wanted === 'all' ? wanted : wanted.label;
  if (label === undefined) return false;
  const accepted = label === 'all' ? open : open.filter((suggestion) => suggestion.label === label);
  if (accepted.length === 0)
    return tellNothing(vscode.l10n.t('There is no suggestion left to accept with the label {0}.', label));
  const annotations = accepted.map(({ start, end, label: suggested, source }): NewAnnotation => {
    return { range: range(utf16(start), utf16(end)), text, label: suggested, source };
  });
  const isAccepted = await attempt(article, () => article.add(annotations));
  if (isAccepted) tell(article, vscode.l10n.t('Suggestions accepted: {0}.', annotations.length));
  return isAccepted;
}

/** Asks for one of the labels that are suggested; each tells how often. */
function pickLabelOf({ labels }: AnnotatedArticle, open: readonly Suggestion[]): Promise<string | undefined> {
  const counts = new Map<string, number>();
  for (const { label } of open) counts.set(label, (counts.get(label) ?? 0) + 1);
  const offered = [...counts.keys()].map((id) => labels.find((label) => label.id === id) ?? unknownLabel(id));
  return pickLabel(offered, {
    title: vscode.l10n.t('Accept all suggestions of a label'),
    remark: ({ id }) => vscode.l10n.t('{0} suggested', counts.get(id) ?? 0),
  });
}

/** A recogniser may suggest what the corpus has no label for. */
const unknownLabel = (id: string): Label => ({
  id,
  names: { en: id, zh: id },
  descriptions: { en: '', zh: '' },
  colour: '',
});
