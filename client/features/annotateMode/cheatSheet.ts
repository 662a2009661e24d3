import * as vscode from 'vscode';
import { groupedCommands, type KeyGroup } from '../../../core/annotation/mode/keyGroups';
import { keyOfLabel, keysOfCommand } from '../../../core/annotation/mode/modeKeys';
import type { Label } from '../../../core/annotation/labels';
import { visibleText } from '../../../core/text/visible';
import { colourIcon } from '../annotationTree/labelIcons';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import { keyCap } from './keyCap';
import type { ModeKeyTable } from './modeKeyTable';

interface KeyItem extends vscode.QuickPickItem {
  readonly run?: () => Thenable<unknown>;
}

/** Lists what every key does, by what it is for; what is chosen is done. */
export async function showCheatSheet(table: ModeKeyTable, { labels }: AnnotatedArticle): Promise<void> {
  const title = vscode.l10n.t('Keys in annotate mode');
  const placeHolder = vscode.l10n.t('Find a key or a command; Enter does it');
  const chosen = await vscode.window.showQuickPick(itemsOf(table, labels), {
    title,
    placeHolder,
    matchOnDescription: true,
  });
  await chosen?.run?.();
}

function itemsOf(table: ModeKeyTable, labels: readonly Label[]): KeyItem[] {
  const meanings = table.meanings(labels);
  const commands = [...new Set(table.commands.map(({ command }) => command))];
  return groupedCommands(commands).flatMap((each) => [
    heading(nameOf(each.group)),
    ...(each.group === 'label' ? labels.map((label) => labelItem(label, keyOfLabel(meanings, label.id))) : []),
    ...each.commands.map((command) => commandItem(command, table.title(command), keysOfCommand(meanings, command))),
  ]);
}

function commandItem(command: string, label: string, keys: readonly string[]): KeyItem {
  const cap = keys.find((key) => key.length === 1);
  return {
    label,
    // A key that the schema has given to a label: the chord with it works still.
    description: keys.length > 0 ? keys.join('  ') : vscode.l10n.t('only with Alt+A (the key is a label’s)'),
    // A comma or a full stop alone is hard to see.
    ...(cap !== undefined && { iconPath: keyCap(cap) }),
    run: () => vscode.commands.executeCommand(command),
  };
}

function nameOf(group: KeyGroup): string {
  switch (group) {
    case 'decide':
      return vscode.l10n.t('Decide on suggestions');
    case 'label':
      return vscode.l10n.t('Label');
    case 'move':
      return vscode.l10n.t('Move');
    case 'edges':
      return vscode.l10n.t('Edges');
    case 'select':
      return vscode.l10n.t('Select');
    case 'entity':
      return vscode.l10n.t('Entities, relations and events');
    case 'article':
      return vscode.l10n.t('Article');
  }
}

const heading = (label: string): KeyItem => ({ label, kind: vscode.QuickPickItemKind.Separator });

function labelItem({ id, names, colour }: Label, key: string | undefined): KeyItem {
  const name = vscode.env.language.startsWith('zh') ? names.zh : names.en;
  return {
    label: `${visibleText(id)} · ${visibleText(name)}`,
    description: key ?? vscode.l10n.t('no key left'),
    iconPath: /^#[0-9a-f]{6}$/i.test(colour) ? colourIcon(colour) : new vscode.ThemeIcon('circle-filled'),
    run: () => vscode.commands.executeCommand('corpusAnnotator.label', { label: id }),
  };
}
