import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { parseManifest } from '../../../core/corpus/manifest';
import type { NameKind, SchemaName } from '../../../core/corpus/manifestNames';
import { refactoredAuthority } from '../../../core/refactoring/inAuthority';
import { refactoredManifest } from '../../../core/refactoring/inManifest';

const TEXT = `# the corpus
name: x   # kept
labels:
- {id: PER, colour: "#112233"}   # persons
- id: "OFFICIAL"
  parent: PER
- {id: 'ORG', names: {zh: 机构}}

attributes:
- {id: sex, values: [f, "m"], labels: [PER, ORG]}
- {id: gender, values: [female, male]}
relations: [{id: holds, from: [PER, OFFICIAL], to: [ORG]}, {id: has}]
events:
- id: VISIT
  roles:
  - id: guest
    labels:
    - OFFICIAL
    - PER
    - ORG
  - {id: host}
- {id: TRIP, roles: [{id: guest}]}
tags: [{id: genre, values: [news, report]}]
`;

const name = (kind: NameKind, id: string, of?: string): SchemaName => ({ kind, id, ...(of !== undefined && { of }) });
/** The lines that differ, as `- before` and `+ after`. */
const difference = (before: string, after: string): string[] => {
  const [old, young] = [before.split('\n'), after.split('\n')];
  return [
    ...old.filter((line) => !young.includes(line)).map((line) => `- ${line}`),
    ...young.filter((line) => !old.includes(line)).map((line) => `+ ${line}`),
  ];
};
const renamed = (text: string, of: SchemaName, to: string): string => {
  const result = refactoredManifest(text, { kind: 'rename', name: of, to });
  assert.ok(typeof result === 'string', JSON.stringify(result));
  return result;
};
const check = (what: string, of: SchemaName, to: string, expected: readonly string[]): void => {
  it(what, () => assert.deepEqual(difference(TEXT, renamed(TEXT, of, to)), expected));
};

describe('a name in corpus.yaml', () => {
  check('of a label changes wherever it stands, in its quotes', name('label', 'OFFICIAL'), '官员', [
    '- - id: "OFFICIAL"',
    '- relations: [{id: holds, from: [PER, OFFICIAL], to: [ORG]}, {id: has}]',
    '-     - OFFICIAL',
    '+ - id: "官员"',
    '+ relations: [{id: holds, from: [PER, 官员], to: [ORG]}, {id: has}]',
    '+     - 官员',
  ]);
  check('is quoted where it would be something else', name('label', 'PER'), '1', [
    '- - {id: PER, colour: "#112233"}   # persons',
    '-   parent: PER',
    '- - {id: sex, values: [f, "m"], labels: [PER, ORG]}',
    '- relations: [{id: holds, from: [PER, OFFICIAL], to: [ORG]}, {id: has}]',
    '-     - PER',
    '+ - {id: "1", colour: "#112233"}   # persons',
    '+   parent: "1"',
    '+ - {id: sex, values: [f, "m"], labels: ["1", ORG]}',
    '+ relations: [{id: holds, from: ["1", OFFICIAL], to: [ORG]}, {id: has}]',
    '+     - "1"',
  ]);
  check('of an attribute changes alone', name('attribute', 'sex'), 'g', [
    '- - {id: sex, values: [f, "m"], labels: [PER, ORG]}',
    '+ - {id: g, values: [f, "m"], labels: [PER, ORG]}',
  ]);
  check('of a value changes in its attribute', name('attributeValue', 'm', 'sex'), 'a b', [
    '- - {id: sex, values: [f, "m"], labels: [PER, ORG]}',
    '+ - {id: sex, values: [f, "a b"], labels: [PER, ORG]}',
  ]);
  check('of a role changes in its event', name('role', 'guest', 'TRIP'), 'who', [
    '- - {id: TRIP, roles: [{id: guest}]}',
    '+ - {id: TRIP, roles: [{id: who}]}',
  ]);
  check('of a tag', name('tag', 'genre'), 'front page', [
    '- tags: [{id: genre, values: [news, report]}]',
    '+ tags: [{id: "front page", values: [news, report]}]',
  ]);
  check('that is not there changes nothing', name('label', 'NONE'), 'OTHER', []);

  check('that another has already: the two become one', name('label', 'ORG'), 'PER', [
    "- - {id: 'ORG', names: {zh: 机构}}",
    '- - {id: sex, values: [f, "m"], labels: [PER, ORG]}',
    '- relations: [{id: holds, from: [PER, OFFICIAL], to: [ORG]}, {id: has}]',
    '-     - ORG',
    '+ - {id: sex, values: [f, "m"], labels: [PER]}',
    '+ relations: [{id: holds, from: [PER, OFFICIAL], to: [PER]}, {id: has}]',
  ]);
  check('of a value that is there: it goes', name('attributeValue', 'f', 'sex'), 'm', [
    '- - {id: sex, values: [f, "m"], labels: [PER, ORG]}',
    '+ - {id: sex, values: ["m"], labels: [PER, ORG]}',
  ]);
  check('of an attribute that is there', name('attribute', 'sex'), 'gender', [
    '- - {id: sex, values: [f, "m"], labels: [PER, ORG]}',
  ]);
  check('of a relation that is there', name('relation', 'holds'), 'has', [
    '- relations: [{id: holds, from: [PER, OFFICIAL], to: [ORG]}, {id: has}]',
    '+ relations: [{id: has}]',
  ]);

  it('goes from the children of a label to the other one', () => {
    assert.match(renamed(TEXT, name('label', 'PER'), 'ORG'), /- id: "OFFICIAL"\n {2}parent: ORG\n/);
  });

  const refused = (text: string, of: SchemaName, to: string): string => {
    const result = refactoredManifest(text, { kind: 'rename', name: of, to });
    return typeof result === 'string' ? 'done' : result.code;
  };
  it('does not change where corpus.yaml would be wrong then, or is', () => {
    assert.equal(refused(TEXT, name('label', 'PER'), 'OFFICIAL'), 'cycle');
    assert.equal(refused(TEXT, name('label', 'PER'), 'a b'), 'id');
    assert.equal(refused('labels: [{id: A}, {id: A}]', name('label', 'A'), 'B'), 'broken-manifest');
    assert.equal(refused('labels: [', name('label', 'A'), 'B'), 'broken-manifest');
  });

  it('of a default label is written with all the others, and with the relations', () => {
    const text = renamed('name: x\n', name('label', 'PER'), 'PERSON');
    const { value } = parseManifest(text);
    assert.ok(text.startsWith('name: x\nlabels:\n- {id: "DOC", '));
    assert.deepEqual(
      value?.labels.map(({ id }) => id),
      ['DOC', 'EVENT', 'POST', 'PERSON', 'FAC', 'ORG', 'LOC', 'TIME', 'QTY', 'TERM'],
    );
    assert.deepEqual(
      value.relations.map(({ id, from }) => `${id} ${from?.join()}`),
      ['holds PERSON', 'memberOf PERSON', 'locatedIn ORG,FAC,EVENT,LOC', 'partOf ORG,FAC,DOC'],
    );
    const own = renamed('labels: [{id: PER}, {id: ORG}]\n', name('label', 'ORG'), 'BODY');
    assert.deepEqual(
      parseManifest(own).value?.relations.map(({ id, to }) => `${id} ${to?.join()}`),
      ['memberOf BODY', 'partOf BODY'],
    );
  });

  it('keeps line ends and bytes, and every other name, whatever is renamed', () => {
    const names = [
      ...['PER', 'OFFICIAL', 'ORG'].map((id) => name('label', id)),
      ...['sex', 'gender'].map((id) => name('attribute', id)),
      ...['f', 'm'].map((id) => name('attributeValue', id, 'sex')),
      ...['holds', 'has'].map((id) => name('relation', id)),
      ...['VISIT', 'TRIP'].map((id) => name('event', id)),
      ...['guest', 'host'].map((id) => name('role', id, 'VISIT')),
      ...['genre'].map((id) => name('tag', id)),
    ];
    const to = fc.constantFrom('新', 'true', '12', 'A.b-c', 'no', "it's", 'x'.repeat(40));
    const lines = fc.constantFrom('\n', '\r\n');
    fc.assert(
      fc.property(fc.constantFrom(...names), to, lines, (of, id, end) => {
        const text = TEXT.replaceAll('\n', end);
        const result = refactoredManifest(text, { kind: 'rename', name: of, to: id });
        if (typeof result !== 'string') {
          assert.equal(result.code, 'id');
          return;
        }
        const back = refactoredManifest(result, { kind: 'rename', name: { ...of, id }, to: of.id });
        assert.ok(typeof back === 'string');
        assert.deepEqual(
          parseManifest(back),
          parseManifest(text).value && { value: parseManifest(text).value, problems: [] },
        );
        const [lineCount, kept] = [text.split(end).length, result.split(end).length];
        assert.equal(kept, lineCount);
      }),
    );
  });
});

describe('a label that is split', () => {
  it('gets another one beside it, of the same parent', () => {
    const split = (to: string): unknown =>
      refactoredManifest(TEXT, { kind: 'split', name: { kind: 'label', id: 'OFFICIAL' }, to, chosen: new Map() });
    assert.equal(split('MAYOR'), TEXT.replace('机构}}\n', '机构}}\n- {id: "MAYOR", parent: "PER"}\n'));
    assert.equal(split('ORG'), TEXT, 'one that is there needs nothing');
  });
});

describe('the labels of an authority file', () => {
  const file =
    '# known\nentities:\n- {label: "PER", name: 何雄}  # mayor\n- {label: ORG, name: PER}\n- label: PER\n  name: 王凯\n';
  const label = (to: string, text = file): unknown =>
    refactoredAuthority(text, { kind: 'rename', name: { kind: 'label', id: 'PER' }, to });
  it('change with the label, and nothing else', () => {
    assert.equal(label('人物'), file.replace('"PER"', '"人物"').replace('label: PER\n', 'label: 人物\n'));
    assert.equal(label('x', 'entities: []'), 'entities: []');
    assert.equal((label('x', 'entities: [') as { code: string }).code, 'broken');
  });
  it('stay when something else is renamed or a label is split', () => {
    assert.equal(refactoredAuthority(file, { kind: 'rename', name: { kind: 'relation', id: 'PER' }, to: 'x' }), file);
  });
});
