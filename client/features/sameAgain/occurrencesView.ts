import * as vscode from 'vscode';
import type { OccurrenceList, Ticks } from '../../../core/occurrences/occurrenceList';
import type { ArticleOccurrences, Occurrence } from '../../../core/occurrences/searchCorpus';
import type { Verdict } from '../../../core/occurrences/verdict';
import { visibleText } from '../../../core/text/visible';
import { toRange } from '../../positions';

export const VIEW = 'corpusAnnotator.occurrences';

/** What the view lists, and what it is called. */
export interface Listing {
  readonly list: OccurrenceList;
  /** The words that were looked for. */
  readonly words: string;
  readonly label: string;
}

/** All occurrences, those of an article, or one. */
type Node =
  | { readonly kind: 'all' }
  | { readonly kind: 'article'; readonly article: ArticleOccurrences }
  | { readonly kind: 'occurrence'; readonly article: ArticleOccurrences; readonly occurrence: Occurrence };

const ALL: Node = { kind: 'all' };

/** The tree of occurrences to tick. Children are made when they are shown, so that thousands stay quick. */
export class OccurrencesView
  implements vscode.TreeDataProvider<Node>, vscode.FileDecorationProvider, vscode.Disposable
{
  readonly #changed = new vscode.EventEmitter<Node[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<Node>;
  readonly #subscriptions: vscode.Disposable[];
  #listing: Listing | undefined;
  #nodes = new Map<ArticleOccurrences, readonly Node[]>();
  #articles: readonly Node[] = [];

  constructor() {
    this.#view = vscode.window.createTreeView(VIEW, {
      treeDataProvider: this,
      showCollapseAll: true,
      // The editor would know only those children that were shown.
      manageCheckboxStateManually: true,
    });
    this.#subscriptions = [
      this.#view.onDidChangeCheckboxState(({ items }) => this.#tick(items)),
      vscode.window.registerFileDecorationProvider(this),
    ];
  }

  get listing(): Listing | undefined {
    return this.#listing;
  }

  /** Shows occurrences, and moves the keyboard there; undefined: there are none any more. */
  async show(listing: Listing | undefined): Promise<void> {
    this.#listing = listing;
    this.#articles = (listing?.list.result.articles ?? []).map((article) => ({ kind: 'article', article }));
    this.#nodes = new Map();
    // A panel whose only view goes away would show another one, and start a terminal there.
    if (listing === undefined && this.#view.visible)
      await vscode.commands.executeCommand('workbench.action.closePanel');
    await vscode.commands.executeCommand('setContext', 'corpusAnnotator.hasOccurrences', listing !== undefined);
    this.#refresh();
    if (listing === undefined) return;
    await vscode.commands.executeCommand(`${VIEW}.focus`);
    const [first] = this.#articles;
    const shown = first === undefined ? undefined : (this.getChildren(first)[0] ?? first);
    if (shown !== undefined) await this.#view.reveal(shown, { select: true, focus: true });
  }

  /** Ticks what has the keyboard, or takes its tick away: the editor reaches check boxes by Tab only. */
  async toggleFocused(): Promise<void> {
    await vscode.commands.executeCommand('list.selectAndPreserveFocus');
    const [node] = this.#view.selection;
    if (node === undefined) return;
    const isTicked = this.getTreeItem(node).checkboxState === vscode.TreeItemCheckboxState.Checked;
    this.#tick([[node, vscode.TreeItemCheckboxState[isTicked ? 'Unchecked' : 'Checked']]]);
  }

  getChildren(node?: Node): Node[] {
    if (this.#listing === undefined) return [];
    if (node === undefined) return [ALL];
    if (node.kind === 'all') return [...this.#articles];
    return node.kind === 'article' ? [...this.#childrenOf(node.article)] : [];
  }

  getParent(node: Node): Node | undefined {
    if (node.kind === 'all') return undefined;
    if (node.kind === 'article') return ALL;
    return this.#articles.find((other) => other.kind === 'article' && other.article === node.article);
  }

  getTreeItem(node: Node): vscode.TreeItem {
    const item = this.#itemOf(node);
    const says = [typeof item.label === 'string' ? item.label : item.label?.label, item.description];
    const spoken = says.filter((part) => typeof part === 'string').join(', ');
    item.accessibilityInformation = { label: spoken, role: 'checkbox' };
    return item;
  }

  /** Occurrences that something speaks against are greyed. */
  provideFileDecoration({ scheme }: vscode.Uri): vscode.FileDecoration | undefined {
    const grey = new vscode.ThemeColor('disabledForeground');
    return scheme === DOUBTFUL ? new vscode.FileDecoration(undefined, undefined, grey) : undefined;
  }

  #childrenOf(article: ArticleOccurrences): readonly Node[] {
    const known = this.#nodes.get(article);
    if (known !== undefined) return known;
    const nodes = article.occurrences.map((occurrence): Node => ({ kind: 'occurrence', article, occurrence }));
    this.#nodes.set(article, nodes);
    return nodes;
  }

  #itemOf(node: Node): vscode.TreeItem {
    const { list, words, label } = this.#listing as Listing;
    if (node.kind === 'all') {
      const title = vscode.l10n.t('“{0}” as {1}', visibleText(words), label);
      const item = new vscode.TreeItem(title, vscode.TreeItemCollapsibleState.Expanded);
      item.id = 'all';
      item.description = countOf(list.ticks);
      item.checkboxState = checkbox(list.ticks.ticked > 0);
      return item;
    }
    if (node.kind === 'article') {
      const { article } = node;
      const isFew = list.ticks.all <= MOST_EXPANDED || this.#articles[0] === node;
      const state = vscode.TreeItemCollapsibleState[isFew ? 'Expanded' : 'Collapsed'];
      const uri = vscode.Uri.parse(article.articleUri, true);
      const item = new vscode.TreeItem(vscode.workspace.asRelativePath(uri), state);
      const ticks = list.ticksOf(article);
      item.id = article.articleUri;
      item.description = countOf(ticks);
      item.iconPath = vscode.ThemeIcon.File;
      item.checkboxState = checkbox(ticks.ticked > 0);
      return item;
    }
    const { article, occurrence } = node;
    const item = new vscode.TreeItem(contextOf(occurrence));
    const reason = reasonOf(occurrence.verdict, article);
    item.id = `${article.articleUri} ${occurrence.range.start}`;
    item.checkboxState = checkbox(list.isTicked(article, occurrence));
    const { line } = article.text.positionAt(occurrence.range.start);
    const place = vscode.l10n.t('line {0}', line + 1);
    item.description = reason === undefined ? place : `${place} · ${reason}`;
    item.tooltip = item.description;
    if (reason !== undefined) {
      item.resourceUri = vscode.Uri.from({ scheme: DOUBTFUL, path: `/${line}` });
      item.iconPath = new vscode.ThemeIcon('circle-slash');
    }
    item.command = {
      command: 'corpusAnnotator.showOccurrence',
      title: vscode.l10n.t('Show'),
      arguments: [article.articleUri, toRange(article.text, occurrence.range)],
    };
    return item;
  }

  #tick(items: readonly (readonly [Node, vscode.TreeItemCheckboxState])[]): void {
    const list = this.#listing?.list;
    if (list === undefined) return;
    for (const [node, state] of items) {
      const isTicked = state === vscode.TreeItemCheckboxState.Checked;
      if (node.kind === 'occurrence') list.tick(node.article, node.occurrence, isTicked);
      else if (node.kind === 'article') list.tickAll(node.article, isTicked);
      else for (const article of list.result.articles) list.tickAll(article, isTicked);
    }
    this.#refresh();
  }

  #refresh(): void {
    this.#changed.fire(undefined);
    const { listing } = this;
    const { ticked = 0 } = listing?.list.ticks ?? {};
    this.#view.badge = ticked === 0 ? undefined : { value: ticked, tooltip: vscode.l10n.t('{0} to annotate', ticked) };
    this.#view.message = listing === undefined ? '' : messageOf(listing);
  }

  dispose(): void {
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
    this.#view.dispose();
    this.#changed.dispose();
  }
}

/** Stands for greyed items; nothing is ever read of it. */
const DOUBTFUL = 'corpus-annotator-doubtful';

/** So many occurrences are shown unfolded; of more only those of the first article. */
const MOST_EXPANDED = 200;

const checkbox = (isTicked: boolean): vscode.TreeItemCheckboxState =>
  vscode.TreeItemCheckboxState[isTicked ? 'Checked' : 'Unchecked'];

const countOf = ({ ticked, all }: Ticks): string => vscode.l10n.t('{0} of {1}', ticked, all);

/** The words in their context, with the words marked. */
function contextOf({ before, words, after }: Occurrence): vscode.TreeItemLabel {
  const [left, middle, right] = [before, words, after].map(visibleText) as [string, string, string];
  const start = left.length;
  return { label: left + middle + right, highlights: [[start, start + middle.length]] };
}

/** Why an occurrence is not ticked. */
function reasonOf(verdict: Verdict, { text }: ArticleOccurrences): string | undefined {
  switch (verdict.kind) {
    case 'free':
    case 'annotated':
      return undefined;
    case 'labelled':
      return vscode.l10n.t('annotated as {0}', verdict.label);
    case 'inside':
      return vscode.l10n.t('part of “{0}” ({1})', visibleText(text.slice(verdict.range)), verdict.label);
    case 'crosses':
      return vscode.l10n.t('cuts “{0}” ({1})', visibleText(text.slice(verdict.range)), verdict.label);
    case 'word':
      return vscode.l10n.t('in the word “{0}”', visibleText(verdict.text));
    case 'name':
      return vscode.l10n.t('in the name “{0}”', visibleText(verdict.text));
  }
}

function messageOf({ list: { result } }: Listing): string {
  const parts = [
    vscode.l10n.t('Space ticks, Enter shows, Ctrl+Enter annotates what is ticked, Escape closes.'),
    ...(result.annotated > 0 ? [vscode.l10n.t('Annotated already: {0}.', result.annotated)] : []),
    ...(result.isCut ? [vscode.l10n.t('There are more; these are annotated first.')] : []),
    ...(result.unreadable > 0 ? [vscode.l10n.t('Articles that cannot be read: {0}.', result.unreadable)] : []),
  ];
  return parts.join(' ');
}
