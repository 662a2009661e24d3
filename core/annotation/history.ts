import type { AnnotationSet } from './annotation';
import { apply, type Operation, type Refused } from './operations';

/** What can be undone and redone in one document, the latest last. */
export interface History {
  readonly undo: readonly Operation[];
  readonly redo: readonly Operation[];
}

export const EMPTY_HISTORY: History = { undo: [], redo: [] };

/** How many steps are kept. */
const MAXIMUM_STEPS = 1000;

/** The history after a new edit, whose inverse is given: what was undone before can no longer be redone. */
export function recorded(history: History, inverse: Operation): History {
  return { undo: [...history.undo, inverse].slice(-MAXIMUM_STEPS), redo: [] };
}

/** A step taken back or forth: the operation that was applied, for a store that holds the set, and what follows from it. */
export interface Step {
  readonly ok: true;
  readonly operation: Operation;
  readonly set: AnnotationSet;
  readonly history: History;
}

/** Takes the last edit back; undefined where there is none. A refused step (its record is gone) leaves all as it is. */
export function undo(history: History, set: AnnotationSet): Step | Refused | undefined {
  return take(history.undo, set, (rest, inverse) => ({ undo: rest, redo: [...history.redo, inverse] }));
}

/** Applies the last edit that was taken back again; results as for {@link undo}. */
export function redo(history: History, set: AnnotationSet): Step | Refused | undefined {
  return take(history.redo, set, (rest, inverse) => ({ undo: [...history.undo, inverse], redo: rest }));
}

function take(
  steps: readonly Operation[],
  set: AnnotationSet,
  historyAfter: (rest: readonly Operation[], inverse: Operation) => History,
): Step | Refused | undefined {
  const operation = steps.at(-1);
  if (operation === undefined) return undefined;
  const result = apply(set, operation);
  if (!result.ok) return result;
  return { ok: true, operation, set: result.set, history: historyAfter(steps.slice(0, -1), result.inverse) };
}

/** The history without a step that was refused, so that the one before it can be reached. */
export function withoutLastUndo(history: History): History {
  return { ...history, undo: history.undo.slice(0, -1) };
}
