import {
  LSPErrorCodes,
  ResponseError,
  type CancellationToken,
  type Connection,
  type Diagnostic,
} from 'vscode-languageserver';
import { isManifestAddress } from '../../core/corpus/manifest';
import { consistencyDiagnostics, consistencyFixes } from '../features/consistencyDiagnostics';
import { manifestFixes } from '../features/manifest/fixes';
import { untilCancelled } from '../workspace/cancellation';
import { DIAGNOSTICS_PAUSE } from '../workspace/consistency';
import type { Workspace } from '../workspace/workspace';

/** What does not fit together in an article, and the fixes for it; fixes for manifests, too. */
export function registerConsistencyRequests(connection: Connection, workspace: Workspace): void {
  connection.languages.diagnostics.on(async ({ textDocument: { uri } }, token) => {
    if (isManifestAddress(uri)) return { kind: 'full', items: [] };
    // While somebody types, each key cancels the request of the one before.
    await untilCancelled(new Promise((resolve) => setTimeout(resolve, DIAGNOSTICS_PAUSE)), token);
    return { kind: 'full', items: await inconsistencies(workspace, uri, token) };
  });
  connection.onCodeAction(async ({ textDocument: { uri }, context }, token) => {
    const { messages } = workspace.client;
    const open = workspace.manifests.get(uri);
    if (open !== undefined) return manifestFixes(open, context.diagnostics, messages);
    const ours = context.diagnostics.filter(({ source, data }) => source === 'corpus-annotator' && data !== undefined);
    if (ours.length === 0) return [];
    const { version } = workspace.articleAt(uri);
    return consistencyFixes(uri, version, await workspace.consistency.check(uri, token), ours, messages.language);
  });
}

async function inconsistencies(workspace: Workspace, uri: string, token: CancellationToken): Promise<Diagnostic[]> {
  try {
    const checked = await workspace.consistency.check(uri, token);
    const { severities, messages } = workspace.client;
    return consistencyDiagnostics(uri, checked, severities, messages.language);
  } catch (error) {
    const isOutdated = error instanceof ResponseError && error.code === LSPErrorCodes.ContentModified;
    if (!isOutdated) throw error;
    // An empty answer would take away what is shown; the client asks again for the text that came meanwhile.
    throw new ResponseError(LSPErrorCodes.ServerCancelled, error.message, { retriggerRequest: false });
  }
}
