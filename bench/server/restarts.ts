import { SemanticTokensRequest } from 'vscode-languageserver-protocol/node';
import { TestServer } from '../../test/server/languageServer';
import { figuresOf, type Figures } from './figures';
import type { Sample } from './samples';

/** Milliseconds from the crash of a server until its successor has told the colours of all articles that are open. */
export async function restarts(main: string, articles: readonly Sample[], count: number): Promise<Figures> {
  const times: number[] = [];
  let server = await coloured(main, articles);
  for (let crash = 0; crash < count; crash++) {
    const start = performance.now();
    await server.kill();
    server = await coloured(main, articles);
    times.push(performance.now() - start);
  }
  await server.stop();
  return figuresOf(times);
}

/** A server that shows the articles, as the extension starts it after a crash. */
async function coloured(main: string, articles: readonly Sample[]): Promise<TestServer> {
  const server = await new TestServer({ main }).start({ annotationsFrom: 'client' });
  for (const { uri, text } of articles) await server.open(uri, text);
  for (const { uri } of articles) {
    const tokens = await server.connection.sendRequest(SemanticTokensRequest.type, { textDocument: { uri } });
    if (!tokens?.data.length) throw new Error('An article has no colours after a restart.');
  }
  return server;
}
