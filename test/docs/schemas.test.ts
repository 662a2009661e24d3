import { strict as assert } from 'node:assert';
import Ajv, { type ValidateFunction } from 'ajv';
import fc from 'fast-check';
import { DEFAULT_LABELS } from '../../core/annotation/labels';
import { annotationSetFromData, annotationSetToData } from '../../core/annotation/sidecar/records';
import { parseAuthority } from '../../core/corpus/authority';
import { parseManifest } from '../../core/corpus/manifest';
import type { Problem } from '../../core/problem';
import { readYaml, toJson } from '../../core/yaml/boundedYaml';
import { isJsonObject, type Json } from '../../core/yaml/json';
import type { Issue } from '../../core/yaml/recordReader';
import { annotationSet, json } from '../core/annotation/arbitraries';
import { DOUBTFUL, REFUSED, SOUND } from './documents';
import { blocks, readSchema } from './page';

const validatorOf = (name: string): ValidateFunction => new Ajv({ jsonPointers: true }).compile(readSchema(name));
const sidecarSchema = validatorOf('sidecar-1.schema.json');
const corpusSchema = validatorOf('corpus-1.schema.json');
const authoritySchema = validatorOf('authority-1.schema.json');

const dataOf = (text: string): Json | undefined => {
  const { value } = readYaml(text);
  return value && toJson(value);
};

/** Codes of what no schema can say. */
const BEYOND_SCHEMA = ['span', 'span-length', 'duplicate-id', 'dangling-relation', 'dangling-event'];

describe('the schema of sidecars', () => {
  const check = (data: Json): void => {
    const issues: Issue[] = [];
    annotationSetFromData(data, issues);
    const isExpected = issues.every(({ code }) => BEYOND_SCHEMA.includes(code));
    const isValid = sidecarSchema(data) as boolean;
    assert.equal(isValid, isExpected, JSON.stringify([sidecarSchema.errors, issues, data]));
  };

  for (const [index, text] of blocks('yaml').entries())
    if (text.startsWith('version:'))
      it(`accepts example ${index + 1}`, () =>
        assert.ok(sidecarSchema(dataOf(text)), JSON.stringify(sidecarSchema.errors)));
  for (const [what, text] of SOUND) it(`accepts ${what}`, () => assert.ok(sidecarSchema(dataOf(text)), what));
  for (const [what, , text] of [...REFUSED, ...DOUBTFUL]) {
    const data = dataOf(text);
    if (data !== undefined) it(`judges ${what} as the reader does`, () => check(data));
  }

  it('accepts whatever is written', () => {
    fc.assert(
      fc.property(annotationSet, (set) => {
        const data = annotationSetToData(set);
        assert.ok(sidecarSchema(data), JSON.stringify(sidecarSchema.errors));
      }),
      { numRuns: 300 },
    );
  });

  it('accepts just what the reader takes without a word', () => {
    const changed = annotationSet.chain((set) => changedData(annotationSetToData(set)));
    // A span of no words that ends before it starts has two flaws, of which the reader names one.
    fc.assert(
      fc.property(
        changed.filter((data) => !hasEmptyReversedSpan(data)),
        check,
      ),
      { numRuns: 1500 },
    );
  });
});

/** The same of corpus.yaml. */
const BEYOND_CORPUS_SCHEMA = ['duplicate-id', 'shared-key', 'unknown-label', 'unknown-key', 'cycle', 'too-deep'];

describe('the schema of corpus.yaml', () => {
  const manifest: Json = {
    name: 'a',
    include: ['**/*.txt', 'a/b.txt'],
    exclude: ['x/**'],
    authority: ['people.authority.yaml'],
    labels: [
      { id: 'PER', names: { en: 'person', zh: '人物' }, descriptions: { zh: '人名' }, colour: '#E15759' },
      { id: '提法', names: { zh: '提法' }, parent: 'PER', key: 'p', guidelines: { zh: '**全称**' } },
      { id: 'ORG', key: 1 },
    ],
    attributes: [
      { id: 'gender', type: 'choice', values: ['f', 'm'], multiple: false, labels: ['PER'] },
      { id: 'rank', names: { en: 'rank' }, values: ['x'] },
      { id: 'age', type: 'number' },
    ],
    relations: [{ id: 'holds', colour: '#112233', from: ['PER'], to: ['提法'] }],
    events: [{ id: 'VISIT', trigger: ['PER'], roles: [{ id: 'guest', labels: ['PER'], required: true }] }],
    tags: [
      { id: 'front page', type: 'flag' },
      { id: 'genre', values: ['y', 'z'] },
    ],
    mood: 1,
  };
  it('accepts the example of the page', () => assert.ok(corpusSchema(dataOf(blocks('yaml')[2] ?? ''))));
  it('accepts just what the reader takes without a word', () => {
    const hostile = [
      '/a',
      'C:/a',
      'a\\b',
      '..',
      'a/../b',
      'a..b',
      '*a*b*c*d',
      '*a*b*c*d*',
      '**/*/**/*',
      'x'.repeat(257),
    ];
    const ids = ['a b', ' a', '-a', 'a.b', '__proto__', 'x'.repeat(150), 'x'.repeat(151), 'PER', 'p', 'pq', 9, 10];
    const types = ['text', 'flag', 'choice', 'date', [''], ['a', 'a'], ['a', 'b'], ['PER']];
    const values = ['', '#12345', '#1234567', 'a.yaml', 'http://a', ...ids, ...types, ...hostile];
    fc.assert(
      fc.property(changedData(manifest, values), (data) => {
        const text = yamlOf(data);
        const { problems } = parseManifest(text);
        // Which characters of the world's scripts are letters is beyond the patterns of a schema.
        const isForeignId = ({ code, offset, end }: Problem): boolean =>
          code === 'id' && /[^\0-\x7f]/.test(JSON.parse(text.slice(offset, end)) as string);
        if (problems.some(isForeignId)) return;
        const isExpected = problems.every(({ code }) => BEYOND_CORPUS_SCHEMA.includes(code));
        assert.equal(corpusSchema(data), isExpected, JSON.stringify([corpusSchema.errors, problems, data]));
      }),
      { numRuns: 3000 },
    );
  });
});

describe('the schema of authority files', () => {
  const authority: Json = {
    entities: [
      {
        id: 'lou',
        label: 'PER',
        name: '楼阳生',
        aliases: ['楼书记', '阳生'],
        office: '省委书记',
        born: { year: 1959 },
      },
      { label: 'LOC', name: '航空港区' },
    ],
    version: 1,
  };
  it('accepts the example of the page', () => assert.ok(authoritySchema(dataOf(blocks('yaml')[3] ?? ''))));
  it('accepts just what the reader takes without leaving anything out', () => {
    fc.assert(
      fc.property(changedData(authority, ['', ' ', '\u3000', '楼']), (data) => {
        const { problems } = parseAuthority(yamlOf(data), DEFAULT_LABELS);
        const isExpected = problems.every(({ code, severity }) => severity === 'warning' || code === 'duplicate-id');
        assert.equal(authoritySchema(data), isExpected, JSON.stringify([authoritySchema.errors, problems, data]));
      }),
      { numRuns: 1500 },
    );
  });
});

/** Data with one value somewhere replaced or removed, or one key added. */
function changedData(data: Json, values: readonly Json[] = []): fc.Arbitrary<Json> {
  const places = [...placesOf(data)];
  const replacement = fc.oneof(
    fc.constantFrom<Json>(null, true, 0, -1, 1.5, 2, 3, '', 'x', '#x', '#e7', '#E7', [], {}, ['x'], [1], [null], [[]]),
    fc.constantFrom<Json>(
      { kind: 'suggestion' },
      { kind: 'suggestion', recognisers: [1] },
      { kind: 'import', format: '' },
    ),
    fc.constantFrom<Json>(
      { kind: 'query' },
      { kind: 'import', format: 'x', version: 1 },
      { en: 1 },
      { en: '', zh: null },
    ),
    fc.constantFrom<Json>(...values, 'y'),
    json.value,
  );
  return fc
    .tuple(fc.constantFrom(...places), fc.option(replacement, { freq: 5, nil: undefined }))
    .map(([place, value]) => replaced(data, place, value));
}

type Place = readonly (string | number)[];

function* placesOf(data: Json, place: Place = []): Generator<Place> {
  yield place;
  if (isJsonObject(data)) for (const [key, value] of Object.entries(data)) yield* placesOf(value, [...place, key]);
  else if (Array.isArray(data))
    for (const [index, value] of data.entries()) yield* placesOf(value as Json, [...place, index]);
}

function replaced(data: Json, [step, ...rest]: Place, value: Json | undefined): Json {
  if (step === undefined) return value ?? null;
  if (Array.isArray(data))
    return data.flatMap((item: Json, index): Json[] => (index === step ? changedItem(item, rest, value) : [item]));
  const entries = Object.entries(isJsonObject(data) ? data : {});
  return Object.fromEntries(
    entries.flatMap(([key, item]): [string, Json][] =>
      key === step ? changedItem(item, rest, value).map((changed) => [key, changed]) : [[key, item]],
    ),
  );
}

const changedItem = (item: Json, rest: Place, value: Json | undefined): Json[] =>
  rest.length > 0 ? [replaced(item, rest, value)] : value === undefined ? [] : [value];

function hasEmptyReversedSpan(data: Json): boolean {
  if (Array.isArray(data)) return data.some((item: Json) => hasEmptyReversedSpan(item));
  if (!isJsonObject(data)) return false;
  const { start, end, exact } = data as { start?: Json; end?: Json; exact?: Json };
  const isReversed = typeof start === 'number' && (typeof end !== 'number' || start > end);
  return (exact === '' && isReversed) || Object.values(data).some(hasEmptyReversedSpan);
}

/** JSON is YAML, but for characters that must be escaped. */
function yamlOf(data: Json): string {
  return JSON.stringify(data).replace(
    /[\u007f-\ud7ff\ue000-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
