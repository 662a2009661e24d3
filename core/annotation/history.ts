import type { AnnotationSet } from './annotation';
import { apply, type Operation, type Refused } from './operations';

/** A step that can be taken. */
export interface HistoryStep {
  readonly operation: Operation;
  /** When it came here: a number in an order that the steps of all articles share. */
  readonly at: number;
}

/** What can be undone and redone in one document, the latest last. */
export interface History {
  readonly undo: readonly HistoryStep[];
  readonly redo: readonly HistoryStep[];
  /** When the last new edit was made: what was undone before it cannot be redone any more. */
  readonly edited: number;
}

export const EMPTY_HISTORY: History = { undo: [], redo: [], edited: 0 };

/** How many steps are kept. */
const MAXIMUM_STEPS = 1000;

/** The history after a new edit, whose inverse is given: what was undone before can no longer be redone. */
export function recorded(history: History, inverse: Operation, at: number): History {
  return { undo: [...history.undo, { operation: inverse, at }].slice(-MAXIMUM_STEPS), redo: [], edited: at };
}

/** A step taken back or forth: the operation that was applied, for a store that holds the set, and what follows from it. */
export interface Step {
  readonly ok: true;
  readonly operation: Operation;
  readonly set: AnnotationSet;
  readonly history: History;
}

/**
 * Takes the last edit back, at the time `at`; undefined where there is none. A refused step (its record is gone) leaves all
 * as it is.
 */
export function undo(history: History, set: AnnotationSet, at: number): Step | Refused | undefined {
  return take(history.undo, set, at, (rest, step) => ({ ...history, undo: rest, redo: [...history.redo, step] }));
}

/** Applies the last edit that was taken back again; results as for {@link undo}. */
export function redo(history: History, set: AnnotationSet, at: number): Step | Refused | undefined {
  return take(history.redo, set, at, (rest, step) => ({ ...history, undo: [...history.undo, step], redo: rest }));
}

function take(
  steps: readonly HistoryStep[],
  set: AnnotationSet,
  at: number,
  historyAfter: (rest: readonly HistoryStep[], inverse: HistoryStep) => History,
): Step | Refused | undefined {
  const operation = steps.at(-1)?.operation;
  if (operation === undefined) return undefined;
  const result = apply(set, operation);
  if (!result.ok) return result;
  const history = historyAfter(steps.slice(0, -1), { operation: result.inverse, at });
  return { ok: true, operation, set: result.set, history };
}

/** The history without a step that was refused, so that the one before it can be reached. */
export function withoutLastUndo(history: History): History {
  return { ...history, undo: history.undo.slice(0, -1) };
}

/** As {@link withoutLastUndo}, for a step that could not be redone. */
export function withoutLastRedo(history: History): History {
  return { ...history, redo: history.redo.slice(0, -1) };
}
