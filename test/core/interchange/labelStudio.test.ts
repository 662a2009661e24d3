import { strict as assert } from 'node:assert';
import type { Json, JsonObject } from '../../../core/yaml/json';
import { MemoryCorpus } from './memory';

const TEXT = '😀省委书记楼阳生会见客人。王凯说。\n';
const at = (text: string, wanted: string): { start: number; end: number } => {
  const start = text.indexOf(wanted);
  return { start, end: start + wanted.length };
};
const region = (id: string, label: string | string[], words: string, text = TEXT): JsonObject => ({
  id,
  from_name: 'label',
  to_name: 'text',
  type: 'labels',
  origin: 'manual',
  value: { ...at(text, words), text: words, labels: [label].flat() },
});
const task = (results: Json[], further: JsonObject = {}): JsonObject => ({
  id: 5,
  data: { text: TEXT },
  annotations: [
    { id: 1, completed_by: 1, created_at: '2026-01-02T03:04:05.678901Z', was_cancelled: false, result: results },
  ],
  ...Object.fromEntries(Object.entries(further)),
});
const offering = (...tasks: Json[]): MemoryCorpus =>
  new MemoryCorpus().offer('project.json', JSON.stringify(tasks, undefined, 2));
const SIDECAR = 'project-5.txt.ann.yaml';

describe('importing Label Studio', () => {
  it('carries regions, relations, choices and what is said of regions; offsets in UTF-16', async () => {
    const corpus = offering(
      task(
        [
          region('a', 'PER', '楼阳生'),
          { ...region('b', 'POST', '省委书记'), meta: { text: ['缺机构'] } },
          { type: 'relation', from_id: 'a', to_id: 'b', direction: 'right', labels: ['holds'] },
          {
            id: 'a',
            from_name: 'gender',
            to_name: 'text',
            type: 'choices',
            value: { ...at(TEXT, '楼阳生'), choices: ['male'] },
          },
          { id: 'd', from_name: 'genre', to_name: 'text', type: 'choices', value: { choices: ['会见', '要闻'] } },
          { id: 'e', from_name: 'summary', to_name: 'text', type: 'textarea', value: { text: ['一句话'] } },
        ],
        { meta: { batch: 3 }, predictions: [{ model_version: 'm', result: [] }] },
      ),
    );
    const { said } = await corpus.import({ format: 'label-studio' });
    assert.deepEqual(
      said,
      ['information predictions project.json:62', 'information manifest corpus.yaml:1'].map((line) =>
        line.replace(/json:\d+/, `json:${said[0]?.split(':')[1] ?? ''}`),
      ),
    );
    const { annotations, relations, document } = corpus.sidecar(SIDECAR);
    const [post, person] = annotations;
    assert.deepEqual(
      annotations.map(({ label, exact, start }) => [label, exact, start]),
      [
        ['POST', '省委书记', 1],
        ['PER', '楼阳生', 5],
      ],
    );
    assert.deepEqual([post?.note, person?.attributes], ['缺机构', { gender: 'male' }]);
    assert.deepEqual([person?.by, person?.at], ['annotator-1', '2026-01-02T03:04:05Z']);
    assert.deepEqual(person?.source, { kind: 'import', format: 'label-studio', id: 'a' });
    assert.deepEqual([relations[0]?.label, relations[0]?.from, relations[0]?.to], ['holds', person.id, post?.id]);
    assert.deepEqual(document, { batch: 3, genre: ['会见', '要闻'], summary: '一句话' });
  });

  it('reads JSON-MIN', async () => {
    const corpus = offering({
      text: TEXT,
      id: 5,
      newspaper: '郑州日报',
      ner: [{ ...at(TEXT, '王凯'), text: '王凯', labels: ['PER'] }],
      genre: '会见',
      themes: { choices: ['合作', '科技'] },
      annotator: 3,
      annotation_id: 9,
      created_at: '2026-01-02T03:04:05Z',
      updated_at: '2026-01-02T03:04:05Z',
      lead_time: 12.5,
    });
    const { said } = await corpus.import({ format: 'label-studio' });
    assert.deepEqual(said, ['information manifest corpus.yaml:1']);
    const { annotations, document } = corpus.sidecar(SIDECAR);
    assert.deepEqual(
      annotations.map(({ exact, by }) => [exact, by]),
      [['王凯', 'annotator-3']],
    );
    assert.deepEqual(document, { newspaper: '郑州日报', genre: '会见', themes: ['合作', '科技'] });
  });

  it('gives each of several annotators sidecars of their own, one person the plain one', async () => {
    const by = (completed: Json, id: string, label: string): JsonObject => ({
      completed_by: completed,
      result: [region(id, label, '王凯')],
    });
    const several = {
      id: 5,
      data: { text: TEXT },
      annotations: [by({ id: 7, email: 'Li.Si@example.org' }, 'a', 'PER'), by(2, 'b', 'ORG')],
    };
    const corpus = offering(several);
    await corpus.import({ format: 'label-studio' });
    assert.equal(corpus.sidecar('project-5.txt.li-si.ann.yaml').annotations[0]?.label, 'PER');
    assert.equal(corpus.sidecar('project-5.txt.annotator-2.ann.yaml').annotations[0]?.label, 'ORG');

    const one = offering(several);
    await one.import({ format: 'label-studio', annotator: 'us' });
    assert.deepEqual(
      one
        .sidecar('project-5.txt.us.ann.yaml')
        .annotations.map(({ label, by: who }) => [label, who])
        .sort(),
      [
        ['ORG', 'annotator-2'],
        ['PER', 'Li.Si'],
      ],
    );
  });

  const crlf = TEXT.replaceAll('。', '。\r\n');
  const countings: [string, string][] = [
    ['UTF-16 units', crlf],
    ['UTF-16 units, a line end as one', crlf.replaceAll('\r\n', '\n')],
  ];
  countings.forEach(([name, counted], index) => {
    it(`finds out how offsets were counted: ${name}`, async () => {
      const result = { ...region('a', 'PER', '王凯', counted) };
      const corpus = offering({ ...task([result]), data: { text: crlf } });
      const { said } = await corpus.import({ format: 'label-studio' });
      assert.deepEqual(
        corpus.sidecar(SIDECAR).annotations.map(({ exact }) => exact),
        ['王凯'],
      );
      assert.equal(
        said.some((line) => line.startsWith('information unit')),
        index > 0,
      );
    });
  });

  it('finds out that another tool counted code points', async () => {
    const result = region('a', 'PER', '王凯', TEXT.replace('😀', 'x'));
    const corpus = offering(task([result]));
    const { findings } = await corpus.import({ format: 'label-studio' });
    assert.deepEqual(
      corpus.sidecar(SIDECAR).annotations.map(({ exact, start }) => [exact, start]),
      [['王凯', 13]],
    );
    assert.match(findings[0]?.message ?? '', /code points/);
  });

  it('finds the text among the data by the words of the regions', async () => {
    const corpus = offering({ ...task([region('a', 'PER', '王凯')]), data: { title: '会见', body: TEXT } });
    await corpus.import({ format: 'label-studio' });
    assert.deepEqual(corpus.sidecar(SIDECAR).document, { title: '会见' });
    assert.equal(corpus.read('project-5.txt'), TEXT);
  });

  it('knows the article by the name of the upload', async () => {
    const corpus = offering(task([region('a', 'PER', '王凯')], { file_upload: 'a1b2c3d4-第一篇.txt' })).write(
      '第一篇.txt',
      `标题\n${TEXT}`,
    );
    await corpus.import({ format: 'label-studio' });
    assert.deepEqual(
      corpus.sidecar('第一篇.txt.ann.yaml').annotations.map(({ exact }) => exact),
      ['王凯'],
    );
  });

  const person = region('a', 'PER', '王凯');
  const reported: [string, Json, string][] = [
    [
      'a skipped text',
      { ...task([]), annotations: [{ was_cancelled: true, completed_by: 1, result: [] }] },
      'information skipped',
    ],
    ['drafts', task([], { drafts: [{}] }), 'information drafts'],
    [
      'the ground truth',
      { ...task([]), annotations: [{ ground_truth: true, result: [] }] },
      'information ground-truth',
    ],
    [
      'words that do not stand there',
      task([{ ...person, value: { start: 0, end: 2, text: '李强', labels: ['PER'] } }]),
      'error span',
    ],
    [
      'offsets beyond the text',
      task([{ ...person, value: { start: 90, end: 92, text: '李强', labels: ['PER'] } }]),
      'error span',
    ],
    [
      'a region of HTML',
      task([
        {
          ...person,
          type: 'hypertextlabels',
          value: { start: '/p[1]', end: '/p[1]', startOffset: 0, endOffset: 2, hypertextlabels: ['PER'] },
        },
      ]),
      'warning region',
    ],
    [
      'a region without a label',
      task([{ ...person, value: { ...at(TEXT, '王凯'), text: '王凯', labels: [] } }]),
      'warning no-label',
    ],
    ['several labels', task([region('a', ['PER', 'ORG'], '王凯')]), 'information labels'],
    [
      'a relation without a label',
      task([person, { type: 'relation', from_id: 'a', to_id: 'a', direction: 'right' }]),
      'information relation',
    ],
    [
      'a relation to nothing',
      task([person, { type: 'relation', from_id: 'a', to_id: 'z', labels: ['x'] }]),
      'warning relation-end',
    ],
    ['a relation without ends', task([person, { type: 'relation', labels: ['x'] }]), 'error type'],
    [
      'a result of another type',
      task([person, { id: 'q', from_name: 'box', type: 'rectanglelabels', value: { x: 1 } }]),
      'warning result',
    ],
    ['a text that is elsewhere', { ...task([]), data: { text: 'https://example.org/a.txt' } }, 'error no-text'],
    ['texts that cannot be told apart', { ...task([]), data: { a: '一', b: '二' } }, 'error no-text'],
    ['no text', { ...task([]), data: { image: 12 } }, 'error no-text'],
    ['no object', 12, 'error type'],
  ];
  for (const [name, given, finding] of reported) {
    it(`reports ${name} with its line`, async () => {
      const { said } = await offering(given).import({ format: 'label-studio' });
      assert.ok(
        said.some((line) => line.startsWith(`${finding} project.json:`)),
        said.join('\n'),
      );
    });
  }

  it('turns a relation that points to the left, and doubles one that points both ways', async () => {
    const both = [person, region('b', 'POST', '省委书记')];
    const relation = (direction: string): Json => ({
      type: 'relation',
      from_id: 'a',
      to_id: 'b',
      direction,
      labels: ['r'],
    });
    for (const [direction, expected] of [
      ['right', ['PER>POST']],
      ['left', ['POST>PER']],
      ['bi', ['PER>POST', 'POST>PER']],
    ] as const) {
      const corpus = offering(task([...both, relation(direction)]));
      await corpus.import({ format: 'label-studio' });
      const { annotations, relations } = corpus.sidecar(SIDECAR);
      const labelOf = (id: string): string => annotations.find((one) => one.id === id)?.label ?? '';
      assert.deepEqual(relations.map(({ from, to }) => `${labelOf(from)}>${labelOf(to)}`).sort(), expected);
    }
  });

  it('adds nothing the second time', async () => {
    const corpus = offering(
      task([region('a', ['PER', 'ORG'], '王凯'), region('b', 'PER', '王凯'), region('c', 'PER', '王凯')]),
    );
    await corpus.import({ format: 'label-studio' });
    assert.equal(corpus.sidecar(SIDECAR).annotations.length, 4, 'what the export has twice stands there twice');
    const before = corpus.read(SIDECAR);
    const { totals } = await corpus.import({ format: 'label-studio' });
    assert.equal(corpus.read(SIDECAR), before);
    assert.equal(totals.known, 4);
  });
});
