import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { DEFAULT_LABELS } from '../../../core/annotation/labels';
import { DEFAULT_SCHEMA } from '../../../core/annotation/schema';
import { parseManifest } from '../../../core/corpus/manifest';
import { MAXIMUM_LEVELS } from '../../../core/corpus/schemaReader';

const texts = (text: string): { en: string; zh: string } => ({ en: text, zh: text });
const NOTHING = texts('');

describe('a schema', () => {
  it('is read whole', () => {
    const text = `
labels:
- id: PER
  names: {en: person, zh: 人物}
  colour: "#E15759"
  key: p
  guidelines:
    zh: |
      - 只标**姓名**
- {id: 官员, parent: PER, key: 1}
- {id: ORG}
attributes:
- {id: gender, names: {zh: 性别}, values: [female, male], labels: [PER]}
- {id: topics, type: choice, values: [a, b], multiple: true}
- {id: rank, type: number, labels: [官员]}
- {id: remark, descriptions: {en: whatever}}
relations:
- {id: 任职, names: {en: works for}, colour: "#00aa55", from: [PER], to: [ORG]}
- {id: near}
events:
- id: VISIT
  trigger: [ORG]
  roles:
  - {id: guest, names: {zh: 来宾}, labels: [PER], required: true}
  - {id: where}
tags:
- {id: front page, type: flag}
- {id: genre, values: [调研, 通讯]}
`;
    const { value, problems } = parseManifest(text);
    assert.deepEqual(problems, []);
    const { labels, attributes, relations, events, tags } = value!;
    const plain = { descriptions: NOTHING };
    assert.deepEqual(labels, [
      {
        id: 'PER',
        names: { en: 'person', zh: '人物' },
        ...plain,
        colour: '#E15759',
        key: 'p',
        guidelines: texts('- 只标**姓名**\n'),
      },
      { id: '官员', names: texts('官员'), ...plain, colour: '#E15759', key: '1', parent: 'PER' },
      { id: 'ORG', names: texts('ORG'), ...plain, colour: DEFAULT_LABELS.find(({ id }) => id === 'ORG')!.colour },
    ]);
    const choice = { kind: 'choice', isMultiple: false } as const;
    assert.deepEqual(attributes, [
      {
        id: 'gender',
        names: texts('性别'),
        ...plain,
        value: { ...choice, values: ['female', 'male'] },
        labels: ['PER'],
      },
      { id: 'topics', names: texts('topics'), ...plain, value: { ...choice, values: ['a', 'b'], isMultiple: true } },
      { id: 'rank', names: texts('rank'), ...plain, value: { kind: 'number' }, labels: ['官员'] },
      { id: 'remark', names: texts('remark'), descriptions: texts('whatever'), value: { kind: 'text' } },
    ]);
    assert.deepEqual(relations, [
      { id: '任职', names: texts('works for'), ...plain, colour: '#00aa55', from: ['PER'], to: ['ORG'] },
      { id: 'near', names: texts('near'), ...plain, colour: DEFAULT_LABELS[1]!.colour },
    ]);
    assert.deepEqual(events, [
      {
        id: 'VISIT',
        names: texts('VISIT'),
        ...plain,
        trigger: ['ORG'],
        roles: [
          { id: 'guest', names: texts('来宾'), labels: ['PER'], isRequired: true },
          { id: 'where', names: texts('where'), isRequired: false },
        ],
      },
    ]);
    assert.deepEqual(tags, [
      { id: 'front page', names: texts('front page'), ...plain, value: { kind: 'flag' } },
      { id: 'genre', names: texts('genre'), ...plain, value: { ...choice, values: ['调研', '通讯'] } },
    ]);
  });

  it('without labels or relations has the default ones', () => {
    const { value } = parseManifest('attributes: [{id: a}]');
    assert.equal(value?.labels, DEFAULT_LABELS);
    assert.equal(value.relations, DEFAULT_SCHEMA.relations);
  });

  it('has those default relations whose ends it has', () => {
    const { value } = parseManifest('labels: [{id: PER}, {id: ORG}, {id: LOC}]');
    assert.deepEqual(
      value?.relations.map(({ id, from, to }) => [id, from, to]),
      [
        ['memberOf', ['PER'], ['ORG']],
        ['locatedIn', ['ORG', 'LOC'], ['LOC']],
        ['partOf', ['ORG'], ['ORG']],
      ],
    );
    assert.deepEqual(parseManifest('labels: [{id: A}]').value?.relations, []);
    assert.deepEqual(parseManifest('relations: []').value?.relations, []);
  });

  it('gives a label without a colour that of the nearest above it', () => {
    const labels = `[{id: A, colour: "#111111"}, {id: B, parent: A}, {id: POST, parent: B}, {id: ORG},
      {id: X, parent: ORG}, {id: Y, parent: X, colour: "#222222"}, {id: Z, parent: Y}, {id: PLAIN}, {id: P2, parent: PLAIN}]`;
    const found = parseManifest(`labels: ${labels}`).value?.labels.map(({ id, colour }) => `${id} ${colour}`);
    const org = DEFAULT_LABELS.find(({ id }) => id === 'ORG')!.colour;
    const seventh = DEFAULT_LABELS[7]!.colour;
    assert.deepEqual(found, [
      ...['A #111111', 'B #111111', 'POST #111111', `ORG ${org}`, `X ${org}`, 'Y #222222', 'Z #222222'],
      ...[`PLAIN ${seventh}`, `P2 ${seventh}`],
    ]);
  });

  it('leaves out a parent that it has not', () => {
    const { value, problems } = parseManifest('labels: [{id: A, parent: B}]');
    assert.equal(Object.hasOwn(value!.labels[0]!, 'parent'), false);
    assert.deepEqual(
      problems.map(({ severity, code }) => [severity, code]),
      [['warning', 'unknown-label']],
    );
  });
});

/** The labels that the cases below need; each case is one more line. */
const checkProblem = (severity: 'error' | 'warning', code: string, text: string): void => {
  it(`reports ${text}`, () => {
    const start = text.indexOf('‹');
    const end = text.indexOf('›') - 1;
    const raw = text.replace(/[‹›]/g, '');
    const { value, problems } = parseManifest(raw);
    const found = problems.map((problem) => [problem.severity, problem.code, raw.slice(problem.offset, problem.end)]);
    assert.deepEqual(found, [[severity, code, raw.slice(start, end)]]);
    assert.equal(value === undefined, severity === 'error');
    assert.match(problems[0]!.message, /\.$|\?$/);
  });
};

describe('a schema with a mistake', () => {
  checkProblem('error', 'duplicate-id', 'attributes: [{id: a}, {id: ‹a›}]');
  checkProblem('error', 'duplicate-id', 'relations: [{id: a}, {id: ‹a›}]');
  checkProblem('error', 'duplicate-id', 'events: [{id: a}, {id: ‹a›}]');
  checkProblem('error', 'duplicate-id', 'events: [{id: a, roles: [{id: b}, {id: c}, {id: ‹b›}]}]');
  checkProblem('error', 'duplicate-id', 'tags: [{id: a}, {id: ‹a›}]');
  checkProblem('error', 'missing', 'events: [{id: a, roles: [‹{labels: [PER]}›]}]');
  checkProblem('error', 'id', 'relations: [{id: ‹a b›}]');
  checkProblem('error', 'id', 'tags: [{id: ‹" a"›}]');
  checkProblem('error', 'id', 'attributes: [{id: ‹__proto__›}]');
  checkProblem('error', 'id', `tags: [{id: ‹${'a'.repeat(151)}›}]`);
  checkProblem('error', 'key', 'labels: [{id: A, key: ‹ab›}]');
  checkProblem('error', 'key', 'labels: [{id: A, key: ‹12›}]');
  checkProblem('error', 'key', 'labels: [{id: A, key: ‹é›}]');
  checkProblem('error', 'type', 'labels: [{id: A, key: ‹[a]›}]');
  checkProblem('error', 'shared-key', 'labels: [{id: A, key: a}, {id: B, key: ‹a›}]');
  checkProblem('error', 'cycle', 'labels: [{id: A, parent: ‹A›}]');
  checkProblem('error', 'colour', 'relations: [{id: a, colour: ‹red›}]');
  checkProblem('error', 'value-type', 'attributes: [{id: a, type: ‹date›}]');
  checkProblem('error', 'no-values', 'attributes: [‹{id: a, type: choice}›]');
  checkProblem('error', 'no-values', 'tags: [{id: a, values: ‹[]›}]');
  checkProblem('error', 'only-choice', 'tags: [{id: a, type: flag, values: ‹[a]›}]');
  checkProblem('error', 'only-choice', 'tags: [{id: a, multiple: ‹true›}]');
  checkProblem('error', 'empty', 'tags: [{id: a, values: [a, ‹""›]}]');
  checkProblem('error', 'duplicate-value', 'tags: [{id: a, values: [a, ‹a›]}]');
  checkProblem('error', 'type', 'tags: [{id: a, values: ‹[1, 2]›}]');
  checkProblem('error', 'type', 'tags: [{id: a, values: [b], multiple: ‹yes›}]');
  checkProblem('error', 'type', 'relations: [{id: a, from: ‹PER›}]');
  checkProblem('warning', 'unknown-label', 'relations: [{id: a, from: [PER, ‹PERS›]}]');
  checkProblem('warning', 'unknown-label', 'relations: [{id: a, to: [‹X›]}]');
  checkProblem('warning', 'unknown-label', 'attributes: [{id: a, labels: [‹X›]}]');
  checkProblem('warning', 'unknown-label', 'events: [{id: a, trigger: [‹X›]}]');
  checkProblem('warning', 'unknown-label', 'events: [{id: a, roles: [{id: b, labels: [‹X›]}]}]');
  checkProblem('warning', 'unknown-label', 'labels: [{id: A}]\nattributes: [{id: a, labels: [‹PER›]}]');
  checkProblem('warning', 'unknown-key', '‹label›: [{id: A}]');
  checkProblem('warning', 'unknown-key', 'labels: [{id: A, ‹color›: "#112233"}]');
  checkProblem('warning', 'unknown-key', 'labels: [{id: A, ‹name›: {en: a}}]');
  checkProblem('warning', 'unknown-key', 'labels: [{id: A, names: {‹zh-CN›: 甲}}]');
  checkProblem('warning', 'unknown-key', 'events: [{id: A, roles: [{id: b, ‹label›: [PER]}]}]');
  checkProblem('warning', 'unknown-key', 'attributes: [{id: A, ‹value›: [a]}]');

  it('is told the whole way round where labels stand below themselves', () => {
    const { value, problems } = parseManifest('labels: [{id: A, parent: C}, {id: B, parent: A}, {id: C, parent: B}]');
    assert.equal(value, undefined);
    assert.deepEqual(
      problems.map(({ code, message }) => `${code}: ${message.slice(0, message.indexOf(')') + 1)}`),
      [
        'cycle: "A" stands below itself (A → C → B → A)',
        'cycle: "B" stands below itself (B → A → C → B)',
        'cycle: "C" stands below itself (C → B → A → C)',
      ],
    );
  });

  it('is told where labels stand too deep below one another', () => {
    const chain = (levels: number): string =>
      `labels: [${Array.from({ length: levels }, (_, n) => `{id: L${n}${n > 0 ? `, parent: L${n - 1}` : ''}}`).join(', ')}]`;
    assert.deepEqual(parseManifest(chain(MAXIMUM_LEVELS)).problems, []);
    assert.deepEqual(
      parseManifest(chain(MAXIMUM_LEVELS + 1)).problems.map(({ code }) => code),
      ['too-deep'],
    );
  });

  it('leaves keys alone that look like none it knows', () => {
    const text = 'version: 3\nlabels: [{id: A, wikidata: Q5, names: {en: a, de: b}}]\nx: {y: z}';
    assert.deepEqual(parseManifest(text).problems, []);
  });

  it('has a value wherever it has no error, and problems inside the text', () => {
    const word = fc.constantFrom(
      'a',
      'b',
      'PER',
      'ORG',
      '"#112233"',
      'x y',
      '1',
      'true',
      '[a, b]',
      '[PER]',
      '{en: x}',
      '',
    );
    const key = fc.constantFrom(
      'id',
      'parent',
      'key',
      'type',
      'values',
      'labels',
      'from',
      'to',
      'names',
      'colour',
      'roles',
    );
    const record = fc
      .uniqueArray(fc.tuple(key, word), { selector: ([name]) => name, maxLength: 4 })
      .map((fields) => `{${fields.map(([name, value]) => `${name}: ${value}`).join(', ')}}`);
    const list = fc.constantFrom('labels', 'attributes', 'relations', 'events', 'tags');
    const manifest = fc
      .uniqueArray(fc.tuple(list, fc.array(record, { maxLength: 3 })), { selector: ([name]) => name })
      .map((lists) => lists.map(([name, records]) => `${name}: [${records.join(', ')}]\n`).join(''));
    fc.assert(
      fc.property(manifest, (text) => {
        const { value, problems } = parseManifest(text);
        assert.equal(
          value === undefined,
          problems.some(({ severity }) => severity === 'error'),
        );
        for (const { offset, end } of problems) assert.ok(0 <= offset && offset <= end && end <= text.length);
        const labels = new Set(value?.labels.map(({ id }) => id));
        for (const label of value?.labels ?? []) {
          assert.match(label.colour, /^#[0-9a-fA-F]{6}$/);
          assert.ok(label.parent === undefined || labels.has(label.parent));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('is read in a time that grows as it does', () => {
    const labels = (count: number): string =>
      `labels: [${Array.from({ length: count }, (_, n) => `{id: L${n}, parent: L${(n * 7 + 1) % count}}`).join(', ')}]`;
    const timeOf = (text: string): number => {
      const started = performance.now();
      assert.ok(parseManifest(text).problems.length > 0);
      return performance.now() - started;
    };
    const best = (text: string): number => Math.min(timeOf(text), timeOf(text), timeOf(text));
    const small = labels(1500);
    timeOf(small);
    // Quadratic growth would make the ratio 64.
    const ratio = best(labels(8 * 1500)) / Math.max(best(small), 1);
    assert.ok(ratio < 30, `eight times the labels took ${ratio.toFixed(1)} times as long`);
  });
});
