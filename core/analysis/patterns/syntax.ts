import { complement, EVERYTHING, HAN, union, type CharacterSet } from './characterSet';

/** What the openings of a regular expression are read off. */
export type Node =
  | { readonly kind: 'character'; readonly set: CharacterSet }
  | { readonly kind: 'sequence'; readonly items: readonly Node[] }
  | { readonly kind: 'choice'; readonly options: readonly Node[] }
  | { readonly kind: 'repeat'; readonly item: Node; readonly least: number; readonly most: number }
  | { readonly kind: 'ahead'; readonly item: Node }
  | { readonly kind: 'behind'; readonly item: Node; readonly negative: boolean }
  /** `^`, `$` and `(?!…)`: they only narrow what the rest matches. */
  | { readonly kind: 'narrowing' };

/**
 * Reads the syntax that the recognisers use: literals, classes, `\p{Script=Han}`, groups, alternatives, quantifiers and
 * assertions. Throws a `SyntaxError` on anything else, so that a pattern is never read wrongly.
 */
export function parsePattern({ source, ignoreCase, flags }: RegExp): Node {
  if (ignoreCase || flags.includes('v'))
    throw new SyntaxError(`/${source}/${flags} has flags that change what it says`);
  const reader = new Reader(source);
  const node = reader.choice();
  if (!reader.done) reader.fail();
  return node;
}

class Reader {
  #at = 0;
  /** Sets by how the pattern writes them, so that equal ones are one object. */
  readonly #sets = new Map<string, CharacterSet>();

  constructor(readonly source: string) {}

  get done(): boolean {
    return this.#at === this.source.length;
  }

  fail(): never {
    throw new SyntaxError(`no opening can be read off /${this.source}/ at ${this.#at}`);
  }

  choice(): Node {
    const options = [this.#sequence()];
    while (this.#take('|')) options.push(this.#sequence());
    return options.length === 1 ? (options[0] as Node) : { kind: 'choice', options };
  }

  #sequence(): Node {
    const items: Node[] = [];
    while (!this.done && !this.#sees('|') && !this.#sees(')')) items.push(this.#quantified(this.#atom()));
    return { kind: 'sequence', items };
  }

  #atom(): Node {
    if (this.#take('^') || this.#take('$')) return { kind: 'narrowing' };
    if (this.#take('(?=')) return { kind: 'ahead', item: this.#group() };
    if (this.#take('(?!')) {
      this.#group();
      return { kind: 'narrowing' };
    }
    if (this.#take('(?<=')) return { kind: 'behind', item: this.#group(), negative: false };
    if (this.#take('(?<!')) return { kind: 'behind', item: this.#group(), negative: true };
    if (this.#take('(?:') || this.#taken(/\((?:\?<\w+>|(?!\?))/y) !== undefined) return this.#group();
    if (this.#taken(/[*+?{}\]]/y) !== undefined) this.fail();
    const start = this.#at;
    const set = this.#set();
    return { kind: 'character', set: this.#shared(this.source.slice(start, this.#at), set) };
  }

  #set(): CharacterSet {
    if (this.#take('[')) return this.#class();
    return this.#take('.') ? EVERYTHING : this.#character();
  }

  #shared(written: string, set: CharacterSet): CharacterSet {
    const known = this.#sets.get(written) ?? set;
    this.#sets.set(written, known);
    return known;
  }

  #group(): Node {
    const inner = this.choice();
    if (!this.#take(')')) this.fail();
    return inner;
  }

  #quantified(item: Node): Node {
    const quantifier = this.#taken(/(?:[*+?]|\{[0-9]+(?:,[0-9]*)?\})\??/y);
    if (quantifier === undefined) return item;
    const [least, most] = BOUNDS[quantifier[0] ?? ''] ?? bounds(quantifier);
    return { kind: 'repeat', item, least, most };
  }

  #class(): CharacterSet {
    const negative = this.#take('^');
    const sets: CharacterSet[] = [];
    while (!this.#take(']')) {
      const set = this.#character();
      const isRange = this.#sees('-') && this.source[this.#at + 1] !== ']';
      if (isRange) this.#at++;
      sets.push(isRange ? span(set, this.#character()) : set);
    }
    return negative ? complement(union(sets)) : union(sets);
  }

  /** A character or an escape that stands for characters. */
  #character(): CharacterSet {
    const escape = this.#taken(/\\(?:[pP]\{Script=Han\}|[dn]|[^A-Za-z0-9])/y);
    if (escape !== undefined) return ESCAPES[escape] ?? single(escape.charCodeAt(1));
    const code = this.source.charCodeAt(this.#at);
    if (this.done || this.#sees('\\') || isSurrogate(code)) this.fail();
    this.#at++;
    return single(code);
  }

  #sees(text: string): boolean {
    return this.source.startsWith(text, this.#at);
  }

  #take(text: string): boolean {
    const sees = this.#sees(text);
    if (sees) this.#at += text.length;
    return sees;
  }

  #taken(sticky: RegExp): string | undefined {
    sticky.lastIndex = this.#at;
    const found = sticky.exec(this.source)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }
}

const isSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdfff;

const single = (code: number): CharacterSet => [[code, code]];

/** The characters from the first of one set to the last of another. */
const span = (from: CharacterSet, to: CharacterSet): CharacterSet => [[from[0]?.[0] ?? 0, to.at(-1)?.[1] ?? 0]];

const ESCAPES: Readonly<Record<string, CharacterSet>> = {
  '\\p{Script=Han}': HAN,
  '\\P{Script=Han}': complement(HAN),
  '\\d': [[0x30, 0x39]],
  '\\n': [[0x0a, 0x0a]],
};

const BOUNDS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  '*': [0, Infinity],
  '+': [1, Infinity],
  '?': [0, 1],
};

function bounds(quantifier: string): readonly [least: number, most: number] {
  const [, least, comma, most] = /^\{([0-9]+)(,?)([0-9]*)\}/.exec(quantifier) ?? [];
  if (comma === '') return [Number(least), Number(least)];
  return [Number(least), most === '' ? Infinity : Number(most)];
}
