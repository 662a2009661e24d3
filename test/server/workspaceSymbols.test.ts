import { strict as assert } from 'node:assert';
import { entityMapOf } from '../../server/features/entitySpans';
import { bestSymbols, symbolsIn } from '../../server/features/workspaceSymbols';
import { messagesFor } from '../../server/messages';
import { annotationOf, markedArticle } from './markedArticle';

const marked =
  '郑州要闻\n\n一、调研\n\n⟦POST:市委书记⟧⟦PER:徐立毅⟧到⟦LOC:郑州⟧。⟦PER:徐立毅⟧与⟦PER:徐立⟧谈。' +
  '（以下简称⟦DOC:《意见》⟧）⟦DOC:《关于就业的意见》⟧（以下简称⟦DOC:《意见》⟧）智慧大脑。\n';
const analysis = markedArticle(marked);
const entities = entityMapOf(analysis, [annotationOf(analysis, '智慧大脑', '产品')]);
const article = { uri: 'file:///a.txt', text: analysis.text, outline: analysis.outline, entities };

function search(query: string): string[] {
  const found = symbolsIn(article, query, messagesFor('en'));
  return bestSymbols(found).map(({ name, containerName = '' }) => `${name} | ${containerName}`);
}

describe('symbols of the open articles', () => {
  const cases: Readonly<Record<string, readonly string[]>> = {
    // The whole name comes first, then the beginning of one.
    徐立: ['徐立 | PER person', '徐立毅 | PER person'],
    立毅: ['徐立毅 | PER person'],
    徐立毅: ['徐立毅 | PER person'],
    // An alias, initials and other characters stand behind the name, because editors drop what does not hold the query.
    xly: ['徐立毅 (xly) | PER person'],
    XLY: ['徐立毅 (XLY) | PER person'],
    徐立毅等: [],
    鄭州: ['郑州 (鄭州) | LOC place', '郑州要闻 (鄭州) | article'],
    调研: ['一、调研 | section'],
    zhdn: ['智慧大脑 (zhdn) | 产品'],
    '《意见》': ['《关于就业的意见》 (《意见》) | DOC document'],
    '%': [],
  };
  for (const [query, expected] of Object.entries(cases))
    it(`are found by ${query}`, () => assert.deepEqual(search(query), expected));

  it('are all found by nothing, those mentioned most first', () => {
    const all = search('');
    assert.equal(all[0], '《关于就业的意见》 | DOC document');
    assert.equal(all.length, entities.entities.length + 2);
  });

  it('lead to the first mention', () => {
    const [found] = bestSymbols(symbolsIn(article, '徐立毅', messagesFor('zh')));
    assert.deepEqual(found?.location, {
      uri: 'file:///a.txt',
      range: { start: { line: 4, character: 4 }, end: { line: 4, character: 7 } },
    });
    assert.equal(found.containerName, 'PER 人物');
  });

  it('are a few hundred at most, with names that fit a list', () => {
    const words = Array.from({ length: 400 }, (_, index) => `⟦TERM:${String.fromCodePoint(0x4e00 + index)}⟧`);
    const many = markedArticle(`${words.join('，')}。`);
    const long = annotationOf(many, many.text.text.slice(0, 300), 'TERM');
    const map = entityMapOf(many, [long]);
    const found = symbolsIn({ uri: '', text: many.text, outline: many.outline, entities: map }, '', messagesFor('en'));
    assert.equal(found.length, 402);
    assert.equal(bestSymbols(found).length, 300);
    assert.ok(found.every(({ symbol }) => symbol.name.length <= 101));
  });
});
