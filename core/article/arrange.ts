import type { Block } from '../text/logicalText';
import { simplified } from '../text/scripts';
import { classify, isHeadingLine, mayBeCaption, type BlockKind } from './classify';
import { SECTION_MARK } from '../text/newspaperLines';
import { isSignedBehindText } from './textParts';

/** The place of a block in its article. */
export interface BlockRole {
  readonly part: 'headline' | 'subtitle' | 'caption' | 'section' | 'byline' | 'furniture' | 'text';
  /** Whether the article before ends here. */
  readonly opensArticle: boolean;
}

export interface ArrangedBlock {
  readonly block: Block;
  readonly role: BlockRole;
}

interface Line {
  readonly block: Block;
  readonly kind: BlockKind;
}

/** Tells from the blocks' wording and order where articles and sections start and what each block is in them. */
export function arrange(blocks: readonly Block[]): readonly ArrangedBlock[] {
  const lines = settle(blocks.map((block) => ({ block, kind: classify(simplified(block.text)) })));
  const page = new Page(lines);
  for (let at = 0; at < lines.length;) at = page.place(at);
  return page.arranged;
}

/** Decides by their neighbours what lines are whose wording leaves it open. */
function settle(lines: readonly Line[]): readonly Line[] {
  const authorMarks = marksOfAuthors(lines);
  const labels = lines.filter((line) => line.kind === 'speaker label').length;
  return lines.map((line, index) => {
    const before = lines[index - 1]?.kind;
    const next = lines[index + 1]?.kind;
    if (line.kind === 'subhead' && authorMarks.has(line.block.text.charAt(0))) return { ...line, kind: 'credit' };
    if (line.kind === 'speaker label') return { ...line, kind: labels > 1 ? 'speaker' : 'text' };
    if (line.kind === 'question')
      return { ...line, kind: isHeadline(line.block.text, before, next) ? 'heading' : 'text' };
    const isCaption = line.kind === 'heading' && next === 'news head' && mayBeCaption(line.block.text);
    return isCaption && before === 'heading' ? { ...line, kind: 'caption' } : line;
  });
}

/** Marks that stand before nothing but names, each between a headline and its text: `□李明`. */
function marksOfAuthors(lines: readonly Line[]): ReadonlySet<string> {
  const authors = new Set<string>();
  const others = new Set<string>();
  for (const [index, { block, kind }] of lines.entries()) {
    const mark = block.text.charAt(0);
    if (kind !== 'subhead' || !SECTION_MARK.test(mark)) continue;
    const isUnderHeadline = lines[index - 1]?.kind === 'heading' || lines[index - 1]?.kind === 'deck';
    const isOverText = lines[index + 1]?.kind === 'text' || lines[index + 1]?.kind === 'news head';
    const isName = NAMES.test(block.text.slice(1).trim());
    (isName && isUnderHeadline && isOverText ? authors : others).add(mark);
  }
  return new Set([...authors].filter((mark) => !others.has(mark)));
}

/** Whether a question or a call is a headline: one is due, or blanks part its phrases. */
function isHeadline(text: string, before: BlockKind | undefined, next: BlockKind | undefined): boolean {
  const isDue = before === undefined || before === 'rubric' || next === 'news head' || next === 'deck';
  return isDue || text.includes(' ');
}

/** More heading lines in a row than this are a list or a poem. */
const MOST_HEADING_LINES = 7;

class Page {
  readonly arranged: ArrangedBlock[] = [];
  readonly #lines: readonly Line[];
  readonly #lastCredit: number;
  /** Speakers come in numbers; a lone one under a headline is its author. */
  readonly #hasSpeakers: boolean;
  #article: OpenArticle | undefined;

  constructor(lines: readonly Line[]) {
    this.#lines = lines;
    this.#lastCredit = lines.findLastIndex((line) => line.kind === 'credit');
    this.#hasSpeakers = lines.filter((line) => line.kind === 'speaker').length > 1;
  }

  /** Gives the line at `start`, or the run of heading lines there, its place; returns the index behind it. */
  place(start: number): number {
    const line = this.#lines[start] as Line;
    if (isHeadingLine(line.kind)) return this.#placeRun(start);
    if (line.kind === 'furniture') this.#put(line, 'furniture');
    else if (line.kind === 'credit') this.#placeCredit(line);
    else this.#placeText(line);
    return start + 1;
  }

  #placeCredit(line: Line): void {
    this.#article ??= newArticle();
    if (this.#article.paragraphs > 0) this.#article.signature = 'line';
    this.#put(line, 'byline');
  }

  #placeText(line: Line): void {
    this.#article ??= newArticle();
    this.#article.paragraphs += 1;
    this.#article.signature = isSignedBehindText(line.block.text) ? 'behind text' : 'none';
    this.#put(line, 'text');
  }

  #placeRun(start: number): number {
    let end = start;
    while (end < this.#lines.length && isHeadingLine((this.#lines[end] as Line).kind)) end++;
    const run = this.#lines.slice(start, end);
    if (run.length > MOST_HEADING_LINES) this.#placeList(run);
    else if (this.#article !== undefined && run.every((line) => line.kind === 'caption')) this.#placeCaptions(run);
    else if (this.#opensArticle(run, end)) this.#placeHeadlines(run, end);
    else if (this.#opensSection(run, end)) this.#placeSection(run);
    else if (this.#article?.paragraphs === 0) for (const line of run) this.#put(line, subtitleOrCaption(line));
    else for (const line of run) this.#placeText(line);
    return end;
  }

  /** Whether a run of heading lines is the head of an article: what stands around it must say so. */
  #opensArticle(run: readonly Line[], end: number): boolean {
    const article = this.#article;
    if (article === undefined) return true;
    const next = this.#lines[end];
    if (article.paragraphs === 0 || next === undefined) return false;
    if (next.kind === 'news head') return true;
    if (run.some((line, index) => line.kind === 'deck' && index > 0)) return true;
    if (run.some((line, index) => line.kind === 'rubric' && run[index + 1]?.kind === 'heading')) return true;
    if (run[0]?.kind === 'speaker' || run[0]?.kind === 'subhead') return false;
    const isSigned = next.kind === 'credit' ? this.#isText(end + 1) : this.#endsWithAuthor(run, next);
    return isSigned || this.#isSignedOff(article, end);
  }

  /** Whether the reporters have signed the article; a signature behind one paragraph may be that of a lead. */
  #isSignedOff(article: OpenArticle, end: number): boolean {
    if (article.signature === 'behind text') return true;
    return article.signature === 'line' && (article.paragraphs > 1 || this.#lastCredit > end);
  }

  #opensSection(run: readonly Line[], end: number): boolean {
    return run[0]?.kind !== 'deck' && end < this.#lines.length;
  }

  /** Whether the last of some heading lines is nothing but the author of the text behind them. */
  #endsWithAuthor(run: readonly Line[], next: Line | undefined): boolean {
    const last = run.at(-1);
    if (last === undefined || run.length < 2 || next?.kind !== 'text') return false;
    return last.kind === 'speaker' ? !this.#hasSpeakers : NAMES.test(last.block.text);
  }

  #isText(index: number): boolean {
    const kind = this.#lines[index]?.kind;
    return kind === 'text' || kind === 'news head';
  }

  #placeHeadlines(run: readonly Line[], end: number): void {
    const section = run.findIndex((line, index) => index > 0 && this.#headsSection(line));
    const head = section === -1 ? run : run.slice(0, section);
    const main = Math.max(
      head.findIndex((line) => line.kind !== 'rubric' && line.kind !== 'caption'),
      0,
    );
    let opensArticle = this.#article !== undefined;
    this.#article = newArticle();
    const author = section === -1 && this.#endsWithAuthor(head, this.#lines[end]) ? head.length - 1 : -1;
    for (const [index, line] of head.entries()) {
      const part = index === main ? 'headline' : index === author ? 'byline' : subtitleOrCaption(line);
      this.#put(line, part, opensArticle);
      opensArticle = false;
    }
    if (section !== -1) this.#placeSection(run.slice(section));
  }

  /** Whether a line heads a section by its wording, wherever it stands. */
  #headsSection(line: Line): boolean {
    return line.kind === 'subhead' || (line.kind === 'speaker' && this.#hasSpeakers);
  }

  #placeSection(run: readonly Line[]): void {
    const head = run.findIndex((line) => line.kind !== 'caption');
    for (const [index, line] of run.entries()) this.#put(line, index === head ? 'section' : subtitleOrCaption(line));
  }

  #placeCaptions(run: readonly Line[]): void {
    for (const line of run) this.#put(line, 'caption');
  }

  #placeList(run: readonly Line[]): void {
    const [first, ...others] = run;
    if (this.#article === undefined && first !== undefined) {
      this.#article = newArticle();
      this.#put(first, 'headline');
      for (const line of others) this.#placeText(line);
    } else for (const line of run) this.#placeText(line);
  }

  #put(line: Line, part: BlockRole['part'], opensArticle = false): void {
    this.arranged.push({ block: line.block, role: { part, opensArticle } });
  }
}

interface OpenArticle {
  paragraphs: number;
  /** Where its reporters have signed last, with no text since. */
  signature: 'none' | 'line' | 'behind text';
}

const newArticle = (): OpenArticle => ({ paragraphs: 0, signature: 'none' });

const NAMES = /^\p{Script=Han}{2,3}(?: \p{Script=Han}{2,3}){0,2}$/u;

const subtitleOrCaption = (line: Line): 'subtitle' | 'caption' => (line.kind === 'caption' ? 'caption' : 'subtitle');
