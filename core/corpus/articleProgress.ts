import type { AnnotationSet } from '../annotation/annotation';
import type { Operation } from '../annotation/operations';
import { ownValue, type JsonObject } from '../yaml/json';

/** Tags of the document with a meaning of their own: who has finished it, and who is to annotate it. */
export const STATUS_TAG = 'status';
export const ASSIGNEE_TAG = 'assignee';
export const DONE = 'done';

/** How far the annotation of an article is; *unreadable*: its file says nothing that can be understood. */
export type WorkState = 'untouched' | 'started' | 'done' | 'unreadable';

export interface ArticleProgress {
  readonly state: WorkState;
  /** How many annotations there are. */
  readonly count: number;
  readonly assignee?: string;
}

export const UNTOUCHED: ArticleProgress = { state: 'untouched', count: 0 };

/** What a sidecar says of the progress of its article. */
export interface SidecarSummary {
  /** How many annotations it has. */
  readonly count: number;
  /** Whether somebody has worked with it: annotated, or turned suggestions down. */
  readonly isTouched: boolean;
  readonly document: JsonObject;
}

export function summaryOf({ annotations, rejected, document }: AnnotationSet): SidecarSummary {
  const count = annotations.length;
  return { count, isTouched: count > 0 || (rejected?.length ?? 0) > 0, document };
}

/** The progress of the annotator with this sidecar; `assigned` is who another file names. */
export function progressOf(sidecar: SidecarSummary | 'unreadable' | undefined, assigned?: string): ArticleProgress {
  const known = sidecar === 'unreadable' ? undefined : sidecar;
  const assignee = assigneeIn(known) ?? assigned;
  return { state: stateOf(sidecar), count: known?.count ?? 0, ...(assignee !== undefined && { assignee }) };
}

function stateOf(sidecar: SidecarSummary | 'unreadable' | undefined): WorkState {
  if (sidecar === undefined || sidecar === 'unreadable') return sidecar ?? 'untouched';
  return isDone(sidecar) ? 'done' : sidecar.isTouched ? 'started' : 'untouched';
}

export function isDone({ document }: Pick<AnnotationSet, 'document'>): boolean {
  return ownValue(document, STATUS_TAG) === DONE;
}

export function assigneeIn(set: Pick<AnnotationSet, 'document'> | undefined): string | undefined {
  const value = set && ownValue(set.document, ASSIGNEE_TAG);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Marks an article as done, or as not done; undefined where it is so already. */
export function markingDone(set: AnnotationSet, wanted: boolean): Operation | undefined {
  if (isDone(set) === wanted) return undefined;
  return wanted ? { kind: 'tag', name: STATUS_TAG, value: DONE } : { kind: 'tag', name: STATUS_TAG };
}

/** Says who is to annotate an article, or that nobody is; undefined where it says so already. */
export function assigning(set: AnnotationSet, assignee: string | undefined): Operation | undefined {
  if (assigneeIn(set) === assignee) return undefined;
  return { kind: 'tag', name: ASSIGNEE_TAG, ...(assignee !== undefined && { value: assignee }) };
}

/** The next article to work on after the one at an address, round the end: not done, and nobody else's where one is named. */
export function nextOpen<Work extends { readonly address: string; readonly progress: ArticleProgress }>(
  articles: readonly Work[],
  after: string | undefined,
  annotator: string | undefined,
): Work | undefined {
  const start = articles.findIndex(({ address }) => address === after) + 1;
  return [...articles.slice(start), ...articles.slice(0, start)].find(
    ({ address, progress: { state, assignee } }) =>
      address !== after && state !== 'done' && (assignee === undefined || assignee === annotator),
  );
}
