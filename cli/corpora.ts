import { fileURLToPath, pathToFileURL } from 'node:url';
import type { FileReport } from '../core/corpus/authorityFiles';
import { Corpora, type Corpus } from '../core/corpus/corpora';
import type { CorpusFiles } from '../core/corpus/corpusFiles';
import { CanonicalText, canonicalOffsetsOf } from '../core/text/canonicalText';
import { visibleText } from '../core/text/visible';
import { readLocalFileWithin } from '../node/localFile';
import { listLocalFolder } from '../node/localFolder';

const LOCAL_FILES: CorpusFiles = {
  read: (address, root) => readLocalFileWithin(address, [root, pathToFileURL('.').href]),
  list: listLocalFolder,
};

/** Finds the corpus of an article by the nearest `corpus.yaml`, and prints what is wrong with it and its authority files. */
export class LocalCorpora {
  readonly #corpora = new Corpora(LOCAL_FILES, (file) => this.#print(file));
  #hasErrors = false;

  /** Whether something could not be read as it was meant. */
  get hasErrors(): boolean {
    return this.#hasErrors;
  }

  of(file: string): Promise<Corpus | undefined> {
    return this.#corpora.of(pathToFileURL(file).href);
  }

  #print({ address, text, problems, references }: FileReport): void {
    const path = fileURLToPath(address);
    const offsetIn = canonicalOffsetsOf(text);
    const canonical = new CanonicalText(text);
    for (const { severity, message, offset } of [...problems, ...references]) {
      this.#hasErrors ||= severity === 'error';
      const { line, character } = canonical.positionAt(offsetIn(offset));
      process.stderr.write(`${path}:${line + 1}:${character + 1}: ${visibleText(message)}\n`);
    }
  }
}
