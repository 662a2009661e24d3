import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Nothing of the machine's own configuration, and a person of its own. */
const ENVIRONMENT = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Annotator',
  GIT_AUTHOR_EMAIL: 'annotator@example.org',
  GIT_COMMITTER_NAME: 'Annotator',
  GIT_COMMITTER_EMAIL: 'annotator@example.org',
  GIT_EDITOR: 'true',
  LC_ALL: 'C',
};

export interface Answer {
  readonly status: number | null;
  readonly out: string;
  readonly errors: string;
}

/** A git repository, in a temporary folder or one that is given, untouched by the configuration of the machine. */
export class TemporaryRepository {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static create(folder = temporaryFolder()): TemporaryRepository {
    const repository = new TemporaryRepository(folder);
    repository.git('init', '-q', '-b', 'main');
    return repository;
  }

  /** A clone with settings of its own, such as `core.autocrlf=true`. */
  clone(...settings: readonly string[]): TemporaryRepository {
    const copy = new TemporaryRepository(temporaryFolder());
    copy.git('clone', '-q', ...settings.flatMap((setting) => ['-c', setting]), this.folder, '.');
    return copy;
  }

  /** Runs git, which must succeed, and gives its output. */
  git(...args: readonly string[]): string {
    return execFileSync('git', args, { cwd: this.folder, encoding: 'utf8', env: ENVIRONMENT, stdio: 'pipe' });
  }

  /** Runs git, which may fail. */
  try(...args: readonly string[]): Answer {
    const { status, stdout, stderr } = spawnSync('git', args, { cwd: this.folder, encoding: 'utf8', env: ENVIRONMENT });
    return { status, out: stdout, errors: stderr };
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, content: string | Uint8Array): void {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), content);
  }

  read(name: string): string {
    return readFileSync(this.path(name), 'utf8');
  }

  commit(message: string, files: Readonly<Record<string, string | Uint8Array>> = {}): void {
    for (const [name, content] of Object.entries(files)) this.write(name, content);
    this.git('add', '-A');
    this.git('commit', '-q', '-m', message);
  }

  /** A branch from `from` with one commit. */
  branch(name: string, from: string, files: Readonly<Record<string, string | Uint8Array>>): void {
    this.git('checkout', '-q', '-b', name, from);
    this.commit(name, files);
  }

  /** `UU` for a file in conflict, empty for one as committed. */
  statusOf(name: string): string {
    return this.git('status', '--porcelain', '--', name).slice(0, 2).trim();
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

function temporaryFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'corpus-git-')));
}
