import type { Issue } from '../../yaml/recordReader';
import { holdsId, type AnnotationSet } from '../annotation';
import type { Operation } from '../operations';

export interface Applied {
  readonly ok: true;
  readonly set: AnnotationSet;
  /** The operation that takes the edit back. */
  readonly inverse: Operation;
}

/** An operation that does not fit the set, which is then unchanged. */
export interface Refused {
  readonly ok: false;
  /** Stable name of the reason; clients translate by it. */
  readonly code: string;
  /** A plain English sentence. */
  readonly message: string;
}

export const refused = (code: string, message: string): Refused => ({ ok: false, code, message });

const takenId = (id: string): Refused => refused('duplicate-id', `There is a record with the id "${id}" already.`);

export const unknownId = (id: string): Refused =>
  refused('unknown-id', `There is no record with the id "${id}" any more.`);

export const isError = ({ severity }: Issue): boolean => severity === 'error';

/** What a reader only warns of is no reason to refuse a record that is to be restored. */
export function refuseIssues(issues: readonly Issue[], restores?: boolean): Refused | undefined {
  const issue = restores === true ? issues.find(isError) : issues[0];
  return issue === undefined ? undefined : refused(issue.code, issue.message);
}

export function refuseTaken(set: AnnotationSet, id: string): Refused | undefined {
  return holdsId(set, id) ? takenId(id) : undefined;
}

export const refuseKnown = (taken: ReadonlySet<string>, id: string): Refused | undefined =>
  taken.has(id) ? takenId(id) : undefined;
