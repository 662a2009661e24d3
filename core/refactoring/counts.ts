import type { AnnotationSet } from '../annotation/annotation';
import type { Schema } from '../annotation/schema';
import type { NameKind, SchemaName } from '../corpus/manifestNames';
import type { JsonObject } from '../yaml/json';

/** How many records bear a name. */
export interface NameCount {
  readonly name: SchemaName;
  readonly count: number;
}

/** The names in a schema and in sidecars, with how often the latter bear each: those of the schema first, in its order. */
export class NameCounts {
  readonly #counts = new Map<string, { readonly name: SchemaName; count: number }>();

  constructor(schema: Schema) {
    for (const { id } of schema.labels) this.#note('label', id, undefined, 0);
    for (const { id, value } of schema.attributes) {
      this.#note('attribute', id, undefined, 0);
      if (value.kind === 'choice') value.values.forEach((one) => this.#note('attributeValue', one, id, 0));
    }
    for (const { id } of schema.relations) this.#note('relation', id, undefined, 0);
    for (const { id, roles } of schema.events) {
      this.#note('event', id, undefined, 0);
      roles.forEach((role) => this.#note('role', role.id, id, 0));
    }
    for (const { id, value } of schema.tags) {
      this.#note('tag', id, undefined, 0);
      if (value.kind === 'choice') value.values.forEach((one) => this.#note('tagValue', one, id, 0));
    }
  }

  /** Counts the records of a sidecar. */
  add({ annotations, rejected = [], relations, events = [], articles = [], document }: AnnotationSet): void {
    for (const { label, attributes } of [...annotations, ...rejected]) {
      this.#note('label', label);
      this.#noteData('attribute', 'attributeValue', attributes);
    }
    for (const { label } of relations) this.#note('relation', label);
    for (const { label, arguments: parts, attributes } of events) {
      this.#note('event', label);
      for (const role of new Set(parts.map((part) => part.role))) this.#note('role', role, label);
      this.#noteData('attribute', 'attributeValue', attributes);
    }
    for (const data of [document, ...articles.map(({ tags }) => tags)]) this.#noteData('tag', 'tagValue', data);
  }

  get all(): NameCount[] {
    return [...this.#counts.values()];
  }

  /** Of values only those count that the schema lists: any text may be a value. */
  #noteData(kind: NameKind, valueKind: NameKind, data: JsonObject = {}): void {
    for (const [key, value] of Object.entries(data)) {
      this.#note(kind, key);
      for (const one of new Set(Array.isArray(value) ? value : [value]))
        if (typeof one === 'string' && this.#counts.has(keyOf(valueKind, one, key))) this.#note(valueKind, one, key);
    }
  }

  #note(kind: NameKind, id: string, of?: string, count = 1): void {
    const key = keyOf(kind, id, of);
    const known = this.#counts.get(key);
    if (known !== undefined) known.count += count;
    else this.#counts.set(key, { name: { kind, id, ...(of !== undefined && { of }) }, count });
  }
}

const keyOf = (kind: NameKind, id: string, of?: string): string => JSON.stringify([kind, of, id]);
