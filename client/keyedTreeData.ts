import * as vscode from 'vscode';
import type { KeyedNode, KeyedTree } from '../core/keyedTree';

/** What a view shows of a keyed tree. Its elements are keys: what is open stays open, and only what differs is renewed. */
export class KeyedTreeData<
  Node extends KeyedNode & { readonly parent?: string | undefined },
  Tree extends KeyedTree<Node>,
>
  implements vscode.TreeDataProvider<string>, vscode.Disposable
{
  readonly #toRenew: (before: Tree, after: Tree) => readonly string[] | undefined;
  readonly #itemOf: (node: Node) => vscode.TreeItem;
  readonly #changed = new vscode.EventEmitter<string[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  #tree: Tree;

  /** `toRenew` tells which nodes look different now; undefined: all may. */
  constructor(
    tree: Tree,
    toRenew: (before: Tree, after: Tree) => readonly string[] | undefined,
    itemOf: (node: Node) => vscode.TreeItem,
  ) {
    this.#tree = tree;
    this.#toRenew = toRenew;
    this.#itemOf = itemOf;
  }

  get tree(): Tree {
    return this.#tree;
  }

  show(tree: Tree): void {
    const renewed = this.#toRenew(this.#tree, tree);
    this.#tree = tree;
    if (renewed?.length !== 0) this.#changed.fire(renewed && [...renewed]);
  }

  getChildren(key?: string): string[] {
    return [...(key === undefined ? this.#tree.roots : (this.#tree.nodes.get(key)?.children ?? []))];
  }

  getParent(key: string): string | undefined {
    return this.#tree.nodes.get(key)?.parent;
  }

  getTreeItem(key: string): vscode.TreeItem {
    const node = this.#tree.nodes.get(key);
    // The editor may ask for what a renewal on its way has removed.
    if (node === undefined) return new vscode.TreeItem('');
    const item = this.#itemOf(node);
    item.id = key;
    return item;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
