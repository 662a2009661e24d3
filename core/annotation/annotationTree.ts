import { grouped } from '../grouped';
import { nodesToRenew, piecesOf, type KeyedTree } from '../keyedTree';
import type { Label } from './labels';

/** An annotation as the tree lists it. */
export interface ListedAnnotation {
  /** The address of its article. */
  readonly uri: string;
  /** How people call the article. */
  readonly article: string;
  /** Unique in its article. */
  readonly id: string;
  readonly label: string;
  /** The annotated words; the parts of a discontinuous annotation with an ellipsis between them. */
  readonly words: string;
  /** Where it stands, in whatever unit: it orders the annotations of one article. */
  readonly start: number;
  /** Counted from 1; undefined where it has no place, or the article was not read. */
  readonly line?: number;
  /** *Stored*: as its file says; the article is not open. */
  readonly state: 'anchored' | 'review' | 'orphan' | 'stored';
  /** The entity that a person gave it: an authority id, or `#e1` within its article. */
  readonly entity?: string;
  /** What stands for all annotations of one recognised entity of the article, with the fullest name that the text uses. */
  readonly recognised?: { readonly key: string; readonly name: string };
  readonly note?: string;
  readonly by?: string;
  readonly status?: string;
}

export const GROUPINGS = ['label', 'entity', 'position'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** What a group has in common. */
export type GroupOf =
  | { readonly by: 'label'; readonly label: string; readonly isInSchema: boolean }
  | { readonly by: 'entity'; readonly label: string; readonly entity?: string }
  | { readonly by: 'article'; readonly uri: string }
  /** A piece of a long list; the lines are undefined where they are not known. */
  | { readonly by: 'piece'; readonly first: ListedAnnotation; readonly last: ListedAnnotation };

export interface AnnotationGroup {
  readonly kind: 'group';
  readonly parent: string | undefined;
  readonly of: GroupOf;
  readonly name: string;
  /** How many annotations are in it and the groups below it. */
  readonly count: number;
  readonly children: readonly string[];
}

export interface AnnotationLeaf {
  readonly kind: 'annotation';
  readonly parent: string | undefined;
  readonly children?: undefined;
  readonly annotation: ListedAnnotation;
}

export type AnnotationNode = AnnotationGroup | AnnotationLeaf;

export interface AnnotationTree extends KeyedTree<AnnotationNode> {
  /** How many annotations are in it. */
  readonly count: number;
}

export interface TreeOptions {
  readonly grouping: Grouping;
  readonly labels: readonly Label[];
  /** Which annotations are wanted; absent: all. Then labels without annotations have a group, too. */
  readonly filter?: (annotation: ListedAnnotation) => boolean;
  /** Whether several articles are listed. */
  readonly isCorpus?: boolean;
}

/** The tree of annotations that are given article by article, each article's in the order of its text. */
export function annotationTree(annotations: readonly ListedAnnotation[], options: TreeOptions): AnnotationTree {
  const wanted = options.filter === undefined ? annotations : annotations.filter(options.filter);
  const builder = new TreeBuilder(options.grouping);
  const roots =
    options.grouping === 'label'
      ? labelGroups(wanted, options, builder)
      : options.grouping === 'entity'
        ? entityGroups(wanted, builder)
        : positions(wanted, options, builder);
  return { roots, nodes: builder.nodes, count: wanted.length };
}

/**
 * The key of an annotation's node, another one in each grouping: a view takes it ill if a node that it knows turns up at
 * another depth.
 */
export const keyOf = ({ uri, id }: Pick<ListedAnnotation, 'uri' | 'id'>, grouping: Grouping): string =>
  `${grouping} ${id} ${uri}`;

/** As {@link nodesToRenew}, for trees of annotations. */
export const annotationsToRenew = (before: AnnotationTree, after: AnnotationTree): readonly string[] | undefined =>
  nodesToRenew<AnnotationNode>(before, after, isSameNode);

/** The key of the one annotation that was not in a tree before, or had another label; undefined where several are. */
export function newOrRelabelled(before: AnnotationTree, after: AnnotationTree): string | undefined {
  const found = [...after.nodes].filter(([key, node]) => {
    const known = before.nodes.get(key);
    if (node.kind !== 'annotation') return false;
    return known?.kind !== 'annotation' || known.annotation.label !== node.annotation.label;
  });
  return found.length === 1 ? found[0]?.[0] : undefined;
}

/** All annotations of a node and the groups below it, in their order. */
export function annotationsBelow({ nodes }: AnnotationTree, key: string): ListedAnnotation[] {
  const node = nodes.get(key);
  if (node === undefined) return [];
  if (node.kind === 'annotation') return [node.annotation];
  return node.children.flatMap((child) => annotationsBelow({ nodes, roots: [], count: 0 }, child));
}

class TreeBuilder {
  readonly nodes = new Map<string, AnnotationNode>();
  readonly #grouping: Grouping;

  constructor(grouping: Grouping) {
    this.#grouping = grouping;
  }

  group(key: string, parent: string | undefined, fields: Omit<AnnotationGroup, 'kind' | 'parent'>): string {
    this.nodes.set(key, { kind: 'group', parent, ...fields });
    return key;
  }

  /** The leaves of annotations below a node; a long list comes in pieces. */
  leaves(annotations: readonly ListedAnnotation[], parent: string | undefined): string[] {
    const pieces = piecesOf(annotations);
    if (pieces === undefined) return annotations.map((annotation) => this.#leaf(annotation, parent));
    return pieces.map(({ start, members }) => {
      const key = `piece ${start} ${parent ?? ''}`;
      const [first, last] = [members[0] as ListedAnnotation, members.at(-1) as ListedAnnotation];
      const children = members.map((annotation) => this.#leaf(annotation, key));
      const name = `${start + 1}–${start + members.length}`;
      return this.group(key, parent, { of: { by: 'piece', first, last }, name, count: members.length, children });
    });
  }

  #leaf(annotation: ListedAnnotation, parent: string | undefined): string {
    const key = keyOf(annotation, this.#grouping);
    this.nodes.set(key, { kind: 'annotation', parent, annotation });
    return key;
  }
}

function positions(
  annotations: readonly ListedAnnotation[],
  { isCorpus }: TreeOptions,
  builder: TreeBuilder,
): readonly string[] {
  if (isCorpus !== true) return builder.leaves(annotations, undefined);
  return [...grouped(annotations, ({ uri }) => uri)].map(([uri, members]) => {
    const key = `article ${uri}`;
    const children = builder.leaves(members, key);
    const name = members[0]?.article ?? uri;
    return builder.group(key, undefined, { of: { by: 'article', uri }, name, count: members.length, children });
  });
}

/** A group for each label in the order of the schema, kinds of a label below it; labels that no schema knows come last. */
function labelGroups(
  annotations: readonly ListedAnnotation[],
  { labels, filter }: TreeOptions,
  builder: TreeBuilder,
): readonly string[] {
  const byLabel = grouped(annotations, ({ label }) => label);
  const known = new Set(labels.map(({ id }) => id));
  const below = grouped(labels, ({ parent }) => (parent !== undefined && known.has(parent) ? parent : undefined));
  const placed = new Set<string>();
  const groupsOf = (members: readonly Label[], parent: string | undefined): string[] =>
    members.flatMap(({ id }): string[] => {
      // Parents that go round in a circle, or a label that stands twice, must not go on for ever.
      if (placed.has(id)) return [];
      placed.add(id);
      const key = `label ${id}`;
      const own = byLabel.get(id) ?? [];
      const kinds = groupsOf(below.get(id) ?? [], key);
      const count = own.length + sum(kinds.map((kind) => countOf(builder.nodes.get(kind))));
      if (count === 0 && filter !== undefined) return [];
      const children = [...kinds, ...builder.leaves(own, key)];
      const of = { by: 'label', label: id, isInSchema: true } as const;
      return [builder.group(key, parent, { of, name: id, count, children })];
    });
  const roots = groupsOf(below.get(undefined) ?? [], undefined);
  const circular = groupsOf(labels, undefined);
  const unknown = [...byLabel.keys()]
    .filter((id) => !known.has(id))
    .sort()
    .map((id) => {
      const own = byLabel.get(id) ?? [];
      const key = `label ${id}`;
      const of = { by: 'label', label: id, isInSchema: false } as const;
      return builder.group(key, undefined, { of, name: id, count: own.length, children: builder.leaves(own, key) });
    });
  // Those without annotations are wanted as places to drop annotations on, not as a list to read through.
  const isEmpty = (key: string): boolean => countOf(builder.nodes.get(key)) === 0;
  const all = [...roots, ...circular, ...unknown];
  return [...all.filter((key) => !isEmpty(key)), ...all.filter(isEmpty)];
}

/** The entities that are annotated most come first; of equals, the one that is annotated first. */
function entityGroups(annotations: readonly ListedAnnotation[], builder: TreeBuilder): readonly string[] {
  const groups = [...grouped(annotations, entityKey)].sort(([, a], [, b]) => b.length - a.length);
  return groups.map(([key, members]) => {
    const { label, entity } = members[0] as ListedAnnotation;
    const of: GroupOf = { by: 'entity', label, ...(entity !== undefined && { entity }) };
    const children = builder.leaves(members, key);
    return builder.group(key, undefined, { of, name: nameOf(members), count: members.length, children });
  });
}

/** A person's word counts first; then what the recogniser says; else the same words under the same label are one. */
function entityKey({ uri, entity, recognised, label, words }: ListedAnnotation): string {
  if (entity !== undefined) return entity.startsWith('#') ? `entity ${entity} ${uri}` : `entity ${entity}`;
  if (recognised !== undefined) return `recognised ${recognised.key}`;
  return `words ${label} ${words.replace(/\s+/g, '')}`;
}

/** The fullest name. */
function nameOf(members: readonly ListedAnnotation[]): string {
  const names = members.map(({ recognised, words }) => recognised?.name ?? words.replace(/\s*\n\s*/g, ''));
  return names.reduce((longest, name) => (name.length > longest.length ? name : longest), '');
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
const countOf = (node: AnnotationNode | undefined): number => (node?.kind === 'group' ? node.count : 0);

function isSameNode(a: AnnotationNode, b: AnnotationNode): boolean {
  if (a.kind === 'annotation' && b.kind === 'annotation') return looksSame(a.annotation, b.annotation);
  if (a.kind !== 'group' || b.kind !== 'group' || a.name !== b.name || a.count !== b.count) return false;
  const areBothPieces = a.of.by === 'piece' && b.of.by === 'piece';
  return !areBothPieces || (a.of.first.words === b.of.first.words && a.of.last.words === b.of.last.words);
}

/** Whether two states of an annotation look the same in a list; its offset does not show. */
function looksSame(a: ListedAnnotation, b: ListedAnnotation): boolean {
  return (
    a.label === b.label &&
    a.words === b.words &&
    a.line === b.line &&
    a.state === b.state &&
    a.entity === b.entity &&
    a.note === b.note &&
    a.by === b.by &&
    a.status === b.status &&
    a.article === b.article
  );
}
