import { strict as assert } from 'node:assert';
import { groupEntities } from '../../../core/analysis/entities';
import { readMarkedText } from './markedText';

/** Groups what is marked in a text; each entity as `name = aliases | posts | bodies`. */
function check(marked: string, expected: string[]): void {
  it(marked, () => {
    const { text, spans } = readMarkedText(marked);
    const located = spans.map(({ label, start, end }) => ({
      label,
      text: text.slice(start, end),
      logical: { start, end },
    }));
    const { entities, entityOf } = groupEntities(text, located);
    assert.deepEqual(
      entities.map(({ name, aliases, posts, bodies }) =>
        [[name, ...aliases].join(' = '), posts.join(' '), bodies.join(' ')].join(' | ').replace(/(?: \| )+$/, ''),
      ),
      expected,
    );
    assert.deepEqual(new Set(entityOf), new Set(entities.map(({ id }) => id)));
  });
}

describe('entities', () => {
  check('⟦LOC:郑州⟧和⟦LOC:开封⟧，⟦LOC:郑州⟧', ['郑州', '开封']);
  check('⟦LOC:郑州市⟧……⟦LOC:郑州⟧', ['郑州市 = 郑州']);
  check('⟦LOC:郑州⟧的⟦ORG:郑州市工信局⟧，⟦ORG:市工信局⟧', ['郑州', '郑州市工信局 = 市工信局']);
  check('⟦ORG:荥阳市委⟧，⟦ORG:市委⟧', ['荥阳市委', '市委']);
  check('⟦ORG:甲市公安局⟧、⟦ORG:乙市公安局⟧，⟦ORG:市公安局⟧', ['甲市公安局', '乙市公安局', '市公安局']);
  check('⟦DOC:《关于稳定就业的意见》⟧（以下简称⟦DOC:《意见》⟧），⟦DOC:《意见》⟧', [
    '《关于稳定就业的意见》 = 《意见》',
  ]);
  check('⟦POST:⟦ORG:郑州市委⟧书记⟧⟦PER:徐立毅⟧。⟦PER:徐⟧⟦POST:书记⟧', [
    '郑州市委书记',
    '郑州市委',
    '徐立毅 = 徐 | 郑州市委书记 书记 | 郑州市委',
    '书记',
  ]);
  check('⟦POST:市长⟧⟦PER:徐立毅⟧。⟦PER:徐⟧⟦POST:书记⟧', ['市长', '徐立毅 | 市长', '徐 | 书记', '书记']);
  check('⟦POST:⟦ORG:市工信局党组⟧书记⟧、⟦POST:局长⟧⟦PER:王智明⟧', [
    '市工信局党组书记',
    '市工信局党组',
    '局长',
    '王智明 | 市工信局党组书记 局长 | 市工信局党组',
  ]);
  check('⟦POST:记者⟧ ⟦PER:冯芸⟧ ⟦PER:马涛⟧', ['记者', '冯芸 | 记者', '马涛 | 记者']);
});
