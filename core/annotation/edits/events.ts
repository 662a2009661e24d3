import { sameData } from '../../yaml/json';
import type { AnnotationSet, EventArgument, EventRecord } from '../annotation';
import type { Operation } from '../operations';
import { eventIssues } from '../sidecar/records';
import { refused, refuseIssues, unknownId, type Applied, type Refused } from './outcome';
import { addTo, ANNOTATIONS, changeIn, EVENTS, findIn, removeFrom } from './recordList';

type Of<Kind extends Operation['kind']> = Extract<Operation, { readonly kind: Kind }>;

export function addEvent(set: AnnotationSet, { event, restores }: Of<'addEvent'>): Applied | Refused {
  const added = addTo(EVENTS, set, event, restores, { kind: 'removeEvent', id: event.id });
  const missing = missingLinkOf(event, set);
  return added.ok && missing !== undefined && restores !== true ? unknownId(missing) : added;
}

export function changeEvent(set: AnnotationSet, operation: Of<'changeEvent'>): Applied | Refused {
  const { id, fields, restores } = operation;
  const { trigger } = fields;
  const isMissing = typeof trigger === 'string' && findIn(ANNOTATIONS, set, trigger) === undefined;
  if (isMissing && restores !== true) return unknownId(trigger);
  return changeIn(EVENTS, set, operation, (old) => ({ kind: 'changeEvent', id, fields: old, restores: true }));
}

/** Takes an event out alone; what leads to it is {@link unlinking}'s. */
export function removeBareEvent(set: AnnotationSet, id: string): Applied | Refused {
  return removeFrom(EVENTS, set, id, (event) => {
    const isFlawed = missingLinkOf(event, set) !== undefined || eventIssues(event).length > 0;
    return { kind: 'addEvent', event, ...(isFlawed && { restores: true }) };
  });
}

export function addArgument(set: AnnotationSet, operation: Of<'addArgument'>): Applied | Refused {
  const { event: id, argument, at, restores } = operation;
  const event = findIn(EVENTS, set, id);
  if (event === undefined) return unknownId(id);
  const refusal = refuseIssues(argumentIssues(argument), restores);
  if (refusal !== undefined) return refusal;
  if (restores !== true && isMissing(argument.to, set)) return unknownId(argument.to);
  if (restores !== true && event.arguments.some((other) => sameData(other, argument)))
    return refused('duplicate-argument', 'The event has this part in this role already.');
  const place = Math.min(at ?? event.arguments.length, event.arguments.length);
  return {
    ok: true,
    set: withArguments(set, event, event.arguments.toSpliced(place, 0, argument)),
    inverse: { kind: 'removeArgument', event: id, argument, at: place },
  };
}

export function removeArgument(set: AnnotationSet, operation: Of<'removeArgument'>): Applied | Refused {
  const { event: id, argument, at = 0 } = operation;
  const event = findIn(EVENTS, set, id);
  if (event === undefined) return unknownId(id);
  const place = sameData(event.arguments[at], argument)
    ? at
    : event.arguments.findIndex((other) => sameData(other, argument));
  if (place === -1) return refused('unknown-argument', 'The event does not have this part any more.');
  const left = event.arguments.toSpliced(place, 1);
  const isFlawed =
    isMissing(argument.to, set) ||
    argumentIssues(argument).length > 0 ||
    left.some((other) => sameData(other, argument));
  return {
    ok: true,
    set: withArguments(set, event, left),
    inverse: { kind: 'addArgument', event: id, argument, at: place, ...(isFlawed && { restores: true }) },
  };
}

/**
 * The edits that take all links to a record (an annotation or an event) out of the events of a set; an event that is left
 * without any goes along.
 */
export function unlinking(set: AnnotationSet, id: string): Operation[] {
  return EVENTS.of(set).flatMap((event): Operation[] => {
    if (event.id === id) return [];
    const lost = event.arguments.flatMap((argument, at) => (argument.to === id ? [{ argument, at }] : []));
    const losesTrigger = event.trigger === id;
    if (lost.length === 0 && !losesTrigger) return [];
    const keepsSome = lost.length < event.arguments.length || (event.trigger !== undefined && !losesTrigger);
    return [
      ...lost.toReversed().map((part): Operation => ({ kind: 'removeArgument', event: event.id, ...part })),
      ...(losesTrigger ? [{ kind: 'changeEvent', id: event.id, fields: { trigger: null } } as const] : []),
      ...(keepsSome ? [] : [{ kind: 'removeEvent', id: event.id } as const]),
    ];
  });
}

/** All ids that events lead to. */
export function linkedIds(set: AnnotationSet): Set<string> {
  return new Set(EVENTS.of(set).flatMap(linksOf));
}

/** The ids of the records that an event leads to. */
export const linksOf = ({ trigger, arguments: parts }: EventRecord): string[] => [
  ...(trigger === undefined ? [] : [trigger]),
  ...parts.map(({ to }) => to),
];

function missingLinkOf({ id, trigger, arguments: parts }: EventRecord, set: AnnotationSet): string | undefined {
  if (trigger !== undefined && findIn(ANNOTATIONS, set, trigger) === undefined) return trigger;
  return parts.find(({ to }) => to !== id && isMissing(to, set))?.to;
}

const isMissing = (id: string, set: AnnotationSet): boolean =>
  findIn(ANNOTATIONS, set, id) === undefined && findIn(EVENTS, set, id) === undefined;

/** An argument is judged as the reader judges it in an event. */
const argumentIssues = (argument: EventArgument): ReturnType<typeof eventIssues> =>
  eventIssues({ id: 'x', label: 'x', arguments: [argument] });

function withArguments(set: AnnotationSet, event: EventRecord, parts: readonly EventArgument[]): AnnotationSet {
  const changed = { ...event, arguments: parts };
  return EVENTS.with(
    set,
    EVENTS.of(set).map((other) => (other === event ? changed : other)),
  );
}
