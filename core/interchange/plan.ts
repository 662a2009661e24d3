import { idsOf, type Annotation, type AnnotationSet, type EventRecord, type Relation } from '../annotation/annotation';
import type { NewId } from '../annotation/id';
import type { Operation } from '../annotation/operations';
import { timestamp, type Clock } from '../annotation/provenance';
import { annotationIssues, eventIssues, relationIssues } from '../annotation/sidecar/records';
import type { ImportSource } from '../annotation/source';
import { ownValue, sameData, type JsonObject } from '../yaml/json';
import type {
  FilePlace,
  ForeignDocument,
  ForeignEvent,
  ForeignLayer,
  ForeignRelation,
  ForeignSpan,
  ImportFinding,
  ImportFormat,
} from './foreign';
import { idFrom, nameFor, type NameMap } from './importNames';
import { isSameEvent, KnownAnnotations } from './knownRecords';
import type { PlacedSpan, Placing } from './placing';

/** How many records an import added, and what became of the others. */
export interface ImportCounts {
  annotations: number;
  relations: number;
  events: number;
  tags: number;
  /** Records, and tags, that the sidecar had already. */
  known: number;
  /** Annotations (counted above) without a certain place: a person reviews them. */
  unplaced: number;
}

export const noCounts = (): ImportCounts => ({
  annotations: 0,
  relations: 0,
  events: 0,
  tags: 0,
  known: 0,
  unplaced: 0,
});

export interface PlanOptions {
  readonly format: ImportFormat;
  readonly names: NameMap;
  /** Who imports, for what the file does not say who made it. */
  readonly by: string | undefined;
  readonly newId: NewId;
  readonly clock: Clock;
}

export interface ImportPlan {
  /** Undefined where the sidecar has all of it. */
  readonly operation: Operation | undefined;
  readonly counts: ImportCounts;
  readonly findings: readonly ImportFinding[];
}

/** What has to be added to a sidecar so that it holds an imported layer. Nothing that it has is changed. */
export function planImport(
  { document, layer }: { readonly document: ForeignDocument; readonly layer: ForeignLayer },
  placing: Placing,
  set: AnnotationSet,
  options: PlanOptions,
): ImportPlan {
  return new Planner(document, layer, placing, set, options).plan();
}

class Planner {
  readonly #document: ForeignDocument;
  readonly #layer: ForeignLayer;
  readonly #placing: Placing;
  readonly #set: AnnotationSet;
  readonly #options: PlanOptions;
  readonly #at: string;
  readonly #counts = noCounts();
  readonly #findings: ImportFinding[] = [];
  readonly #operations: Operation[] = [];
  /** The ids that the records of the layer have in the sidecar, by their keys. */
  readonly #ids = new Map<string, string>();
  readonly #taken: Set<string>;

  constructor(
    document: ForeignDocument,
    layer: ForeignLayer,
    placing: Placing,
    set: AnnotationSet,
    options: PlanOptions,
  ) {
    this.#document = document;
    this.#layer = layer;
    this.#placing = placing;
    this.#set = set;
    this.#options = options;
    this.#at = timestamp(options.clock());
    this.#taken = idsOf(set);
  }

  plan(): ImportPlan {
    this.#addSpans();
    this.#addEvents();
    this.#addRelations();
    this.#addTags();
    const operations = this.#operations;
    return {
      operation: operations.length === 0 ? undefined : { kind: 'bulk', operations },
      counts: this.#counts,
      findings: this.#findings,
    };
  }

  #addSpans(): void {
    const placed = this.#layer.spans.map((span) => {
      const { fields, isCertain } = this.#placing.place(span.parts, this.#set.text);
      return { span, isCertain, annotation: this.#annotation(span, fields) };
    });
    const known = new KnownAnnotations(this.#set, this.#placing.article);
    // Records that are just the same first, so that of two on the same words each meets its own.
    const same = new Map(placed.map(({ annotation }) => [annotation, known.takeSame(annotation)]));
    for (const { span, isCertain, annotation } of placed) {
      const twin = same.get(annotation) ?? known.takeLike(annotation);
      if (twin === undefined) this.#addSpan(span, annotation, isCertain);
      else {
        this.#counts.known++;
        this.#ids.set(span.key, twin.id);
        this.#noteDifference(span, annotation, twin);
      }
    }
  }

  #annotation(span: ForeignSpan, fields: PlacedSpan['fields']): Annotation {
    const { entity, note, attributes } = span;
    return {
      id: this.#newId(),
      label: nameFor(span.label, this.#options.names),
      ...fields,
      ...(entity !== undefined && { entity }),
      ...(note !== undefined && { note }),
      ...this.#made(span),
      ...(attributes !== undefined && { attributes: renamed(attributes) }),
    };
  }

  #addSpan(span: ForeignSpan, annotation: Annotation, isCertain: boolean): void {
    const [issue] = annotationIssues(annotation);
    if (issue !== undefined) {
      this.#tell('error', 'record', `${span.label}: ${issue.message} It is left out.`, span.place);
      return;
    }
    this.#operations.push({ kind: 'add', annotation });
    this.#ids.set(span.key, annotation.id);
    this.#counts.annotations++;
    if (isCertain) return;
    this.#counts.unplaced++;
    const message = `${span.label} “${annotation.exact}”: the article has another text here. It is kept for review, without a certain place.`;
    this.#tell('warning', 'unplaced', message, span.place);
  }

  /** What stands in the sidecar is a person's; what the import has beyond it is said. */
  #noteDifference(span: ForeignSpan, imported: Annotation, twin: Annotation): void {
    const differing = (['label', 'entity', 'note', 'attributes'] as const).filter(
      (key) => imported[key] !== undefined && !sameData(imported[key], twin[key]),
    );
    if (differing.length === 0) return;
    const what = differing.map((key) => `${key} ${JSON.stringify(imported[key])}`).join(', ');
    const message = `“${imported.exact}” is annotated already and stays as it is; the import says: ${what}.`;
    this.#tell('warning', 'differs', message, span.place);
  }

  #addRelations(): void {
    const known = [...this.#set.relations];
    for (const relation of this.#layer.relations) {
      const ends = [relation.from, relation.to].map((key) => this.#endOf(key));
      const [from, to] = ends;
      if (from === undefined || to === undefined) {
        const lost = from === undefined ? relation.from : relation.to;
        this.#tell(
          'warning',
          'relation-end',
          `${relation.label}: ${lost} was not carried, so this is not.`,
          relation.place,
        );
        continue;
      }
      const record: Relation = { id: this.#newId(), label: nameFor(relation.label, this.#options.names), from, to };
      const twin = known.findIndex((one) => one.label === record.label && one.from === from && one.to === to);
      if (twin !== -1) known.splice(twin, 1);
      this.#addRelation(relation, record, twin !== -1);
    }
  }

  #addRelation(relation: ForeignRelation, record: Relation, isKnown: boolean): void {
    const [issue] = relationIssues(record);
    if (isKnown) this.#counts.known++;
    else if (issue !== undefined)
      this.#tell('error', 'record', `${relation.label}: ${issue.message} It is left out.`, relation.place);
    else {
      this.#counts.relations++;
      this.#operations.push({ kind: 'relate', relation: record });
    }
    const said = [relation.note, relation.attributes].filter((value) => value !== undefined);
    if (said.length === 0) return;
    const message = `${relation.label}: a relation has no place for ${said.map((value) => JSON.stringify(value)).join(', ')}.`;
    this.#tell('warning', 'relation-details', message, relation.place);
  }

  /** A relation leads to annotations: of an event its trigger is meant. */
  #endOf(key: string): string | undefined {
    const event = this.#layer.events.find((candidate) => candidate.key === key);
    return this.#ids.get(event?.trigger ?? key);
  }

  #addEvents(): void {
    const known = [...(this.#set.events ?? [])];
    for (const event of innerFirst(this.#layer.events)) {
      const record = this.#eventRecord(event);
      if (record === undefined) continue;
      const twin = known.findIndex((one) => isSameEvent(one, record));
      const [issue] = eventIssues(record);
      if (twin !== -1) {
        const [{ id }] = known.splice(twin, 1) as [EventRecord];
        this.#counts.known++;
        this.#ids.set(event.key, id);
      } else if (issue !== undefined) {
        this.#tell('error', 'record', `${event.label}: ${issue.message} It is left out.`, event.place);
      } else {
        this.#counts.events++;
        this.#ids.set(event.key, record.id);
        this.#operations.push({ kind: 'addEvent', event: record });
      }
    }
  }

  #eventRecord(event: ForeignEvent): EventRecord | undefined {
    const trigger = event.trigger === undefined ? undefined : this.#ids.get(event.trigger);
    if (event.trigger !== undefined && trigger === undefined) {
      this.#tell(
        'warning',
        'trigger',
        `${event.label}: ${event.trigger} was not carried, so this is not.`,
        event.place,
      );
      return undefined;
    }
    const parts = event.arguments.flatMap(({ role, to }) => {
      const target = this.#ids.get(to);
      if (target !== undefined) return [{ role: idFrom(role), to: target }];
      this.#tell('warning', 'argument', `${event.label} ${role}: ${to} was not carried, so this is not.`, event.place);
      return [];
    });
    const { note, attributes } = event;
    return {
      id: this.#newId(),
      label: nameFor(event.label, this.#options.names),
      ...(trigger !== undefined && { trigger }),
      arguments: [...new Map(parts.map((part) => [JSON.stringify(part), part])).values()],
      ...(note !== undefined && { note }),
      ...this.#made(event),
      ...(attributes !== undefined && { attributes: renamed(attributes) }),
    };
  }

  #addTags(): void {
    for (const [name, value] of Object.entries(this.#layer.tags)) {
      const known = ownValue(this.#set.document, name);
      if (known === undefined) {
        this.#counts.tags++;
        this.#operations.push({ kind: 'tag', name, value });
      } else if (sameData(known, value)) this.#counts.known++;
      else {
        const message = `The tag "${name}" stays ${JSON.stringify(known)}; the import says ${JSON.stringify(value)}.`;
        this.#tell('warning', 'differs', message, this.#document.place);
      }
    }
  }

  #made(record: ForeignSpan | ForeignEvent): Pick<Annotation, 'by' | 'at' | 'source'> {
    const by = record.by ?? this.#options.by;
    const source: ImportSource = {
      kind: 'import',
      format: this.#options.format,
      ...(record.hasOwnKey && { id: record.key }),
    };
    return { ...(by !== undefined && { by }), at: record.at ?? this.#at, source };
  }

  #newId(): string {
    let id = this.#options.newId();
    while (this.#taken.has(id)) id = this.#options.newId();
    this.#taken.add(id);
    return id;
  }

  #tell(severity: ImportFinding['severity'], code: string, message: string, place: FilePlace): void {
    this.#findings.push({ severity, code, message, place });
  }
}

/** The events in an order in which each comes behind those that it leads to; in a circle one has to come first. */
function innerFirst(events: readonly ForeignEvent[]): ForeignEvent[] {
  const byKey = new Map(events.map((event) => [event.key, event]));
  const ordered = new Set<ForeignEvent>();
  const isOnTheWay = new Set<ForeignEvent>();
  // A stack of its own: a file can chain as many events as it has lines.
  for (const event of events) {
    const stack = [event];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      isOnTheWay.add(top);
      const inner = top.arguments
        .flatMap(({ to }) => byKey.get(to) ?? [])
        .find((next) => !ordered.has(next) && !isOnTheWay.has(next));
      if (inner === undefined) ordered.add(stack.pop() as ForeignEvent);
      else stack.push(inner);
    }
  }
  return [...ordered];
}

/** Attributes under names that a corpus can give to them. */
const renamed = (attributes: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [idFrom(name), value]));
