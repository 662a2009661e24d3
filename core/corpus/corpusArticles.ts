import { ownerOfSidecar, sidecarsBeside } from '../annotation/sidecarPath';
import { addressIn, type CorpusFiles } from './corpusFiles';

/** An article of a corpus, and the annotation files beside it. */
export interface CorpusArticle {
  readonly address: string;
  /** Its path below the folder that was searched, with `/`. */
  readonly path: string;
  /** The folder of its corpus, with `/` at its end, and its path below that. */
  readonly corpus: { readonly root: string; readonly path: string };
  /** The addresses of its annotation files, every annotator's. */
  readonly sidecars: readonly string[];
}

/** The corpus of a folder: which paths below its root are articles. */
export interface CorpusRange {
  /** Address of the folder with `corpus.yaml`, with `/` at its end. */
  readonly root: string;
  includes(path: string): boolean;
}

/** More folders than these are not searched. */
const MOST_FOLDERS = 5000;

/**
 * All articles below a folder (an address with `/` at its end), in the order of the folders. `corpusOf` finds the corpus that
 * a folder belongs to; where there is none, there are no articles. Hidden folders are left out, and those that cannot be
 * listed count as empty.
 */
export async function corpusArticles(
  root: string,
  files: Pick<CorpusFiles, 'list'>,
  corpusOf: (folder: string) => Promise<CorpusRange | undefined>,
): Promise<CorpusArticle[]> {
  const articles: CorpusArticle[] = [];
  // Grows while it is walked.
  const folders = [''];
  for (const path of folders.values()) {
    const folder = path === '' ? root : `${addressIn(root, path)}/`;
    const entries = await files.list(folder).catch(() => []);
    const below = (name: string): string => (path === '' ? name : `${path}/${name}`);
    for (const { name, isFolder } of entries) {
      const isSearched = isFolder && !name.startsWith('.') && name !== 'node_modules';
      if (isSearched && folders.length < MOST_FOLDERS) folders.push(below(name));
    }
    const names = entries.filter(({ isFolder }) => !isFolder).map(({ name }) => name);
    const corpus = names.length === 0 ? undefined : await corpusOf(folder);
    if (corpus === undefined) continue;
    const inCorpus = decodeURIComponent(folder.slice(corpus.root.length));
    const sidecarsOf = sidecarsIn(names);
    for (const name of names) {
      if (!corpus.includes(inCorpus + name)) continue;
      const sidecars = sidecarsOf(name).map((sidecar) => addressIn(folder, sidecar));
      const inRoot = { root: corpus.root, path: inCorpus + name };
      articles.push({ address: addressIn(folder, name), path: below(name), corpus: inRoot, sidecars });
    }
  }
  return articles;
}

/** The names of an article's sidecars in a folder; most articles are found without looking through all names again. */
function sidecarsIn(names: readonly string[]): (article: string) => readonly string[] {
  const byArticle = new Map<string, string[]>();
  for (const name of names) {
    const article = ownerOfSidecar(name)?.article;
    if (article === undefined) continue;
    const known = byArticle.get(article);
    if (known === undefined) byArticle.set(article, [name]);
    else known.push(name);
  }
  return (article) => (article.endsWith('.txt') ? (byArticle.get(article) ?? []) : sidecarsBeside(article, names));
}
