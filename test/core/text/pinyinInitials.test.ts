import { strict as assert } from 'node:assert';
import { DEFAULT_LABELS } from '../../../core/annotation/labels';
import { labelsMatching } from '../../../core/annotation/labelSearch';
import { beginsWithInitials, holdsInitials, initialsOf } from '../../../core/text/pinyinInitials';

/** Names of labels with their initials, at least one for every letter that begins a reading. */
const INITIALS: readonly (readonly [name: string, initials: string])[] = [
  ['人物', 'rw'],
  ['设施项目', 'ssxm'],
  ['机构', 'jg'],
  ['提法', 'tf'],
  ['啊', 'a'],
  ['埃及', 'aj'],
  ['把', 'b'],
  ['簿册', 'bc'],
  ['擦', 'c'],
  ['错字', 'cz'],
  ['大夺', 'dd'],
  ['鹅耳', 'ee'],
  ['伐赋', 'ff'],
  ['嘎过', 'gg'],
  ['铪获', 'hh'],
  ['击军', 'jj'],
  ['卡阔', 'kk'],
  ['拉落', 'll'],
  ['妈目', 'mm'],
  ['拿诺', 'nn'],
  ['哦偶', 'oo'],
  ['怕瀑', 'pp'],
  ['期群', 'qq'],
  ['然若', 'rr'],
  ['撒所', 'ss'],
  ['她拓', 'tt'],
  ['挖握', 'ww'],
  ['西讯', 'xx'],
  ['压运', 'yy'],
  ['杂座', 'zz'],
  ['繁體', 'ft'],
  ['《A类》文件 2', 'alwj2'],
];

describe('pinyin initials', () => {
  for (const [name, initials] of INITIALS) {
    it(`of ${name} are ${initials}`, () => {
      assert.ok(beginsWithInitials(name, initials), JSON.stringify(initialsOf(name)));
      assert.ok(beginsWithInitials(name, initials.slice(0, 1).toUpperCase()));
      assert.ok(!beginsWithInitials(name, `${initials}q`), 'no longer than the name');
    });
  }

  it('know the several readings of a character', () => {
    assert.ok(beginsWithInitials('银行', 'yh') && beginsWithInitials('行业', 'hy') && beginsWithInitials('行动', 'xd'));
    assert.ok(!beginsWithInitials('银行', 'ya'));
  });

  const matching: readonly (readonly [name: string, letters: string])[] = [
    ['楼阳生', 'lys'],
    ['楼阳生', 'YS'],
    ['郑州市委书记', 'zz'],
    ['郑州市委书记', 'sj'],
    ['安徽鄂尔多斯欧阳', 'aheedsoy'],
    ['八擦搭峨发嘎哈击喀垃妈拿哦', 'bcdefghjklmno'],
    ['啪七然撒他挖昔压匝', 'pqrstwxyz'],
    ['重庆长乐', 'cqcl'],
    ['重庆长乐', 'zqzy'],
    ['鄭州', 'zz'],
    ['APP推广', 'tg'],
    ['𠮷林', 'l'],
  ];
  for (const [name, letters] of matching) it(`${name} holds ${letters}`, () => assert.ok(holdsInitials(name, letters)));
  const others: readonly (readonly [name: string, letters: string])[] = [
    ['楼阳生', 'ls'],
    ['楼阳生', 'lysx'],
    ['楼阳生', ''],
    ['楼阳生', '楼'],
    ['', 'l'],
  ];
  for (const [name, letters] of others)
    it(`${name || 'nothing'} does not hold ${letters || 'none'}`, () => assert.ok(!holdsInitials(name, letters)));

  it('are not made up for what has none', () => assert.deepEqual(initialsOf('—— '), []));
});

describe('a label is found', () => {
  const found = (typed: string): string[] => labelsMatching(DEFAULT_LABELS, typed).map(({ id }) => id);
  const first: readonly (readonly [typed: string, id: string])[] = [
    ['per', 'PER'],
    ['Person', 'PER'],
    ['人物', 'PER'],
    ['人', 'PER'],
    ['rw', 'PER'],
    ['ZW', 'POST'],
    ['jg', 'ORG'],
    ['dd', 'LOC'],
    ['tf', 'TERM'],
    ['place', 'LOC'],
    ['project', 'FAC'],
    [' qty ', 'QTY'],
    ['书名号', 'DOC'],
  ];
  for (const [typed, id] of first) it(`by “${typed}”`, () => assert.equal(found(typed)[0], id));

  it('among all that the initials may mean', () => assert.deepEqual(found('sj'), ['EVENT', 'TIME']));
  it('by its id before by its description', () => assert.deepEqual(found('post').slice(0, 1), ['POST']));
  it('in the given order where nothing was typed', () =>
    assert.deepEqual(
      found(' '),
      DEFAULT_LABELS.map(({ id }) => id),
    ));
  it('nowhere when nothing matches', () => assert.deepEqual(found('qzx'), []));
});
