import * as vscode from 'vscode';
import type { EntityNode, RelationEnd, Section } from '../../../core/annotation/entityTree';
import type { Schema } from '../../../core/annotation/schema';
import { visibleText } from '../../../core/text/visible';
import { shorten } from '../annotations/labelPick';
import { colourIcon, labelIcon, type Icon } from '../annotationTree/labelIcons';
import { nameOf } from '../review/reviews';

const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

/** The item of a node; what it says is all in text, for screen readers. */
export function entityItem(node: EntityNode, schema: Schema): vscode.TreeItem {
  const item = itemOf(node, schema);
  item.contextValue = node.kind;
  const says = [item.label, item.description, item.tooltip].flatMap((part) =>
    typeof part === 'string' && part !== '' ? [part] : [],
  );
  item.accessibilityInformation = { label: [...new Set(says)].join(', ') };
  return item;
}

function itemOf(node: EntityNode, schema: Schema): vscode.TreeItem {
  switch (node.kind) {
    case 'section': {
      const isLong = node.section === 'articleRelations' || node.section === 'elsewhere';
      const item = new vscode.TreeItem(sectionName(node.section), isLong ? Collapsed : Expanded);
      item.description = node.section === 'record' ? '' : String(node.count);
      item.iconPath = new vscode.ThemeIcon(SECTION_ICONS[node.section]);
      return item;
    }
    case 'fact':
      return factItem(node);
    case 'article': {
      const uri = vscode.Uri.parse(node.uri, true);
      const item = new vscode.TreeItem(nameOf(uri), Collapsed);
      item.description = String(node.count);
      item.resourceUri = uri;
      item.iconPath = vscode.ThemeIcon.File;
      return item;
    }
    case 'mention': {
      const { mention } = node;
      const item = new vscode.TreeItem(inContext(mention), None);
      const status = mention.isAnnotated ? vscode.l10n.t('annotated') : vscode.l10n.t('suggested');
      item.description = `${vscode.l10n.t('line {0}', mention.line + 1)} · ${status}`;
      item.iconPath = new vscode.ThemeIcon(mention.isAnnotated ? 'circle-filled' : 'circle-outline');
      item.command = openCommand(node.key);
      return item;
    }
    case 'stored': {
      const item = new vscode.TreeItem(shorten(node.annotation.words), None);
      item.description = node.annotation.label;
      item.iconPath = labelIcon(schema.labels, node.annotation.label);
      item.command = openCommand(node.key);
      return item;
    }
    case 'note': {
      const item = new vscode.TreeItem(visibleText(node.text), None);
      item.description = shorten(node.words);
      item.tooltip = node.text;
      item.iconPath = new vscode.ThemeIcon('note');
      item.command = openCommand(node.key);
      return item;
    }
    case 'relation': {
      const { label, from, to, seenFrom } = node;
      const type = schema.relations.find(({ id }) => id === label);
      const [arrow, other] = seenFrom === 'from' ? ['→', to] : ['←', from];
      const item = new vscode.TreeItem(`${arrow} ${type?.names[language()] ?? label}: ${endOf(other)}`, None);
      item.description = seenFrom === 'from' ? endOf(from) : endOf(to);
      item.tooltip = `${endOf(from)} → ${type?.names[language()] ?? label} → ${endOf(to)}`;
      item.iconPath = type === undefined ? UNKNOWN : colourIcon(type.colour);
      item.command = openCommand(node.key);
      return item;
    }
    case 'event': {
      const type = schema.events.find(({ id }) => id === node.label);
      const roles = node.parts.map((part) => {
        const role = type?.roles.find(({ id }) => id === part.role)?.names[language()] ?? part.role;
        return `${role}: ${endOf(part)}`;
      });
      const trigger = node.trigger === undefined ? '' : ` (${endOf(node.trigger)})`;
      const item = new vscode.TreeItem(`◆ ${type?.names[language()] ?? node.label}${trigger}`, None);
      item.description = roles.join(' · ');
      item.tooltip = roles.join('\n');
      item.iconPath = type === undefined ? UNKNOWN : new vscode.ThemeIcon('symbol-event');
      item.command = openCommand(node.key);
      return item;
    }
  }
}

function factItem({ name, text, address }: EntityNode & { kind: 'fact' }): vscode.TreeItem {
  const item = new vscode.TreeItem(visibleText(name ?? text), None);
  if (name !== undefined) item.description = visibleText(text);
  item.tooltip = name === undefined ? text : `${name}: ${text}`;
  if (address === undefined) return item;
  item.iconPath = new vscode.ThemeIcon('link-external');
  item.tooltip = address;
  const title = vscode.l10n.t('Open Link');
  item.command = { command: 'vscode.open', title, arguments: [vscode.Uri.parse(address, true)] };
  return item;
}

/** The words in their context, with the words themselves in brackets. */
const inContext = ({
  before,
  words,
  after,
}: {
  readonly before: string;
  readonly words: string;
  readonly after: string;
}): string => `…${before}【${shorten(words)}】${after}…`;

/** An end that is not there any more has no words. */
const endOf = ({ words, label }: RelationEnd): string =>
  words === '' ? label || vscode.l10n.t('(removed)') : shorten(words);

const openCommand = (key: string): vscode.Command => ({
  command: 'corpusAnnotator.entity.open',
  title: vscode.l10n.t('Show'),
  arguments: [key],
});

const language = (): 'en' | 'zh' => (vscode.env.language.startsWith('zh') ? 'zh' : 'en');

const UNKNOWN: Icon = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));

const SECTION_ICONS: Readonly<Record<Section, string>> = {
  aliases: 'symbol-text',
  posts: 'briefcase',
  bodies: 'organization',
  record: 'book',
  notes: 'note',
  relations: 'references',
  here: 'location',
  elsewhere: 'files',
  articleRelations: 'type-hierarchy',
};

function sectionName(section: Section): string {
  switch (section) {
    case 'aliases':
      return vscode.l10n.t('Other Names');
    case 'posts':
      return vscode.l10n.t('Posts');
    case 'bodies':
      return vscode.l10n.t('Bodies');
    case 'record':
      return vscode.l10n.t('Authority Record');
    case 'notes':
      return vscode.l10n.t('Notes');
    case 'relations':
      return vscode.l10n.t('Relations and Events');
    case 'here':
      return vscode.l10n.t('Mentions Here');
    case 'elsewhere':
      return vscode.l10n.t('Mentions in Other Articles');
    case 'articleRelations':
      return vscode.l10n.t('Relations of the Whole Article');
  }
}
