import type { ReviewItem } from './review';

/** What one article has for a person to look at. */
export interface ArticleReview {
  readonly uri: string;
  /** How people call it: the path in the workspace. */
  readonly name: string;
  readonly items: readonly ReviewItem[];
  /** Why its annotations cannot be changed now. */
  readonly unreadable?: string;
  /** Why some of its annotations are only in memory. */
  readonly unsaved?: string;
}

/** The kinds of things to look at, the most urgent first. */
export const REVIEW_KINDS = ['unsaved', 'unreadable', 'orphan', 'review', 'moved'] as const;
export type ReviewKind = (typeof REVIEW_KINDS)[number];

export interface GroupNode {
  readonly node: 'group';
  readonly kind: ReviewKind;
  readonly count: number;
  readonly articles: readonly ArticleNode[];
}

export interface ArticleNode {
  readonly node: 'article';
  readonly kind: ReviewKind;
  readonly uri: string;
  readonly name: string;
  /** For what is wrong with the article as a whole. */
  readonly message?: string;
  readonly annotations: readonly AnnotationNode[];
}

export interface AnnotationNode {
  readonly node: 'annotation';
  readonly kind: ReviewKind;
  readonly uri: string;
  readonly name: string;
  readonly id: string;
  readonly item: ReviewItem;
}

export type ReviewNode = GroupNode | ArticleNode | AnnotationNode;

/** The groups that have something in them; articles in the order of their names, annotations in that of the text. */
export function reviewTree(articles: readonly ArticleReview[]): GroupNode[] {
  const ordered = articles.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return REVIEW_KINDS.flatMap((kind): GroupNode[] => {
    const nodes = ordered.flatMap((article) => articleNode(kind, article));
    if (nodes.length === 0) return [];
    const count = nodes.reduce((sum, { annotations }) => sum + Math.max(1, annotations.length), 0);
    return [{ node: 'group', kind, count, articles: nodes }];
  });
}

/** How many things need a person: certain annotations in a changed context do not. */
export function openMatters(groups: readonly GroupNode[]): number {
  return groups.reduce((sum, { kind, count }) => sum + (kind === 'moved' ? 0 : count), 0);
}

function articleNode(kind: ReviewKind, { uri, name, items, unreadable, unsaved }: ArticleReview): ArticleNode[] {
  if (kind === 'unreadable' || kind === 'unsaved') {
    const message = kind === 'unreadable' ? unreadable : unsaved;
    return message === undefined ? [] : [{ node: 'article', kind, uri, name, message, annotations: [] }];
  }
  const annotations = items
    .filter(({ state }) => state === kind)
    .map((item): AnnotationNode => ({ node: 'annotation', kind, uri, name, id: item.annotation.id, item }));
  return annotations.length === 0 ? [] : [{ node: 'article', kind, uri, name, annotations }];
}
