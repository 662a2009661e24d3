import type { CancellationToken, Connection } from 'vscode-languageserver';
import { isAnnotatorName } from '../../core/annotation/sidecarPath';
import {
  ANNOTATOR,
  QUEUE,
  QUEUED,
  type AnnotatorTold,
  type Queue,
  type QueuedParams,
  type QueuedSuggestion,
  type QueueParams,
} from '../../core/protocol';
import { queuedOf, queueOf, type QueueContext } from '../features/queue';
import { untilCancelled } from '../workspace/cancellation';
import type { Workspace } from '../workspace/workspace';

/** The suggestions of whole corpora, and whose decisions count in them. */
export function registerQueueRequests(connection: Connection, workspace: Workspace): void {
  const { queue, learning } = workspace;
  connection.onRequest(QUEUE, (params: QueueParams, token: CancellationToken) => readQueue(workspace, params, token));
  connection.onRequest(QUEUED, async (params: QueuedParams, token: CancellationToken): Promise<QueuedSuggestion[]> =>
    queuedOf(await untilCancelled(queueContext(workspace), token), params, token),
  );
  connection.onNotification(ANNOTATOR, ({ annotator }: AnnotatorTold) => {
    learning.annotator = annotator !== undefined && isAnnotatorName(annotator) ? annotator : undefined;
    queue.reread();
  });
}

/** Reads some more articles, and tells how far it is. */
async function readQueue(
  workspace: Workspace,
  { rereads, first, mostGroups }: QueueParams,
  token: CancellationToken,
): Promise<Queue> {
  const { queue, learning } = workspace;
  if (rereads === true) queue.reread();
  const { entries } = await untilCancelled(queueContext(workspace), token);
  const roots = new Set(entries.map(({ article }) => article.corpus.root));
  for (const root of roots) await untilCancelled(learning.whenRead(root), token);
  const isRead = await queue.read(first, QUEUE_TIME, token);
  return queueOf(await queueContext(workspace), isRead, mostGroups ?? 0, token);
}

async function queueContext({ queue, learning, folders, spareTurns, resources }: Workspace): Promise<QueueContext> {
  const [entries, { version }] = await Promise.all([queue.articles(folders), resources()]);
  return { entries, learning, turns: spareTurns, version };
}

/** How long one request reads articles for the queue, in milliseconds. */
const QUEUE_TIME = 400;
