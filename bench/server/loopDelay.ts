import { SemanticTokensRequest } from 'vscode-languageserver-protocol/node';
import { INSPECT, type Inspection } from '../../test/server/inspectedServer';
import { INSPECTED, TestServer } from '../../test/server/languageServer';
import { figuresOf, type Figures } from './figures';
import type { Sample } from './samples';

/** The size of the article (UTF-16 units): over 4 MB, just below what is analysed at all. */
const LENGTH = 1_400_000;

/**
 * For how many milliseconds the server's event loop is held, but for one turn in a hundred, while a very long article is
 * analysed: so long may another request have to wait. A copy of the server that can tell is measured.
 */
export async function loopDelay(articles: readonly Sample[], rounds: number): Promise<Figures> {
  const prose = articles.map(({ text }) => text).join('\n\n');
  const server = await new TestServer(INSPECTED).start({ annotationsFrom: 'client' });
  const tokens = (uri: string): Promise<unknown> =>
    server.connection.sendRequest(SemanticTokensRequest.type, { textDocument: { uri } });
  const held = async (): Promise<number> =>
    (await server.connection.sendRequest<Inspection>(INSPECT, { collect: false })).loopHeld;
  try {
    // Loads what recognition needs.
    await server.open('file:///first.txt', prose);
    await tokens('file:///first.txt');
    const delays: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const uri = `file:///${round}.txt`;
      await server.open(uri, `${round}\n\n${`${prose}\n\n`.repeat(Math.ceil(LENGTH / prose.length))}`);
      await held();
      await tokens(uri);
      delays.push(await held());
    }
    return figuresOf(delays);
  } finally {
    await server.stop();
  }
}
