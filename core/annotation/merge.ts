import { isJsonObject, ownValue, sameData, type Json, type JsonObject } from '../yaml/json';
import {
  compareAnnotations,
  compareIds,
  emptyAnnotationSet,
  type Annotation,
  type AnnotationSet,
  type ArticleRecord,
  type EventRecord,
  type Relation,
  type SpanSelector,
  type TextIdentity,
} from './annotation';
import { linksOf } from './edits/events';
import { markedFor, mergeSpanRecord, type MergedRecord, type MergedTexts } from './mergeSpanRecord';
import { withReserved } from './sidecar/reserved';

/** Something that both sides changed in different ways. Undefined: the side does not have it (any more). */
export type MergeConflict =
  | Disagreement<'annotation' | 'rejected', Annotation>
  | Disagreement<'relation', Relation>
  | Disagreement<'event', EventRecord>
  | Disagreement<'article', ArticleRecord>
  /** One id names records of different kinds. */
  | Disagreement<'id', AnyRecord>
  | Disagreement<'annotator', string>
  /** By key: what the file says of the document, of its text, and under its other top-level keys. */
  | Disagreement<'document', Json>
  | Disagreement<'text' | 'extra', Json>;

export type AnyRecord = Annotation | Relation | EventRecord | ArticleRecord;

interface Disagreement<Kind, Value> {
  readonly kind: Kind;
  /** The id of the record, or the key; for a record of another list `<key>/<id>`. */
  readonly id: string;
  readonly base: Value | undefined;
  readonly ours: Value | undefined;
  readonly theirs: Value | undefined;
}

/**
 * What a person says of a conflict: a side (also where that side removed the record), what both came from, neither, or
 * both records, theirs under the new id that is given.
 */
export type Decision = 'ours' | 'theirs' | 'base' | 'removed' | { readonly bothWithId: string };

/** Decisions by {@link conflictKey}. */
export type Decisions = ReadonlyMap<string, Decision>;

export interface Merged {
  /** Everything of both sides; in a conflict our side, or theirs where we removed what they changed. */
  readonly set: AnnotationSet;
  /** What nothing was decided of. */
  readonly conflicts: readonly MergeConflict[];
}

/** The name of a conflict within one merge. */
export function conflictKey({ kind, id }: Pick<MergeConflict, 'kind' | 'id'>): string {
  return `${kind}:${id}`;
}

/**
 * Merges two sets that came from `base` (undefined: each began by itself), record by record. A change on one side is
 * taken; the same change on both sides is one change; different changes of one record (removal against an edit included)
 * are a conflict, in which nothing is dropped. Which side is which matters to conflicts only. Decisions end conflicts.
 */
export function merge(
  base: AnnotationSet | undefined,
  ours: AnnotationSet,
  theirs: AnnotationSet,
  decisions: Decisions = new Map(),
): Merged {
  return new SetMerge(base ?? emptyBase(ours, theirs), ours, theirs, decisions).run();
}

/** An empty set as base of two that have none; it names one of their texts, the same from both sides. */
function emptyBase(ours: AnnotationSet, theirs: AnnotationSet): AnnotationSet {
  return emptyAnnotationSet(ours.text.sha256 < theirs.text.sha256 ? ours.text : theirs.text);
}

interface Sides<Value> {
  readonly base: Value;
  readonly ours: Value;
  readonly theirs: Value;
}

/** A conflict whose kind is still open; {@link SetMerge} pairs kinds with their values. */
type AnyConflict = Sides<unknown> & { readonly kind: MergeConflict['kind']; readonly id: string };

interface Identified {
  readonly id: string;
}

/** The lists of records of a set, or of a merge, by the kind that a conflict in them has. */
export interface Records {
  readonly annotation: readonly Annotation[];
  readonly relation: readonly Relation[];
  readonly event: readonly EventRecord[];
  readonly rejected: readonly Annotation[];
  readonly article: readonly ArticleRecord[];
}

/** The kinds of records that others lead to. */
type Linked = 'annotation' | 'event';

/** The kinds of records, in the order in which they keep an id that several want. */
export const KINDS = [
  'annotation',
  'relation',
  'event',
  'rejected',
  'article',
] as const satisfies readonly (keyof Records)[];

export function recordsOf({ annotations, relations, events, rejected, articles }: AnnotationSet): Records {
  return {
    annotation: annotations,
    relation: relations,
    event: events ?? [],
    rejected: rejected ?? [],
    article: articles ?? [],
  };
}

/** One merge; its only state is the conflicts that were found. */
class SetMerge {
  readonly #sets: Sides<AnnotationSet>;
  readonly #ids: Record<Linked, Sides<ReadonlySet<string>>>;
  readonly #decisions: Decisions;
  readonly #conflicts: AnyConflict[] = [];
  /** The keys of the records that both sides changed in different ways, decided or not. */
  readonly #disputed = new Set<string>();

  constructor(base: AnnotationSet, ours: AnnotationSet, theirs: AnnotationSet, decisions: Decisions) {
    this.#sets = { base, ours, theirs };
    const idsOf = (kind: Linked): Sides<ReadonlySet<string>> =>
      mapSides(this.#sets, (set) => new Set(recordsOf(set)[kind].map(({ id }) => id)));
    this.#ids = { annotation: idsOf('annotation'), event: idsOf('event') };
    this.#decisions = decisions;
  }

  run(): Merged {
    const text = this.#text();
    const annotator = this.#value('annotator', 'annotator', pick(this.#sets, 'annotator'));
    const extra = this.#keys(pick(this.#sets, 'extra'), (key, values) => this.#extraValue(key, values));
    const { annotation, relation, event, rejected, article } = this.#allRecords(text);
    const set: AnnotationSet = {
      text,
      ...(annotator !== undefined && { annotator }),
      annotations: annotation.toSorted(compareAnnotations),
      relations: relation.toSorted(compareIds),
      document: this.#keys(pick(this.#sets, 'document'), (key, values) => this.#value('document', key, values)),
      ...(Object.keys(extra).length > 0 && { extra }),
    };
    return {
      set: withReserved(set, { events: event, rejected, articles: article }),
      conflicts: this.#conflicts as MergeConflict[],
    };
  }

  /**
   * The text that the merged file names is no conflict: records of the other text say so with `in`. Where both sides
   * changed it, either would do; the choice is the same from both sides.
   */
  #text(): TextIdentity {
    const texts = pick(this.#sets, 'text');
    const { base, ours, theirs } = texts;
    const isTheirs = ours.sha256 === base.sha256 || (theirs.sha256 !== base.sha256 && theirs.sha256 < ours.sha256);
    const { sha256 } = isTheirs ? theirs : ours;
    const lengths = mapSides(texts, (text) => (text.sha256 === sha256 ? text.length : undefined));
    const length = this.#value('text', 'length', lengths) ?? (isTheirs ? theirs : ours).length;
    const extra = this.#keys(pick(texts, 'extra'), (key, values) => this.#value('text', key, values));
    return { sha256, length, ...(Object.keys(extra).length > 0 && { extra }) };
  }

  /** A list of records that both sides changed is merged record by record: what was there first, additions by name. */
  #extraValue(key: string, values: Sides<Json | undefined>): Json | undefined {
    const { base, ours, theirs } = mapSides(values, (value) => recordList(value ?? []));
    const isWhole = mergeWhole(values).kind !== 'conflict';
    if (isWhole || base === undefined || ours === undefined || theirs === undefined)
      return this.#value('extra', key, values);
    const merged = this.#list({ base, ours, theirs }, (id, items) => {
      const data = mapSides(items, (item) => item?.data);
      const value = this.#value('extra', `${key}/${id}`, data);
      return value === undefined ? [] : [{ id, value }];
    });
    const order = new Map(base.map(({ id }, index) => [id, index]));
    const rank = ({ id }: Identified): number => order.get(id) ?? base.length;
    return merged.toSorted((a, b) => rank(a) - rank(b) || compareIds(a, b)).map(({ value }) => value);
  }

  #allRecords(text: TextIdentity): Records {
    const texts: MergedTexts = { ...pick(this.#sets, 'text'), merged: text };
    const records = mapSides(this.#sets, recordsOf);
    const whole = <Item extends Identified>(kind: keyof Records, lists: Sides<readonly Item[]>): Item[] =>
      this.#list(lists, (id, items) => this.#decided(kind, id, mergeWhole(items), items));
    const merged: Records = {
      annotation: this.#spanRecords('annotation', pick(records, 'annotation'), texts),
      relation: whole('relation', pick(records, 'relation')),
      event: whole('event', pick(records, 'event')),
      rejected: this.#spanRecords('rejected', pick(records, 'rejected'), texts),
      article: this.#spanRecords('article', pick(records, 'article'), texts),
    };
    return this.#withSoundLinks(this.#withOneKindAnId(merged), texts);
  }

  #spanRecords<Item extends Identified & SpanSelector>(
    kind: keyof Records,
    lists: Sides<readonly Item[]>,
    texts: MergedTexts,
  ): Item[] {
    return this.#list(lists, (id, { base, ours, theirs }) =>
      this.#decided(kind, id, mergeSpanRecord(base, ours, theirs, texts), {
        base: base && markedFor(base, texts.base, texts.merged),
        ours: ours && markedFor(ours, texts.ours, texts.merged),
        theirs: theirs && markedFor(theirs, texts.theirs, texts.merged),
      }),
    );
  }

  /** Ids name records of all kinds: two records of different kinds that share one cannot both stay. */
  #withOneKindAnId(records: Records): Records {
    const first = new Map<string, { readonly kind: keyof Records; readonly record: AnyRecord }>();
    const dropped = new Set<AnyRecord>();
    const renamed = new Map<AnyRecord, string>();
    for (const kind of KINDS)
      for (const record of records[kind]) {
        const other = first.get(record.id);
        if (other === undefined) first.set(record.id, { kind, record });
        else this.#decideKind(other, record, dropped, renamed);
      }
    const kept = <Item extends AnyRecord>(items: readonly Item[]): Item[] =>
      items
        .filter((item) => !dropped.has(item))
        .map((item) => (renamed.has(item) ? { ...item, id: renamed.get(item) } : item));
    return {
      annotation: kept(records.annotation),
      relation: kept(records.relation),
      event: kept(records.event),
      rejected: kept(records.rejected),
      article: kept(records.article),
    };
  }

  #decideKind(
    first: { readonly kind: keyof Records; readonly record: AnyRecord },
    second: AnyRecord,
    dropped: Set<AnyRecord>,
    renamed: Map<AnyRecord, string>,
  ): void {
    const { id } = second;
    const isFirstOurs = recordsOf(this.#sets.ours)[first.kind].some((record) => record.id === id);
    const [ours, theirs] = isFirstOurs ? [first.record, second] : [second, first.record];
    const decision = this.#decide('id', id, { base: undefined, ours, theirs });
    if (typeof decision === 'object') renamed.set(second, decision.bothWithId);
    else {
      const kept = decision === undefined ? first.record : this.#chosen(decision, { base: undefined, ours, theirs });
      for (const record of [ours, theirs]) if (record !== kept) dropped.add(record);
    }
  }

  /**
   * An annotation or event that one side removed and the other side's relation or event needs stays until somebody decides.
   * Where that is decided, its relations are as that side has them, and events lose what is gone. Links that led nowhere
   * before are not judged.
   */
  #withSoundLinks(records: Records, texts: MergedTexts): Records {
    const { annotation: annotations, relation: relations } = records;
    const events = this.#withNeededEvents(records.event);
    const there = new Map(annotations.map((annotation) => [annotation.id, annotation]));
    const isMissing = (id: string): boolean => this.#isMissing('annotation', id, there);
    const needed = [
      ...this.#neededBy('relation', relations, endsOf, isMissing),
      ...this.#neededBy('event', events, linksOf, isMissing),
    ];
    for (const id of new Set(needed)) {
      const kept = this.#keptOf('annotation', id, this.#annotationSides(id, texts));
      if (kept !== undefined) there.set(id, kept);
    }
    const links = [
      ...relations.filter((record) => this.#isAsBase('relation', record)).flatMap(endsOf),
      ...events.filter((record) => this.#isAsBase('event', record)).flatMap(linksOf),
    ];
    for (const id of links.filter(isMissing)) {
      const { base } = this.#annotationSides(id, texts);
      if (base !== undefined) there.set(id, base);
    }
    const sound = relations.flatMap((relation) => {
      const decision = endsOf(relation)
        .map((id) => this.#decisionOfRemoval('annotation', id))
        .find((made) => made !== undefined);
      if (decision === undefined) return [relation];
      const side = decision === 'removed' ? [] : this.#sets[decision].relations;
      return side.filter((own) => own.id === relation.id && endsOf(own).every((id) => there.has(id)));
    });
    return { ...records, annotation: [...there.values()], relation: sound, event: this.#withSoundParts(events) };
  }

  /** Events lose their parts in what is decided to be gone; where nothing is left of one, its parts in others go along. */
  #withSoundParts(events: readonly EventRecord[]): EventRecord[] {
    let left = events.flatMap((event) =>
      withoutLinks(event, (id) => {
        const decision = this.#decisionOfRemoval('annotation', id) ?? this.#decisionOfRemoval('event', id);
        if (decision === undefined) return false;
        const own =
          decision === 'removed' ? undefined : this.#sets[decision].events?.find((other) => other.id === event.id);
        // Where the side that was chosen removed the annotation and left its link, that leads nowhere as before.
        return own === undefined || !linksOf(own).includes(id);
      }),
    );
    for (;;) {
      const there = new Set(left.map(({ id }) => id));
      const gone = new Set(events.map(({ id }) => id).filter((id) => !there.has(id)));
      const next = left.flatMap((event) => withoutLinks(event, (id) => gone.has(id)));
      if (next.length === left.length) return next;
      left = next;
    }
  }

  /** The events, and those that one side removed and another event has a part in; these may need further ones. */
  #withNeededEvents(events: readonly EventRecord[]): readonly EventRecord[] {
    const there = new Map(events.map((event) => [event.id, event]));
    const asked = new Set<string>();
    for (;;) {
      const isMissing = (id: string): boolean => !asked.has(id) && this.#isMissing('event', id, there);
      const needed = this.#neededBy('event', [...there.values()], linksOf, isMissing);
      const asBase = [...there.values()].filter((event) => this.#isAsBase('event', event)).flatMap(linksOf);
      const restored = asBase.filter((id) => isMissing(id) && !needed.has(id));
      if (needed.size === 0 && restored.length === 0) return [...there.values()];
      for (const id of [...needed, ...restored]) {
        asked.add(id);
        const sides = mapSides(this.#sets, ({ events: all = [] }) => all.find((other) => other.id === id));
        const kept = needed.has(id) ? this.#keptOf('event', id, sides) : sides.base;
        if (kept !== undefined) there.set(id, kept);
      }
    }
  }

  #isMissing(kind: Linked, id: string, there: ReadonlyMap<string, unknown>): boolean {
    const { ours, theirs } = this.#ids[kind];
    return !there.has(id) && (ours.has(id) || theirs.has(id));
  }

  /**
   * What records need of that which is missing, though a side has it. Of a record in conflict both versions count: either
   * may be decided for.
   */
  #neededBy<Item extends Identified>(
    kind: 'relation' | 'event',
    records: readonly Item[],
    linksIn: (record: Item) => string[],
    isMissing: (id: string) => boolean,
  ): Set<string> {
    const versions = mapSides(
      this.#sets,
      (set) => new Map((recordsOf(set)[kind] as readonly Identified[]).map((own) => [own.id, own as Item])),
    );
    const sides = ['ours', 'theirs'] as const;
    const disputed = sides.flatMap((side) =>
      [...versions[side].values()].filter(({ id }) => this.#disputed.has(conflictKey({ kind, id }))),
    );
    /** A side that does not have it links to it all the same. */
    const leadsNowhere = (record: Item, id: string): boolean =>
      sides.some((side) => {
        const own = versions[side].get(record.id);
        const hasIt = this.#ids.annotation[side].has(id) || this.#ids.event[side].has(id);
        return !hasIt && own !== undefined && linksIn(own).includes(id);
      });
    const asked = records.filter((record) => !this.#isAsBase(kind, record));
    return new Set(
      [...asked, ...disputed].flatMap((record) =>
        linksIn(record).filter((id) => isMissing(id) && !leadsNowhere(record, id)),
      ),
    );
  }

  /** Whether it was decided that a record is as before: what it leads to comes back with it, and nobody is asked. */
  #isAsBase(kind: 'relation' | 'event', { id }: Identified): boolean {
    return this.#decisions.get(conflictKey({ kind, id })) === 'base';
  }

  /** What was decided of a record that one side does not have, or the result. */
  #decisionOfRemoval(kind: Linked, id: string): Exclude<Decision, object> | undefined {
    const about = (what: Linked | 'id'): Decision | undefined => this.#decisions.get(conflictKey({ kind: what, id }));
    const decision = about(kind) ?? about('id');
    if (decision === undefined || typeof decision === 'object') return undefined;
    const ids = this.#ids[kind];
    const isEverywhere = ids.ours.has(id) && ids.theirs.has(id) && decision !== 'removed' && ids[decision].has(id);
    return isEverywhere ? undefined : decision;
  }

  #annotationSides(id: string, texts: MergedTexts): Sides<Annotation | undefined> {
    return mapSides(this.#sets, ({ annotations, text }) => {
      const annotation = annotations.find((other) => other.id === id);
      return annotation && markedFor(annotation, text, texts.merged);
    });
  }

  /** A record that is needed, unless it was decided that it is gone; where nothing was decided that is a conflict. */
  #keptOf<Item extends Identified>(kind: Linked, id: string, sides: Sides<Item | undefined>): Item | undefined {
    if (this.#decisions.has(conflictKey({ kind: 'id', id }))) return undefined;
    const decision = this.#decide(kind, id, sides);
    return decision === undefined ? (sides.ours ?? sides.theirs) : this.#chosen(decision, sides);
  }

  #list<Item extends Identified, Value>(
    lists: Sides<readonly Item[]>,
    mergeItem: (id: string, items: Sides<Item | undefined>) => readonly Value[],
  ): Value[] {
    const byId = mapSides(lists, (items) => new Map(items.map((item) => [item.id, item])));
    const ids = new Set([...byId.ours.keys(), ...byId.theirs.keys()]);
    return [...ids].flatMap((id) =>
      mergeItem(
        id,
        mapSides(byId, (items) => items.get(id)),
      ),
    );
  }

  #keys<Value extends Json>(
    objects: Sides<JsonObject | undefined>,
    mergeKey: (key: string, values: Sides<Json | undefined>) => Value | undefined,
  ): Readonly<Record<string, Value>> {
    const keys = new Set([...Object.keys(objects.ours ?? {}), ...Object.keys(objects.theirs ?? {})]);
    const entries = [...keys].map((key): [string, Value | undefined] => [
      key,
      mergeKey(
        key,
        mapSides(objects, (object) => object && ownValue(object, key)),
      ),
    ]);
    return Object.fromEntries(entries.filter((entry): entry is [string, Value] => entry[1] !== undefined));
  }

  #value<Value>(kind: MergeConflict['kind'], id: string, sides: Sides<Value | undefined>): Value | undefined {
    const merged = mergeWhole(sides);
    if (merged.kind !== 'conflict') return merged.kind === 'value' ? merged.value : undefined;
    const decision = this.#decide(kind, id, sides);
    return decision === undefined ? (sides.ours ?? sides.theirs) : this.#chosen(decision, sides);
  }

  /** The records that a merged record stands for: none, one, or both sides'. */
  #decided<Item extends Identified>(
    kind: MergeConflict['kind'],
    id: string,
    merged: MergedRecord<Item>,
    sides: Sides<Item | undefined>,
  ): Item[] {
    if (merged.kind === 'value') return [merged.value];
    if (merged.kind === 'removed') return [];
    this.#disputed.add(conflictKey({ kind, id }));
    const decision = this.#decide(kind, id, sides);
    const kept = decision === undefined ? (sides.ours ?? sides.theirs) : this.#chosen(decision, sides);
    const added =
      typeof decision === 'object' && sides.ours && sides.theirs ? [{ ...sides.theirs, id: decision.bothWithId }] : [];
    return kept === undefined ? added : [kept, ...added];
  }

  /** What was decided of a conflict; one of which nothing was decided is noted. */
  #decide(kind: MergeConflict['kind'], id: string, sides: Sides<unknown>): Decision | undefined {
    const decision = this.#decisions.get(conflictKey({ kind, id }));
    if (decision === undefined) this.#conflicts.push({ kind, id, ...sides });
    return decision;
  }

  #chosen<Value>(decision: Decision, sides: Sides<Value | undefined>): Value | undefined {
    if (decision === 'removed') return undefined;
    return typeof decision === 'object' ? (sides.ours ?? sides.theirs) : sides[decision];
  }
}

/** Merges values that are taken or left as a whole. */
function mergeWhole<Value>({ base, ours, theirs }: Sides<Value | undefined>): MergedRecord<Value> {
  const isOurs = sameData(ours, theirs) || sameData(base, theirs);
  if (!isOurs && !sameData(base, ours)) return { kind: 'conflict' };
  const value = isOurs ? ours : theirs;
  return value === undefined ? { kind: 'removed' } : { kind: 'value', value };
}

/** A record of a list that this version does not know. */
interface Named extends Identified {
  readonly data: JsonObject;
}

/** Undefined for what is no list of records with ids of their own. */
function recordList(value: Json): readonly Named[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const records = (value as readonly Json[]).flatMap((data): Named[] => {
    const id = isJsonObject(data) ? ownValue(data, 'id') : undefined;
    return typeof id === 'string' ? [{ id, data: data as JsonObject }] : [];
  });
  const isNamed = records.length === value.length && new Set(records.map(({ id }) => id)).size === records.length;
  return isNamed ? records : undefined;
}

const endsOf = ({ from, to }: Relation): string[] => [from, to];

/** An event without some of its links; none where nothing is left of it. */
function withoutLinks(event: EventRecord, isGone: (id: string) => boolean): EventRecord[] {
  const { trigger, ...rest } = event;
  const parts = event.arguments.filter(({ to }) => !isGone(to));
  const losesTrigger = trigger !== undefined && isGone(trigger);
  if (!losesTrigger && parts.length === event.arguments.length) return [event];
  const left = { ...rest, ...(trigger !== undefined && !losesTrigger && { trigger }), arguments: parts };
  return linksOf(left).length === 0 ? [] : [left];
}

function mapSides<Value, Result>(sides: Sides<Value>, change: (value: Value) => Result): Sides<Result> {
  return { base: change(sides.base), ours: change(sides.ours), theirs: change(sides.theirs) };
}

function pick<Value, Key extends keyof Value>(sides: Sides<Value>, key: Key): Sides<Value[Key]> {
  return mapSides(sides, (value) => value[key]);
}

/**
 * The base for merging with `theirs` when own writes were reported as failed and may have reached the file all the same:
 * what in `theirs` is as an attempt wrote it is our own doing, and no change of theirs.
 */
export function baseAfterAttempts(
  base: AnnotationSet,
  attempts: readonly AnnotationSet[],
  theirs: AnnotationSet,
): AnnotationSet {
  const own = <Value>(valueOf: (set: AnnotationSet) => Value): Value => {
    const inTheirs = valueOf(theirs);
    return attempts.some((attempt) => sameData(valueOf(attempt), inTheirs)) ? inTheirs : valueOf(base);
  };
  const records = <Kind extends keyof Records>(kind: Kind): Records[Kind][number][] => {
    const byId = new Map(
      [base, ...attempts, theirs].map((set) => [
        set,
        new Map(recordsOf(set)[kind].map((item): [string, Records[Kind][number]] => [item.id, item])),
      ]),
    );
    const ids = new Set([base, theirs].flatMap((set) => recordsOf(set)[kind].map(({ id }) => id)));
    return [...ids].map((id) => own((set) => byId.get(set)?.get(id))).filter((item) => item !== undefined);
  };
  const [annotator, extra] = [own((set) => set.annotator), own((set) => set.extra)];
  const lists: AnnotationSet = {
    text: own((set) => set.text),
    ...(annotator !== undefined && { annotator }),
    annotations: records('annotation'),
    relations: records('relation'),
    document: own((set) => set.document),
    ...(extra !== undefined && { extra }),
  };
  return withReserved(lists, {
    events: records('event'),
    rejected: records('rejected'),
    articles: records('article'),
  });
}
