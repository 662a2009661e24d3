import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { analyse } from '../../../core/analysis/analyse';
import { CanonicalText } from '../../../core/text/canonicalText';
import { SIMPLIFIED, TRADITIONAL } from '../../../core/text/traditional';
import { loadAnalysisResources } from '../../../node/analysisResources';
import { readMarkedText, writeMarkedText, type MarkedSpan } from './markedText';

const resources = loadAnalysisResources();
const seeds = resolve(__dirname, '../../../../seeds');

function spansOf(text: string): MarkedSpan[] {
  const { mentions } = analyse(new CanonicalText(text), resources);
  return mentions.map(({ label, range }) => ({ label, start: range.start, end: range.end }));
}

/** Asserts what is recognised in a Traditional text, and that it is the same in its Simplified form. */
function check(marked: string, simplifiedForm: string): void {
  it(marked, () => {
    const { text } = readMarkedText(marked);
    assert.equal(writeMarkedText(text, spansOf(text)), marked);
    assert.deepEqual(spansOf(simplifiedForm), spansOf(text));
  });
}

describe('recognition of Traditional text', () => {
  check(
    '⟦POST:⟦ORG:國務院⟧總理⟧⟦PER:李強⟧⟦TIME:6月17日至19日⟧在⟦LOC:廣東省⟧調研,⟦ORG:財政部⟧負責人陪同。',
    '国务院总理李强6月17日至19日在广东省调研，财政部负责人陪同。',
  );
  check(
    '本報訊（⟦POST:記者⟧ ⟦PER:馮蕓⟧）⟦FAC:江陰長江大橋⟧⟦TIME:１２日⟧通車，⟦ORG:清華大學⟧參與建設。',
    '本报讯(记者 冯芸)江阴长江大桥12日通车,清华大学参与建设。',
  );
  check('⟦POST:總統⟧⟦PER:約瑟夫‧班達⟧訪問⟦LOC:臺灣⟧、⟦LOC:韓國⟧。', '总统约瑟夫·班达访问台湾、韩国。');
  check(
    '⟦ORG:市工信局⟧推進「⟦TERM:專精特新⟧」，增長⟦QTY:７．５％⟧。⟦DOC:《鄭州市營商環境條例》⟧施行。',
    '市工信局推进“专精特新”，增长7.5%。《郑州市营商环境条例》施行。',
  );
  check(
    '⟦TIME:『十四五』時期⟧將投資⟦QTY:400億元⟧。\n\n⟦POST:省長⟧⟦PER:廖先河⟧到會。\n\n⟦PER:廖先河⟧走進展廳。',
    '‘十四五’时期将投资400亿元。\n\n省长廖先河到会。\n\n廖先河走进展厅。',
  );

  it('finds in the sample articles what it finds in their Simplified form, however each character is printed', () => {
    const articles = readdirSync(seeds)
      .filter((name) => name.endsWith('.txt'))
      .map((name) => readFileSync(resolve(seeds, name), 'utf8'));
    fc.assert(
      fc.property(fc.constantFrom(...articles), printedForms, (article, formOf) => {
        const text = Array.from(article, (character) => formOf.get(character) ?? character).join('');
        assert.deepEqual(spansOf(text), spansOf(article));
      }),
      { numRuns: 15 },
    );
  });
});

describe('recognition around Latin words, numbers and addresses', () => {
  for (const text of [
    '据悉，COVID-19疫情后，5G、AI、GDP等指标向好，T3航站楼与G107国道开通。',
    '公司CEO John Smith与Tesla上海超级工厂、OpenAI合作，投资1,000.5万美元，增长5.2%。',
    '请写信至news@daily.com.cn，或见https://www.daily.cn/2023/a?id=1&b=2，谢谢。',
    '华为Mate60 Pro手机、C919大型客机、PM2.5、3D打印和K12教育、NBA总决赛，联合国教科文组织（UNESCO）批准。',
    '記者從G20峰會獲悉,ＡＰＥＣ會議於１１月１５日10:30開幕,A股上漲２．５％。',
  ])
    it(`cuts none of them: ${text}`, () => {
      const wholes = Array.from(
        text.matchAll(LATIN_OR_NUMBER),
        ({ 0: { length }, index }) => [index, index + length] as const,
      );
      for (const { start, end } of spansOf(text)) {
        for (const [from, to] of wholes) {
          const isOutside = end <= from || to <= start || (start <= from && to <= end);
          assert.ok(isOutside, `${text.slice(start, end)} cuts ${text.slice(from, to)}`);
        }
      }
    });
});

/** Words with their digits and hyphens, numbers with their separators, and addresses. */
const LATIN_OR_NUMBER = /https?:[!-~]+|[\w.]+@[\w.]+|[A-Za-zＡ-Ｚ][\wＡ-Ｚ-]*|[\d０-９]+(?:[,.:．][\d０-９]+)*[%％]?/g;

const FORMS = [`${SIMPLIFIED}“”‘’0123456789`, `${TRADITIONAL}「」『』０１２３４５６７８９`] as const;

/** For most characters of Simplified text with half-width digits one of the other forms that newspapers print. */
const printedForms: fc.Arbitrary<ReadonlyMap<string, string>> = fc.infiniteStream(fc.nat(3)).map((choices) => {
  const [simple, printed] = FORMS;
  const isChosen = Array.from(simple, () => choices.next().value !== 0);
  return new Map(
    Array.from(simple, (character, index) => [character, isChosen[index] ? printed.charAt(index) : character]),
  );
});
