import type { TextIdentity } from './annotation';
import { OpenSidecar, type ApplyResult, type SidecarFiles, type SidecarState } from './openSidecar';
import type { Operation } from './operations';

export type { ApplyResult, Replaced, SidecarFiles, SidecarState } from './openSidecar';

/** Which sidecar of which article to open. */
export interface SidecarToOpen {
  readonly articleUri: string;
  readonly sidecarUri: string;
  /** The saved text of the article: what a sidecar that does not exist yet will refer to. */
  readonly text: TextIdentity;
  /** The named annotator, if the sidecar is one's. */
  readonly annotator?: string;
}

/** The sidecars that are being annotated, by article. One article has one at a time; each has its own queue. */
export class SidecarStore {
  readonly #files: SidecarFiles;
  readonly #open = new Map<string, { readonly sidecarUri: string; readonly sidecar: OpenSidecar }>();
  readonly #closing = new Set<string>();
  readonly #listeners = new Set<(articleUri: string) => void>();

  constructor(files: SidecarFiles) {
    this.#files = files;
  }

  /** Reads a sidecar; resolves when its state is known. An article that is open keeps the sidecar it has. */
  async open({ articleUri, sidecarUri, text, annotator }: SidecarToOpen): Promise<void> {
    this.#closing.delete(articleUri);
    const opened = this.#open.get(articleUri);
    if (opened !== undefined) return opened.sidecar.reload();
    const notify = (): void => {
      for (const listener of [...this.#listeners]) listener(articleUri);
    };
    const sidecar = new OpenSidecar(sidecarUri, this.#files, text, annotator, notify);
    this.#open.set(articleUri, { sidecarUri, sidecar });
    await sidecar.reload();
  }

  /**
   * Waits for the last write, then forgets the article, unless it was opened again meanwhile. Rejects, and keeps it, where
   * something is not saved.
   */
  async close(articleUri: string): Promise<void> {
    this.#closing.add(articleUri);
    const sidecar = this.#open.get(articleUri)?.sidecar;
    await sidecar?.whenIdle();
    if (sidecar?.isSettled === false) await sidecar.whenSaved();
    if (this.#closing.delete(articleUri)) this.#open.delete(articleUri);
  }

  /** Undefined for an article that is not open or whose sidecar is still being read. */
  state(articleUri: string): SidecarState | undefined {
    return this.#open.get(articleUri)?.sidecar.state;
  }

  /** Applies an operation in memory, tells the listeners, and queues the write; or says why not. */
  apply(articleUri: string, operation: Operation): ApplyResult {
    const sidecar = this.#open.get(articleUri)?.sidecar;
    if (sidecar === undefined) return { ok: false, code: 'closed', message: 'The article is not open for annotation.' };
    return sidecar.apply(operation);
  }

  /** Resolves when everything is in the file; rejects with a message for the user where it is not. */
  async whenSaved(articleUri: string): Promise<void> {
    await this.#open.get(articleUri)?.sidecar.whenSaved();
  }

  /** Tries again to write what could not be written. */
  async retry(articleUri: string): Promise<void> {
    await this.#open.get(articleUri)?.sidecar.retry();
  }

  /** Ends a conflict; see {@link OpenSidecar.resolve}. */
  resolveConflict(articleUri: string, side: 'ours' | 'theirs'): void {
    this.#open.get(articleUri)?.sidecar.resolve(side);
  }

  /** To be called when a sidecar may have changed on disk. It is only a hint: the bytes decide. */
  async fileChanged(sidecarUri: string): Promise<void> {
    const affected = [...this.#open.values()].filter((opened) => opened.sidecarUri === sidecarUri);
    await Promise.all(affected.map(({ sidecar }) => sidecar.reload()));
  }

  /** Calls `listener` with the article whenever its state changes, synchronously; returns the function that stops it. */
  onDidChange(listener: (articleUri: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
