import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { StoredContext } from '../../../core/annotation/storedContext';
import { CanonicalText } from '../../../core/text/canonicalText';
import { range, utf16 } from '../../../core/text/units';

/** The length of the longest common subsequence in UTF-16 units, by the table of the textbook. */
function commonSubsequence(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, () => Array<number>(b.length + 1).fill(0));
  for (let i = 0; i < a.length; i++)
    for (let j = 0; j < b.length; j++)
      rows[i + 1]![j + 1] = a[i] === b[j] ? rows[i]![j]! + 1 : Math.max(rows[i]![j + 1]!, rows[i + 1]![j]!);
  return rows[a.length]![b.length]!;
}

const letters = (maxLength: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom('甲', '乙', '丙', '丁', '𬭎', '。'), { maxLength }).map((list) => list.join(''));

describe('stored context', () => {
  it('agrees with a place by the longest common subsequence of 48 units beside it', () => {
    fc.assert(
      fc.property(letters(32), letters(32), letters(70), letters(70), (before, after, left, right) => {
        const text = new CanonicalText(`${left}词${right}`);
        const span = range(utf16(left.length), utf16(left.length + 1));
        const found = [commonSubsequence(before, left.slice(-48)), commonSubsequence(after, right.slice(0, 48))];
        const agreement = new StoredContext({ before, after }).agreement(text, span);
        assert.equal(agreement.before, before === '' ? 0 : found[0]! / before.length);
        assert.equal(agreement.after, after === '' ? 0 : found[1]! / after.length);
        const stored = before.length + after.length;
        assert.equal(agreement.total, stored === 0 ? 0 : (found[0]! + found[1]!) / stored);
      }),
      { numRuns: 1000 },
    );
  });

  it('counts the units right beside the place on the better side', () => {
    const context = new StoredContext({ before: '省委书记', after: '主持会议' });
    const run = (left: string, right: string): number =>
      context.agreement(new CanonicalText(`${left}词${right}`), range(utf16(left.length), utf16(left.length + 1))).run;
    assert.equal(run('市委书记', '主席会议'), 3);
    assert.equal(run('书记', '主持会'), 3);
    assert.equal(run('', ''), 0);
    assert.equal(run('原省委书记', '主持会议'), 4);
  });

  it('is the 32 code points beside the span, with no half of a pair', () => {
    const { before, after } = new StoredContext({ before: '𬭎'.repeat(33), after: '𬭎'.repeat(33) });
    assert.deepEqual([before, after], ['𬭎'.repeat(32), '𬭎'.repeat(32)]);
    const uneven = new StoredContext({ before: `${'𬭎'.repeat(40)}甲`, after: `甲${'𬭎'.repeat(40)}` });
    assert.deepEqual([uneven.before, uneven.after], [`${'𬭎'.repeat(31)}甲`, `甲${'𬭎'.repeat(31)}`]);
  });
});
