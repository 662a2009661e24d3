import type { AnnotationSet } from './annotation';
import type { AnnotationFields, Operation } from './operations';

/** Gives annotations another label, as one step; undefined where none of them would change. */
export const relabelled = (set: AnnotationSet, ids: readonly string[], label: string): Operation | undefined =>
  changed(set, ids, { label });

/** Gives annotations a note, or takes it from them where it is empty; as one step. */
export const noted = (set: AnnotationSet, ids: readonly string[], note: string): Operation | undefined =>
  changed(set, ids, { note: note === '' ? null : note });

/** Removes annotations, as one step; undefined where none of them is there any more. */
export function removed(set: AnnotationSet, ids: readonly string[]): Operation | undefined {
  const wanted = new Set(ids);
  return asOneStep(set.annotations.flatMap(({ id }) => (wanted.has(id) ? [{ kind: 'remove', id } as const] : [])));
}

function changed(set: AnnotationSet, ids: readonly string[], fields: AnnotationFields): Operation | undefined {
  const wanted = new Set(ids);
  const keys = Object.keys(fields) as (keyof AnnotationFields)[];
  return asOneStep(
    set.annotations.flatMap((annotation) => {
      const differs = keys.some((key) => (annotation[key] ?? null) !== fields[key]);
      return wanted.has(annotation.id) && differs ? [{ kind: 'change', id: annotation.id, fields } as const] : [];
    }),
  );
}

function asOneStep(operations: readonly Operation[]): Operation | undefined {
  return operations.length > 1 ? { kind: 'bulk', operations } : operations[0];
}
