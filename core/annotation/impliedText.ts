import { textPrefix, type Annotation, type TextIdentity } from './annotation';
import type { AnnotationFields, Operation } from './operations';

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
