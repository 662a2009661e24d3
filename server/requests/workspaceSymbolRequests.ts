import { LSPErrorCodes, ResponseError, type CancellationToken, type Connection } from 'vscode-languageserver';
import { bestSymbols, symbolsIn, type FoundSymbol } from '../features/workspaceSymbols';
import { throwIfCancelled } from '../workspace/cancellation';
import type { Workspace } from '../workspace/workspace';

/** The search for articles, sections and entities over all open articles. */
export function registerWorkspaceSymbolRequests(connection: Connection, workspace: Workspace): void {
  connection.onWorkspaceSymbol(async ({ query }, token) => {
    const found: FoundSymbol[] = [];
    for (const uri of workspace.documents.keys()) {
      found.push(...(await symbolsOf(workspace, uri, query, token)));
      await workspace.turns.next();
      throwIfCancelled(token);
    }
    return bestSymbols(found);
  });
}

async function symbolsOf(
  workspace: Workspace,
  uri: string,
  query: string,
  token: CancellationToken,
): Promise<FoundSymbol[]> {
  try {
    const live = await workspace.annotated(uri, token);
    const { text, outline } = live.analysis;
    const entities = workspace.entitiesOf(live);
    return symbolsIn({ uri, text, outline, entities }, query, workspace.client.messages);
  } catch (error) {
    throwIfCancelled(token);
    // An article that is being edited is left out; the others are found.
    if (error instanceof ResponseError && error.code === LSPErrorCodes.ContentModified) return [];
    throw error;
  }
}
