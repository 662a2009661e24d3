import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Annotation, AnnotationSet } from '../../core/annotation/annotation';
import { mergeConflicted, readConflicted } from '../../core/annotation/sidecar/conflicted';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import { serialiseSidecar } from '../../core/annotation/sidecar/serialise';
import { GitRepository } from '../../node/gitRepository';
import { ATTRIBUTES_LINE, driverCommand, renewMergeDriver } from '../../node/mergeDriver';
import { sample, sampleSet } from '../core/annotation/arbitraries';
import { TemporaryRepository, type Answer } from './repository';

const program = join(__dirname, '../../cli/main.js');
const run = (...args: readonly string[]): Answer => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
  return { status, out: stdout, errors: stderr };
};

const NAME = 'a.txt.ann.yaml';
const LOU = sample('a', 1, '楼阳生');
const CITY = sample('b', 8, '郑州');
const text = (...items: readonly Annotation[]): string => serialiseSidecar(sampleSet(...items));
const setOf = (content: string): AnnotationSet | undefined => parseSidecar(content).value;

const BASE = text(LOU, CITY);
const OURS = text({ ...LOU, label: 'X' }, CITY, sample('m', 9, '州'));
/** Merges with `OURS` cleanly by id; by lines it is in conflict. */
const THEIRS = text(LOU, { ...CITY, note: 'y' }, sample('n', 9, '州'));
const BOTH = text({ ...LOU, label: 'X' }, { ...CITY, note: 'y' }, sample('m', 9, '州'), sample('n', 9, '州'));
const RIVAL = text({ ...LOU, label: 'Y' }, CITY);

describe('the merge driver', () => {
  let repository: TemporaryRepository;
  beforeEach(() => {
    repository = TemporaryRepository.create();
    repository.commit('base', { [NAME]: BASE, 'a.txt': '文\n' });
  });
  afterEach(() => repository.remove());
  /** The file is recognised, and gives every record of both sides once somebody decides of the one that both judged. */
  const assertResolvable = (conflicted = repository.read(NAME)): void => {
    assert.ok(parseSidecar(conflicted).problems.every(({ code }) => code === 'conflict-markers'));
    assert.equal(parseSidecar(conflicted).value, undefined);
    const { value } = readConflicted(conflicted);
    assert.ok(value);
    const { conflicts } = mergeConflicted(value, setOf(BASE));
    assert.deepEqual(
      conflicts.map(({ id }) => id),
      ['a'],
    );
    const sides = [value.ours, value.theirs].map(({ annotations }) => annotations.find(({ id }) => id === 'a')?.label);
    assert.deepEqual(sides.toSorted(), ['X', 'Y']);
    const decided = mergeConflicted(value, setOf(BASE), new Map([['annotation:a', 'removed']]));
    assert.deepEqual(
      decided.set.annotations.map(({ id }) => id),
      ['b', 'm'],
    );
  };
  const install = (): Answer => run('install-merge-driver', repository.folder);
  const diverge = (theirs = THEIRS): void => {
    repository.branch('theirs', 'main', { [NAME]: theirs });
    repository.git('checkout', '-q', 'main');
    repository.commit('ours', { [NAME]: OURS });
  };

  describe('in git', () => {
    beforeEach(() => {
      assert.equal(install().status, 0);
      repository.commit('attributes');
    });
    const assertBoth = (): void => {
      assert.equal(repository.read(NAME), BOTH);
      assert.equal(repository.statusOf(NAME), '');
    };

    it('merges what lines cannot', () => {
      diverge();
      repository.git('merge', '-q', '--no-edit', 'theirs');
      assertBoth();
    });
    it('rebases', () => {
      diverge();
      repository.git('rebase', '-q', 'theirs');
      assertBoth();
    });
    it('cherry-picks', () => {
      diverge();
      repository.git('cherry-pick', 'theirs');
      assertBoth();
    });
    it('pops a stash', () => {
      repository.write(NAME, THEIRS);
      repository.git('stash', '-q');
      repository.commit('ours', { [NAME]: OURS });
      repository.git('stash', 'pop', '-q');
      assert.equal(repository.read(NAME), BOTH);
    });
    it('merges in a linked worktree', () => {
      diverge();
      const worktree = join(repository.folder, 'linked');
      repository.git('worktree', 'add', '-q', worktree, 'main', '-b', 'linked');
      repository.git('-C', worktree, 'merge', '-q', '--no-edit', 'theirs');
      assert.equal(repository.read(`linked/${NAME}`), BOTH);
    });
    it('merges files that both added, in folders and with names that a shell could misread', () => {
      const name = "文 件/it's $HOME 100% & `x`.txt.ann.yaml";
      repository.branch('theirs', 'main', { [name]: text(LOU) });
      repository.git('checkout', '-q', 'main');
      repository.commit('ours', { [name]: text(CITY) });
      repository.git('merge', '-q', '--no-edit', 'theirs');
      assert.equal(repository.read(name), BASE);
    });
    it('merges histories that cross', () => {
      diverge();
      repository.git('branch', 'ours');
      repository.git('merge', '-q', '--no-edit', 'theirs');
      repository.git('checkout', '-q', 'theirs');
      repository.git('merge', '-q', '--no-edit', 'ours');
      repository.commit('more', { [NAME]: BOTH.replace('"y"', '"z"') });
      repository.git('checkout', '-q', 'main');
      repository.commit('more', { [NAME]: BOTH.replace('"X"', '"Z"') });
      repository.git('merge', '-q', '--no-edit', 'theirs');
      assert.equal(repository.read(NAME), BOTH.replace('"y"', '"z"').replace('"X"', '"Z"'));
    });
    it('merges in a clone with CRLF line ends', () => {
      diverge();
      const clone = repository.clone('core.autocrlf=true');
      try {
        assert.equal(run('install-merge-driver', clone.folder).status, 0);
        clone.git('merge', '-q', '--no-edit', 'origin/theirs');
        assert.ok(clone.read(NAME).includes('\r\n'));
        assert.deepEqual(setOf(clone.read(NAME)), setOf(BOTH));
        assert.equal(clone.git('show', `HEAD:${NAME}`), BOTH);
      } finally {
        clone.remove();
      }
    });

    it('follows a sidecar that one side renamed', () => {
      repository.git('checkout', '-q', '-b', 'theirs', 'main');
      repository.git('mv', NAME, 'b.txt.ann.yaml');
      repository.commit('theirs', { 'b.txt.ann.yaml': THEIRS });
      repository.git('checkout', '-q', 'main');
      repository.commit('ours', { [NAME]: OURS });
      repository.git('merge', '-q', '--no-edit', 'theirs');
      assert.equal(repository.read('b.txt.ann.yaml'), BOTH);
      assert.equal(existsSync(repository.path(NAME)), false);
    });
    it('leaves a sidecar that one side deleted to a person, whole and with the changes of the other side', () => {
      for (const [deleted, status, branch] of [
        ['theirs', 'UD', 'kept-here'],
        ['ours', 'DU', 'kept-there'],
      ] as const) {
        repository.git('checkout', '-q', '-B', branch, 'main');
        repository.git('checkout', '-q', '-B', 'theirs', 'main');
        if (deleted === 'theirs') repository.git('rm', '-q', NAME);
        repository.commit('theirs', deleted === 'theirs' ? {} : { [NAME]: OURS });
        repository.git('checkout', '-q', branch);
        if (deleted === 'ours') repository.git('rm', '-q', NAME);
        repository.commit('ours', deleted === 'ours' ? {} : { [NAME]: OURS });
        assert.equal(repository.try('merge', '--no-edit', 'theirs').status, 1, deleted);
        assert.equal(repository.statusOf(NAME), status);
        assert.equal(repository.read(NAME), OURS);
        repository.git('merge', '--abort');
      }
    });

    const WAYS: readonly [name: string, begin: readonly string[]][] = [
      ['a merge', ['merge', '--no-edit', 'theirs']],
      ['a rebase', ['rebase', 'theirs']],
      ['a cherry-pick', ['cherry-pick', 'theirs']],
    ];
    for (const [name, begin] of WAYS)
      it(`leaves in conflict what both judged in ${name}, with the base in the index, however git names the sides`, async () => {
        diverge(RIVAL);
        assert.equal(repository.try(...begin).status, 1);
        assert.equal(repository.statusOf(NAME), 'UU');
        assertResolvable();
        const opened = await GitRepository.of(repository.folder);
        const staged = await opened?.staged(repository.path(NAME), 1);
        assert.equal(staged && Buffer.from(staged).toString('utf8'), BASE);
      });
    it('leaves in conflict what both judged in a stash', () => {
      repository.write(NAME, RIVAL);
      repository.git('stash', '-q');
      repository.commit('ours', { [NAME]: OURS });
      assert.equal(repository.try('stash', 'pop').status, 1);
      assert.equal(repository.statusOf(NAME), 'UU');
      assertResolvable();
    });

    for (const style of ['merge', 'diff3', 'zdiff3'])
      for (const size of [7, 15])
        it(`leaves a file in conflict that is read again, in the style ${style} with markers of ${size}`, () => {
          repository.git('config', 'merge.conflictStyle', style);
          repository.commit('attributes', {
            '.gitattributes': `${ATTRIBUTES_LINE} conflict-marker-size=${size}\n# styles\n`,
          });
          diverge(RIVAL);
          const { status, errors, out } = repository.try('merge', '--no-edit', 'theirs');
          assert.equal(status, 1);
          assert.match(out + errors, /annotation a\. Decide/);
          assert.equal(repository.statusOf(NAME), 'UU');
          assert.match(repository.read(NAME), new RegExp(`^<{${size}} ours$`, 'm'));
          assertResolvable();
        });
  });

  describe('is not there, and git', () => {
    for (const style of ['merge', 'diff3', 'zdiff3'])
      for (const size of [7, 15])
        it(`leaves both sides to be read, in the style ${style} with markers of ${size}`, () => {
          repository.git('config', 'merge.conflictStyle', style);
          repository.commit('attributes', { '.gitattributes': `*.ann.yaml conflict-marker-size=${size}\n` });
          diverge(RIVAL);
          assert.equal(repository.try('merge', '--no-edit', 'theirs').status, 1);
          assert.match(repository.read(NAME), new RegExp(`^<{${size}} HEAD$`, 'm'));
          assertResolvable();
        });
    it('leaves both sides to be read in a clone with CRLF line ends', () => {
      diverge(RIVAL);
      const clone = repository.clone('core.autocrlf=true');
      try {
        assert.equal(clone.try('merge', '--no-edit', 'origin/theirs').status, 1);
        assert.ok(clone.read(NAME).includes('\r\n'));
        assertResolvable(clone.read(NAME));
      } finally {
        clone.remove();
      }
    });
  });

  it('is not needed for a clone without it to be safe', () => {
    diverge();
    const { status } = repository.try('merge', '--no-edit', 'theirs');
    assert.equal(status, 1);
    const { value } = readConflicted(repository.read(NAME));
    assert.ok(value);
    const { set } = mergeConflicted(value, undefined);
    assert.deepEqual(
      set.annotations.map(({ id }) => id),
      ['a', 'b', 'm', 'n'],
    );
  });

  it('gives way to a merge by lines where its programs are gone, and is renewed', async () => {
    install();
    repository.commit('attributes');
    const opened = await GitRepository.of(repository.folder);
    assert.ok(opened);
    const programs = { executable: process.execPath, script: program };
    assert.equal(await renewMergeDriver(opened, programs), false);
    repository.git('config', 'merge.corpus-annotator.driver', driverCommand({ ...programs, script: '/gone/cli.js' }));
    diverge();
    assert.equal(repository.try('merge', '--no-edit', 'theirs').status, 1);
    assert.ok(readConflicted(repository.read(NAME)).value);
    repository.git('merge', '--abort');
    assert.equal(await renewMergeDriver(opened, programs), true);
    repository.git('merge', '-q', '--no-edit', 'theirs');
    assert.equal(repository.read(NAME), BOTH);
  });

  describe('is installed', () => {
    const attributes = (): string => repository.read('.gitattributes');

    it('once, with a line that is shown', () => {
      const first = install();
      assert.ok(first.out.includes(`added "${ATTRIBUTES_LINE}"`), first.out);
      assert.equal(attributes(), `${ATTRIBUTES_LINE}\n`);
      assert.ok(install().out.includes(`has "${ATTRIBUTES_LINE}"`));
      assert.equal(attributes(), `${ATTRIBUTES_LINE}\n`);
      assert.equal(
        repository.git('config', '--local', '--get-all', 'merge.corpus-annotator.driver').trim().split('\n').length,
        1,
      );
    });
    it('from a folder inside, and keeps what stands in the file', () => {
      repository.write('.gitattributes', '*.txt text\r\n*.ann.yaml merge=union');
      repository.write('deep/er/x', '');
      assert.equal(run('install-merge-driver', repository.path('deep/er')).status, 0);
      assert.equal(attributes(), `*.txt text\r\n*.ann.yaml merge=union\r\n${ATTRIBUTES_LINE}\r\n`);
    });
    it('for a linked worktree, in the configuration that all of them share', () => {
      const worktree = repository.path('linked');
      repository.git('worktree', 'add', '-q', worktree, '-b', 'linked');
      const { status, out } = run('install-merge-driver', worktree);
      assert.equal(status, 0);
      assert.ok(out.startsWith(repository.path('.git/config')), out);
      assert.equal(repository.read('linked/.gitattributes'), `${ATTRIBUTES_LINE}\n`);
      assert.equal(existsSync(repository.path('.gitattributes')), false);
    });
    it('and tells where another attributes file wins', () => {
      repository.write('.git/info/attributes', '*.ann.yaml merge=union\n');
      assert.match(install().out, /the merge "union", which wins/);
      assert.match(install().out, /which wins/);
      assert.equal(attributes(), `${ATTRIBUTES_LINE}\n`);
    });
    it('and uninstalled, as often as one likes', () => {
      install();
      const uninstall = (): Answer => run('install-merge-driver', '--uninstall', repository.folder);
      assert.match(uninstall().out, /is removed/);
      assert.match(uninstall().out, /There was no merge driver/);
      assert.equal(repository.try('config', '--local', '--get-regexp', '^merge').status, 1);
      diverge();
      assert.equal(repository.try('merge', '--no-edit', 'theirs').status, 1);
    });
    it('only in a repository', () => {
      const { status, errors } = run('install-merge-driver', '/');
      assert.equal(status, 1);
      assert.match(errors, /no git repository/);
      assert.equal(run('install-merge-driver').status, 2);
    });
  });

  describe('as a command', () => {
    const merge = (files: { base?: string; ours?: string; theirs?: string }, ...args: string[]): Answer => {
      for (const [name, content] of Object.entries({ base: BASE, ours: OURS, theirs: THEIRS, ...files }))
        repository.write(name, content);
      return run('merge', ...args, ...['base', 'ours', 'theirs'].map((name) => repository.path(name)), NAME);
    };

    it('writes the merge in the place of our version, and leaves nothing beside it', () => {
      const before = readdirSync(repository.folder).length;
      assert.deepEqual(merge({}), { status: 0, out: '', errors: '' });
      assert.equal(repository.read('ours'), BOTH);
      assert.equal(readdirSync(repository.folder).length, before + 3);
    });
    const UNREADABLE: readonly [
      what: string,
      files: { base?: string; ours?: string; theirs?: string },
      said: RegExp,
    ][] = [
      ['our version', { ours: OURS.replace('...\n', '') }, /our version cannot be read: The last line/],
      ['their version', { theirs: THEIRS.replace('version: 1', 'version: 2') }, /their version cannot be read/],
      ['the common version', { base: '\tx' }, /the common version cannot be read/],
    ];
    for (const [what, files, said] of UNREADABLE)
      it(`leaves the merge to git where ${what} cannot be read, and calls it a conflict`, () => {
        const { status, errors } = merge(files);
        assert.equal(status, 1);
        assert.match(errors, said);
        const byLines = repository.read('ours');
        merge(files);
        assert.equal(repository.read('ours'), byLines);
        repository.write('ours', { ours: OURS, ...files }.ours);
        const git = repository.try(
          'merge-file',
          '-p',
          '-L',
          'ours',
          '-L',
          'base',
          '-L',
          'theirs',
          'ours',
          'base',
          'theirs',
        );
        assert.equal(byLines, git.out);
      });
    it('leaves bytes that are no text alone', () => {
      merge({});
      repository.write('ours', new Uint8Array([0, 0xff, 0, 1]));
      const { status, errors } = run('merge', ...['base', 'ours', 'theirs'].map((name) => repository.path(name)));
      assert.equal(status, 1);
      assert.match(errors, /not all versions are UTF-8\. It was left/);
    });
    it('stops git where a file is missing or its use is wrong', () => {
      assert.equal(run('merge', 'a', 'b', 'c').status, 129);
      assert.match(run('merge', 'a', 'b').errors, /Name three files/);
      assert.equal(existsSync(repository.path('b')), false);
    });
  });
});
