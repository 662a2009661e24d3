import * as vscode from 'vscode';
import type { Label } from '../../../core/annotation/labels';
import type { QueuedArticle, QueuedSuggestion, QueuedWords } from '../../../core/protocol';
import { groupItem, articleItem, moreItem, suggestionItem } from './queueItems';
import { keyOf, type QueueModel } from './queueModel';

export const VIEW = 'corpusAnnotator.suggestions';

/** How the queue is arranged: by article, all of the corpus by certainty, or equal words together. */
export const ARRANGEMENTS = ['article', 'certainty', 'words'] as const;
export type Arrangement = (typeof ARRANGEMENTS)[number];

export type QueueNode =
  | { readonly kind: 'article'; readonly article: QueuedArticle }
  | { readonly kind: 'words'; readonly group: QueuedWords }
  | { readonly kind: 'suggestion'; readonly suggestion: QueuedSuggestion; readonly parent: string }
  /** Stands for suggestions that are not shown. */
  | { readonly kind: 'more'; readonly parent: string };

/** Suggestions that a list shows; behind them stands that there are more. */
const MOST_LISTED = 200;

/** Stands for the roots of the tree. */
const ROOT = '';

/** The tree "Suggestions". Its elements are the keys of nodes. It is renewed only while it shows. */
export class QueueView implements vscode.TreeDataProvider<string>, vscode.Disposable {
  readonly #model: QueueModel;
  readonly #labelsOf: (uri: string) => readonly Label[];
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<string>;
  readonly #subscriptions: vscode.Disposable[];
  /** What was shown last and what is shown now: the editor may still ask for what has gone. */
  readonly #nodes = new Map<string, QueueNode>();
  readonly #children = new Map<string, readonly string[]>();
  #arrangement: Arrangement;

  constructor(model: QueueModel, arrangement: Arrangement, labelsOf: (uri: string) => readonly Label[]) {
    this.#model = model;
    this.#labelsOf = labelsOf;
    this.#arrangement = arrangement;
    this.#view = vscode.window.createTreeView(VIEW, {
      treeDataProvider: this,
      canSelectMany: true,
      showCollapseAll: true,
    });
    this.#view.title = vscode.l10n.t('Suggestions');
    this.#subscriptions = [
      model.onDidChange(() => this.#refresh()),
      this.#view.onDidChangeVisibility(({ visible }) => model.watch(visible)),
    ];
    model.watch(this.#view.visible);
    this.#refresh();
  }

  get arrangement(): Arrangement {
    return this.#arrangement;
  }

  set arrangement(arrangement: Arrangement) {
    this.#arrangement = arrangement;
    this.#refresh();
  }

  /** The suggestions of nodes; of a group all, also those that are not listed. */
  async suggestions(keys: readonly string[]): Promise<readonly QueuedSuggestion[]> {
    const found = await Promise.all(
      keys.map(async (key): Promise<readonly QueuedSuggestion[]> => {
        const node = this.#nodes.get(key);
        if (node?.kind === 'suggestion') return [node.suggestion];
        return node?.kind === 'words' ? this.#suggestionsOf(node, ALL) : [];
      }),
    );
    return [...new Map(found.flat().map((suggestion) => [keyOf(suggestion), suggestion])).values()];
  }

  /**
   * What a key is about: all selected nodes where the focused one is among them, else that one. The editor tells no
   * extension what is focused, but turns the selection of it over on request.
   */
  async focused(): Promise<readonly string[]> {
    const before = new Set(this.#view.selection);
    await vscode.commands.executeCommand('list.toggleSelection');
    const after = this.#view.selection;
    const added = after.filter((key) => !before.has(key));
    return added.length > 0 ? added : [...before];
  }

  /** What a command is about that was chosen in a menu: all selected nodes where the clicked one is among them, else that one. */
  clicked(key: string): readonly string[] {
    const { selection } = this.#view;
    return selection.includes(key) ? selection : [key];
  }

  /** The node to go to once some are gone. */
  after(gone: readonly string[]): string | undefined {
    const keys = new Set(gone);
    const [first] = gone;
    const node = first === undefined ? undefined : this.#nodes.get(first);
    const parent = node?.kind === 'suggestion' ? node.parent : ROOT;
    const siblings = this.#children.get(parent) ?? [];
    const at = siblings.findIndex((key) => keys.has(key));
    const left = (key: string): boolean => !keys.has(key) && this.#nodes.get(key)?.kind !== 'more';
    const next = siblings.slice(at).find(left) ?? siblings.slice(0, Math.max(0, at)).findLast(left);
    return next ?? (parent === ROOT ? undefined : this.#besideGroup(parent));
  }

  /** Selects a node, if it is still there. */
  async select(key: string): Promise<void> {
    if (!this.#view.visible || !this.#nodes.has(key)) return;
    try {
      await this.#view.reveal(key, { select: true, focus: true });
    } catch {
      // A renewal on its way has removed it.
      return;
    }
  }

  suggestion(key: string): QueuedSuggestion | undefined {
    const node = this.#nodes.get(key);
    return node?.kind === 'suggestion' ? node.suggestion : undefined;
  }

  async getChildren(key: string = ROOT): Promise<string[]> {
    const children = await this.#childrenOf(key);
    for (const [child, node] of children) this.#nodes.set(child, node);
    const keys = children.map(([child]) => child);
    this.#children.set(key, keys);
    return keys;
  }

  getParent(key: string): string | undefined {
    const node = this.#nodes.get(key);
    const parent = node?.kind === 'suggestion' || node?.kind === 'more' ? node.parent : ROOT;
    return parent === ROOT ? undefined : parent;
  }

  getTreeItem(key: string): vscode.TreeItem {
    const node = this.#nodes.get(key);
    if (node === undefined) return new vscode.TreeItem('');
    const item = this.#itemOf(key, node);
    item.id = key;
    return item;
  }

  #itemOf(key: string, node: QueueNode): vscode.TreeItem {
    switch (node.kind) {
      case 'article':
        return articleItem(node.article);
      case 'words':
        return groupItem(node.group, this.#labelsOf(''));
      case 'suggestion':
        return suggestionItem(node.suggestion, this.#labelsOf(node.suggestion.uri), {
          key,
          namesArticle: this.#arrangement !== 'article',
        });
      case 'more':
        return moreItem();
    }
  }

  async #childrenOf(key: string): Promise<(readonly [string, QueueNode])[]> {
    if (key !== ROOT) {
      const node = this.#nodes.get(key);
      return node?.kind === 'article' || node?.kind === 'words'
        ? this.#listed(await this.#suggestionsOf(node), key)
        : [];
    }
    switch (this.#arrangement) {
      case 'article':
        return this.#model.openArticles.map((article) => [`article ${article.uri}`, { kind: 'article', article }]);
      case 'words':
        return this.#model.queue.groups.map((group) => [
          `words ${group.label} ${group.form}`,
          { kind: 'words', group },
        ]);
      case 'certainty':
        return this.#listed(await this.#model.suggestions({ most: MOST_LISTED + 1 }), ROOT);
    }
  }

  #listed(suggestions: readonly QueuedSuggestion[], parent: string): (readonly [string, QueueNode])[] {
    const nodes = suggestions
      .slice(0, MOST_LISTED)
      .map((suggestion) => [`${parent} ${keyOf(suggestion)}`, { kind: 'suggestion', suggestion, parent }] as const);
    return suggestions.length > MOST_LISTED ? [...nodes, [`${parent} more`, { kind: 'more', parent }]] : nodes;
  }

  #suggestionsOf(
    node: QueueNode & { readonly kind: 'article' | 'words' },
    most: number = MOST_LISTED + 1,
  ): Promise<readonly QueuedSuggestion[]> {
    if (node.kind === 'article') return this.#model.suggestions({ uri: node.article.uri, most });
    const { form, label } = node.group;
    return this.#model.suggestions({ form, label, most });
  }

  #besideGroup(group: string): string | undefined {
    const groups = this.#children.get(ROOT) ?? [];
    const at = groups.indexOf(group);
    return groups[at + 1] ?? groups[at - 1];
  }

  #refresh(): void {
    const { decided, total, read, articles } = this.#model.progress;
    const open = total - decided;
    const isReading = this.#model.queue.isRead === false;
    this.#view.description =
      total === 0 ? '' : vscode.l10n.t('{0} of {1} decided, the least sure first', decided, total);
    this.#view.badge =
      open === 0 ? undefined : { value: open, tooltip: vscode.l10n.t('{0} suggestions to decide', open) };
    this.#view.message = this.#message(isReading, read, articles);
    const state = isReading ? 'reading' : articles === 0 ? 'none' : open === 0 ? 'done' : 'open';
    this.#tell('state', state);
    this.#tell('arrangement', this.#arrangement);
    this.#changed.fire();
  }

  #message(isReading: boolean, read: number, articles: number): string {
    if (isReading && articles > 0) return vscode.l10n.t('Reading the corpus: {0} of {1} articles', read, articles);
    return this.#model.queue.isRead === 'full'
      ? vscode.l10n.t('{0} of {1} articles are in the queue; more come as these are decided.', read, articles)
      : '';
  }

  #tell(name: string, value: string): void {
    void vscode.commands.executeCommand('setContext', `${VIEW}.${name}`, value);
  }

  dispose(): void {
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
    this.#view.dispose();
    this.#changed.dispose();
  }
}

/** More than any group has. */
const ALL = 1_000_000;
