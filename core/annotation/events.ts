import type { AnnotationSet, EventArgument, EventRecord } from './annotation';
import { asOne, type Operation } from './operations';
import type { EventType, RoleType, Schema } from './schema';
import { rolesFor } from './schemaRules';

/** The events in which an annotation (or an event) has a part, by their trigger first. */
export function eventsOf({ events = [] }: AnnotationSet, id: string): EventRecord[] {
  const told = events.filter(({ trigger }) => trigger === id);
  return [...told, ...events.filter((event) => !told.includes(event) && partsOf(event, id).length > 0)];
}

/** The arguments of an event that lead to a record. */
export function partsOf({ arguments: parts }: EventRecord, id: string): EventArgument[] {
  return parts.filter(({ to }) => to === id);
}

/** The roles of an event, those that an annotation of a label may have first; of an unknown event the roles it has. */
export function roleChoices(
  schema: Schema,
  event: EventRecord,
  label: string,
): { readonly role: RoleType; readonly isAllowed: boolean }[] {
  const allowed = rolesFor(schema, event.label, label);
  const known = schema.events.find(({ id }) => id === event.label)?.roles ?? [];
  const used = [...new Set(event.arguments.map(({ role }) => role))].filter(
    (id) => !known.some((role) => role.id === id),
  );
  return [
    ...allowed.map((role) => ({ role, isAllowed: true })),
    ...known.filter((role) => !allowed.includes(role)).map((role) => ({ role, isAllowed: false })),
    ...used.map((id) => ({ role: { id, names: { en: id, zh: id }, isRequired: false }, isAllowed: false })),
  ];
}

/** The required roles that nothing has in an event. */
export function missingRoles(schema: Schema, event: EventRecord): RoleType[] {
  const type: EventType | undefined = schema.events.find(({ id }) => id === event.label);
  return (type?.roles ?? []).filter(
    ({ id, isRequired }) => isRequired && !event.arguments.some(({ role }) => role === id),
  );
}

/** Takes a record out of an event: as its trigger, and in every role or in one. */
export function withoutPartOf(event: EventRecord, id: string, role?: string): Operation | undefined {
  const operations: Operation[] = event.arguments
    .map((argument, at) => ({ argument, at }))
    .filter(({ argument }) => argument.to === id && (role === undefined || argument.role === role))
    .reverse()
    .map(({ argument, at }): Operation => ({ kind: 'removeArgument', event: event.id, argument, at }));
  if (role === undefined && event.trigger === id)
    operations.push({ kind: 'changeEvent', id: event.id, fields: { trigger: null } });
  return operations.length === 0 ? undefined : asOne(operations);
}
