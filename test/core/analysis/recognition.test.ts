import { strict as assert } from 'node:assert';
import { blockCandidates } from '../../../core/analysis/blockCandidates';
import { passagesOf } from '../../../core/analysis/passages';
import { resolveCandidates } from '../../../core/analysis/resolveCandidates';
import { CanonicalText } from '../../../core/text/canonicalText';
import { readLogicalText } from '../../../core/text/logicalText';
import { logical } from '../../../core/text/units';
import { loadAnalysisResources } from '../../../node/analysisResources';
import { readMarkedText, writeMarkedText } from './markedText';

const { segmenter } = loadAnalysisResources();

/** Everything that the rules recognise in a text, written into it. */
function recognised(text: string): string {
  const read = readLogicalText(new CanonicalText(text));
  const spans = passagesOf(read).flatMap((passage) =>
    resolveCandidates(blockCandidates(passage.text, segmenter), passage.text.length).map(({ label, start, end }) => ({
      label,
      ...read.toCanonical({ start: logical(passage.start + start), end: logical(passage.start + end) }),
    })),
  );
  return writeMarkedText(text, spans);
}

function check(marked: string): void {
  it(marked, () => assert.equal(recognised(readMarkedText(marked).text), marked));
}

describe('rules', () => {
  describe('posts and persons', () => {
    check('⟦POST:⟦ORG:省委⟧书记⟧⟦PER:楼阳生⟧在⟦LOC:郑州市⟧调研');
    check('⟦POST:⟦ORG:惠济区委⟧书记⟧⟦PER:李新军⟧表示，全区将坚持项目为先。');
    check('⟦POST:⟦ORG:市工信局党组⟧书记⟧、⟦POST:局长⟧⟦PER:王智明⟧说');
    check('（本报⟦POST:记者⟧ ⟦PER:冯芸⟧ ⟦PER:马涛⟧）');
    check('⟦POST:市领导⟧⟦PER:周富强⟧、⟦PER:牛卫国⟧参加活动。');
    check('⟦PER:穆为民⟧、⟦PER:周霁⟧、⟦PER:徐立毅⟧参加相关活动。');
    check('⟦PER:徐⟧⟦POST:书记⟧指出，要抓好落实。');
    check('⟦POST:⟦ORG:浙江大学⟧教授⟧⟦PER:陈建国⟧认为');
    check('⟦POST:⟦ORG:郑东新区党工委⟧书记⟧、⟦POST:⟦ORG:管委会⟧主任⟧ ⟦PER:牛瑞华⟧');
    check('⟦POST:⟦ORG:航空港实验区党工委⟧书记⟧ ⟦PER:张俊峰⟧');
    check('⟦POST:总统⟧⟦PER:约瑟夫·班达⟧来访。');
    check('⟦POST:省委常委⟧、⟦POST:⟦ORG:宁波市委⟧书记⟧⟦PER:张志强⟧出席。');
  });

  describe('organisations', () => {
    check('⟦ORG:邯郸市永年区人民法院⟧作出判决。');
    check('⟦ORG:省发展改革委⟧、⟦ORG:省财政厅⟧印发通知。');
    check('⟦ORG:北京大学考古文博学院⟧参加发掘。');
    check('⟦ORG:中国电子科技集团二十七所⟧建成投用。');
    check('他们来到⟦ORG:安徽省农业科学院水稻研究所⟧。');
    check('各级党组织要带头。');
  });

  describe('places, sites and projects', () => {
    check('位于⟦LOC:宝鸡市岐山县⟧。');
    check('⟦LOC:景宁畲族自治县⟧的茶园');
    check('⟦LOC:长江⟧之滨的⟦LOC:武汉⟧');
    check('⟦FAC:五强溪水电站⟧开闸泄洪。');
    check('⟦FAC:G25长深高速⟧通车。');
    check('改造老旧小区。');
  });

  describe('times and quantities', () => {
    check('⟦TIME:6月17日至19日⟧');
    check('⟦TIME:2023年底⟧前完成。');
    check('⟦TIME:“十四五”时期⟧，投资⟦QTY:400亿元⟧，增长⟦QTY:7.5%⟧。');
    check('⟦TIME:今年1至8月⟧，新增企业⟦QTY:30家⟧。');
    check('⟦TIME:5月16日上午9时30分⟧');
    check('零部件');
  });

  describe('events, documents and formulations', () => {
    check('贯彻⟦EVENT:党的二十届三中全会⟧精神');
    check('⟦EVENT:市委十二届四次全会⟧召开。');
    check('办好⟦EVENT:第七届数字中国建设峰会⟧。');
    check('出台⟦DOC:《郑州市营商环境条例》⟧。');
    check('推进“⟦TERM:专精特新⟧”和⟦TERM:中国式现代化⟧');
    check('⟦LOC:郑州⟧⟦TERM:国家中心城市⟧建设');
  });

  describe('the document', () => {
    it('joins a name that a column break cuts', () => {
      const cut = `${'会议听取了各单位工作汇报，研究了下一步的重点任务和保障措施，强调要把责任落到实处，'.repeat(2)}郑州\n\n市将抓好落实。`;
      assert.match(recognised(cut), /⟦LOC:郑州\n\n市⟧将/);
    });
  });
});
