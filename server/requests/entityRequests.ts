import type { CancellationToken, Connection } from 'vscode-languageserver';
import {
  ENTITIES,
  ENTITY_AT,
  FIND_ENTITIES,
  type EntitiesFound,
  type EntitiesParams,
  type EntityAtParams,
  type EntityDetails,
  type EntityOutline,
  type FindEntitiesParams,
} from '../../core/protocol';
import { utf16 } from '../../core/text/units';
import { entityDetailsAt, entityOutlines, type ReadArticle } from '../features/entityDetails';
import { EntitySearch } from '../features/entitySearch';
import { throwIfCancelled, untilCancelled } from '../workspace/cancellation';
import type { Workspace } from '../workspace/workspace';

/** The entities of open articles, and the search of authority files. */
export function registerEntityRequests(connection: Connection, workspace: Workspace): void {
  const entitySearch = new EntitySearch();
  connection.onRequest(ENTITY_AT, (params: EntityAtParams, token: CancellationToken) =>
    entityAt(workspace, params, token),
  );
  connection.onRequest(
    ENTITIES,
    async ({ uri, version }: EntitiesParams, token: CancellationToken): Promise<EntityOutline[]> => {
      workspace.assertVersion(uri, version);
      return entityOutlines((await readArticle(workspace, uri, token)).entities);
    },
  );
  connection.onRequest(
    FIND_ENTITIES,
    async (params: FindEntitiesParams, token: CancellationToken): Promise<EntitiesFound> => {
      const corpus = await workspace.corpusOf(params.uri, token);
      return untilCancelled(entitySearch.find(corpus?.entities ?? NO_ENTITIES, params, workspace.turns), token);
    },
  );
}

async function entityAt(
  workspace: Workspace,
  { uri, version, offset, end }: EntityAtParams,
  token: CancellationToken,
): Promise<EntityDetails | null> {
  workspace.assertVersion(uri, version);
  const known = (await workspace.corpusOf(uri, token))?.entities ?? NO_ENTITIES;
  const article = await readArticle(workspace, uri, token);
  const place = { offset: utf16(offset), ...(end !== undefined && { end }) };
  if (article.entities.at(place.offset, end) === undefined) return null;
  const details = entityDetailsAt(article, place, known, await otherArticles(workspace, uri, token));
  workspace.assertVersion(uri, version);
  return details;
}

async function readArticle(workspace: Workspace, uri: string, token: CancellationToken): Promise<ReadArticle> {
  const { analysis, annotations } = await workspace.annotated(uri, token);
  return { uri, analysis, entities: workspace.entityMaps.of(analysis, annotations) };
}

/** The other open articles; one that is being edited is left out. */
async function otherArticles(workspace: Workspace, uri: string, token: CancellationToken): Promise<ReadArticle[]> {
  const others: ReadArticle[] = [];
  for (const other of workspace.documents.keys()) {
    if (other === uri) continue;
    const article = await readArticle(workspace, other, token).catch(() => undefined);
    throwIfCancelled(token);
    if (article !== undefined) others.push(article);
  }
  return others;
}

/** One map for all: its index is made once. */
const NO_ENTITIES: ReadonlyMap<string, never> = new Map<string, never>();
