import * as vscode from 'vscode';
import { openMatters, type ReviewKind, type ReviewNode } from '../../../core/annotation/reviewTree';
import { toRange } from '../../positions';
import type { Reviews } from './reviews';
import { explainItem, groupName, wordsOf } from './words';

const VIEW = 'corpusAnnotator.review';

/** The tree "Review": what needs a person, by kind and article. */
export class ReviewView implements vscode.TreeDataProvider<ReviewNode>, vscode.Disposable {
  readonly #reviews: Reviews;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<ReviewNode>;
  readonly #subscription: vscode.Disposable;

  constructor(reviews: Reviews) {
    this.#reviews = reviews;
    this.#view = vscode.window.createTreeView(VIEW, { treeDataProvider: this, showCollapseAll: true });
    this.#subscription = reviews.onDidChange(() => this.#refresh());
    this.#refresh();
  }

  /** What is selected in the tree: what keys pressed there are about. */
  get selection(): ReviewNode | undefined {
    return this.#view.selection[0];
  }

  /** Shows in the tree, where that is open, what the person visits in the text. */
  async reveal(uri: string, id: string): Promise<void> {
    if (!this.#view.visible) return;
    const nodes = this.#reviews.groups().flatMap(({ articles }) => articles.flatMap(({ annotations }) => annotations));
    const node = nodes.find((other) => other.uri === uri && other.id === id);
    if (node !== undefined) await this.#view.reveal(node, { select: true, focus: false });
  }

  getChildren(node?: ReviewNode): ReviewNode[] {
    if (node === undefined) return this.#reviews.groups();
    return node.node === 'group' ? [...node.articles] : node.node === 'article' ? [...node.annotations] : [];
  }

  getParent(node: ReviewNode): ReviewNode | undefined {
    if (node.node === 'group') return undefined;
    const group = this.#reviews.groups().find(({ kind }) => kind === node.kind);
    return node.node === 'article' ? group : group?.articles.find(({ uri }) => uri === node.uri);
  }

  getTreeItem(node: ReviewNode): vscode.TreeItem {
    const item = this.#itemOf(node);
    item.id = [
      node.kind,
      ...(node.node === 'group' ? [] : [node.uri]),
      ...(node.node === 'annotation' ? [node.id] : []),
    ].join(' ');
    const says = [item.label, item.description, item.tooltip].filter((part) => typeof part === 'string');
    item.accessibilityInformation = { label: says.join(', ') };
    return item;
  }

  #itemOf(node: ReviewNode): vscode.TreeItem {
    if (node.node === 'group') {
      const isCalm = node.kind === 'moved';
      const state = vscode.TreeItemCollapsibleState[isCalm ? 'Collapsed' : 'Expanded'];
      const item = new vscode.TreeItem(groupName(node.kind), state);
      item.description = String(node.count);
      item.iconPath = ICONS[node.kind];
      item.contextValue = `group ${node.kind}`;
      return item;
    }
    if (node.node === 'article') {
      const hasAnnotations = node.annotations.length > 0;
      const state = vscode.TreeItemCollapsibleState[hasAnnotations ? 'Expanded' : 'None'];
      const item = new vscode.TreeItem(node.name, state);
      item.resourceUri = vscode.Uri.parse(node.uri, true);
      item.iconPath = vscode.ThemeIcon.File;
      item.description = node.message ?? String(node.annotations.length);
      if (node.message !== undefined) item.tooltip = node.message;
      item.contextValue = `article ${node.kind}`;
      const command = hasAnnotations ? undefined : 'corpusAnnotator.showProblem';
      if (command !== undefined) item.command = { command, title: vscode.l10n.t('Show Problem'), arguments: [node] };
      return item;
    }
    const item = new vscode.TreeItem(wordsOf(node.item));
    item.description = `${node.item.annotation.label} · ${this.#lineOf(node.uri, node.item.look)}`;
    item.tooltip = explainItem(node.item);
    item.contextValue = node.kind;
    item.command = {
      command: 'corpusAnnotator.showReview',
      title: vscode.l10n.t('Show'),
      arguments: [{ uri: node.uri, id: node.id }],
    };
    return item;
  }

  #lineOf(uri: string, look: Parameters<typeof toRange>[1]): string {
    const article = this.#reviews.article(uri);
    return article === undefined ? '' : vscode.l10n.t('line {0}', toRange(article.text, look).start.line + 1);
  }

  #refresh(): void {
    const value = openMatters(this.#reviews.groups());
    this.#view.badge = value === 0 ? undefined : { value, tooltip: vscode.l10n.t('{0} to review', value) };
    this.#changed.fire();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#view.dispose();
    this.#changed.dispose();
  }
}

const warning = new vscode.ThemeColor('list.warningForeground');
const error = new vscode.ThemeColor('list.errorForeground');
const ICONS: Readonly<Record<ReviewKind, vscode.ThemeIcon>> = {
  unsaved: new vscode.ThemeIcon('save', error),
  unreadable: new vscode.ThemeIcon('error', error),
  orphan: new vscode.ThemeIcon('debug-disconnect', warning),
  review: new vscode.ThemeIcon('question', warning),
  moved: new vscode.ThemeIcon('check'),
};
