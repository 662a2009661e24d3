/** Finds the phrases of a gazetteer in a text, by their first character; longer phrases are tried first. */
export class PhraseIndex<Value> {
  readonly #byFirst = new Map<string, [phrase: string, value: Value][]>();
  readonly #values = new Map<string, Value>();

  /** A later value of the same phrase is ignored. */
  constructor(phrases: Iterable<readonly [phrase: string, value: Value]>) {
    for (const [phrase, value] of phrases) {
      if (phrase === '' || this.#values.has(phrase)) continue;
      this.#values.set(phrase, value);
      const key = phrase.slice(0, KEY_LENGTH);
      const bucket = this.#byFirst.get(key);
      if (bucket === undefined) this.#byFirst.set(key, [[phrase, value]]);
      else bucket.push([phrase, value]);
    }
    for (const bucket of this.#byFirst.values()) bucket.sort(([a], [b]) => b.length - a.length);
  }

  get(phrase: string): Value | undefined {
    return this.#values.get(phrase);
  }

  /** The phrases that start at `offset`, longest first. */
  *allAt(text: string, offset: number): Generator<readonly [phrase: string, value: Value]> {
    for (let length = KEY_LENGTH; length > 0; length--) {
      const bucket = this.#byFirst.get(text.slice(offset, offset + length));
      if (bucket === undefined) continue;
      for (const entry of bucket) if (text.startsWith(entry[0], offset)) yield entry;
    }
  }

  longestAt(text: string, offset: number): readonly [phrase: string, value: Value] | undefined {
    for (const entry of this.allAt(text, offset)) return entry;
    return undefined;
  }
}

/** Phrases share a bucket when their first two characters agree; phrases of one character have buckets of their own. */
const KEY_LENGTH = 2;
