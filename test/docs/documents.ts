/** A sidecar around some lines that follow the annotations. */
const withLines = (...lines: string[]): string =>
  [
    'version: 1',
    'text: {sha256: "9c", length: 99}',
    'annotations:',
    '- {id: "a", label: "PER", start: 1, end: 3, exact: "楼阳"}',
    ...lines,
    '...',
    '',
  ].join('\n');

const annotation = (fields: string): string => `- {id: "b", label: "PER", ${fields}}`;
const SPAN = 'start: 4, end: 5, exact: "生"';

/** A file that every reader must refuse. */
export const REFUSED: readonly (readonly [what: string, code: string, text: string])[] = [
  ['a missing end line', 'truncated', withLines().replace('...\n', '')],
  ['half a file', 'truncated', withLines().slice(0, 60)],
  ['an unfinished merge', 'conflict-markers', withLines('<<<<<<< HEAD', annotation(SPAN), '=======', '>>>>>>> main')],
  ['a merge marker at the root', 'conflict-markers', withLines('=======')],
  ['an anchor', 'yaml-anchor', withLines(`- &x {id: "b", label: "PER", ${SPAN}}`)],
  ['an alias', 'yaml-anchor', withLines('document: {a: &x 1, b: *x}')],
  ['a tag', 'yaml-tag', withLines('document: {a: !!str 1}')],
  ['a directive', 'yaml-directive-line', `%YAML 1.1\n---\n${withLines()}`],
  ['a second document', 'second-document', `${withLines()}a: 1\n...\n`],
  ['a key given twice', 'duplicate-key', withLines(annotation(`${SPAN}, label: "LOC"`))],
  ['a key that is a number', 'key', withLines('document: {1: "a"}')],
  ['__proto__', 'key', withLines('document: {__proto__: {x: 1}}')],
  ['an integer beyond 2^53', 'number', withLines('document: {n: 9007199254740993}')],
  ['infinity', 'number', withLines('document: {n: -.inf}')],
  ['no number', 'number', withLines('document: {n: .nan}')],
  ['a control character', 'control-character', withLines('document: {n: "\u0001"}')],
  ['a carriage return alone', 'control-character', withLines('document: {n: a\rb}')],
  ['a raw line separator', 'control-character', withLines('document: {n: a\u2028b}')],
  ['a raw next line', 'control-character', withLines('document: {n: a\u0085b}')],
  ['a merge with longer markers', 'conflict-markers', withLines('<<<<<<<<<<<<<<< HEAD')],
  ['40 brackets', 'too-deep', withLines(`x: ${'['.repeat(40)}${']'.repeat(40)}`)],
  ['a broken line', 'yaml', withLines('- {id: "b"')],
  ['no words', 'missing', withLines(annotation('start: 4, end: 5'))],
  ['no text', 'type', 'version: 1\n...\n'],
  ['an empty label', 'empty', withLines(`- {id: "b", label: "", ${SPAN}}`)],
  ['a label that is a number', 'type', withLines(`- {id: "b", label: 12, ${SPAN}}`)],
  ['a label that is true', 'type', withLines(`- {id: "b", label: true, ${SPAN}}`)],
  ['a label that is nothing', 'type', withLines(`- {id: "b", label: ~, ${SPAN}}`)],
  ['an offset in quotes', 'type', withLines(annotation('start: "4", end: 5, exact: "生"'))],
  ['a negative offset', 'type', withLines(annotation('start: -1, end: 0, exact: "生"'))],
  ['half an offset', 'type', withLines(annotation('start: 1.5, end: 2.5, exact: "生"'))],
  ['a list that is none', 'type', withLines('relations: {a: 1}')],
  ['a part that is no record', 'type', withLines(annotation(`${SPAN}, also: [1]`))],
  ['an entity that is a number', 'type', withLines(annotation(`${SPAN}, entity: 7`))],
  [
    'a recogniser that is a number',
    'type',
    withLines(annotation(`${SPAN}, source: {kind: "suggestion", recognisers: [1]}`)),
  ],
  ['an import without a format', 'missing', withLines(annotation(`${SPAN}, source: {kind: "import"}`))],
  [
    'an event in which a number takes part',
    'type',
    withLines('events: [{id: "e", label: "M", arguments: [{role: "r", to: 1}]}]'),
  ],
  ['tags that are a list', 'type', withLines('document: [1]')],
  ['a fraction of a version', 'type', withLines().replace('version: 1', 'version: 1.5')],
  ['a newer version', 'newer-version', withLines().replace('version: 1', 'version: 2')],
  ['a span the wrong way', 'span', withLines(annotation('start: 5, end: 4, exact: "生"'))],
  ['an id given twice', 'duplicate-id', withLines('- {id: "a", label: "PER", start: 4, end: 5, exact: "生"}')],
  ['an id given twice in two lists', 'duplicate-id', withLines('events: [{id: "a", label: "M"}]')],
];

/** A file that is read with a warning. */
export const DOUBTFUL: readonly (readonly [what: string, code: string, text: string])[] = [
  ['an empty span', 'empty-span', withLines(annotation('start: 4, end: 4, exact: ""'))],
  ['UTF-16 offsets', 'span-length', withLines(annotation('start: 4, end: 6, exact: "𬭎"'))],
  [
    'a part with offsets in bytes',
    'span-length',
    withLines(annotation(`${SPAN}, also: [{start: 6, end: 9, exact: "楼"}]`)),
  ],
  ['a local entity of another form', 'entity-link', withLines(annotation(`${SPAN}, entity: "#E1"`))],
  ['a tag that is a mapping', 'tag-value', withLines('document: {a: {b: 1}}')],
  [
    'a tag of an article that is null',
    'tag-value',
    withLines('articles: [{id: "h", start: 0, end: 1, exact: "省", tags: {a: null}}]'),
  ],
  ['a relation to nothing', 'dangling-relation', withLines('relations: [{id: "r", label: "x", from: "a", to: "z"}]')],
  ['an event of nothing', 'dangling-event', withLines('events: [{id: "e", label: "M", trigger: "z"}]')],
  [
    'an event with nobody',
    'dangling-event',
    withLines('events: [{id: "e", label: "M", arguments: [{role: "r", to: "z"}]}]'),
  ],
];

/** A file that is read without a word, in whatever style. */
export const SOUND: readonly (readonly [what: string, text: string])[] = [
  ['the canonical form', withLines()],
  ['CRLF', withLines().replaceAll('\n', '\r\n')],
  ['a byte order mark', `\uFEFF${withLines()}`],
  ['comments and blank lines', withLines('# one', '', '# two')],
  ['a document start', `---\n${withLines()}`],
  ['no last line feed', withLines().trimEnd()],
  ['plain scalars', withLines('- {id: b, label: NO, start: 0x4, end: 5.0, exact: 生, by: 12:30:45, note: 2026-03-01}')],
  ['single quotes', withLines(`- {id: 'b', label: 'it''s', ${SPAN}}`)],
  [
    'block style',
    withLines('- id: b', '  label: PER', '  start: 4', '  end: 5', '  exact: 生', '  note: >', '    two', '    lines'),
  ],
  ['numbers of YAML 1.2', withLines('x: [012, 0o14, 1e3, 1_000, +1, .5, 1., -0, 1.0e-7, 0b1, 1:30]')],
  ['words of YAML 1.1', withLines('x: [yes, No, on, off, y, True, ~, Null, 2026-03-01]')],
  ['lists that are nothing', withLines('relations:', 'events: []', 'rejected: null')],
  [
    'sources of all kinds',
    withLines(
      annotation(`${SPAN}, source: "suggestion: persons"`),
      '- {id: "c", label: "PER", start: 4, end: 5, exact: "生", source: {kind: "hand"}}',
      '- {id: "d", label: "PER", start: 4, end: 5, exact: "生", source: {kind: "dream", depth: 3}}',
      '- {id: "e", label: "PER", start: 4, end: 5, exact: "生", source: {kind: "query", query: "楼"}}',
    ),
  ],
  [
    'an event of an event',
    withLines('events: [{id: "e", label: "M"}, {id: "f", label: "N", arguments: [{role: "r", to: "e"}]}]'),
  ],
  [
    'unknown keys everywhere',
    withLines(annotation(`${SPAN}, also: [{${SPAN}, x: 1}], constructor: {toString: 1}`), 'mood: 1'),
  ],
  ['records in another order', withLines('- {id: "b", label: "PER", start: 0, end: 1, exact: "长"}')],
];
