import type { AnnotationSet, TextIdentity } from '../annotation/annotation';
import type { SavedText } from '../annotation/articleChange';
import { saidIn } from '../annotation/describedText';
import { apply, type Operation, type Refused } from '../annotation/operations';
import type { SpanFields } from '../annotation/placement';
import { decodeUtf8, encodeUtf8 } from '../annotation/sidecar/bytes';
import { ownerOfSidecar, sidecarPathOf } from '../annotation/sidecarPath';
import type { SidecarFiles, SidecarStore } from '../annotation/store';
import { inParallel, type Progress } from '../inParallel';
import type { SharedStep, SharedSteps } from './sharedSteps';
import { followedPart, takeable, type SidecarPart } from './sidecarPart';
import { takenText, type TextPart } from './textPart';

/** An edit of one sidecar of an article; the file is made where there is none. */
export interface SidecarEdit {
  readonly articleUri: string;
  /** Whose sidecar; undefined for the one without a name. */
  readonly annotator: string | undefined;
  /**
   * What to do, asked for when the sidecar has been read and an edited article has been saved; spans are in `article`.
   * Undefined: nothing. A text: why it cannot be done.
   */
  readonly operation: (set: AnnotationSet, article: SavedText) => Operation | string | undefined;
}

/** An edit of a text file, such as a manifest. */
export interface TextFileEdit {
  readonly uri: string;
  /** The new text; undefined: nothing is to be changed; a refusal: why it cannot be. */
  /** The new text, or why there can be none; undefined: nothing is to be changed. */
  readonly edit: (text: string) => string | Refused | undefined;
}

/** One step over many files. */
export interface CorpusEdit {
  /** What the step is called where it is told or undone. */
  readonly title: string;
  readonly sidecars: readonly SidecarEdit[];
  /** Whether success needs no telling: a person decides one thing after the other, and sees it done. */
  readonly isQuiet?: boolean;
  /** These come first: if one cannot be written, nothing is changed at all. */
  readonly texts?: readonly TextFileEdit[];
}

/** What became of a step, or of taking it back. */
export interface CorpusEditReport {
  readonly title: string;
  readonly kind: 'done' | 'undone' | 'redone';
  /** Success needs no telling. */
  readonly isQuiet?: true;
  /** To undo or redo it by; undefined where nothing was changed. */
  readonly step: number | undefined;
  /** The files that were changed, also those that could not be written yet. */
  readonly changed: readonly string[];
  readonly refused: readonly FileRefusal[];
  /** Changed in memory only, with the reason; the store writes them when it can. */
  readonly unsaved: readonly { readonly uri: string; readonly articleUri: string; readonly message: string }[];
  /** Files of which some edits stay as they are, because their records were changed since. */
  readonly left: readonly { readonly uri: string; readonly count: number }[];
}

/** A file that was not changed. */
export interface FileRefusal {
  readonly uri: string;
  /** Stable name of the reason; clients translate by it. */
  readonly code: string;
  readonly message: string;
}

/** What steps over many files get from the program around them. */
export interface CorpusEditsHost {
  readonly store: SidecarStore;
  readonly files: SidecarFiles;
  /** The text of an article on disk (an open one that was edited is saved first), or why there is none. */
  savedText(articleUri: string): Promise<SavedText | string>;
  /** Called when a step was done or taken back, whoever asked for it. */
  report(report: CorpusEditReport): void;
}

interface Step {
  readonly id: number;
  readonly title: string;
  readonly isQuiet: boolean;
  readonly made: number;
  at: number;
  isDone: boolean;
  sidecars: readonly SidecarPart[];
  texts: readonly TextPart[];
}

/**
 * Steps over many sidecars and text files, of articles that are open or not, each undone and redone as one. A step is taken
 * back by the ids of records, whatever steps came after it: records that were changed since stay as they are, and are told.
 */
export class CorpusEdits implements SharedSteps {
  readonly #host: CorpusEditsHost;
  #steps: readonly Step[] = [];
  #moment = 0;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(host: CorpusEditsHost) {
    this.#host = host;
  }

  now(): number {
    return ++this.#moment;
  }

  /** Makes an edit as one step. Files that refuse it are reported and the others changed. */
  perform(edit: CorpusEdit, progress?: Progress): Promise<CorpusEditReport> {
    return this.#inTurn(() => this.#perform(edit, progress));
  }

  undoable(sidecarUri: string): SharedStep | undefined {
    return latest(this.#involving(sidecarUri).filter(({ isDone }) => isDone));
  }

  redoable(sidecarUri: string): SharedStep | undefined {
    return latest(this.#involving(sidecarUri).filter(({ isDone }) => !isDone));
  }

  edited(sidecarUri: string): number {
    return Math.max(0, ...this.#involving(sidecarUri).map(({ made }) => made));
  }

  /** The last step of all that can be undone. */
  get lastDone(): (SharedStep & { readonly title: string }) | undefined {
    return latest(this.#steps.filter(({ isDone }) => isDone));
  }

  /** The last step of all that can be redone: no new one was made since it was taken back. */
  get lastUndone(): (SharedStep & { readonly title: string }) | undefined {
    const made = Math.max(0, ...this.#steps.map((step) => step.made));
    return latest(this.#steps.filter(({ isDone, at }) => !isDone && at > made));
  }

  undo(id: number): Promise<string | undefined> {
    return this.#inTurn(() => this.#take(id, true));
  }

  redo(id: number): Promise<string | undefined> {
    return this.#inTurn(() => this.#take(id, false));
  }

  followed(
    articleUri: string,
    from: TextIdentity,
    to: TextIdentity,
    follow: (span: SpanFields) => SpanFields | undefined,
  ): void {
    for (const step of this.#steps)
      step.sidecars = step.sidecars.map((part) =>
        part.articleUri === articleUri ? followedPart(part, from, to, follow) : part,
      );
  }

  /** A sidecar has another name or place now. */
  moved(from: string, to: string): void {
    const articleUri = ownerOfSidecar(to)?.article;
    if (articleUri === undefined) return;
    for (const step of this.#steps)
      step.sidecars = step.sidecars.map((part) =>
        part.sidecarUri === from ? { ...part, sidecarUri: to, articleUri } : part,
      );
  }

  #involving(sidecarUri: string): Step[] {
    return this.#steps.filter(({ sidecars }) => sidecars.some((part) => part.sidecarUri === sidecarUri));
  }

  #inTurn<Result>(task: () => Promise<Result>): Promise<Result> {
    const result = this.#queue.then(task);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  async #perform(
    { title, isQuiet = false, sidecars, texts = [] }: CorpusEdit,
    progress?: Progress,
  ): Promise<CorpusEditReport> {
    const outcome = new Outcome(title, 'done', isQuiet);
    const moment = this.now();
    const step: Step = { id: moment, title, isQuiet, made: moment, at: moment, isDone: true, sidecars: [], texts: [] };
    // Known from its first file on: nothing that was changed lacks its way back.
    this.#steps = [...this.#steps, step].slice(-MOST_STEPS);
    const parts = await this.#editTexts(texts, outcome);
    if (parts !== undefined) {
      step.texts = parts;
      const add = (part: SidecarPart): void => void (step.sidecars = [...step.sidecars, part]);
      const edits = this.#openFirst(sidecars.map((edit) => ({ ...edit, sidecarUri: uriOf(edit) })));
      await inParallel(edits, MOST_AT_ONCE, (edit) => this.#editSidecar(edit, outcome, add), progress);
    }
    return this.#end(step, outcome);
  }

  /** A step that changed nothing is forgotten. */
  #end(step: Step, outcome: Outcome): CorpusEditReport {
    const isAnything = outcome.changed.length > 0;
    if (!isAnything) this.#steps = this.#steps.filter((other) => other !== step);
    const report = outcome.report(isAnything ? step.id : undefined);
    this.#host.report(report);
    return report;
  }

  #openFirst<Item extends { readonly sidecarUri: string }>(items: readonly Item[]): Item[] {
    const { store } = this.#host;
    return items.toSorted((a, b) => Number(store.isOpen(b.sidecarUri)) - Number(store.isOpen(a.sidecarUri)));
  }

  async #editSidecar(edit: SidecarToEdit, outcome: Outcome, add: (part: SidecarPart) => void): Promise<void> {
    const { articleUri, annotator, sidecarUri } = edit;
    const article = await this.#host.savedText(articleUri);
    if (typeof article === 'string') {
      outcome.refused.push({ uri: sidecarUri, code: 'article', message: article });
      return;
    }
    const part = { articleUri, annotator, sidecarUri, text: article.identity };
    await this.#apply(part, outcome, add, (set) => edit.operation(set, article));
  }

  /** Applies what `operationFor` wants (spans in the text of the part), and gives the part that takes it back to `add`. */
  async #apply(
    part: Omit<SidecarPart, 'next' | 'inverse'>,
    outcome: Outcome,
    add: (part: SidecarPart) => void,
    operationFor: (set: AnnotationSet) => Operation | string | undefined,
  ): Promise<void> {
    const { sidecarUri: uri, articleUri, text, annotator } = part;
    let back: SidecarPart | undefined;
    const sidecar = { sidecarUri: uri, text, ...(annotator !== undefined && { annotator }) };
    const { result, unsaved } = await this.#host.store.edit(sidecar, (set) => {
      const wanted = operationFor(set);
      if (wanted === undefined) return NOTHING;
      if (typeof wanted === 'string') return { ok: false, code: 'refused', message: wanted };
      const said = saidIn(set, wanted, text);
      const applied = apply(set, said.operation);
      if (!applied.ok) return applied;
      if (applied.set === set) return NOTHING;
      const next = said.inverse(applied.inverse);
      const again = saidIn(applied.set, next, text);
      const undone = apply(applied.set, again.operation);
      back = { ...part, next, inverse: undone.ok ? again.inverse(undone.inverse) : wanted };
      return said.operation;
    });
    if (result.ok && back !== undefined) {
      add(back);
      outcome.changed.push(uri);
      if (unsaved !== undefined) outcome.unsaved.push({ uri, articleUri, message: unsaved });
    } else if (!result.ok && result !== NOTHING)
      outcome.refused.push({ uri, code: result.code, message: result.message });
  }

  /** The parts of the text files; undefined where one could not be written, and none was changed then. */
  async #editTexts(edits: readonly TextFileEdit[], outcome: Outcome): Promise<TextPart[] | undefined> {
    const parts: TextPart[] = [];
    for (const { uri, edit } of edits) {
      const result = await this.#editText(uri, edit);
      if (result !== undefined && 'ok' in result) {
        outcome.refused.push({ uri, code: result.code, message: result.message });
        for (const part of parts.toReversed()) await this.#editText(part.uri, () => part.next);
        return undefined;
      }
      if (result !== undefined) parts.push(result);
    }
    outcome.changed.push(...parts.map(({ uri }) => uri));
    return parts;
  }

  /** Changes a text file; answers undefined where nothing had to be changed. */
  async #editText(
    uri: string,
    edit: (text: string) => string | Refused | undefined,
  ): Promise<TextPart | Refused | undefined> {
    const { files } = this.#host;
    if (files.isBeingEdited?.(uri) === true) return BEING_EDITED;
    try {
      const bytes = await files.read(uri);
      if (bytes === undefined) return refusedText('missing', 'There is no such file.');
      const text = decodeUtf8(bytes);
      if (text === undefined) return refusedText('not-utf8', 'The file is not UTF-8.');
      const after = edit(text);
      if (typeof after === 'object') return after;
      if (after === undefined || after === text) return undefined;
      const { kind } = await files.replace(uri, [encodeUtf8(after)], bytes);
      if (kind !== 'written') return refusedText('changed', 'The file was changed meanwhile.');
      return { uri, now: after, next: text };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return refusedText('unwritable', `The file could not be written: ${reason}`);
    }
  }

  async #take(id: number, isUndo: boolean): Promise<string | undefined> {
    const step = this.#steps.find((other) => other.id === id && other.isDone === isUndo);
    if (step === undefined) return GONE.message;
    const outcome = new Outcome(step.title, isUndo ? 'undone' : 'redone', step.isQuiet);
    step.isDone = !isUndo;
    step.at = this.now();
    step.texts = await this.#takeTexts(step.texts, outcome);
    const uris = this.#openFirst(step.sidecars).map(({ sidecarUri }) => sidecarUri);
    await inParallel(uris, MOST_AT_ONCE, (uri) => this.#takeSidecar(uri, step, outcome));
    const report = this.#end(step, outcome);
    return report.step === undefined ? (report.refused[0]?.message ?? GONE.message) : undefined;
  }

  async #takeSidecar(uri: string, step: Step, outcome: Outcome): Promise<void> {
    const partOf = (): SidecarPart | undefined => step.sidecars.find(({ sidecarUri }) => sidecarUri === uri);
    const article = await this.#host.savedText(partOf()?.articleUri ?? '');
    // Saving the article may have moved the spans of the part.
    const part = partOf();
    step.sidecars = step.sidecars.filter((other) => other !== part);
    if (part === undefined) return;
    if (typeof article === 'string') {
      outcome.refused.push({ uri, code: 'article', message: article });
      return;
    }
    const add = (back: SidecarPart): void => void (step.sidecars = [...step.sidecars, back]);
    let count = 0;
    await this.#apply(part, outcome, add, (set) => {
      const { operation, left } = takeable(set, part);
      count = left;
      return operation;
    });
    if (count > 0) outcome.left.push({ uri, count });
  }

  async #takeTexts(parts: readonly TextPart[], outcome: Outcome): Promise<TextPart[]> {
    const taken: TextPart[] = [];
    for (const part of parts) {
      const { uri } = part;
      const result = await this.#editText(uri, (text) => takenText(part, text) ?? GONE);
      if (result === undefined) continue;
      if ('ok' in result) outcome.refused.push({ uri, code: result.code, message: result.message });
      else {
        taken.push(result);
        outcome.changed.push(uri);
      }
    }
    return taken;
  }
}

/** Collects what becomes of a step, file by file. */
class Outcome {
  readonly changed: string[] = [];
  readonly refused: FileRefusal[] = [];
  readonly unsaved: CorpusEditReport['unsaved'][number][] = [];
  readonly left: { uri: string; count: number }[] = [];
  readonly #title: string;
  readonly #kind: CorpusEditReport['kind'];
  readonly #isQuiet: boolean;

  constructor(title: string, kind: CorpusEditReport['kind'], isQuiet: boolean) {
    this.#title = title;
    this.#kind = kind;
    this.#isQuiet = isQuiet;
  }

  report(step: number | undefined): CorpusEditReport {
    const { changed, refused, unsaved, left } = this;
    const quiet = this.#isQuiet ? { isQuiet: true as const } : {};
    return { title: this.#title, kind: this.#kind, ...quiet, step, changed, refused, unsaved, left };
  }
}

function latest<Step extends SharedStep>(steps: readonly Step[]): Step | undefined {
  return steps.reduce<Step | undefined>(
    (best, step) => (best === undefined || step.at > best.at ? step : best),
    undefined,
  );
}

function uriOf({ articleUri, annotator }: SidecarEdit): string {
  return sidecarPathOf(articleUri, annotator);
}

type SidecarToEdit = SidecarEdit & { readonly sidecarUri: string };

const GONE: Refused = {
  ok: false,
  code: 'changed-since',
  message: 'This step cannot be taken any more: what it changed has been changed since.',
};
/** An answer that is no refusal: there is nothing to do in a file. */
const NOTHING: Refused = { ok: false, code: 'nothing', message: '' };
const BEING_EDITED: Refused = {
  ok: false,
  code: 'being-edited',
  message: 'The file is open with unsaved changes. Save or revert it first.',
};
const refusedText = (code: string, message: string): Refused => ({ ok: false, code, message });

/** Steps that can be undone. */
const MOST_STEPS = 100;
/** Files that are read and written at the same time. */
const MOST_AT_ONCE = 8;
