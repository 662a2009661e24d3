import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SemanticTokensRequest, type SemanticTokens } from 'vscode-languageserver-protocol';
import { ANNOTATIONS_CHANGED, type AnnotationView } from '../../core/protocol';
import { Random } from '../../model/random';
import { TestServer } from './languageServer';

const seeds = join(__dirname, '../../../seeds');
const text = readFileSync(join(seeds, readdirSync(seeds).find((name) => name.startsWith('003')) as string), 'utf8');
const uri = 'file:///a.txt';
const annotations: AnnotationView[] = Array.from({ length: 20 }, (_, index) => ({
  id: `a${index}`,
  label: 'TERM',
  start: index * 40,
  end: index * 40 + 3,
  state: 'anchored',
}));

/** What the extension does at every start: it opens what is open, and tells the annotations that it holds. */
async function started(): Promise<TestServer> {
  const server = await new TestServer().start({ annotationsFrom: 'client' });
  await server.open(uri, text);
  await server.connection.sendNotification(ANNOTATIONS_CHANGED, { uri, annotations });
  return server;
}

const tokensOf = (server: TestServer): Promise<SemanticTokens | null> =>
  server.connection.sendRequest(SemanticTokensRequest.type, { textDocument: { uri } });

describe('a server that is killed', function () {
  this.timeout(60_000);

  it('at any moment, takes nothing with it: the next one shows the same', async () => {
    const random = new Random(5);
    let server = await started();
    const before = (await tokensOf(server))?.data;
    assert.ok((before?.length ?? 0) > 200);
    for (let kill = 0; kill < 4; kill++) {
      // In the middle of an analysis, of an edit, or at rest.
      const unanswered = random.chance(0.7) ? tokensOf(server).catch(() => undefined) : undefined;
      if (random.chance(0.5)) await server.change(uri, 2, [{ text: text.slice(0, random.below(text.length)) }]);
      await new Promise((resolve) => setTimeout(resolve, random.below(120)));
      await server.kill();
      assert.equal(server.isAlive, false);
      await unanswered;
      server = await started();
      assert.deepEqual((await tokensOf(server))?.data, before);
    }
    await server.stop();
  });
});
