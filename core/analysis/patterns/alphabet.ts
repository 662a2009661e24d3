import type { CharacterSet } from './characterSet';

/** The class of the place before a text. */
export const EDGE = 0;
/** The class of the halves of surrogate pairs, where a pattern reads a pair as one character. */
export const SURROGATE = 1;

/** Code units by what a pattern tells apart: units that the same sets of it hold are of one class. */
export class Alphabet {
  readonly classOf = new Uint8Array(0x10000);
  /** The number of classes, {@link EDGE} and {@link SURROGATE} included. */
  readonly size: number;
  /** Classes from this one on have no units in the opening sets. */
  readonly firstNotOpening: number;
  readonly #classesOf: ReadonlyMap<CharacterSet, Set<number>>;

  /** Sets are told apart as objects. Throws a `RangeError` where they make more than 254 classes. */
  constructor(opening: readonly CharacterSet[], others: readonly CharacterSet[], unicode: boolean) {
    const openingSets = new Set(opening);
    const distinct = [...new Set([...opening, ...others])];
    this.#classesOf = new Map(distinct.map((set) => [set, new Set()]));
    const cut = [...pieces(distinct)];
    const opens = ({ inside }: Piece): boolean => inside.some((index) => index < openingSets.size);
    const known = new Map<string, number>();
    let size = SURROGATE + 1;
    const classify = ({ from, to, inside }: Piece): void => {
      const key = inside.join();
      let found = known.get(key);
      if (found === undefined) {
        found = size++;
        known.set(key, found);
        for (const index of inside) this.#classesOf.get(distinct[index] as CharacterSet)?.add(found);
      }
      this.classOf.fill(found, from, to);
    };
    for (const piece of cut) if (opens(piece)) classify(piece);
    this.firstNotOpening = size;
    for (const piece of cut) if (!opens(piece)) classify(piece);
    if (size > 256) throw new RangeError('a pattern tells too many characters apart');
    if (unicode) this.classOf.fill(SURROGATE, 0xd800, 0xe000);
    this.size = size;
  }

  /** Whether a set holds the units of a class. */
  holds(set: CharacterSet, kind: number): boolean {
    return this.#classesOf.get(set)?.has(kind) === true;
  }
}

interface Piece {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  /** The sets that hold these units, by index. */
  readonly inside: readonly number[];
}

/** All code units, cut wherever a set begins or ends. */
function* pieces(sets: readonly CharacterSet[]): Generator<Piece> {
  const changes = new Map<number, number[]>([[0x10000, []]]);
  for (const [index, set] of sets.entries()) {
    for (const edge of set.flatMap(([from, to]) => [from, to + 1])) {
      const here = changes.get(edge);
      if (here === undefined) changes.set(edge, [index]);
      else here.push(index);
    }
  }
  const inside = new Set<number>();
  let from = 0;
  for (const [to, changed] of [...changes].sort(([a], [b]) => a - b)) {
    if (to > from) yield { from, to, inside: [...inside].sort((a, b) => a - b) };
    for (const index of changed) if (!inside.delete(index)) inside.add(index);
    from = to;
  }
}
