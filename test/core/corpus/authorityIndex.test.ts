import { strict as assert } from 'node:assert';
import { runAtOnce } from '../../../core/cooperative';
import { AuthorityIndex } from '../../../core/corpus/authorityIndex';
import { freeId, nameFrom, withEntity } from '../../../core/corpus/newEntity';

describe('a search for an entity of authority files', () => {
  const entity = (id: string, name: string, label: string, ...aliases: string[]) => ({ id, name, label, aliases });
  const index = runAtOnce(
    AuthorityIndex.inSteps([
      entity('lou', '楼阳生', 'PER', '楼书记'),
      entity('wang', '王凯', 'PER'),
      entity('wangkai2', '王凯', 'ORG'),
      entity('kaifeng', '开封市', 'LOC', '汴梁'),
      entity('chongqing', '重庆', 'LOC'),
      entity('ifly', 'iFLYTEK', 'ORG', '科大讯飞股份有限公司', '讯飞'),
      entity('k', '凯', 'PER'),
    ]),
  );
  const check = (what: string, typed: string, expected: readonly string[], label?: string): void => {
    it(what, () => {
      const found = index.search({ typed, most: 10, ...(label !== undefined && { label }) });
      assert.deepEqual(
        found.map(({ entity: { id }, alias }) => (alias === undefined ? id : `${id} (${alias})`)),
        expected,
      );
    });
  };
  check('finds a whole name before a beginning and a piece', '凯', ['k', 'wang', 'wangkai2']);
  check('finds those of the label first', '王凯', ['wangkai2', 'wang'], 'ORG');
  check('finds an alias', '汴', ['kaifeng (汴梁)']);
  check('finds a piece of an alias, and says which', '股份', ['ifly (科大讯飞股份有限公司)']);
  check('finds letters in any case and width', 'ＩＦＬＹ', ['ifly']);
  check('finds Traditional characters', '開封', ['kaifeng']);
  check('finds the initials of pinyin', 'lys', ['lou']);
  check('finds a character by each of its readings', 'zq', ['chongqing']);
  check('and the other', 'cq', ['chongqing']);
  check('finds the beginning of initials before their middle', 'k', [
    'k',
    'kaifeng',
    'ifly (科大讯飞股份有限公司)',
    'wang',
    'wangkai2',
  ]);
  check('finds an id', 'wangkai2', ['wangkai2']);
  check('finds nothing', '天津', []);
  check('takes marks for what they are', '.*', []);
  it('gives the first of all where nothing was typed, those of the label first', () => {
    const found = index.search({ typed: ' ', label: 'LOC', most: 3 });
    assert.deepEqual(
      found.map(({ entity: { id } }) => id),
      ['chongqing', 'kaifeng', 'k'],
    );
  });
});

describe('a new entity from the words of an article', () => {
  it('has a name on one line', () => {
    assert.equal(nameFrom(' 科大讯飞股份\n\n有限公司 '), '科大讯飞股份有限公司');
    assert.equal(nameFrom('New\nYork'), 'New York');
    assert.equal(nameFrom('A\n公司'), 'A公司');
  });
  it('has an id that no other has', () => {
    const taken = new Set(['王凯', '王凯-2']);
    assert.equal(
      freeId('王凯', (id) => taken.has(id)),
      '王凯-3',
    );
    assert.equal(
      freeId('#1', () => false),
      '1',
    );
    assert.equal(
      freeId('#', () => false),
      'entity',
    );
  });
  it('is a line of the authority file', () => {
    const text = withEntity('entities:\n- {id: a, label: PER, name: 甲}\n', { id: '王凯', label: 'PER', name: '王凯' });
    assert.equal(text, 'entities:\n- {id: a, label: PER, name: 甲}\n- {id: "王凯", label: "PER", name: "王凯"}\n');
  });
});
