import { strict as assert } from 'node:assert';
import { analyse } from '../../../../core/analysis/analyse';
import type { Analysis } from '../../../../core/analysis/analysis';
import { CanonicalText } from '../../../../core/text/canonicalText';
import { loadAnalysisResources } from '../../../../node/analysisResources';
import { readMarkedText, writeMarkedText } from '../markedText';

const resources = loadAnalysisResources();
const analysed = (text: string): Analysis => analyse(new CanonicalText(text), resources);

/** Everything that is recognised in a text, written into it. */
function recognised(text: string): string {
  const spans = analysed(text).mentions.map(({ label, range }) => ({ label, start: range.start, end: range.end }));
  return writeMarkedText(text, spans);
}

function check(marked: string): void {
  it(marked, () => assert.equal(recognised(readMarkedText(marked).text), marked));
}

describe('recognition with rules and tagger', () => {
  check('⟦POST:⟦ORG:省委⟧书记⟧⟦PER:廖先河⟧⟦TIME:昨日⟧到⟦LOC:荥阳市⟧调研。');
  check('⟦LOC:郑州⟧⟦TERM:国家中心城市⟧建设全面提速。');
  check('⟦POST:记者⟧从⟦ORG:市发改委⟧获悉，⟦FAC:贾鲁河综合治理工程⟧总投资⟦QTY:12.6亿元⟧。');
  check('⟦PER:安然⟧走进⟦FAC:郑东新区智慧岛⟧，询问企业用工情况。');
  check('⟦DOC:《郑州市城市更新条例》⟧⟦TIME:今年3月1日⟧起施行。');

  it('uses a name that another passage proves', () => {
    assert.match(recognised('省长廖先河到会。\n\n廖先河走进展厅。'), /\n⟦PER:廖先河⟧走进/);
  });

  it('gives confidences between 0 and 1, and a reason for each mention', () => {
    const { mentions } = analysed('省委书记廖先河到荥阳市调研，强调要抓好“万人助万企”活动。');
    assert.ok(mentions.length >= 4);
    for (const { confidence, evidence } of mentions) {
      assert.ok(confidence > 0 && confidence < 1, String(confidence));
      assert.ok(evidence.length > 0);
    }
  });

  it('finds nothing in texts without names', () => {
    for (const text of [
      '大家都很高兴，说得也对。',
      '这样做是对的，也是应该的。',
      '',
      ' \n\n ',
      '。。。，，，',
      '\u0000\u0001\u0002',
      'xyz '.repeat(50),
      '（（（（“““《《《',
    ]) {
      assert.deepEqual(analysed(text).mentions, [], JSON.stringify(text.slice(0, 20)));
    }
  });

  it('guesses nothing in a paragraph without Chinese, whatever the others say', () => {
    const { mentions } = analysed('市长廖先河会见IBM公司代表，IBM表示将加大投资。\n\nIBM signed with IBM.');
    assert.ok(mentions.every(({ text }) => !text.includes('signed')));
  });

  it('tells who speaks', () => {
    const { mentions, quotations } = analysed('市长廖先河说：“我们要把项目建设抓在手上，一刻也不能放松。”');
    assert.equal(quotations.length, 1);
    assert.equal(mentions[quotations[0]?.speaker ?? -1]?.text, '廖先河');
  });
});
