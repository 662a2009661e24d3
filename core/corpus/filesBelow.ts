import { isSidecarPath, ownerOfSidecar } from '../annotation/sidecarPath';
import { addressIn, type CorpusFiles } from './corpusFiles';
import { articleFilter, AUTHORITY_SUFFIX, DEFAULT_MANIFEST, type Manifest } from './manifest';

/** What tells articles from other files: the folder of a manifest (its address ends in `/`), and what that says. */
export interface CorpusRoot {
  readonly root: string;
  readonly manifest: Manifest;
}

/**
 * All files below a folder (an address with `/` at its end), in the order of their paths; hidden folders are left out.
 * Rejects where the folder cannot be listed.
 */
export async function filesBelow(root: string, files: CorpusFiles): Promise<string[]> {
  const paths: string[] = [];
  // Grows while it is walked.
  const folders = [''];
  for (const folder of folders) {
    const address = folder === '' ? root : `${addressIn(root, folder)}/`;
    const entries = folder === '' ? await files.list(address) : await files.list(address).catch(() => []);
    for (const { name, isFolder } of entries) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (!isFolder) paths.push(path);
      else if (!name.startsWith('.') && name !== 'node_modules') folders.push(path);
    }
  }
  return paths.sort();
}

/** The paths of sidecars by that of the article they belong to, whether it is there or not. */
export function sidecarsByArticle(paths: readonly string[]): Map<string, string[]> {
  const sidecars = new Map<string, string[]>();
  for (const path of paths) {
    const article = ownerOfSidecar(path)?.article;
    if (article === undefined) continue;
    const known = sidecars.get(article);
    if (known === undefined) sidecars.set(article, [path]);
    else known.push(path);
  }
  return sidecars;
}

/** Whether a file is an article of its corpus, or would be one without a manifest. */
export function isArticle(path: string, root: string, corpus: CorpusRoot | undefined): boolean {
  if (isSidecarPath(path) || path.endsWith(AUTHORITY_SUFFIX) || !path.endsWith('.txt')) return false;
  const base = corpus?.root ?? root;
  return articleFilter(corpus?.manifest ?? DEFAULT_MANIFEST)(
    decodeURIComponent(addressIn(root, path).slice(base.length)),
  );
}
