import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImportFormat } from '../../core/interchange/foreign';
import { safePath } from '../../core/interchange/articleNames';
import { MemoryCorpus, type Imported } from '../core/interchange/memory';

const MAIN = join(__dirname, '../../cli/main.js');

/** Large enough for what grows with the square of it to take many times the limit. */
const BYTES = 64 * 1024;
/** Milliseconds of the processor; each took a tenth of it when this was written. */
const LONGEST = 3000;

const filled = (piece: string): string => piece.repeat(Math.ceil(BYTES / piece.length));
const many = <Item>(bytes: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: Math.floor(BYTES / bytes) }, (_, index) => make(index));

const example = (fields: object): string => JSON.stringify({ text: '省委书记楼阳生在郑州市调研。', ...fields });
const task = (...result: unknown[]): string =>
  JSON.stringify([{ id: 1, data: { text: '郑州市' }, annotations: [{ completed_by: 1, result }] }]);
const region = { id: 'r', type: 'labels', value: { start: 0, end: 2, labels: ['A'] } };
const by = (email: string): object => ({ completed_by: { email }, result: [region] });
const brat = (annotations: string): Record<string, string> => ({ 'a.txt': '郑州市', 'a.ann': annotations });

/** Files that are hard on an importer, by what they are. */
const HOSTILE: Readonly<Record<string, readonly [ImportFormat, Readonly<Record<string, string>>]>> = {
  'deep brackets': ['doccano', { 'a.jsonl': `{"text":"郑州市","m":${'['.repeat(BYTES)}${']'.repeat(BYTES)}}` }],
  'brackets that are never closed': ['doccano', { 'a.json': '['.repeat(BYTES) }],
  'spans of another form': ['doccano', { 'a.jsonl': example({ label: many(8, () => [0, 'x']) }) }],
  'many spans': ['doccano', { 'a.jsonl': example({ label: many(12, () => [0, 2, 'PER']) }) }],
  'many keys that are no tags': [
    'doccano',
    { 'a.jsonl': example(Object.fromEntries(many(12, (at) => [`k${at}`, {}]))) },
  ],
  'a long label': ['doccano', { 'a.jsonl': example({ label: [[0, 2, filled('PER')]] }) }],
  'a label of marks': ['doccano', { 'a.jsonl': example({ label: [[0, 2, `${filled('-')}a`]] }) }],
  'a name of many folders': ['doccano', { 'a.jsonl': example({ filename: `${filled('a/')}x.txt` }) }],
  'many broken lines': ['doccano', { 'a.jsonl': filled('{\n') }],
  'quotation marks': ['doccano', { 'a.jsonl': filled('"') }],
  'backslashes that never end': ['doccano', { 'a.jsonl': `{"text":"${filled('\\')}` }],
  NULs: ['doccano', { 'a.jsonl': filled('\0') }],
  'results that are none': ['label-studio', { 'a.json': task(...many(4, () => 1)) }],
  'many results': ['label-studio', { 'a.json': task(...many(60, (at) => ({ ...region, id: `r${at}` }))) }],
  'many labels of a region': [
    'label-studio',
    { 'a.json': task({ ...region, value: { ...region.value, labels: many(10, (at) => `A${at}`) } }) },
  ],
  'annotators of marks': [
    'label-studio',
    {
      'a.json': JSON.stringify([
        {
          id: 1,
          data: { text: '郑州市' },
          annotations: [by(`${filled('@')}\n`), by(`${filled('-')}a`), by(`a${filled('-')}a`)],
        },
      ]),
    },
  ],
  'a span of many pieces': ['brat', brat(`T1\tA ${many(4, () => '0 1').join(';')}\t郑`)],
  'an event of many parts': ['brat', brat(`T1\tA 0 1\t郑\nE1\tA:T1 ${many(8, (at) => `Arg${at}:T1`).join(' ')}`)],
  'a chain of events': ['brat', brat(`T1\tA 0 1\t郑\n${many(30, (at) => `E${at}\tA:T1 Arg:E${at + 1}`).join('\n')}`)],
  'a role of digits': ['brat', brat(`T1\tA 0 1\t郑\nE1\tA:T1 ${filled('1')}a:T1`)],
  'many that mean the same': [
    'brat',
    brat([...many(40, (at) => `T${at}\tA 0 1\t郑`), ...many(40, (at) => `*\tEquiv T${at} T${at + 1}`)].join('\n')),
  ],
  'a configuration without end': [
    'brat',
    {
      ...brat('T1\tA 0 1\t郑'),
      'annotation.conf': `[entities]\nA\n[relations]\n<A>=<A>|<A>\n${filled('r Arg1:<A>, Arg2:<A>\n')}`,
    },
  ],
};

const imported = (format: ImportFormat, files: Readonly<Record<string, string>>): Promise<Imported> => {
  const corpus = new MemoryCorpus();
  for (const [name, content] of Object.entries(files)) corpus.offer(name, content);
  return corpus.import({ format });
};

describe('hostile files of other programs', function () {
  this.timeout(60_000);

  for (const [what, [format, files]] of Object.entries(HOSTILE))
    it(`are imported or refused soon: ${what} (${format})`, async () => {
      const start = process.cpuUsage();
      await imported(format, files);
      const elapsed = process.cpuUsage(start).user / 1000;
      assert.ok(elapsed < LONGEST, `${Math.round(elapsed)} ms`);
    });

  it('change no prototype, whatever their keys and names are called', async () => {
    const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];
    for (const name of names) {
      const value = `{"polluted": 1, "prototype": {"polluted": 1}}`;
      const labelStudio =
        `[{"id":1,"data":{"text":"郑州市","${name}":${value}},"meta":{"${name}":${value}},"annotations":[{"completed_by":"${name}",` +
        `"result":[{"id":"${name}","from_name":"label","type":"labels","value":{"start":0,"end":2,"labels":["${name}"]}},` +
        `{"id":"${name}","from_name":"${name}","type":"choices","value":{"choices":["x"]}}]}]}]`;
      const doccano = `{"text":"郑州市","${name}":${value},"label":[[0,2,"${name}"]],"entities":[],"relations":[]}`;
      const lines = [
        `T1\t${name} 0 1\t郑`,
        `A1\t${name} T1 x`,
        `E1\t${name}:T1 ${name}:T1`,
        `R1\t${name} Arg1:T1 Arg2:T1`,
        `N1\t${name} T1 ${name}:x\ty`,
      ];
      await imported('label-studio', { 'a.json': labelStudio });
      const { totals } = await imported('doccano', { 'a.jsonl': doccano });
      assert.equal(totals.annotations, 1, name);
      await imported('brat', {
        ...brat(lines.join('\n')),
        'annotation.conf': `[entities]\n${name}\n[attributes]\n${name} Arg:${name}, Value:${name}\n`,
      });
      assert.equal(({} as { polluted?: unknown }).polluted, undefined);
      assert.deepEqual(Object.keys(Object.prototype), []);
    }
  });
});

describe('the names that imported files have', () => {
  for (const name of [
    '../x.txt',
    '..\\x.txt',
    '/etc/x.txt',
    'C:\\x.txt',
    '\\\\server\\share\\x.txt',
    'a/../../x.txt',
    'file:///etc/x.txt',
    '.git/refs/heads/x.txt',
    'a/.git/x.txt',
    '.vscode/x.txt',
    '\u0000/x.txt',
    '.../x.txt',
    '~/x.txt',
    '%2e%2e/x.txt',
    '\uD800/x.txt',
  ])
    it(`stay in the corpus, and out of hidden folders: ${JSON.stringify(name)}`, () => {
      const path = safePath(name) as string;
      assert.match(path, /x\.txt$/);
      assert.doesNotMatch(path, /(?:^|\/)\.|[\\:\u0000]|\p{Surrogate}/u);
      assert.ok(!path.startsWith('/'));
    });

  describe('are not followed through links out of the corpus', () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'corpus-'));
      mkdirSync(join(folder, 'corpus'));
      mkdirSync(join(folder, 'elsewhere'));
      symlinkSync('../elsewhere', join(folder, 'corpus/out'));
    });
    afterEach(() => rmSync(folder, { recursive: true }));
    const run = (filename: string): number | null => {
      writeFileSync(join(folder, 'a.jsonl'), example({ filename, label: [[4, 7, 'PER']] }));
      const args = [MAIN, 'import', 'doccano', join(folder, 'a.jsonl'), '--into', join(folder, 'corpus')];
      return spawnSync(process.execPath, args).status;
    };

    it('to a new article', () => {
      assert.equal(run('out/x.txt'), 1);
      assert.equal(run('out/deeper/x.txt'), 1);
      assert.deepEqual(readdirSync(join(folder, 'elsewhere')), []);
    });
    it('to one that is there', () => {
      writeFileSync(join(folder, 'elsewhere/x.txt'), '省委书记楼阳生在郑州市调研。');
      assert.equal(run('out/x.txt'), 1);
      assert.deepEqual(readdirSync(join(folder, 'elsewhere')), ['x.txt']);
    });
    it('while a folder of the corpus is followed, and made', () => {
      assert.equal(run('in/deeper/x.txt'), 0);
      assert.match(readFileSync(join(folder, 'corpus/in/deeper/x.txt.ann.yaml'), 'utf8'), /楼阳生/);
    });
  });
});
