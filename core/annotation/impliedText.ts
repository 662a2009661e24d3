import { textPrefix, type TextIdentity } from './annotation';
import type { History, HistoryStep } from './history';
import { mapSpans, type Operation } from './operations';
import type { SpanFields } from './placement';

/**
 * The same edit for another reader: spans that name no text (no `in`) mean `from` in the operation that is given, and `to`
 * in the one that is returned. So a command can place one annotation in the article as it is, in a sidecar that still
 * describes an earlier text, without touching any other record.
 */
export function withImpliedText(operation: Operation, from: TextIdentity, to: TextIdentity): Operation {
  if (from.sha256 === to.sha256) return operation;
  return mapSpans(operation, {
    record: (record) => {
      const { in: named, ...unnamed } = record;
      const text = nameFor(named, from, to);
      return { ...unnamed, ...(text !== null && { in: text }) } as typeof record;
    },
    // A change that names no span, or only which text one means, says nothing of the implied text.
    fields: (fields) => (fields.start === undefined ? fields : { ...fields, in: nameFor(fields.in, from, to) }),
  });
}

function nameFor(named: string | null | undefined, from: TextIdentity, to: TextIdentity): string | null {
  const text = named ?? textPrefix(from);
  return text === textPrefix(to) ? null : text;
}

/** As {@link withImpliedText} for every step of a history. */
export function historyWithImpliedText(history: History, from: TextIdentity, to: TextIdentity): History {
  return withOperations(history, (operation) => withImpliedText(operation, from, to));
}

function withOperations(history: History, map: (operation: Operation) => Operation): History {
  const all = (steps: readonly HistoryStep[]): HistoryStep[] =>
    steps.map(({ operation, at }) => ({ operation: map(operation), at }));
  return { ...history, undo: all(history.undo), redo: all(history.redo) };
}

/**
 * The history when the article is saved as another text: `follow` brings span fields of the old text into the new one.
 * Where it cannot (the words are gone), the span goes on meaning the old text, so that the record comes back as an orphan
 * and never at another occurrence of its words.
 */
export function followedHistory(
  history: History,
  from: TextIdentity,
  to: TextIdentity,
  follow: (span: SpanFields) => SpanFields | undefined,
): History {
  return withOperations(history, (operation) => followed(operation, from, to, follow));
}

/** As {@link followedHistory} for one step. */
export function followed(
  operation: Operation,
  from: TextIdentity,
  to: TextIdentity,
  follow: (span: SpanFields) => SpanFields | undefined,
): Operation {
  if (from.sha256 === to.sha256) return operation;
  return followedOperation(withImpliedText(operation, from, to), textPrefix(from), follow);
}

/** Spans that name the text `from` lose that name when they can be followed out of it. */
function followedOperation(
  operation: Operation,
  from: string,
  follow: (span: SpanFields) => SpanFields | undefined,
): Operation {
  return mapSpans(operation, {
    record: (record) => {
      const { in: named, ...unnamed } = record;
      const span = named === from ? follow(unnamed as SpanFields) : undefined;
      return span === undefined ? record : ({ ...unnamed, ...span } as typeof record);
    },
    fields: (fields) => {
      const { start, end, exact, before = '', after = '', also, in: named } = fields;
      if (named !== from || start === undefined || end === undefined || exact === undefined) return fields;
      const span = follow({ start, end, exact, before, after, ...(also && { also }) });
      return span === undefined ? fields : { ...fields, ...span, in: null };
    },
  });
}

/**
 * What takes the records of an edit back, and leaves alone which text the set describes: undone later, an old identity
 * would make other records mean another text.
 */
export function withoutRetext(operation: Operation): Operation {
  if (operation.kind !== 'bulk') return operation;
  const rest = operation.operations.filter(({ kind }) => kind !== 'retext').map(withoutRetext);
  return rest.length === 1 ? (rest[0] as Operation) : { ...operation, operations: rest };
}
