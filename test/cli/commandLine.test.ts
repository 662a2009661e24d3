import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../../..');
const seeds = join(root, 'seeds');
const articles = readdirSync(seeds)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => join(seeds, name));

interface Run {
  readonly status: number | null;
  readonly out: string;
  readonly errors: string;
}

function run(...args: string[]): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'out/cli/main.js'), ...args], {
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  return { status, out: stdout, errors: stderr };
}

interface AnalysisJson {
  readonly file: string;
  readonly mentions: readonly Record<string, unknown>[];
  readonly entities: readonly Record<string, unknown>[];
  readonly outline: readonly Record<string, unknown>[];
}

describe('the command line', () => {
  let directory: string;
  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'corpus-'));
  });
  after(() => rmSync(directory, { recursive: true }));
  const file = (name: string, content: string | Uint8Array): string => {
    const path = join(directory, name);
    writeFileSync(path, content);
    return path;
  };

  it('prints one JSON object a line for each file, with offsets in code points', () => {
    const { status, out } = run('analyse', '--json', ...articles);
    assert.equal(status, 0);
    const analyses = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as AnalysisJson);
    assert.deepEqual(
      analyses.map((analysis) => analysis.file),
      articles,
    );
    for (const { file: path, mentions, entities, outline } of analyses) {
      const text = Array.from(readFileSync(path, 'utf8'));
      for (const mention of mentions) {
        const { start, end } = mention as { start: number; end: number };
        assert.equal(text.slice(start, end).join(''), mention['text']);
        assert.deepEqual(Object.keys(mention).sort(), MENTION_KEYS);
        assert.ok(entities.some(({ id }) => id === mention['entity']));
      }
      assert.deepEqual(Object.keys(entities[0] ?? {}).sort(), ENTITY_KEYS);
      assert.deepEqual(Object.keys(outline[0] ?? {}).sort(), OUTLINE_KEYS);
    }
  });
  const MENTION_KEYS = ['confidence', 'end', 'entity', 'evidence', 'label', 'start', 'text'];
  const ENTITY_KEYS = ['aliases', 'id', 'label', 'mentions', 'name', 'posts'];
  const OUTLINE_KEYS = ['children', 'end', 'kind', 'name', 'start'];

  it('counts code points of the canonical text behind BOM, CRLF and astral characters', () => {
    const path = file('a.txt', '\uFEFF😀𬭎\r\n\r\n省委书记楼阳生在郑州市调研。\r\n');
    const { mentions } = JSON.parse(run('analyse', '--json', path).out) as AnalysisJson;
    const person = mentions.find(({ label }) => label === 'PER');
    assert.deepEqual([person?.['start'], person?.['end'], person?.['text']], [8, 11, '楼阳生']);
  });

  it('prints a table without colours where no terminal reads', () => {
    const { status, out } = run('analyse', articles[0] as string);
    assert.equal(status, 0);
    assert.match(out, /headline {3}楼阳生在郑州市调研时强调/);
    assert.match(out, /PER +\d+ {2}楼阳生/);
    assert.doesNotMatch(out, /\u001b/);
  });

  it('says which file cannot be read and why, and goes on with the others', () => {
    const foreign = file('gb18030.txt', Uint8Array.of(0x61, 0xb9, 0xfa));
    const { status, out, errors } = run(
      'analyse',
      '--json',
      join(directory, 'missing.txt'),
      foreign,
      file('empty.txt', ''),
    );
    assert.equal(status, 1);
    assert.match(errors, /missing\.txt: cannot be read/);
    assert.match(errors, /gb18030\.txt: .*not UTF-8.*offset 1/);
    assert.deepEqual((JSON.parse(out) as AnalysisJson).mentions, []);
  });

  for (const args of [[], ['analyse'], ['analyse', '--yaml', 'x'], ['frobnicate'], ['evaluate', 'x']]) {
    it(`explains its use for: ${args.join(' ') || 'nothing'}`, () => {
      const { status, errors } = run(...args);
      assert.equal(status, 2);
      assert.notEqual(errors, '');
    });
  }

  it('finds the entities of the two articles that were annotated by hand, at least as well as promised', () => {
    const { status, out } = run('evaluate', join(root, 'test/golden/entities'), seeds);
    assert.equal(status, 0);
    const [precision, recall, f1] = (/^all +([\d.]+) +([\d.]+) +([\d.]+)/m.exec(out) ?? []).slice(1).map(Number);
    assert.ok(precision !== undefined && recall !== undefined && f1 !== undefined && f1 >= 0.85, out);
  });

  it('names the line of a gold file that does not fit its article', () => {
    const gold = mkdtempSync(join(directory, 'gold-'));
    writeFileSync(join(gold, 'b.tsv'), 'start\tend\tlabel\ttext\n0\t2\tLOC\t郑州\n2\t4\tLOC\t开封\n');
    const text = mkdtempSync(join(directory, 'text-'));
    writeFileSync(join(text, 'b.txt'), '郑州洛阳');
    const { status, errors } = run('evaluate', gold, text);
    assert.equal(status, 1);
    assert.match(errors, /b\.tsv.*3/);
  });
});
