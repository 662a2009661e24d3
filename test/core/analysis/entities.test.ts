import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { groupMarked } from './coreference/checkEntities';

/** Marked mentions and what stands between them in reports. */
const piece = fc.constantFrom(
  '⟦PER:徐立毅⟧',
  '⟦PER:徐⟧',
  '⟦PER:弗拉基米尔·普京⟧',
  '⟦PER:普京⟧',
  '⟦POST:书记⟧',
  '⟦POST:⟦ORG:郑州市委⟧书记⟧',
  '⟦POST:市领导⟧',
  '⟦ORG:郑州市委⟧',
  '⟦ORG:开封市委⟧',
  '⟦ORG:市委⟧',
  '⟦ORG:中铁工程装备集团有限公司⟧',
  '⟦ORG:中铁装备⟧',
  '⟦LOC:郑州市⟧',
  '⟦LOC:郑州⟧',
  '⟦ORG:郑州⟧',
  '⟦DOC:《关于就业的意见》⟧',
  '⟦DOC:《关于教育的意见》⟧',
  '⟦DOC:《意见》⟧',
  '（以下简称⟦DOC:《意见》⟧）',
  '、',
  '，',
  '。',
  '任',
  '为',
  ' ',
);

describe('entities', () => {
  it('hold each mention once, of one label, in the order of first mention', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const { entities, entityOf } = groupMarked(pieces.join(''));
        assert.deepEqual(
          entities.flatMap(({ mentions }) => mentions).sort((a, b) => a - b),
          [...entityOf.keys()],
        );
        assert.deepEqual(
          entities.map(({ id }) => id),
          entities.map((_, index) => `e${index + 1}`),
        );
        const firsts = entities.map(({ mentions }) => mentions[0]!);
        assert.deepEqual(
          firsts,
          firsts.toSorted((a, b) => a - b),
        );
        for (const { id, mentions } of entities) for (const mention of mentions) assert.equal(entityOf[mention], id);
      }),
      { numRuns: 500 },
    );
  });

  it('never join the full names of two things', () => {
    const apart = [
      ['郑州市委', '开封市委'],
      ['《关于就业的意见》', '《关于教育的意见》'],
      ['徐立毅', '弗拉基米尔·普京'],
    ];
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        for (const { name, aliases } of groupMarked(pieces.join('')).entities) {
          for (const pair of apart) assert.ok(!pair.every((full) => [name, ...aliases].includes(full)));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('tell a body from a place of the same name', () => {
    const { entities } = groupMarked('⟦LOC:郑州⟧和⟦ORG:郑州⟧，⟦LOC:郑州⟧');
    assert.deepEqual(
      entities.map(({ label, mentions }) => [label, mentions]),
      [
        ['LOC', [0, 2]],
        ['ORG', [1]],
      ],
    );
  });

  it('bear the longest form as their name and the others as aliases, in the order of first use', () => {
    const { entities } = groupMarked('⟦ORG:省政府⟧、⟦ORG:河南省人民政府⟧、⟦ORG:河南省政府⟧');
    assert.deepEqual(
      entities.map(({ name, aliases }) => ({ name, aliases })),
      [{ name: '河南省人民政府', aliases: ['省政府', '河南省政府'] }],
    );
  });
});
