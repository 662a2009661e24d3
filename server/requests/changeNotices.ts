import type { Connection } from 'vscode-languageserver';
import { AUTHORITY_SUFFIX, isManifestAddress, MANIFEST_NAME } from '../../core/corpus/manifest';
import { TABLE_NAME } from '../../core/metadata/table';
import { ANNOTATIONS_CHANGED, type AnnotationsChanged } from '../../core/protocol';
import { articleDiagnostics, outOfStep } from '../features/articleDiagnostics';
import { decisionsAmong } from '../workspace/learning';
import type { Workspace } from '../workspace/workspace';

/** What follows when the client tells that something has changed: documents, annotations, files on disk. */
export function registerChangeNotices(connection: Connection, workspace: Workspace): void {
  followDocuments(connection, workspace);
  followClosing(workspace);
  followAnnotations(connection, workspace);
  followFiles(connection, workspace);
}

function followDocuments(connection: Connection, workspace: Workspace): void {
  const { documents, outbox, shownRefresh } = workspace;
  documents.onDidOpen((uri) => void workspace.readTable(uri));
  documents.onDidChangeContent((uri) => {
    shownRefresh.needless(uri);
    if (isManifestAddress(uri)) workspace.corpusReports.manifest(uri);
    else outbox.report(uri, articleDiagnostics(workspace.articleAt(uri).text, workspace.client.messages));
  });
  documents.onDidLoseStep((uri) => {
    connection.console.warn(`${uri} is out of step: a change does not fit the text that the server holds.`);
    const { tellsText, messages } = workspace.client;
    if (!tellsText) outbox.report(uri, [outOfStep(messages)]);
  });
  documents.onDidFindStep((uri) => shownRefresh.wanted(uri));
}

/** What is kept of a document goes when it is closed. */
function followClosing(workspace: Workspace): void {
  const { documents } = workspace;
  documents.onDidClose((uri) => {
    workspace.tokens.forget(uri);
    workspace.annotations.forget(uri);
    workspace.consistency.forget(uri);
    workspace.diagnosticsRefresh.needless(uri);
    workspace.learning.closed(uri);
    workspace.shownRefresh.needless(uri);
    workspace.corpora.retain(documents.keys());
    if (isManifestAddress(uri)) workspace.corpusReports.manifest(uri);
    else workspace.outbox.report(uri, []);
  });
}

function followAnnotations(connection: Connection, workspace: Workspace): void {
  connection.onNotification(ANNOTATIONS_CHANGED, (params: AnnotationsChanged) => {
    workspace.diagnosticsRefresh.wanted(params.uri);
    if (!workspace.told.tell(params)) return;
    workspace.shownRefresh.wanted(params.uri);
    workspace.outbox.attempt(learnFrom(workspace, params.uri));
  });
}

/** What an open article says counts from now on, in the place of its sidecar. */
async function learnFrom({ articles, corpora, documents, learning, told }: Workspace, uri: string): Promise<void> {
  const corpus = await corpora.of(uri);
  if (corpus === undefined || documents.get(uri) === undefined) return;
  learning.told(corpus.root, uri, () => decisionsAmong(articles.get(uri)?.text, told.now(uri)));
}

function followFiles(connection: Connection, workspace: Workspace): void {
  const { documents, learning, queue, tables } = workspace;
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) {
      workspace.annotations.fileChanged(uri);
      learning.sidecarChanged(uri);
      queue.fileChanged(uri);
    }
    if (changes.some(({ uri }) => uri.endsWith(`/${TABLE_NAME}`))) {
      tables.forget();
      for (const uri of documents.keys()) void workspace.readTable(uri);
    }
    const naming = changes.find(({ uri }) => uri.endsWith(`/${MANIFEST_NAME}`) || uri.endsWith(AUTHORITY_SUFFIX));
    if (naming !== undefined) rereadCorpora(workspace, naming.uri);
  });
}

/** A manifest or an authority file has changed: all that follows from it is made anew. */
function rereadCorpora(workspace: Workspace, uri: string): void {
  const { corpora, documents } = workspace;
  corpora.forget();
  workspace.listing.forget();
  workspace.learning.forget();
  workspace.queue.forget();
  workspace.articles.reanalyse();
  for (const open of documents.keys()) void corpora.of(open);
  workspace.shownRefresh.wanted(uri);
  workspace.diagnosticsRefresh.wanted(uri);
}
