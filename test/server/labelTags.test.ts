import { strict as assert } from 'node:assert';
import { InlayHintRequest, type InlayHint } from 'vscode-languageserver-protocol';
import { ANNOTATIONS_CHANGED } from '../../core/protocol';
import { parseManifest } from '../../core/corpus/manifest';
import { range, utf16 } from '../../core/text/units';
import { labelTagsWithin } from '../../server/features/labelTags';
import { messagesFor } from '../../server/messages';
import { TestServer } from './languageServer';
import { annotationOf, markedArticle } from './markedArticle';

const schema = parseManifest('labels: [{id: LOC, names: {en: area, zh: 地域}}, {id: 官职, names: {zh: 官衔}}]').value!;

const shown = ({ position, label, tooltip }: InlayHint): string =>
  `${position.line}:${position.character} ${label as string} ${tooltip as string}`;

describe('label tags', () => {
  it('stand behind each span, those of suggestions with a question mark', () => {
    const article = markedArticle('省委书记⟦PER:楼阳生⟧在⟦LOC:郑州⟧。\n\n⟦PER:王凯⟧陪同。');
    const annotations = [annotationOf(article, '郑州', 'LOC'), annotationOf(article, '省委书记', '官职')];
    const whole = range(utf16(0), article.text.end);
    assert.deepEqual(labelTagsWithin(article, annotations, whole, schema, messagesFor('zh')).map(shown), [
      '0:4 官职 官衔 · 已标注',
      '0:7 PER? 人物 · 建议',
      '0:10 LOC 地域 · 已标注',
      '2:2 PER? 人物 · 建议',
    ]);
    const part = range(utf16(8), utf16(9));
    assert.deepEqual(labelTagsWithin(article, annotations, part, schema, messagesFor('en')).map(shown), [
      '0:10 LOC area · annotated',
    ]);
  });

  it('of nested spans come from the inside out', () => {
    const article = markedArticle('⟦POST:郑州⟦ORG:市委⟧⟧');
    const whole = range(utf16(0), article.text.end);
    const tags = labelTagsWithin(article, [], whole, schema, messagesFor('en')).map(({ label }) => label);
    assert.deepEqual(tags, ['ORG?', 'POST?']);
  });

  it('come over the protocol for the lines that are asked for', async () => {
    const server = await new TestServer().start({ annotationsFrom: 'client' });
    try {
      const uri = 'file:///tags.txt';
      await server.open(uri, '郑州市。\n\n省委书记楼阳生到会。\n');
      const annotation = { id: 'a', label: 'TERM', start: 10, end: 13, state: 'anchored' };
      await server.connection.sendNotification(ANNOTATIONS_CHANGED, { uri, annotations: [annotation] });
      const tags = await server.connection.sendRequest(InlayHintRequest.type, {
        textDocument: { uri },
        range: { start: { line: 2, character: 4 }, end: { line: 2, character: 9 } },
      });
      assert.deepEqual(tags?.map(shown), ['2:7 TERM policy formulation · annotated']);
    } finally {
      await server.stop();
    }
  });
});
