import type { CodedText } from './codedText';
import { isSurrogate, type Found, type PatternScanner } from './patternScanner';

/** Patterns that are looked for in one walk over a text, each as if it were alone. */
export class PatternGroup {
  readonly #scanners: readonly PatternScanner[];
  /** For each code unit a bit for each pattern whose matches it can begin, */
  readonly #first = new Uint8Array(0x10000);
  /** for each in whose matches it can come second, */
  readonly #second = new Uint8Array(0x10000);
  /** and for each whose matches it can stand before. */
  readonly #before = new Uint8Array(0x10000);

  /** Throws a `RangeError` for more than eight patterns. */
  constructor(scanners: readonly PatternScanner[]) {
    if (scanners.length > 8) throw new RangeError('a group has at most eight patterns');
    this.#scanners = scanners;
    for (const [index, { openings }] of scanners.entries()) {
      const { classOf, first, second, before } = openings.units;
      mark(this.#first, classOf, first, 1 << index);
      mark(this.#second, classOf, second, 1 << index);
      mark(this.#before, classOf, before, 1 << index);
    }
  }

  /** The matches of each pattern, in order; undefined for a pattern that could match nowhere. */
  in(text: CodedText): readonly (readonly Found[] | undefined)[] {
    const { codes } = text;
    const first = this.#first;
    const last = codes.length - 1;
    const walks: (Walk | undefined)[] = [];
    for (let at = 0; at <= last; at++) {
      const code = codes[at] as number;
      let open = first[code] as number;
      if (open === 0) continue;
      if (at > 0) open &= this.#before[codes[at - 1] as number] as number;
      if (at < last && !isSurrogate(code)) open &= this.#second[codes[at + 1] as number] as number;
      for (; open !== 0; open &= open - 1) {
        const index = 31 - Math.clz32(open & -open);
        const walk = (walks[index] ??= new Walk(this.#scanners[index] as PatternScanner, text));
        walk.visit(at);
      }
    }
    return walks.map((walk) => walk?.found);
  }
}

/** Sets a bit for each code unit of the marked classes. */
function mark(masks: Uint8Array, classOf: Uint8Array, marked: readonly boolean[], bit: number): void {
  const bits = Uint8Array.from(marked, (is) => (is ? bit : 0));
  for (let code = 0; code < masks.length; code++) {
    masks[code] = (masks[code] as number) | (bits[classOf[code] as number] as number);
  }
}

/** The search for one of the patterns. */
class Walk {
  found: Found[] = [];
  /** Where a further match can start. */
  #next = 0;
  readonly #scanner: PatternScanner;
  readonly #text: CodedText;

  constructor(scanner: PatternScanner, text: CodedText) {
    this.#scanner = scanner;
    this.#text = text;
  }

  visit(at: number): void {
    if (at < this.#next) return;
    if (this.#scanner.isBlindAt(this.#text, at)) {
      this.found = this.#scanner.searched(this.#text);
      this.#next = Infinity;
      return;
    }
    const end = this.#scanner.endAt(this.#text, at);
    if (end === -1) return;
    this.found.push({ start: at, end });
    this.#next = end;
  }
}
