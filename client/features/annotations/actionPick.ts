import * as vscode from 'vscode';
import { refuse } from './answers';

type Offered = vscode.CodeAction | vscode.Command;
type Action = Pick<vscode.CodeAction, 'title' | 'kind' | 'edit' | 'command'>;

interface ActionItem extends vscode.QuickPickItem {
  readonly action?: Action;
}

/**
 * Lists what the light bulb offers at the cursor, fixes first, and does what is chosen: where a text is read-only, as in
 * annotate mode, the editor keeps its own list from the keyboard. Answers whether something was done.
 */
export async function pickAction({ document, selection }: vscode.TextEditor): Promise<boolean> {
  const found = await vscode.commands.executeCommand<readonly Offered[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    selection,
    undefined,
    MOST_RESOLVED,
  );
  const actions = found.map(asAction);
  if (actions.length === 0) return refuse(vscode.l10n.t('There is nothing to fix or to do here.'));
  const others = actions.filter((action) => !isFix(action));
  const chosen = await vscode.window.showQuickPick([
    ...group(vscode.l10n.t('Fixes'), actions.filter(isFix)),
    ...group(vscode.l10n.t('Actions'), others),
  ]);
  return chosen?.action !== undefined && (await doAction(chosen.action));
}

/** Actions whose edit a provider works out only when it is wanted. */
const MOST_RESOLVED = 50;

/** A bare command is no action with a kind. */
const asAction = (offered: Offered): Action =>
  typeof offered.command === 'string'
    ? { title: offered.title, command: offered as vscode.Command }
    : (offered as vscode.CodeAction);

const isFix = ({ kind }: Action): boolean => kind !== undefined && vscode.CodeActionKind.QuickFix.contains(kind);

function group(label: string, actions: readonly Action[]): ActionItem[] {
  if (actions.length === 0) return [];
  const heading = { label, kind: vscode.QuickPickItemKind.Separator };
  return [heading, ...actions.map((action) => ({ label: action.title, action }))];
}

async function doAction({ edit, command }: Action): Promise<boolean> {
  if (edit !== undefined && !(await vscode.workspace.applyEdit(edit))) return false;
  if (command !== undefined) {
    const given = (command.arguments ?? []) as unknown[];
    await vscode.commands.executeCommand(command.command, ...given);
  }
  return true;
}
