import {
  DidCloseTextDocumentNotification,
  DocumentSymbolRequest,
  HoverRequest,
  SemanticTokensRequest,
  type Position,
  type ProtocolConnection,
} from 'vscode-languageserver-protocol/node';
import { interleavedRequests } from '../../model/benchMeasure';
import type { TestServer } from '../../test/server/languageServer';
import { figuresOf, ratiosOf, type Figures } from './figures';
import type { Sample } from './samples';

/** So many rounds let the server's code become fast before the first that counts. */
const WARM_UPS = 20;

/** What is measured for each article. */
export const MEASURES = ['analysis', 'tokens', 'hover', 'symbols'] as const;
export type Measure = (typeof MEASURES)[number];

/** What one article costs, as a client sees it. */
export interface ArticleCost {
  readonly article: string;
  /** UTF-16 code units. */
  readonly length: number;
  /** A request that the server does not know: the way there and back, and nothing done. */
  readonly emptyRoundTrip: Figures;
  readonly jiebaTag: Figures;
  readonly measures: Readonly<
    Record<Measure, { readonly milliseconds: Figures; readonly toEmpty: Figures; readonly toTag: Figures }>
  >;
}

/**
 * Measures an article that is open in a server, beside an empty round trip and `jieba.tag` of the same text in this
 * process, all in turn. Analysis is that of a copy which the server has not seen: from opening it to its outline.
 */
export async function articleCost(
  server: TestServer,
  { name, uri, text }: Sample,
  tag: (text: string) => unknown,
  rounds: number,
): Promise<ArticleCost> {
  const { connection } = server;
  const textDocument = { uri };
  const positions = await mentionPositions(connection, uri);
  let copies = 0;
  let hovers = 0;
  const times = await interleavedRequests(
    {
      empty: () => emptyRoundTrip(connection),
      tag: () => tag(text),
      analysis: () => analyseCopy(server, `${uri}.${copies++}`, text),
      tokens: () => connection.sendRequest(SemanticTokensRequest.type, { textDocument }),
      hover: () => hoverOn(connection, uri, positions[hovers++ % positions.length] as Position),
      symbols: () => connection.sendRequest(DocumentSymbolRequest.type, { textDocument }),
    },
    rounds,
    Math.min(rounds, WARM_UPS),
  );
  const costs = MEASURES.map((measure) => [
    measure,
    {
      milliseconds: figuresOf(times[measure]),
      toEmpty: ratiosOf(times[measure], times.empty),
      toTag: ratiosOf(times[measure], times.tag),
    },
  ]);
  return {
    article: name,
    length: text.length,
    emptyRoundTrip: figuresOf(times.empty),
    jiebaTag: figuresOf(times.tag),
    measures: Object.fromEntries(costs) as ArticleCost['measures'],
  };
}

/** Where each coloured piece of an article starts. Throws where there is none: nothing could be hovered over. */
async function mentionPositions(connection: ProtocolConnection, uri: string): Promise<Position[]> {
  const tokens = await connection.sendRequest(SemanticTokensRequest.type, { textDocument: { uri } });
  const data = tokens?.data ?? [];
  const positions: Position[] = [];
  let line = 0;
  let character = 0;
  for (let at = 0; at < data.length; at += 5) {
    const [lines = 0, characters = 0] = data.slice(at, at + 2);
    character = lines === 0 ? character + characters : characters;
    line += lines;
    positions.push({ line, character });
  }
  if (positions.length === 0) throw new Error(`${uri} has no colours: there is nothing to measure.`);
  return positions;
}

async function emptyRoundTrip(connection: ProtocolConnection): Promise<void> {
  const answer = await connection.sendRequest('bench/unknown').catch(() => undefined);
  if (answer !== undefined) throw new Error('The server answers a request that it should not know.');
}

async function analyseCopy(server: TestServer, uri: string, text: string): Promise<void> {
  await server.open(uri, text);
  const symbols = await server.connection.sendRequest(DocumentSymbolRequest.type, { textDocument: { uri } });
  if (symbols?.length === 0) throw new Error(`${uri} has no outline: it was not analysed.`);
  await server.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
}

async function hoverOn(connection: ProtocolConnection, uri: string, position: Position): Promise<void> {
  const hover = await connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
  if (hover === null) throw new Error(`${uri} shows nothing at ${position.line}:${position.character}.`);
}
