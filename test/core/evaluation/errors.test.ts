import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { placeOf, recognitionErrors, type RecognitionError } from '../../../core/evaluation/errors';
import { distinct, keyOf, type LabelledSpan } from '../../../core/evaluation/spans';
import { overlaps } from '../../../core/text/units';
import { span } from './spans';

const TEXT = '惠济区委书记李新军到中原科技城调研';
const at = (label: string, words: string): LabelledSpan => {
  const start = TEXT.indexOf(words);
  assert.notEqual(start, -1, words);
  return span(start, start + words.length, label);
};
const words = (one: LabelledSpan | undefined): string =>
  one === undefined ? '-' : `${one.label} ${TEXT.slice(one.start, one.end)}`;
const shown = ({ kind, expected, proposed }: RecognitionError): string =>
  `${kind}: ${words(expected)} > ${words(proposed)}`;

describe('errors of recognition', () => {
  const cases: [name: string, expected: LabelledSpan[], proposed: LabelledSpan[], errors: string[]][] = [
    ['none where all is right', [at('PER', '李新军')], [at('PER', '李新军'), at('PER', '李新军')], []],
    ['a missed name', [at('PER', '李新军')], [], ['missed: PER 李新军 > -']],
    ['a spurious one', [], [at('LOC', '中原')], ['spurious: - > LOC 中原']],
    [
      'neighbours that only touch are two errors',
      [at('POST', '书记')],
      [at('PER', '李新军')],
      ['missed: POST 书记 > -', 'spurious: - > PER 李新军'],
    ],
    [
      'a wrong label',
      [at('FAC', '中原科技城')],
      [at('LOC', '中原科技城')],
      ['wrong label: FAC 中原科技城 > LOC 中原科技城'],
    ],
    [
      'a wrong boundary',
      [at('FAC', '中原科技城')],
      [at('FAC', '科技城调研')],
      ['wrong boundary: FAC 中原科技城 > FAC 科技城调研'],
    ],
    [
      'both wrong, and the second half of a name that was cut in two is spurious',
      [at('FAC', '中原科技城')],
      [at('LOC', '中原'), at('TERM', '科技城')],
      ['both wrong: FAC 中原科技城 > LOC 中原', 'spurious: - > TERM 科技城'],
    ],
    [
      'the body of a post that was found without it is missed, since the post is right',
      [at('POST', '惠济区委书记'), at('ORG', '惠济区委')],
      [at('POST', '惠济区委书记')],
      ['missed: ORG 惠济区委 > -'],
    ],
    [
      'each of a post and its body is compared with its own kind',
      [at('POST', '惠济区委书记'), at('ORG', '惠济区委')],
      [at('POST', '区委书记'), at('ORG', '区委')],
      ['wrong boundary: POST 惠济区委书记 > POST 区委书记', 'wrong boundary: ORG 惠济区委 > ORG 区委'],
    ],
    [
      'the label decides before the place: the lighter fault is taken',
      [at('LOC', '惠济区')],
      [at('ORG', '惠济区委'), at('LOC', '惠济')],
      ['wrong boundary: LOC 惠济区 > LOC 惠济', 'spurious: - > ORG 惠济区委'],
    ],
  ];
  for (const [name, expected, proposed, errors] of cases) {
    it(name, () => assert.deepEqual(recognitionErrors(proposed, expected).map(shown).sort(), errors.sort()));
  }

  const spans = fc.array(
    fc
      .tuple(fc.nat(30), fc.integer({ min: 1, max: 8 }), fc.constantFrom('PER', 'ORG', 'LOC'))
      .map(([start, length, label]) => span(start, start + length, label)),
    { maxLength: 25 },
  );

  it('explain every span without a counterpart once, in the order of the text, and say what is true of it', () => {
    fc.assert(
      fc.property(spans, spans, (proposed, expected) => {
        const errors = recognitionErrors(proposed, expected);
        const unmatched = (side: LabelledSpan[], other: LabelledSpan[]): string[] => {
          const keys = new Set(other.map(keyOf));
          return distinct(side)
            .map(keyOf)
            .filter((key) => !keys.has(key))
            .sort();
        };
        const named = (side: 'expected' | 'proposed'): string[] =>
          errors.flatMap((error) => (error[side] === undefined ? [] : keyOf(error[side]))).sort();
        assert.deepEqual(named('expected'), unmatched(expected, proposed));
        assert.deepEqual(named('proposed'), unmatched(proposed, expected));
        const starts = errors.map((error) => placeOf(error).start as number);
        assert.deepEqual(
          starts,
          starts.toSorted((a, b) => a - b),
        );
        for (const error of errors) assert.equal(error.kind, kindOf(error));
      }),
    );
  });

  /** The definition of the kinds, without the pairing. */
  function kindOf({ expected, proposed }: RecognitionError): string {
    if (proposed === undefined) return 'missed';
    if (expected === undefined) return 'spurious';
    assert.ok(overlaps(expected, proposed));
    if (expected.label === proposed.label) return 'wrong boundary';
    return expected.start === proposed.start && expected.end === proposed.end ? 'wrong label' : 'both wrong';
  }
});
