import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { analyse } from '../../core/analysis/analyse';
import { DEFAULT_LABELS } from '../../core/annotation/labels';
import { keyMeanings, keyOfLabel } from '../../core/annotation/mode/modeKeys';
import { openAfter, spanAt } from '../../core/annotation/mode/spanAt';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import { undecidedAmong, type LabelledSpan } from '../../core/annotation/undecided';
import { readGold } from '../../core/evaluation/gold';
import { CanonicalText } from '../../core/text/canonicalText';
import { compareRanges, overlaps, range, utf16, type Range, type Utf16 } from '../../core/text/units';
import { loadUsableResources } from '../../node/analysisResources';
import { readingAt } from '../../server/features/readingAt';
import { inCorpus, openInMode, readText, until } from '../../test/e2e/editor';
import { press, see } from '../../test/e2e/keyboard';
import { keysToSelect } from './plan';
import { reportOf, type Counted } from './keysReport';

/*
 * How many keys an article takes: a scripted annotator annotates it in the real editor by real key presses until its annotation
 * file holds just what the gold file says. It knows what it wants and every key, and sees what a person sees: the
 * text, the suggestions and the cursor.
 */

/** VS Code calls this. The gold file and where the report goes stand in the environment. */
export async function run(): Promise<void> {
  const gold = readFileSync(variable('CORPUS_BENCH_GOLD'), 'utf8');
  const annotator = await Annotator.at(`${basename(variable('CORPUS_BENCH_GOLD'), '.tsv')}.txt`, gold);
  const counted = await annotator.annotate();
  writeFileSync(variable('CORPUS_BENCH_REPORT'), reportOf(annotator.article, counted));
}

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set.`);
  return value;
}

/** More keys than this for one selection are no way to work. */
const MOST_KEYS = 7;

class Annotator {
  readonly article: string;
  readonly #editor: vscode.TextEditor;
  readonly #text: CanonicalText;
  readonly #suggested: readonly LabelledSpan[];
  readonly #wordsAt: (offset: Utf16) => readonly Range<Utf16>[];
  readonly #gold: readonly LabelledSpan[];
  readonly #keys = keyMeanings(DEFAULT_LABELS, []);
  readonly #annotations: LabelledSpan[] = [];
  readonly #rejected: LabelledSpan[] = [];
  readonly #counted: Counted[] = [];
  /** The keys that were pressed since an entity was finished, and how many of them moved the cursor only. */
  #pressed = { navigation: 0, keys: 0 };

  private constructor(article: string, editor: vscode.TextEditor, gold: string) {
    this.article = article;
    this.#editor = editor;
    this.#text = new CanonicalText(editor.document.getText());
    const spans = readGold(gold, this.#text).value;
    if (spans === undefined) throw new Error(`The gold file does not fit ${article}.`);
    this.#gold = spans.map(({ label, start, end }) => ({ label, start, end })).sort(inReadingOrder);
    const resources = loadUsableResources();
    const analysis = analyse(this.#text, resources);
    this.#suggested = analysis.mentions.map(({ label, range: place }) => ({ label, ...place }));
    this.#wordsAt = (offset) =>
      (readingAt(analysis, resources.segmenter, offset)?.words ?? []).map(({ start, end }) => rangeOf({ start, end }));
  }

  static async at(article: string, gold: string): Promise<Annotator> {
    const editor = await openInMode(article);
    const annotator = new Annotator(article, editor, gold);
    const isReady = async () => (await see('.statusbar-item-label')).some((label) => label.includes('1 DOC'));
    await until('annotate mode', async () => (await isReady()) || undefined);
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    return annotator;
  }

  async annotate(): Promise<readonly Counted[]> {
    for (let left = this.#left(); left[0] !== undefined; left = this.#left()) await this.#next(left[0]);
    const saved = await this.#saved();
    const written = saved.annotations.map((each) => `${each.start} ${each.end} ${each.label}`).sort();
    const wanted = this.#gold.map((each) => keyIn(this.#text, each)).sort();
    if (written.join() !== wanted.join()) throw new Error('The annotation file does not hold what the gold file says.');
    return this.#counted;
  }

  /** What is still to be annotated, in reading order. */
  #left(): readonly LabelledSpan[] {
    const done = new Set(this.#annotations.map(key));
    return this.#gold.filter((each) => !done.has(key(each)));
  }

  #open(): readonly LabelledSpan[] {
    return undecidedAmong(this.#suggested, { annotations: this.#annotations, rejected: this.#rejected });
  }

  get #cursor(): Utf16 {
    return this.#text.offsetAt(this.#editor.selection.active);
  }

  async #next(wanted: LabelledSpan): Promise<void> {
    const open = this.#open();
    const meant =
      open.find((each) => isSame(each, wanted)) ?? open.find((each) => overlaps(rangeOf(each), rangeOf(wanted)));
    if (meant === undefined) return this.#byHand(wanted);
    const here = spanAt(open, this.#cursor);
    if (here !== meant) return this.#goTowards(meant, here);
    if (isSame(meant, wanted)) {
      const isRight = meant.label === wanted.label;
      await this.#decide(wanted, isRight ? 's' : this.#keyOf(wanted), isRight ? 'accepted' : 'relabelled', meant);
    } else await this.#select(wanted, 'corrected');
  }

  /** A suggestion on the way that is none of the entities is rejected; over others the cursor goes on. */
  async #goTowards(meant: LabelledSpan, here: LabelledSpan | undefined): Promise<void> {
    const isWrong = here !== undefined && !this.#left().some((each) => overlaps(rangeOf(each), rangeOf(here)));
    if (isWrong) {
      this.#pressed.keys++;
      await press('x');
      this.#rejected.push(here);
      await this.#settled(openAfter(this.#open(), here)?.start);
      this.#finish('rejected', here, true);
      return;
    }
    const from = this.#cursor;
    const isBehind = inReadingOrder({ ...meant, label: '' }, { start: from, end: from, label: '' }) > 0;
    await this.#navigate(isBehind ? 'Tab' : 'Shift+Tab', from);
  }

  async #byHand(wanted: LabelledSpan): Promise<void> {
    const [first] = this.#wordsOver(wanted);
    const place = first ?? rangeOf(wanted);
    while (!(place.start <= this.#cursor && this.#cursor < place.end)) {
      const from = this.#cursor;
      const isAhead = from < place.start;
      await this.#navigate(isAhead ? 'Control+ArrowRight' : 'Control+ArrowLeft', from);
      // Words of the editor are others than ours: what was passed is gone back to by characters.
      const hasPassed = isAhead ? this.#cursor >= place.end : this.#cursor < place.start;
      while (hasPassed && !(place.start <= this.#cursor && this.#cursor < place.end))
        await this.#navigate(isAhead ? 'ArrowLeft' : 'ArrowRight', this.#cursor);
    }
    await this.#select(wanted, 'by hand');
  }

  async #select(wanted: LabelledSpan, how: 'corrected' | 'by hand'): Promise<void> {
    const cursor = this.#cursor;
    const view = {
      text: this.#text,
      words: this.#wordsAt(cursor),
      open: this.#open(),
      annotations: this.#annotations,
      cursor,
    };
    const keys = keysToSelect(view, rangeOf(wanted), MOST_KEYS);
    if (keys === undefined)
      throw new Error(`“${this.#text.slice(rangeOf(wanted))}” is not selected with ${MOST_KEYS} keys.`);
    this.#pressed.keys += keys.length;
    await press(...keys);
    await until(`“${this.#text.slice(rangeOf(wanted))}” is selected by ${keys.join(' ')}`, () => {
      const { start, end } = this.#editor.selection;
      return (this.#text.offsetAt(start) === wanted.start && this.#text.offsetAt(end) === wanted.end) || undefined;
    });
    const decided = this.#open().some((each) => overlaps(rangeOf(each), rangeOf(wanted)));
    await this.#decide(wanted, this.#keyOf(wanted), how, decided ? wanted : undefined);
  }

  /** Presses the key that annotates, and waits for where the cursor goes. */
  async #decide(wanted: LabelledSpan, pressed: string, how: Counted['how'], decided?: LabelledSpan): Promise<void> {
    this.#pressed.keys++;
    await press(pressed);
    this.#annotations.push(wanted);
    const next = decided === undefined ? undefined : openAfter(this.#open(), decided);
    await this.#settled(next?.start ?? (decided === undefined ? wanted.end : undefined));
    this.#finish(how, wanted, this.#hasWordEdges(wanted));
  }

  async #navigate(pressed: string, from: Utf16): Promise<void> {
    this.#pressed.navigation++;
    await press(pressed);
    await until(`the cursor moves by ${pressed}`, () => this.#cursor !== from || undefined);
  }

  /** Waits until the file holds what was decided, and the cursor is where it should be. */
  async #settled(cursor: number | undefined): Promise<void> {
    await until(
      `${this.#annotations.length} annotations, ${this.#rejected.length} rejected, the cursor at ${cursor ?? ''}`,
      async () => {
        const { annotations, rejected } = await this.#saved();
        const isWritten = annotations.length === this.#annotations.length && rejected === this.#rejected.length;
        return (isWritten && (cursor === undefined || this.#cursor === cursor)) || undefined;
      },
    );
  }

  async #saved(): Promise<{ annotations: readonly LabelledSpan[]; rejected: number }> {
    const set = parseSidecar((await readText(inCorpus(`${this.article}.ann.yaml`))) ?? '').value;
    return { annotations: set?.annotations ?? [], rejected: set?.rejected?.length ?? 0 };
  }

  #finish(how: Counted['how'], span: LabelledSpan, hasWordEdges: boolean): void {
    const words = this.#text.slice(rangeOf(span)).replaceAll('\n', '');
    this.#counted.push({ how, words, label: span.label, hasWordEdges, ...this.#pressed });
    this.#pressed = { navigation: 0, keys: 0 };
  }

  #keyOf({ label }: LabelledSpan): string {
    const found = keyOfLabel(this.#keys, label);
    if (found === undefined) throw new Error(`No key sets ${label}.`);
    return found;
  }

  #wordsOver(span: LabelledSpan): readonly Range<Utf16>[] {
    return this.#wordsAt(utf16(span.start)).filter((word) => overlaps(word, rangeOf(span)));
  }

  #hasWordEdges(span: LabelledSpan): boolean {
    const words = this.#wordsOver(span);
    return words[0]?.start === span.start && words.at(-1)?.end === span.end;
  }
}

const rangeOf = ({ start, end }: { readonly start: number; readonly end: number }): Range<Utf16> =>
  range(utf16(start), utf16(end));
const inReadingOrder = (a: LabelledSpan, b: LabelledSpan): number => compareRanges(rangeOf(a), rangeOf(b));
const isSame = (a: LabelledSpan, b: LabelledSpan): boolean => a.start === b.start && a.end === b.end;
const key = ({ start, end, label }: LabelledSpan): string => `${start} ${end} ${label}`;

/** The same with offsets as the annotation file has them. */
function keyIn(text: CanonicalText, { start, end, label }: LabelledSpan): string {
  const place = text.rangeToCodePoints(rangeOf({ start, end }));
  return `${place.start} ${place.end} ${label}`;
}
