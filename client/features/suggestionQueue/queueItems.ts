import * as vscode from 'vscode';
import type { Label } from '../../../core/annotation/labels';
import type { QueuedArticle, QueuedSuggestion, QueuedWords } from '../../../core/protocol';
import type { DecisionCounts } from '../../../core/suggestions/decisions';
import { visibleText } from '../../../core/text/visible';
import { labelIcon, labelName } from '../annotationTree/labelIcons';
import { shorten } from '../annotations/labelPick';
import { percent } from './unsure';

/** An article with how far it is decided. */
export function articleItem({ uri, path, total = 0, decided = 0 }: QueuedArticle): vscode.TreeItem {
  const item = new vscode.TreeItem(path, vscode.TreeItemCollapsibleState.Collapsed);
  item.resourceUri = vscode.Uri.parse(uri, true);
  item.iconPath = vscode.ThemeIcon.File;
  item.description = `${decided}/${total}`;
  const progress = vscode.l10n.t('{0} of {1} decided', decided, total);
  item.tooltip = `${path}\n${progress}`;
  item.contextValue = 'article';
  item.accessibilityInformation = { label: `${path}, ${progress}` };
  return item;
}

/** Equal words, which one decision takes together. */
export function groupItem(
  { form, label, count, articles, confidence, decisions }: QueuedWords,
  labels: readonly Label[],
): vscode.TreeItem {
  const words = shorten(form);
  const item = new vscode.TreeItem(words, vscode.TreeItemCollapsibleState.Collapsed);
  item.iconPath = labelIcon(labels, label);
  item.description = `${visibleText(label)} × ${count}`;
  item.contextValue = 'words';
  const spread = vscode.l10n.t('{0} times in {1} articles, the least sure {2}', count, articles, percent(confidence));
  item.tooltip = [`${words} · ${labelName(labels, label)}`, spread, ...told(decisions)].join('\n');
  item.accessibilityInformation = { label: [words, labelName(labels, label), spread, ...told(decisions)].join(', ') };
  return item;
}

/** One suggestion, in its context. */
export function suggestionItem(
  suggestion: QueuedSuggestion,
  labels: readonly Label[],
  { key, namesArticle }: { readonly key: string; readonly namesArticle: boolean },
): vscode.TreeItem {
  const { label, confidence, decisions, path, line, source } = suggestion;
  const words = shorten(suggestion.exact);
  const context = inContext(suggestion, words, CONTEXT);
  const place = vscode.l10n.t('line {0}', line + 1);
  const item = new vscode.TreeItem(words);
  item.iconPath = labelIcon(labels, label);
  item.description = [
    visibleText(label),
    percent(confidence),
    ...(namesArticle ? [path] : []),
    inContext(suggestion, words, NEAR),
  ].join(' · ');
  item.contextValue = 'suggestion';
  const name = labelName(labels, label);
  const sure = vscode.l10n.t('{0} sure', percent(confidence));
  const found = vscode.l10n.t('found by: {0}', source.recognisers.join(', '));
  item.tooltip = [`${words} · ${name} · ${sure}`, ...told(decisions), context, `${path} · ${place}`, found].join('\n');
  item.accessibilityInformation = { label: [words, name, sure, ...told(decisions), context, path, place].join(', ') };
  item.command = { command: 'corpusAnnotator.suggestions.show', title: vscode.l10n.t('Show'), arguments: [key] };
  return item;
}

/** Stands behind a list that shows only its beginning. */
export function moreItem(): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('More come as these are decided'));
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  return item;
}

function told(decisions: DecisionCounts | undefined): string[] {
  if (decisions === undefined) return [];
  return [vscode.l10n.t('In this corpus: accepted {0}, rejected {1}', decisions.accepted, decisions.rejected)];
}

/** The words with what is beside them, on one line. */
function inContext({ before, after }: QueuedSuggestion, words: string, length: number): string {
  const left = Array.from(before).slice(-length).join('');
  const right = Array.from(after).slice(0, length).join('');
  return visibleText(`…${left}【${words}】${right}…`.replace(/\s*\n\s*/g, ''));
}

/** Characters on each side: in the narrow list, and where there is space. */
const NEAR = 4;
const CONTEXT = 12;
