/** A tree whose nodes are known by keys that outlive changes, so that a view renews only what differs. */
export interface KeyedTree<Node extends KeyedNode> {
  readonly roots: readonly string[];
  readonly nodes: ReadonlyMap<string, Node>;
}

export interface KeyedNode {
  /** Absent for a node that never has any. */
  readonly children?: readonly string[] | undefined;
}

/**
 * The nodes to renew in a view that shows `before`, so that it shows `after`: a renewed node renews what is below it.
 * Undefined: the whole view. `looksSame` compares two states of a node, apart from its children.
 */
export function nodesToRenew<Node extends KeyedNode>(
  before: KeyedTree<Node>,
  after: KeyedTree<Node>,
  looksSame: (a: Node, b: Node) => boolean,
): readonly string[] | undefined {
  if (!isSameList(before.roots, after.roots)) return undefined;
  const isChanged = (key: string): boolean => {
    const [old, now] = [before.nodes.get(key), after.nodes.get(key)];
    if (old === undefined || now === undefined) return old !== now;
    return !isSameList(old.children ?? [], now.children ?? []) || !looksSame(old, now);
  };
  const renewed: string[] = [];
  const visit = (keys: readonly string[], parent: string | undefined): void => {
    const changed = new Set(keys.filter(isChanged));
    if (changed.size > MOST_AT_ONCE && parent !== undefined) {
      renewed.push(parent);
      return;
    }
    renewed.push(...changed);
    for (const key of keys) {
      const children = after.nodes.get(key)?.children;
      if (children !== undefined && !changed.has(key)) visit(children, key);
    }
  };
  visit(after.roots, undefined);
  return renewed.length > MOST_AT_ONCE ? undefined : renewed;
}

/** Above this number one renewal of what holds them costs a view less than many. */
const MOST_AT_ONCE = 20;

/** A longer list comes in pieces: a view fetches a whole list at once. */
const LONGEST_LIST = 300;
const PIECE = 100;

/** The pieces of a long list, each with the place of its first member; undefined where the list is short enough. */
export function piecesOf<Member>(
  members: readonly Member[],
): readonly { readonly start: number; readonly members: readonly Member[] }[] | undefined {
  if (members.length <= LONGEST_LIST) return undefined;
  const count = Math.ceil(members.length / PIECE);
  return Array.from({ length: count }, (_, index) => ({
    start: index * PIECE,
    members: members.slice(index * PIECE, (index + 1) * PIECE),
  }));
}

const isSameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((key, index) => key === b[index]);
