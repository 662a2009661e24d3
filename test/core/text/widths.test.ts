import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { foldWidths } from '../../../core/text/widths';

function check(text: string, folded: string): void {
  it(text, () => assert.equal(foldWidths(text), folded));
}

describe('folding of widths', () => {
  describe('half-width and full-width forms', () => {
    check('6月18日,省委书记(扩大)会议:好!是吗?', '6月18日，省委书记（扩大）会议：好！是吗？');
    check('５．２级，３５％，Ａ＋Ｂ～Ｃ', '5.2级，35%，A+B~C');
    check('5G(SA)网络', '5G（SA）网络');
    check('王　凯\u00a0和\t李', '王 凯 和 李');
    check('李𬭎,', '李𬭎，');
    check('會議結束｡代表､委員離會', '會議結束。代表、委員離會');
    check('増長３﹪﹐分爲甲﹑乙﹔丙﹙扩大﹚', '増長3%，分爲甲、乙；丙（扩大）');
    check('︵臺北訊︶︽條例︾', '（臺北訊）《條例》');
  });

  describe('quotation marks', () => {
    check('「他說『可以』。」', '“他說‘可以’。”');
    check('﹁五年規劃﹂﹃兩岸﹄', '“五年規劃”‘兩岸’');
    check('打造"专精特新"企业,推进"双创"', '打造“专精特新”企业，推进“双创”');
    check('＂一带一路＂', '“一带一路”');
    check('55"电视', '55"电视');
    check("it's 〈文章〉《书》", "it's 〈文章〉《书》");
  });

  describe('dots, dashes and the ellipsis', () => {
    check('约瑟夫‧班达、约瑟夫•班达、约瑟夫・班达、约瑟夫･班达', '约瑟夫·班达、约瑟夫·班达、约瑟夫·班达、约瑟夫·班达');
    check('• 要点', '• 要点');
    check('總統約瑟夫．班達來訪。', '總統約瑟夫·班達來訪。');
    check('一．总则。二．分则。', '一.总则。二.分则。');
    check('会议召开．又一段．', '会议召开.又一段.');
    check('2012―2021年、2012–2021年、2012─2021年', '2012—2021年、2012—2021年、2012—2021年');
    check('零下3℃至−5℃，COVID‑19', '零下3℃至-5℃，COVID-19');
    check('8〜10人⋯⋯', '8~10人……');
  });

  describe('numbers and Latin text inside Chinese text', () => {
    check('10:30至１１：４５', '10:30至11:45');
    check('1,000元,１，０００.5元', '1,000元，1，000.5元');
    check('比分3∶1', '比分3∶1');
    check('AI、5G、T3航站楼、G107国道,GDP增长5.2%', 'AI、5G、T3航站楼、G107国道，GDP增长5.2%');
    check('请写信至news@daily.com.cn,谢谢', '请写信至news@daily.com.cn，谢谢');
    check(
      '见https://www.daily.cn/a?id=1&b=2,或www.gov.cn:8080/x?y=z;谢谢!',
      '见https://www.daily.cn/a?id=1&b=2，或www.gov.cn:8080/x?y=z；谢谢！',
    );
    check('网址是http://a.cn/。', '网址是http://a.cn/。');
  });

  it('keeps the length and is done after one pass', () => {
    const units = fc.constantFrom(
      ...Array.from(',:;!?()，：；！？（）０９ＡＺａｚ％＋．～ 　\t\n09AZaz郑𬭎一。"＂「』｢｡､﹑﹐﹕︵︙‧•·・･―–−⋯/.@'),
      'http://',
      'www.',
    );
    fc.assert(
      fc.property(
        fc.string({ unit: fc.oneof({ weight: 5, arbitrary: units }, fc.string({ size: 'xsmall' })) }),
        (text) => {
          const folded = foldWidths(text);
          assert.equal(folded.length, text.length);
          assert.equal(foldWidths(folded), folded);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('keeps the offset of every character of the basic plane, and makes every white space a blank', () => {
    for (let unit = 0; unit < 0x10000; unit++) {
      const character = String.fromCharCode(unit);
      const folded = foldWidths(character);
      assert.equal(folded.length, 1);
      assert.equal(folded === ' ', /\s/.test(character), `U+${unit.toString(16)}`);
    }
  });
});
