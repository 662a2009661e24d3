import type { AnnotationSet, TextIdentity } from './annotation';
import type { ArticleChange } from './articleChange';
import type { ConflictDecisions } from './conflictDecisions';
import { notMoved, OpenSidecar, targetExists, type ApplyResult, type SidecarState } from './openSidecar';
import type { Operation, Refused } from './operations';
import type { SidecarFiles } from './sidecarFiles';

export type { ArticleChange } from './articleChange';
export type { ApplyResult, SidecarState } from './openSidecar';
export type { Moved, Replaced, SidecarFiles } from './sidecarFiles';

/** Which sidecar of which article to open. */
export interface SidecarToOpen {
  readonly articleUri: string;
  readonly sidecarUri: string;
  /** The saved text of the article: what a sidecar that does not exist yet will refer to. */
  readonly text: TextIdentity;
  /** The named annotator, if the sidecar is one's. */
  readonly annotator?: string;
}

/** What became of an edit of a sidecar, open or not. */
export interface Edited {
  readonly result: ApplyResult;
  /** The edit is in memory only, and why; to be written by {@link SidecarStore.saveAll}. */
  readonly unsaved?: string;
}

/** What became of the sidecars beside an article that was edited and saved. */
export interface FollowReport {
  /** The sidecars that describe the article as it is now, or had nothing to follow with. */
  readonly followed: readonly string[];
  /** Those that do not, each with the reason; none of them was changed. */
  readonly refused: readonly { readonly sidecarUri: string; readonly message: string }[];
}

/** A sidecar with work that is only in memory. */
export interface UnsavedSidecar {
  readonly sidecarUri: string;
  /** The articles that have it open; none where it was closed before its work could be written. */
  readonly articleUris: readonly string[];
  /** Why it is not written, or that it is on its way. */
  readonly message: string;
}

/** A sidecar in memory and how many articles and tasks use it. */
interface Entry {
  readonly sidecar: OpenSidecar;
  uses: number;
}

/**
 * The sidecars that are in memory, each with its own queue, and which of them each open article is annotated in. A sidecar
 * with unsaved work stays in memory when its article is closed, or gets another sidecar, until that work is written.
 */
export class SidecarStore {
  readonly #files: SidecarFiles;
  readonly #entries = new Set<Entry>();
  readonly #articles = new Map<string, Entry>();
  readonly #closing = new Set<string>();
  readonly #listeners = new Set<(articleUri: string) => void>();

  constructor(files: SidecarFiles) {
    this.#files = files;
  }

  /**
   * Reads a sidecar; resolves when its state is known. An article that is open in another sidecar (the annotator has
   * changed) gets this one; what is unsaved in the other is kept and written to the other.
   */
  async open({ articleUri, sidecarUri, text, annotator }: SidecarToOpen): Promise<void> {
    this.#closing.delete(articleUri);
    const entry = this.#entryOf(sidecarUri) ?? this.#add(sidecarUri, text, annotator);
    this.#use(articleUri, entry);
    await entry.sidecar.reload();
  }

  /**
   * Waits for the last write, then forgets the article, unless it was opened again meanwhile. Rejects, and keeps it, where
   * something is not saved.
   */
  async close(articleUri: string): Promise<void> {
    this.#closing.add(articleUri);
    const sidecar = this.#articles.get(articleUri)?.sidecar;
    await sidecar?.whenIdle();
    if (sidecar?.isSettled === false) await sidecar.whenSaved();
    this.#forgetIfClosing(articleUri);
  }

  /** Undefined for an article that is not open or whose sidecar is still being read. */
  state(articleUri: string): SidecarState | undefined {
    return this.#articles.get(articleUri)?.sidecar.state;
  }

  /** Applies an operation in memory, tells the listeners, and queues the write; or says why not. */
  apply(articleUri: string, operation: Operation): ApplyResult {
    const sidecar = this.#articles.get(articleUri)?.sidecar;
    if (sidecar === undefined) return { ok: false, code: 'closed', message: 'The article is not open for annotation.' };
    return sidecar.apply(operation);
  }

  /**
   * Changes a sidecar by its address, whether or not an article has it open: in memory at once where it is, else after it
   * was read. Resolves when the edit is written, or could not be; then it stays in memory until it can.
   */
  async edit(
    { sidecarUri, text, annotator }: Omit<SidecarToOpen, 'articleUri'>,
    operationFor: (set: AnnotationSet) => Operation | Refused,
  ): Promise<Edited> {
    const entry = this.#entryOf(sidecarUri) ?? this.#add(sidecarUri, text, annotator);
    entry.uses++;
    try {
      if (entry.sidecar.state?.kind !== 'ready') await entry.sidecar.reload();
      const result = entry.sidecar.edit(operationFor);
      await entry.sidecar.whenIdle();
      const unsaved = result.ok ? entry.sidecar.unsavedReason : undefined;
      return { result, ...(unsaved !== undefined && { unsaved }) };
    } finally {
      this.#leave(entry);
    }
  }

  /** The sidecar in which an open article is annotated: after {@link move} it has another address than it was opened with. */
  sidecarOf(articleUri: string): string | undefined {
    return this.#articles.get(articleUri)?.sidecar.uri;
  }

  /** Whether a sidecar is in memory, so that an edit of it is seen at once. */
  isOpen(sidecarUri: string): boolean {
    return this.#entryOf(sidecarUri) !== undefined;
  }

  /**
   * Makes every sidecar beside an article follow an edit that was saved: the one the article is annotated in at once, in
   * the same turn (or as soon as it can be understood), the other annotators' behind that. What is refused is not changed;
   * its records are found by their context from then on.
   */
  async followArticle(articleUri: string, change: ArticleChange): Promise<FollowReport> {
    const own = this.#articles.get(articleUri)?.sidecar;
    const ownRefusal = own?.follow(change);
    const others = (await this.#files.beside(articleUri)).filter((uri) => uri !== own?.uri);
    const results = await Promise.all([
      ...(own === undefined ? [] : [outcomeOf(own, ownRefusal)]),
      ...others.map((uri) => this.#followElsewhere(uri, change)),
    ]);
    return {
      followed: results.flatMap(({ sidecarUri, message }) => (message === undefined ? [sidecarUri] : [])),
      refused: results.flatMap(({ sidecarUri, message }) => (message === undefined ? [] : [{ sidecarUri, message }])),
    };
  }

  /**
   * Keeps a sidecar from being read or written until it is moved, or until the function is called that this resolves with
   * (when all that could be written is written): for moves that the editor makes itself.
   */
  async holdForMove(sidecarUri: string): Promise<() => Promise<void>> {
    const entry = this.#entryOf(sidecarUri);
    await entry?.sidecar.hold();
    return async () => {
      if (entry?.sidecar.uri === sidecarUri) await entry.sidecar.release();
    };
  }

  /** Resolves when nothing of a sidecar is being read or written. */
  async whenIdle(sidecarUri: string): Promise<void> {
    await this.#entryOf(sidecarUri)?.sidecar.whenIdle();
  }

  /**
   * Moves a sidecar whose article has another name or place. Unsaved work goes along, and whoever has it open has it at the
   * new place. Where the editor or git has moved the file already, only the memory follows. Refused, with nothing changed,
   * where the target exists, holds unsaved work, or the system refuses.
   */
  async move(from: string, to: string): Promise<{ readonly ok: true } | Refused> {
    if (from === to) return { ok: true };
    const [source, target] = [this.#entryOf(from), this.#entryOf(to)];
    if (target?.sidecar.isSettled === false) return targetExists(to);
    if (source === undefined) return this.#moveClosed(from, to, target?.sidecar);
    const refusal = await source.sidecar.move(to);
    if (refusal !== undefined) return refusal;
    // An article that was opened at the new place meanwhile read a file that was not there, or the one just moved.
    for (const [articleUri, entry] of this.#articles) if (entry === target) this.#use(articleUri, source);
    this.#tell(source);
    return { ok: true };
  }

  /** Resolves when everything is in the file; rejects with a message for the user where it is not. */
  async whenSaved(articleUri: string): Promise<void> {
    await this.#articles.get(articleUri)?.sidecar.whenSaved();
  }

  /** Tries again to write what could not be written. */
  async retry(articleUri: string): Promise<void> {
    await this.#articles.get(articleUri)?.sidecar.retry();
  }

  /** Every sidecar with work that is only in memory, also of articles that were closed. */
  unsaved(): readonly UnsavedSidecar[] {
    return [...this.#entries].flatMap((entry) => {
      const { sidecar } = entry;
      const message = sidecar.unsavedReason;
      if (message === undefined) return [];
      return [{ sidecarUri: sidecar.uri, articleUris: this.#articlesOf(entry), message }];
    });
  }

  /** Tries to write all that is only in memory, also of closed articles; resolves with what still is. */
  async saveAll(): Promise<readonly UnsavedSidecar[]> {
    await Promise.all(
      [...this.#entries].map(async ({ sidecar }) => {
        await sidecar.whenIdle();
        if (!sidecar.isSettled) await sidecar.retry();
      }),
    );
    return this.unsaved();
  }

  /** Ends a conflict as decided for each record, or for all. Answers why not where a decision is missing. */
  resolveConflict(articleUri: string, decisions: ConflictDecisions): Refused | undefined {
    return this.#articles.get(articleUri)?.sidecar.resolve(decisions);
  }

  /** To be called when a sidecar may have changed on disk. It is only a hint: the bytes decide. */
  async fileChanged(sidecarUri: string): Promise<void> {
    await this.#entryOf(sidecarUri)?.sidecar.reload();
  }

  /** Calls `listener` with the article whenever its state changes, synchronously; returns the function that stops it. */
  onDidChange(listener: (articleUri: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #entryOf(sidecarUri: string): Entry | undefined {
    return [...this.#entries].find(({ sidecar }) => sidecar.uri === sidecarUri);
  }

  #articlesOf(entry: Entry): string[] {
    return [...this.#articles].flatMap(([articleUri, other]) => (other === entry ? [articleUri] : []));
  }

  #add(sidecarUri: string, text: TextIdentity, annotator: string | undefined): Entry {
    const changed = (): void => this.#tell(entry);
    const entry: Entry = { sidecar: new OpenSidecar(sidecarUri, this.#files, text, annotator, changed), uses: 0 };
    this.#entries.add(entry);
    return entry;
  }

  #use(articleUri: string, entry: Entry): void {
    const old = this.#articles.get(articleUri);
    entry.uses++;
    this.#articles.set(articleUri, entry);
    if (old !== undefined) this.#leave(old);
  }

  #leave(entry: Entry): void {
    entry.uses--;
    this.#dropIfDone(entry);
  }

  /** A sidecar that nobody uses stays while it holds work that is not written. */
  #dropIfDone(entry: Entry): void {
    if (entry.uses === 0 && entry.sidecar.isSettled) this.#entries.delete(entry);
  }

  #tell(entry: Entry): void {
    for (const articleUri of this.#articlesOf(entry)) for (const listener of [...this.#listeners]) listener(articleUri);
    if (!entry.sidecar.isSettled) return;
    this.#articlesOf(entry).forEach((articleUri) => this.#forgetIfClosing(articleUri));
    this.#dropIfDone(entry);
  }

  #forgetIfClosing(articleUri: string): void {
    const entry = this.#articles.get(articleUri);
    if (!this.#closing.delete(articleUri) || entry === undefined) return;
    this.#articles.delete(articleUri);
    this.#leave(entry);
  }

  async #moveClosed(
    from: string,
    to: string,
    target: OpenSidecar | undefined,
  ): Promise<{ readonly ok: true } | Refused> {
    try {
      const { kind } = await this.#files.move(from, to);
      if (kind === 'exists') return targetExists(to);
      if (kind === 'missing') return { ok: false, code: 'missing', message: `${from} does not exist.` };
    } catch (error) {
      return notMoved(from, error);
    }
    await target?.reload();
    return { ok: true };
  }

  async #followElsewhere(sidecarUri: string, change: ArticleChange): Promise<Outcome> {
    const entry = this.#entryOf(sidecarUri) ?? this.#add(sidecarUri, change.before.identity, undefined);
    entry.uses++;
    try {
      await entry.sidecar.reload();
      return await outcomeOf(entry.sidecar, entry.sidecar.follow(change));
    } finally {
      this.#leave(entry);
    }
  }
}

interface Outcome {
  readonly sidecarUri: string;
  /** Why the sidecar did not follow. */
  readonly message: string | undefined;
}

async function outcomeOf(sidecar: OpenSidecar, refusal: Refused | undefined): Promise<Outcome> {
  await sidecar.whenIdle();
  return { sidecarUri: sidecar.uri, message: refusal?.message ?? sidecar.unsavedReason };
}
