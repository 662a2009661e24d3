/** How the store reads, writes and moves sidecars; the adapter for local files is `node/atomicFile.ts`. */
export interface SidecarFiles {
  /** The bytes of a file; undefined where there is none. */
  read(uri: string): Promise<Uint8Array | undefined>;
  /**
   * Puts the bytes of `chunks`, one after the other, in the place of exactly `expected` (undefined: there must be no
   * file). Rejects where it cannot.
   */
  replace(uri: string, chunks: readonly Uint8Array[], expected: Uint8Array | undefined): Promise<Replaced>;
  /** Gives a file another name without ever replacing one that has it. Rejects where it cannot. */
  move(from: string, to: string): Promise<Moved>;
  /** The sidecars that lie beside an article, every annotator's. */
  beside(articleUri: string): Promise<readonly string[]>;
  /** Whether a person has changed the file in an editor and not saved it: two hands on one file would lose one's work. */
  isBeingEdited?(uri: string): boolean;
}

export type Replaced =
  | { readonly kind: 'written' }
  /** The file was not what was expected; nothing was written. */
  | { readonly kind: 'changed'; readonly current: Uint8Array | undefined };

export type Moved =
  | { readonly kind: 'moved' }
  /** There is no file to move. */
  | { readonly kind: 'missing' }
  /** Another file has the name already; nothing was moved. */
  | { readonly kind: 'exists' };
