import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { DEFAULT_LABELS } from '../../../core/annotation/labels';
import { DEFAULT_SCHEMA } from '../../../core/annotation/schema';
import { DEFAULT_MANIFEST, includes, parseManifest } from '../../../core/corpus/manifest';

describe('a manifest', () => {
  it('is read', () => {
    const text = `name: 郑州
include: ["**/*.txt", "*.md"]
exclude: [drafts/**]
labels:
- {id: PER, names: {en: person, zh: 人物}, colour: "#E15759"}
- {id: 提法, names: {zh: 提法}, descriptions: {en: policy formulation}}
authority: [people.authority.yaml, "places/*.authority.yaml"]
`;
    const { value, problems } = parseManifest(text);
    assert.deepEqual(problems, []);
    assert.deepEqual(value, {
      ...DEFAULT_SCHEMA,
      relations: [],
      name: '郑州',
      include: ['**/*.txt', '*.md'],
      exclude: ['drafts/**'],
      labels: [
        { id: 'PER', names: { en: 'person', zh: '人物' }, descriptions: { en: '', zh: '' }, colour: '#E15759' },
        {
          id: '提法',
          names: { en: '提法', zh: '提法' },
          descriptions: { en: 'policy formulation', zh: 'policy formulation' },
          colour: DEFAULT_LABELS[1]?.colour,
        },
      ],
      authority: ['people.authority.yaml', 'places/*.authority.yaml'],
    });
  });

  it('that is empty gives the defaults', () => {
    for (const text of ['', '# nothing yet\n', '{}'])
      assert.deepEqual(parseManifest(text), { value: DEFAULT_MANIFEST, problems: [] });
  });

  it('of the sample corpus is sound', () => {
    const { value, problems } = parseManifest(readFileSync('seeds/corpus.yaml', 'utf8'));
    assert.deepEqual(problems, []);
    assert.equal(value?.labels, DEFAULT_LABELS);
  });

  const REFUSED: readonly [what: string, text: string, code: string, marked: string][] = [
    ['an absolute pattern', 'include: ["/etc/*.txt"]', 'glob', '"/etc/*.txt"'],
    ['a pattern with a drive', 'include: ["C:/a.txt"]', 'glob', '"C:/a.txt"'],
    ['a pattern with a scheme', 'include: ["file:///a.txt"]', 'glob', '"file:///a.txt"'],
    ['a way out', 'include: [a.txt, "b/../../c.txt"]', 'glob', '"b/../../c.txt"'],
    ['a way out of an exclusion', 'exclude: [..]', 'glob', '..'],
    ['a backslash', "include: ['a\\b.txt']", 'glob', "'a\\b.txt'"],
    ['an empty pattern', 'include: [""]', 'glob', '""'],
    ['an endless pattern', `include: ["${'a'.repeat(300)}"]`, 'glob', `"${'a'.repeat(300)}"`],
    ['many stars', 'include: ["*a*a*a*a*b"]', 'glob', '"*a*a*a*a*b"'],
    ['a pattern that is no list', 'include: "*.txt"', 'type', '"*.txt"'],
    ['an authority file out of the corpus', 'authority: [../a.authority.yaml]', 'glob', '../a.authority.yaml'],
    ['an authority file of another name', 'authority: [people.yaml]', 'authority-name', 'people.yaml'],
    ['one authority file without a list', 'authority: a.authority.yaml', 'type', 'a.authority.yaml'],
    ['a name that is a number', 'name: 12', 'type', '12'],
    ['a label without id', 'labels: [{names: {en: x}}]', 'missing', '{names: {en: x}}'],
    ['a label twice', 'labels: [{id: A}, {id: A}]', 'duplicate-id', 'A'],
    ['a label with blanks', 'labels: [{id: a b}]', 'id', 'a b'],
    ['a colour by name', 'labels: [{id: A, colour: red}]', 'colour', 'red'],
    ['an alias', 'name: *x', 'yaml-alias', '*x'],
    ['a list', '- a', 'type', '- a'],
  ];
  for (const [what, text, code, marked] of REFUSED)
    it(`reports ${what}`, () => {
      const { value, problems } = parseManifest(text);
      assert.equal(value, undefined);
      const [found] = problems;
      assert.deepEqual([found?.code, text.slice(found?.offset, found?.end)], [code, marked]);
    });
});

describe('a corpus', () => {
  const check = (path: string, expected: boolean, include = ['**/*.txt'], exclude: string[] = []): void => {
    void it(`${expected ? 'has' : 'has not'} ${path} for ${[...include, ...exclude.map((glob) => `!${glob}`)].join(' ')}`, () => {
      assert.equal(includes({ ...DEFAULT_MANIFEST, include, exclude }, path), expected);
    });
  };
  check('a.txt', true);
  check('2024/06/郑州 日报.txt', true);
  check('a.md', false);
  check('a.txt.ann.yaml', false);
  check('a.txt.ann.yaml', false, ['**/*']);
  check('drafts/a.txt', false, ['**/*.txt'], ['drafts/**']);
  check('sub/a.txt', false, ['*.txt']);
  check('../a.txt', false);
  check('/a.txt', false);
  check('a/../b.txt', false);
  check('a.txt', false, []);
  check('!a.txt', true, ['!a.txt']);

  it('answers soon for a hostile pattern', () => {
    const { value } = parseManifest('include: ["*a*a*a*b", "+(a|aa)+(a|aa)+(a|aa)", "**/**a/**/**b", "{a,{b,{c,*}}}"]');
    const started = performance.now();
    includes(value!, 'a'.repeat(100));
    assert.ok(performance.now() - started < 1000, `${performance.now() - started} ms`);
  });
});
