import { runInTurns, type Turns } from '../cooperative';
import type { CanonicalText } from '../text/canonicalText';
import type { Range, Utf16 } from '../text/units';
import { anchorInSteps, type Anchoring } from './anchoring';
import { labelledRecords, textIdentity, type Annotation, type AnnotationSet, type Sha256 } from './annotation';
import type { ArticleChange, SavedText } from './articleChange';
import { KnownPlaces } from './knownPlaces';
import { LiveText } from './liveText';
import { spanFields, type SpanFields } from './placement';
import { RememberedPlaces } from './rememberedPlaces';
import { isSure } from './review';
import type { TextChange } from './tracking';

type Parts = readonly Range<Utf16>[];

/** What the places of an article get from the program around them. */
export interface PlacesHost {
  readonly sha256: Sha256;
  readonly turns: Turns;
  /** Called when places are known that were not when {@link ArticlePlaces.show} returned. */
  readonly placed: () => void;
}

/** Brings the span fields of one saved text into the next one; undefined where they do not stand there any more. */
export type FollowSpan = (span: SpanFields) => SpanFields | undefined;

/**
 * Where the annotations of an open article are, and the suggestions that were turned down: anchored in the text as it is on
 * disk, and tracked from there to the text as the editor shows it.
 */
export class ArticlePlaces {
  readonly #host: PlacesHost;
  #live: LiveText;
  #saved: SavedText;
  #shown: AnnotationSet | undefined;
  #anchorings: ReadonlyMap<string, Anchoring> = new Map();
  #moved: ReadonlySet<string> | undefined;
  #known = new KnownPlaces();
  readonly #remembered = new RememberedPlaces();
  /** Set while annotations are looked for; the latest search counts. */
  #search: { isCancellationRequested: boolean } | undefined;
  #searched: Promise<void> = Promise.resolve();

  constructor(text: CanonicalText, host: PlacesHost) {
    this.#host = host;
    this.#live = new LiveText(text);
    this.#saved = this.#identified(text);
  }

  /** The text in the editor. */
  get live(): CanonicalText {
    return this.#live.live;
  }

  /** The text on disk. */
  get saved(): SavedText {
    return this.#saved;
  }

  get isEdited(): boolean {
    return this.#live.isEdited;
  }

  /** Where each annotation is in the saved text; one that has no entry is still being looked for. */
  get anchorings(): ReadonlyMap<string, Anchoring> {
    return this.#anchorings;
  }

  /** Whether annotations are still being looked for. */
  get isSearching(): boolean {
    return this.#search !== undefined;
  }

  /** Resolves when every annotation has been looked for. */
  async whenPlaced(): Promise<void> {
    while (this.#search !== undefined) await this.#searched;
  }

  /** Where parts of the saved text are in the live one; undefined once one of them has been deleted. */
  toLive(parts: Parts): Parts | undefined {
    return this.#live.toLive(parts);
  }

  edited(text: CanonicalText, changes: readonly TextChange[]): void {
    this.#live.edited(text, changes);
  }

  /**
   * Places the annotations of a set. What takes longer than a moment goes on in turns; until it ends, annotations that were
   * placed before keep their places and the others have none.
   */
  show(set: AnnotationSet | undefined): void {
    this.#shown = set;
    this.#endSearch();
    if (set === undefined) {
      this.#place(new Map());
      return;
    }
    const search = { isCancellationRequested: false };
    const steps = anchorInSteps(set, this.#saved.text, this.#saved.identity.sha256, this.#known);
    const found = this.#firstTurn(steps);
    if (found !== undefined) {
      this.#place(found);
      return;
    }
    this.#place(this.#interimPlaces(set));
    this.#search = search;
    this.#searched = runInTurns(steps, this.#host.turns, search).then((all) => {
      if (this.#search !== search || all === undefined) return;
      this.#search = undefined;
      this.#place(all);
      this.#host.placed();
    });
  }

  /**
   * The live text is on disk, read from there by the editor: how it was made is not known, so annotations of the text
   * before are looked for by their context. `show` must be called next.
   */
  reread(): { readonly follow: FollowSpan } {
    return { follow: this.#next(new KnownPlaces()) };
  }

  /** The live text was saved as it stands. `show` must be called when the store has followed the change. */
  savedAs(): { readonly change: ArticleChange; readonly follow: FollowSpan } {
    const annotations = this.#shown === undefined ? [] : labelledRecords(this.#shown);
    const live = this.#live;
    const track = (parts: Parts): Parts | undefined => live.toLive(parts);
    const before = this.#saved;
    const after = this.#identified(live.live);
    const returned = this.#remembered.saved({
      from: before.identity.sha256,
      to: after.identity.sha256,
      annotations,
      places: this.sure(),
      describe: (parts) => spanFields(after.text, parts),
      track,
    });
    const follow = this.#next(KnownPlaces.followed(annotations, this.#anchorings, track));
    return { change: { before, after, track, placeOf: ({ id }) => returned.get(id) }, follow };
  }

  /** The parts, in the saved text, of the annotations that a save may write without asking a person. */
  sure(): ReadonlyMap<string, Parts> {
    const places = new Map<string, Parts>();
    for (const annotation of this.#shown === undefined ? [] : labelledRecords(this.#shown)) {
      const anchoring = this.#anchorings.get(annotation.id);
      if (anchoring?.parts !== undefined && this.#isSure(annotation, anchoring))
        places.set(annotation.id, anchoring.parts);
    }
    return places;
  }

  /** The ids of the annotations that are anchored, and yet not {@link sure}: a person may confirm them. */
  get moved(): ReadonlySet<string> {
    this.#moved ??= this.#findMoved();
    return this.#moved;
  }

  #findMoved(): ReadonlySet<string> {
    const shown = this.#shown === undefined ? [] : labelledRecords(this.#shown);
    const moved = new Set<string>();
    for (const annotation of shown) {
      const anchoring = this.#anchorings.get(annotation.id);
      if (anchoring?.state === 'anchored' && !this.#isSure(annotation, anchoring)) moved.add(annotation.id);
    }
    return moved;
  }

  #isSure(annotation: Annotation, anchoring: Anchoring): boolean {
    const { text, identity } = this.#saved;
    return this.#shown !== undefined && isSure(annotation, anchoring, this.#shown.text, text, identity.sha256);
  }

  #place(anchorings: ReadonlyMap<string, Anchoring>): void {
    this.#anchorings = anchorings;
    this.#moved = undefined;
  }

  #next(known: KnownPlaces): FollowSpan {
    const [live, { text }] = [this.#live, this.#saved];
    this.#known = known;
    this.#live = new LiveText(live.live);
    this.#saved = this.#identified(live.live);
    this.#place(known.anchorings);
    return (span) => followSpan(span, text, live);
  }

  #identified(text: CanonicalText): SavedText {
    return { text, identity: textIdentity(text, this.#host.sha256) };
  }

  /** The result of work that ends within one turn. */
  #firstTurn<Result>(steps: Generator<void, Result>): Result | undefined {
    const started = this.#host.turns.now();
    while (this.#host.turns.now() - started < FIRST_TURN) {
      const step = steps.next();
      if (step.done === true) return step.value;
    }
    return undefined;
  }

  #interimPlaces(set: AnnotationSet): ReadonlyMap<string, Anchoring> {
    const places = new Map<string, Anchoring>();
    for (const { id } of labelledRecords(set)) {
      const anchoring = this.#anchorings.get(id);
      if (anchoring !== undefined) places.set(id, anchoring);
    }
    return places;
  }

  #endSearch(): void {
    if (this.#search !== undefined) this.#search.isCancellationRequested = true;
    this.#search = undefined;
  }
}

/** How long placing may hold up the editor before it goes on in turns, in milliseconds. */
const FIRST_TURN = 20;

function followSpan(span: SpanFields, text: CanonicalText, live: LiveText): SpanFields | undefined {
  const parts = [span, ...(span.also ?? [])].map((part) => text.rangeToUtf16(part));
  // An orphan's offsets are in another text.
  const isHere = parts.every(({ start, end }) => start < end) && spanFields(text, parts).exact === span.exact;
  const moved = isHere ? live.toLive(parts) : undefined;
  return moved && spanFields(live.live, moved);
}
