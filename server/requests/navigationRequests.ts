import type { CancellationToken, Connection, TextDocumentPositionParams } from 'vscode-languageserver';
import { foldingRangesOf } from '../../core/article/folding';
import { runInTurns } from '../../core/cooperative';
import type { CanonicalText } from '../../core/text/canonicalText';
import type { Utf16 } from '../../core/text/units';
import { documentSymbolsOf } from '../features/documentSymbols';
import type { EntityMap } from '../features/entitySpans';
import { manifestDefinitionAt, manifestHighlightsAt, manifestReferencesAt } from '../features/manifest/navigation';
import { manifestSymbols } from '../features/manifest/symbols';
import { asLocation, definitionAt, documentHighlightsAt, referencesAt } from '../features/navigation';
import { selectionRangesInSteps } from '../features/selectionRanges';
import { throwIfCancelled } from '../workspace/cancellation';
import { toOffset } from '../workspace/positions';
import type { Workspace } from '../workspace/workspace';
import { metadataOf } from './metadataRequests';

/** Ways through one file: outline, folding, mentions of an entity, what is selected next. */
export function registerNavigationRequests(connection: Connection, workspace: Workspace): void {
  registerStructure(connection, workspace);
  registerMentions(connection, workspace);
}

function registerStructure(connection: Connection, workspace: Workspace): void {
  const { articles, manifests } = workspace;
  connection.onDocumentSymbol(async ({ textDocument: { uri } }, token) => {
    const open = manifests.get(uri);
    if (open !== undefined) return manifestSymbols(open, workspace.client.messages);
    const { text, outline } = await articles.analysis(uri, token);
    return documentSymbolsOf(text, outline, await metadataOf(workspace, uri, token));
  });
  connection.onFoldingRanges(async ({ textDocument: { uri } }, token) => {
    const { text, outline } = await articles.analysis(uri, token);
    return [...foldingRangesOf(outline, text)];
  });
  connection.onSelectionRanges(async ({ textDocument: { uri }, positions }, token) => {
    const live = await workspace.annotated(uri, token);
    const { analysis } = live;
    const { segmenter } = await workspace.resources();
    const source = { analysis, entities: workspace.entitiesOf(live), segmenter };
    const offsets = positions.map((position) => toOffset(analysis.text, position));
    const found = await runInTurns(selectionRangesInSteps(source, offsets), workspace.turns, token);
    throwIfCancelled(token);
    articles.assertCurrent(uri, analysis);
    return found ?? null;
  });
}

function registerMentions(connection: Connection, workspace: Workspace): void {
  const { manifests } = workspace;
  connection.onDocumentHighlight(async (params, token) => {
    const open = manifests.get(params.textDocument.uri);
    if (open !== undefined) return manifestHighlightsAt(open, params.position);
    return documentHighlightsAt(...(await entitiesAt(workspace, params, token)));
  });
  connection.onReferences(async (params, token) => {
    const open = manifests.get(params.textDocument.uri);
    if (open !== undefined) return manifestReferencesAt(open, params.position, params.context.includeDeclaration);
    const place = await entitiesAt(workspace, params, token);
    return referencesAt(params.textDocument.uri, ...place, params.context.includeDeclaration);
  });
  connection.onDefinition(async (params, token) => {
    const open = manifests.get(params.textDocument.uri);
    if (open !== undefined) return manifestDefinitionAt(open, params.position);
    const links = definitionAt(params.textDocument.uri, ...(await entitiesAt(workspace, params, token)));
    return workspace.client.canLink ? links : (links?.map(asLocation) ?? null);
  });
}

/** The entities of an article as it stands, and the offset of a position in it. */
async function entitiesAt(
  workspace: Workspace,
  { textDocument: { uri }, position }: TextDocumentPositionParams,
  token: CancellationToken,
): Promise<readonly [CanonicalText, EntityMap, Utf16]> {
  const live = await workspace.annotated(uri, token);
  const { text } = live.analysis;
  return [text, workspace.entitiesOf(live), toOffset(text, position)];
}
