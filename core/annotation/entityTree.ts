import { nodesToRenew, type KeyedTree } from '../keyedTree';
import type { AnnotationView, EntityDetails, MentionView } from '../protocol';
import { webAddressOf } from '../corpus/webAddress';
import { isJsonObject, type Json, type JsonObject } from '../yaml/json';
import type { AnnotationSet } from './annotation';
import type { ListedAnnotation } from './annotationTree';

/** What the tree of an entity is made of: what is known at the cursor of an article, and the records of that article. */
export interface EntitySource {
  readonly uri: string;
  /** What the server knows of the entity at the cursor. */
  readonly details: EntityDetails | undefined;
  /** The id of the annotation at the cursor. */
  readonly atCursor: string | undefined;
  readonly annotations: readonly ListedAnnotation[];
  readonly views: readonly AnnotationView[];
  readonly set: Pick<AnnotationSet, 'relations' | 'events'>;
  /** Annotations of the same entity in articles that are not open. */
  readonly stored?: readonly ListedAnnotation[];
}

export const SECTIONS = [
  'aliases',
  'posts',
  'bodies',
  'record',
  'notes',
  'relations',
  'here',
  'elsewhere',
  'articleRelations',
] as const;
export type Section = (typeof SECTIONS)[number];

/** One end of a relation, or a part of an event. */
export interface RelationEnd {
  readonly id: string;
  /** Empty where the annotation is not there any more. */
  readonly words: string;
  readonly label: string;
}

interface Placed {
  readonly key: string;
  readonly parent: string | undefined;
}

export type EntityNode = Placed &
  (
    | {
        readonly kind: 'section';
        readonly section: Section;
        readonly count: number;
        readonly children: readonly string[];
      }
    /** What an authority file or the text says; `name` is the key of a record. */
    | {
        readonly kind: 'fact';
        readonly name?: string;
        readonly text: string;
        readonly address?: string;
        readonly children?: undefined;
      }
    | { readonly kind: 'article'; readonly uri: string; readonly count: number; readonly children: readonly string[] }
    | { readonly kind: 'mention'; readonly uri: string; readonly mention: MentionView; readonly children?: undefined }
    | { readonly kind: 'stored'; readonly annotation: ListedAnnotation; readonly children?: undefined }
    | {
        readonly kind: 'note';
        readonly uri: string;
        readonly id: string;
        readonly text: string;
        readonly words: string;
        readonly children?: undefined;
      }
    | {
        readonly kind: 'relation';
        readonly uri: string;
        readonly id: string;
        readonly label: string;
        readonly from: RelationEnd;
        readonly to: RelationEnd;
        /** The end that is the entity at the cursor; where it is neither, the relation is read from its beginning. */
        readonly seenFrom: 'from' | 'to';
        readonly children?: undefined;
      }
    | {
        readonly kind: 'event';
        readonly uri: string;
        readonly id: string;
        readonly label: string;
        readonly trigger?: RelationEnd;
        readonly parts: readonly (RelationEnd & { readonly role: string })[];
        readonly children?: undefined;
      }
  );

export type EntityTree = KeyedTree<EntityNode>;

export const NO_ENTITY: EntityTree = { roots: [], nodes: new Map() };

/** The tree of the entity at the cursor; sections without anything in them are left out. */
export function entityTree(source: EntitySource): EntityTree {
  const builder = new EntityTreeBuilder(source);
  const roots = SECTIONS.flatMap((section) => builder.section(section));
  return { roots, nodes: builder.nodes };
}

/** As {@link nodesToRenew}, for trees of an entity. */
export const entityNodesToRenew = (before: EntityTree, after: EntityTree): readonly string[] | undefined =>
  nodesToRenew<EntityNode>(before, after, (a, b) => withoutTree(a) === withoutTree(b));

/** All that shows of a node, but for what is below it. */
const withoutTree = (node: EntityNode): string => JSON.stringify({ ...node, children: [], parent: '' });

/** Of a list in a record, and of its levels, so many are shown. */
const MOST_VALUES = 50;
const DEEPEST = 4;

class EntityTreeBuilder {
  readonly nodes = new Map<string, EntityNode>();
  readonly #source: EntitySource;
  readonly #annotations: ReadonlyMap<string, ListedAnnotation>;
  /** The annotations of the entity. */
  readonly #own: ReadonlySet<string>;

  constructor(source: EntitySource) {
    this.#source = source;
    this.#annotations = new Map(source.annotations.map((annotation) => [annotation.id, annotation]));
    const places = new Set(source.details?.mentions.map(placeOf));
    const own = source.views.filter((view) => view.label === source.details?.label && places.has(placeOf(view)));
    this.#own = new Set([...own.map(({ id }) => id), ...(source.atCursor === undefined ? [] : [source.atCursor])]);
  }

  section(section: Section): string[] {
    const key = `section ${section}`;
    const children = this.#membersOf(section, key);
    if (children.length === 0) return [];
    this.nodes.set(key, {
      kind: 'section',
      section,
      count: this.#count(section, children),
      key,
      parent: undefined,
      children,
    });
    return [key];
  }

  #count(section: Section, children: readonly string[]): number {
    if (section !== 'elsewhere') return children.length;
    return children.reduce((sum, child) => {
      const node = this.nodes.get(child);
      return sum + (node?.kind === 'article' ? node.count : 0);
    }, 0);
  }

  #membersOf(section: Section, parent: string): string[] {
    const { details, uri } = this.#source;
    switch (section) {
      case 'aliases':
        return this.#facts(parent, [...(details?.aliases ?? []), ...this.#knownNames()]);
      case 'posts':
        return this.#facts(parent, details?.posts ?? []);
      case 'bodies':
        return this.#facts(parent, details?.bodies ?? []);
      case 'record':
        return this.#record(parent);
      case 'notes':
        return this.#notes(parent);
      case 'here':
        return (details?.mentions ?? []).map((mention) => this.#mention(uri, mention, parent));
      case 'elsewhere':
        return this.#elsewhere(parent);
      case 'relations':
        return this.#relations(parent, (from, to) => this.#own.has(from) || this.#own.has(to));
      case 'articleRelations':
        return this.#relations(parent, () => true);
    }
  }

  #add(node: EntityNode): string {
    this.nodes.set(node.key, node);
    return node.key;
  }

  #facts(parent: string, texts: readonly string[]): string[] {
    return [...new Set(texts)].map((text) => this.#add({ kind: 'fact', text, key: `${parent} ${text}`, parent }));
  }

  /** The names of the authority file that the text does not use. */
  #knownNames(): string[] {
    const { details } = this.#source;
    const used = new Set([details?.name, ...(details?.aliases ?? [])]);
    const known = details?.known;
    return known === undefined ? [] : [known.name, ...known.aliases].filter((name) => !used.has(name));
  }

  #record(parent: string): string[] {
    const { details } = this.#source;
    const { known, id } = details ?? {};
    const identity = known?.id ?? id;
    // An entity of this article alone (`#e1`) has no record.
    const isOfArticle = known === undefined && identity?.startsWith('#') === true;
    return [
      ...(identity === undefined || isOfArticle
        ? []
        : [this.#add({ kind: 'fact', name: 'id', text: identity, key: `${parent} id`, parent })]),
      ...factsOf(known?.details ?? {}).map((fact, index) =>
        this.#add({ kind: 'fact', ...fact, key: `${parent} ${index} ${fact.name}`, parent }),
      ),
    ];
  }

  #notes(parent: string): string[] {
    const { uri } = this.#source;
    return [...this.#own].flatMap((id) => {
      const annotation = this.#annotations.get(id);
      if (annotation?.note === undefined) return [];
      const { note, words } = annotation;
      return [this.#add({ kind: 'note', uri, id, text: note, words, key: `${parent} ${id}`, parent })];
    });
  }

  #mention(uri: string, mention: MentionView, parent: string): string {
    return this.#add({ kind: 'mention', uri, mention, key: `${parent} ${mention.start} ${mention.end}`, parent });
  }

  #elsewhere(parent: string): string[] {
    const { details, stored = [] } = this.#source;
    const open = (details?.elsewhere ?? []).map(({ uri, mentions }) => {
      const key = `${parent} ${uri}`;
      const children = mentions.map((mention) => this.#mention(uri, mention, key));
      return this.#add({ kind: 'article', uri, count: mentions.length, key, parent, children });
    });
    const isOpen = new Set([this.#source.uri, ...(details?.elsewhere ?? []).map(({ uri }) => uri)]);
    const closed = new Map<string, ListedAnnotation[]>();
    for (const annotation of stored) {
      if (isOpen.has(annotation.uri)) continue;
      closed.set(annotation.uri, [...(closed.get(annotation.uri) ?? []), annotation]);
    }
    const closedNodes = [...closed].map(([uri, annotations]) => {
      const key = `${parent} ${uri}`;
      const children = annotations.map((annotation) =>
        this.#add({ kind: 'stored', annotation, key: `${key} ${annotation.id}`, parent: key }),
      );
      return this.#add({ kind: 'article', uri, count: annotations.length, key, parent, children });
    });
    return [...open, ...closedNodes];
  }

  #relations(parent: string, isWanted: (from: string, to: string) => boolean): string[] {
    const { uri, set } = this.#source;
    const relations = set.relations.filter(({ from, to }) => isWanted(from, to));
    const events = (set.events ?? []).filter(({ trigger = '', arguments: parts }) =>
      [trigger, ...parts.map(({ to }) => to)].some((id) => isWanted(id, id)),
    );
    return [
      ...relations.map(({ id, label, from, to }) => {
        const seenFrom = !this.#own.has(from) && this.#own.has(to) ? 'to' : 'from';
        const ends = { from: this.#end(from), to: this.#end(to), seenFrom } as const;
        return this.#add({ kind: 'relation', uri, id, label, ...ends, key: `${parent} ${id}`, parent });
      }),
      ...events.map(({ id, label, trigger, arguments: parts }) =>
        this.#add({
          ...{ kind: 'event' as const, uri, id, label, key: `${parent} ${id}`, parent },
          ...(trigger !== undefined && { trigger: this.#end(trigger) }),
          parts: parts.map(({ role, to }) => ({ role, ...this.#end(to) })),
        }),
      ),
    ];
  }

  /** What is at an end: an annotation, or another event. */
  #end(id: string): RelationEnd {
    const annotation = this.#annotations.get(id);
    if (annotation !== undefined) return { id, words: annotation.words, label: annotation.label };
    return { id, words: '', label: this.#source.set.events?.find((event) => event.id === id)?.label ?? '' };
  }
}

const placeOf = ({ start, end }: { readonly start: number; readonly end: number }): string => `${start} ${end}`;

interface Fact {
  readonly name: string;
  readonly text: string;
  readonly address?: string;
}

/** What a record says, flat: the names of nested keys are joined. */
function factsOf(details: JsonObject, prefix = '', depth = 1): Fact[] {
  return Object.entries(details).flatMap(([key, value]) => {
    const name = prefix + key;
    return valuesOf(value).flatMap((one): Fact[] => {
      if (isJsonObject(one)) return depth < DEEPEST ? factsOf(one, `${name} · `, depth + 1) : [{ name, text: '…' }];
      if (one === null) return [];
      const text = typeof one === 'object' ? JSON.stringify(one) : String(one);
      const address = webAddressOf(key, text);
      return [{ name, text, ...(address !== undefined && { address }) }];
    });
  });
}

const valuesOf = (value: Json): readonly Json[] =>
  typeof value === 'object' && value !== null && !isJsonObject(value) ? value.slice(0, MOST_VALUES) : [value];
