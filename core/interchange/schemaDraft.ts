import type { Annotation, EventRecord } from '../annotation/annotation';
import { DEFAULT_LABELS } from '../annotation/labels';
import type { Operation } from '../annotation/operations';
import type { Schema } from '../annotation/schema';
import { ENTRY_ANCESTORS, RECORD_ANCESTORS, toFlowText } from '../annotation/sidecar/flowText';
import { withoutUndefined, type Json, type JsonObject } from '../yaml/json';

interface DraftEvent {
  readonly roles: Map<string, { readonly labels: readonly string[] | undefined; readonly isRequired: boolean }>;
}

/** What labels, relations, events, attributes and tags an import brings, so that a new corpus can declare them. */
export class SchemaDraft {
  readonly #labels = new Map<string, string | undefined>();
  readonly #relations = new Map<string, { from: readonly string[] | undefined; to: readonly string[] | undefined }>();
  readonly #events = new Map<string, DraftEvent>();
  /** The values that were declared; else whether all that was seen is `true`. */
  readonly #attributes = new Map<string, readonly string[] | 'flag' | 'text'>();
  readonly #tags = new Map<string, 'text' | 'number' | 'flag'>();

  addLabel(id: string, parent?: string): void {
    if (!this.#labels.has(id) || (parent !== undefined && parent !== id)) this.#labels.set(id, parent);
  }

  addRelation(id: string, from?: readonly string[], to?: readonly string[]): void {
    const known = this.#relations.get(id);
    // brat declares a relation again for other ends: then nothing is said of either.
    if (known === undefined) this.#relations.set(id, { from, to });
    else this.#relations.set(id, { from: united(known.from, from), to: united(known.to, to) });
  }

  addEvent(id: string): void {
    if (!this.#events.has(id)) this.#events.set(id, { roles: new Map() });
  }

  addRole(event: string, role: string, labels?: readonly string[], isRequired = false): void {
    this.addEvent(event);
    const roles = this.#events.get(event)?.roles;
    if (roles?.has(role) === false) roles.set(role, { labels, isRequired });
  }

  /** `value`: the values there are, or one that was seen. */
  addAttribute(id: string, value: readonly string[] | Json): void {
    const known = this.#attributes.get(id);
    if (Array.isArray(known)) return;
    if (Array.isArray(value)) this.#attributes.set(id, value as readonly string[]);
    else this.#attributes.set(id, value === true && known !== 'text' ? 'flag' : 'text');
  }

  addTag(id: string, value: Json): void {
    const kind = typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'flag' : 'text';
    const known = this.#tags.get(id);
    this.#tags.set(id, known === undefined || known === kind ? kind : 'text');
  }

  /** Takes in what an operation adds to a sidecar. */
  addFrom(operation: Operation): void {
    if (operation.kind === 'bulk') operation.operations.forEach((one) => this.addFrom(one));
    if (operation.kind === 'add') this.#addAnnotation(operation.annotation);
    if (operation.kind === 'addEvent') this.#addEventRecord(operation.event);
    if (operation.kind === 'tag' && operation.value !== undefined) this.addTag(operation.name, operation.value);
    if (operation.kind === 'relate' && !this.#relations.has(operation.relation.label))
      this.addRelation(operation.relation.label);
  }

  #addAnnotation(annotation: Annotation): void {
    this.addLabel(annotation.label);
    this.#addAttributesOf(annotation);
  }

  #addEventRecord(event: EventRecord): void {
    this.addEvent(event.label);
    event.arguments.forEach(({ role }) => this.addRole(event.label, role));
    this.#addAttributesOf(event);
  }

  #addAttributesOf({ attributes = {} }: Annotation | EventRecord): void {
    for (const [id, value] of Object.entries(attributes)) this.addAttribute(id, Array.isArray(value) ? '' : value);
  }

  /** What is declared or was met and is not in a schema, by the names of its lists. */
  missingIn(schema: Schema): { readonly list: string; readonly ids: readonly string[] }[] {
    const lists = [
      ['labels', this.#labels, schema.labels],
      ['relations', this.#relations, schema.relations],
      ['events', this.#events, schema.events],
      ['attributes', this.#attributes, schema.attributes],
      ['tags', this.#tags, schema.tags],
    ] as const;
    return lists.flatMap(([list, met, declared]) => {
      const ids = [...met.keys()].filter((id) => !declared.some((one) => one.id === id));
      return ids.length === 0 ? [] : [{ list, ids }];
    });
  }

  /** The text of a `corpus.yaml` that declares all of it. */
  manifest(name: string): string {
    const known = DEFAULT_LABELS.map(({ id }) => id);
    const isDefault = [...this.#labels.keys()].every((id) => known.includes(id));
    return [
      `name: ${toFlowText(name, ENTRY_ANCESTORS)}`,
      'include: ["**/*.txt"]',
      ...(isDefault ? [] : listText('labels', this.#labelRecords())),
      ...listText('attributes', this.#attributeRecords()),
      ...listText('relations', this.#relationRecords()),
      ...listText('events', this.#eventRecords()),
      ...listText(
        'tags',
        [...this.#tags].map(([id, type]) => ({ id, type })),
      ),
      '',
    ].join('\n');
  }

  #labelRecords(): JsonObject[] {
    return [...this.#labels].map(([id, parent]) => {
      const label = DEFAULT_LABELS.find((one) => one.id === id);
      return {
        id,
        ...(label !== undefined && { names: label.names }),
        ...(parent !== undefined && this.#labels.has(parent) && { parent }),
      };
    });
  }

  #attributeRecords(): JsonObject[] {
    return [...this.#attributes].map(([id, values]) =>
      typeof values === 'string' ? { id, type: values } : { id, values },
    );
  }

  #relationRecords(): JsonObject[] {
    return [...this.#relations].map(([id, { from, to }]) =>
      withoutUndefined<JsonObject>({ id, from: this.#declared(from), to: this.#declared(to) }),
    );
  }

  #eventRecords(): JsonObject[] {
    return [...this.#events].map(([id, { roles }]) => ({
      id,
      roles: [...roles].map(([role, { labels, isRequired }]) =>
        withoutUndefined<JsonObject>({
          id: role,
          labels: this.#declared(labels),
          required: isRequired || undefined,
        }),
      ),
    }));
  }

  /** Labels that nothing declares would be an error in the manifest. */
  #declared(labels: readonly string[] | undefined): readonly string[] | undefined {
    return labels?.every((id) => this.#labels.has(id)) === true ? labels : undefined;
  }
}

function united(a: readonly string[] | undefined, b: readonly string[] | undefined): readonly string[] | undefined {
  return a === undefined || b === undefined ? undefined : [...new Set([...a, ...b])];
}

function listText(name: string, records: readonly JsonObject[]): string[] {
  if (records.length === 0) return [];
  return ['', `${name}:`, ...records.map((record) => `- ${toFlowText(record, RECORD_ANCESTORS)}`)];
}
