import { isSidecarPath } from '../annotation/sidecarPath';
import { ownValue, type JsonObject } from '../yaml/json';

/** The keys under which people keep the name of a text's file in its metadata. */
const NAME_KEYS = ['filename', 'file_name', 'file', 'path', 'upload_name', 'source', 'name', 'meta_file'];

/** The path of a `.txt` file that metadata names; undefined where it names none. */
export function nameIn(metadata: JsonObject): string | undefined {
  for (const key of NAME_KEYS) {
    const value = ownValue(metadata, key);
    if (typeof value === 'string' && /\.txt$/i.test(value)) return safePath(value);
  }
  return undefined;
}

/** The name of a file without its folders and its extension. */
export function stemOf(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return name.replace(/\.[^.]*$/, '') || 'import';
}

/** Names have at most so many UTF-16 units: no Chinese one is longer than 255 bytes then, its sidecar's suffix included. */
const LONGEST_NAME = 60;

/**
 * A path below the corpus that ends in `.txt` and every file system takes: no way out of the folder, no characters that
 * Windows refuses. Undefined where nothing is left of it.
 */
export function safePath(path: string): string | undefined {
  const steps = path
    .replace(/^[A-Za-z]:/, '')
    .split(/[/\\]/)
    .filter((step) => step !== '' && step !== '.' && step !== '..')
    .map((step) => step.replace(/[<>:"|?*\p{Cc}\p{Cs}]/gu, '_'));
  const last = steps.at(-1)?.replace(/\.txt$/i, '');
  if (last === undefined || last === '') return undefined;
  const isAbsolute = /^(?:[A-Za-z]:)?[/\\]/.test(path);
  // Hidden folders are programs' own: a text in `.git/refs` would be taken for a branch.
  const isOdd = isAbsolute || path.includes('..') || steps.some((step) => step.startsWith('.'));
  const folders = isOdd ? [] : steps.slice(0, -1);
  const name = `${cutTo(LONGEST_NAME, last)}.txt`;
  return isSidecarPath(name) ? undefined : [...folders, name].join('/');
}

function cutTo(length: number, text: string): string {
  return text.length <= length ? text : Array.from(text.slice(0, length)).slice(0, -1).join('');
}
