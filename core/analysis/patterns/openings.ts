import { Alphabet, EDGE, SURROGATE } from './alphabet';
import { LONGEST_OPENING, openingPositions, type Before, type First, type Position } from './positions';
import { parsePattern } from './syntax';

/**
 * Where a regular expression can match, by the first characters of its matches and, where it begins with a lookbehind,
 * by the character before them: an automaton that is read off the pattern. It denies most places after one or two
 * characters and never denies a match.
 */
export class Openings {
  readonly #alphabet: Alphabet;
  readonly #first: readonly First[];
  readonly #states: States;
  /** For the class of the character before an offset the state at the offset. */
  readonly #starts: Uint16Array;

  /** Throws a `SyntaxError` or `RangeError` for a pattern that it cannot read. */
  constructor(pattern: RegExp) {
    this.#first = openingPositions(parsePattern(pattern));
    const opening = this.#first.map(({ position }) => position.set);
    const later = reachable(this.#first).map(({ set }) => set);
    const before = this.#first.flatMap((first) => (first.before === undefined ? [] : [first.before.set]));
    this.#alphabet = new Alphabet(opening, [...later, ...before], pattern.unicode);
    this.#states = new States(this.#alphabet);
    this.#starts = startStates(this.#first, this.#alphabet, this.#states);
  }

  /** The next offset from `offset` on where a match may start; the length of the text where there is none. */
  nextIn(codes: Uint16Array, offset: number): number {
    const { classOf, firstNotOpening } = this.#alphabet;
    const { length } = codes;
    for (let at = offset; at < length; at++) {
      if ((classOf[codes[at] as number] as number) < firstNotOpening && this.allow(codes, at)) return at;
    }
    return length;
  }

  /** Whether a match may start at an offset; there is none at the end of the text. */
  allow(codes: Uint16Array, offset: number): boolean {
    const { classOf } = this.#alphabet;
    const longest = offset + LONGEST_OPENING;
    let state = this.#starts[offset === 0 ? EDGE : (classOf[codes[offset - 1] as number] as number)] as number;
    for (let at = offset; state > ALLOWED; at++) {
      if (at === longest) return true;
      if (at >= codes.length) return false;
      state = this.#states.next(state, classOf[codes[at] as number] as number);
    }
    return state === ALLOWED;
  }

  /**
   * For each code unit whether a match may start with it, whether it may come second in a match (where the first is no
   * half of a surrogate pair) and whether it may stand before a match.
   */
  get units(): OpeningUnits {
    const { classOf, size, firstNotOpening } = this.#alphabet;
    const kinds = Array.from({ length: size }, (_, kind) => kind);
    const second = new Set(this.#first.flatMap(({ position }) => [...position.follow].map(({ set }) => set)));
    const short = this.#first.some(({ position }) => position.final);
    const follows = (kind: number): boolean =>
      short || kind === SURROGATE || [...second].some((set) => this.#alphabet.holds(set, kind));
    return {
      classOf,
      first: kinds.map((kind) => kind < firstNotOpening),
      second: kinds.map(follows),
      before: kinds.map((kind) => this.#starts[kind] !== DENIED),
    };
  }
}

/** What is told of code units, by their class. */
export interface OpeningUnits {
  readonly classOf: Uint8Array;
  readonly first: readonly boolean[];
  readonly second: readonly boolean[];
  readonly before: readonly boolean[];
}

const DENIED = 0;
const ALLOWED = 1;

function reachable(first: readonly First[]): readonly Position[] {
  const found = new Set(first.map(({ position }) => position));
  for (const { follow } of found) for (const position of follow) found.add(position);
  return [...found];
}

function startStates(first: readonly First[], alphabet: Alphabet, states: States): Uint16Array {
  const conditions = [...new Set(first.map(({ before }) => before))];
  const known = new Map<string, number>();
  return Uint16Array.from({ length: alphabet.size }, (_, kind) => {
    const met = conditions.map((before) => canStandBefore(before, kind, alphabet));
    const key = met.join();
    const state =
      known.get(key) ??
      states.number(first.filter(({ before }) => met[conditions.indexOf(before)]).map(({ position }) => position));
    known.set(key, state);
    return state;
  });
}

function canStandBefore(before: Before | undefined, kind: number, alphabet: Alphabet): boolean {
  if (before === undefined || kind === SURROGATE) return true;
  return kind === EDGE ? before.edge : alphabet.holds(before.set, kind);
}

/** Sets of positions, numbered as they are found; what follows a state is worked out when a text first asks for it. */
class States {
  readonly #alphabet: Alphabet;
  readonly #numbers = new Map<string, number>();
  readonly #states: (readonly Position[])[] = [[], []];
  /** For a state and a class of characters the next state. */
  readonly #next: Uint8Array;

  constructor(alphabet: Alphabet) {
    this.#alphabet = alphabet;
    this.#next = new Uint8Array(MOST_STATES * alphabet.size).fill(UNKNOWN);
  }

  /** The state that reads with any of these positions; beyond {@link MOST_STATES} it allows whatever follows. */
  number(positions: Iterable<Position>): number {
    const state = [...new Set(positions)].sort((a, b) => a.index - b.index);
    if (state.length === 0) return DENIED;
    const key = state.map(({ index }) => index).join();
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    if (this.#states.length === MOST_STATES) return ALLOWED;
    this.#numbers.set(key, this.#states.length);
    return this.#states.push(state) - 1;
  }

  /** The state behind a state other than {@link DENIED} and {@link ALLOWED} along a class of characters. */
  next(state: number, kind: number): number {
    const slot = state * this.#alphabet.size + kind;
    const known = this.#next[slot] as number;
    return known === UNKNOWN ? (this.#next[slot] = this.#behind(state, kind)) : known;
  }

  #behind(state: number, kind: number): number {
    if (kind === SURROGATE) return ALLOWED;
    const read = (this.#states[state] as readonly Position[]).filter(({ set }) => this.#alphabet.holds(set, kind));
    return read.some(({ final }) => final) ? ALLOWED : this.number(read.flatMap(({ follow }) => [...follow]));
  }
}

const MOST_STATES = 250;
const UNKNOWN = 255;
