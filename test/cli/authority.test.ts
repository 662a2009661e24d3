import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

const root = join(__dirname, '../../..');

interface AnalysisJson {
  readonly mentions: readonly { readonly text: string; readonly label: string; readonly entity: string }[];
  readonly entities: readonly { readonly id: string; readonly name: string; readonly authority?: string }[];
}

describe('authority files on the command line', () => {
  let folder: string;
  let article: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'corpus-'));
    mkdirSync(join(folder, '2024'));
    article = write(
      '2024/a.txt',
      '算力产业提速\n\n　　本报讯 记者昨日获悉，投资四十亿元的豫章算\n\n力谷开工，首批企业将入驻算力谷。\n',
    );
    write('corpus.yaml', 'authority: [names/*.authority.yaml]\n');
    mkdirSync(join(folder, 'names'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const analyse = (...args: string[]): { status: number | null; out: string; errors: string } => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(root, 'out/cli/main.js'), 'analyse', ...args, relative(root, article)],
      { cwd: root, encoding: 'utf8' },
    );
    return { status, out: stdout, errors: stderr };
  };

  it('of the nearest corpus.yaml are used, also across a column break', () => {
    write('names/a.authority.yaml', 'entities:\n- {id: valley, label: FAC, name: 豫章算力谷, aliases: [算力谷]}\n');
    const { status, out, errors } = analyse('--json');
    assert.deepEqual([status, errors], [0, '']);
    const { mentions, entities } = JSON.parse(out) as AnalysisJson;
    const valley = entities.find(({ authority }) => authority === 'valley');
    assert.equal(valley?.name, '豫章算力谷');
    assert.deepEqual(
      mentions.filter(({ entity }) => entity === valley.id).map(({ text, label }) => [text, label]),
      [
        ['豫章算\n\n力谷', 'FAC'],
        ['算力谷', 'FAC'],
      ],
    );
    assert.match(analyse().out, /FAC +2 {2}豫章算力谷 .*also: 算力谷; authority: valley/);
  });

  it('that are wrong are named with line and column, and the exit status tells', () => {
    const file = write(
      'names/a.authority.yaml',
      'entities:\n- {id: valley, label: FAC, name: 豫章算力谷}\n- {label: PER}\n',
    );
    const { status, out, errors } = analyse();
    assert.equal(status, 1);
    assert.equal(errors, `${file}:3:3: "name" is missing. Add it.\n`);
    assert.match(out, /authority: valley/);
  });

  it('that are only doubtful do not change the exit status', () => {
    write('names/a.authority.yaml', 'entities:\n- {label: 园区, name: 豫章算力谷}\n');
    const { status, out, errors } = analyse();
    assert.equal(status, 0);
    assert.match(errors, /a\.authority\.yaml:2:11: The corpus has no label "园区"/);
    assert.match(out, /园区 +1 {2}豫章算力谷/);
  });
});
