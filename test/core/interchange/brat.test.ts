import { strict as assert } from 'node:assert';
import type { AnnotationSet } from '../../../core/annotation/annotation';
import { parseManifest } from '../../../core/corpus/manifest';
import { MemoryCorpus } from './memory';

const TEXT = '省委书记楼阳生在郑州机场会见科大讯飞股份\n\n有限公司客人。😀王凯说。\n';
const offsetOf = (words: string): number => Array.from(TEXT.slice(0, TEXT.indexOf(words))).length;
/** A line of a span as brat writes it: code points. */
const span = (id: string, label: string, words: string): string => {
  const start = offsetOf(words);
  return `${id}\t${label} ${start} ${start + Array.from(words).length}\t${words}`;
};
const PERSON = span('T2', 'PER', '楼阳生');

const lines = (...given: string[]): string => given.map((line) => `${line}\n`).join('');
const withAnn = (...given: string[]): MemoryCorpus =>
  new MemoryCorpus().offer('a.txt', TEXT).offer('a.ann', lines(...given));
const words = ({ annotations }: AnnotationSet): string[] => annotations.map(({ label, exact }) => `${label} ${exact}`);

describe('importing brat', () => {
  it('carries spans, relations, events, attributes, normalisations, notes and equivalents', async () => {
    const corpus = withAnn(
      span('T1', 'POST', '省委书记'),
      PERSON,
      span('T3', 'MEET', '会见'),
      span('T5', 'PER', '王凯'),
      'E1\tMEET:T3 Who:T2 Who2:T5',
      'R1\tholds Arg1:T2 Arg2:T1\t',
      'A1\tNegation E1',
      'M1\tGender T2 male',
      'N1\tReference T2 Wikidata:Q6688430\t\t楼阳生',
      '#1\tAnnotatorNotes T2\t第一次\t出现',
      '#2\tAnnotationIncomplete T2\t缺职务',
      '*\tEquiv T2 T5',
    );
    const { said, totals } = await corpus.import({ format: 'brat' });
    assert.deepEqual(said, ['information manifest corpus.yaml:1']);
    const set = corpus.sidecar('a.txt.ann.yaml');
    assert.deepEqual(words(set), ['POST 省委书记', 'PER 楼阳生', 'MEET 会见', 'PER 王凯']);
    const [post, person, meeting, other] = set.annotations;
    assert.deepEqual(person?.attributes, { Gender: 'male' });
    assert.equal(person.entity, 'Wikidata:Q6688430');
    assert.equal(other?.entity, 'Wikidata:Q6688430', 'what is equivalent is the same entity');
    assert.equal(person.note, '第一次\t出现\nAnnotationIncomplete: 缺职务');
    assert.deepEqual(person.source, { kind: 'import', format: 'brat', id: 'T2' });
    assert.equal(person.at, '2026-03-01T08:30:00Z');
    assert.deepEqual(
      set.relations.map(({ label, from, to }) => [label, from, to]),
      [['holds', person.id, post?.id]],
    );
    const [event] = set.events ?? [];
    assert.deepEqual(event?.arguments, [
      { role: 'Who', to: person.id },
      { role: 'Who', to: other.id },
    ]);
    assert.deepEqual([event.trigger, event.attributes], [meeting?.id, { Negation: true }]);
    assert.deepEqual(
      [totals.documents, totals.annotations, totals.relations, totals.events, totals.newArticles],
      [1, 4, 1, 1, ['a.txt']],
    );
    assert.equal(corpus.read('a.txt'), TEXT);
  });

  it('adds nothing the second time, also where somebody has corrected a record meanwhile', async () => {
    const corpus = withAnn(
      PERSON,
      span('T3', 'MEET', '会见'),
      'E1\tMEET:T3 Who:T2',
      'R1\tr Arg1:T2 Arg2:T3',
      '*\tEquiv T2 T3',
    );
    await corpus.import({ format: 'brat' });
    const first = corpus.read('a.txt.ann.yaml') ?? '';
    const { totals, findings } = await corpus.import({ format: 'brat' });
    assert.equal(corpus.read('a.txt.ann.yaml'), first);
    assert.deepEqual([totals.annotations, totals.known, findings], [0, 4, []]);

    const corrected = first.replace('label: "PER"', 'label: "ORG"');
    assert.notEqual(corrected, first);
    corpus.write('a.txt.ann.yaml', corrected);
    const again = await corpus.import({ format: 'brat' });
    assert.equal(corpus.read('a.txt.ann.yaml'), corrected);
    assert.deepEqual(again.said, ['warning differs a.ann:1']);
    assert.match(again.findings[0]?.message ?? '', /stays as it is; the import says: label "PER"/);
  });

  it('takes an annotation that stands there already for the same, whoever made it', async () => {
    const corpus = withAnn(PERSON);
    await corpus.import({ format: 'brat' });
    const byHand = (corpus.read('a.txt.ann.yaml') ?? '').replace(/, source: \{[^}]*\}/, '');
    corpus.write('a.txt.ann.yaml', byHand);
    assert.equal((await corpus.import({ format: 'brat' })).totals.known, 1);
    assert.equal(corpus.read('a.txt.ann.yaml'), byHand);
  });

  it('makes one span of pieces that only a line break parts, and keeps pieces of others', async () => {
    const [a, b, c] = [offsetOf('科大讯飞股份'), offsetOf('有限公司'), offsetOf('客人')];
    const corpus = withAnn(
      `T1\tORG ${a} ${a + 6};${b} ${b + 4}\t科大讯飞股份 有限公司`,
      `T2\tX ${c} ${c + 2};${a} ${a + 2}\t客人 科大`,
    );
    const { said } = await corpus.import({ format: 'brat' });
    assert.deepEqual(said.slice(0, 1), ['information joined a.ann:1']);
    const { annotations } = corpus.sidecar('a.txt.ann.yaml');
    const [org, pieces] = annotations.toSorted((x, y) => (x.label < y.label ? -1 : 1));
    assert.deepEqual([org?.exact, org?.also], ['科大讯飞股份\n\n有限公司', undefined]);
    assert.deepEqual([pieces?.exact, pieces?.also?.map(({ exact }) => exact)], ['科大', ['客人']]);
  });

  const crlf = `\uFEFF${TEXT.replaceAll('\n', '\r\n')}`;
  const at = (text: string, wanted: string, unit: 'points' | 'UTF-16'): [number, number] => {
    const before = text.slice(0, text.indexOf(wanted));
    const start = unit === 'points' ? Array.from(before).length : before.length;
    return [start, start + wanted.length];
  };
  const countings: [string, [number, number]][] = [
    ['code points of the file, BOM and CR LF counted', at(crlf, '王凯', 'points')],
    ['code points, a line end as one', at(TEXT, '王凯', 'points')],
    ['UTF-16 units of the file', at(crlf, '王凯', 'UTF-16')],
    ['UTF-16 units, a line end as one', at(TEXT, '王凯', 'UTF-16')],
  ];
  countings.forEach(([name, [start, end]], index) => {
    it(`finds out how offsets were counted by the words: ${name}`, async () => {
      const corpus = new MemoryCorpus().offer('a.txt', crlf).offer('a.ann', `T1\tPER ${start} ${end}\t王凯\r\n`);
      const { said } = await corpus.import({ format: 'brat' });
      const [person] = corpus.sidecar('a.txt.ann.yaml').annotations;
      assert.deepEqual([person?.exact, person?.start], ['王凯', at(TEXT, '王凯', 'points')[0]]);
      assert.equal(said.includes('information unit a.ann:1'), index > 0);
      assert.equal(corpus.read('a.txt'), crlf, 'the article keeps its bytes');
    });
  });

  const faults: [string, string, string][] = [
    ['no record', 'what is this', 'error line'],
    ['an unknown kind', 'X1\tPER 0 2\t省委', 'error line'],
    ['no offsets', 'T9\tPER\t省委', 'error line'],
    ['offsets beyond the text', 'T9\tPER 900 902\t省委', 'error span'],
    ['an empty span', 'T9\tPER 3 3\t', 'error span'],
    ['pieces that overlap', 'T9\tPER 0 3;2 4\t省委书 书记', 'error span'],
    ['other words', 'T9\tPER 0 2\t市委', 'error words'],
    ['an id that is given twice', PERSON, 'error duplicate-id'],
    ['a relation with one end', 'R1\tholds Arg1:T2', 'error line'],
    ['a relation to nothing', 'R1\tholds Arg1:T2 Arg2:T77', 'warning relation-end'],
    ['an event without a trigger', 'E1\tMEET:T77 Who:T2', 'warning trigger'],
    ['an argument that is nothing', 'E1\tPER:T2 Who:T77', 'warning argument'],
    ['an attribute of nothing', 'A1\tNegation T77', 'warning target'],
    ['an attribute without a target', 'A1\tNegation', 'error line'],
    ['a broken normalisation', 'N1\tReference T2 Wikidata\tx', 'error line'],
    ['a note on nothing', '#1\tAnnotatorNotes\tx', 'warning note'],
  ];
  for (const [name, line, finding] of faults) {
    it(`reports ${name} with its line, and carries the rest`, async () => {
      const corpus = withAnn(PERSON, line);
      const { said } = await corpus.import({ format: 'brat' });
      assert.ok(said.includes(`${finding} a.ann:2`), said.join('\n'));
      assert.deepEqual(words(corpus.sidecar('a.txt.ann.yaml')), ['PER 楼阳生']);
    });
  }

  const notCarried: [string, string[], string][] = [
    ['a second link', ['N1\tReference T2 W:1\t楼阳生', 'N2\tReference T2 W:2\t楼阳生'], 'warning entity a.ann:3'],
    ['the name of a link', ['N1\tReference T2 W:1\tLou Yangsheng'], 'information entity-name a.ann:2'],
    ['a second value', ['A1\tG T2 a', 'A2\tG T2 b'], 'warning attribute a.ann:3'],
    ['the names of ends', ['R1\tcoref Anaphora:T2 Antecedent:T2'], 'information relation-roles a.ann:2'],
    [
      'the note of a relation',
      ['R1\tr Arg1:T2 Arg2:T2', '#1\tAnnotatorNotes R1\tx'],
      'warning relation-details a.ann:2',
    ],
    ['a link of an event', ['E1\tPER:T2', 'N1\tReference E1 W:1\tx'], 'warning entity a.ann:2'],
  ];
  for (const [name, given, finding] of notCarried) {
    it(`says that ${name} is not carried`, async () => {
      assert.ok((await withAnn(PERSON, ...given).import({ format: 'brat' })).said.includes(finding));
    });
  }

  it('takes nested events in any order, and a relation to an event for one to its trigger', async () => {
    const corpus = withAnn(
      PERSON,
      span('T3', 'MEET', '会见'),
      span('T4', 'SAY', '说'),
      'E1\tSAY:T4 What:E2 Who:T2',
      'E2\tMEET:T3 Who:T2',
      'R1\tafter Arg1:E1 Arg2:E2',
    );
    await corpus.import({ format: 'brat' });
    const { annotations, events = [], relations } = corpus.sidecar('a.txt.ann.yaml');
    const idOf = (label: string): string | undefined => annotations.find((one) => one.label === label)?.id;
    const meeting = events.find(({ label }) => label === 'MEET');
    const saying = events.find(({ label }) => label === 'SAY');
    assert.deepEqual(saying?.arguments, [
      { role: 'What', to: meeting?.id },
      { role: 'Who', to: idOf('PER') },
    ]);
    assert.deepEqual([relations[0]?.from, relations[0]?.to], [idOf('SAY'), idOf('MEET')]);
    const before = corpus.read('a.txt.ann.yaml');
    await corpus.import({ format: 'brat' });
    assert.equal(corpus.read('a.txt.ann.yaml'), before);
  });

  it('makes a corpus.yaml of annotation.conf', async () => {
    const corpus = withAnn(PERSON).offer(
      'annotation.conf',
      lines(
        '<NAMED>=PER|ORG',
        '[entities]',
        '!Thing',
        '\tPER',
        '\tORG',
        '----------',
        'LOC',
        '[relations]',
        'holds\tArg1:PER, Arg2:<NAMED>',
        'near\tArg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric',
        '[events]',
        '!Doing',
        '\tMEET\tWho+:<NAMED>, Where?:LOC',
        '[attributes]',
        'Negation\tArg:<EVENT>',
        'Gender\tArg:PER, Value:male|female',
        '# a comment',
      ),
    );
    await corpus.import({ format: 'brat' });
    const { value, problems } = parseManifest(corpus.read('corpus.yaml') ?? '');
    assert.deepEqual(problems, []);
    assert.deepEqual(
      value?.labels.map(({ id, parent }) => [id, parent]),
      [
        ['Thing', undefined],
        ['PER', 'Thing'],
        ['ORG', 'Thing'],
        ['LOC', undefined],
        ['Doing', undefined],
        ['MEET', 'Doing'],
      ],
    );
    assert.deepEqual(
      value.relations.map(({ id, from, to }) => [id, from, to]),
      [
        ['holds', ['PER'], ['PER', 'ORG']],
        ['near', undefined, undefined],
      ],
    );
    assert.deepEqual(
      value.events.map(({ id, roles }) => [id, roles.map((role) => [role.id, role.labels, role.isRequired])]),
      [
        [
          'MEET',
          [
            ['Who', ['PER', 'ORG'], true],
            ['Where', ['LOC'], false],
          ],
        ],
      ],
    );
    assert.deepEqual(
      value.attributes.map((attribute) => [attribute.id, attribute.value]),
      [
        ['Negation', { kind: 'flag' }],
        ['Gender', { kind: 'choice', values: ['male', 'female'], isMultiple: false }],
      ],
    );
  });

  it('leaves the corpus.yaml that is there, and says what it does not declare', async () => {
    const corpus = withAnn(PERSON, span('T3', 'Meet Up', '会见').replace('Meet Up', 'MEET')).write(
      'corpus.yaml',
      'name: x\n',
    );
    const { findings } = await corpus.import({ format: 'brat' });
    assert.equal(corpus.read('corpus.yaml'), 'name: x\n');
    assert.match(findings.at(-1)?.message ?? '', /labels of corpus\.yaml do not have: MEET/);
  });

  it('renames labels as wanted, and makes names of others that a corpus can declare', async () => {
    const corpus = withAnn(PERSON, span('T3', 'per/son', '王凯'));
    await corpus.import({ format: 'brat', labels: { PER: '人物' } });
    assert.deepEqual(words(corpus.sidecar('a.txt.ann.yaml')), ['人物 楼阳生', 'per_son 王凯']);
  });

  it('says that the text is missing, and what is no UTF-8', async () => {
    const corpus = new MemoryCorpus()
      .offer('a.ann', lines(PERSON))
      .offer('b.txt', Uint8Array.of(0xb9, 0xfa))
      .offer('b.ann', '');
    const { said } = await corpus.import({ format: 'brat' });
    assert.deepEqual(said, ['error unreadable a.txt:1', 'error not-utf8 b.txt:1']);
    assert.deepEqual(corpus.paths(), []);
  });

  it('takes folders as they are', async () => {
    const corpus = new MemoryCorpus()
      .offer('1954/一/a.txt', TEXT)
      .offer('1954/一/a.ann', lines(PERSON))
      .offer('.git/x.ann', '');
    await corpus.import({ format: 'brat' });
    assert.deepEqual(corpus.paths(), ['1954/一/a.txt', '1954/一/a.txt.ann.yaml', 'corpus.yaml']);
  });
});
