import { strict as assert } from 'node:assert';
import type { Json } from '../../../core/yaml/json';
import { MemoryCorpus } from './memory';

const TEXT = '省委书记楼阳生会见客人。😀王凯说。\n';
const jsonl = (...examples: Json[]): string => examples.map((example) => `${JSON.stringify(example)}\n`).join('');
const offering = (...examples: Json[]): MemoryCorpus => new MemoryCorpus().offer('all.jsonl', jsonl(...examples));
const words = (corpus: MemoryCorpus, path: string): string[] =>
  corpus.sidecar(path).annotations.map(({ label, exact }) => `${label} ${exact}`);

describe('importing doccano', () => {
  it('carries spans and metadata of sequence labelling, offsets in code points', async () => {
    const corpus = offering({
      id: 12,
      text: TEXT,
      label: [
        [4, 7, 'PER'],
        [13, 15, 'PER'],
      ],
      newspaper: '郑州日报',
      pages: [1, 2],
      page: null,
      Comments: ['看第二段', '好'],
    });
    const { said } = await corpus.import({ format: 'doccano' });
    assert.deepEqual(said, ['information manifest corpus.yaml:1']);
    assert.deepEqual(words(corpus, 'all-12.txt.ann.yaml'), ['PER 楼阳生', 'PER 王凯']);
    const { document, annotations } = corpus.sidecar('all-12.txt.ann.yaml');
    assert.deepEqual(document, { newspaper: '郑州日报', pages: [1, 2], comments: ['看第二段', '好'] });
    assert.deepEqual(annotations[0]?.source, { kind: 'import', format: 'doccano' });
    assert.equal(corpus.read('all-12.txt'), TEXT);
  });

  it('carries entities with ids and the relations between them', async () => {
    const corpus = offering({
      id: 1,
      text: TEXT,
      entities: [
        { id: 7, label: 'POST', start_offset: 0, end_offset: 4 },
        { id: 9, label: 'PER', start_offset: 4, end_offset: 7 },
      ],
      relations: [{ id: 3, from_id: 9, to_id: 7, type: 'holds' }],
    });
    await corpus.import({ format: 'doccano' });
    const { annotations, relations } = corpus.sidecar('all-1.txt.ann.yaml');
    const [post, person] = annotations;
    assert.deepEqual(
      relations.map(({ label, from, to }) => [label, from, to]),
      [['holds', person?.id, post?.id]],
    );
    assert.deepEqual(person?.source, { kind: 'import', format: 'doccano', id: '9' });
  });

  it('makes tags of classes', async () => {
    const corpus = offering(
      { id: 1, text: TEXT, label: ['会见', '要闻'] },
      { id: 2, text: '二', label: [[0, 1, 'QTY']], cats: ['数'] },
    );
    await corpus.import({ format: 'doccano' });
    assert.deepEqual(corpus.sidecar('all-1.txt.ann.yaml').document, { label: ['会见', '要闻'] });
    assert.deepEqual(corpus.sidecar('all-2.txt.ann.yaml').document, { cats: ['数'] });
  });

  it('reads offsets in grapheme clusters if it is told so', async () => {
    const text = '👩‍🔬王凯 e\u0301李强';
    const corpus = offering({
      id: 1,
      text,
      label: [
        [1, 3, 'PER'],
        [5, 7, 'PER'],
      ],
    });
    await corpus.import({ format: 'doccano', unit: 'graphemes' });
    assert.deepEqual(words(corpus, 'all-1.txt.ann.yaml'), ['PER 王凯', 'PER 李强']);
  });

  it('counts the CR of a line end in the export, not in the article', async () => {
    const corpus = offering({ id: 1, text: '一\r\n王凯\r\n', label: [[3, 5, 'PER']], file: 'd/a.txt' });
    await corpus.import({ format: 'doccano' });
    const [person] = corpus.sidecar('d/a.txt.ann.yaml').annotations;
    assert.deepEqual([person?.start, person?.exact], [2, '王凯']);
    assert.equal(corpus.read('d/a.txt'), '一\r\n王凯\r\n');
  });

  it('reads JSON as it reads JSONL', async () => {
    const examples: Json[] = [
      { id: 1, text: '王凯', label: [[0, 2, 'PER']] },
      { id: 2, text: '李强，“引号”', label: [[0, 2, 'PER']] },
    ];
    for (const indent of [undefined, 2]) {
      for (const chunk of [1, 7, 100_000]) {
        const corpus = new MemoryCorpus().offer('all.json', JSON.stringify(examples, undefined, indent));
        await corpus.import({ format: 'doccano', chunk });
        assert.deepEqual(words(corpus, 'all-2.txt.ann.yaml'), ['PER 李强']);
      }
    }
  });

  it('takes the name of a file for that of the annotator where everybody works alone', async () => {
    const corpus = new MemoryCorpus()
      .offer('li.jsonl', jsonl({ id: 1, text: '王凯', label: [[0, 2, 'PER']], file: 'a.txt' }))
      .offer('Wang Wu.jsonl', jsonl({ id: 1, text: '王凯', label: [[0, 2, 'ORG']], file: 'a.txt' }));
    await corpus.import({ format: 'doccano', isByFile: true });
    assert.deepEqual(words(corpus, 'a.txt.li.ann.yaml'), ['PER 王凯']);
    assert.deepEqual(words(corpus, 'a.txt.wang-wu.ann.yaml'), ['ORG 王凯']);
  });

  describe('finds the article', () => {
    const example = { id: 1, text: TEXT, label: [[4, 7, 'PER']] };

    it('by its text, whatever it is called, its BOM, line ends and the blanks around it', async () => {
      for (const article of [TEXT, `\uFEFF${TEXT.replaceAll('\n', '\r\n')}`, ` \n\n${TEXT}\n\n`]) {
        const corpus = offering(example).write('1954/x.txt', article);
        await corpus.import({ format: 'doccano' });
        assert.deepEqual(words(corpus, '1954/x.txt.ann.yaml'), ['PER 楼阳生']);
        const { annotations, text } = corpus.sidecar('1954/x.txt.ann.yaml');
        const canonical = article.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
        assert.equal(text.length, Array.from(canonical).length);
        assert.equal(Array.from(canonical).slice(annotations[0]?.start, annotations[0]?.end).join(''), '楼阳生');
        assert.equal(corpus.read('1954/x.txt'), article);
      }
    });

    it('that has a text as one of its lines, if no other has it', async () => {
      const corpus = offering({ id: 1, text: '王凯说。', label: [[0, 2, 'PER']] }).write('x.txt', '一\n王凯说。\n二\n');
      await corpus.import({ format: 'doccano' });
      assert.deepEqual(words(corpus, 'x.txt.ann.yaml'), ['PER 王凯']);

      const doubtful = offering({ id: 1, text: '王凯说。', label: [[0, 2, 'PER']] })
        .write('x.txt', '一\n王凯说。\n二\n')
        .write('y.txt', '二\n王凯说。\n');
      await doubtful.import({ format: 'doccano' });
      assert.ok(doubtful.paths().includes('all-1.txt.ann.yaml'), doubtful.paths().join());
    });

    it('that the metadata names, and anchors the spans in it where its text differs', async () => {
      const long =
        '　　本报讯 省委书记楼阳生昨日在郑州机场会见科大讯飞股份有限公司客人，双方就深化合作进行了深入交流。王凯参加会见，并作了讲话。\n';
      const start = Array.from(long).join('').indexOf('王凯');
      const article = `新标题\n${long.replace('深入交流', '充分的交流')}`;
      const corpus = offering({
        id: 1,
        text: long,
        label: [
          [start, start + 2, 'PER'],
          [10, 13, 'PER'],
        ],
        filename: 'x.txt',
      });
      corpus.write('x.txt', article);
      const { said } = await corpus.import({ format: 'doccano' });
      assert.deepEqual(said, ['information other-text all.jsonl:1', 'information manifest corpus.yaml:1']);
      const { annotations } = corpus.sidecar('x.txt.ann.yaml');
      for (const { exact, start: from, end } of annotations) assert.equal(article.slice(from, end), exact);
      assert.equal(annotations.length, 2);
    });

    it('and keeps for review what has no certain place there', async () => {
      const text = [
        '昨日上午，副市长王凯到中原区调研重点项目建设情况，强调要抓好安全生产工作。',
        '市教育局局长李强在座谈会上介绍了全市义务教育学校的布局和师资力量的变化。',
        '来自新郑的种粮大户张三告诉记者，今年小麦的长势比往年好得多，亩产有望突破千斤。',
      ].join('\n');
      const label = ['王凯', '李强', '张三'].map((name) => [text.indexOf(name), text.indexOf(name) + 2, 'PER']);
      const corpus = offering({ id: 1, text, label, filename: 'x.txt' });
      corpus.write('x.txt', `前言\n${text.replace('张三', '某人')}`);
      const { said, totals } = await corpus.import({ format: 'doccano' });
      assert.ok(said.includes('warning unplaced all.jsonl:1'), said.join());
      const { annotations } = corpus.sidecar('x.txt.ann.yaml');
      const lost = annotations.find(({ exact }) => exact === '张三');
      assert.match(lost?.in ?? '', /^[0-9a-f]{16}$/);
      assert.deepEqual([annotations.length, totals.unplaced], [3, 1]);
      const before = corpus.read('x.txt.ann.yaml');
      await corpus.import({ format: 'doccano' });
      assert.equal(corpus.read('x.txt.ann.yaml'), before);
    });

    it('and imports nothing where the file of that name is another article', async () => {
      const corpus = offering({ ...example, filename: 'x.txt' }).write('x.txt', '另一篇文章，讲的是别的事情。\n');
      const { said } = await corpus.import({ format: 'doccano' });
      assert.deepEqual(said, ['error other-text all.jsonl:1']);
      assert.deepEqual(corpus.paths(), ['x.txt']);
    });

    it('and never writes over one', async () => {
      const corpus = offering(example).write('all-1.txt', '别的文章');
      await corpus.import({ format: 'doccano' });
      assert.equal(corpus.read('all-1.txt'), '别的文章');
      assert.deepEqual(words(corpus, 'all-1-2.txt.ann.yaml'), ['PER 楼阳生']);
      await corpus.import({ format: 'doccano' });
      assert.deepEqual(corpus.paths(), ['all-1-2.txt', 'all-1-2.txt.ann.yaml', 'all-1.txt', 'corpus.yaml']);
    });

    it('and gives each of several texts of one new file its own', async () => {
      const corpus = offering(
        { id: 1, text: '王凯说。', label: [[0, 2, 'PER']], filename: 'x.txt' },
        { id: 2, text: '李强说。', label: [[0, 2, 'PER']], filename: 'x.txt' },
      );
      const { said } = await corpus.import({ format: 'doccano' });
      assert.deepEqual(said, ['information manifest corpus.yaml:1']);
      assert.deepEqual(words(corpus, 'x-2.txt.ann.yaml'), ['PER 李强']);
    });

    it('below the corpus only', async () => {
      for (const filename of ['../../x.txt', '/etc/x.txt', 'C:\\data\\x.txt']) {
        const corpus = offering({ ...example, filename });
        await corpus.import({ format: 'doccano' });
        assert.deepEqual(corpus.paths(), ['corpus.yaml', 'x.txt', 'x.txt.ann.yaml']);
      }
    });
  });

  const good = { id: 2, text: '李强说。', label: [[0, 2, 'PER']] };
  const faults: [string, string, string][] = [
    ['a line that is no JSON', '{"id": 1, "text": "王凯", "label": [[0, 2, "PER"]', 'error json all.jsonl:1'],
    ['a text that is none', '{"id": 1, "text": 12}', 'error type all.jsonl:1'],
    ['no text', '{"id": 1}', 'error missing all.jsonl:1'],
    ['no object', '[1]'.slice(1, 2), 'error type all.jsonl:1'],
    ['an empty text', '{"id": 1, "text": " "}', 'error text all.jsonl:1'],
    ['half a character', '{"id": 1, "text": "王\\ud83d凯"}', 'error text all.jsonl:1'],
    ['a span beyond the text', '{"id": 1, "text": "王凯", "label": [[0, 9, "PER"]]}', 'error span all.jsonl:1'],
    ['a span without a label', '{"id": 1, "text": "王凯", "label": [[0, 1]]}', 'error type all.jsonl:1'],
    [
      'a span that ends before it starts',
      '{"id": 1, "text": "王凯", "label": [[1, 0, "PER"]]}',
      'error span all.jsonl:1',
    ],
    ['spans that are no list', '{"id": 1, "text": "王凯", "label": "PER"}', 'error type all.jsonl:1'],
    [
      'a relation to nothing',
      '{"id": 1, "text": "王凯", "relations": [{"id": 1, "from_id": 1, "to_id": 2, "type": "x"}]}',
      'warning relation-end all.jsonl:1',
    ],
    ['metadata that is no tag', '{"id": 1, "text": "王凯", "meta": {"a": 1}}', 'warning tag all.jsonl:1'],
  ];
  for (const [name, line, finding] of faults) {
    it(`reports ${name}, and carries the other examples`, async () => {
      const corpus = new MemoryCorpus().offer('all.jsonl', `${line}\n${JSON.stringify(good)}\n`);
      const { said } = await corpus.import({ format: 'doccano' });
      assert.ok(said.includes(finding), said.join('\n'));
      assert.deepEqual(words(corpus, 'all-2.txt.ann.yaml'), ['PER 李强']);
    });
  }

  it('imports nothing of a list that was cut off, or is broken anywhere', async () => {
    const whole = JSON.stringify([good, { ...good, id: 3 }], undefined, 1);
    for (const [broken, finding] of [
      [whole.slice(0, -2), 'error cut-off all.json:'],
      [whole.slice(0, -20), 'error cut-off all.json:'],
      [whole.replace(/"id": 3,/, '"id": 3'), 'error json all.json:'],
    ] as const) {
      const corpus = new MemoryCorpus().offer('all.json', broken);
      const { said } = await corpus.import({ format: 'doccano' });
      assert.equal(said.length, 1);
      assert.ok(said[0]?.startsWith(finding), `${said.join()} for ${broken.slice(-30)}`);
      assert.deepEqual(corpus.paths(), []);
    }
  });

  it('writes nothing into a sidecar that cannot be understood', async () => {
    const corpus = offering(good).write('x.txt', good.text).write('x.txt.ann.yaml', 'version: 1\n');
    const { said } = await corpus.import({ format: 'doccano' });
    assert.deepEqual(said, ['error sidecar all.jsonl:1']);
    assert.equal(corpus.read('x.txt.ann.yaml'), 'version: 1\n');
  });

  it('tells the place of a value in an example that takes several lines', async () => {
    const corpus = new MemoryCorpus().offer(
      'all.json',
      '[\n {\n  "text": "王凯",\n  "label": [\n   [0, 2, "PER"],\n   [5, 9, "PER"]\n  ]\n }\n]\n',
    );
    const { findings } = await corpus.import({ format: 'doccano' });
    assert.deepEqual(findings[0]?.place, { file: 'export/all.json', line: 6, column: 4 });
  });
});
