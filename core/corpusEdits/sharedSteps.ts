import type { TextIdentity } from '../annotation/annotation';
import type { History } from '../annotation/history';
import type { SpanFields } from '../annotation/placement';

/** A step that several articles share, as the history of one of them sees it. */
export interface SharedStep {
  readonly id: number;
  /** When it was last taken, in the order that {@link SharedSteps.now} counts. */
  readonly at: number;
}

/** What an article asks of the steps that it shares with others. */
export interface SharedSteps {
  /** The number of this moment in the order of all steps. */
  now(): number;
  /** The last step in a sidecar that was done and not taken back. */
  undoable(sidecarUri: string): SharedStep | undefined;
  /** The last step in a sidecar that was taken back. */
  redoable(sidecarUri: string): SharedStep | undefined;
  /** When the last new step in a sidecar was made; 0 where none was. */
  edited(sidecarUri: string): number;
  /** Takes a step back in all files; answers why it could not be at all. */
  undo(id: number): Promise<string | undefined>;
  redo(id: number): Promise<string | undefined>;
  /** An article was saved as another text. */
  followed(
    articleUri: string,
    from: TextIdentity,
    to: TextIdentity,
    follow: (span: SpanFields) => SpanFields | undefined,
  ): void;
}

/** What undo takes back in an article: its own last step, or one that it shares. */
export type NextStep = { readonly kind: 'own' } | { readonly kind: 'shared'; readonly id: number } | undefined;

export function nextUndo({ undo }: History, steps: SharedSteps, sidecarUri: string): NextStep {
  return later(undo.at(-1)?.at, steps.undoable(sidecarUri), 0);
}

/** As {@link nextUndo}; what was undone before the last new edit, of either kind, is not done again. */
export function nextRedo({ redo, edited }: History, steps: SharedSteps, sidecarUri: string): NextStep {
  return later(redo.at(-1)?.at, steps.redoable(sidecarUri), Math.max(edited, steps.edited(sidecarUri)));
}

function later(own: number | undefined, shared: SharedStep | undefined, after: number): NextStep {
  if (shared !== undefined && shared.at > Math.max(own ?? 0, after)) return { kind: 'shared', id: shared.id };
  return own !== undefined && own > after ? { kind: 'own' } : undefined;
}
