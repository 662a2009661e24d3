import { strict as assert } from 'node:assert';
import {
  DefinitionRequest,
  DocumentHighlightKind,
  DocumentHighlightRequest,
  LSPErrorCodes,
  ReferencesRequest,
  SelectionRangeRequest,
  WorkspaceSymbolRequest,
  type ClientCapabilities,
  type Location,
  type LocationLink,
  type Range,
  type SelectionRange,
  type WorkspaceSymbol,
} from 'vscode-languageserver-protocol';
import { ANNOTATIONS_CHANGED, SUGGESTIONS, type AnnotationView, type Suggestion } from '../../core/protocol';
import { TestServer } from './languageServer';

const URI = 'file:///navigation.txt';
const TEXT = '省委书记楼阳生在郑州市调研。\r\n\r\n楼阳生指出，要加快建设。楼阳生强调，要落实。\r\n';
const AT_SECOND = { textDocument: { uri: URI }, position: { line: 2, character: 1 } };
const AT_NOTHING = { textDocument: { uri: URI }, position: { line: 2, character: 7 } };
const PLACES = ['0:4-0:7', '2:0-2:3', '2:12-2:15'];

const brief = ({ start, end }: Range): string => `${start.line}:${start.character}-${end.line}:${end.character}`;

describe('navigation over the protocol', () => {
  let server: TestServer;
  const start = async (capabilities: ClientCapabilities = {}): Promise<void> => {
    server = await new TestServer().start({ annotationsFrom: 'client' }, 'en', capabilities);
    await server.open(URI, TEXT);
  };
  const tell = (...annotations: readonly AnnotationView[]): Promise<void> =>
    server.connection.sendNotification(ANNOTATIONS_CHANGED, { uri: URI, annotations });
  afterEach(() => server.stop());

  it('highlights every mention, the first as the one that defines', async () => {
    await start();
    const found = await server.connection.sendRequest(DocumentHighlightRequest.type, AT_SECOND);
    assert.deepEqual(
      found?.map(({ range }) => brief(range)),
      PLACES,
    );
    assert.deepEqual(
      found.map(({ kind }) => kind),
      [DocumentHighlightKind.Write, DocumentHighlightKind.Read, DocumentHighlightKind.Read],
    );
    assert.equal(await server.connection.sendRequest(DocumentHighlightRequest.type, AT_NOTHING), null);
  });

  it('finds references, with the first mention or without it', async () => {
    await start();
    const references = async (includeDeclaration: boolean): Promise<string[] | undefined> => {
      const params = { ...AT_SECOND, context: { includeDeclaration } };
      const found = await server.connection.sendRequest(ReferencesRequest.type, params);
      return found?.map(({ range }) => brief(range));
    };
    assert.deepEqual(await references(true), PLACES);
    assert.deepEqual(await references(false), PLACES.slice(1));
  });

  it('leads to the first mention, as the client can take it', async () => {
    await start();
    const [location] = (await server.connection.sendRequest(DefinitionRequest.type, AT_SECOND)) as Location[];
    assert.equal(brief(location!.range), '0:4-0:7');
    await server.stop();
    await start({ textDocument: { definition: { linkSupport: true } } });
    const [link] = (await server.connection.sendRequest(DefinitionRequest.type, AT_SECOND)) as LocationLink[];
    assert.equal(brief(link!.targetSelectionRange), '0:4-0:7');
    assert.equal(brief(link!.originSelectionRange!), '2:0-2:3');
  });

  it('sees annotations as soon as they are told', async () => {
    await start();
    await tell({ id: 'a', label: 'TERM', start: 19, end: 24, state: 'anchored' });
    const at = { textDocument: { uri: URI }, position: { line: 2, character: 5 } };
    const found = await server.connection.sendRequest(DocumentHighlightRequest.type, at);
    assert.deepEqual(
      found?.map(({ range }) => brief(range)),
      ['2:3-2:8'],
    );
  });

  it('grows a selection at each of several places', async () => {
    await start();
    const positions = [AT_SECOND.position, { line: 0, character: 1 }];
    const found = await server.connection.sendRequest(SelectionRangeRequest.type, {
      textDocument: { uri: URI },
      positions,
    });
    const chains = (found ?? []).map((range) => chainOf(range).map(brief));
    assert.deepEqual(chains[0], ['2:1-2:2', '2:0-2:3', '2:0-2:12', '2:0-2:22', '0:0-2:22', '0:0-3:0']);
    assert.ok(chains[1]!.includes('0:0-0:2'), 'the body inside of the post');
  });

  it('finds symbols in every open article, by characters and by initials, and forgets closed ones', async () => {
    await start();
    await server.open('file:///other.txt', '市委书记徐立毅到郑州市调研。\n');
    const search = async (query: string): Promise<string[]> => {
      const found = (await server.connection.sendRequest(WorkspaceSymbolRequest.type, { query })) as WorkspaceSymbol[];
      return found.map(({ name, location }) => `${name} ${location.uri}`);
    };
    const both = ['file:///navigation.txt', 'file:///other.txt'];
    const headlines = [`省委书记楼阳生在郑州市调研。 ${both[0]}`, `市委书记徐立毅到郑州市调研。 ${both[1]}`];
    assert.deepEqual(await search('郑州市'), [...both.map((uri) => `郑州市 ${uri}`), ...headlines]);
    assert.deepEqual(await search('徐立毅'), [`徐立毅 ${both[1]}`, `市委书记徐立毅到郑州市调研。 ${both[1]}`]);
    assert.equal((await search('xly'))[0], `徐立毅 (xly) ${both[1]}`);
    await server.connection.sendNotification('textDocument/didClose', { textDocument: { uri: 'file:///other.txt' } });
    assert.deepEqual(await search('xly'), []);
  });

  it('finds symbols while an article is out of step', async () => {
    await start();
    await server.open('file:///other.txt', '市委书记徐立毅到郑州市调研。\n');
    const beyond = { start: { line: 90, character: 0 }, end: { line: 91, character: 0 } };
    await server.change('file:///other.txt', 2, [{ range: beyond, text: '。' }]);
    const found = (await server.connection.sendRequest(WorkspaceSymbolRequest.type, {
      query: '郑州市',
    })) as WorkspaceSymbol[];
    assert.deepEqual(new Set(found.map(({ location }) => location.uri)), new Set([URI]));
  });

  it('tells what is still suggested, and refuses a stale version', async () => {
    await start();
    const suggestions = (version = 1): Promise<Suggestion[]> =>
      server.connection.sendRequest(SUGGESTIONS, { uri: URI, version });
    const persons = async (): Promise<number[]> =>
      (await suggestions()).filter(({ label }) => label === 'PER').map(({ start }) => start);
    assert.deepEqual(await persons(), [4, 16, 28]);
    await tell({ id: 'a', label: 'TERM', start: 15, end: 18, state: 'review' });
    assert.deepEqual(await persons(), [4, 28]);
    await assert.rejects(suggestions(7), { code: LSPErrorCodes.ContentModified });
  });

  it('answers ContentModified for a text that changes meanwhile, and not of the old one', async () => {
    await start();
    const asked = server.connection.sendRequest(DocumentHighlightRequest.type, AT_SECOND);
    const changed = server.change(URI, 2, [
      { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: '6月18日，' },
    ]);
    await assert.rejects(asked, { code: LSPErrorCodes.ContentModified });
    await changed;
    const found = await server.connection.sendRequest(DocumentHighlightRequest.type, AT_SECOND);
    assert.equal(brief(found![0]!.range), '0:10-0:13');
  });
});

const chainOf = ({ range, parent }: SelectionRange): Range[] => [
  range,
  ...(parent === undefined ? [] : chainOf(parent)),
];
