import type { Connection } from 'vscode-languageserver';
import { coloursIn, colourWritten } from '../features/manifest/colours';
import { completionsAt } from '../features/manifest/completion';
import { prepareRename, renameEdits } from '../features/manifest/rename';
import type { Workspace } from '../workspace/workspace';

/** What is answered for manifests only; for articles the answers are empty. */
export function registerManifestRequests(connection: Connection, workspace: Workspace): void {
  const { manifests, corpusFiles } = workspace;
  connection.onCompletion(({ textDocument: { uri }, position }) => {
    const { messages, takesSnippets } = workspace.client;
    const open = manifests.get(uri);
    return open === undefined ? null : completionsAt(open, position, messages, takesSnippets);
  });
  connection.onDocumentColor(({ textDocument: { uri } }) => {
    const open = manifests.get(uri);
    return open === undefined ? [] : coloursIn(open);
  });
  connection.onColorPresentation(({ color, range }) => [colourWritten(color, range)]);
  connection.onPrepareRename(({ textDocument: { uri }, position }) => {
    const open = manifests.get(uri);
    return open === undefined ? null : prepareRename(open, position);
  });
  connection.onRenameRequest(({ textDocument: { uri }, position, newName }) => {
    const open = manifests.get(uri);
    return open === undefined ? null : renameEdits(open, position, newName, corpusFiles);
  });
}
