import { charactersOf, type CharacterSet } from './characterSet';

/** Characters of the basic plane, looked up by code unit. */
export class CharacterTable {
  readonly #holds = new Uint8Array(0x10000);

  constructor(set: CharacterSet | string) {
    for (const [from, to] of typeof set === 'string' ? charactersOf(set) : set) this.#holds.fill(1, from, to + 1);
  }

  /** Whether the code unit at an offset is among the characters; outside the text it is not. */
  holdsAt(codes: Uint16Array, offset: number): boolean {
    return this.#holds[codes[offset] as number] === 1;
  }
}
