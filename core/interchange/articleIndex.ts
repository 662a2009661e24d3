import type { Sha256 } from '../annotation/annotation';
import { addressIn, type CorpusFiles } from '../corpus/corpusFiles';
import type { CanonicalText } from '../text/canonicalText';
import { decodeArticle } from '../text/decode';

/** The articles of a corpus by what stands in them, read once; later ones are added. */
export class ArticleIndex {
  readonly #sha256: Sha256;
  /** Paths by the key of a text without the blanks around it. */
  readonly #byText = new Map<number, string[]>();
  /** The path by the key of a line, for exports that have articles line by line; undefined where several have it. */
  readonly #byLine = new Map<number, string | undefined>();

  private constructor(sha256: Sha256) {
    this.#sha256 = sha256;
  }

  /** Reads all articles below a folder (an address with `/` at its end); those that are no UTF-8 are left out. */
  static async of(
    root: string,
    files: CorpusFiles,
    isArticle: (path: string) => boolean,
    sha256: Sha256,
  ): Promise<ArticleIndex> {
    const index = new ArticleIndex(sha256);
    for (const path of await pathsBelow(root, files)) {
      if (!isArticle(path)) continue;
      const bytes = await files.read(addressIn(root, path), root).catch(() => undefined);
      const text = bytes && decodeArticle(bytes).value;
      if (text !== undefined) index.add(path, text);
    }
    return index;
  }

  add(path: string, { text }: CanonicalText): void {
    const key = this.#keyOf(text.trim());
    this.#byText.set(key, [...(this.#byText.get(key) ?? []), path]);
    for (const line of text.split('\n')) {
      const words = line.trim();
      if (words === '') continue;
      const lineKey = this.#keyOf(words);
      const isElsewhere = this.#byLine.has(lineKey) && this.#byLine.get(lineKey) !== path;
      this.#byLine.set(lineKey, isElsewhere ? undefined : path);
    }
  }

  /** The articles that seem to have this text, or this line; of a line only where one article alone has it. */
  find({ text }: CanonicalText): readonly string[] {
    const words = text.trim();
    const key = this.#keyOf(words);
    const whole = this.#byText.get(key);
    if (whole !== undefined || words.includes('\n')) return whole ?? [];
    const path = this.#byLine.get(key);
    return path === undefined ? [] : [path];
  }

  /** 52 bits of the hash: a number, because there are as many as a corpus has lines. */
  #keyOf(words: string): number {
    return parseInt(this.#sha256(words).slice(0, 13), 16);
  }
}

/** All files below a folder, in order; hidden folders are left out. */
async function pathsBelow(root: string, files: CorpusFiles): Promise<string[]> {
  const paths: string[] = [];
  // Grows while it is walked.
  const folders = [''];
  for (const folder of folders) {
    const address = folder === '' ? root : `${addressIn(root, folder)}/`;
    for (const { name, isFolder } of await files.list(address).catch(() => [])) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (!isFolder) paths.push(path);
      else if (!name.startsWith('.') && name !== 'node_modules') folders.push(path);
    }
  }
  return paths.sort();
}
