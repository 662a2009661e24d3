import * as vscode from 'vscode';
import type { WorkState } from '../../../core/corpus/articleProgress';
import {
  articleKey,
  articlesToRenew,
  articlesToShow,
  corpusTree,
  doneIn,
  type ArticleWork,
  type ArticleWorkNode,
  type CorpusFilter,
  type CorpusNode,
  type CorpusTree,
  type FolderNode,
} from '../../../core/corpus/corpusTree';
import { KeyedTreeData } from '../../keyedTreeData';
import { annotator } from '../annotations/annotatedArticles';
import type { CorpusIndex } from './corpusIndex';

export const VIEW = 'corpusAnnotator.articles';

/** What a person ticked: articles that are done now, and articles that are not. */
export type Tick = (articles: readonly ArticleWork[], isDone: boolean) => Promise<unknown>;

const EMPTY: CorpusTree = { roots: [], nodes: new Map() };

/** The tree "Articles": how far the annotation of each is. */
export class ArticlesView implements vscode.Disposable {
  readonly #index: CorpusIndex;
  readonly #data = new KeyedTreeData(EMPTY, articlesToRenew, (node: CorpusNode) =>
    node.kind === 'folder' ? folderItem(node) : articleItem(node),
  );
  readonly #view: vscode.TreeView<string>;
  readonly #subscriptions: vscode.Disposable[];
  #works: readonly ArticleWork[] = [];
  #filter: CorpusFilter = 'all';
  #isOutdated = true;
  #renewing: Promise<void> | undefined;
  #revealed: string | undefined;

  constructor(index: CorpusIndex, tick: Tick) {
    this.#index = index;
    this.#view = vscode.window.createTreeView(VIEW, {
      treeDataProvider: this.#data,
      canSelectMany: true,
      showCollapseAll: true,
      manageCheckboxStateManually: true,
    });
    // A description without a title would take the title's place.
    this.#view.title = vscode.l10n.t('Articles');
    this.#subscriptions = [
      index.onDidChange(() => this.#outdated()),
      this.#view.onDidChangeVisibility(() => void this.#renew()),
      vscode.window.onDidChangeActiveTextEditor(() => void this.#revealActive()),
      this.#view.onDidChangeCheckboxState(({ items }) => {
        for (const wanted of [true, false]) {
          const ticked = items.filter(([, state]) => (state === vscode.TreeItemCheckboxState.Checked) === wanted);
          const works = ticked.flatMap(([key]) => this.#below(key));
          if (works.length > 0) void tick(works, wanted);
        }
      }),
    ];
    this.#tellFilter();
  }

  set filter(filter: CorpusFilter) {
    this.#filter = filter;
    this.#tellFilter();
    this.#outdated();
  }

  /** The articles that a command is about: those of the clicked node, or of all selected ones where it is among them. */
  chosen(clicked?: string): ArticleWork[] {
    const selected = this.#view.selection;
    const keys = clicked === undefined || selected.includes(clicked) ? selected : [clicked];
    const found = keys.flatMap((key) => this.#below(key));
    return [...new Map(found.map((work) => [work.address, work])).values()];
  }

  #below(key: string): ArticleWork[] {
    const node = this.#data.tree.nodes.get(key);
    if (node?.kind === 'article') return [node.work];
    return node?.children.flatMap((child) => this.#below(child)) ?? [];
  }

  #outdated(): void {
    this.#isOutdated = true;
    void this.#renew();
  }

  /** Reads and shows what is outdated, while the tree is in view. */
  async #renew(): Promise<void> {
    if (!this.#isOutdated || !this.#view.visible) return;
    this.#renewing ??= this.#read().finally(() => (this.#renewing = undefined));
    await this.#renewing;
  }

  async #read(): Promise<void> {
    while (this.#isOutdated) {
      this.#isOutdated = false;
      if (this.#works.length === 0) this.#view.message = vscode.l10n.t('Looking for the articles of the corpus…');
      this.#works = await this.#index.works();
    }
    const shown = articlesToShow(this.#works, this.#filter, annotator());
    this.#describe(shown);
    this.#data.show(corpusTree(shown));
    await this.#revealActive();
  }

  #describe(shown: readonly ArticleWork[]): void {
    const [done, all] = [doneIn(this.#works), this.#works.length];
    this.#view.description = all === 0 ? '' : vscode.l10n.t('{0}% done · {1}/{2}', percent(done, all), done, all);
    // Then the view “Review” offers no making of a corpus.
    void vscode.commands.executeCommand('setContext', 'corpusAnnotator.hasCorpus', all > 0);
    const isEmptied = shown.length === 0 && all > 0;
    this.#view.message = isEmptied ? nothingShown(this.#filter) : '';
    const left = articlesToShow(this.#works, 'mine', annotator()).filter(({ progress }) => progress.state !== 'done');
    const tooltip = vscode.l10n.t('{0} articles of yours are not done', left.length);
    this.#view.badge = left.length === 0 ? undefined : { value: left.length, tooltip };
  }

  /** Once for each article that becomes active: what a person looks at in the tree stays where it is. */
  async #revealActive(): Promise<void> {
    const uri = vscode.window.activeTextEditor?.document.uri.toString();
    const key = uri === undefined ? undefined : articleKey(uri);
    if (key === undefined || key === this.#revealed || !this.#view.visible || !this.#data.tree.nodes.has(key)) return;
    this.#revealed = key;
    if (this.#view.selection.length > 1 || this.#view.selection[0] === key) return;
    // The editor cannot find a node while it takes in a renewal; the next article is found again.
    await this.#view.reveal(key, { select: true, focus: false }).then(undefined, () => undefined);
  }

  #tellFilter(): void {
    void vscode.commands.executeCommand('setContext', `${VIEW}.filter`, this.#filter);
  }

  dispose(): void {
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
    this.#view.dispose();
    this.#data.dispose();
  }
}

/** Nothing but all is 100 %. */
const percent = (done: number, all: number): number =>
  done === all ? 100 : Math.min(99, Math.round((100 * done) / all));

function nothingShown(filter: CorpusFilter): string {
  if (filter === 'open') return vscode.l10n.t('All articles are done.');
  return annotator() === undefined
    ? vscode.l10n.t('You have no name: set “Corpus Annotator: Annotator”, so that articles can be assigned to you.')
    : vscode.l10n.t('No article is assigned to you.');
}

function folderItem({ name, done, total, isPiece }: FolderNode): vscode.TreeItem {
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Collapsed);
  item.description = `${done}/${total}`;
  item.iconPath = done === total ? DONE_ICON : isPiece ? PIECE_ICON : vscode.ThemeIcon.Folder;
  item.contextValue = 'folder';
  const says = vscode.l10n.t('{0} of {1} articles done', done, total);
  item.accessibilityInformation = { label: `${name}, ${says}` };
  return item;
}

function articleItem({ name, work: { address, path, progress } }: ArticleWorkNode): vscode.TreeItem {
  const { state, count, assignee } = progress;
  const uri = vscode.Uri.parse(address, true);
  const item = new vscode.TreeItem(name);
  item.description = [...(count > 0 ? [String(count)] : []), ...(assignee === undefined ? [] : [assignee])].join(' · ');
  item.iconPath = ICONS[state];
  item.contextValue = state === 'done' ? 'article done' : 'article open';
  const counted = count === 1 ? vscode.l10n.t('1 annotation') : vscode.l10n.t('{0} annotations', count);
  const assigned = assignee === undefined ? [] : [vscode.l10n.t('assigned to {0}', assignee)];
  const says = [describeState(state), counted, ...assigned];
  item.tooltip = [path, ...says].join('\n');
  item.accessibilityInformation = { label: [name, ...says].join(', ') };
  item.command = { command: 'vscode.open', title: vscode.l10n.t('Show'), arguments: [uri] };
  if (state === 'unreadable') return item;
  const isDone = state === 'done';
  item.checkboxState = {
    state: vscode.TreeItemCheckboxState[isDone ? 'Checked' : 'Unchecked'],
    tooltip: isDone ? vscode.l10n.t('Done') : vscode.l10n.t('Not done'),
    accessibilityInformation: { label: isDone ? vscode.l10n.t('Done') : vscode.l10n.t('Not done') },
  };
  return item;
}

function describeState(state: WorkState): string {
  switch (state) {
    case 'untouched':
      return vscode.l10n.t('Untouched');
    case 'started':
      return vscode.l10n.t('In progress');
    case 'done':
      return vscode.l10n.t('Done');
    case 'unreadable':
      return vscode.l10n.t('The annotation file cannot be read');
  }
}

const DONE_ICON = new vscode.ThemeIcon('pass-filled', new vscode.ThemeColor('testing.iconPassed'));
const PIECE_ICON = new vscode.ThemeIcon('list-unordered');
const ICONS: Readonly<Record<WorkState, vscode.ThemeIcon>> = {
  untouched: new vscode.ThemeIcon('circle-large-outline'),
  started: new vscode.ThemeIcon('color-mode', new vscode.ThemeColor('charts.yellow')),
  done: DONE_ICON,
  unreadable: new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground')),
};
