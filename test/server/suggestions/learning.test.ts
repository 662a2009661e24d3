import { strict as assert } from 'node:assert';
import { HoverRequest, type MarkupContent } from 'vscode-languageserver-protocol';
import { ANNOTATIONS_CHANGED, SUGGESTIONS, type Suggestion } from '../../../core/protocol';
import { poll } from '../languageServer';
import { ServedCorpus } from './corpus';

const TEXT = '市长徐衣显昨日在洛阳市会见客人。\n';
const AGAIN = '市长徐衣显主持会议，徐衣显强调安全，会后徐衣显到洛阳市调研。\n';
/** A name that no recogniser finds. */
const UNKNOWN = '大家都说青禾九号好看，记者使用青禾九号采访，昨天青禾九号迎来客人。\n';

describe('learning from decisions', () => {
  let corpus: ServedCorpus;
  beforeEach(() => {
    corpus = new ServedCorpus();
    corpus.write('corpus.yaml', 'name: "learning"\n');
  });
  afterEach(() => corpus.end());

  const open = async (name: string, text: string): Promise<string> => {
    corpus.write(name, text);
    await corpus.server.open(corpus.uri(name), text);
    return corpus.uri(name);
  };
  const suggested = async (uri: string, text: string, exact: string): Promise<Suggestion | undefined> => {
    const all = await corpus.server.connection.sendRequest<Suggestion[]>(SUGGESTIONS, { uri, version: 1 });
    return all.find(({ start, end }) => text.slice(start, end) === exact);
  };
  const hover = async (uri: string, text: string, words: string): Promise<string> => {
    const position = { line: 0, character: text.indexOf(words) + 1 };
    const answer = await corpus.server.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
    return (answer?.contents as MarkupContent | undefined)?.value ?? '';
  };
  /** The suggestion of some words in an article of which nothing was decided, where decisions were made elsewhere. */
  const elsewhere = async (decided: readonly string[]): Promise<{ prior: number; now: Suggestion; told: string }> => {
    await corpus.start({ annotationsFrom: 'client' });
    const uri = await open('new.txt', TEXT);
    const prior = (await suggested(uri, TEXT, '徐衣显'))!.confidence;
    corpus.writeArticle('old.txt', AGAIN, decided);
    await corpus.tellChange('old.txt', 'old.txt.ann.yaml');
    const now = await poll(async () => {
      const found = await suggested(uri, TEXT, '徐衣显');
      return found?.decisions === undefined ? undefined : found;
    });
    return { prior, now, told: await hover(uri, TEXT, '徐衣显') };
  };

  it('ranks words above their prior after three accepts elsewhere, and says so', async () => {
    const { prior, now, told } = await elsewhere(['徐衣显/PER', '徐衣显/PER', '徐衣显/PER']);
    assert.deepEqual(now.decisions, { accepted: 3, rejected: 0 });
    assert.ok(now.confidence > prior, `${now.confidence} is above ${prior}`);
    assert.match(told, /accepted 3 times in this corpus; confidence \d+%/);
  });

  it('ranks words below their prior after three rejects elsewhere, and says so', async () => {
    const { prior, now, told } = await elsewhere(['!徐衣显/PER', '!徐衣显/PER', '!徐衣显/PER']);
    assert.deepEqual(now.decisions, { accepted: 0, rejected: 3 });
    assert.ok(now.confidence < prior, `${now.confidence} is below ${prior}`);
    assert.match(told, /rejected 3 times in this corpus/);
    assert.match(told, new RegExp(`confidence ${Math.round(now.confidence * 100)}%`));
  });

  it('counts another label against the one that is suggested', async () => {
    const { prior, now } = await elsewhere(['徐衣显/ORG', '徐衣显/ORG', '徐衣显/ORG']);
    assert.deepEqual(now.decisions, { accepted: 0, rejected: 3 });
    assert.ok(now.confidence < prior);
  });

  it('takes decisions in open articles as the client tells them, until the article is closed', async () => {
    await corpus.start({ annotationsFrom: 'client' });
    const other = await open('other.txt', AGAIN);
    const uri = await open('new.txt', TEXT);
    const start = AGAIN.indexOf('徐衣显');
    const annotations = [{ id: 'a', label: 'PER', start, end: start + 3, state: 'anchored' }];
    await corpus.server.connection.sendNotification(ANNOTATIONS_CHANGED, { uri: other, annotations });
    const counts = async () => (await suggested(uri, TEXT, '徐衣显'))?.decisions;
    assert.deepEqual(await poll(counts), { accepted: 1, rejected: 0 });
    await corpus.server.connection.sendNotification('textDocument/didClose', { textDocument: { uri: other } });
    await poll(async () => ((await counts()) === undefined ? true : undefined));
  });

  it('does not learn from the files of another annotator', async () => {
    corpus.writeArticle('old.txt', AGAIN, ['徐衣显/PER', '徐衣显/PER', '徐衣显/PER'], '.lin');
    corpus.writeArticle('seen.txt', TEXT, ['洛阳市/LOC']);
    await corpus.start({ annotationsFrom: 'client' });
    const uri = await open('new.txt', TEXT);
    await poll(async () => (await suggested(uri, TEXT, '洛阳市'))?.decisions);
    assert.equal((await suggested(uri, TEXT, '徐衣显'))?.decisions, undefined);
  });

  it('suggests a name that was accepted three times where no recogniser finds it, until it is rejected once', async () => {
    const later = '明天青禾九号再次开放。\n';
    await corpus.start({ annotationsFrom: 'client' });
    const uri = await open('new.txt', later);
    assert.equal(await suggested(uri, later, '青禾九号'), undefined);
    corpus.writeArticle('old.txt', UNKNOWN, ['青禾九号/FAC', '青禾九号/FAC', '青禾九号/FAC']);
    await corpus.tellChange('old.txt', 'old.txt.ann.yaml');
    const found = await poll(() => suggested(uri, later, '青禾九号'));
    assert.deepEqual([found.label, found.confidence], ['FAC', 0.8]);
    assert.deepEqual(found.source.recognisers, ['accepted-elsewhere']);
    assert.match(await hover(uri, later, '青禾九号'), /accepted elsewhere in this corpus “青禾九号”; accepted 3 times/);
    // Closed articles have it too: they were analysed before it was learned.
    corpus.writeArticle('closed.txt', later);
    await corpus.tellChange('closed.txt');
    assert.ok((await corpus.queued()).some(({ path, exact }) => path === 'closed.txt' && exact === '青禾九号'));

    corpus.writeArticle('third.txt', UNKNOWN, ['!青禾九号/FAC']);
    await corpus.tellChange('third.txt', 'third.txt.ann.yaml');
    await poll(async () => ((await suggested(uri, later, '青禾九号')) === undefined ? true : undefined));
    assert.ok(!(await corpus.queued()).some(({ path, exact }) => path === 'closed.txt' && exact === '青禾九号'));
  });
});
