import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(__dirname, '../../..');
const TEXT = '省委书记楼阳生会见客人。😀王凯说。\n';

interface Run {
  readonly status: number | null;
  readonly out: string;
  readonly errors: string;
}

describe('corpus-annotator import', function () {
  this.timeout(60_000);
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'import-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, content: string): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  };
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const runWith = (flags: string[], ...args: string[]): Run => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [...flags, join(root, 'out/cli/main.js'), 'import', ...args],
      { cwd: folder, encoding: 'utf8' },
    );
    return { status, out: stdout, errors: stderr };
  };
  const run = (...args: string[]): Run => runWith([], ...args);
  const offerBrat = (): void => {
    write('export/1954/a.txt', TEXT);
    write('export/1954/a.ann', 'T1\tPER 4 7\t楼阳生\nT2\tPER 13 15\t王凯\n');
  };

  it('brings a folder of brat into a corpus, and the corpus is sound', () => {
    offerBrat();
    const { status, out, errors } = run('brat', 'export', '--into', 'corpus');
    assert.deepEqual([status, out.split('\n').length], [0, 2], out);
    assert.match(errors, /^1 documents: 2 annotations, .* added to 1 files, 1 new articles\.$/m);
    assert.deepEqual(readdirSync(join(folder, 'corpus/1954')), ['a.txt', 'a.txt.ann.yaml']);
    assert.match(read('corpus/corpus.yaml'), /name: "corpus"/);
    const checked = spawnSync(process.execPath, [join(root, 'out/cli/main.js'), 'check', '--strict', 'corpus'], {
      cwd: folder,
    });
    assert.equal(checked.status, 0, checked.stdout.toString());
    assert.match(run('brat', 'export', '--into', 'corpus').errors, /0 annotations.* 2 records were there already/);
  });

  it('puts annotations beside the articles where the export lies in the corpus itself', () => {
    offerBrat();
    assert.equal(run('brat', 'export/1954/a.ann', '--into', '.').status, 0);
    assert.ok(existsSync(join(folder, 'export/1954/a.txt.ann.yaml')));
  });

  it('prints what is not carried with file, line and column, and fails', () => {
    offerBrat();
    write('export/1954/a.ann', 'T1\tPER 4 7\t楼阳生\nT2\tPER 90 95\t王凯\n');
    const { status, out } = run('brat', 'export', '--into', 'corpus');
    assert.equal(status, 1);
    assert.match(out, /^export\/1954\/a\.ann:2:1: error: .* \[span\]$/m);
    const [first] = run('brat', 'export', '--into', 'other', '--json').out.split('\n');
    const finding = JSON.parse(first ?? '') as Record<string, unknown>;
    assert.deepEqual([finding['severity'], finding['code'], finding['line']], ['error', 'span', 2]);
  });

  it('writes nothing on a dry run, and says the same', () => {
    offerBrat();
    const tried = run('brat', 'export', '--into', 'corpus', '--dry-run');
    assert.equal(existsSync(join(folder, 'corpus')), false);
    const done = run('brat', 'export', '--into', 'corpus');
    assert.equal(tried.errors, `Nothing was written. ${done.errors}`);
    assert.equal(tried.out, done.out);
  });

  it('renames labels, and writes into the files of the annotator who is named', () => {
    offerBrat();
    run('brat', 'export', '--into', 'corpus', '--annotator', 'li', '--label', 'PER=人物');
    const sidecar = read('corpus/1954/a.txt.li.ann.yaml');
    assert.match(sidecar, /label: "人物".*by: "li"/);
  });

  const misuses: string[][] = [
    [],
    ['conll', 'export', '--into', 'corpus'],
    ['brat', '--into', 'corpus'],
    ['brat', 'export'],
    ['brat', 'export', '--into', 'corpus', '--annotator', 'Li Si'],
    ['brat', 'export', '--into', 'corpus', '--label', 'PER'],
    ['doccano', 'export', '--into', 'corpus', '--unit', 'bytes'],
  ];
  for (const args of misuses) {
    it(`explains itself when called as: import ${args.join(' ')}`, () => {
      const { status, errors } = run(...args);
      assert.equal(status, 2);
      assert.match(errors, /corpus-annotator import brat\|doccano/);
    });
  }

  it('says that there is nothing to import', () => {
    write('export/readme.md', '');
    const { status, out } = run('label-studio', 'export', '--into', 'corpus');
    assert.equal(status, 1);
    assert.match(out, /no file of the format label-studio/);
    assert.equal(run('doccano', 'nowhere.jsonl', '--into', 'corpus').status, 1);
  });
});
