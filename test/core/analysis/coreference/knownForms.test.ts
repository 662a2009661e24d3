import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { KnownEntities } from '../../../../core/analysis/knownEntities';
import { listed } from '../listedEntities';
import { groupMarked } from './checkEntities';

/** Each entity that the user lists, as `id: name = aliases`, and each other one with several names, as `name = aliases`. */
function check(marked: string, lines: readonly string[], expected: readonly string[]): void {
  it(`${marked} (${lines.join('; ')})`, () => {
    const { entities } = groupMarked(marked, new KnownEntities(listed(...lines)));
    assert.deepEqual(
      entities.flatMap(({ name, aliases, authority }) => {
        const names = [name, ...aliases].join(' = ');
        return authority === undefined ? (aliases.length === 0 ? [] : [names]) : [`${authority}: ${names}`];
      }),
      expected,
    );
  });
}

describe('mentions of an entity that the user lists', () => {
  describe('are one entity, whatever the names', () => {
    check('⟦PER:楼阳生⟧、⟦PER:老楼⟧、⟦PER:王凯⟧', ['PER 楼阳生 老楼'], ['楼阳生: 楼阳生 = 老楼']);
    check('⟦ORG:鄭大⟧、⟦ORG:郑州大学⟧', ['ORG 郑州大学 郑大'], ['郑州大学: 郑州大学 = 鄭大']);
    check('⟦ORG:讯飞⟧与⟦ORG:迅飞⟧', ['ORG 科大讯飞 讯飞 迅飞'], ['科大讯飞: 讯飞 = 迅飞']);
  });

  describe('are told by their label', () => {
    check('⟦LOC:郑州⟧与⟦ORG:郑州⟧', ['LOC 郑州'], ['郑州: 郑州']);
  });

  describe('take what the text shows to mean the same', () => {
    check('⟦POST:⟦ORG:郑州市委⟧书记⟧⟦PER:徐立毅⟧。⟦PER:徐⟧⟦POST:书记⟧说', ['PER 徐立毅'], ['徐立毅: 徐立毅 = 徐']);
    check('⟦ORG:河南省人民政府⟧、⟦ORG:河南省政府⟧', ['ORG 河南省政府'], ['河南省政府: 河南省人民政府 = 河南省政府']);
    check(
      '⟦ORG:中原算力研究院⟧（以下简称“⟦ORG:研究院⟧”）与⟦ORG:研究院⟧',
      ['ORG 中原算力研究院'],
      ['中原算力研究院: 中原算力研究院 = 研究院'],
    );
  });

  describe('are not joined to what only looks like it', () => {
    check('⟦ORG:开封市委⟧与⟦ORG:市委⟧', ['ORG 郑州市委 市委'], ['郑州市委: 市委']);
    check('⟦LOC:郑州市⟧与⟦LOC:郑州⟧', ['LOC 郑州市', 'LOC 郑州'], ['郑州市: 郑州市', '郑州: 郑州']);
    check(
      '⟦ORG:中原算力研究院⟧（以下简称“⟦ORG:研究院⟧”）',
      ['ORG 中原算力研究院', 'ORG 研究院'],
      ['中原算力研究院: 中原算力研究院', '研究院: 研究院'],
    );
  });

  describe('keep to the text where it declares one alias twice', () => {
    check(
      '⟦ORG:郑州市委⟧（以下简称⟦ORG:市委⟧）与⟦ORG:焦作市委⟧（以下简称⟦ORG:市委⟧）',
      ['ORG 郑州市委 市委'],
      ['郑州市委: 郑州市委 = 市委', '焦作市委 = 市委'],
    );
  });

  describe('that several entities bear are nobody’s', () => {
    check('⟦PER:王凯⟧', ['PER 王凯 王省长', 'PER 王凯教授 王凯'], []);
  });

  it('never belong to another listed entity', () => {
    const known = new KnownEntities(
      listed(
        'PER 徐立毅',
        'PER 徐',
        'ORG 郑州市委 市委',
        'ORG 开封市委',
        'ORG 中铁装备',
        'DOC 《意见》',
        'LOC 郑州',
        'LOC 郑州市',
      ),
    );
    const piece = fc.constantFrom(
      '⟦PER:徐立毅⟧',
      '⟦PER:徐⟧',
      '⟦POST:书记⟧',
      '⟦POST:⟦ORG:郑州市委⟧书记⟧',
      '⟦ORG:郑州市委⟧',
      '⟦ORG:中共郑州市委⟧',
      '⟦ORG:开封市委⟧',
      '⟦ORG:市委⟧',
      '⟦ORG:中铁工程装备集团有限公司⟧',
      '⟦ORG:中铁装备⟧',
      '⟦LOC:郑州市⟧',
      '⟦LOC:郑州⟧',
      '⟦DOC:《关于就业的意见》⟧',
      '⟦DOC:《意见》⟧',
      '、',
      '。',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const { entities } = groupMarked(pieces.join(''), known);
        const ids = entities.flatMap(({ authority }) => authority ?? []);
        assert.equal(new Set(ids).size, ids.length);
        for (const { label, name, aliases, authority } of entities) {
          const owners = [name, ...aliases].flatMap((form) => known.named(label, form)?.id ?? []);
          assert.ok(
            owners.every((owner) => owner === authority),
            `${name}: ${owners.join(' ')}`,
          );
        }
      }),
      { numRuns: 2000 },
    );
  });
});
