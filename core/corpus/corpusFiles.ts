import picomatch from 'picomatch/posix';
import { GLOB_OPTIONS } from './manifest';

/**
 * How core reads a corpus. Addresses are URIs; a folder's address ends in `/`, and the address of what it holds is that
 * and the percent-encoded name.
 */
export interface CorpusFiles {
  /**
   * The bytes of a file of the corpus in a folder, undefined where there is none. Rejects where it cannot be read, and with
   * an {@link OutsideError} where a link leads out of the folders that may be read.
   */
  read(address: string, root: string): Promise<Uint8Array | undefined>;
  /** What a folder holds; rejects where there is no such folder. Links to folders may be left out. */
  list(folder: string): Promise<readonly FolderEntry[]>;
}

/** A file that a link has outside the corpus and the open folders: a corpus from elsewhere must not read all of a disk. */
export class OutsideError extends Error {
  constructor() {
    super('The file is a link that leads out of the corpus. Put the file itself there.');
  }
}

export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
}

/** The folder of a file or folder; undefined at the root of a file system, and for an address that is in no folder. */
export function folderOf(address: string): string | undefined {
  const folder = address.slice(0, address.replace(/\/$/, '').lastIndexOf('/') + 1);
  return /^[a-z][a-z0-9+.-]*:\/\/[^/]*\//i.test(folder) ? folder : undefined;
}

/** The address of a path (with `/`) below a folder. */
export function addressIn(folder: string, path: string): string {
  // Half a surrogate pair has no percent-encoded form, and is in no file's name.
  return (
    folder +
    stepsOf(path.replace(/\p{Surrogate}/gu, '\uFFFD'))
      .map(encodeURIComponent)
      .join('/')
  );
}

const stepsOf = (path: string): string[] => path.split('/').filter((step) => step !== '' && step !== '.');

export function isGlob(pattern: string): boolean {
  return picomatch.scan(pattern, GLOB_OPTIONS).isGlob;
}

/** What a glob matches below a folder. */
export interface Matches {
  /** Paths relative to the folder, in the order of their characters. */
  readonly paths: readonly string[];
  /** Whether folders were left out because there are too many. */
  readonly isIncomplete: boolean;
}

/** Folders; near ones are searched before deep ones, and hidden ones (`.git`) never. */
const MOST_FOLDERS = 2000;

/** The files that a glob of a manifest matches. Folders that cannot be listed count as empty. */
export async function filesMatching(glob: string, root: string, files: CorpusFiles): Promise<Matches> {
  const matches = picomatch(glob, GLOB_OPTIONS);
  const { base } = picomatch.scan(glob, GLOB_OPTIONS);
  const deepest = glob.includes('**') ? Infinity : stepsOf(glob).length - 1;
  const paths: string[] = [];
  // Grows while it is walked.
  const folders = [stepsOf(base)];
  for (const [searched, folder] of folders.entries()) {
    if (searched === MOST_FOLDERS) return { paths: paths.sort(), isIncomplete: true };
    for (const { name, isFolder } of await entriesOf(root, folder, files)) {
      const steps = [...folder, name];
      if (!isFolder && matches(steps.join('/'))) paths.push(steps.join('/'));
      if (isFolder && !name.startsWith('.') && steps.length <= deepest) folders.push(steps);
    }
  }
  return { paths: paths.sort(), isIncomplete: false };
}

async function entriesOf(root: string, steps: readonly string[], files: CorpusFiles): Promise<readonly FolderEntry[]> {
  const path = addressIn(root, steps.join('/'));
  try {
    return await files.list(path.endsWith('/') ? path : `${path}/`);
  } catch {
    return [];
  }
}
