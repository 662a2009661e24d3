import { NO_NODE, PhraseTrie, ROOT } from '../analysis/tagger/phraseTrie';

/** A place of a text where one of the phrases stands. */
export interface PhraseFound {
  readonly start: number;
  readonly end: number;
  /** Its index among the phrases. */
  readonly phrase: number;
}

/** Phrases that are looked for in many texts at once. */
export class Phrases {
  readonly #trie: PhraseTrie;

  /** Phrases differ from each other; empty ones are never found. */
  constructor(phrases: readonly string[]) {
    // The class of a phrase is its number, from 1.
    this.#trie = new PhraseTrie(phrases.map((phrase, index) => [phrase, index + 1]));
  }

  /** Where they stand, left to right and apart from each other, the longest first; `isWanted` may pass one over. */
  *in(text: string, isWanted: (found: PhraseFound) => boolean): Generator<PhraseFound> {
    for (let start = 0; start < text.length; start++) {
      const found = this.#longestAt(text, start, isWanted);
      if (found === undefined) continue;
      yield found;
      start = found.end - 1;
    }
  }

  #longestAt(text: string, start: number, isWanted: (found: PhraseFound) => boolean): PhraseFound | undefined {
    let longest: PhraseFound | undefined;
    let node = ROOT;
    for (let at = start; at < text.length; at++) {
      node = this.#trie.next(node, text.charCodeAt(at));
      if (node === NO_NODE) break;
      const phrase = this.#trie.classesOf(node) - 1;
      if (phrase < 0) continue;
      const found = { start, end: at + 1, phrase };
      if (isWanted(found)) longest = found;
    }
    return longest;
  }
}
