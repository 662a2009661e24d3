import type { Label } from './labels';
import type { AttributeType, EventType, RelationType, RoleType, Schema, TagType, ValueType } from './schema';
import type { Json } from '../yaml/json';

/** A schema as far as its labels go. */
type Labels = Pick<Schema, 'labels'>;

/** A label with all that it is a kind of, itself first; a label that the schema has not is a kind of itself alone. */
export function kindsOf({ labels }: Labels, label: string): string[] {
  const kinds: string[] = [];
  for (let id: string | undefined = label; id !== undefined && !kinds.includes(id); id = parentOf(labels, id))
    kinds.push(id);
  return kinds;
}

/** Whether a label is another one, or stands somewhere below it. */
export function isKindOf(schema: Labels, label: string, ancestor: string): boolean {
  return kindsOf(schema, label).includes(ancestor);
}

const parentOf = (labels: readonly Label[], id: string): string | undefined =>
  labels.find((candidate) => candidate.id === id)?.parent;

/** The attributes that annotations of a label may bear, in the order of the schema. */
export function attributesOf(schema: Schema, label: string): AttributeType[] {
  return schema.attributes.filter(({ labels }) => allows(schema, labels, label));
}

/** The relations that may lead from an annotation of one label to one of another, in the order of the schema. */
export function relationsBetween(schema: Schema, from: string, to: string): RelationType[] {
  return schema.relations.filter((relation) => allows(schema, relation.from, from) && allows(schema, relation.to, to));
}

/** The relations that may begin at an annotation of a label, whatever they lead to. */
export function relationsFrom(schema: Schema, label: string): RelationType[] {
  return schema.relations.filter(({ from }) => allows(schema, from, label));
}

/** The events that words with a label may tell of. */
export function eventsToldBy(schema: Schema, label: string): EventType[] {
  return schema.events.filter(({ trigger }) => allows(schema, trigger, label));
}

/** The roles that an annotation of a label may have in an event; none where the schema has no such event. */
export function rolesFor(schema: Schema, event: string, label: string): RoleType[] {
  const roles = schema.events.find(({ id }) => id === event)?.roles ?? [];
  return roles.filter(({ labels }) => allows(schema, labels, label));
}

/** Whether a list of labels, absent where all will do, has a label or one that this is a kind of. */
function allows(schema: Labels, listed: readonly string[] | undefined, label: string): boolean {
  return listed === undefined || kindsOf(schema, label).some((kind) => listed.includes(kind));
}

/** Whether a value is one that an attribute or a tag takes. */
export function isValueOf({ value: type }: AttributeType | TagType, value: Json): boolean {
  return fits(type, value);
}

function fits(type: ValueType, value: Json): boolean {
  switch (type.kind) {
    case 'text':
      return typeof value === 'string';
    case 'number':
      return typeof value === 'number';
    case 'flag':
      return typeof value === 'boolean';
    case 'choice':
      return Array.isArray(value)
        ? type.isMultiple &&
            value.every((one: Json) => isListed(type.values, one)) &&
            new Set(value).size === value.length
        : isListed(type.values, value);
  }
}

const isListed = (values: readonly string[], value: Json): boolean =>
  typeof value === 'string' && values.includes(value);

/** A label with its place in the hierarchy. */
export interface LabelInTree {
  readonly label: Label;
  /** 0 for one that is not a kind of another. */
  readonly level: number;
}

/** The labels, each followed by those below it, the highest of those that are given first; else they keep their order. */
export function labelTree({ labels }: Labels): LabelInTree[] {
  const given = new Set(labels.map(({ id }) => id));
  const children = new Map<string | undefined, Label[]>();
  for (const label of labels) {
    const parent = label.parent !== undefined && given.has(label.parent) ? label.parent : undefined;
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [label]);
    else siblings.push(label);
  }
  const below = (parent: string | undefined, level: number): LabelInTree[] =>
    (children.get(parent) ?? []).flatMap((label) => [{ label, level }, ...below(label.id, level + 1)]);
  return below(undefined, 0);
}
