import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Annotation, AnnotationSet } from '../../core/annotation/annotation';
import { spanFields } from '../../core/annotation/placement';
import { serialiseSidecar } from '../../core/annotation/sidecar/serialise';
import { CanonicalText } from '../../core/text/canonicalText';
import { codePoint, range, utf16 } from '../../core/text/units';
import { sha256 } from '../../node/sha256';

const root = join(__dirname, '../../..');
const ARTICLE = '市委书记徐立毅到中原区调研，强调抓好项目建设。\n徐立毅说，中原区要提速。\n';
const text = new CanonicalText(ARTICLE);

interface FindingJson {
  readonly code: string;
  readonly severity: string;
  readonly path: string;
  readonly line: number;
  readonly canRepair: boolean;
}

function annotation(id: string, exact: string, label = 'PER', occurrence = 0): Annotation {
  let start = -1;
  for (let count = 0; count <= occurrence; count++) start = ARTICLE.indexOf(exact, start + 1);
  return { id, label, ...spanFields(text, [range(utf16(start), utf16(start + exact.length))]) };
}

const soundSet: AnnotationSet = {
  text: { sha256: sha256(ARTICLE), length: text.length },
  annotations: [
    annotation('a1', '徐立毅'),
    annotation('a2', '中原区', 'LOC'),
    annotation('a3', '徐立毅', 'PER', 1),
    annotation('a4', '中原区', 'LOC', 1),
  ],
  relations: [],
  document: {},
};

describe('corpus-annotator check', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'check-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  };
  const run = (...args: string[]): { status: number | null; findings: FindingJson[]; errors: string } => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(root, 'out/cli/main.js'), 'check', '--json', ...args],
      { cwd: folder, encoding: 'utf8' },
    );
    const findings = stdout.split('\n').filter(Boolean);
    return { status, findings: findings.map((line) => JSON.parse(line) as FindingJson), errors: stderr };
  };
  const snapshot = (): Record<string, string> =>
    Object.fromEntries(
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => !name.startsWith('repairs-') && /\.[a-z]+$/.test(name))
        .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
    );
  const setup = (set: AnnotationSet = soundSet, article = ARTICLE): void => {
    write('a.txt', article);
    write('a.txt.ann.yaml', serialiseSidecar(set));
  };

  it('finds nothing in a sound corpus', () => {
    setup();
    const { status, findings, errors } = run();
    assert.deepEqual([status, findings], [0, []]);
    assert.match(errors, /1 articles, 1 sidecars: 0 errors, 0 warnings, 0 notes/);
  });

  const moved = (set: AnnotationSet, id: string, by: number): AnnotationSet => ({
    ...set,
    annotations: set.annotations.map((one) =>
      one.id === id ? { ...one, start: codePoint(one.start + by), end: codePoint(one.end + by) } : one,
    ),
  });

  /** Each: what stands in the folder, the code that must be found, and whether repairs mend it. */
  const cases: readonly (readonly [name: string, prepare: () => void, code: string, isMended: boolean])[] = [
    ['words that stand elsewhere', () => setup(moved(soundSet, 'a2', 1)), 'exact', true],
    [
      'words that stand nowhere',
      () => setup({ ...soundSet, annotations: [{ ...annotation('a1', '徐立毅'), exact: '徐小毅' }] }),
      'exact',
      false,
    ],
    [
      'an article that has changed, all places certain',
      () => setup(soundSet, `本报讯 ${ARTICLE}`),
      'text-changed',
      true,
    ],
    ['an article that has lost a name', () => setup(soundSet, ARTICLE.replaceAll('中原区', '')), 'orphan', false],
    [
      'a wrong length',
      () => setup({ ...soundSet, text: { ...soundSet.text, length: codePoint(3) } }),
      'text-length',
      true,
    ],
    [
      'an unknown label',
      () => setup({ ...soundSet, annotations: [annotation('a1', '徐立毅', 'PERSON')] }),
      'unknown-label',
      false,
    ],
    [
      'the same twice',
      () => setup({ ...soundSet, annotations: [annotation('a1', '徐立毅'), annotation('a9', '徐立毅')] }),
      'duplicate',
      true,
    ],
    [
      'a torn file',
      () => {
        setup();
        write('a.txt.ann.yaml', serialiseSidecar(soundSet).slice(0, -20));
      },
      'truncated',
      false,
    ],
    [
      'conflict markers',
      () => {
        setup();
        const lines = serialiseSidecar(soundSet).split('\n');
        write(
          'a.txt.ann.yaml',
          [...lines.slice(0, 4), '<<<<<<< HEAD', lines[4], '=======', '>>>>>>> other', ...lines.slice(5)].join('\n'),
        );
      },
      'conflict-markers',
      false,
    ],
    [
      'a dangling relation',
      () => setup({ ...soundSet, relations: [{ id: 'r1', label: 'at', from: 'a1', to: 'gone' }] }),
      'dangling-relation',
      false,
    ],
    [
      'an id in the files of two annotators',
      () => {
        setup();
        write('a.txt.lin.ann.yaml', serialiseSidecar({ ...soundSet, annotator: 'lin' }));
      },
      'shared-id',
      false,
    ],
    [
      'another annotator in the file than in its name',
      () => {
        write('a.txt', ARTICLE);
        write('a.txt.lin.ann.yaml', serialiseSidecar({ ...soundSet, annotator: 'wu' }));
      },
      'annotator',
      false,
    ],
    [
      'a sidecar whose article has another name now',
      () => {
        setup();
        rmSync(join(folder, 'a.txt'));
        write('2024/b.txt', ARTICLE);
      },
      'lost',
      true,
    ],
    [
      'a sidecar whose article is in two places',
      () => {
        setup();
        rmSync(join(folder, 'a.txt'));
        write('b.txt', ARTICLE);
        write('c.txt', ARTICLE);
      },
      'lost',
      false,
    ],
    [
      'what a crash left behind',
      () => {
        setup();
        write('.corpus-annotator-123-0123456789abcdef.tmp', 'x');
      },
      'stray',
      true,
    ],
    [
      'a merge driver that tears',
      () => {
        setup();
        write('.gitattributes', '*.ann.yaml merge=union\n');
      },
      'merge-union',
      false,
    ],
    [
      'a broken manifest',
      () => {
        setup();
        write('corpus.yaml', 'labels: 7\n');
      },
      'type',
      false,
    ],
    [
      'an article that is no text',
      () => {
        setup();
        write('b.txt', Buffer.from([0xff, 0xfe, 0x00, 0xd8]));
      },
      'not-utf8',
      false,
    ],
    [
      'an invisible character in a label',
      () => setup({ ...soundSet, annotations: [{ ...annotation('a1', '徐立毅'), by: 'lin\u200b' }] }),
      'invisible',
      false,
    ],
    [
      'a span that ends inside a character',
      () => {
        const article = '她是👩‍🔬。\n';
        const canonical = new CanonicalText(article);
        write('e.txt', article);
        const span = spanFields(canonical, [range(utf16(0), utf16(4))]);
        const set = { ...soundSet, text: { sha256: sha256(article), length: canonical.length } };
        write('e.txt.ann.yaml', serialiseSidecar({ ...set, annotations: [{ id: 'a1', label: 'PER', ...span }] }));
      },
      'inside-character',
      false,
    ],
  ];

  for (const [name, prepare, code, isMended] of cases) {
    it(`finds ${name}${isMended ? ', mends it and takes it back' : ''}`, () => {
      prepare();
      const before = snapshot();
      const { findings } = run();
      assert.ok(
        findings.some((finding) => finding.code === code),
        JSON.stringify(findings),
      );
      assert.equal(findings.find((finding) => finding.code === code)?.canRepair, isMended);
      assert.deepEqual(snapshot(), before);
      if (!isMended) return;
      const mended = run('--repair', code);
      assert.ok(!mended.findings.some((finding) => finding.code === code), JSON.stringify(mended.findings));
      const journal = readdirSync(folder).find((file) => file.startsWith('repairs-')) ?? '';
      assert.equal(run('--undo', journal).status, 0);
      assert.deepEqual(snapshot(), before);
    });
  }

  it('exits with 1 for errors, and with --strict for warnings', () => {
    setup({ ...soundSet, annotations: [annotation('a1', '徐立毅', 'PERSON')] });
    assert.equal(run().status, 0);
    assert.equal(run('--strict').status, 1);
    setup(moved(soundSet, 'a1', 1));
    assert.equal(run().status, 1);
    assert.equal(run('no', 'such').status, 2);
  });

  it('tells the line of a record', () => {
    setup(moved(soundSet, 'a3', -1));
    const lines = readFileSync(join(folder, 'a.txt.ann.yaml'), 'utf8').split('\n');
    const [finding] = run().findings;
    assert.equal(finding?.line, lines.findIndex((line) => line.includes('"a3"') || line.includes('a3')) + 1);
  });

  it('leaves a file alone that has changed since it was repaired', () => {
    setup(moved(soundSet, 'a2', 1));
    run('--repair', 'all');
    const journal = readdirSync(folder).find((file) => file.startsWith('repairs-')) ?? '';
    const changed = serialiseSidecar({ ...soundSet, annotations: [annotation('a1', '徐立毅')] });
    write('a.txt.ann.yaml', changed);
    const { status, errors } = run('--undo', journal);
    assert.equal(status, 1);
    assert.match(errors, /has changed since/);
    assert.equal(readFileSync(join(folder, 'a.txt.ann.yaml'), 'utf8'), changed);
    assert.ok(existsSync(join(folder, journal)));
  });

  describe('of what does not fit together', () => {
    const SECOND = '徐立毅又到中原区。徐立毅再到中国人民中间。\n';
    const beside = (content: string, ...items: readonly Annotation[]): string =>
      serialiseSidecar({
        ...soundSet,
        text: { sha256: sha256(content), length: codePoint(Array.from(content).length) },
        annotations: items.toSorted((a, b) => a.start - b.start),
      });
    const on = (content: string, id: string, exact: string, label: string): Annotation => {
      const start = content.indexOf(exact);
      return {
        id,
        label,
        ...spanFields(new CanonicalText(content), [range(utf16(start), utf16(start + exact.length))]),
      };
    };
    beforeEach(() => {
      write('corpus.yaml', 'include: ["*.txt"]\nauthority: ["x.authority.yaml"]\n');
      write('x.authority.yaml', 'entities:\n- {id: "xly", label: "PER", name: "徐立毅"}\n');
      write('a.txt', ARTICLE);
      write('a.txt.ann.yaml', serialiseSidecar(soundSet));
      write('b.txt', SECOND);
      write(
        'b.txt.ann.yaml',
        beside(
          SECOND,
          on(SECOND, 'b1', '徐立毅', 'PER'),
          on(SECOND, 'b2', '中原区', 'ORG'),
          on(SECOND, 'b3', '国人民', 'LOC'),
        ),
      );
    });
    const codes = (...args: string[]): string[] => run(...args).findings.map(({ path, code }) => `${path} ${code}`);

    it('says it over all articles: labels, repeats, cut words and names', () => {
      assert.deepEqual(codes().sort(), [
        'a.txt.ann.yaml unlinkedEntities',
        'a.txt.ann.yaml unlinkedEntities',
        'b.txt unlabelledRepeats',
        'b.txt.ann.yaml cutWords',
        'b.txt.ann.yaml differentLabels',
        'b.txt.ann.yaml unlinkedEntities',
      ]);
    });

    it('leaves out the rules that are off, and knows their names', () => {
      assert.deepEqual(codes('--off', 'unlinkedEntities,cutWords,unlabelledRepeats'), [
        'b.txt.ann.yaml differentLabels',
      ]);
      assert.deepEqual(codes('--off', 'all'), []);
      assert.match(run('--off', 'nothing').errors, /"nothing" is no rule\. The rules are: differentLabels/);
    });

    it('does not hold one annotator to what another did', () => {
      write(
        'b.txt.lin.ann.yaml',
        beside(SECOND, on(SECOND, 'l1', '中原区', 'FAC')).replace('version: 1', 'version: 1\nannotator: "lin"'),
      );
      assert.ok(!codes('--off', 'cutWords').some((finding) => finding.startsWith('b.txt.lin')));
    });
  });
});
