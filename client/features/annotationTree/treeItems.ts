import * as vscode from 'vscode';
import {
  keyOf,
  type AnnotationGroup,
  type AnnotationNode,
  type Grouping,
  type ListedAnnotation,
} from '../../../core/annotation/annotationTree';
import type { Label } from '../../../core/annotation/labels';
import { shorten } from '../annotations/labelPick';
import { labelIcon, labelName, type Icon } from './labelIcons';

/** What items say besides their node. */
export interface ItemContext {
  readonly labels: readonly Label[];
  readonly grouping: Grouping;
  /** Whether articles must be told apart. */
  readonly isCorpus: boolean;
}

/** The item of a node. Screen readers hear what the colour, the place in the tree and the tooltip say. */
export function treeItem(node: AnnotationNode, context: ItemContext): vscode.TreeItem {
  return node.kind === 'group' ? groupItem(node, context) : annotationItem(node.annotation, context);
}

function groupItem({ of, name, count, children }: AnnotationGroup, { labels }: ItemContext): vscode.TreeItem {
  const { None, Collapsed } = vscode.TreeItemCollapsibleState;
  const state = children.length === 0 ? None : Collapsed;
  const described = describeCount(count);
  switch (of.by) {
    case 'label': {
      const item = new vscode.TreeItem(labelName(labels, of.label), state);
      item.description = String(count);
      item.iconPath = of.isInSchema ? labelIcon(labels, of.label) : WARNING;
      item.contextValue = 'label';
      const unknown = vscode.l10n.t(
        'The schema of this corpus has no such label. Drag its annotations onto another one.',
      );
      const purpose = labels.find(({ id }) => id === of.label)?.descriptions[language()];
      item.tooltip = of.isInSchema ? (purpose ?? '') : unknown;
      const says = [item.label as string, described, ...(of.isInSchema ? [] : [unknown])];
      item.accessibilityInformation = { label: says.join(', ') };
      return item;
    }
    case 'entity': {
      const item = new vscode.TreeItem(shorten(name), state);
      item.description = of.entity === undefined ? String(count) : `${count} · ${of.entity}`;
      item.iconPath = labelIcon(labels, of.label);
      item.contextValue = 'entity';
      const says = [
        shorten(name),
        labelName(labels, of.label),
        described,
        ...(of.entity === undefined ? [] : [of.entity]),
      ];
      item.accessibilityInformation = { label: says.join(', ') };
      return item;
    }
    case 'article': {
      const item = new vscode.TreeItem(name, state);
      item.description = String(count);
      item.iconPath = vscode.ThemeIcon.File;
      item.resourceUri = vscode.Uri.parse(of.uri, true);
      item.contextValue = 'article';
      item.accessibilityInformation = { label: `${name}, ${described}` };
      return item;
    }
    case 'piece': {
      const { first, last } = of;
      const item = new vscode.TreeItem(name, state);
      item.description = `${shorten(first.words)} … ${shorten(last.words)}`;
      item.iconPath = new vscode.ThemeIcon('list-unordered');
      item.contextValue = 'piece';
      item.accessibilityInformation = { label: `${name}, ${item.description}` };
      return item;
    }
  }
}

function annotationItem(annotation: ListedAnnotation, context: ItemContext): vscode.TreeItem {
  const { labels, grouping, isCorpus } = context;
  const { article, label, state, line, note, by, status, entity } = annotation;
  const words = wordsIn(annotation);
  const item = new vscode.TreeItem(words);
  const place = line === undefined ? [] : [vscode.l10n.t('line {0}', line)];
  const file = isCorpus && grouping !== 'position' ? [article] : [];
  const doubts = DOUBTS[state]();
  const named = grouping === 'label' ? [] : [label];
  const noted = note === undefined ? [] : [`“${shorten(note)}”`];
  item.description = [...named, ...file, ...place, ...doubts, ...noted].join(' · ');
  item.iconPath = iconOf(annotation, labels);
  item.contextValue = 'annotation';
  item.tooltip = [
    annotation.words,
    labelName(labels, label),
    [...(isCorpus ? [article] : []), ...place, ...doubts].join(' · '),
    ...detail(vscode.l10n.t('Note: {0}', note ?? ''), note),
    ...detail(vscode.l10n.t('Entity: {0}', entity ?? ''), entity),
    ...detail(vscode.l10n.t('Status: {0}', status ?? ''), status),
    ...detail(vscode.l10n.t('By: {0}', by ?? ''), by),
  ]
    .filter((part) => part !== '')
    .join('\n');
  item.accessibilityInformation = {
    label: [words, labelName(labels, label), ...file, ...place, ...doubts, ...noted].join(', '),
  };
  item.command = {
    command: 'corpusAnnotator.annotations.open',
    title: vscode.l10n.t('Show'),
    arguments: [keyOf(annotation, grouping)],
  };
  return item;
}

const detail = (text: string, value: string | undefined): string[] => (value === undefined ? [] : [text]);

function iconOf({ label, state }: ListedAnnotation, labels: readonly Label[]): Icon {
  if (state === 'orphan')
    return new vscode.ThemeIcon('debug-disconnect', new vscode.ThemeColor('list.warningForeground'));
  if (state === 'review') return new vscode.ThemeIcon('question', new vscode.ThemeColor('list.warningForeground'));
  return labelIcon(labels, label);
}

const DOUBTS: Readonly<Record<ListedAnnotation['state'], () => readonly string[]>> = {
  anchored: () => [],
  stored: () => [],
  review: () => [vscode.l10n.t('place uncertain')],
  orphan: () => [vscode.l10n.t('place lost')],
};

const WARNING = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));

const describeCount = (count: number): string =>
  count === 1 ? vscode.l10n.t('1 annotation') : vscode.l10n.t('{0} annotations', count);

const language = (): 'en' | 'zh' => (vscode.env.language.startsWith('zh') ? 'zh' : 'en');

/** The annotated words on one line. */
export const wordsIn = ({ words }: ListedAnnotation): string => shorten(words);
