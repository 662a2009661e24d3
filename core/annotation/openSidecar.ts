import type { Problem } from '../problem';
import { problem } from '../yaml/boundedYaml';
import { sameData } from '../yaml/json';
import { emptyAnnotationSet, type AnnotationSet, type TextIdentity } from './annotation';
import { followingOperations, type ArticleChange } from './articleChange';
import { mergeDecided, type ConflictDecisions } from './conflictDecisions';
import { baseAfterAttempts, merge, type MergeConflict } from './merge';
import { apply, type Applied, type Operation, type Refused } from './operations';
import { sameBytes } from './sidecar/bytes';
import { MAXIMUM_SIDECAR_BYTES, SidecarVersion } from './sidecar/version';
import type { Replaced, SidecarFiles } from './sidecarFiles';

export type SidecarState =
  /** `failure` says why the last write did not succeed; the annotations are kept in memory. */
  | { readonly kind: 'ready'; readonly set: AnnotationSet; readonly saved: boolean; readonly failure?: string }
  /** The file and the memory changed the same records. Neither is touched until one side is chosen. */
  | { readonly kind: 'conflict'; readonly set: AnnotationSet; readonly conflicts: readonly MergeConflict[] }
  /** The file cannot be understood and is not written. `lastGood` is what this session last showed. */
  | { readonly kind: 'broken'; readonly problems: readonly Problem[]; readonly lastGood?: AnnotationSet };

export type ApplyResult = { readonly ok: true; readonly inverse: Operation } | Refused;

/** A version of the file, undefined where there is none, and the set that memory takes it for: they hold the same. */
interface Version {
  readonly file: SidecarVersion | undefined;
  readonly set: AnnotationSet;
}

type Trouble =
  | { readonly kind: 'broken'; readonly problems: readonly Problem[]; readonly shown?: AnnotationSet }
  | { readonly kind: 'conflict'; readonly conflicts: readonly MergeConflict[]; readonly theirs: Version };

/**
 * One sidecar while its article is open. Operations change the memory at once; one queue reads and writes the file. What
 * is in memory is never dropped: a failed write leaves it there, a changed file is merged with it.
 */
export class OpenSidecar {
  readonly #files: SidecarFiles;
  readonly #article: TextIdentity;
  readonly #annotator: string | undefined;
  readonly #changed: () => void;
  #uri: string;

  /** The version that memory started from; undefined while none has been understood. */
  #base: Version | undefined;
  #memory: AnnotationSet | undefined;
  #trouble: Trouble | undefined;
  #failure: string | undefined;
  /** Writes that were reported as failed: one may have reached the disk all the same, so it is read before the next. */
  #attempts: Version[] = [];
  #queue: Promise<void> = Promise.resolve();
  #isSaveQueued = false;
  /** At least as many bytes as the file will have for memory; what it really has is only counted near the limit. */
  #sizeBound = Infinity;
  /** The file is being moved: it is neither read nor written. */
  #isHeld = false;
  /** Saved edits of the article that the set has not followed yet. */
  #toFollow: readonly ArticleChange[] = [];

  constructor(
    uri: string,
    files: SidecarFiles,
    article: TextIdentity,
    annotator: string | undefined,
    changed: () => void,
  ) {
    this.#uri = uri;
    this.#files = files;
    this.#article = article;
    this.#annotator = annotator;
    this.#changed = changed;
  }

  get uri(): string {
    return this.#uri;
  }

  /** Undefined until the file has been read for the first time. */
  get state(): SidecarState | undefined {
    const set = this.#memory;
    if (this.#trouble?.kind === 'broken') {
      const lastGood = set ?? this.#trouble.shown;
      return { kind: 'broken', problems: this.#trouble.problems, ...(lastGood !== undefined && { lastGood }) };
    }
    if (set === undefined) return undefined;
    if (this.#trouble !== undefined) return { kind: 'conflict', set, conflicts: this.#trouble.conflicts };
    const failure = this.#failure;
    return { kind: 'ready', set, saved: this.isSettled, ...(failure !== undefined && { failure }) };
  }

  /** Whether memory holds nothing that the file does not. */
  get isSettled(): boolean {
    return this.#memory === this.#base?.set;
  }

  /** Why memory holds what the file does not, or undefined where it does not. */
  get unsavedReason(): string | undefined {
    return this.isSettled ? undefined : (this.#failure ?? refuseIn(this.state).message);
  }

  /** Changes the memory at once and queues the write. */
  apply(operation: Operation): ApplyResult {
    const state = this.state;
    if (state?.kind !== 'ready') return refuseIn(state);
    const result = this.#applied(state.set, operation);
    if (!result.ok) return result;
    this.#memory = result.set;
    this.#queueSave();
    this.#changed();
    return { ok: true, inverse: result.inverse };
  }

  /** As `apply`, with an operation that is made for the set as it is; refused while a person edits the file itself. */
  edit(operationFor: (set: AnnotationSet) => Operation | Refused): ApplyResult {
    const state = this.state;
    if (state?.kind !== 'ready') return refuseIn(state);
    if (this.#files.isBeingEdited?.(this.#uri) === true) return BEING_EDITED;
    const operation = operationFor(state.set);
    return 'ok' in operation ? operation : this.apply(operation);
  }

  /**
   * Makes the set follow its article, at once if it is ready, else as soon as it is. Answers why it could not do so yet.
   * A set that describes the article as it is already, or that has no annotations, is left as it is.
   */
  follow(change: ArticleChange): Refused | undefined {
    this.#toFollow = [...this.#toFollow, change].slice(-MOST_REMEMBERED_CHANGES);
    return this.#catchUp();
  }

  /** Reads the file again, and writes what memory has beyond it. The echo of an own write changes nothing. */
  reload(): Promise<void> {
    return this.#enqueue(() => this.#reload());
  }

  /** Tries again to write what could not be written. */
  retry(): Promise<void> {
    return this.#enqueue(() => this.#save());
  }

  /** Waits for what is being written, and leaves the file alone until it is moved or released. */
  async hold(): Promise<void> {
    await this.whenIdle();
    this.#isHeld = true;
    await this.whenIdle();
  }

  /** Ends a hold: the file stays where it is. */
  release(): Promise<void> {
    this.#isHeld = false;
    return this.reload();
  }

  /**
   * Moves the file, and what is in memory beyond it, to another name. A file that was moved there already is recognised.
   * Answers why it was refused; then nothing has changed.
   */
  async move(to: string): Promise<Refused | undefined> {
    let refusal: Refused | undefined;
    await this.#enqueue(async () => {
      refusal = await this.#moveFile(to);
      if (refusal !== undefined) return;
      this.#uri = to;
      this.#isHeld = false;
      await this.#reload();
    });
    return refusal;
  }

  /** Ends a conflict as decided; answers why not where a decision is missing. */
  resolve(decisions: ConflictDecisions): Refused | undefined {
    const [base, ours, trouble] = [this.#base, this.#memory, this.#trouble];
    if (trouble?.kind !== 'conflict' || base === undefined || ours === undefined)
      return { ok: false, code: 'no-conflict', message: 'There is no conflict to resolve.' };
    const theirs = trouble.theirs.set;
    const result = mergeDecided(this.#commonBase(base.set, theirs), ours, theirs, decisions);
    if (result.kind === 'undecided') {
      const ids = result.conflicts.map(({ id }) => id).join(', ');
      return { ok: false, code: 'undecided', message: `There is no decision yet for: ${ids}.` };
    }
    this.#memory = sameData(result.set, theirs) ? theirs : result.set;
    this.#sizeBound = Infinity;
    this.#base = trouble.theirs;
    this.#attempts = [];
    this.#trouble = undefined;
    this.#catchUp();
    this.#queueSave();
    this.#changed();
    return undefined;
  }

  /** Resolves when nothing is being read or written. */
  async whenIdle(): Promise<void> {
    let seen: Promise<void>;
    do {
      seen = this.#queue;
      await seen;
    } while (seen !== this.#queue);
  }

  /** Resolves when all that is in memory is in the file; rejects with the reason where it is not. */
  async whenSaved(): Promise<void> {
    await this.whenIdle();
    const state = this.state;
    if (state?.kind === 'ready' && state.saved) return;
    throw new Error(this.#failure ?? refuseIn(state).message);
  }

  /** Applies an operation unless the file would become too large to be read again. */
  #applied(set: AnnotationSet, operation: Operation): Applied | Refused {
    const result = apply(set, operation);
    if (!result.ok || this.#base === undefined || !isGrowing(operation)) return result;
    this.#sizeBound += mostBytesAdded(operation);
    if (this.#sizeBound <= MAXIMUM_SIDECAR_BYTES) return result;
    const bytes = sizeOf(versionAfter(this.#base, result.set));
    if (bytes > MAXIMUM_SIDECAR_BYTES) return { ok: false, code: 'too-large', message: tooLarge(bytes) };
    this.#sizeBound = bytes;
    return result;
  }

  #catchUp(): Refused | undefined {
    const set = this.#memory;
    if (this.state?.kind !== 'ready' || set === undefined) return refuseIn(this.state);
    if (this.#files.isBeingEdited?.(this.#uri) === true) return BEING_EDITED;
    let current = set;
    for (const operationFor of followingOperations(set, this.#toFollow)) {
      const result = this.#applied(current, operationFor(current));
      if (!result.ok) return result;
      current = result.set;
    }
    this.#toFollow = [];
    if (current === set) return undefined;
    this.#memory = current;
    this.#queueSave();
    this.#changed();
    return undefined;
  }

  async #moveFile(to: string): Promise<Refused | undefined> {
    try {
      const { kind } = await this.#files.move(this.#uri, to);
      if (kind === 'moved') return undefined;
      if (kind === 'exists') return targetExists(to);
      // Already moved by others, or never written. What is there may be replaced only where memory builds on it.
      const there = await this.#files.read(to);
      const isKnown = there === undefined || this.isSettled || this.#known(there) !== undefined;
      return isKnown ? undefined : targetExists(to);
    } catch (error) {
      return notMoved(this.#uri, error);
    }
  }

  async #reload(): Promise<void> {
    if (this.#isHeld) return;
    this.#absorb(await this.#files.read(this.#uri));
    this.#catchUp();
    await this.#save();
  }

  #queueSave(): void {
    if (this.#isSaveQueued) return;
    this.#isSaveQueued = true;
    void this.#enqueue(() => {
      this.#isSaveQueued = false;
      return this.#save();
    });
  }

  /** Runs a task after those before it. A task that fails is reported and does not stop the next. */
  #enqueue(task: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(task).catch((error: unknown) => this.#fail(error));
    return this.#queue;
  }

  async #save(): Promise<void> {
    if (this.#isHeld) return;
    if (this.#trouble === undefined && this.#attempts.length > 0) this.#absorb(await this.#files.read(this.#uri));
    while (this.#trouble === undefined && this.#base !== undefined && this.#memory !== undefined) {
      const base = this.#base;
      const next = versionAfter(base, this.#memory);
      if (next.file === base.file) {
        this.#settle(next);
        return;
      }
      const result = await this.#replace(base, next);
      if (result.kind === 'written') this.#settle(next);
      else if (sameBytes(result.current, base.file?.bytes))
        throw new Error('the file changes while it is being written');
      else this.#absorb(result.current);
    }
  }

  async #replace(base: Version, next: Version): Promise<Replaced> {
    const size = sizeOf(next);
    if (size > MAXIMUM_SIDECAR_BYTES) throw new Error(tooLarge(size));
    try {
      return await this.#files.replace(this.#uri, next.file?.chunks ?? [], base.file?.bytes);
    } catch (error) {
      this.#attempts.push(next);
      throw error;
    }
  }

  /** Memory (as it was when the write began) and file agree. */
  #settle(version: Version): void {
    const wasSettled = this.#base?.set === version.set && this.#failure === undefined;
    if (this.#memory === version.set) this.#sizeBound = sizeOf(version);
    this.#base = version;
    this.#attempts = [];
    this.#failure = undefined;
    if (!wasSettled) this.#changed();
  }

  #fail(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    if (this.#base === undefined) {
      const message = `${this.#uri} cannot be read: ${reason}.`;
      this.#trouble = { kind: 'broken', problems: [problem('unreadable', message, { offset: 0, end: 0 })] };
    } else if (this.#failure !== undefined) return;
    else if (this.isSettled) this.#failure = `${this.#uri} could not be read again: ${reason}.`;
    else {
      const kept = 'The annotations are kept in memory and written with the next change.';
      this.#failure = `${this.#uri} could not be saved: ${reason}. ${kept}`;
    }
    this.#changed();
  }

  /** Takes in what the file holds now. */
  #absorb(bytes: Uint8Array | undefined): void {
    const known = this.#known(bytes);
    if (known !== undefined) this.#accept(known);
    else if (bytes === undefined) {
      const text = this.#base?.set.text ?? this.#article;
      this.#combine({ file: undefined, set: emptyAnnotationSet(text, this.#annotator) });
    } else {
      const { value, problems } = SidecarVersion.read(bytes);
      const isSound = problems.every(({ severity }) => severity === 'warning');
      if (value !== undefined && isSound) this.#combine({ file: value, set: value.set });
      else this.#become({ kind: 'broken', problems, ...(value !== undefined && { shown: value.set }) });
    }
  }

  /** The version that memory builds on, or tried to write, with just these bytes. */
  #known(bytes: Uint8Array | undefined): Version | undefined {
    return [this.#base, ...this.#attempts].find((version) => version && sameBytes(version.file?.bytes, bytes));
  }

  /** The file is one that memory already builds on. */
  #accept(version: Version): void {
    this.#base = version;
    this.#attempts = [];
    if (this.#trouble !== undefined) this.#become(undefined);
  }

  #combine(theirs: Version): void {
    const [base, ours] = [this.#base, this.#memory];
    if (base === undefined || ours === undefined || ours === base.set) this.#memory = theirs.set;
    else {
      const { set, conflicts } = merge(this.#commonBase(base.set, theirs.set), ours, theirs.set);
      if (conflicts.length > 0) {
        this.#become({ kind: 'conflict', conflicts, theirs });
        return;
      }
      this.#memory = sameData(set, theirs.set) ? theirs.set : set;
    }
    this.#base = theirs;
    this.#sizeBound = this.#memory === theirs.set ? sizeOf(theirs) : Infinity;
    this.#attempts = [];
    this.#become(undefined);
  }

  /** What memory and file had in common, own writes that were reported as failed included. */
  #commonBase(base: AnnotationSet, theirs: AnnotationSet): AnnotationSet {
    const attempts = this.#attempts.map(({ set }) => set);
    return attempts.length === 0 ? base : baseAfterAttempts(base, attempts, theirs);
  }

  #become(trouble: Trouble | undefined): void {
    this.#trouble = trouble;
    this.#changed();
  }
}

const SHRINKING: readonly Operation['kind'][] = [
  ...(['remove', 'unrelate', 'removeEvent', 'removeArgument', 'unreject', 'removeArticle'] as const),
];

const isGrowing = ({ kind }: Operation): boolean => !SHRINKING.includes(kind);

/** A code unit takes six bytes at most (`\uXXXX`), and what an operation does not name itself fits a few hundred. */
function mostBytesAdded(operation: Operation): number {
  return JSON.stringify(operation).length * 6 + 400;
}

function tooLarge(bytes: number): string {
  const limit = `at most ${MAXIMUM_SIDECAR_BYTES} can be read again`;
  return `The sidecar would have ${bytes} bytes; ${limit}. Remove annotations, or split the article.`;
}

/** How many saved edits are remembered for a sidecar that cannot follow them yet; each holds two texts of the article. */
const MOST_REMEMBERED_CHANGES = 20;

/** What the file should be for a set; the version itself where nothing has to be written. */
function versionAfter(base: Version, set: AnnotationSet): Version {
  if (set === base.set || sameData(set, base.set)) return { ...base, set };
  return { file: base.file === undefined ? SidecarVersion.of(set) : base.file.with(set), set };
}

const sizeOf = ({ file }: Version): number => file?.length ?? 0;

const BEING_EDITED: Refused = {
  ok: false,
  code: 'being-edited',
  message: 'The annotation file is open with unsaved changes. Save or revert it first.',
};

/** Why a file was not moved: another has the name. */
export function targetExists(to: string): Refused {
  return { ok: false, code: 'target-exists', message: `${to} exists already. Nothing was moved.` };
}

/** Why a file was not moved: the system refused. */
export function notMoved(from: string, error: unknown): Refused {
  const reason = error instanceof Error ? error.message : String(error);
  return { ok: false, code: 'not-moved', message: `${from} could not be moved: ${reason}. Nothing was moved.` };
}

function refuseIn(state: SidecarState | undefined): Refused {
  switch (state?.kind) {
    case undefined:
      return { ok: false, code: 'loading', message: 'The annotations are still being read. Try again.' };
    case 'broken':
      return { ok: false, code: 'broken', message: state.problems[0]?.message ?? 'The sidecar cannot be understood.' };
    case 'conflict': {
      const message = 'The sidecar was changed elsewhere in the same records. Choose which side to keep.';
      return { ok: false, code: 'conflict', message };
    }
    case 'ready':
      return { ok: false, code: 'unsaved', message: 'The annotations are not saved yet.' };
  }
}
