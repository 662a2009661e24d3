import { nodesToRenew, piecesOf, type KeyedTree } from '../keyedTree';
import type { ArticleProgress } from './articleProgress';

/** An article with how far its annotation is. */
export interface ArticleWork {
  readonly address: string;
  /** As people call it, with `/` between folders. */
  readonly path: string;
  readonly progress: ArticleProgress;
}

export interface FolderNode {
  readonly kind: 'folder';
  readonly key: string;
  readonly parent: string | undefined;
  readonly name: string;
  /** A part of a long folder, no folder of its own. */
  readonly isPiece: boolean;
  readonly done: number;
  readonly total: number;
  readonly children: readonly string[];
}

export interface ArticleWorkNode {
  readonly kind: 'article';
  readonly key: string;
  readonly parent: string | undefined;
  readonly name: string;
  readonly work: ArticleWork;
  readonly children?: undefined;
}

export type CorpusNode = FolderNode | ArticleWorkNode;
export type CorpusTree = KeyedTree<CorpusNode>;

export const CORPUS_FILTERS = ['all', 'open', 'mine'] as const;
export type CorpusFilter = (typeof CORPUS_FILTERS)[number];

/** Articles to show: all, those not done, or those that are assigned to an annotator. */
export function articlesToShow(
  articles: readonly ArticleWork[],
  filter: CorpusFilter,
  annotator: string | undefined,
): readonly ArticleWork[] {
  switch (filter) {
    case 'all':
      return articles;
    case 'open':
      return articles.filter(({ progress }) => progress.state !== 'done');
    case 'mine':
      return articles.filter(({ progress }) => progress.assignee !== undefined && progress.assignee === annotator);
  }
}

/** How many are done. */
export const doneIn = (articles: readonly ArticleWork[]): number =>
  articles.reduce((sum, { progress }) => sum + Number(progress.state === 'done'), 0);

/** The articles by folder: folders first, numbers in names in their order; long lists in pieces. */
export function corpusTree(articles: readonly ArticleWork[]): CorpusTree {
  const nodes = new Map<string, CorpusNode>();
  const roots = childrenOf('', inOrder(articles), undefined, nodes);
  return { roots, nodes };
}

export const articleKey = (address: string): string => `article ${address}`;

/** In the order of the tree. */
export function inOrder(articles: readonly ArticleWork[]): ArticleWork[] {
  const steps = new Map(articles.map((article) => [article, article.path.split('/')]));
  return articles.toSorted((a, b) => compareSteps(steps.get(a) ?? [], steps.get(b) ?? []));
}

/** As {@link nodesToRenew}, for trees of articles. */
export const articlesToRenew = (before: CorpusTree, after: CorpusTree): readonly string[] | undefined =>
  nodesToRenew<CorpusNode>(before, after, looksSame);

function childrenOf(
  folder: string,
  articles: readonly ArticleWork[],
  parent: string | undefined,
  nodes: Map<string, CorpusNode>,
): string[] {
  const folders = new Map<string, ArticleWork[]>();
  const here: ArticleWork[] = [];
  for (const article of articles) {
    const slash = article.path.indexOf('/', folder.length);
    if (slash === -1) here.push(article);
    else {
      const path = article.path.slice(0, slash + 1);
      const known = folders.get(path);
      if (known === undefined) folders.set(path, [article]);
      else known.push(article);
    }
  }
  const below = [...folders].map(([path, members]) => {
    const key = `folder ${path}`;
    const children = childrenOf(path, members, key, nodes);
    const name = path.slice(folder.length, -1);
    nodes.set(key, folderNode({ key, parent, name, isPiece: false, children }, members));
    return key;
  });
  return [...below, ...leavesOf(folder, here, parent, nodes)];
}

function leavesOf(
  folder: string,
  articles: readonly ArticleWork[],
  parent: string | undefined,
  nodes: Map<string, CorpusNode>,
): string[] {
  const leaf = (work: ArticleWork, holder: string | undefined): string => {
    const key = articleKey(work.address);
    nodes.set(key, { kind: 'article', key, parent: holder, name: work.path.slice(folder.length), work });
    return key;
  };
  const pieces = piecesOf(articles);
  if (pieces === undefined) return articles.map((work) => leaf(work, parent));
  return pieces.map(({ start, members }) => {
    const key = `piece ${start} ${folder}`;
    const children = members.map((work) => leaf(work, key));
    const name = `${start + 1}–${start + members.length}`;
    nodes.set(key, folderNode({ key, parent, name, isPiece: true, children }, members));
    return key;
  });
}

const folderNode = (
  node: Pick<FolderNode, 'key' | 'parent' | 'name' | 'isPiece' | 'children'>,
  members: readonly ArticleWork[],
): FolderNode => ({ kind: 'folder', ...node, done: doneIn(members), total: members.length });

const order = new Intl.Collator('und', { numeric: true });

/** Folders stand before files. */
function compareSteps(a: readonly string[], b: readonly string[]): number {
  const common = a.findIndex((step, index) => step !== b[index]);
  if (common === -1) return a.length - b.length;
  const areFolders = [a.length > common + 1, b.length > common + 1];
  if (areFolders[0] !== areFolders[1]) return areFolders[0] === true ? -1 : 1;
  const [first = '', second = ''] = [a[common], b[common]];
  return order.compare(first, second) || (first < second ? -1 : first > second ? 1 : 0);
}

function looksSame(a: CorpusNode, b: CorpusNode): boolean {
  if (a.kind === 'folder' && b.kind === 'folder') return a.name === b.name && a.done === b.done && a.total === b.total;
  if (a.kind !== 'article' || b.kind !== 'article') return false;
  const [one, other] = [a.work.progress, b.work.progress];
  return one.state === other.state && one.count === other.count && one.assignee === other.assignee;
}
