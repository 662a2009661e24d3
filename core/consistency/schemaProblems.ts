import type { Schema } from '../annotation/schema';
import { attributesOf, isValueOf, relationsBetween, eventsToldBy, rolesFor } from '../annotation/schemaRules';
import type { LinksView } from '../annotation/views';
import type { AnnotationView } from '../protocol';
import type { SchemaProblem } from './inconsistency';

/** What a record says that the schema does not have or allow. */
export interface ProblemOfRecord {
  /** The id of the record. */
  readonly id: string;
  /** The id of the annotation at which it is shown; undefined where there is none. */
  readonly at: string | undefined;
  readonly problem: SchemaProblem;
}

type Records = LinksView & {
  readonly annotations: readonly Pick<AnnotationView, 'id' | 'label' | 'attributes'>[];
};

/** Annotations in one step. */
const AT_ONCE = 500;

/**
 * Checks the labels, attributes, relations and events of an article against the schema, in this order. A schema that
 * declares no attributes, or no events, says nothing of them. It yields after some annotations.
 */
export function* schemaProblemsInSteps(
  { annotations, relations = [], events = [] }: Records,
  schema: Schema,
): Generator<void, ProblemOfRecord[]> {
  const labels = new Map(annotations.map(({ id, label }) => [id, label]));
  const eventLabels = new Map(
    events.map(({ id, label, trigger }) => [id, trigger === undefined ? label : labels.get(trigger)]),
  );
  const seen = new Set<string>();
  const found: ProblemOfRecord[] = [];
  const note = (id: string, at: string | undefined, problem: SchemaProblem): void =>
    void found.push({ id, at, problem });
  const known = new Set(schema.labels.map(({ id }) => id));
  for (const [index, annotation] of annotations.entries()) {
    if (index % AT_ONCE === 0) yield;
    const { id, label } = annotation;
    if (seen.has(id)) continue;
    seen.add(id);
    if (!known.has(label)) note(id, id, { kind: 'label', label });
    for (const problem of attributeProblems(annotation, schema)) note(id, id, problem);
  }
  for (const { id, label, from, to } of relations) {
    const [start, end] = [labels.get(from), labels.get(to)];
    if (!schema.relations.some((known) => known.id === label)) note(id, from, { kind: 'relation', relation: label });
    else if (start !== undefined && end !== undefined)
      if (!relationsBetween(schema, start, end).some((known) => known.id === label))
        note(id, from, { kind: 'ends', relation: label, from: start, to: end });
  }
  for (const { id, label, trigger, arguments: parts } of schema.events.length === 0 ? [] : events) {
    const at = trigger ?? parts.find(({ to }) => labels.has(to))?.to;
    const type = schema.events.find((known) => known.id === label);
    if (type === undefined) {
      note(id, at, { kind: 'event', event: label });
      continue;
    }
    const told = trigger === undefined ? undefined : labels.get(trigger);
    if (told !== undefined && !eventsToldBy(schema, told).includes(type))
      note(id, at, { kind: 'trigger', event: label, label: told });
    for (const { role, to } of parts) {
      const bearer = labels.get(to) ?? eventLabels.get(to);
      if (!type.roles.some((known) => known.id === role)) note(id, at, { kind: 'role', event: label, role });
      else if (bearer !== undefined && !rolesFor(schema, label, bearer).some((known) => known.id === role))
        note(id, at, { kind: 'role-label', event: label, role, label: bearer });
    }
  }
  return found;
}

function attributeProblems(
  { label, attributes = {} }: Pick<AnnotationView, 'label' | 'attributes'>,
  schema: Schema,
): SchemaProblem[] {
  if (schema.attributes.length === 0) return [];
  const allowed = attributesOf(schema, label);
  return Object.entries(attributes).flatMap(([attribute, value]): SchemaProblem[] => {
    const type = schema.attributes.find(({ id }) => id === attribute);
    if (type === undefined) return [{ kind: 'attribute', attribute }];
    if (!allowed.includes(type)) return [{ kind: 'attribute-label', attribute, label }];
    return isValueOf(type, value) ? [] : [{ kind: 'value', attribute, value: JSON.stringify(value) }];
  });
}
