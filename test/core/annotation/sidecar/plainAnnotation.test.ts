import { strict as assert } from 'node:assert';
import type { Annotation } from '../../../../core/annotation/annotation';
import { annotationFrom } from '../../../../core/annotation/sidecar/annotationRecord';
import { fromFlowText, RECORD_ANCESTORS } from '../../../../core/annotation/sidecar/flowText';
import { readPlainAnnotations } from '../../../../core/annotation/sidecar/plainAnnotation';
import { RecordReader, type Issue } from '../../../../core/yaml/recordReader';

const FIELDS = 'id: "a", label: "X", start: 3, end: 5, exact: "楼阳"';

describe('lines of plain annotations', () => {
  const read = (text: string, marker = '- '): [Annotation[], number] => {
    const annotations: Annotation[] = [];
    return [annotations, readPlainAnnotations(text, 0, marker, annotations)];
  };

  const PLAIN: readonly string[] = [
    FIELDS,
    `${FIELDS}, before: "书记", after: "在"`,
    `${FIELDS}, after: "在"`,
    `${FIELDS}, before: "", entity: "#e1", note: "注"`,
    `${FIELDS}, by: "lin", at: "2024-06-14T10:00:00Z", source: "hand"`,
    `${FIELDS}, source: {kind: "suggestion", recognisers: ["tagger", "位"], version: "1"}`,
    `${FIELDS}, source: {kind: "import", format: "brat"}`,
    `${FIELDS}, source: {kind: "hand", of: [1, 2]}`,
    `${FIELDS}, status: "", certainty: 0.5, attributes: {gender: "f", known: true, "年": [1, null]}, in: "00ff"`,
    `${FIELDS}, certainty: "sure", attributes: {}`,
    'id: "\\"", label: "\\u4e2d\\\\", start: 0, end: 4, exact: "\\n\\t\\/\\b", note: "\\ud842\\udfb7"',
    'id: "𠮷", label: "X", start: 0, end: 2, exact: "𠮷a", before: "𠮷"',
    'id: "a", label: "X", start: 999999999999998, end: 999999999999999, exact: "a"',
  ];
  for (const fields of PLAIN)
    it(`are read as any record is: ${fields}`, () => {
      const issues: Issue[] = [];
      const expected = annotationFrom(new RecordReader(fromFlowText(`{${fields}}`, RECORD_ANCESTORS), [], issues));
      assert.deepEqual(issues, []);
      for (const [marker, lineEnd] of [
        ['- ', '\n'],
        ['  - ', '\r\n'],
      ] as const) {
        const line = `${marker}{${fields}}${lineEnd}`;
        assert.deepEqual(read(line, marker), [[expected], line.length]);
      }
    });

  const OTHER: readonly string[] = [
    FIELDS.replace('"a"', '""'),
    FIELDS.replace('"X"', '""'),
    FIELDS.replace('start: 3', 'start: 6'),
    FIELDS.replace('start: 3', 'start: 03'),
    FIELDS.replace('start: 3', 'start: 3.0'),
    FIELDS.replace('start: 3', 'start: 4'),
    FIELDS.replace('end: 5', 'end: 1000000000000000'),
    FIELDS.replace('楼阳', ''),
    FIELDS.replace('楼阳', '楼\\ud842'),
    FIELDS.replace('楼阳', '楼\\x'),
    FIELDS.replace('楼阳', '楼\u200b'),
    FIELDS.replace('楼阳', '楼"阳'),
    FIELDS.replace(', label: "X"', ''),
    FIELDS.replace(': ', ':  '),
    `${FIELDS}, after: "在", before: "书记"`,
    `${FIELDS}, note: "a", note: "b"`,
    `${FIELDS}, note: 1`,
    `${FIELDS}, entity: "#x"`,
    `${FIELDS}, entity: ""`,
    `${FIELDS}, key: "value"`,
    `${FIELDS}, source: {kind: "suggestion"}`,
    `${FIELDS}, source: {kind: "import", format: ""}`,
    `${FIELDS}, source: {kind: x}`,
    `${FIELDS}, certainty: 1e400`,
    `${FIELDS}, certainty: true`,
    `${FIELDS}, attributes: {a: "\\ud842"}`,
    `${FIELDS}, attributes: "a"`,
    `${FIELDS}, also: []`,
  ];
  for (const fields of OTHER)
    it(`are left to the reader of any record: ${fields}`, () => {
      assert.deepEqual(read(`- {${fields}}\n`), [[], 0]);
    });
  it('are left to the reader of any record, where more stands on them or they are cut off', () => {
    for (const line of [
      `- {${FIELDS}} # why\n`,
      `- {${FIELDS}} \n`,
      `- {${FIELDS}}`,
      `- {${FIELDS}\n`,
      `-  {${FIELDS}}\n`,
    ])
      assert.deepEqual(read(line), [[], 0], line);
  });

  it('are read up to the first other line', () => {
    const line = (id: string): string => `- {${FIELDS.replace('"a"', `"${id}"`)}}\n`;
    const text = line('a') + line('b');
    const [annotations, end] = read(`${text}# why\n${line('c')}`);
    assert.deepEqual([annotations.map(({ id }) => id), end], [['a', 'b'], text.length]);
  });
  it('share a source that is written in the same way', () => {
    const line = (version: string): string => `- {${FIELDS}, source: {kind: "hand", version: "${version}"}}\n`;
    const [[first, second, third]] = read(line('1') + line('1') + line('2'));
    assert.equal(first?.source, second?.source);
    assert.deepEqual(third?.source, { kind: 'hand', version: '2' });
  });
  it('can be as long as a file can', () => {
    for (const escape of ['\\n', '\\u0041', '𠮷']) {
      const many = `- {${FIELDS}, note: "${escape.repeat(100_000)}"}\n`;
      assert.equal(read(many)[0].length, 1);
      const tooMany = `- {${FIELDS}, note: "${escape.repeat(8_000_000)}"}\n`;
      assert.deepEqual(read(tooMany), [[], 0]);
    }
    assert.equal(read(`- {${FIELDS}, note: "${'注'.repeat(8_000_000)}"}\n`)[0].length, 1);
  });
});
