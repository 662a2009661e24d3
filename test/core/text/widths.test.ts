import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { foldWidths } from '../../../core/text/widths';

describe('folding of widths', () => {
  for (const [text, folded] of [
    ['6月18日,省委书记(扩大)会议:好!是吗?', '6月18日，省委书记（扩大）会议：好！是吗？'],
    ['10:30至１１：４５', '10:30至11:45'],
    ['1,000元', '1,000元'],
    ['５．２级，３５％，Ａ＋Ｂ～Ｃ', '5.2级，35%，A+B~C'],
    ['5G(SA)网络', '5G（SA）网络'],
    ['王　凯\u00a0和\t李', '王 凯 和 李'],
    ['李𬭎,', '李𬭎，'],
  ] as const)
    it(text, () => {
      assert.equal(foldWidths(text), folded);
    });

  it('keeps the length and is done after one pass', () => {
    const units = fc.constantFrom(...Array.from(',:;!?()，：；！？（）０９ＡＺａｚ％＋．～ 　\t\n09AZaz郑𬭎'));
    fc.assert(
      fc.property(fc.string({ unit: units }), (text) => {
        const folded = foldWidths(text);
        assert.equal(folded.length, text.length);
        assert.equal(foldWidths(folded), folded);
      }),
    );
  });
});
