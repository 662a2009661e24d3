import { strict as assert } from 'node:assert';
import { groupEntities } from '../../../../core/analysis/entities';
import type { Span } from '../../../../core/analysis/span';
import { readMarkedText } from '../markedText';

/** Two Han characters that differ for each index below 250,000. */
const word = (index: number): string => String.fromCharCode(0x4e00 + (index % 500), 0x5e00 + Math.floor(index / 500));

/** Texts with as many mentions as asked for, each made to be bad for one of the rules. */
const TEXTS: Readonly<Record<string, (index: number) => string>> = {
  'one person': () => '⟦POST:⟦ORG:市委⟧书记⟧⟦PER:徐立毅⟧。',
  'persons of one surname': (index) => `⟦PER:徐${word(index)}⟧，`,
  'a surname with ever new posts': (index) => `⟦PER:徐⟧⟦POST:${word(index)}长⟧和⟦POST:${word(index)}长⟧⟦PER:徐立毅⟧。`,
  'a transcribed name with ever new parts': (index) => `⟦PER:普京·${word(index)}⟧、⟦PER:普京⟧`,
  'a list of names without end': (index) => `${index === 0 ? '⟦POST:市领导⟧' : '、'}⟦PER:王${word(index)}⟧`,
  'a list of names before an appointment': (index) =>
    `⟦PER:王${word(index)}⟧${index % 1000 === 999 ? '为⟦POST:委员⟧；' : '、'}`,
  'posts without end': (index) => `⟦POST:${word(index)}局长⟧、`,
  'bodies of one place': (index) => `⟦ORG:郑州市${word(index)}局⟧，`,
  'bodies of ever new places': (index) => `⟦LOC:${word(index)}⟧⟦ORG:${word(index)}科技创新委员会⟧，`,
  'companies that begin and end alike': (index) => `⟦ORG:华夏${word(index)}装备集团有限公司⟧，⟦ORG:华夏装备⟧`,
  'universities with the same initials': (index) => `⟦ORG:${word(index)}师范大学⟧，`,
  'zones of one city': (index) => `⟦LOC:郑州${word(index)}新区⟧，`,
  'documents of one genre': (index) => `⟦DOC:《关于${word(index)}的意见》⟧（以下简称⟦DOC:《意见》⟧）`,
  'aliases without end': (index) => `⟦ORG:${word(index)}中心⟧（以下简称⟦ORG:中心⟧），⟦ORG:中心⟧`,
  'events without end': (index) => `⟦EVENT:2023年第五届${word(index)}大会⟧，`,
};

function mentionsOf(piece: (index: number) => string, pieces: number): { text: string; spans: Span[] } {
  const marked = Array.from({ length: pieces }, (_, index) => piece(index)).join('');
  const { text, spans } = readMarkedText(marked);
  return {
    text,
    spans: spans.map(({ label, start, end }) => ({ label, text: text.slice(start, end), logical: { start, end } })),
  };
}

/** How often grouping looks at a span. */
function reads(piece: (index: number) => string, pieces: number): number {
  const { text, spans } = mentionsOf(piece, pieces);
  let count = 0;
  const counted = new Proxy(spans, {
    get: (target, property, receiver): unknown => {
      count++;
      return Reflect.get(target, property, receiver);
    },
  });
  groupEntities(text, counted);
  return count;
}

function milliseconds(text: string, spans: readonly Span[]): number {
  const start = performance.now();
  groupEntities(text, spans);
  return performance.now() - start;
}

describe('grouping of many mentions', () => {
  for (const [name, piece] of Object.entries(TEXTS)) {
    it(`looks at each span a bounded number of times: ${name}`, () => {
      assert.ok(reads(piece, 4000) < 4.3 * reads(piece, 1000));
    });

    it(`takes less than a second for 50,000 mentions: ${name}`, () => {
      const perPiece = mentionsOf(piece, 1000).spans.length / 1000;
      const { text, spans } = mentionsOf(piece, Math.ceil(50_500 / perPiece));
      assert.ok(spans.length >= 50_000);
      const fastest = Math.min(milliseconds(text, spans), milliseconds(text, spans));
      assert.ok(fastest < 1000, `${fastest} ms`);
    });
  }
});
