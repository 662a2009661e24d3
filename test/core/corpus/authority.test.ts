import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { DEFAULT_LABELS } from '../../../core/annotation/labels';
import { parseAuthority } from '../../../core/corpus/authority';

const parse = (text: string): ReturnType<typeof parseAuthority> => parseAuthority(text, DEFAULT_LABELS);

describe('an authority file', () => {
  it('is read, with everything that it knows of an entity', () => {
    const record = `{id: "lou", label: PER, name: 楼阳生, aliases: [樓書記], office: 省委书记, wikidata: Q6688430, born: {year: 1959}}`;
    const text = `# people\nversion: 1\nentities:\n- ${record}\n- label: LOC\n  name: 航空港区\n`;
    const { value, problems } = parse(text);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      value?.map(({ extent, ...entity }) => ({ ...entity, record: text.slice(extent.offset, extent.end).trim() })),
      [
        {
          id: 'lou',
          label: 'PER',
          name: '楼阳生',
          aliases: ['樓書記'],
          details: { office: '省委书记', wikidata: 'Q6688430', born: { year: 1959 } },
          record,
        },
        {
          id: '航空港区',
          label: 'LOC',
          name: '航空港区',
          aliases: [],
          details: {},
          record: 'label: LOC\n  name: 航空港区',
        },
      ],
    );
  });

  it('may list nothing yet', () => {
    for (const text of ['', '# to come\n', 'entities:\n', 'entities: []']) {
      assert.deepEqual(parse(text), { value: [], problems: [] });
    }
  });

  /** The names that are left, and the problems as `severity code: the text they stand at`. */
  const check = (what: string, text: string, names: readonly string[] | undefined, ...expected: string[]): void => {
    void it(`reports ${what}`, () => {
      const { value, problems } = parse(text);
      assert.deepEqual(
        problems.map(({ severity, code, offset, end }) => `${severity} ${code}: ${text.slice(offset, end)}`),
        expected,
      );
      assert.deepEqual(
        value?.flatMap(({ name, aliases }) => [name, ...aliases]),
        names,
      );
    });
  };
  const one = (record: string): string => `entities:\n- ${record}\n- {label: PER, name: 何雄}\n`;
  describe('that is wrong in one record leaves that out', () => {
    check('a missing name', one('{label: PER}'), ['何雄'], 'error missing: {label: PER}');
    check('an empty name', one('{label: PER, name: ""}'), ['何雄'], 'error empty: ""');
    check('a blank name', one('{label: PER, name: "\u3000"}'), ['何雄'], 'error empty: "\u3000"');
    check('a name that is a number', one('{label: PER, name: 404}'), ['何雄'], 'error type: 404');
    check('a missing label', one('{name: 王凯}'), ['何雄'], 'error missing: {name: 王凯}');
    check('an empty id', one('{id: "", label: PER, name: 王凯}'), ['何雄'], 'error empty: ""');
    check(
      'an id twice',
      'entities: [{id: a, label: PER, name: 王凯}, {id: a, label: PER, name: 何雄}]',
      ['王凯'],
      'error duplicate-id: a',
    );
    check(
      'a name twice where it is the id',
      'entities: [{label: PER, name: 王凯}, {label: ORG, name: 王凯}]',
      ['王凯'],
      'error duplicate-id: {label: ORG, name: 王凯}',
    );
    check('text in the place of a record', one('王凯'), ['何雄'], 'error type: 王凯');
  });
  describe('that is wrong in an alias keeps the entity', () => {
    check('an empty alias', one('{label: PER, name: 王凯, aliases: [""]}'), ['王凯', '何雄'], 'error empty: ""');
    check('one alias without a list', one('{label: PER, name: 王凯, aliases: 王}'), ['王凯', '何雄'], 'error type: 王');
    check(
      'an alias of one character',
      one('{label: LOC, name: 河南, aliases: [豫]}'),
      ['河南', '豫', '何雄'],
      'warning short-name: 豫',
    );
    check(
      'an endless alias',
      one(`{label: LOC, name: 河南, aliases: [${'豫'.repeat(101)}]}`),
      ['河南', '豫'.repeat(101), '何雄'],
      `warning long-name: ${'豫'.repeat(101)}`,
    );
    check(
      'a label that the corpus has not',
      one('{label: 官员, name: 王凯}'),
      ['王凯', '何雄'],
      'warning unknown-label: 官员',
    );
  });
  describe('that is no list of entities', () => {
    check('a file without entities', 'people: []', undefined, 'error missing: people: []');
    check('a list without its key', '- {label: PER, name: 王凯}', undefined, 'error type: - {label: PER, name: 王凯}');
    check('entities that are no list', 'entities: {a: 1}', undefined, 'error type: {a: 1}');
    check('what is no YAML', 'entities: [', undefined, 'error yaml: ');
    check('an anchor', 'entities: [&a {label: PER}]', undefined, 'error yaml-anchor: &a');
    check('a file above 4 MiB', ' '.repeat(4 * 1024 * 1024 + 1), undefined, 'error too-large: ');
  });

  it('with the same mistake everywhere is reported a hundred times', () => {
    const { value, problems } = parse(`entities:\n${'- {label: PER}\n'.repeat(2000)}`);
    assert.deepEqual([value?.length, problems.length], [0, 100]);
  });

  it('gives usable entities, and problems inside the text, for any data', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.json({ maxDepth: 2 }), record), { maxLength: 6 }), (records) => {
        const text = `{"entities": [${records.join(', ')}]}`;
        const { value, problems } = parse(text);
        for (const { offset, end } of problems) assert.ok(0 <= offset && offset <= end && end <= text.length);
        const ids = (value ?? []).map(({ id }) => id);
        assert.equal(new Set(ids).size, ids.length);
        for (const { id, label, name, extent } of value ?? []) {
          assert.ok(id !== '' && label !== '' && name.trim() !== '');
          assert.equal((JSON.parse(text.slice(extent.offset, extent.end)) as { name: string }).name, name);
        }
      }),
      { numRuns: 500 },
    );
  });
});

const value = fc.constantFrom<unknown>('PER', '王凯', '', ' ', null, 12, ['王凯', ''], [3], {});
const record = fc
  .record({ id: value, label: value, name: value, aliases: value, office: value }, { requiredKeys: [] })
  .map((data) => JSON.stringify(data));
