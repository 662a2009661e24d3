import { strict as assert } from 'node:assert';
import { PinyinInitials } from '../../../core/text/pinyinInitials';

describe('the initials of pinyin', () => {
  const initials = new PinyinInitials();
  const matching: readonly (readonly [string, string])[] = [
    ['楼阳生', 'lys'],
    ['楼阳生', 'LYS'],
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
  for (const [name, letters] of matching)
    it(`${letters} are of ${name}`, () => assert.ok(initials.match(name, letters)));

  const others: readonly (readonly [string, string])[] = [
    ['楼阳生', 'ls'],
    ['楼阳生', 'lysx'],
    ['楼阳生', ''],
    ['楼阳生', '楼'],
    ['APP推广', 'pp'],
    ['', 'l'],
  ];
  for (const [name, letters] of others)
    it(`${letters || 'none'} are not of ${name || 'nothing'}`, () => assert.ok(!initials.match(name, letters)));
});
