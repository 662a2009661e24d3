import type * as vscode from 'vscode';

/** Shows a pick; what was chosen when it is accepted, undefined when it is dismissed. The pick is disposed of then. */
export function picked<Item extends vscode.QuickPickItem>(
  pick: vscode.QuickPick<Item>,
): Promise<readonly Item[] | undefined> {
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      resolve(pick.selectedItems);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}
