import type { CancellationToken, Connection } from 'vscode-languageserver';
import { colourSource } from '../../core/annotation/labels';
import { DEFAULT_SCHEMA } from '../../core/annotation/schema';
import { range } from '../../core/text/units';
import { highlightsOf, type Highlight } from '../features/highlights';
import { hoverAt } from '../features/hover';
import { labelTagsWithin } from '../features/labelTags';
import { manifestHoverAt } from '../features/manifest/hover';
import { encodeTokens, highlightsWithin } from '../features/semanticTokens';
import { untilCancelled } from '../workspace/cancellation';
import { toOffset } from '../workspace/positions';
import type { Workspace } from '../workspace/workspace';
import { metadataOf } from './metadataRequests';

/** What is shown of an article: colours, label tags, hovers. */
export function registerDisplayRequests(connection: Connection, workspace: Workspace): void {
  registerColours(connection, workspace);
  connection.languages.inlayHint.on(async ({ textDocument: { uri }, range: wanted }, token) => {
    const { analysis, annotations, rejected } = await workspace.annotated(uri, token);
    const visible = range(toOffset(analysis.text, wanted.start), toOffset(analysis.text, wanted.end));
    const schema = await workspace.schemaOf(uri, token);
    return labelTagsWithin(analysis, annotations, visible, schema, workspace.client.messages, rejected);
  });
  connection.onHover(async ({ textDocument: { uri }, position }, token) => {
    const { messages, showsHtml } = workspace.client;
    const open = workspace.manifests.get(uri);
    if (open !== undefined) return manifestHoverAt(open, position, messages, showsHtml);
    const corpus = await workspace.corpusOf(uri, token);
    const knownEntities = corpus?.entities ?? new Map<string, never>();
    const schema = corpus?.manifest ?? DEFAULT_SCHEMA;
    const decisions = await untilCancelled(workspace.decisionsFor(uri), token);
    const metadata = await metadataOf(workspace, uri, token);
    const records = await workspace.annotated(uri, token);
    const context = { uri, messages, knownEntities, schema, showsHtml, decisions, metadata, ...records };
    return hoverAt(context, toOffset(context.analysis.text, position));
  });
}

function registerColours({ languages: { semanticTokens } }: Connection, workspace: Workspace): void {
  const { tokens } = workspace;
  semanticTokens.on(async ({ textDocument: { uri } }, token) =>
    tokens.full(uri, encodeTokens(workspace.articleAt(uri).text, await highlights(workspace, uri, token))),
  );
  semanticTokens.onDelta(async ({ textDocument: { uri }, previousResultId }, token) => {
    const { text } = workspace.articleAt(uri);
    return tokens.delta(uri, previousResultId, encodeTokens(text, await highlights(workspace, uri, token)));
  });
  semanticTokens.onRange(async ({ textDocument: { uri }, range }, token) => {
    const { text } = workspace.articleAt(uri);
    const visible = { start: toOffset(text, range.start), end: toOffset(text, range.end) };
    return { data: encodeTokens(text, highlightsWithin(await highlights(workspace, uri, token), visible)) };
  });
}

/** The spans of an article that are coloured, each with the label whose colour it has. */
async function highlights(workspace: Workspace, uri: string, token: CancellationToken): Promise<Highlight[]> {
  const { labels } = await workspace.schemaOf(uri, token);
  const { analysis, annotations, rejected } = await workspace.annotated(uri, token);
  const sources = new Map(labels.map(({ id }) => [id, colourSource(labels, id)]));
  return highlightsOf(analysis, annotations, rejected).map(({ label, ...span }) => ({
    ...span,
    label: sources.get(label) ?? label,
  }));
}
