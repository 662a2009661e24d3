import type { Corpora, Corpus } from '../../core/corpus/corpora';
import { corpusArticles, type CorpusArticle } from '../../core/corpus/corpusArticles';
import type { CorpusFiles } from '../../core/corpus/corpusFiles';
import { articleFilter } from '../../core/corpus/manifest';

/** An article, and the corpus it belongs to. */
export interface ListedArticle extends Pick<CorpusArticle, 'address' | 'path'> {
  readonly corpus: Corpus;
}

/** The articles below folders, listed once until something may have changed. */
export class CorpusListing {
  readonly #files: CorpusFiles;
  readonly #corpora: Corpora;
  #lists = new Map<string, Promise<readonly ListedArticle[]>>();

  constructor(files: CorpusFiles, corpora: Corpora) {
    this.#files = files;
    this.#corpora = corpora;
  }

  /** The articles of corpora below a folder, sorted by their paths. */
  below(folder: string): Promise<readonly ListedArticle[]> {
    const root = folder.endsWith('/') ? folder : `${folder}/`;
    const known = this.#lists.get(root) ?? this.#list(root);
    this.#lists.set(root, known);
    return known;
  }

  /** A file or folder was made, moved or deleted, or a manifest has changed. */
  forget(): void {
    this.#lists = new Map();
  }

  async #list(root: string): Promise<readonly ListedArticle[]> {
    const ranges = new Map<Corpus, { readonly root: string; includes(path: string): boolean }>();
    const articles = await corpusArticles(root, this.#files, async (folder) => {
      const corpus = await this.#corpusIn(folder);
      if (corpus === undefined) return undefined;
      const known = ranges.get(corpus) ?? { root: corpus.root, includes: articleFilter(corpus.manifest) };
      ranges.set(corpus, known);
      return known;
    });
    const listed: ListedArticle[] = [];
    for (const { address, path } of articles) {
      const corpus = await this.#corpora.of(address);
      if (corpus !== undefined) listed.push({ address, path, corpus });
    }
    return listed.sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** The corpus of the files in a folder, whatever their names. */
  #corpusIn(folder: string): Promise<Corpus | undefined> {
    return this.#corpora.of(`${folder}file`);
  }
}
