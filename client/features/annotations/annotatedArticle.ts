import * as vscode from 'vscode';
import { anchorAll, type Anchoring } from '../../../core/annotation/anchoring';
import { textIdentity, type Annotation, type AnnotationSet } from '../../../core/annotation/annotation';
import type { ConflictDecisions } from '../../../core/annotation/conflictDecisions';
import { singleChange, textChanges } from '../../../core/annotation/editorChanges';
import type { NewId } from '../../../core/annotation/id';
import {
  EMPTY_HISTORY,
  followed,
  recorded,
  redo,
  undo,
  withoutLastUndo,
  type History,
} from '../../../core/annotation/history';
import type { Label } from '../../../core/annotation/labels';
import { LiveText } from '../../../core/annotation/liveText';
import type { MergeConflict } from '../../../core/annotation/merge';
import type { AnnotationFields, Operation } from '../../../core/annotation/operations';
import { spanFields, type SpanFields } from '../../../core/annotation/placement';
import { provenance, type Clock } from '../../../core/annotation/provenance';
import { rebase } from '../../../core/annotation/rebase';
import { sidecarPathOf } from '../../../core/annotation/sidecarPath';
import type { SidecarState, SidecarStore } from '../../../core/annotation/store';
import { describeSource, type SuggestionSource } from '../../../core/annotation/source';
import { trackSpan } from '../../../core/annotation/tracking';
import type { Problem } from '../../../core/problem';
import type { AnnotationsChanged, AnnotationView } from '../../../core/protocol';
import { CanonicalText } from '../../../core/text/canonicalText';
import { decodeArticle } from '../../../core/text/decode';
import type { Range, Utf16 } from '../../../core/text/units';
import { sha256 } from '../../../node/sha256';
import { explain, refusalOf } from '../problems/refusals';

/** What a new annotation is made of. */
export interface NewAnnotation {
  /** Offsets in `text`: while a person picks a label, or by saving, the article may become another. */
  readonly range: Range<Utf16>;
  readonly text: CanonicalText;
  readonly label: string;
  /** The suggestion it takes over; absent: made by hand. */
  readonly source?: SuggestionSource;
}

/** What an article gets from the extension around it. */
export interface ArticleServices {
  readonly store: SidecarStore;
  readonly newId: NewId;
  readonly clock: Clock;
  /** Whose annotations these are; undefined where the sidecar has no name. */
  readonly annotator: string | undefined;
  /** The labels of the corpus as its manifest gives them now. */
  labels(): readonly Label[];
}

/**
 * An open corpus article with its annotations as the editor shows them now. The store holds them as the sidecar does,
 * against the saved text; here they are placed in the live text.
 */
export class AnnotatedArticle {
  readonly document: vscode.TextDocument;
  readonly sidecar: vscode.Uri;
  readonly #services: ArticleServices;
  readonly #text: LiveText;
  #savedHash: string;
  #history = EMPTY_HISTORY;
  /** Where each annotation is in the saved text. */
  #anchorings: ReadonlyMap<string, Anchoring> = new Map();
  /** Where annotations were in earlier saved texts of this session, by hash: a text that undo brings back has them again. */
  readonly #earlierPlaces = new Map<string, ReadonlyMap<string, readonly Range<Utf16>[]>>();
  #annotations: readonly AnnotationView[] = [];
  #unplaced: readonly Annotation[] = [];
  /** Why the bytes on disk cannot be annotated at all (not UTF-8, too large). */
  #unreadable: string | undefined;
  /** The editor's text was not the disk's at the beginning (restored, or given its language while unsaved). */
  #isOpenedUnsaved: boolean;

  constructor(document: vscode.TextDocument, services: ArticleServices) {
    this.document = document;
    this.sidecar = document.uri.with({ path: sidecarPathOf(document.uri.path, services.annotator) });
    this.#services = services;
    this.#text = new LiveText(new CanonicalText(document.getText()));
    this.#savedHash = sha256(this.#text.saved.text);
    this.#isOpenedUnsaved = document.isDirty;
  }

  /** The text in the editor. */
  get text(): CanonicalText {
    return this.#text.live;
  }

  /** The annotations that have a place in the live text; a discontinuous one stands once for each part. */
  get annotations(): readonly AnnotationView[] {
    return this.#annotations;
  }

  /** The annotations that have none, kept as they are. */
  get unplaced(): readonly Annotation[] {
    return this.#unplaced;
  }

  get labels(): readonly Label[] {
    return this.#services.labels();
  }

  /** Why the last write failed, while its work is only in memory. */
  get failure(): string | undefined {
    const state = this.#state;
    return state?.kind === 'ready' ? state.failure : undefined;
  }

  /** Whether file and memory changed the same records, so that a side must be chosen. */
  get inConflict(): boolean {
    return this.#state?.kind === 'conflict';
  }

  /** The records that file and memory both changed. */
  get conflicts(): readonly MergeConflict[] {
    return this.#state?.kind === 'conflict' ? this.#state.conflicts : [];
  }

  /** Whether all work is on disk. */
  get saved(): boolean {
    const state = this.#state;
    return state?.kind !== 'ready' || state.saved;
  }

  /** Why commands cannot change annotations now, or undefined when they can. */
  get refusal(): string | undefined {
    return this.#unreadable ?? refusalOf(this.#state);
  }

  /** What is wrong in the sidecar; offsets are in its raw text. */
  get problems(): readonly Problem[] {
    const state = this.#state;
    return state?.kind === 'broken' ? state.problems : [];
  }

  get canUndo(): boolean {
    return this.#history.undo.length > 0;
  }

  get canRedo(): boolean {
    return this.#history.redo.length > 0;
  }

  /** The shortest annotation that holds a range of the live text, or touches it where the range is empty. */
  at(wanted: Range<Utf16>): AnnotationView | undefined {
    const holding = this.#annotations.filter(({ start, end }) => start <= wanted.start && wanted.end <= end);
    return holding.reduce<AnnotationView | undefined>(
      (best, view) => (best === undefined || view.end - view.start < best.end - best.start ? view : best),
      undefined,
    );
  }

  /** The message for the server. */
  viewFor(uri: string): AnnotationsChanged {
    return { uri, annotations: this.#annotations };
  }

  /** Adds annotations as one step. This and the other changes answer undefined, or why they were refused. */
  async add(annotations: readonly NewAnnotation[]): Promise<string | undefined> {
    return this.#change(() => {
      const spans = annotations.map(({ range: span, text }) => this.#inLiveText(span, text));
      if (!spans.every((span) => span !== undefined))
        return vscode.l10n.t('The text here has changed meanwhile, so nothing was annotated.');
      const operations = annotations.flatMap(({ label, source }, index): Operation[] => {
        const span = spans[index] as Range<Utf16>;
        const isRepeated = annotations.some(
          (other, before) => before < index && other.label === label && sameRange(spans[before] as Range<Utf16>, span),
        );
        if (isRepeated || this.#annotations.some((view) => view.label === label && sameRange(view, span))) return [];
        const { annotator, clock, newId } = this.#services;
        const made = provenance(annotator, clock, source);
        return [{ kind: 'add', annotation: { id: newId(), label, ...spanFields(this.text, [span]), ...made } }];
      });
      if (operations.length === 0) return vscode.l10n.t('This is annotated with the same label already.');
      return { kind: 'bulk', operations };
    });
  }

  async change(id: string, fields: AnnotationFields): Promise<string | undefined> {
    return this.#change(() => ({ kind: 'change', id, fields }));
  }

  async remove(id: string): Promise<string | undefined> {
    return this.#change(() => ({ kind: 'remove', id }));
  }

  async undo(): Promise<string | undefined> {
    return this.#step(undo, (history) => withoutLastUndo(history));
  }

  async redo(): Promise<string | undefined> {
    return this.#step(redo, (history) => ({ ...history, redo: history.redo.slice(0, -1) }));
  }

  /** Ends a conflict: the records that both changed become this window's or the file's; all other changes stay. */
  resolveConflict(decisions: ConflictDecisions): string | undefined {
    return this.#services.store.resolveConflict(this.#key, decisions)?.message;
  }

  /** Tries again to write what could not be written. */
  async retry(): Promise<void> {
    await this.#services.store.retry(this.#key);
  }

  /** Resolves when all work is on disk; rejects with the reason where it is not. */
  async whenSaved(): Promise<void> {
    await this.#services.store.whenSaved(this.#key);
  }

  /** Looks again whether an article that could not be annotated now can be: it may have been converted or written. */
  async reconsider(): Promise<void> {
    if (this.#unreadable !== undefined) await this.#readDisk();
  }

  /** Reads sidecar and article from disk. */
  async open(): Promise<void> {
    const { store, annotator } = this.#services;
    const text = textIdentity(this.#text.saved, sha256);
    const sidecar = { articleUri: this.#key, sidecarUri: this.sidecar.toString(), text };
    await Promise.all([store.open({ ...sidecar, ...(annotator !== undefined && { annotator }) }), this.#readDisk()]);
    this.replace();
  }

  /** Places the annotations anew; to be called when the store has another set or the saved text is another. */
  replace(): void {
    const set = this.#shown;
    this.#anchorings = set === undefined ? new Map() : anchorAll(set, this.#text.saved, this.#savedHash);
    this.#place();
  }

  /** Follows an edit of the document. */
  edited({ contentChanges, document }: vscode.TextDocumentChangeEvent): void {
    if (contentChanges.length === 0) return;
    const text = new CanonicalText(document.getText());
    this.#text.edited(text, textChanges(this.#text.live, text, contentChanges));
    this.#place();
  }

  /** Whether the editor's text may have come from disk rather than from an edit, and `settle` should look. */
  get mayBeReloaded(): boolean {
    return !this.document.isDirty && this.#text.isEdited;
  }

  /** Takes the disk's text as the saved one, when the editor shows just that: it was read again. */
  async settle(): Promise<void> {
    const disk = await this.#readDisk();
    if (disk === undefined || !this.mayBeReloaded || disk.text !== this.text.text) return;
    this.#settled();
    this.replace();
  }

  /** The document was saved: the sidecar follows it, as long as the exact mapping is known. */
  saveFollowed(): void {
    if (this.document.isDirty || !(this.#text.isEdited || this.#isOpenedUnsaved)) return;
    this.#isOpenedUnsaved = false;
    const { live } = this.#text;
    const set = this.#current;
    const identity = textIdentity(live, sha256);
    this.#rememberPlaces();
    const places = new Map([...this.#exactParts(), ...(this.#earlierPlaces.get(identity.sha256) ?? [])]);
    const hasFollowers = set !== undefined && set.annotations.length > 0;
    const operation = hasFollowers && rebase(set, places, live, identity);
    this.#settled();
    if (operation !== false) this.#services.store.apply(this.#key, operation);
    this.replace();
  }

  get #key(): string {
    return this.document.uri.toString();
  }

  get #state(): SidecarState | undefined {
    return this.#services.store.state(this.#key);
  }

  /** The set that commands change; undefined while it cannot be read. */
  get #current(): AnnotationSet | undefined {
    const state = this.#state;
    return state?.kind === 'ready' ? state.set : undefined;
  }

  /** The set to show: the current one, or the last good one of this session. */
  get #shown(): AnnotationSet | undefined {
    const state = this.#state;
    return state?.kind === 'broken' ? state.lastGood : state?.set;
  }

  /** The live text is the saved one from now on; what can be undone moves with it. */
  #settled(): void {
    this.#history = followed(this.#history, (span) => this.#followSpan(span));
    this.#text.settled(this.#text.live);
    this.#savedHash = sha256(this.#text.saved.text);
  }

  async #readDisk(): Promise<CanonicalText | undefined> {
    let bytes: Uint8Array;
    try {
      bytes = await vscode.workspace.fs.readFile(this.document.uri);
    } catch {
      this.#unreadable = vscode.l10n.t('The article is not on disk. Save it before annotating.');
      return undefined;
    }
    const { value, problems } = decodeArticle(bytes);
    this.#unreadable = problems.length === 0 ? undefined : explain(problems[0] as Problem);
    return value;
  }

  /** Makes sure that the sidecar will describe what is on disk: saves an edited article first. */
  async #saveArticle(): Promise<string | undefined> {
    const unsaved = vscode.l10n.t(
      'The article could not be saved, so nothing was annotated: annotations describe saved text.',
    );
    if (this.document.isDirty && !(await this.document.save())) return unsaved;
    this.saveFollowed();
    return this.#text.isEdited ? unsaved : undefined;
  }

  /** Makes a change, or answers why not. The operation is asked for once the article is saved, which may change its text. */
  async #change(operation: () => Operation | string): Promise<string | undefined> {
    const refusal = await this.#prepare();
    if (refusal !== undefined) return refusal;
    const wanted = operation();
    return typeof wanted === 'string' ? wanted : this.#apply(wanted, (inverse) => recorded(this.#history, inverse));
  }

  async #step(take: typeof undo, skipped: (history: History) => History): Promise<string | undefined> {
    const refusal = await this.#prepare();
    if (refusal !== undefined) return refusal;
    const set = this.#current;
    const step = set && take(this.#history, set);
    if (step === undefined) return this.refusal;
    if (!step.ok) {
      this.#history = skipped(this.#history);
      return vscode.l10n.t('This step cannot be taken any more: {0}', step.message);
    }
    return this.#apply(step.operation, () => step.history);
  }

  /** Saves the article and makes the sidecar describe that text; answers why annotations cannot be changed now. */
  async #prepare(): Promise<string | undefined> {
    const refusal = this.refusal ?? (await this.#saveArticle()) ?? this.#sidecarRefusal();
    // Not for an empty set: should the change be refused after all, a file without annotations would have been made.
    if (refusal === undefined && (this.#current?.annotations.length ?? 0) > 0) this.#describeSavedText();
    return refusal;
  }

  #apply(operation: Operation, historyAfter: (inverse: Operation) => History): string | undefined {
    this.#describeSavedText();
    const result = this.#services.store.apply(this.#key, operation);
    if (!result.ok) return result.message;
    this.#history = historyAfter(result.inverse);
    return undefined;
  }

  /** Someone types in the annotation file itself: two hands on one file would lose one's work. */
  #sidecarRefusal(): string | undefined {
    const isOpenUnsaved = vscode.workspace.textDocuments.some(
      ({ uri, isDirty }) => isDirty && uri.toString() === this.sidecar.toString(),
    );
    return isOpenUnsaved
      ? vscode.l10n.t('The annotation file is open with unsaved changes. Save or revert it first.')
      : undefined;
  }

  /**
   * When the article has changed elsewhere, the sidecar first follows to the text as it is now. That is no step of the
   * person's: undone with one, it would bring back offsets of the other text.
   */
  #describeSavedText(): void {
    const set = this.#current;
    if (set === undefined || set.text.sha256 === this.#savedHash) return;
    const identity = textIdentity(this.#text.saved, sha256);
    this.#services.store.apply(this.#key, rebase(set, this.#exactParts(), this.#text.live, identity));
  }

  /** Where a span of an earlier text is now; undefined where it is not the same text any more. */
  #inLiveText(span: Range<Utf16>, text: CanonicalText): Range<Utf16> | undefined {
    const { live } = this.#text;
    if (text.text === live.text) return span;
    const moved = trackSpan(span, [singleChange(text.text, live.text)]);
    return moved !== undefined && live.slice(moved) === text.slice(span) ? moved : undefined;
  }

  /** The parts, in the live text, of the annotations whose place is certain. */
  #exactParts(): Map<string, readonly Range<Utf16>[]> {
    const exact = new Map<string, readonly Range<Utf16>[]>();
    for (const [id, { state, parts }] of this.#anchorings) {
      const live = state === 'anchored' ? this.#text.toLive(parts) : undefined;
      if (live !== undefined) exact.set(id, live);
    }
    return exact;
  }

  #rememberPlaces(): void {
    const anchored = [...this.#anchorings].flatMap(([id, { state, parts }]) =>
      state === 'anchored' ? [[id, parts] as const] : [],
    );
    this.#earlierPlaces.delete(this.#savedHash);
    this.#earlierPlaces.set(this.#savedHash, new Map(anchored));
    const [oldest] = this.#earlierPlaces.keys();
    if (this.#earlierPlaces.size > REMEMBERED_TEXTS && oldest !== undefined) this.#earlierPlaces.delete(oldest);
  }

  #followSpan(span: SpanFields): SpanFields | undefined {
    const { saved, live } = this.#text;
    const parts = [span, ...(span.also ?? [])].map((part) => saved.rangeToUtf16(part));
    // An orphan's offsets are in another text.
    const isHere = parts.every(({ start, end }) => start < end) && spanFields(saved, parts).exact === span.exact;
    const moved = isHere ? this.#text.toLive(parts) : undefined;
    return moved && spanFields(live, moved);
  }

  #place(): void {
    const placed: AnnotationView[] = [];
    const unplaced: Annotation[] = [];
    for (const annotation of this.#shown?.annotations ?? []) {
      const anchoring = this.#anchorings.get(annotation.id);
      const parts = anchoring?.parts && this.#text.toLive(anchoring.parts);
      if (anchoring === undefined || anchoring.state === 'orphan' || parts === undefined) unplaced.push(annotation);
      else placed.push(...parts.map((part) => viewOf(annotation, anchoring.state, part)));
    }
    this.#annotations = placed;
    this.#unplaced = unplaced;
  }
}

/** How many earlier saved texts have their places remembered. */
const REMEMBERED_TEXTS = 50;

function viewOf(annotation: Annotation, state: AnnotationView['state'], part: Range<Utf16>): AnnotationView {
  const { id, label, note, entity, by } = annotation;
  const source = describeSource(annotation.source);
  return {
    id,
    label,
    ...part,
    state,
    ...(note !== undefined && { note }),
    ...(entity !== undefined && { entity }),
    ...(by !== undefined && { by }),
    ...(source !== undefined && { source }),
  };
}

function sameRange(a: { start: number; end: number }, b: { start: number; end: number }): boolean {
  return a.start === b.start && a.end === b.end;
}
