/** A generator of pseudo-random numbers that is the same everywhere (xorshift32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = Math.imul(seed + 1, 0x9e3779b1) | 1;
  }

  /** A number from 0 to 1, 1 excluded. */
  next(): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return (this.#state >>> 0) / 4294967296;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  pick<Value>(values: readonly Value[]): Value {
    if (values.length === 0) throw new Error('nothing to pick from');
    return values[this.below(values.length)] as Value;
  }

  shuffle<Value>(values: Value[]): Value[] {
    for (let at = values.length - 1; at > 0; at--) {
      const other = this.below(at + 1);
      [values[at], values[other]] = [values[other] as Value, values[at] as Value];
    }
    return values;
  }
}
