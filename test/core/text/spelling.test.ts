import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { likelyMeant } from '../../../core/text/spelling';

const KEYS = [
  'name',
  'include',
  'exclude',
  'labels',
  'colour',
  'descriptions',
  'guidelines',
  'id',
  'key',
  'to',
  'from',
];

describe('a misspelt word', () => {
  const MEANT: readonly [word: string, meant: string | undefined][] = [
    ['color', 'colour'],
    ['Labels', 'labels'],
    ['label', 'labels'],
    ['lables', 'labels'],
    ['inculde', 'include'],
    ['exlude', 'exclude'],
    ['form', 'from'],
    ['desc', 'descriptions'],
    ['guideline', 'guidelines'],
    ['kye', 'key'],
    ['version', undefined],
    ['mood', undefined],
    ['ip', undefined],
    ['x', undefined],
    ['标签', undefined],
    ['', undefined],
  ];
  for (const [word, meant] of MEANT)
    it(`${word} means ${meant ?? 'none of the others'}`, () => assert.equal(likelyMeant(word, KEYS), meant));

  it('is found after any one slip in a word of six letters', () => {
    const word = fc.string({ minLength: 6, maxLength: 12, unit: fc.constantFrom('a', 'b', 'c', 'd') });
    fc.assert(
      fc.property(word, fc.nat(), fc.nat(3), (meant, where, slip) => {
        const at = where % (meant.length - 1);
        const [before, one, two, after] = [meant.slice(0, at), meant[at]!, meant[at + 1]!, meant.slice(at + 2)];
        const slips = [before + two + after, `${before}x${one}${two}${after}`, `${before}x${two}${after}`];
        const written = [...slips, before + two + one + after][slip]!;
        assert.equal(likelyMeant(written, [meant]), meant);
      }),
    );
  });
});
