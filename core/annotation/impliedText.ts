import { textPrefix, type Annotation, type TextIdentity } from './annotation';
import type { History } from './history';
import type { AnnotationFields, Operation } from './operations';
import type { SpanFields } from './placement';

/**
 * The same edit for another reader: spans that name no text (no `in`) mean `from` in the operation that is given, and `to`
 * in the one that is returned. So a command can place one annotation in the article as it is, in a sidecar that still
 * describes an earlier text, without touching any other record.
 */
export function withImpliedText(operation: Operation, from: TextIdentity, to: TextIdentity): Operation {
  if (from.sha256 === to.sha256) return operation;
  switch (operation.kind) {
    case 'add':
      return { ...operation, annotation: annotationFor(operation.annotation, from, to) };
    case 'change':
      return { ...operation, fields: fieldsFor(operation.fields, from, to) };
    case 'bulk':
      return { ...operation, operations: operation.operations.map((part) => withImpliedText(part, from, to)) };
    case 'remove':
    case 'relate':
    case 'unrelate':
    case 'describe':
    case 'retext':
      return operation;
  }
}

function annotationFor(annotation: Annotation, from: TextIdentity, to: TextIdentity): Annotation {
  const { in: named, ...unnamed } = annotation;
  const text = nameFor(named, from, to);
  return { ...unnamed, ...(text !== null && { in: text }) };
}

/** A change that names no span, or only which text one means, says nothing of the implied text. */
function fieldsFor(fields: AnnotationFields, from: TextIdentity, to: TextIdentity): AnnotationFields {
  return fields.start === undefined ? fields : { ...fields, in: nameFor(fields.in, from, to) };
}

function nameFor(named: string | null | undefined, from: TextIdentity, to: TextIdentity): string | null {
  const text = named ?? textPrefix(from);
  return text === textPrefix(to) ? null : text;
}

/** As {@link withImpliedText} for every step of a history. */
export function historyWithImpliedText({ undo, redo }: History, from: TextIdentity, to: TextIdentity): History {
  const all = (operations: readonly Operation[]): Operation[] =>
    operations.map((operation) => withImpliedText(operation, from, to));
  return { undo: all(undo), redo: all(redo) };
}

/**
 * The history when the article is saved as another text: `follow` brings span fields of the old text into the new one.
 * Where it cannot (the words are gone), the span goes on meaning the old text, so that the record comes back as an orphan
 * and never at another occurrence of its words.
 */
export function followedHistory(
  { undo, redo }: History,
  from: TextIdentity,
  to: TextIdentity,
  follow: (span: SpanFields) => SpanFields | undefined,
): History {
  const all = (operations: readonly Operation[]): Operation[] =>
    operations.map((operation) => followedOperation(withImpliedText(operation, from, to), textPrefix(from), follow));
  return from.sha256 === to.sha256 ? { undo, redo } : { undo: all(undo), redo: all(redo) };
}

/** Spans that name the text `from` lose that name when they can be followed out of it. */
function followedOperation(
  operation: Operation,
  from: string,
  follow: (span: SpanFields) => SpanFields | undefined,
): Operation {
  switch (operation.kind) {
    case 'add': {
      const { in: named, ...annotation } = operation.annotation;
      const span = named === from ? follow(annotation) : undefined;
      return span === undefined ? operation : { ...operation, annotation: { ...annotation, ...span } };
    }
    case 'change': {
      const { start, end, exact, before = '', after = '', also, in: named } = operation.fields;
      if (named !== from || start === undefined || end === undefined || exact === undefined) return operation;
      const span = follow({ start, end, exact, before, after, ...(also && { also }) });
      return span === undefined ? operation : { ...operation, fields: { ...operation.fields, ...span, in: null } };
    }
    case 'bulk': {
      const operations = operation.operations.map((part) => followedOperation(part, from, follow));
      return { ...operation, operations };
    }
    case 'remove':
    case 'relate':
    case 'unrelate':
    case 'describe':
    case 'retext':
      return operation;
  }
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
