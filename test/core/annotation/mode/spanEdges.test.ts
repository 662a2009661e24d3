import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { withMovedEdge, wordAt, wordsFrom, type EdgeMove } from '../../../../core/annotation/mode/spanEdges';
import { CanonicalText } from '../../../../core/text/canonicalText';
import { wholeGraphemes } from '../../../../core/text/graphemes';
import { range, utf16, type Range, type Utf16 } from '../../../../core/text/units';

/** Reads `在|郑州|市`: words between bars; blanks belong to none. */
function read(barred: string): { text: CanonicalText; words: Range<Utf16>[] } {
  const words: Range<Utf16>[] = [];
  let at = 0;
  for (const word of barred.split(/\||(?=[\s\u3000])|(?<=[\s\u3000])/)) {
    if (word.trim() !== '') words.push(range(utf16(at), utf16(at + word.length)));
    at += word.length;
  }
  return { text: new CanonicalText(barred.replaceAll('|', '')), words };
}

const moves: readonly EdgeMove[] = (['start', 'end'] as const).flatMap((edge) =>
  (['out', 'in'] as const).flatMap((towards) =>
    (['character', 'word'] as const).map((by): EdgeMove => ({ edge, towards, by })),
  ),
);

describe('moving the edge of a span', () => {
  /** `name`, the words in bars, the span, the move (edge, direction, unit), what is the span then. */
  const cases: readonly (readonly [string, string, string, string, string])[] = [
    ['takes a character more at the end', '在|郑州|市|调研', '郑州', 'end out character', '郑州市'],
    ['takes a character more at the start', '在|郑州|市|调研', '郑州', 'start out character', '在郑州'],
    ['gives up a character at the end', '在|郑州|市|调研', '郑州市', 'end in character', '郑州'],
    ['gives up a character at the start', '在|郑州|市|调研', '郑州市', 'start in character', '州市'],
    ['takes a word more', '在|郑州|市|调研', '郑州', 'end out word', '郑州市'],
    ['goes to the next edge of a word first', '在|郑州|调研', '郑', 'end out word', '郑州'],
    ['gives up a word', '在|郑州|市|调研', '郑州市', 'end in word', '郑州'],
    ['gives up a word at the start', '在|郑州|市|调研', '在郑州市', 'start in word', '郑州市'],
    ['takes a word more at the start', '省|超算|中心', '中心', 'start out word', '超算中心'],
    ['leaves a span of one character', '在|郑|州', '郑', 'end in character', '郑'],
    ['leaves a span of one word', '在|郑州|市', '郑州', 'end in word', '郑州'],
    ['leaves a span at the end of the text', '在|郑州', '郑州', 'end out character', '郑州'],
    ['leaves a span at the start of the text', '郑州|市', '郑州', 'start out word', '郑州'],
    [
      'passes over a column break',
      '科大讯飞股份\n\n有限|公司',
      '科大讯飞股份',
      'end out character',
      '科大讯飞股份\n\n有',
    ],
    ['gives a column break up with its last character', '股份\n\n有限|公司', '股份\n\n有', 'end in character', '股份'],
    ['passes over the blank in a name', '省长|王　凯|出席', '王', 'end out character', '王　凯'],
    ['takes both halves of a character', '李|𬭎|来', '李', 'end out character', '李𬭎'],
    ['takes an emoji of several parts whole', '请👩‍🔬|来', '请', 'end out character', '请👩‍🔬'],
    ['gives an accent up with its letter', 'cafe\u0301|好', 'cafe\u0301', 'end in character', 'caf'],
  ];
  for (const [name, barred, words, move, expected] of cases)
    it(name, () => {
      const { text, words: known } = read(barred);
      const start = text.text.indexOf(words);
      const [edge, towards, by] = move.split(' ') as [EdgeMove['edge'], EdgeMove['towards'], EdgeMove['by']];
      const span = range(utf16(start), utf16(start + words.length));
      assert.equal(text.slice(withMovedEdge(text, known, span, { edge, towards, by })), expected);
    });

  it('keeps the other edge, never empties a span, cuts no character, and goes back where it came from', () => {
    const piece = fc.constantFrom('郑州', '𬭎', '市', ' ', '\n\n', '　', '👩‍🔬', 'e\u0301', 'abc', '，');
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 12 }),
        fc.nat(),
        fc.nat(),
        fc.constantFrom(...moves),
        (pieces, first, more, move) => {
          const { text, words } = read(pieces.join('|'));
          if (words.length === 0) return;
          const from = first % words.length;
          const to = Math.min(words.length - 1, from + (more % 4));
          const span = range(words[from]!.start, words[to]!.end);
          const moved = withMovedEdge(text, words, span, move);
          assert.ok(moved.start < moved.end);
          assert.equal(moved[move.edge === 'start' ? 'end' : 'start'], span[move.edge === 'start' ? 'end' : 'start']);
          assert.deepEqual(wholeGraphemes(text, moved), moved);
          assert.equal(text.slice(moved), text.slice(moved).trim());
          const length = (each: Range<Utf16>): number => each.end - each.start;
          assert.ok(move.towards === 'out' ? length(moved) >= length(span) : length(moved) <= length(span));
          if (length(moved) === length(span)) return;
          const back = withMovedEdge(text, words, moved, { ...move, towards: move.towards === 'out' ? 'in' : 'out' });
          assert.deepEqual(back, span);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('the words at a cursor', () => {
  const { text, words } = read('在|郑州|市 调研');
  const at = (offset: number): string => {
    const found = wordAt(words, utf16(offset));
    return found === undefined ? '' : text.slice(found);
  };
  it('are the one that holds it, or ends there', () =>
    assert.deepEqual([0, 1, 2, 3, 4, 5, 7].map(at), ['在', '郑州', '郑州', '市', '市', '调研', '调研']));
  it('and those behind', () =>
    assert.deepEqual(
      wordsFrom(words, utf16(2)).map((word) => text.slice(word)),
      ['郑州', '市', '调研'],
    ));
  it('are none in a text of blanks', () => assert.equal(wordAt(read(' ').words, utf16(0)), undefined));
});
