import { execFile } from 'node:child_process';
import { basename, dirname } from 'node:path';

/** What git answered. */
interface Answer {
  readonly status: number;
  readonly out: Buffer;
  readonly errors: string;
}

/** Bytes of a sidecar and everything around it fit many times over. */
const MAXIMUM_OUTPUT = 64 * 1024 * 1024;

/** A git repository with a working tree. Git is run without a shell; nothing here changes history, index or files. */
export class GitRepository {
  /** The top folder of the working tree. */
  readonly root: string;
  readonly #git: string;

  private constructor(root: string, git: string) {
    this.root = root;
    this.#git = git;
  }

  /** The repository that a folder is in; undefined where there is none, or no git. `git` is the program to run. */
  static async of(folder: string, git = 'git'): Promise<GitRepository | undefined> {
    try {
      const { status, out } = await run(git, ['-C', folder, 'rev-parse', '--show-toplevel']);
      return status === 0 ? new GitRepository(lineOf(out), git) : undefined;
    } catch {
      return undefined;
    }
  }

  /** The bytes that the index has of a file at a stage of an unfinished merge: 1 the base, 2 ours, 3 theirs. */
  async staged(file: string, stage: 1 | 2 | 3): Promise<Uint8Array | undefined> {
    // Relative to the file's own folder: a path by way of a link is not below the root that git tells.
    const { status, out } = await run(this.#git, [
      ...['-C', dirname(file)],
      ...['cat-file', 'blob', `:${stage}:./${basename(file)}`],
    ]);
    return status === 0 ? out : undefined;
  }

  /** The path of a file in git's own folder (`config`); for a linked worktree that is not the `.git` beside its files. */
  async ownPath(name: string): Promise<string> {
    return lineOf((await this.#done('rev-parse', '--path-format=absolute', '--git-path', name)).out);
  }

  /** A value of this repository's own configuration. */
  async setting(key: string): Promise<string | undefined> {
    const { status, out } = await this.#run('config', '--local', '--get', key);
    return status === 0 ? lineOf(out) : undefined;
  }

  async set(key: string, value: string): Promise<void> {
    await this.#done('config', '--local', '--replace-all', key, value);
  }

  /** Removes a section of this repository's configuration; one that is not there is no error. */
  async removeSection(name: string): Promise<void> {
    const { status } = await this.#run('config', '--local', '--get-regexp', `^${name.replaceAll('.', '\\.')}\\.`);
    if (status === 0) await this.#done('config', '--local', '--remove-section', name);
  }

  /** The value of a git attribute for a path (relative to the root; the file need not be there). */
  async attribute(name: string, path: string): Promise<string> {
    const fields = (await this.#done('check-attr', '-z', name, '--', path)).out.toString('utf8').split('\0');
    return fields[2] ?? '';
  }

  async #done(...args: string[]): Promise<Answer> {
    const answer = await this.#run(...args);
    if (answer.status === 0) return answer;
    throw new Error(`git ${args[0] ?? ''} failed: ${answer.errors.trim() || `status ${answer.status}`}`);
  }

  #run(...args: string[]): Promise<Answer> {
    return run(this.#git, ['-C', this.root, ...args]);
  }
}

/**
 * Git's own merge of three files by lines, in the conflict style that is configured. Undefined where git does not merge
 * them (binary files) or cannot be run.
 */
export async function mergeByLines(
  files: { readonly ours: string; readonly base: string; readonly theirs: string },
  markerSize: number,
): Promise<Uint8Array | undefined> {
  const names = ['ours', 'base', 'theirs'].flatMap((name) => ['-L', name]);
  const paths = [files.ours, files.base, files.theirs];
  try {
    const args = ['merge-file', '-p', `--marker-size=${markerSize}`, ...names, '--', ...paths];
    const { status, out } = await run('git', args, process.cwd());
    return status <= 127 ? out : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Rejects where git cannot be run. It starts in a folder of ours: Windows looks for programs in the current folder first,
 * and a corpus is no place to run programs from.
 */
function run(git: string, args: readonly string[], cwd = dirname(process.execPath)): Promise<Answer> {
  const options = {
    cwd,
    encoding: 'buffer',
    maxBuffer: MAXIMUM_OUTPUT,
    windowsHide: true,
    env: { ...process.env, GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' },
  } as const;
  return new Promise((resolve, reject) => {
    execFile(git, args, options, (error, out, errors) => {
      const status = error === null ? 0 : error.code;
      if (typeof status === 'number') resolve({ status, out, errors: errors.toString('utf8') });
      else reject(new Error(`${git} cannot be run: ${error?.message ?? 'it was stopped'}`));
    });
  });
}

/** The output without its line end. */
function lineOf(out: Buffer): string {
  return out.toString('utf8').replace(/\r?\n$/, '');
}
