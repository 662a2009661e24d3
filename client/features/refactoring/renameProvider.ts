import * as vscode from 'vscode';
import { nameAtOffset, namesIn } from '../../../core/corpus/manifestNames';
import { readUnfinishedYaml } from '../../../core/yaml/boundedYaml';

/**
 * F2 on an id in corpus.yaml starts the refactoring over the whole corpus, which shows its own preview and is undone as one:
 * the editor gets nothing to change itself.
 */
export function startRename(
  document: vscode.TextDocument,
  position: vscode.Position,
  to: string,
): vscode.WorkspaceEdit | undefined {
  const found = nameAtOffset(namesIn(readUnfinishedYaml(document.getText())), document.offsetAt(position));
  if (found === undefined) return undefined;
  const { kind, id, of } = found;
  const name = { kind, id, ...(of !== undefined && { of }) };
  void vscode.commands.executeCommand('corpusAnnotator.renameInSchema', { uri: document.uri.toString(), name, to });
  return new vscode.WorkspaceEdit();
}
