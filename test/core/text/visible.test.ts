import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { hasHidden, visibleText } from '../../../core/text/visible';

describe('a text made visible', () => {
  const cases: readonly (readonly [text: string, shown: string])[] = [
    ['楼阳生', '楼阳生'],
    ['a\u202Eb', 'aU+202Eb'],
    ['郑\u200B州', '郑U+200B州'],
    ['\u2066x\u2069', 'U+2066xU+2069'],
    ['a\u0000\u001B[31mb', 'aU+0000U+001B[31mb'],
    ['a\nb\t\r\n c', 'a b c'],
    ['王　凯', '王 凯'],
    ['a\u2028b\uFEFFc', 'aU+2028bU+FEFFc'],
    ['\uD800x', 'U+D800x'],
    ['\u{E0041}', 'U+E0041'],
    ['\u{E0100}葛\u{E0101}', 'U+E0100葛U+E0101'],
    ['\uE000', 'U+E000'],
    ['\u3164', 'U+3164'],
    ['👨‍👩‍👧 ❤️ 👍🏽', '👨‍👩‍👧 ❤️ 👍🏽'],
    ['a\u200Db️', 'aU+200DbU+FE0F'],
    ['𬭎 \u{3FFF0}', '𬭎 \u{3FFF0}'],
  ];
  for (const [text, shown] of cases) {
    it(JSON.stringify(text), () => {
      assert.equal(visibleText(text), shown);
      assert.equal(hasHidden(text), shown.includes('U+'));
    });
  }

  it('holds nothing hidden any more, and stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const shown = visibleText(text);
        assert.ok(!hasHidden(shown));
        assert.equal(visibleText(shown), shown);
        assert.doesNotMatch(shown, /[\n\r\u2028\u2029\u202A-\u202E\u2066-\u2069]/);
      }),
      { numRuns: 2000 },
    );
  });
});
