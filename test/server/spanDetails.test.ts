import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { HoverRequest, type MarkupContent } from 'vscode-languageserver-protocol';
import {
  emptyAnnotationSet,
  textIdentity,
  type Annotation,
  type AnnotationSet,
} from '../../core/annotation/annotation';
import { spanFields } from '../../core/annotation/placement';
import { serialiseSidecar } from '../../core/annotation/sidecar/serialise';
import { linksViewOf, viewOf } from '../../core/annotation/views';
import { ANNOTATIONS_CHANGED } from '../../core/protocol';
import { CanonicalText } from '../../core/text/canonicalText';
import { range, utf16, type Range, type Utf16 } from '../../core/text/units';
import { sha256 } from '../../node/sha256';
import { TestServer } from './languageServer';

const TEXT = new CanonicalText('市长王小明昨日在临川市\n调研航空港与新区。\n');

const place = (words: string): Range<Utf16> => {
  const start = TEXT.text.indexOf(words);
  return range(utf16(start), utf16(start + words.length));
};
const annotation = (
  id: string,
  label: string,
  words: readonly string[],
  more: Partial<Annotation> = {},
): Annotation => ({
  ...{ id, label },
  ...spanFields(TEXT, words.map(place)),
  ...more,
});

const SET: AnnotationSet = {
  ...emptyAnnotationSet(textIdentity(TEXT, sha256)),
  annotations: [
    annotation('p', 'POST', ['市长']),
    annotation('w', 'PER', ['王小明'], {
      status: 'check*ed',
      certainty: 0.7,
      attributes: { gender: '男', member: true, roles: ['党员', '<b>'], none: null, odd: { a: 1 } },
    }),
    annotation('l', 'LOC', ['航空港', '新区']),
  ],
  relations: [
    { id: 'r1', label: 'holds', from: 'w', to: 'p' },
    { id: 'r2', label: 'own', from: 'l', to: 'w' },
    { id: 'r3', label: 'own', from: 'w', to: 'gone' },
  ],
  document: { genre: '调研' },
  events: [
    {
      ...{ id: 'e1', label: 'visit', trigger: 'l', note: '一次' },
      arguments: [
        { role: 'who', to: 'w' },
        { role: 'cause', to: 'e2' },
      ],
    },
    { id: 'e2', label: 'order', arguments: [{ role: 'who', to: 'p' }] },
  ],
};

describe('the hover of what an annotation carries', () => {
  let folder: string;
  let server: TestServer;
  let uri: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'corpus-'));
    uri = pathToFileURL(join(folder, 'a.txt')).toString();
  });
  afterEach(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  const hover = async (words: string): Promise<string> => {
    const { line, character } = TEXT.positionAt(place(words).start);
    const request = { textDocument: { uri }, position: { line, character: character + 1 } };
    const answer = await server.connection.sendRequest(HoverRequest.type, request);
    return (answer?.contents as MarkupContent | undefined)?.value ?? '';
  };
  const fromDisk = async (): Promise<void> => {
    writeFileSync(join(folder, 'a.txt'), TEXT.text);
    writeFileSync(join(folder, 'a.txt.ann.yaml'), serialiseSidecar(SET));
    server = await new TestServer().start();
    await server.open(uri, TEXT.text);
  };
  const told = async (options: object = {}): Promise<void> => {
    server = await new TestServer().start({ annotationsFrom: 'client', ...options });
    await server.open(uri, TEXT.text);
    const annotations = SET.annotations.flatMap((item) =>
      [item, ...(item.also ?? [])].map(({ exact }) => viewOf(item, 'anchored', place(exact))),
    );
    await server.connection.sendNotification(ANNOTATIONS_CHANGED, { uri, annotations, ...linksViewOf(SET) });
  };

  for (const [source, start] of [
    ['read from the sidecar', fromDisk],
    ['told by the client', told],
  ] as const)
    it(`lists values, relations and events ${source}`, async () => {
      await start();
      const shown = await hover('王小明');
      const values =
        /\n\nStatus: check\\\*ed · Certainty: 0\\\.7 · gender: 男 · member: yes · roles: 党员\\, \\<b\\> · odd: \\\{\\"a\\"\\:1\\\}\n\n/;
      assert.match(shown, values);
      assert.doesNotMatch(shown, /none/);
      assert.match(shown, /- → holds the post: \[市长\]\(file:[^)]*#L1,1\) \(POST\)\n/);
      assert.match(shown, /- ← own: \[航空港 … 新区\]\(file:[^)]*#L2,3\) \(LOC\)\n/);
      assert.match(shown, /- → own: _without a place in the text_\n/);
      assert.match(
        shown,
        /- ◆ visit \(\[航空港 … 新区\]\([^)]*\) \(LOC\)\) · who: \[王小明\][^·]* · cause: _order_ · Note: 一次/,
      );
    });

  it('names a discontinuous span by all its parts, at each of them', async () => {
    await fromDisk();
    for (const part of ['航空港', '新区'])
      assert.match(await hover(part), /\*\*航空港 … 新区\*\* · LOC place · annotated/);
  });

  it('gives relations their colour where the client shows HTML, and nothing of the sidecar as HTML', async () => {
    await told({ showsHtml: true });
    const shown = await hover('王小明');
    assert.match(shown, /- <span style="color:#b07aa1;">●<\/span> → holds the post/);
    assert.deepEqual(shown.match(/(?<!\\)<[a-z/]/g), ['<s', '</']);
  });

  it('leaves out what a client of another version tells amiss', async () => {
    server = await new TestServer().start({ annotationsFrom: 'client' });
    await server.open(uri, TEXT.text);
    const annotations = [{ id: 'w', label: 'PER', ...place('王小明'), state: 'anchored' }];
    const relations = [7, { id: 'r', label: 'bad', from: 'w' }, { id: 's', label: 'good', from: 'w', to: 'w' }];
    const events = [
      { id: 'e', label: 'bad', trigger: 'w' },
      null,
      { id: 'f', label: 'fine', trigger: 'w', arguments: [] },
    ];
    const notice = { uri, annotations, relations, events, document: [] };
    await server.connection.sendNotification(ANNOTATIONS_CHANGED, notice);
    const shown = await hover('王小明');
    assert.match(shown, /→ good/);
    assert.match(shown, /◆ fine/);
    assert.doesNotMatch(shown, /bad/);
  });
});
