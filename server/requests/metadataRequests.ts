import type { CancellationToken, Connection } from 'vscode-languageserver';
import { folderOf } from '../../core/corpus/corpusFiles';
import { METADATA, type ArticleMetadata, type EntitiesParams } from '../../core/protocol';
import { metadataOfArticles } from '../features/articleMetadata';
import { untilCancelled } from '../workspace/cancellation';
import type { Workspace } from '../workspace/workspace';

/** Dates, newspapers, pages and genres of articles. */
export function registerMetadataRequests(connection: Connection, workspace: Workspace): void {
  connection.onRequest(METADATA, ({ uri, version }: EntitiesParams, token: CancellationToken) => {
    workspace.assertVersion(uri, version);
    return metadataOf(workspace, uri, token);
  });
}

/** What is known about the articles of an open file: of its tags, its path, its text and the table of its corpus. */
export async function metadataOf(
  workspace: Workspace,
  uri: string,
  token: CancellationToken,
): Promise<ArticleMetadata[]> {
  const corpus = await workspace.corpusOf(uri, token);
  const table = corpus && (await untilCancelled(workspace.tables.of(corpus.root), token));
  const root = corpus?.root ?? folderOf(uri) ?? '';
  const path = decodedPath(uri.slice(root.length));
  return metadataOfArticles({ ...(await workspace.annotated(uri, token)), path, table });
}

/** A path without percent-encoding; one that is not encoded as it should be stays as it is. */
function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
