import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { AnnotationSet } from '../../../../core/annotation/annotation';
import { apply } from '../../../../core/annotation/operations';
import { readLines } from '../../../../core/annotation/sidecar/lineReader';
import { parseAnyStyle, parseSidecar } from '../../../../core/annotation/sidecar/parse';
import { serialiseSidecar } from '../../../../core/annotation/sidecar/serialise';
import { annotationSet, sample, sampleSet } from '../arbitraries';

const EXAMPLE = `version: 1
text: {sha256: "9c1f", length: 3075}
annotations:
- {id: "k7f3q9x2m4w8", label: "PER", start: 812, end: 815, exact: "楼阳生", before: "省委书记", after: "在郑州机"}
- {id: "m2c8v1t5b7h3", label: "ORG", start: 900, end: 912, exact: "科大讯飞股份\\n\\n有限公司", entity: "iflytek", note: "断栏"}
relations:
- {id: "r4d6n8p2s1x9", label: "holds", from: "k7f3q9x2m4w8", to: "m2c8v1t5b7h3"}
document: {genre: "调研"}
...
`;

/** A whole sidecar around the lines of some records. */
const withRecords = (...records: string[]): string =>
  ['version: 1', 'text: {sha256: "9c", length: 9}', 'annotations:', ...records, '...', ''].join('\n');
const RECORD = '{id: "a", label: "PER", start: 1, end: 3, exact: "楼阳"}';

describe('the canonical sidecar', () => {
  it('is read and written back as it was', () => {
    const { value, problems } = parseSidecar(EXAMPLE);
    assert.deepEqual(problems, []);
    assert.equal(value?.annotations[1]?.exact, '科大讯飞股份\n\n有限公司');
    assert.equal(serialiseSidecar(value), EXAMPLE);
    assert.equal(typeof readLines(EXAMPLE), 'object', 'the quick reader takes it');
  });

  it('gives back what was written, by the quick reader and by the YAML reader', () => {
    fc.assert(
      fc.property(annotationSet, (set) => {
        const text = serialiseSidecar(set);
        assert.deepEqual(parseSidecar(text), { value: set, problems: [] });
        assert.deepEqual(parseAnyStyle(text), { value: set, problems: [] });
        assert.equal(typeof readLines(text), 'object');
        assert.equal(serialiseSidecar(parseSidecar(text).value!), text);
      }),
      { numRuns: 150 },
    );
  });

  it('does not depend on the order in which records were made', () => {
    fc.assert(
      fc.property(annotationSet, (set) => {
        const { annotations, relations, events = [], rejected = [], articles = [] } = set;
        const reversed: AnnotationSet = {
          ...set,
          annotations: annotations.toReversed(),
          relations: relations.toReversed(),
          events: events.toReversed(),
          rejected: rejected.toReversed(),
          articles: articles.toReversed(),
        };
        assert.equal(serialiseSidecar(reversed), serialiseSidecar(set));
      }),
      { numRuns: 100 },
    );
  });

  it('does not depend on the order in which annotations were made', () => {
    fc.assert(
      fc.property(annotationSet, fc.infiniteStream(fc.nat()), (set, chance) => {
        const shuffled = set.annotations
          .map((annotation) => ({ annotation, rank: chance.next().value as number }))
          .sort((a, b) => a.rank - b.rank);
        let made: AnnotationSet = { ...set, annotations: [], relations: [] };
        for (const { annotation } of shuffled) {
          const result = apply(made, { kind: 'add', annotation });
          assert.ok(result.ok);
          made = result.set;
        }
        assert.equal(serialiseSidecar(made), serialiseSidecar({ ...set, relations: [] }));
      }),
      { numRuns: 50 },
    );
  });

  it('cut off at any byte is never read with less', () => {
    fc.assert(
      fc.property(annotationSet, (set) => {
        const bytes = Buffer.from(serialiseSidecar(set));
        // A cut after the last dot loses nothing but the line feed.
        for (let length = 0; length < bytes.length - 1; length++) {
          const { value } = parseSidecar(bytes.subarray(0, length).toString());
          assert.equal(value, undefined, `cut at byte ${length}`);
        }
      }),
      { numRuns: 5 },
    );
  });

  it('changed in one character is read alike by both readers', () => {
    const characters = fc.constantFrom(...'{}[],:"\\-#&*!|>%@`\' \n\tax1.~e+'.split(''), '\r', '\u2028', '楼');
    fc.assert(
      fc.property(annotationSet, fc.nat(), fc.nat(2), characters, (set, place, removed, inserted) => {
        const text = serialiseSidecar(set);
        const at = place % text.length;
        const changed = text.slice(0, at) + inserted + text.slice(at + removed);
        assert.deepEqual(parseSidecar(changed), parseAnyStyle(changed));
      }),
      { numRuns: 250 },
    );
  });

  it('refuses to write a lone surrogate', () => {
    assert.throws(() => serialiseSidecar(sampleSet(sample('a', 1, '楼', { note: '\ud800' }))), RangeError);
  });
});

describe('the sidecar reader', () => {
  const check = (text: string, code: string, marked?: string): void => {
    const { value, problems } = parseSidecar(text);
    const found = problems.find((problem) => problem.code === code);
    assert.ok(found, `${code} among ${JSON.stringify(problems)}`);
    if (marked !== undefined) assert.equal(text.slice(found.offset, found.end), marked);
    if (found.severity === 'warning') assert.ok(value, 'a warning leaves the file as readable as it was');
    if (found.severity === 'error' && code !== 'newer-version') assert.equal(value, undefined);
    assert.match(found.message, /\.$/);
  };

  const REFUSED: readonly [what: string, text: string, code: string, marked?: string][] = [
    ['an anchor', withRecords(`- &x ${RECORD}`), 'yaml-anchor', '&x'],
    ['an alias', withRecords('- *x'), 'yaml-alias', '*x'],
    ['a tag', withRecords(`- !!map ${RECORD}`), 'yaml-tag', '!!map'],
    ['a directive', `%YAML 1.1\n---\n${EXAMPLE}`, 'yaml-directive-line', '%YAML 1.1'],
    ['a second document', `${EXAMPLE}version: 1\n...\n`, 'second-document'],
    ['a second document after ---', EXAMPLE.replace('relations:', '---\nrelations:'), 'second-document', '---'],
    ['a missing end line', EXAMPLE.slice(0, -4), 'truncated', ''],
    ['an empty file', '', 'truncated'],
    [
      'a conflict',
      withRecords('<<<<<<< HEAD', `- ${RECORD}`, '=======', '>>>>>>> main'),
      'conflict-markers',
      '<<<<<<< HEAD',
    ],
    ['a diff3 conflict', withRecords('||||||| merged common ancestors'), 'conflict-markers'],
    ['a conflict at root level', `a: b\n=======\n...\n`, 'conflict-markers', '======='],
    ['a duplicate key', withRecords('- {id: "a", id: "b"}'), 'duplicate-key', 'id'],
    ['a duplicate top-level key', EXAMPLE.replace('relations', 'annotations'), 'duplicate-key', 'annotations'],
    ['a duplicate id', withRecords(`- ${RECORD}`, `- ${RECORD}`), 'duplicate-id', '"a"'],
    ['a number as label', withRecords(`- ${RECORD.replace('"PER"', '012')}`), 'type', '012'],
    ['a boolean as label', withRecords(`- ${RECORD.replace('"PER"', 'true')}`), 'type', 'true'],
    ['1e3 as label', withRecords(`- ${RECORD.replace('"PER"', '1e3')}`), 'type', '1e3'],
    ['null as label', withRecords(`- ${RECORD.replace('"PER"', 'null')}`), 'type', 'null'],
    ['a negative offset', withRecords(`- ${RECORD.replace('1', '-1')}`), 'type', '-1'],
    ['a span that ends before it starts', withRecords(`- ${RECORD.replace('3', '0')}`), 'span', '0'],
    ['a missing field', withRecords('- {id: "a", label: "PER", start: 1, end: 3}'), 'missing'],
    ['a record that is none', withRecords('- "楼阳生"'), 'type', '"楼阳生"'],
    ['a key that is no string', withRecords(`- ${RECORD.replace('id:', '1: 2, id:')}`), 'key', '1'],
    ['__proto__', withRecords(`- ${RECORD.replace('id:', '__proto__: {x: 1}, id:')}`), 'key', '__proto__'],
    ['an integer beyond 2^53', withRecords(`- ${RECORD.replace('id:', 'n: 9007199254740993, id:')}`), 'number'],
    ['infinity', withRecords(`- ${RECORD.replace('id:', 'n: .inf, id:')}`), 'number', '.inf'],
    ['a raw control character', EXAMPLE.replace('调', '\u0000'), 'control-character', '\u0000'],
    ['deep nesting', `a: ${'['.repeat(40)}${']'.repeat(40)}\n...\n`, 'too-deep', '['],
    [
      'deep block nesting',
      `${Array.from({ length: 40 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')}...\n`,
      'too-deep',
    ],
    ['a newer version', EXAMPLE.replace('version: 1', 'version: 2'), 'newer-version', '2'],
    ['a relation to nothing', EXAMPLE.replace('to: "m2c8v1t5b7h3"', 'to: "gone"'), 'dangling-relation', '"gone"'],
    ['a version with a fraction', EXAMPLE.replace('version: 1', 'version: 1.1'), 'type', '1.1'],
    ['a version in quotes', EXAMPLE.replace('version: 1', 'version: "1"'), 'type', '"1"'],
    ['version 0', EXAMPLE.replace('version: 1', 'version: 0'), 'type', '0'],
    ['an empty span', withRecords('- {id: "a", label: "PER", start: 3, end: 3, exact: ""}'), 'empty-span', '3'],
    ['a span that is too long', withRecords(`- ${RECORD.replace('end: 3', 'end: 4')}`), 'span-length', '4'],
    ['UTF-16 offsets', withRecords(`- ${RECORD.replace('楼阳', '楼𬭎阳').replace('3', '5')}`), 'span-length', '5'],
    [
      'a part that is too long',
      withRecords(`- ${RECORD.replace('}', ', also: [{start: 5, end: 9, exact: "生"}]}')}`),
      'span-length',
      '9',
    ],
    [
      'a local entity of another form',
      withRecords(`- ${RECORD.replace('}', ', entity: "#1"}')}`),
      'entity-link',
      '"#1"',
    ],
    ['an empty entity', withRecords(`- ${RECORD.replace('}', ', entity: ""}')}`), 'entity-link', '""'],
    ['a tag that is a mapping', EXAMPLE.replace('"调研"', '{is: 1}'), 'tag-value', '{is: 1}'],
    ['a tag that is nothing', EXAMPLE.replace('"调研"', 'null'), 'tag-value', 'null'],
    ['a suggestion of nobody', withRecords(`- ${RECORD.replace('}', ', source: {kind: "suggestion"}}')}`), 'missing'],
    [
      'a suggestion of one that is no list',
      withRecords(`- ${RECORD.replace('}', ', source: {kind: "suggestion", recognisers: "tagger"}}')}`),
      'type',
      '"tagger"',
    ],
    ['an import of no format', withRecords(`- ${RECORD.replace('}', ', source: {kind: "import"}}')}`), 'missing'],
    ['an event without an id', EXAMPLE.replace('...', 'events:\n- {label: "MEETING"}\n...'), 'missing'],
    [
      'an event in which a number takes part',
      EXAMPLE.replace('...', 'events: [{id: "e", label: "M", arguments: [{role: "host", to: 1}]}]\n...'),
      'type',
      '1',
    ],
    [
      'an event of something gone',
      EXAMPLE.replace('...', 'events: [{id: "e", label: "M", trigger: "gone"}]\n...'),
      'dangling-event',
      '"gone"',
    ],
    [
      'an event in which nobody takes part',
      EXAMPLE.replace('...', 'events: [{id: "e", label: "M", arguments: [{role: "host", to: "gone"}]}]\n...'),
      'dangling-event',
      '"gone"',
    ],
    [
      'a turned-down suggestion without words',
      EXAMPLE.replace('...', 'rejected: [{id: "x", label: "PER", start: 1, end: 2}]\n...'),
      'missing',
    ],
    ['an article without its beginning', EXAMPLE.replace('...', 'articles: [{id: "x"}]\n...'), 'missing'],
    [
      'an article whose tags are a list',
      EXAMPLE.replace('...', 'articles: [{id: "x", start: 0, end: 1, exact: "省", tags: []}]\n...'),
      'type',
      '[]',
    ],
    [
      'an id that an article has already',
      EXAMPLE.replace('...', 'articles: [{id: "k7f3q9x2m4w8", start: 0, end: 1, exact: "省"}]\n...'),
      'duplicate-id',
      '"k7f3q9x2m4w8"',
    ],
    ['a broken flow', withRecords('- {id: "a"'), 'yaml'],
  ];
  for (const [what, text, code, marked] of REFUSED) it(`reports ${what}`, () => check(text, code, marked));

  it('shows a file of a newer version', () => {
    assert.equal(parseSidecar(EXAMPLE.replace('version: 1', 'version: 2')).value?.annotations.length, 2);
  });

  const STYLES: readonly [what: string, text: string][] = [
    ['CRLF', EXAMPLE.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${EXAMPLE}`],
    ['a document start', `---\n${EXAMPLE}`],
    ['comments', EXAMPLE.replaceAll('\n', ' # why\n').replace('... # why', '# end\n...')],
    ['plain scalars', EXAMPLE.replace('"PER"', 'PER').replace('"调研"', '调研')],
    ['single quotes', EXAMPLE.replace('"PER"', "'PER'")],
    ['block style', EXAMPLE.replace('document: {genre: "调研"}', 'document:\n  genre: 调研')],
    ['other spacing', EXAMPLE.replaceAll(', ', ' ,  ')],
    ['blank lines', EXAMPLE.replaceAll('\n', '\n\n')],
    ['another order', EXAMPLE.replace(/(- .*\n)(- .*\n)/, '$2$1')],
    ['no last line feed', EXAMPLE.trimEnd()],
  ];
  for (const [what, text] of STYLES)
    it(`reads ${what}`, () => assert.deepEqual(parseSidecar(text), parseSidecar(EXAMPLE)));

  it('keeps what it does not know inside of records', () => {
    const text = EXAMPLE.replace(
      'entity: "iflytek"',
      'also: [{start: 913, end: 914, exact: "市", sure: false}]',
    ).replace(
      '...',
      `events:
- {id: "e", label: "VISIT", trigger: "k7f3q9x2m4w8", arguments: [{role: "who", to: "k7f3q9x2m4w8", sure: 1}], tense: "past"}
rejected:
- {id: "n", label: "PER", start: 1, end: 2, exact: "阳", why: "a common word"}
articles:
- {id: "s", start: 0, end: 2, exact: "省委", tags: {genre: "调研", pages: [1, 2]}, column: 3}
...`,
    );
    const { value, problems } = parseSidecar(text);
    assert.deepEqual(problems, []);
    assert.deepEqual(value?.extra, undefined);
    assert.equal(serialiseSidecar(value!), text);
  });

  it('keeps what it does not know', () => {
    const text = EXAMPLE.replace('label: "PER"', 'label: "PER", mood: {irrealis: [1, null]}').replace(
      '...',
      'reviewed:\n- {id: "x"}\nconstructor: "me"\n...',
    );
    const { value } = parseSidecar(text);
    assert.deepEqual(value?.annotations[0]?.extra, { mood: { irrealis: [1, null] } });
    assert.deepEqual(value.extra, { reviewed: [{ id: 'x' }], constructor: 'me' });
    assert.deepEqual(parseSidecar(serialiseSidecar(value)).value, value);
  });
});
