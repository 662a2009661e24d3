import * as vscode from 'vscode';
import { keyOfLabel } from '../../../core/annotation/mode/modeKeys';
import type { Label } from '../../../core/annotation/labels';
import { visibleText } from '../../../core/text/visible';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import type { ModeKeyTable } from './modeKeyTable';

interface KeyItem extends vscode.QuickPickItem {
  readonly run?: () => Thenable<unknown>;
}

/** Lists what every key does, the labels with their colours first; what is chosen is done. */
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
  const isTaken = (key: string): boolean => meanings.get(key)?.kind === 'label';
  const keysOf = new Map<string, string[]>();
  for (const { key, command } of table.commands) {
    if (!isTaken(key)) keysOf.set(command, [...(keysOf.get(command) ?? []), key]);
    else if (!keysOf.has(command)) keysOf.set(command, []);
  }
  return [
    heading(vscode.l10n.t('Set a label')),
    ...labels.map((label) => labelItem(label, keyOfLabel(meanings, label.id))),
    heading(vscode.l10n.t('Do something else')),
    ...[...keysOf].map(([command, keys]): KeyItem => ({
      label: table.title(command),
      // A key that the schema has given to a label: the chord with it works still.
      description: keys.length > 0 ? keys.join(', ') : vscode.l10n.t('only with Alt+A (the key is a label’s)'),
      run: () => vscode.commands.executeCommand(command),
    })),
  ];
}

const heading = (label: string): KeyItem => ({ label, kind: vscode.QuickPickItemKind.Separator });

function labelItem({ id, names, colour }: Label, key: string | undefined): KeyItem {
  const name = vscode.env.language.startsWith('zh') ? names.zh : names.en;
  return {
    label: `${visibleText(id)} · ${visibleText(name)}`,
    description: key ?? vscode.l10n.t('no key left'),
    iconPath: colourIcon(colour),
    run: () => vscode.commands.executeCommand('corpusAnnotator.label', { label: id }),
  };
}

/** A dot in the colour of a label. */
function colourIcon(colour: string): vscode.Uri | vscode.ThemeIcon {
  if (!/^#[0-9a-f]{6}$/i.test(colour)) return new vscode.ThemeIcon('circle-filled');
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="5" fill="${colour}"/></svg>`;
  return vscode.Uri.parse(`data:image/svg+xml;base64,${Buffer.from(picture).toString('base64')}`);
}
