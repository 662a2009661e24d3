import { strict as assert } from 'node:assert';
import { textPrefix, type Annotation, type TextIdentity } from '../../../core/annotation/annotation';
import { mergeSpanRecord } from '../../../core/annotation/mergeSpanRecord';
import { codePoint } from '../../../core/text/units';
import { sample } from './arbitraries';

const text = (digits: string): TextIdentity => ({ sha256: digits.repeat(8), length: codePoint(1000) });
const [BASE, MINE, YOURS] = [text('01234567'), text('12345678'), text('23456789')];
const LOU = sample('a', 1, '楼阳生', { before: '丙', after: '丁' });
const moved = (record: Annotation, by: number, fields: Partial<Annotation> = {}): Annotation => ({
  ...record,
  start: codePoint(record.start + by),
  end: codePoint(record.end + by),
  ...fields,
});
const SHORTER = { ...LOU, end: codePoint(3), exact: '楼阳' };

/** A side: its record, if it has one, and the text of its file. */
type Side = readonly [record: Annotation | undefined, text: TextIdentity];

/** Merges from both sides, which must give the same. */
function check(
  base: Annotation | undefined,
  [mine, ours]: Side,
  [yours, theirs]: Side,
  merged: TextIdentity,
  expected: Annotation | 'removed' | 'conflict',
): void {
  const result = typeof expected === 'string' ? { kind: expected } : { kind: 'value', value: expected };
  assert.deepEqual(mergeSpanRecord(base, mine, yours, { base: BASE, ours, theirs, merged }), result);
  const swapped = { base: BASE, ours: theirs, theirs: ours, merged };
  assert.deepEqual(mergeSpanRecord(base, yours, mine, swapped), result);
}

describe('a record with a span is merged', () => {
  it('to nothing where both sides removed it', () => check(LOU, [undefined, BASE], [undefined, BASE], BASE, 'removed'));

  it('with a removal where the other side only followed its article', () => {
    check(LOU, [undefined, BASE], [LOU, BASE], BASE, 'removed');
    check(LOU, [undefined, BASE], [{ ...LOU, before: '甲' }, BASE], BASE, 'removed');
    check(LOU, [undefined, BASE], [moved(LOU, 5), YOURS], YOURS, 'removed');
    check(LOU, [undefined, BASE], [moved(LOU, 5), BASE], BASE, 'conflict');
    check(LOU, [undefined, BASE], [SHORTER, YOURS], YOURS, 'conflict');
  });

  it('with the words of all parts of a discontinuous span', () => {
    const parted = { ...LOU, also: [{ start: codePoint(8), end: codePoint(10), exact: '郑州' }] };
    const followed = moved(parted, 1, { also: [{ start: codePoint(9), end: codePoint(11), exact: '郑州' }] });
    const edited = { ...followed, also: [{ start: codePoint(9), end: codePoint(11), exact: '洛阳' }] };
    check(parted, [undefined, BASE], [followed, YOURS], YOURS, 'removed');
    check(parted, [undefined, BASE], [edited, YOURS], YOURS, 'conflict');
    check(parted, [{ ...parted, label: 'X' }, BASE], [followed, YOURS], YOURS, { ...followed, label: 'X' });
  });

  it('as a record of the text that `in` names, if one of the texts is that', () => {
    const elsewhere = (prefix: string): Side => [moved(LOU, 5, { in: prefix }), YOURS];
    check(LOU, elsewhere(textPrefix(BASE)), [undefined, BASE], YOURS, 'conflict');
    check(LOU, elsewhere('ffff'), [undefined, BASE], YOURS, 'removed');
    check(LOU, elsewhere(''), [undefined, BASE], YOURS, 'removed');
  });

  it('with what one side says and the place that the other side followed to', () => {
    const labelled: Side = [{ ...LOU, label: 'X' }, BASE];
    for (const context of [
      { before: '甲' },
      { before: '戊' },
      { after: '甲' },
      { after: '戊' },
      { in: textPrefix(BASE) },
    ])
      check(LOU, labelled, [{ ...LOU, ...context }, BASE], BASE, { ...LOU, label: 'X', ...context });
    check(LOU, labelled, [moved(LOU, 5), YOURS], YOURS, moved(LOU, 5, { label: 'X' }));
  });

  it('with a corrected span, whatever the other side followed to', () =>
    check(LOU, [SHORTER, BASE], [moved(LOU, 5), YOURS], YOURS, { ...SHORTER, in: textPrefix(BASE) }));

  it('to a conflict where both sides say the same of two places of the same words', () =>
    check(LOU, [{ ...LOU, label: 'X' }, BASE], [moved(LOU, 5, { label: 'X' }), BASE], BASE, 'conflict'));

  it('with one of two contexts of the same correction', () => {
    const side = (before: string, after: string): Side => [{ ...SHORTER, before, after }, BASE];
    check(LOU, side('乙', '丁'), side('甲', '丁'), BASE, { ...SHORTER, before: '乙' });
    check(LOU, side('丙', '甲'), side('丙', '乙'), BASE, { ...SHORTER, after: '乙' });
    check(undefined, side('乙', '丁'), side('甲', '丁'), BASE, { ...SHORTER, before: '乙' });
  });

  it('with the place in the merged text, of two that were followed to', () => {
    const [mine, yours] = [moved(LOU, 5), moved(LOU, 7)];
    check(LOU, [mine, MINE], [yours, YOURS], MINE, mine);
    check(LOU, [mine, MINE], [yours, YOURS], YOURS, yours);
    const marked = { ...mine, before: '乙', in: textPrefix(MINE) };
    check(LOU, [mine, MINE], [marked, YOURS], MINE, mine);
    check(LOU, [mine, MINE], [moved(LOU, 7, { in: textPrefix(MINE) }), YOURS], MINE, 'conflict');
  });
});
