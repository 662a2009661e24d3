import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readUniversalNer } from '../../model/universalNer';

const sentence = (text: string, ...words: [word: string, tag: string][]): string =>
  [
    '# sent_id = batch-7',
    `# text = ${text}`,
    ...words.map(([word, tag], index) => `${index + 1}\t${word}\t${tag}\t-\t-`),
  ].join('\n');

/** Text and names of the first sentence. */
const namesIn = (source: string): string[] => {
  const [first] = readUniversalNer(source);
  return (first?.spans ?? []).map(({ start, end, label }) => `${label} ${first?.text.slice(start, end) ?? ''}`);
};

describe('Universal NER', () => {
  it('keeps the blanks of the text: between Latin words, and between a Latin word and a Chinese one', () => {
    const source = sentence(
      '他住 Lake  Eola Park 附近。',
      ['他', 'O'],
      ['住', 'O'],
      ['Lake', 'B-LOC'],
      ['Eola', 'I-LOC'],
      ['Park', 'I-LOC'],
      ['附近', 'O'],
      ['。', 'O'],
    );
    assert.deepEqual(namesIn(source), ['LOC Lake  Eola Park']);
    assert.equal(readUniversalNer(source)[0]?.text, '他住 Lake  Eola Park 附近。');
  });

  it('keeps names apart that stand side by side', () => {
    const source = sentence('英国牛津大学', ['英国', 'B-LOC'], ['牛津', 'B-ORG'], ['大学', 'I-ORG']);
    assert.deepEqual(namesIn(source), ['LOC 英国', 'ORG 牛津大学']);
    assert.deepEqual(namesIn(sentence('京津', ['京', 'B-LOC'], ['津', 'B-LOC'])), ['LOC 京', 'LOC 津']);
  });

  it('reads several sentences, CRLF, and lines that are no words', () => {
    const source = `# newdoc id = a\n${sentence('郑州', ['郑州', 'B-LOC'])}\n\n\n${sentence('不见了', ['不见', 'O'], ['了', 'O'])}\n\n`;
    const read = readUniversalNer(source.replace('1\t郑州', '1-2\t郑州\tO\n1\t郑州').replaceAll('\n', '\r\n'));
    assert.deepEqual(read, [
      { id: 'batch-7', text: '郑州', spans: [{ start: 0, end: 2, label: 'LOC' }] },
      { id: 'batch-7', text: '不见了', spans: [] },
    ]);
  });

  const faults: [name: string, source: string, message: RegExp][] = [
    ['words that are not those of the text', sentence('郑州', ['开封', 'B-LOC']), /batch-7.*开封/],
    [
      'a name that goes on behind another word',
      sentence('京和津', ['京', 'B-LOC'], ['和', 'O'], ['津', 'I-LOC']),
      /I-LOC/,
    ],
    ['a name that goes on as another kind', sentence('京津', ['京', 'B-LOC'], ['津', 'I-ORG']), /I-ORG.*津/],
    ['a sentence without its text', '1\t郑州\tB-LOC', /Sentence 1 .*# text/],
  ];
  for (const [name, source, message] of faults) {
    it(`refuses ${name}`, () => assert.throws(() => readUniversalNer(source), message));
  }

  it('fits every sentence of the test file to its words', () => {
    const source = readFileSync(join(__dirname, '../../../model/uner/zh_gsdsimp-ud-test.iob2'), 'utf8');
    const read = readUniversalNer(source);
    assert.equal(read.length, source.match(/^# sent_id/gm)?.length);
    const begun = source.match(/^\d+\t\S+\tB-/gm)?.length;
    assert.equal(
      read.reduce((sum, { spans }) => sum + spans.length, 0),
      begun,
    );
  });
});
