import { isJsonObject, sameData, type Json, type JsonObject } from '../yaml/json';
import { conflictKey, type Decision, type Decisions, type MergeConflict } from './merge';
import type { NewId } from './id';

/** The two sides of a conflict. */
export type Side = 'ours' | 'theirs';

/** What can be said of a conflict: a side, both records (theirs under a new id), or neither. */
export type Choice = Side | 'both' | 'removed';

const RECORD_KINDS: ReadonlySet<MergeConflict['kind']> = new Set([
  'annotation',
  'relation',
  'event',
  'rejected',
  'article',
  'id',
] as const);

/** What a person can choose in a conflict. A side that does not have the record is the choice to remove it. */
export function choicesIn({ kind, ours, theirs }: MergeConflict): readonly Choice[] {
  const isTwice = ours !== undefined && theirs !== undefined && RECORD_KINDS.has(kind);
  return isTwice ? ['ours', 'theirs', 'both', 'removed'] : ['ours', 'theirs'];
}

/** The decisions of a person while they are being made. */
export class Resolution {
  /** What must be decided. */
  readonly conflicts: readonly MergeConflict[];
  /** Records of one side that stay unless they are removed. */
  readonly oneSided: readonly MergeConflict[];
  readonly #newId: NewId;
  readonly #decisions = new Map<string, { readonly choice: Choice; readonly decision: Decision }>();

  constructor(conflicts: readonly MergeConflict[], oneSided: readonly MergeConflict[], newId: NewId) {
    this.conflicts = conflicts;
    this.oneSided = oneSided;
    this.#newId = newId;
  }

  get decisions(): Decisions {
    return new Map([...this.#decisions].map(([key, { decision }]) => [key, decision]));
  }

  get undecided(): readonly MergeConflict[] {
    return this.conflicts.filter((conflict) => this.choiceFor(conflict) === undefined);
  }

  choiceFor(conflict: MergeConflict): Choice | undefined {
    return this.#decisions.get(conflictKey(conflict))?.choice;
  }

  choose(conflict: MergeConflict, choice: Choice): void {
    const decision = choice === 'both' ? { bothWithId: this.#newId() } : choice;
    this.#decisions.set(conflictKey(conflict), { choice, decision });
  }

  /** Decides what is not decided yet for one side. */
  chooseForRest(side: Side): void {
    for (const conflict of this.undecided) this.choose(conflict, side);
  }

  /** Removes a record of one side, or lets it stay after all. */
  toggle(oneSided: MergeConflict): void {
    const key = conflictKey(oneSided);
    if (!this.#decisions.delete(key)) this.choose(oneSided, 'removed');
  }
}

/** What a conflict is about, in a few words of the data: a label and the annotated text, or a key. */
export function subjectOf({ id, base, ours, theirs }: MergeConflict): string {
  const record = [ours, theirs, base].find((side) => isObject(side));
  if (record === undefined) return id;
  const { label, exact, from, to } = record;
  const ends = typeof from === 'string' && typeof to === 'string' ? `${from} → ${to}` : undefined;
  const words = typeof exact === 'string' ? `“${exact}”` : ends;
  return [label, words].filter((part) => typeof part === 'string').join(' ') || id;
}

/**
 * What a side says where it differs from the other, as `key: value` pairs; all it says where the other has nothing.
 * Undefined for a side that does not have the record. A side that only lacks a key says so with a dash.
 */
export function differencesOf({ ours, theirs }: MergeConflict, side: Side): string | undefined {
  const [own, other] = side === 'ours' ? [ours, theirs] : [theirs, ours];
  if (own === undefined) return undefined;
  if (!isObject(own)) return JSON.stringify(own);
  const compared = isObject(other) ? other : {};
  const keys = [...new Set([...Object.keys(own), ...Object.keys(compared)])].filter(
    (key) => !sameData(own[key], compared[key]),
  );
  return keys.map((key) => `${key}: ${own[key] === undefined ? '—' : JSON.stringify(own[key])}`).join(', ');
}

/** All conflicts as one side has them, one below the other and each field on its line, for a comparison by lines. */
export function sideAsText(conflicts: readonly MergeConflict[], side: Side): string {
  return conflicts.map((conflict) => `# ${conflictKey(conflict)}\n${linesOf(conflict[side])}`).join('\n');
}

function linesOf(value: MergeConflict[Side]): string {
  if (value === undefined) return '';
  if (!isObject(value)) return `${JSON.stringify(value)}\n`;
  return Object.entries(value)
    .map(([key, field]) => `${key}: ${JSON.stringify(field)}\n`)
    .join('');
}

function isObject(value: unknown): value is JsonObject {
  return isJsonObject(value as Json | undefined);
}
