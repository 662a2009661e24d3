import type { Operation } from '../annotation/operations';

/** Something in a corpus that is not as it should be. */
export interface Finding {
  /** *Error*: data may be lost or misread; *warning*: a person should look; *information*: nothing is at risk. */
  readonly severity: Severity;
  /** Stable name of the kind of finding. */
  readonly code: string;
  /** The file, relative to the folder that was checked, with `/`. */
  readonly path: string;
  /** UTF-16 offsets in the text of the file. */
  readonly offset: number;
  readonly end: number;
  /** A plain English sentence that says what is wrong and what to do. */
  readonly message: string;
  /** What would mend it; every repair can be taken back. */
  readonly repair?: Repair;
}

export type Severity = 'error' | 'warning' | 'information';

export type Repair =
  /** An edit of the set that the sidecar holds. */
  | { readonly kind: 'edit'; readonly operation: Operation }
  /** Moves the file to another path below the folder, where there is none. */
  | { readonly kind: 'move'; readonly to: string }
  | { readonly kind: 'remove' };

/** A finding about a whole file. */
export function aboutFile(path: string, severity: Severity, code: string, message: string, repair?: Repair): Finding {
  return { severity, code, path, offset: 0, end: 0, message, ...(repair !== undefined && { repair }) };
}
