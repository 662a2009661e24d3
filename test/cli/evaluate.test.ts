import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../../..');

describe('the command evaluate', () => {
  let directory: string;
  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'corpus-'));
  });
  after(() => rmSync(directory, { recursive: true }));

  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(root, 'out/cli/main.js'), 'evaluate', ...args],
      { encoding: 'utf8', cwd: directory },
    );
    return { status, out: stdout, errors: stderr };
  };
  const write = (name: string, content: string): string => {
    writeFileSync(join(directory, name), content);
    return name;
  };

  const TAGGED =
    '　　⟦TIME:6月18日⟧，⟦POST:省委书记⟧⟦PER:楼阳生⟧在⟦LOC:郑州市⟧调研。\n\n　　总投资⟦QTY:400亿元⟧，⟦DOC:省委书记⟧说。\n';

  it('reports scores with intervals, the segmenter, errors with their places, and reliability, the same each time', () => {
    const file = write('tagged.txt', TAGGED);
    const { status, out, errors } = run('--errors', '--tagged', file);
    assert.equal(errors, '');
    assert.equal(status, 0);
    assert.match(out, /^tagged\.txt: 1 article, exact span and label$/m);
    assert.match(out, /1000 draws of 2 paragraphs, because fewer than 10 articles/);
    assert.match(out, /^PER +1\.000 +1\.000 +1\.000 +1\.000 to 1\.000 +1 +1 +1$/m);
    assert.match(out, /^DOC +0\.000 +0\.000 +0\.000 +0\.000 to 0\.000 +0 +0 +1$/m);
    assert.match(out, /^beside \w+'s own tags/m);
    assert.match(out, /^tagged\.txt:3:12 {2}wrong label {2}DOC 省委书记 -> POST 省委书记$/m);
    assert.match(out, /^DOC taken for POST: 1/m);
    assert.match(out, /^expected calibration error \d\.\d{3}$/m);
    assert.equal(run('--errors', '--tagged', file).out, out);
  });

  it('reads the articles of a directory, and with ten of them draws articles', () => {
    mkdirSync(join(directory, 'many'));
    for (let index = 0; index < 10; index++) write(`many/${index}.txt`, TAGGED);
    const { status, out } = run('--tagged', 'many');
    assert.equal(status, 0);
    assert.match(out, /^many: 10 articles/m);
    assert.match(out, /draws of 10 articles$/m);
    assert.match(out, /^PER .* 10 +10 +10$/m);
  });

  it('evaluates sentences of Universal NER in its labels, and says what became of ours', () => {
    const file = write(
      'test.iob2',
      '# sent_id = s1\n# text = 省委书记楼阳生在郑州市调研。\n1\t省委\tB-ORG\n2\t书记\tO\n3\t楼阳生\tB-PER\n4\t在\tO\n5\t郑州\tB-LOC\n6\t市\tI-LOC\n7\t调研\tO\n8\t。\tO\n',
    );
    const { status, out } = run('--universal-ner', file);
    assert.equal(status, 0);
    assert.match(out, /FAC counts as LOC, an ORG inside a POST counts as ORG/);
    for (const label of ['PER', 'LOC', 'ORG']) assert.match(out, new RegExp(`^${label} +1\\.000 +1\\.000`, 'm'));
    assert.doesNotMatch(out, /^POST/m);
  });

  const unreadable: [name: string, args: (file: typeof write) => string[], message: RegExp][] = [
    ['a file that is missing', () => ['--universal-ner', 'missing.iob2'], /missing\.iob2/],
    ['a fault of the markup', (file) => ['--tagged', file('bad.txt', '一\n⟦PER:楼阳生')], /bad\.txt/],
    ['a fault of the columns', (file) => ['--universal-ner', file('bad.iob2', '1\t郑州\tB-LOC\n')], /# text/],
    ['a directory without gold', () => ['.', '.'], /no gold file/],
  ];
  for (const [name, args, message] of unreadable) {
    it(`names ${name}`, () => {
      const { status, errors, out } = run(...args(write));
      assert.equal(status, 1);
      assert.match(errors, message);
      assert.doesNotMatch(errors, / at .*\.js:\d/);
      assert.equal(out, '');
    });
  }

  for (const args of [[], ['gold'], ['a', 'b', 'c'], ['--tagged'], ['a', '--tagged', 'b'], ['--f1']]) {
    it(`explains its use for: ${args.join(' ') || 'nothing'}`, () => {
      const { status, errors } = run(...args);
      assert.equal(status, 2);
      assert.match(errors, /evaluate \[GOLDDIR ARTICLEDIR\]/);
    });
  }
});
