import * as vscode from 'vscode';
import { nextLarger, placeOf } from '../../../core/annotation/mode/keyTarget';
import { openAfter } from '../../../core/annotation/mode/spanAt';
import type { Span as Place } from '../../../core/annotation/undecided';
import { withMovedEdge, wordAt, wordsFrom, type EdgeMove, type Words } from '../../../core/annotation/mode/spanEdges';
import type { Operation } from '../../../core/annotation/operations';
import { joinedParts } from '../../../core/annotation/parts';
import type { AnnotationView, Suggestion } from '../../../core/protocol';
import { wholeGraphemes } from '../../../core/text/graphemes';
import { contains, overlaps, range, utf16, type Range, type Utf16 } from '../../../core/text/units';
import { toRange } from '../../positions';
import type { AnnotatedArticle, Meant, NewAnnotation } from '../annotations/annotatedArticle';
import { attempt, tellNothing } from '../annotations/answers';
import { selectedIn } from '../annotations/targets';
import { asNewAnnotation, reject } from '../suggestionQueue/rejecting';
import type { LanguageServer } from '../../languageServer';
import type { Cursors } from './cursors';
import type { KnownSuggestions } from './knownSuggestions';
import type { Reading, Readings } from './readings';

/** An editor and the article it shows. */
export interface ArticleEditor {
  readonly editor: vscode.TextEditor;
  readonly article: AnnotatedArticle;
}

/** What keys and chords do with what is selected, or at the cursor. Each answers whether it did something. */
export class KeyWork {
  readonly #server: LanguageServer;
  readonly #suggestions: KnownSuggestions;
  readonly #readings: Readings;
  readonly #cursors: Cursors;
  /** Whether the cursor goes on to the next suggestion once one is decided. */
  readonly #goesOn: (document: vscode.TextDocument) => boolean;

  constructor(
    server: LanguageServer,
    suggestions: KnownSuggestions,
    readings: Readings,
    cursors: Cursors,
    goesOn: (document: vscode.TextDocument) => boolean,
  ) {
    this.#server = server;
    this.#suggestions = suggestions;
    this.#readings = readings;
    this.#cursors = cursors;
    this.#goesOn = goesOn;
  }

  /** Sets a label on what is selected; without a selection on the suggestion, the annotation or the word at the cursor. */
  async label({ editor, article }: ArticleEditor, label: string): Promise<boolean> {
    const added: NewAnnotation[] = [];
    const changes: Operation[] = [];
    const decided: Place[] = [];
    const open = article.undecided;
    for (const selection of this.#cursors.selectionsOf(editor)) {
      const span = selectedIn(article.text, selection);
      const target = span.start < span.end ? undefined : await this.#targetAt(article, span);
      if (target?.kind === 'annotation') {
        if (target.annotation.label !== label)
          changes.push({ kind: 'change', id: target.annotation.id, fields: { label } });
        continue;
      }
      if (span.start === span.end && target === undefined) continue;
      const wanted = target === undefined ? wholeGraphemes(article.text, span) : rangeOf(placeOf(target));
      added.push(newAnnotation(article, wanted, label, open));
      const meant = open.find((each) => overlaps(rangeOf(each), wanted));
      if (meant !== undefined) decided.push(wanted);
    }
    if (added.length === 0 && changes.length === 0) return this.#refuseNothing();
    if (!(await attempt(article, () => (changes.length === 0 ? article.add(added) : article.add(added, changes)))))
      return false;
    this.#leave({ editor, article }, added, decided);
    return true;
  }

  /**
   * Accepts the suggestion at each cursor. What is selected gets the label of the suggestion that it overlaps most, so that
   * one can be taken with other edges. Where nothing is suggested the cursor goes to the next suggestion.
   */
  async accept({ editor, article }: ArticleEditor): Promise<boolean> {
    const open = await this.#suggestions.ready(article);
    if (open === undefined) return this.#server.explainAbsence();
    const accepted = this.#cursors.selectionsOf(editor).flatMap((selection): NewAnnotation[] => {
      const span = selectedIn(article.text, selection);
      if (span.start < span.end) {
        const wanted = wholeGraphemes(article.text, span);
        const meant = mostOverlapping(open, wanted);
        return meant === undefined ? [] : [newAnnotation(article, wanted, meant.label, open)];
      }
      const target = article.meant(span);
      if (target?.kind !== 'suggestion') return [];
      return [newAnnotation(article, rangeOf(target.suggestion), target.suggestion.label, open)];
    });
    if (accepted.length === 0) return this.#goToNext({ editor, article }, open);
    if (!(await attempt(article, () => article.add(accepted)))) return false;
    this.#leave(
      { editor, article },
      accepted,
      accepted.map(({ range: place }) => place),
    );
    return true;
  }

  /** Turns down the suggestion at each cursor, and those within what is selected. */
  async reject({ editor, article }: ArticleEditor): Promise<boolean> {
    const open = await this.#suggestions.ready(article);
    if (open === undefined) return this.#server.explainAbsence();
    const { text } = article;
    const rejected = this.#cursors.selectionsOf(editor).flatMap((selection): readonly Suggestion[] => {
      const span = selectedIn(text, selection);
      if (span.start < span.end) return open.filter((each) => contains(span, rangeOf(each)));
      const target = article.meant(span);
      return target?.kind === 'suggestion' ? [target.suggestion] : [];
    });
    const last = rejected.at(-1);
    if (last === undefined) return tellNothing(vscode.l10n.t('There is no suggestion at the cursor.'));
    const turnedDown = [...new Set(rejected)].map((suggestion) => asNewAnnotation(suggestion, text));
    if (!(await attempt(article, () => reject(article, turnedDown)))) return false;
    this.#goOn({ editor, article }, last);
    return true;
  }

  /** Selects the word at each cursor; what is selected grows by a word, at its end or its start. */
  selectWord(context: ArticleEditor, edge: EdgeMove['edge']): Promise<boolean> {
    return this.#reselect(context, ({ text }, span, { words }) => {
      if (span.start === span.end) return wordAt(words, span.start) ?? wordsFrom(words, span.start)[0];
      return withMovedEdge(text, words, span, { edge, towards: 'out', by: 'word' });
    });
  }

  /** Selects the sentence at each cursor; where one is selected, the next one too. */
  selectSentence(context: ArticleEditor): Promise<boolean> {
    return this.#reselect(context, (_, span, { sentences }) => {
      const sentence = sentences.find(({ start, end }) => start <= span.start && span.start < end) ?? sentences.at(-1);
      if (sentence === undefined || sentence.end > span.end) return sentence;
      const end = sentences.find((each) => each.end > span.end)?.end ?? span.end;
      return range(span.start, end);
    });
  }

  /** Selects the suggestion, annotation or word at each cursor; what is selected grows to what is around it. */
  selectEntity(context: ArticleEditor): Promise<boolean> {
    return this.#reselect(context, (article, span, { words, sentences }) => {
      if (span.start === span.end) {
        const target = article.meant(span, words);
        return target && rangeOf(placeOf(target));
      }
      const { undecided: open, annotations } = article;
      const larger = nextLarger([...open, ...annotations, ...words, ...sentences], span);
      return larger && rangeOf(larger);
    });
  }

  /**
   * Moves an edge of what is selected, or of the suggestion or word at the cursor, which is selected then; an annotation
   * that is at the cursor, or just what is selected, is changed itself.
   */
  async moveEdge({ editor, article }: ArticleEditor, move: EdgeMove): Promise<boolean> {
    const [selection = editor.selection, ...others] = this.#cursors.selectionsOf(editor);
    const span = selectedIn(article.text, selection);
    const annotation = others.length > 0 && span.start < span.end ? undefined : await this.#annotationAt(article, span);
    if (annotation === undefined) return this.#moveEdges({ editor, article }, move);
    const { text } = article;
    const views = article.annotations.filter(({ id }) => id === annotation.id);
    // A character more or less needs no word.
    const words = move.by === 'word' ? await this.#wordsBeside(article, rangeOf(annotation)[move.edge]) : [];
    const own = rangeOf(annotation);
    const moved = withMovedEdge(text, words, own, move);
    if (moved.start === own.start && moved.end === own.end) return false;
    const parts = joinedParts(views.map((view) => (view === annotation ? moved : rangeOf(view))));
    if (!(await attempt(article, () => article.placeAt(annotation.id, parts, text)))) return false;
    const joined = parts.find((part) => contains(part, moved)) ?? moved;
    const stop = { ...joined, id: annotation.id };
    const isSeen = span.start === span.end && joined.start <= span.start && span.start <= joined.end;
    if (isSeen) article.goneTo = { ...stop, cursor: span.start };
    else this.#cursors.goTo(editor, article, stop);
    return true;
  }

  /** The annotation that is meant by a cursor, or is just what is selected. */
  async #annotationAt(article: AnnotatedArticle, span: Range<Utf16>): Promise<AnnotationView | undefined> {
    await this.#suggestions.ready(article);
    const annotation = article.at(span);
    const isWhole = annotation?.start === span.start && annotation.end === span.end;
    return span.start === span.end || isWhole ? annotation : undefined;
  }

  /** The words from the start of the selection, or of what is at the cursor, to the end of the paragraph. */
  async wordsAhead({ editor, article }: ArticleEditor): Promise<Words> {
    const span = selectedIn(article.text, this.#cursors.selectionsOf(editor)[0] ?? editor.selection);
    const words = await this.#wordsBeside(article, span.start);
    return wordsFrom(words, span.start);
  }

  select(editor: vscode.TextEditor, article: AnnotatedArticle, span: Range<Utf16>): void {
    this.#cursors.select(editor, [toRange(article.text, span)]);
  }

  async #moveEdges({ editor, article }: ArticleEditor, move: EdgeMove): Promise<boolean> {
    return this.#reselect({ editor, article }, (_, span, { words }) => {
      if (span.start < span.end) return withMovedEdge(article.text, words, span, move);
      const target = article.meant(span, words);
      return target && withMovedEdge(article.text, words, rangeOf(placeOf(target)), move);
    });
  }

  /** Selects for each selection what a function makes of it and of the paragraph around it. */
  async #reselect(
    { editor, article }: ArticleEditor,
    find: (article: AnnotatedArticle, span: Range<Utf16>, reading: Reading) => Range<Utf16> | undefined,
  ): Promise<boolean> {
    const { text } = article;
    const found: Range<Utf16>[] = [];
    for (const selection of this.#cursors.selectionsOf(editor)) {
      const span = selectedIn(text, selection);
      const reading = await this.#readings.at(article, span.start);
      if (reading === undefined) return this.#server.explainAbsence();
      const wanted = reading === null ? undefined : find(article, span, reading);
      if (wanted !== undefined) found.push(wanted);
      else if (span.start < span.end) found.push(span);
    }
    if (found.length === 0) return this.#refuseNothing();
    this.#cursors.select(
      editor,
      found.map((span) => toRange(text, span)),
    );
    return true;
  }

  async #targetAt(article: AnnotatedArticle, span: Range<Utf16>): Promise<Meant | undefined> {
    await this.#suggestions.ready(article);
    return article.meant(span) ?? article.meant(span, await this.#wordsBeside(article, span.start));
  }

  async #wordsBeside(article: AnnotatedArticle, offset: Utf16): Promise<Words> {
    return (await this.#readings.at(article, offset))?.words ?? [];
  }

  /** After annotating: on to the next suggestion where one was decided, else the cursor stands behind what was selected. */
  #leave({ editor, article }: ArticleEditor, added: readonly NewAnnotation[], decided: readonly Place[]): void {
    const last = decided.at(-1);
    if (last !== undefined && added.length === 1 && this.#goOn({ editor, article }, last)) return;
    this.#cursors.leave(editor, article);
  }

  #goOn({ editor, article }: ArticleEditor, decided: Place): boolean {
    if (!this.#goesOn(editor.document)) return false;
    const next = openAfter(article.undecided, decided);
    if (next === undefined) return false;
    this.#cursors.goTo(editor, article, next);
    return true;
  }

  #goToNext({ editor, article }: ArticleEditor, open: readonly Suggestion[]): boolean {
    const span = selectedIn(article.text, this.#cursors.selectionsOf(editor)[0] ?? editor.selection);
    const meant = article.at(span);
    const next = openAfter(open, meant?.start === span.start ? meant : { start: span.start, end: article.text.end });
    if (next === undefined) return tellNothing(vscode.l10n.t('There is no suggestion left in this article.'));
    this.#cursors.goTo(editor, article, next);
    return false;
  }

  #refuseNothing(): false {
    return this.#server.running
      ? tellNothing(vscode.l10n.t('Here is nothing to annotate. Select some text first.'))
      : this.#server.explainAbsence();
  }
}

const rangeOf = ({ start, end }: Place): Range<Utf16> => range(utf16(start), utf16(end));

/** An annotation of a span; one that is just what was suggested keeps where it came from. */
function newAnnotation(
  { text }: AnnotatedArticle,
  span: Range<Utf16>,
  label: string,
  open: readonly Suggestion[],
): NewAnnotation {
  const same = open.find((each) => each.start === span.start && each.end === span.end && each.label === label);
  return { range: span, text, label, ...(same !== undefined && { source: same.source }) };
}

function mostOverlapping(open: readonly Suggestion[], span: Range<Utf16>): Suggestion | undefined {
  const shared = ({ start, end }: Place): number => Math.min(end, span.end) - Math.max(start, span.start);
  return open.reduce<Suggestion | undefined>(
    (best, each) => (shared(each) > (best === undefined ? 0 : shared(best)) ? each : best),
    undefined,
  );
}
