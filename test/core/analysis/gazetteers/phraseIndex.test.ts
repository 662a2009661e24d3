import { deepStrictEqual, strictEqual } from 'node:assert';
import fc from 'fast-check';
import { Endings } from '../../../../core/analysis/gazetteers/endings';
import { PhraseIndex } from '../../../../core/analysis/gazetteers/phraseIndex';
import { codesOf } from '../../../../core/analysis/patterns/codedText';

const words = fc
  .array(fc.constantFrom(...Array.from('郑州市京广东区'), '\ud842', '\udfb7'), { maxLength: 5 })
  .map((all) => all.join(''));
const texts = fc.array(words, { maxLength: 8 }).map((all) => all.join(''));

describe('PhraseIndex', () => {
  const index = new PhraseIndex([
    ['郑州', 1],
    ['郑州市', 2],
    ['郑', 3],
    ['郑州市金水区', 4],
    ['郑州', 5],
    ['', 6],
  ]);

  it('finds the phrases at an offset, longest first', () => {
    deepStrictEqual(index.allAt('在郑州市中原区', 1), [
      ['郑州市', 2],
      ['郑州', 1],
      ['郑', 3],
    ]);
    deepStrictEqual(index.longestAt('在郑州市金水区', 1), ['郑州市金水区', 4]);
    strictEqual(index.longestAt('在郑州', 0), undefined);
  });

  it('keeps the first value of a phrase and knows whole phrases only', () => {
    strictEqual(index.get('郑州'), 1);
    strictEqual(index.get('郑州市金'), undefined);
    strictEqual(index.get(''), undefined);
  });

  it('finds what a comparison with every phrase finds', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), texts, (phrases, text) => {
        const some = new PhraseIndex(phrases.map((phrase) => [phrase, phrase]));
        const codes = codesOf(text);
        const distinct = [...new Set(phrases)].filter((phrase) => phrase !== '').sort((a, b) => b.length - a.length);
        for (let at = 0; at < text.length; at++) {
          const here = distinct.filter((phrase) => text.startsWith(phrase, at));
          deepStrictEqual(
            some.allAt(text, at),
            here.map((phrase) => [phrase, phrase]),
          );
          deepStrictEqual(some.longestAt(text, at)?.[0], here[0]);
          if (here.length > 0) strictEqual(some.nextIn(codes, at), at);
        }
        strictEqual(some.nextIn(codes, text.length), text.length);
      }),
    );
  });

  it('passes over offsets where no phrase starts', () => {
    const codes = codesOf('广州与郑州');
    strictEqual(new PhraseIndex([['郑州', true]]).nextIn(codes, 0), 3);
  });
});

describe('Endings', () => {
  it('measures the longest entry that ends at an offset', () => {
    const endings = new Endings('公司 有限公司', '司');
    const text = '郑州某某有限公司的公司';
    const coded = { text, codes: codesOf(text) };
    strictEqual(endings.longestAt(coded, 8), 4);
    strictEqual(endings.longestAt(coded, 8, 6), 2);
    strictEqual(endings.longestAt(coded, 11), 2);
    strictEqual(endings.longestAt(coded, 4), 0);
    strictEqual(endings.longestAt(coded, 0), 0);
  });

  it('finds what a comparison with every entry finds', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), texts, fc.nat(3), (entries, text, from) => {
        const endings = new Endings(entries.join(' '));
        const coded = { text, codes: codesOf(text) };
        for (let end = from; end <= text.length; end++) {
          const lengths = entries.map(({ length }, index) =>
            text.slice(from, end).endsWith(entries[index] as string) ? length : 0,
          );
          strictEqual(endings.longestAt(coded, end, from), Math.max(0, ...lengths));
        }
      }),
    );
  });
});
