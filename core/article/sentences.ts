import type { Block } from '../text/logicalText';
import { simplified } from '../text/scripts';
import { logical, type Logical, type Range } from '../text/units';
import { pairedMarks, type Pair } from './pairedMarks';
import { reportingVerbBefore, type ReportingVerb } from './reportingVerbs';
import { cutText } from './textParts';

/**
 * The sentences of a block in text order. Each non-blank character lies in exactly one of them. A dateline, a byline
 * and a headline without a full stop are one each. A quotation of several sentences is cut between them, and what
 * names its speaker behind it (`“…。”他说。`) belongs to its last one; brackets and titles are never cut.
 * Linear in the length of the text.
 */
export function sentencesOf(block: Block): readonly Range<Logical>[] {
  const text = simplified(block.text);
  const marks = new SentenceMarks(text);
  return cutText(text).flatMap((part) =>
    marks.sentences(part.start, part.end).map(({ start, end }) => ({
      start: logical(block.range.start + start),
      end: logical(block.range.start + end),
    })),
  );
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Marks that may end a sentence; a full stop of other scripts is looked at more closely. */
const FINAL_MARK = /[。！？…]|\.(?=[”’）\]]*(?:\s|$))|(?<=\p{Script=Han})\.(?=[”’])/gu;

/** What shows behind a closed quotation or an ellipsis that the sentence goes on. */
const GOES_ON = /^(?:[，、；：—·]|[的等之是]|[和与及或][“《]|这(?:[句样种类个]|是)|字样|几个)/;

class SentenceMarks {
  readonly #text: string;
  readonly #pairs: readonly Pair[];
  readonly #closing: ReadonlyMap<number, Pair>;
  readonly #isCut: (pair: Pair) => boolean;

  constructor(text: string) {
    this.#text = text;
    this.#pairs = pairedMarks(text).pairs.toSorted((a, b) => a.start - b.start);
    this.#closing = new Map(this.#pairs.map((pair) => [pair.end, pair]));
    const outermost = outermostOf(this.#pairs);
    this.#isCut = (pair) => outermost.has(pair) && pair.kind === 'quotation' && opensSpeech(text, pair.start);
  }

  sentences(from: number, to: number): Stretch[] {
    const sentences: Stretch[] = [];
    const text = this.#text;
    let start = from;
    let read = from;
    let nextPair = 0;
    const open: Pair[] = [];
    for (const { index } of text.slice(0, to).matchAll(FINAL_MARK)) {
      if (index < read) continue;
      for (let pair = this.#pairs[nextPair]; pair !== undefined && pair.start < index; pair = this.#pairs[++nextPair]) {
        dropEnded(open, pair.start);
        open.push(pair);
      }
      dropEnded(open, index);
      const marks = this.#finalMarks(index, to);
      read = marks.end;
      if (!this.#endsSentence(start, index, marks, open, to)) continue;
      push(sentences, text, start, marks.end);
      start = marks.end;
    }
    push(sentences, text, start, to);
    return sentences;
  }

  /** The run of final and closing marks from `at` on. */
  #finalMarks(at: number, to: number): FinalMarks {
    let end = at;
    let closed: Pair | undefined;
    let isClosedLast = false;
    for (; end < to; end++) {
      const closing = this.#closing.get(end + 1);
      if (closing === undefined && !/[。！？….]/.test(this.#text.charAt(end))) break;
      closed = closing ?? closed;
      isClosedLast = closing !== undefined;
    }
    return { end, closed, isClosedLast };
  }

  /** Whether the sentence that starts at `start` ends with the marks at `mark`; `open` are the pairs around `mark`. */
  #endsSentence(start: number, mark: number, marks: FinalMarks, open: readonly Pair[], to: number): boolean {
    const text = this.#text;
    const { end, closed, isClosedLast } = marks;
    if (text[mark] === '.' && !isFullStop(text, start, mark)) return false;
    const [outer, inner] = open;
    if (outer !== undefined && outer.end > end && !this.#isCut(outer)) return false;
    if (inner !== undefined && inner.end > end) return false;
    const rest = text.slice(end, Math.min(to, end + LONGEST_FRAME));
    if (GOES_ON.test(rest) && (closed !== undefined || !/^\p{L}/u.test(rest))) return false;
    if (closed === undefined) return text[mark] !== '…' || !isStammer(text, start, mark, rest);
    if (!isClosedLast || rest.trim() === '') return true;
    if (closed.kind !== 'quotation') return closed.kind === 'bracket' && closed.start === start;
    return this.#endsWithQuotation(start, outer ?? closed, rest);
  }

  #endsWithQuotation(start: number, quotation: Pair, rest: string): boolean {
    if (!this.#isCut(quotation)) return false;
    if (isIntroduced(this.#text, quotation.start) || !namesSpeaker(rest)) return true;
    return reportingVerbInSentence(this.#text, start, quotation.start) !== undefined;
  }
}

/** A run of final marks and of the marks that close pairs behind or between them. */
interface FinalMarks {
  readonly end: number;
  /** The last pair that closes in the run. */
  readonly closed: Pair | undefined;
  /** Whether the run ends with the closing mark of that pair. */
  readonly isClosedLast: boolean;
}

/** Pairs nest, so that those which have ended stand last. */
function dropEnded(open: Pair[], offset: number): void {
  while (open.length > 0 && (open.at(-1) as Pair).end <= offset) open.pop();
}

function push(sentences: Stretch[], text: string, from: number, to: number): void {
  const content = text.slice(from, to);
  const trimmed = content.trim();
  if (trimmed === '') return;
  const start = from + content.length - content.trimStart().length;
  sentences.push({ start, end: start + trimmed.length });
}

function outermostOf(pairs: readonly Pair[]): ReadonlySet<Pair> {
  const outermost = new Set<Pair>();
  let end = 0;
  for (const pair of pairs) {
    if (pair.start < end) continue;
    outermost.add(pair);
    end = pair.end;
  }
  return outermost;
}

/** Whether a quotation at `start` can be speech by its place: at the start of a sentence, or behind a mark or a verb. */
export function opensSpeech(text: string, start: number): boolean {
  return !/[\p{L}\p{N}]/u.test(text.charAt(start - 1)) || isIntroduced(text, start);
}

/** Whether a colon or a verb of saying stands before a quotation. */
function isIntroduced(text: string, start: number): boolean {
  const before = text.charAt(start - 1);
  return before === '：' || reportingVerbBefore(text, before === '，' ? start - 1 : start) !== undefined;
}

const LONGEST_REPORT = 120;

/** The last verb of saying before a mark between the start of a sentence and a quotation: `他说，天冷，“多穿点。”` */
export function reportingVerbInSentence(text: string, start: number, quotation: number): ReportingVerb | undefined {
  const from = Math.max(start, quotation - LONGEST_REPORT);
  const marks = [...text.slice(from, quotation).matchAll(/[，：]/g)];
  for (const { index } of marks.reverse()) {
    const verb = reportingVerbBefore(text, from + index);
    if (verb !== undefined && verb.start >= from) return verb;
  }
  return undefined;
}

const LONGEST_FRAME = 60;

/** Whether a verb of saying follows within the next clauses, so that they belong to the quotation before them. */
function namesSpeaker(rest: string): boolean {
  const clauses = /^[^。！？；：“”]*[。！？；：，“]?/.exec(rest)?.[0] ?? '';
  return [...clauses.matchAll(/[，。：；！？“]|$/g)].some(
    ({ index }) => reportingVerbBefore(clauses, index) !== undefined,
  );
}

const LONGEST_STAMMER = 12;

/** `我……我不知道`: too little before an ellipsis for a sentence, or a number or a small letter behind it. */
function isStammer(text: string, start: number, mark: number, rest: string): boolean {
  if (mark - start > LONGEST_STAMMER) return false;
  return text.slice(start, mark).replace(/[^\p{L}\p{N}]/gu, '').length < 4 || /^[a-z\d]/.test(rest.trim());
}

const ABBREVIATION =
  /(?:^|[^A-Za-z])(?:[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|Lt|Col|Capt|Sgt|St|Jr|Sr|No|Nos|vs|etc|cf|al|Inc|Co|Corp|Ltd|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Fig|vol|pp?|[A-Z](?:\.[A-Z])+|[a-z](?:\.[a-z])+)$/;

/** Whether a full stop of other scripts ends a sentence: not behind an abbreviation or the number of an item. */
function isFullStop(text: string, start: number, at: number): boolean {
  const word = text.slice(Math.max(start, at - 12), at);
  if (ABBREVIATION.test(word)) return false;
  if (
    /^\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})$/.test(text.slice(start, Math.min(at, start + 12))) &&
    at - start < 12
  )
    return false;
  return !/^[”’）\]]*\s+[a-z]/.test(text.slice(at + 1, at + 12));
}
