import { complement, union, type CharacterSet } from './characterSet';
import type { Node } from './syntax';

type Repeat = Extract<Node, { readonly kind: 'repeat' }>;

/** A place in a pattern that reads one character (Glushkov's construction). */
export interface Position {
  /** Numbers the positions of a pattern. */
  readonly index: number;
  readonly set: CharacterSet;
  /** The positions that can read the next character. */
  readonly follow: Set<Position>;
  /** A match can be complete behind it. */
  final: boolean;
}

/** A position that can read the first character of a match, and what may stand before it (undefined: anything). */
export interface First {
  readonly position: Position;
  readonly before: Before | undefined;
}

/** What may stand before a match. */
export interface Before {
  readonly set: CharacterSet;
  /** The start of the text will do as well. */
  readonly edge: boolean;
}

/** The positions that can open a match. Throws a `RangeError` where the pattern can match nothing. */
export function openingPositions(pattern: Node): readonly First[] {
  if (canReadNothing(pattern)) throw new RangeError('the pattern can match nothing');
  const { first, last } = new Construction().fragment(pattern, true);
  for (const position of last) position.final = true;
  return first;
}

function canReadNothing(node: Node): boolean {
  if (node.kind === 'character') return false;
  if (node.kind === 'sequence') return node.items.every(canReadNothing);
  if (node.kind === 'choice') return node.options.some(canReadNothing);
  return node.kind !== 'repeat' || node.least === 0 || canReadNothing(node.item);
}

/** What a part of a pattern contributes: whether it can read nothing, and what it can begin and end with. */
interface Fragment {
  readonly nullable: boolean;
  readonly first: readonly First[];
  readonly last: readonly Position[];
}

const NOTHING: Fragment = { nullable: true, first: [], last: [] };

class Construction {
  #positions = 0;

  /** `ends`: nothing of the pattern is behind the node, so that what it looks ahead to can be read as a part of it. */
  fragment(node: Node, ends: boolean): Fragment {
    switch (node.kind) {
      case 'character':
        return this.#character(node.set);
      case 'sequence':
        return this.#sequence(node.items, ends);
      case 'choice':
        return choice(node.options.map((option) => this.fragment(option, ends)));
      case 'repeat':
        return this.#repeat(node, ends);
      case 'ahead':
        return ends ? this.fragment(node.item, true) : NOTHING;
      case 'behind':
      case 'narrowing':
        return NOTHING;
    }
  }

  #character(set: CharacterSet): Fragment {
    const position: Position = { index: this.#positions++, set, follow: new Set(), final: false };
    return { nullable: false, first: [{ position, before: undefined }], last: [position] };
  }

  #sequence(items: readonly Node[], ends: boolean): Fragment {
    const lastReading = items.findLastIndex(({ kind }) => kind !== 'narrowing' && kind !== 'behind');
    let whole = NOTHING;
    let before: Before | undefined;
    for (const [index, item] of items.entries()) {
      if (item.kind === 'behind' && whole === NOTHING) before = charactersBefore(item.item, item.negative);
      const next = this.fragment(item, ends && index >= lastReading);
      if (next !== NOTHING) whole = joined(whole, next, before);
    }
    return whole;
  }

  /** `item{2,5}` is read as `item item item*`: it may come too often, never too seldom. */
  #repeat({ item, least, most }: Repeat, ends: boolean): Fragment {
    if (least === 0 && most === 1) return { ...this.fragment(item, ends), nullable: true };
    let whole = NOTHING;
    let copy = NOTHING;
    for (let copies = 0; copies < Math.max(1, Math.min(least, LONGEST_OPENING)); copies++) {
      copy = this.fragment(item, false);
      whole = joined(whole, copy, undefined);
    }
    if (most > least) connect(copy, copy);
    return least === 0 ? { ...whole, nullable: true } : whole;
  }
}

function choice(options: readonly Fragment[]): Fragment {
  return {
    nullable: options.some(({ nullable }) => nullable),
    first: options.flatMap(({ first }) => first),
    last: options.flatMap(({ last }) => last),
  };
}

/** `before` stands before `right` where `left` reads nothing. */
function joined(left: Fragment, right: Fragment, before: Before | undefined): Fragment {
  connect(left, right);
  const first = right.first.map((entry) => ({ position: entry.position, before: entry.before ?? before }));
  return {
    nullable: left.nullable && right.nullable,
    first: left.nullable ? [...left.first, ...first] : left.first,
    last: right.nullable ? [...left.last, ...right.last] : right.last,
  };
}

function connect(left: Fragment, right: Fragment): void {
  for (const { follow } of left.last) for (const { position } of right.first) follow.add(position);
}

/** How many characters of a match are looked at. */
export const LONGEST_OPENING = 8;

function charactersBefore(node: Node, negative: boolean): Before | undefined {
  if (!negative) {
    const set = lastCharacters(node);
    return set && { set, edge: false };
  }
  const forbidden = optionsOf(node).flatMap((option) => (option.kind === 'character' ? [option.set] : []));
  return { set: complement(union(forbidden)), edge: true };
}

/** The characters that what a node matches can end with; undefined for any, or none. */
function lastCharacters(node: Node): CharacterSet | undefined {
  if (node.kind === 'character') return node.set;
  if (node.kind === 'repeat' && node.least > 0) return lastCharacters(node.item);
  if (node.kind === 'sequence') {
    const last = node.items.at(-1);
    return last && lastCharacters(last);
  }
  if (node.kind !== 'choice') return undefined;
  const sets = node.options.map(lastCharacters);
  return sets.every((set) => set !== undefined) ? union(sets) : undefined;
}

/** The alternatives of a node, those of one item alone as that item. */
const optionsOf = (node: Node): readonly Node[] =>
  (node.kind === 'choice' ? node.options : [node]).map((option) =>
    option.kind === 'sequence' && option.items.length === 1 ? (option.items[0] as Node) : option,
  );
