import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { FolderEntry } from '../core/corpus/corpusFiles';

/** What the folder of a `file:` address holds; a link counts as a file. Rejects where there is no such folder. */
export async function listLocalFolder(address: string): Promise<readonly FolderEntry[]> {
  const entries = await readdir(fileURLToPath(address), { withFileTypes: true });
  return entries.map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }));
}
