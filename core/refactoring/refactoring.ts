import type { SchemaName } from '../corpus/manifestNames';

/** Another id for something of the schema. Where something has that id already, the two become one. */
export interface Renaming {
  readonly kind: 'rename';
  readonly name: SchemaName;
  readonly to: string;
}

/** A label of which some annotations get another one, which is made where there is none. */
export interface Splitting {
  readonly kind: 'split';
  readonly name: SchemaName & { readonly kind: 'label' };
  readonly to: string;
  /** The ids of the annotations that get it, by the address of their sidecar. */
  readonly chosen: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A change of the schema that goes through all annotations of a corpus. */
export type Refactoring = Renaming | Splitting;

/** Why something cannot be done: a stable code by which clients translate, and a plain English sentence that says what to do. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}
