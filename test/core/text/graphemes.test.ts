import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { CanonicalText } from '../../../core/text/canonicalText';
import { wholeGraphemes } from '../../../core/text/graphemes';
import { range, utf16 } from '../../../core/text/units';

describe('whole graphemes', () => {
  const widened = (content: string, start: number, end: number): string => {
    const text = new CanonicalText(content);
    return text.slice(wholeGraphemes(text, range(utf16(start), utf16(end))));
  };
  const cases: readonly (readonly [name: string, text: string, start: number, end: number, expected: string])[] = [
    ['keep a range of whole characters', '在郑州市', 1, 3, '郑州'],
    ['keep a character beyond U+FFFF whole', '李𬭎来', 1, 2, '𬭎'],
    ['take a variation selector along', '葛\u{E0100}洲坝', 0, 1, '葛\u{E0100}'],
    ['take all of a joined emoji', '请👩‍🔬来', 3, 4, '👩‍🔬'],
    ['take a combining accent along', 'cafe\u0301!', 0, 4, 'cafe\u0301'],
    ['reach to the end', '郑州', 0, 2, '郑州'],
  ];
  for (const [name, text, start, end, expected] of cases)
    it(name, () => assert.equal(widened(text, start, end), expected));

  it('hold what was selected, and are whole already', () => {
    const pieces = fc.constantFrom('郑', '𬭎', '\u{E0100}', '👩', '\u200D', '🔬', 'e', '\u0301', ' ', '\n', '🇨', '🇳');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), fc.nat(), fc.nat(), (list, one, other) => {
        const text = new CanonicalText(list.join(''));
        const at = (place: number): number => text.snap(utf16(place % (text.text.length + 1)));
        const [start, end] = [at(one), at(other)].sort((a, b) => a - b) as [number, number];
        const whole = wholeGraphemes(text, range(utf16(start), utf16(end)));
        assert.ok(whole.start <= start && whole.end >= end);
        assert.deepEqual(wholeGraphemes(text, whole), whole);
      }),
      { numRuns: 1000 },
    );
  });
});
