import { strict as assert } from 'node:assert';
import { checkNames, groupMarked } from './checkEntities';

describe('names of persons', () => {
  describe('a surname with a post', () => {
    checkNames('⟦POST:⟦ORG:郑州市委⟧书记⟧⟦PER:徐立毅⟧到会。⟦PER:徐⟧⟦POST:书记⟧说', ['徐立毅 = 徐']);
    checkNames('⟦PER:徐⟧⟦POST:书记⟧来了。⟦POST:市委书记⟧⟦PER:徐立毅⟧说', ['徐立毅 = 徐']);
    checkNames('⟦POST:副市长⟧⟦PER:欧阳志刚⟧说。⟦PER:欧阳⟧⟦POST:市长⟧又说', ['欧阳志刚 = 欧阳']);
    checkNames('⟦POST:⟦ORG:宇通集团⟧总经理⟧⟦PER:汤玉祥⟧说。⟦PER:汤⟧总笑了', ['汤玉祥 = 汤']);
    checkNames('⟦POST:教师⟧⟦PER:张桂梅⟧。孩子们喊⟦PER:张⟧⟦POST:老师⟧', ['张桂梅 = 张']);
    // The text gives him another post, or none.
    checkNames('⟦POST:市长⟧⟦PER:徐立毅⟧。⟦PER:徐⟧⟦POST:书记⟧', []);
    checkNames('⟦PER:徐立毅⟧参加活动。⟦PER:徐⟧⟦POST:书记⟧', []);
    // Two persons of one surname.
    checkNames('⟦POST:市委书记⟧⟦PER:徐立毅⟧、⟦POST:县委书记⟧⟦PER:徐光⟧。⟦PER:徐⟧⟦POST:书记⟧', []);

    it('is another person with another post', () => {
      const { entities } = groupMarked('⟦POST:市委书记⟧⟦PER:徐立毅⟧。⟦PER:徐⟧⟦POST:书记⟧和⟦PER:徐⟧⟦POST:镇长⟧');
      const persons = entities.filter(({ label }) => label === 'PER');
      assert.deepEqual(
        persons.map(({ name, aliases }) => [name, ...aliases]),
        [['徐立毅', '徐'], ['徐']],
      );
    });
  });

  describe('a surname with a word of address', () => {
    checkNames('⟦PER:穆银章⟧住在村口。⟦PER:穆⟧老人系上红围巾', ['穆银章 = 穆']);
    checkNames('⟦POST:市长⟧⟦PER:徐立毅⟧说。⟦PER:徐⟧同志强调', ['徐立毅 = 徐']);
    // Another person has been named since.
    checkNames('⟦PER:穆银章⟧和⟦PER:李明⟧住在村口。⟦PER:穆⟧老人系上红围巾', []);
    checkNames('⟦PER:祁⟧先生带着孙子坐车。⟦POST:站长⟧⟦PER:祁同志⟧说', []);
    // A family is no person.
    checkNames('⟦PER:颜如玉⟧。对⟦PER:颜⟧家来说', []);
  });

  describe('a full name', () => {
    it('is one person with several posts', () => {
      const { entities } = groupMarked('⟦POST:省委常委⟧⟦PER:安伟⟧，⟦POST:市委书记⟧⟦PER:安伟⟧。⟦PER:安伟⟧同志');
      assert.deepEqual(
        entities.filter(({ label }) => label === 'PER').map(({ mentions, posts }) => [mentions.length, posts]),
        [[3, ['省委常委', '市委书记']]],
      );
    });

    checkNames('⟦PER:李建国⟧和⟦PER:建国⟧', []);
    checkNames('⟦PER:斯琴高娃⟧和⟦PER:高娃⟧', []);
    checkNames('⟦PER:王莹⟧和⟦PER:王莹莹⟧', []);
  });

  describe('a transcribed name', () => {
    checkNames('⟦POST:总统⟧⟦PER:弗拉基米尔·普京⟧说。⟦PER:普京⟧指出', ['弗拉基米尔·普京 = 普京']);
    checkNames('⟦PER:普京⟧访华。⟦POST:俄罗斯总统⟧⟦PER:弗拉基米尔·普京⟧', ['弗拉基米尔·普京 = 普京']);
    checkNames('⟦POST:教师⟧⟦PER:阿迪力·玉素甫⟧。⟦PER:阿迪力⟧说', ['阿迪力·玉素甫 = 阿迪力']);
    checkNames('⟦PER:埃德温·詹姆斯·哈特利⟧、⟦PER:埃德温·哈特利⟧、⟦PER:哈特利⟧', [
      '埃德温·詹姆斯·哈特利 = 埃德温·哈特利 = 哈特利',
    ]);
    checkNames('⟦PER:乔治·布什⟧和⟦PER:杰布·布什⟧，⟦PER:布什⟧', []);
    checkNames('⟦POST:教师⟧⟦PER:阿迪力·玉素甫⟧和⟦POST:护林员⟧⟦PER:玉素甫⟧', []);
  });
});
