import { DidChangeWatchedFilesNotification, type Connection } from 'vscode-languageserver';
import { SIDECAR_SUFFIX } from '../core/annotation/sidecarPath';
import { AUTHORITY_SUFFIX, MANIFEST_NAME } from '../core/corpus/manifest';
import { TABLE_NAME } from '../core/metadata/table';
import { SERVER_STATUS, type ServerStatus, type TextTold } from '../core/protocol';
import { capabilitiesFor } from './capabilities';
import { manifestRegistrations } from './features/manifest/register';
import type { LoadedResources, ServerHost } from './host';
import { registerChangeNotices } from './requests/changeNotices';
import { registerConsistencyRequests } from './requests/consistencyRequests';
import { registerDisplayRequests } from './requests/displayRequests';
import { registerEntityRequests } from './requests/entityRequests';
import { registerManifestRequests } from './requests/manifestRequests';
import { registerMetadataRequests } from './requests/metadataRequests';
import { registerNavigationRequests } from './requests/navigationRequests';
import { registerQueueRequests } from './requests/queueRequests';
import { registerSuggestionRequests } from './requests/suggestionRequests';
import { registerWorkspaceSymbolRequests } from './requests/workspaceSymbolRequests';
import { Workspace } from './workspace/workspace';

/** What a server holds, for whoever runs it. */
export interface RunningServer {
  /** The version and text of a document; undefined where it is not open or out of step. */
  held(uri: string): TextTold | undefined;
  /** How much is kept, by what keeps it. All but the folders of corpora are 0 when everything is closed. */
  sizes(): Readonly<Record<string, number>>;
}

/** Wires the features to a connection and starts to listen. */
export function startServer(connection: Connection, host: ServerHost): RunningServer {
  const workspace = new Workspace(connection, host);
  registerStart(connection, workspace);
  registerDisplayRequests(connection, workspace);
  registerNavigationRequests(connection, workspace);
  registerWorkspaceSymbolRequests(connection, workspace);
  registerMetadataRequests(connection, workspace);
  registerManifestRequests(connection, workspace);
  registerConsistencyRequests(connection, workspace);
  registerSuggestionRequests(connection, workspace);
  registerQueueRequests(connection, workspace);
  registerEntityRequests(connection, workspace);
  registerChangeNotices(connection, workspace);
  workspace.documents.listen(connection);
  connection.listen();
  return {
    held(uri) {
      const document = workspace.documents.get(uri);
      return document && { version: document.version, text: document.getText() };
    },
    sizes: () => workspace.sizes(),
  };
}

/** Who the client is, what it is offered, and what it is asked to tell. */
function registerStart(connection: Connection, workspace: Workspace): void {
  const { outbox } = workspace;
  connection.onInitialize((params) => {
    workspace.initialize(params);
    return { serverInfo: { name: 'corpus-annotator' }, capabilities: capabilitiesFor(workspace.client) };
  });
  connection.onInitialized(() => {
    const { canWatchFiles, canTellManifests, canChangeFolders } = workspace.client;
    outbox.attempt(
      workspace.resources().then((loaded) => connection.sendNotification(SERVER_STATUS, statusOf(loaded))),
    );
    const watchers = WATCHED.map((name) => ({ globPattern: `**/${name}` }));
    if (canWatchFiles) outbox.attempt(connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }));
    if (canTellManifests) outbox.attempt(connection.client.register(manifestRegistrations()));
    if (canChangeFolders) followFolders(connection, workspace);
  });
}

function followFolders(connection: Connection, workspace: Workspace): void {
  connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) =>
    workspace.changeFolders(
      added.map(({ uri }) => uri),
      removed.map(({ uri }) => uri),
    ),
  );
}

/** The files whose changes on disk are told. */
const WATCHED = [MANIFEST_NAME, `*${AUTHORITY_SUFFIX}`, `*${SIDECAR_SUFFIX}`, '*.txt', TABLE_NAME];

const statusOf = ({ segmenter, taggerProblem }: LoadedResources): ServerStatus => ({
  segmenter: segmenter.name,
  ...(taggerProblem !== undefined && { taggerProblem }),
});
