import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { CountedText, type Counting, type OffsetUnit } from '../../../core/interchange/countedOffsets';

const character = fc.oneof(
  fc.constantFrom(
    '王',
    '，',
    'a',
    ' ',
    '\n',
    '\r\n',
    '\r',
    '😀',
    '𠮷',
    '\u0301',
    '\u200d',
    '👩',
    '🔬',
    '🇨',
    '🇳',
    '한',
    '\u1100',
    '\u1161',
    '\u0600',
    '\u3099',
    '\uFEFF',
  ),
  fc.string({ unit: 'binary', maxLength: 1 }),
);
const source = fc.array(character, { maxLength: 30 }).map((characters) => characters.join(''));

const splits: Record<OffsetUnit, (text: string) => string[]> = {
  'UTF-16': (text) => Array.from({ length: text.length }, (_, at) => text.charAt(at)),
  'code points': (text) => Array.from(text),
  graphemes: (text) => Array.from(new Intl.Segmenter('und').segment(text), ({ segment }) => segment),
};
const canonical = (text: string): string => text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');

describe('offsets of other programs', () => {
  for (const unit of Object.keys(splits) as OffsetUnit[]) {
    for (const isOfRawText of [true, false]) {
      it(`in ${unit} of the ${isOfRawText ? 'raw' : 'canonical'} text mean what stands there`, () => {
        const counting: Counting = { unit, isOfRawText };
        fc.assert(
          fc.property(source, fc.nat(30), fc.nat(30), (text, start, length) => {
            const counted = splits[unit](isOfRawText ? text : canonical(text));
            const end = start + 1 + length;
            const place = new CountedText(text).rangeOf({ start, end }, counting);
            if (end > counted.length) assert.equal(place, undefined);
            else if (place !== undefined) {
              const slice = new CountedText(text).text.slice(place);
              assert.equal(slice, canonical(text).slice(place.start, place.end));
              const before = counted.slice(0, start).join('');
              const words = counted.slice(start, end).join('');
              // A CR LF that the span cuts belongs to the side on which its LF is.
              const isCut = before.endsWith('\r') || words.endsWith('\r') || (start === 0 && text.startsWith('\uFEFF'));
              if (!isCut) assert.equal(slice, canonical(` ${words}`).slice(1));
            }
          }),
          { numRuns: 300 },
        );
      });
    }
  }

  it('are refused where they cut a character, lie outside, or are no whole numbers', () => {
    const text = new CountedText('王😀凯');
    const counting: Counting = { unit: 'UTF-16', isOfRawText: true };
    for (const [start, end] of [
      [0, 2],
      [2, 4],
      [3, 3],
      [3, 2],
      [3, 5],
      [-1, 1],
      [0.5, 1],
      [0, Infinity],
    ] as const)
      assert.equal(text.rangeOf({ start, end }, counting), undefined, `${start}-${end}`);
    assert.deepEqual(text.rangeOf({ start: 1, end: 3 }, counting), { start: 1, end: 3 });
  });

  it('are counted in the first way in which the words agree, else in the one in which most do', () => {
    const ways = [
      { unit: 'code points', isOfRawText: true },
      { unit: 'UTF-16', isOfRawText: true },
    ] as const;
    const text = new CountedText('😀王凯，李强');
    const utf16 = [
      { start: 2, end: 4, words: '王凯' },
      { start: 5, end: 7, words: '李强' },
    ];
    assert.equal(text.bestCounting(utf16, ways).unit, 'UTF-16');
    assert.equal(text.bestCounting([...utf16, { start: 0, end: 1, words: '不' }], ways).unit, 'UTF-16');
    assert.equal(text.bestCounting([{ start: 1, end: 3 }], ways).unit, 'code points');
  });
});
