import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { annotationToData, annotationToText } from '../../../../core/annotation/sidecar/annotationRecord';
import { entityFlaw, spanFlaw, withExtra } from '../../../../core/annotation/sidecar/fields';
import { RECORD_ANCESTORS, toFlowText } from '../../../../core/annotation/sidecar/flowText';
import { parseSidecar } from '../../../../core/annotation/sidecar/parse';
import { annotationIssues, relationIssues } from '../../../../core/annotation/sidecar/records';
import { serialiseSidecar } from '../../../../core/annotation/sidecar/serialise';
import type { Annotation } from '../../../../core/annotation/annotation';
import { withoutUndefined, type JsonObject } from '../../../../core/yaml/json';
import { annotationSet, sample, sampleSet } from '../arbitraries';

const LOU = sample('a', 1, '楼阳生');
const TEXT = serialiseSidecar(sampleSet(LOU));

/** What is found in a file, with the part of the text that it is about. */
function problemsIn(text: string): unknown[] {
  return parseSidecar(text).problems.map(({ code, severity, offset, end }) => [
    code,
    severity,
    text.slice(offset, end),
  ]);
}

describe('an annotation', () => {
  it('is written as its data is, whatever fields it has', () => {
    fc.assert(
      fc.property(annotationSet, ({ annotations }) => {
        for (const annotation of annotations) {
          assert.equal(annotationToText(annotation), toFlowText(annotationToData(annotation), RECORD_ANCESTORS));
          const plain = withoutUndefined<Annotation>({ ...annotation, also: undefined, extra: undefined });
          assert.equal(annotationToText(plain), toFlowText(annotationToData(plain), RECORD_ANCESTORS));
        }
      }),
      { numRuns: 200 },
    );
  });
  it('is not written with what cannot be read again', () => {
    for (const broken of [{ exact: '\ud800' }, { start: NaN }, { note: '\udc00' }, { certainty: Infinity }])
      assert.throws(() => annotationToText({ ...LOU, ...broken } as typeof LOU), RangeError);
  });
});

describe('a span', () => {
  it('has as many code points as its words', () => {
    for (const [exact, length] of [
      ['楼', 1],
      ['\u{10000}', 1],
      ['\u{10ffff}', 1],
      ['楼\u{10000}\u{10ffff}市', 4],
      ['\udc00\ud800', 2],
      ['\ud7ff\udc00', 2],
      ['\ue000\udc00', 2],
      ['\ud800\ud7ff', 2],
      ['\ud800\ue000', 2],
    ] as const) {
      assert.equal(spanFlaw(5, 5 + length, exact), undefined, exact);
      for (const wrong of [length - 1, length + 1])
        assert.deepEqual(spanFlaw(5, 5 + wrong, exact), {
          code: 'span-length',
          message:
            `The span takes ${wrong} code points, but "exact" has ${length}. ` +
            'Correct "end" or "exact"; until then the words of "exact" are looked for.',
        });
    }
    assert.equal(spanFlaw(5, 5, '')?.code, 'empty-span');
    assert.equal(spanFlaw(5, 6, '')?.code, 'empty-span');
  });
});

describe('an entity', () => {
  it('is the id of an authority file, or # with e and small letters or digits', () => {
    for (const entity of [undefined, 'iflytek', 'e1', 'a#e1', '#e1', '#e0z9'])
      assert.equal(entityFlaw(entity), undefined, entity);
    for (const entity of ['', '#', '#e', '#1', '#eA', '#e1 ', '#e1-', '##e1'])
      assert.deepEqual(entityFlaw(entity), {
        code: 'entity-link',
        message: 'An entity is the id of an authority file, or "#e1" for one of this file alone. Correct or remove it.',
      });
  });
});

describe('a source', () => {
  const CASES: readonly [source: string, ...problems: (readonly [code: string, marked: string])[]][] = [
    ['"hand"'],
    ['{}'],
    ['{kind: "hand", version: 1}'],
    ['{kind: "other", format: 1, query: 2}'],
    ['{kind: "suggestion", recognisers: []}'],
    ['{kind: "suggestion", recognisers: ["tagger"], version: "1"}'],
    ['{kind: "suggestion", recognisers: ["tagger", 1]}', ['type', '["tagger", 1]']],
    ['{kind: "suggestion", recognisers: [], version: 1}', ['type', '1']],
    ['{kind: "import", format: "brat"}'],
    ['{kind: "import", format: "brat", version: 1}', ['type', '1']],
    ['{kind: "import", format: ""}', ['empty', '""']],
    ['{kind: "query", query: "市*"}'],
    ['{kind: "query", query: "市*", version: 1}'],
    ['{kind: "query", query: 1}', ['type', '1']],
    ['1', ['type', '1']],
    ['["hand"]', ['type', '["hand"]']],
  ];
  for (const [source, ...problems] of CASES)
    it(`${source} ${problems.length === 0 ? 'is taken' : 'is refused'}`, () => {
      const text = TEXT.replace('生"}', `生", source: ${source}}`);
      const found = problemsIn(text);
      assert.deepEqual(
        found.map((problem) => (problem as string[])[0]),
        problems.map(([code]) => code),
        JSON.stringify(found),
      );
      for (const [index, [, marked]] of problems.entries()) assert.equal((found[index] as string[])[2], marked);
    });
});

describe('tags', () => {
  it('are texts, numbers, truths, and lists of these', () => {
    const text = TEXT.replace('...', 'document: {a: "x", b: 1, c: false, d: ["x", 1, true], e: []}\n...');
    assert.deepEqual(problemsIn(text), []);
    for (const value of ['null', '{is: 1}', '[null]', '["x", {is: 1}]', '[["x"]]'])
      assert.deepEqual(problemsIn(TEXT.replace('...', `document: {a: ${value}}\n...`)), [
        ['tag-value', 'warning', value],
      ]);
  });
});

describe('known keys', () => {
  it('win over unknown ones of the same name', () => {
    const known: JsonObject = { id: 'a' };
    assert.equal(withExtra(known, undefined), known);
    assert.deepEqual(Object.entries(withExtra(known, { id: 'b', constructor: 1 })), [
      ['id', 'a'],
      ['constructor', 1],
    ]);
  });
});

describe('a record that is to be written', () => {
  const relation = { id: 'r', label: 'in', from: 'a', to: 'b' };
  const codes = (issues: readonly { readonly code: string }[]): string[] => issues.map(({ code }) => code);
  it('must come back as it is', () => {
    assert.deepEqual([annotationIssues(LOU), relationIssues(relation)], [[], []]);
    assert.deepEqual(
      annotationIssues({ ...LOU, note: '\ud800' }).map(({ code, message }) => [code, message]),
      [['not-writable', 'A value cannot be written (broken characters, or a key given twice). Change it.']],
    );
    assert.deepEqual(codes(annotationIssues({ ...LOU, extra: { label: 'X' } })), ['not-writable']);
    assert.deepEqual(codes(relationIssues({ ...relation, extra: { to: 'c' } })), ['not-writable']);
    assert.deepEqual(codes(annotationIssues({ ...LOU, label: '' })), ['empty']);
    assert.deepEqual(codes(relationIssues({ ...relation, from: 1 as never })), ['type']);
  });
});

describe('events, suggestions that were turned down, and articles', () => {
  const lines = (key: string, ...records: readonly string[]): string =>
    TEXT.replace('...', `${key}:\n${records.map((record) => `- {${record}}`).join('\n')}\n...`);
  const [first, second] = ['start: 1, end: 2, exact: "楼"', 'start: 5, end: 6, exact: "市"'];

  it('are sorted as they are written', () => {
    for (const [key, before, after] of [
      ['events', 'id: "f", label: "VISIT"', 'id: "e", label: "VISIT"'],
      ['rejected', `id: "e", label: "PER", ${second}`, `id: "f", label: "PER", ${first}`],
      ['articles', `id: "e", ${second}`, `id: "f", ${first}`],
    ] as const) {
      const { value, problems } = parseSidecar(lines(key, before, after));
      assert.deepEqual(problems, []);
      assert.equal(serialiseSidecar(value!), lines(key, after, before));
      assert.equal(serialiseSidecar({ ...value!, [key]: value![key]!.toReversed() }), lines(key, after, before));
    }
  });
  it('may take part in one another, but not in nothing', () => {
    const part = (to: string): string => `id: "e", label: "VISIT", arguments: [{role: "who", to: "${to}"}]`;
    const other = 'id: "f", label: "VISIT", trigger: "a"';
    assert.deepEqual(problemsIn(lines('events', part('f'), other)), []);
    assert.deepEqual(problemsIn(lines('events', part('a'), other)), []);
    assert.deepEqual(problemsIn(lines('events', part('g'), other)), [['dangling-event', 'warning', '"g"']]);
    assert.deepEqual(problemsIn(lines('events', other.replace('"a"', '"f"'))), [['dangling-event', 'warning', '"f"']]);
  });
  it('say which of their tags are none', () =>
    assert.deepEqual(problemsIn(lines('articles', `id: "e", ${first}, tags: {genre: null}`)), [
      ['tag-value', 'warning', 'null'],
    ]));
});
