import * as vscode from 'vscode';
import {
  labelledRecords,
  type Annotation,
  type AnnotationSet,
  type Provenance,
} from '../../../core/annotation/annotation';
import { ArticlePlaces, type FollowSpan } from '../../../core/annotation/articlePlaces';
import type { ConflictDecisions } from '../../../core/annotation/conflictDecisions';
import { singleChange, textChanges } from '../../../core/annotation/editorChanges';
import type { NewId } from '../../../core/annotation/id';
import {
  isSameGoneTo,
  keyTargetAt,
  type GoneTo,
  type KeyTarget,
  type Surroundings,
} from '../../../core/annotation/mode/keyTarget';
import { describedBy, saidIn } from '../../../core/annotation/describedText';
import {
  EMPTY_HISTORY,
  recorded,
  redo,
  undo,
  withoutLastRedo,
  withoutLastUndo,
  type History,
} from '../../../core/annotation/history';
import { followedHistory, historyWithImpliedText, withImpliedText } from '../../../core/annotation/impliedText';
import type { Label } from '../../../core/annotation/labels';
import type { MergeConflict } from '../../../core/annotation/merge';
import { findAnnotation, type AnnotationFields, type Operation } from '../../../core/annotation/operations';
import { spanFields } from '../../../core/annotation/placement';
import { provenance, type Clock } from '../../../core/annotation/provenance';
import { candidatePlaces, placeAt, reviewItems, type ReviewItem } from '../../../core/annotation/review';
import { sidecarPathOf } from '../../../core/annotation/sidecarPath';
import type { SuggestionSource } from '../../../core/annotation/source';
import type { Schema } from '../../../core/annotation/schema';
import type { ArticleChange, SidecarState, SidecarStore } from '../../../core/annotation/store';
import type { SavedText } from '../../../core/annotation/articleChange';
import { linksViewOf, viewOf, type LinksView } from '../../../core/annotation/views';
import { trackSpan, type TextChange } from '../../../core/annotation/tracking';
import { undecidedAmong, type Span } from '../../../core/annotation/undecided';
import type { Turns } from '../../../core/cooperative';
import { nextRedo, nextUndo, type SharedSteps } from '../../../core/corpusEdits/sharedSteps';
import type { Problem } from '../../../core/problem';
import type { AnnotationsChanged, AnnotationView, RejectedView, Suggestion } from '../../../core/protocol';
import { CanonicalText } from '../../../core/text/canonicalText';
import { decodeArticle } from '../../../core/text/decode';
import type { Range, Utf16 } from '../../../core/text/units';
import { sha256 } from '../../../node/sha256';
import { explain, refusalOf } from '../problems/refusals';

/** What is meant at a place of an article. */
export type Meant = KeyTarget<Suggestion, AnnotationView>;

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
  readonly turns: Turns;
  /** The steps that this article shares with others. */
  readonly steps: SharedSteps;
  /** Whose annotations these are; undefined where the sidecar has no name. */
  readonly annotator: string | undefined;
  /** What can be annotated, as the manifest of the corpus says now. */
  schema(): Schema;
  /** Called when annotations have been found that were still being looked for. */
  placed(): void;
  /** Called when a key has led to something. */
  wentTo(): void;
  /** Called with what other annotators' files could not follow a saved edit, and why. */
  notFollowed(refused: readonly { readonly sidecarUri: string; readonly message: string }[]): void;
}

/**
 * An open corpus article with its annotations as the editor shows them now. The store holds them as the sidecar does,
 * against the saved text; here they are placed in the live text.
 */
export class AnnotatedArticle {
  readonly document: vscode.TextDocument;
  readonly sidecar: vscode.Uri;
  /** All that is recognised in the text, decided or not; nothing before the server has answered. */
  recognised: readonly Suggestion[] = [];
  readonly #services: ArticleServices;
  readonly #places: ArticlePlaces;
  #history = EMPTY_HISTORY;
  #annotations: readonly AnnotationView[] = [];
  readonly #views = new WeakMap<Annotation, Views>();
  /** The set whose annotations have their places. */
  #placed: AnnotationSet | undefined;
  #links: { readonly of: AnnotationSet; readonly view: LinksView } | undefined;
  #rejected: readonly RejectedView[] = [];
  #undecided: Undecided | undefined;
  #goneTo: GoneTo | undefined;
  #count = 0;
  #review: readonly ReviewItem[] = [];
  /** Why the bytes on disk cannot be annotated at all (not UTF-8, too large). */
  #unreadable: string | undefined;
  /** The editor's text was not the disk's at the beginning (restored, or given its language while unsaved). */
  #isOpenedUnsaved: boolean;

  constructor(document: vscode.TextDocument, services: ArticleServices) {
    this.document = document;
    this.sidecar = document.uri.with({ path: sidecarPathOf(document.uri.path, services.annotator) });
    this.#services = services;
    const placed = (): void => {
      this.#place();
      services.placed();
    };
    this.#places = new ArticlePlaces(new CanonicalText(document.getText()), { sha256, turns: services.turns, placed });
    this.#isOpenedUnsaved = document.isDirty;
  }

  /** The text in the editor. */
  get text(): CanonicalText {
    return this.#places.live;
  }

  /** The annotations that have a place in the live text; a discontinuous one stands once for each part. */
  get annotations(): readonly AnnotationView[] {
    return this.#annotations;
  }

  /** The suggestions that were turned down and certainly have a place in the live text. */
  get rejected(): readonly RejectedView[] {
    return this.#rejected;
  }

  /** The sidecar's records: the current ones, or the last good ones of this session; undefined while it is read. */
  get set(): AnnotationSet | undefined {
    const state = this.#state;
    return state?.kind === 'broken' ? state.lastGood : state?.set;
  }

  /** How many annotations there are, with or without a place. */
  get count(): number {
    return this.#count;
  }

  /** The annotations that a person should or may look at, in the order of the text. */
  get review(): readonly ReviewItem[] {
    return this.#review;
  }

  /** Whether some annotations are still being looked for in the text. */
  get isSearching(): boolean {
    return this.#places.isSearching;
  }

  get labels(): readonly Label[] {
    return this.schema.labels;
  }

  /** What can be annotated in this corpus. */
  get schema(): Schema {
    return this.#services.schema();
  }

  /** Why the last write failed, while its work is only in memory. */
  get failure(): string | undefined {
    const state = this.#state;
    return state?.kind === 'ready' ? state.failure : undefined;
  }

  /** Whether the resolver can help: file and memory changed the same records, or git left both sides in the file. */
  get inConflict(): boolean {
    return this.#state?.kind === 'conflict' || this.problems.some(({ code }) => code === 'conflict-markers');
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

  /** What keeps annotations from being changed until someone does something about it. */
  get trouble(): string | undefined {
    return this.#unreadable ?? (this.#state === undefined ? undefined : refusalOf(this.#state));
  }

  /** Stands for what the sidecar's file holds, or for what is wrong with it; undefined while that is being written. */
  get version(): unknown {
    const state = this.#state;
    return state?.kind === 'broken' ? state.problems : this.saved ? state?.set : undefined;
  }

  /** What is wrong in the sidecar; offsets are in its raw text. */
  get problems(): readonly Problem[] {
    const state = this.#state;
    return state?.kind === 'broken' ? state.problems : [];
  }

  get canUndo(): boolean {
    return nextUndo(this.#history, this.#services.steps, this.sidecar.toString()) !== undefined;
  }

  get canRedo(): boolean {
    return nextRedo(this.#history, this.#services.steps, this.sidecar.toString()) !== undefined;
  }

  /** The suggestions that are open, as far as the server has answered. */
  get undecided(): readonly Suggestion[] {
    const [annotations, rejected] = [this.#annotations, this.#rejected];
    const known = this.#undecided;
    if (known?.of === this.recognised && known.annotations === annotations && known.rejected === rejected)
      return known.found;
    const found = undecidedAmong(this.recognised, { annotations, rejected });
    this.#undecided = { of: this.recognised, annotations, rejected, found };
    return found;
  }

  /** What a key has led to or made last. */
  get goneTo(): GoneTo | undefined {
    return this.#goneTo;
  }

  set goneTo(goneTo: GoneTo | undefined) {
    const before = this.#goneTo;
    this.#goneTo = goneTo;
    // Who is told looks again at all: the cursor is mostly there already.
    if (!isSameGoneTo(before, goneTo)) this.#services.wentTo();
  }

  /** What is meant by a selection or cursor in the live text: what is framed there, and every key works on. */
  meant(selected: Span, words: Surroundings<never, never>['words'] = []): Meant | undefined {
    const { undecided: open, annotations, goneTo } = this;
    return keyTargetAt({ text: this.text.text, open, annotations, goneTo, words }, selected);
  }

  /** The annotation that is meant by a selection or cursor; undefined where a suggestion is, or nothing. */
  at(selected: Span): AnnotationView | undefined {
    const meant = this.meant(selected);
    return meant?.kind === 'annotation' ? meant.annotation : undefined;
  }

  /** The message for the server. */
  viewFor(uri: string): AnnotationsChanged {
    const { set } = this;
    if (set === undefined) return { uri, annotations: this.#annotations, rejected: this.#rejected };
    const { relations, events, document } = set;
    const known = this.#links;
    const isKnown = known?.of.relations === relations && known.of.events === events && known.of.document === document;
    const links = isKnown ? known : { of: set, view: linksViewOf(set) };
    this.#links = links;
    return { uri, annotations: this.#annotations, rejected: this.#rejected, ...links.view };
  }

  /**
   * Makes a change as one step that can be undone; answers undefined, or why it was refused. The operation (or the refusal)
   * is asked for once the article is saved, which may change its text: spans are made of `text` then, by `spanFields`.
   */
  async perform(operation: () => Operation | string): Promise<string | undefined> {
    const refusal = await this.#prepare();
    if (refusal !== undefined) return refusal;
    const wanted = operation();
    if (typeof wanted === 'string') return wanted;
    const before = this.#current;
    return this.#apply(wanted, (inverse) =>
      // Setting what is set already is no step: an undo that changes nothing would look like one that is broken.
      this.#current === before ? this.#history : recorded(this.#history, inverse, this.#services.steps.now()),
    );
  }

  /** Adds annotations, and applies further operations, as one step. This and the changes below answer as `perform` does. */
  async add(annotations: readonly NewAnnotation[], further: readonly Operation[] = []): Promise<string | undefined> {
    return this.perform(() => {
      const spans = annotations.map(({ range: span, text }) => this.inLiveText(span, text));
      if (!spans.every((span) => span !== undefined))
        return vscode.l10n.t('The text here has changed meanwhile, so nothing was annotated.');
      const taken = new Set(this.#annotations.map((view) => placeOf(view.label, view)));
      const operations = annotations.flatMap(({ label, source }, index): Operation[] => {
        const span = spans[index] as Range<Utf16>;
        const place = placeOf(label, span);
        if (taken.has(place)) return [];
        taken.add(place);
        return [{ kind: 'add', annotation: this.record(label, [span], source) }];
      });
      operations.push(...further);
      if (operations.length === 0) return vscode.l10n.t('This is annotated with the same label already.');
      return { kind: 'bulk', operations };
    });
  }

  /** A new record on parts of the live text, for an operation that adds it. */
  record(label: string, parts: readonly Range<Utf16>[], source?: SuggestionSource): Annotation {
    const { id, ...made } = this.made(source);
    return { id, label, ...spanFields(this.text, parts), ...made };
  }

  /** The id of a new record, and how it came to be. */
  made(source?: SuggestionSource): { readonly id: string } & Provenance {
    const { annotator, clock, newId } = this.#services;
    return { id: newId(), ...provenance(annotator, clock, source) };
  }

  /** Whose sidecar it is; undefined for the one without a name. */
  get annotator(): string | undefined {
    return this.#services.annotator;
  }

  /** Where a span of an earlier text is now; undefined where it is not the same text any more. */
  inLiveText(span: Range<Utf16>, text: CanonicalText): Range<Utf16> | undefined {
    const { live } = this.#places;
    if (text.text === live.text) return span;
    const moved = trackSpan(span, [singleChange(text.text, live.text)]);
    return moved !== undefined && live.slice(moved) === text.slice(span) ? moved : undefined;
  }

  async change(id: string, fields: AnnotationFields): Promise<string | undefined> {
    return this.perform(() => ({ kind: 'change', id, fields }));
  }

  async remove(id: string): Promise<string | undefined> {
    return this.perform(() => ({ kind: 'remove', id }));
  }

  /** Takes the last step back; one that this article shares with others is taken back in all of them. */
  async undo(): Promise<string | undefined> {
    const { steps } = this.#services;
    const next = nextUndo(this.#history, steps, this.sidecar.toString());
    return next?.kind === 'shared' ? steps.undo(next.id) : this.#step(undo, withoutLastUndo);
  }

  async redo(): Promise<string | undefined> {
    const { steps } = this.#services;
    const next = nextRedo(this.#history, steps, this.sidecar.toString());
    return next?.kind === 'shared' ? steps.redo(next.id) : this.#step(redo, withoutLastRedo);
  }

  /** The text on disk, after an edited article was saved; or why it cannot be annotated. */
  async savedText(): Promise<SavedText | string> {
    return this.#unreadable ?? (await this.#saveArticle()) ?? this.#places.saved;
  }

  /** Puts an annotation at other parts of `text`, by a person's decision; what else is known of it stays. */
  async placeAt(id: string, parts: readonly Range<Utf16>[], text: CanonicalText): Promise<string | undefined> {
    return this.perform(() => {
      const live = parts.map((part) => this.inLiveText(part, text));
      return live.length > 0 && live.every((part) => part !== undefined)
        ? placeAt(id, live, this.text)
        : vscode.l10n.t('The text here has changed meanwhile, so nothing was annotated.');
    });
  }

  /** Confirms the places that annotations have now, by a person's decision, as one step. */
  async keep(ids: readonly string[]): Promise<string | undefined> {
    return this.perform(() => {
      const wanted = new Set(ids);
      const operations = this.#review.flatMap((item) =>
        item.state !== 'orphan' && wanted.has(item.annotation.id)
          ? [placeAt(item.annotation.id, item.parts, this.text)]
          : [],
      );
      if (operations.length === 0) return vscode.l10n.t('There is no place to keep: place the annotation first.');
      return operations.length === 1 ? (operations[0] as Operation) : { kind: 'bulk', operations };
    });
  }

  /** The places of the live text that an annotation may mean, the likeliest first. */
  candidates(id: string, most: number): readonly (readonly Range<Utf16>[])[] {
    const annotation = this.annotation(id);
    return annotation === undefined ? [] : candidatePlaces(annotation, this.text, most);
  }

  /** An annotation as the sidecar has it. */
  annotation(id: string): Annotation | undefined {
    const set = this.set;
    return set && findAnnotation(set, id);
  }

  /** Ends a conflict: the records that both changed become this window's or the file's; all other changes stay. */
  resolveConflict(decisions: ConflictDecisions): string | undefined {
    return this.#services.store.resolveConflict(this.#key, decisions)?.message;
  }

  /** Reads again what could not be read, and writes what could not be written. */
  async retry(): Promise<void> {
    await this.reconsider();
    await this.#services.store.fileChanged(this.sidecar.toString());
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
    const text = this.#places.saved.identity;
    const sidecar = { articleUri: this.#key, sidecarUri: this.sidecar.toString(), text };
    await Promise.all([store.open({ ...sidecar, ...(annotator !== undefined && { annotator }) }), this.#readDisk()]);
    this.replace();
    await this.#places.whenPlaced();
  }

  /**
   * An article whose sidecar went to another name may still be open here, and come back (another branch, a new file): then
   * it has a sidecar of its own again, and nothing of it gets into the one that left. Resolves with whether that was so.
   */
  async rebind(): Promise<boolean> {
    if (!this.#isUnbound() || !(await isThere(this.document.uri)) || !this.#isUnbound()) return false;
    this.#history = EMPTY_HISTORY;
    await this.open();
    return true;
  }

  #isUnbound(): boolean {
    const sidecar = this.#services.store.sidecarOf(this.#key);
    return sidecar !== undefined && sidecar !== this.sidecar.toString();
  }

  /** Places the annotations where the store has another set; that a file was written changes no place. */
  refresh(): void {
    if (this.set !== this.#placed) this.replace();
  }

  /** Places the annotations anew. */
  replace(): void {
    this.#placed = this.set;
    this.#places.show(this.#placed);
    this.#place();
  }

  /** Follows an edit of the document. */
  edited({ contentChanges, document }: vscode.TextDocumentChangeEvent): readonly TextChange[] {
    if (contentChanges.length === 0) return [];
    const text = new CanonicalText(document.getText());
    const changes = textChanges(this.text, text, contentChanges);
    this.#places.edited(text, changes);
    this.#place();
    return changes;
  }

  /** Whether the editor's text may have come from disk rather than from an edit, and `settle` should look. */
  get mayBeReloaded(): boolean {
    return !this.document.isDirty && this.#places.isEdited;
  }

  /** Takes the disk's text as the saved one, when the editor shows just that: it was read again. */
  async settle(): Promise<void> {
    const disk = await this.#readDisk();
    if (disk === undefined || !this.mayBeReloaded || disk.text !== this.text.text) return;
    this.#followHistory(() => this.#places.reread());
    this.replace();
  }

  /**
   * The document was saved: its sidecars, every annotator's, follow it. A person who saves an article that was changed
   * elsewhere makes them follow as well, as far as annotations are an exact and unique match.
   */
  saveFollowed(): void {
    if (this.#followEdits() || this.document.isDirty) return;
    const { saved } = this.#places;
    const set = this.#current;
    if (set === undefined || labelledRecords(set).length === 0 || set.text.sha256 === saved.identity.sha256) return;
    this.#tellStore({ before: saved, after: saved, track: (parts) => parts });
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

  /** Makes the sidecars follow the edits that were saved; answers whether there were any. */
  #followEdits(): boolean {
    if (this.document.isDirty || !(this.#places.isEdited || this.#isOpenedUnsaved)) return false;
    this.#isOpenedUnsaved = false;
    const { change } = this.#followHistory(() => this.#places.savedAs());
    this.#tellStore(change);
    this.replace();
    return true;
  }

  #tellStore(change: ArticleChange): void {
    void this.#services.store.followArticle(this.#key, change).then(
      ({ refused }) => {
        const others = refused.filter(({ sidecarUri }) => sidecarUri !== this.sidecar.toString());
        if (others.length > 0) this.#services.notFollowed(others);
      },
      // The folder cannot be listed: nobody's file was changed, and each is found by its context later.
      () => undefined,
    );
  }

  /** The live text is the saved one from now on; what can be undone moves with it. */
  #followHistory<Next extends { readonly follow: FollowSpan }>(next: () => Next): Next {
    const before = this.#places.saved.identity;
    const result = next();
    const after = this.#places.saved.identity;
    this.#history = followedHistory(this.#history, before, after, result.follow);
    this.#services.steps.followed(this.#key, before, after, result.follow);
    return result;
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
    this.#followEdits();
    return this.#places.isEdited ? unsaved : undefined;
  }

  async #step(take: typeof undo, skipped: (history: History) => History): Promise<string | undefined> {
    const refusal = await this.#prepare();
    if (refusal !== undefined) return refusal;
    const set = this.#current;
    if (set === undefined) return this.refusal;
    const { identity } = this.#places.saved;
    const described = describedBy(set, identity);
    const history = historyWithImpliedText(this.#history, identity, described.text);
    const step = take(history, described, this.#services.steps.now());
    if (step === undefined) return this.refusal;
    if (!step.ok) {
      this.#history = skipped(this.#history);
      return vscode.l10n.t('This step cannot be taken any more: {0}', step.message);
    }
    const historyAfter = historyWithImpliedText(step.history, described.text, identity);
    return this.#apply(withImpliedText(step.operation, described.text, identity), () => historyAfter);
  }

  /** Saves the article; answers why annotations cannot be changed now. */
  async #prepare(): Promise<string | undefined> {
    await this.rebind();
    return this.refusal ?? (await this.#saveArticle()) ?? this.#sidecarRefusal();
  }

  /** Applies an operation whose spans are in the saved text; the sidecar may still describe another one. */
  #apply(operation: Operation, historyAfter: (inverse: Operation) => History): string | undefined {
    const set = this.#current;
    if (set === undefined) return this.refusal;
    const said = saidIn(set, operation, this.#places.saved.identity);
    const result = this.#services.store.apply(this.#key, said.operation);
    if (!result.ok) return result.message;
    this.#history = historyAfter(said.inverse(result.inverse));
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

  #place(): void {
    const annotations = this.set?.annotations ?? [];
    const { anchorings, moved } = this.#places;
    const toLive = (parts: readonly Range<Utf16>[]) => this.#places.toLive(parts);
    const views: AnnotationView[] = [];
    const doubtful: Annotation[] = [];
    for (const annotation of annotations) {
      const anchoring = anchorings.get(annotation.id);
      const parts = anchoring?.parts && toLive(anchoring.parts);
      const isPlaced = anchoring !== undefined && anchoring.state !== 'orphan' && parts !== undefined;
      if (isPlaced) views.push(...this.#viewsOf(annotation, anchoring.state, parts));
      const isCertain = isPlaced && anchoring.state === 'anchored' && anchoring.isMisplaced !== true;
      if (!isCertain || moved.has(annotation.id)) doubtful.push(annotation);
    }
    this.#annotations = views;
    this.#rejected = (this.set?.rejected ?? []).flatMap(({ id, label }) => {
      const anchoring = anchorings.get(id);
      const place = anchoring?.state === 'anchored' ? toLive(anchoring.parts)?.[0] : undefined;
      return place === undefined ? [] : [{ id, label, ...place }];
    });
    this.#count = annotations.length;
    this.#review = reviewItems(doubtful, anchorings, this.text, toLive, moved);
  }

  /** What is shown of an annotation; the same objects as before where nothing of it has changed. */
  #viewsOf(
    annotation: Annotation,
    state: AnnotationView['state'],
    parts: readonly Range<Utf16>[],
  ): readonly AnnotationView[] {
    const known = this.#views.get(annotation);
    if (known?.parts === parts && known.views[0]?.state === state) return known.views;
    const views = parts.map((part) => viewOf(annotation, state, part));
    this.#views.set(annotation, { parts, views });
    return views;
  }
}

/** What is open among suggestions after some decisions. */
interface Undecided {
  readonly of: readonly Suggestion[];
  readonly annotations: readonly AnnotationView[];
  readonly rejected: readonly RejectedView[];
  readonly found: readonly Suggestion[];
}

interface Views {
  readonly parts: readonly Range<Utf16>[];
  readonly views: readonly AnnotationView[];
}

/** The same for the same label on the same range only. */
function placeOf(label: string, { start, end }: { readonly start: number; readonly end: number }): string {
  return `${start} ${end} ${label}`;
}

const isThere = (uri: vscode.Uri): Promise<boolean> =>
  Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );
