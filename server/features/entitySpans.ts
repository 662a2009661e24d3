import type { Analysis } from '../../core/analysis/analysis';
import type { Entity, Mention } from '../../core/analysis/mention';
import type { AnnotationView, RejectedView } from '../../core/protocol';
import { compareRanges, range, utf16, type Range, type Utf16 } from '../../core/text/units';
import { innermost } from './hover';

/** A place where an entity is mentioned: a person's annotation or a recogniser's suggestion. */
export interface EntitySpan {
  readonly range: Range<Utf16>;
  readonly status: 'annotated' | 'suggested';
}

/** Everything in a file that means the same, as navigation sees it. */
export interface EntitySpans {
  /** The fullest form the text uses. */
  readonly name: string;
  readonly aliases: readonly string[];
  readonly label: string;
  /** In the order of the text, at least one; the first is the entity's definition. */
  readonly spans: readonly EntitySpan[];
  /** The id that annotations give it, or that of its entry in the authority files. */
  readonly id?: string;
  /** The recognised entities that are this one, by their ids in the analysis. */
  readonly recognised: readonly string[];
}

/** The entities of a file with all their places, and which of them stands where. */
export class EntityMap {
  /** In the order of first mention. */
  readonly entities: readonly EntitySpans[];
  readonly #placed: readonly PlacedSpan[];

  constructor(entities: readonly EntitySpans[]) {
    this.entities = entities;
    this.#placed = entities.flatMap((entity) => entity.spans.map((span) => ({ ...span, entity })));
  }

  /**
   * The innermost span at an offset (its end counts too, as the cursor stands behind a word), and its entity; with an end,
   * the span from the offset to there, where one is.
   */
  at(offset: Utf16, end?: number): PlacedSpan | undefined {
    const exact = end === undefined ? undefined : this.#placed.find((each) => isFrom(each.range, offset, end));
    return exact ?? innermost(this.#placed, offset);
  }

  /** The ranges of all spans that hold an offset or touch it. */
  holding(offset: Utf16): Range<Utf16>[] {
    return this.#placed.flatMap(({ range: place }) => (place.start <= offset && offset <= place.end ? [place] : []));
  }
}

const isFrom = (place: Range<Utf16>, start: number, end: number): boolean => place.start === start && place.end === end;

export interface PlacedSpan extends EntitySpan {
  readonly entity: EntitySpans;
}

/** Keeps the map of each analysis while that lives: the editor asks for it at every step of the cursor. */
export class EntityMaps {
  readonly #maps = new WeakMap<
    Analysis,
    {
      readonly annotations: readonly AnnotationView[];
      readonly rejected: readonly RejectedView[] | undefined;
      readonly map: EntityMap;
    }
  >();

  of(analysis: Analysis, annotations: readonly AnnotationView[], rejected?: readonly RejectedView[]): EntityMap {
    const known = this.#maps.get(analysis);
    if (known?.annotations === annotations && known.rejected === rejected) return known.map;
    const map = entityMapOf(analysis, annotations, rejected);
    this.#maps.set(analysis, { annotations, rejected, map });
    return map;
  }
}

/**
 * Joins annotations to what was recognised. A person's word counts first: annotations of one `entity` are one, and where a
 * recognised entity is annotated as just one `entity`, its other mentions are that one, too. An annotation that names no
 * entity is what was recognised at its place under its label, else the one recognised entity of its label and words,
 * else one with all annotations of its label and words. A mention that is annotated as a whole stands only once, one that
 * was turned down not at all.
 */
export function entityMapOf(
  analysis: Analysis,
  annotations: readonly AnnotationView[],
  rejected: readonly RejectedView[] = [],
): EntityMap {
  const identities = new Identities(analysis, annotations);
  const groups = new Map<string, Group>();
  const add = (identity: string, span: EntitySpan, described: Described): void => {
    const group = groups.get(identity);
    if (group === undefined) {
      // What describes it may be a whole recognised entity, of which nothing else is meant here.
      const { name, label, aliases } = described;
      const group = { name, label, aliases: new Set(aliases), spans: [span], recognised: [] };
      groups.set(identity, { ...group, ...knownIn(identity) });
    } else extend(group, span, described);
  };
  const annotatedRanges = new Set(annotations.map(rangeKey));
  const turnedDown = new Set(rejected.map((view) => placeKey(view, view.label)));
  for (const annotation of annotations) {
    const span = range(utf16(annotation.start), utf16(annotation.end));
    const described = { name: wordsOf(analysis, span), aliases: [], label: annotation.label };
    add(identities.ofAnnotation(annotation), { range: span, status: 'annotated' }, described);
  }
  for (const mention of analysis.mentions) {
    const entity = identities.recognised(mention.entity);
    const described = entity ?? { name: mention.text, aliases: [], label: mention.label };
    const isTurnedDown = turnedDown.has(placeKey(mention.range, mention.label));
    if (!annotatedRanges.has(rangeKey(mention.range)) && !isTurnedDown)
      add(identities.ofEntity(mention.entity), { range: mention.range, status: 'suggested' }, described);
  }
  for (const { id } of analysis.entities) groups.get(identities.ofEntity(id))?.recognised.push(id);
  return new EntityMap([...groups.values()].map(finish).sort((a, b) => compareRanges(firstOf(a), firstOf(b))));
}

type Described = Pick<EntitySpans, 'name' | 'aliases' | 'label'>;

interface Group {
  name: string;
  readonly label: string;
  readonly aliases: Set<string>;
  readonly spans: EntitySpan[];
  readonly recognised: string[];
  readonly id?: string;
}

function extend(group: Group, span: EntitySpan, { name, aliases }: Described): void {
  group.spans.push(span);
  for (const form of [name, ...aliases]) group.aliases.add(form);
  if (name.length <= group.name.length) return;
  group.aliases.add(group.name);
  group.name = name;
}

function finish({ name, aliases, spans, ...group }: Group): EntitySpans {
  aliases.delete(name);
  return { ...group, name, aliases: [...aliases], spans: spans.sort((a, b) => compareRanges(a.range, b.range)) };
}

const firstOf = ({ spans }: EntitySpans): Range<Utf16> => (spans[0] as EntitySpan).range;

/** How the identity of an entity with an id begins. */
const KNOWN = 'known ';

const knownIn = (identity: string): { readonly id?: string } =>
  identity.startsWith(KNOWN) ? { id: identity.slice(KNOWN.length) } : {};

/** Who is who: a name for each entity that annotations and mentions share. */
class Identities {
  readonly #recognised: ReadonlyMap<string, Entity>;
  readonly #mentionAt: ReadonlyMap<string, Mention>;
  /** The recognised entities that bear a name; undefined for a name that several bear. */
  readonly #bearers = new Map<string, Entity | undefined>();
  /** What annotations call a recognised entity; undefined where they do not agree. */
  readonly #called = new Map<string, string | undefined>();
  readonly #analysis: Analysis;

  constructor(analysis: Analysis, annotations: readonly AnnotationView[]) {
    this.#analysis = analysis;
    this.#recognised = new Map(analysis.entities.map((entity) => [entity.id, entity]));
    this.#mentionAt = new Map(analysis.mentions.map((mention) => [placeKey(mention.range, mention.label), mention]));
    for (const entity of analysis.entities) {
      for (const form of new Set([entity.name, ...entity.aliases].map((name) => formKey(entity.label, name))))
        noteUnique(this.#bearers, form, entity);
    }
    for (const { entity, label, ...place } of annotations) {
      const mention = this.#mentionAt.get(placeKey(place, label));
      if (entity !== undefined && mention !== undefined) noteUnique(this.#called, mention.entity, entity);
    }
  }

  recognised(id: string): Entity | undefined {
    return this.#recognised.get(id);
  }

  ofEntity(id: string): string {
    const known = this.#called.get(id) ?? this.#recognised.get(id)?.authority;
    return known === undefined ? `found ${id}` : KNOWN + known;
  }

  ofAnnotation({ entity, label, start, end }: AnnotationView): string {
    if (entity !== undefined) return KNOWN + entity;
    const mention = this.#mentionAt.get(placeKey({ start, end }, label));
    if (mention !== undefined) return this.ofEntity(mention.entity);
    const form = formKey(label, wordsOf(this.#analysis, range(utf16(start), utf16(end))));
    const bearer = this.#bearers.get(form);
    return bearer === undefined ? `words ${form}` : this.ofEntity(bearer.id);
  }
}

/** Notes a value under a key, or that there are several. */
function noteUnique<Value>(values: Map<string, Value | undefined>, key: string, value: Value): void {
  values.set(key, !values.has(key) || values.get(key) === value ? value : undefined);
}

type Place = Readonly<Record<'start' | 'end', number>>;

const rangeKey = ({ start, end }: Place): string => `${start} ${end}`;
const placeKey = (place: Place, label: string): string => `${rangeKey(place)} ${label}`;
const formKey = (label: string, words: string): string => `${label} ${words.replace(/\s+/g, '')}`;

/** The words of a span as they are read: column breaks rejoined. */
function wordsOf({ text, logical }: Analysis, span: Range<Utf16>): string {
  const isRead = logical.canonical === text;
  const words = isRead ? logical.text.slice(logical.toLogical(span.start), logical.toLogical(span.end)) : '';
  return words.trim() === '' ? text.slice(span) : words;
}
