import type { CanonicalText } from './canonicalText';
import { hasHan } from './han';
import {
  endsSentence,
  isCredit,
  isFurniture,
  namesPhotographer,
  opensInterviewTurn,
  readNewsHead,
  SECTION_MARK,
} from './newspaperLines';
import { simplified } from './scripts';
import type { Range, Utf16 } from './units';
import { foldWidths } from './widths';

/**
 * Groups the content lines of an article into logical paragraphs. A column break is a blank line inside a sentence:
 * the paragraph before it is running text whose last line does not end like a sentence, and the line behind it does
 * not open a new part. In text without Chinese characters blank lines part paragraphs; only wrapped lines are joined.
 */
export function joinColumnBreaks(canonical: CanonicalText, lines: readonly Range<Utf16>[]): Range<Utf16>[][] {
  const paragraphs: Range<Utf16>[][] = [];
  let isRunning = false;
  let before: ReadLine | undefined;
  for (const line of lines) {
    const read = readLine(canonical, line);
    if (before !== undefined && isRunning && continues(canonical, before, read)) {
      paragraphs.at(-1)?.push(line);
    } else {
      paragraphs.push([line]);
      isRunning = isRunningText(read, before);
    }
    before = read;
  }
  return paragraphs;
}

interface ReadLine {
  readonly range: Range<Utf16>;
  /** Widths folded, in Simplified characters. */
  readonly text: string;
  readonly isChinese: boolean;
}

function readLine(canonical: CanonicalText, range: Range<Utf16>): ReadLine {
  const text = simplified(foldWidths(canonical.slice(range)));
  return { range, text, isChinese: hasHan(text) };
}

function continues(canonical: CanonicalText, before: ReadLine, line: ReadLine): boolean {
  if (endsSentence(before.text) || isCredit(before.text) || namesPhotographer(before.text)) return false;
  if (/[^\d]\.["'”’）]*$/.test(before.text.slice(-8))) return false;
  if (before.isChinese || line.isChinese) return !opensPart(line.text);
  return !before.text.endsWith('.') && isNextLine(canonical, before.range, line.range);
}

/**
 * How long a line without a full stop must be (UTF-16 units) to be the first column of a paragraph: measured on the
 * sample corpus and 280 further articles, where headlines that long part their phrases by blanks, and where lines
 * behind a sentence that hold a comma are subheads below 24 characters only.
 */
const SHORTEST_COLUMN = 45;
const SHORTEST_COLUMN_BEHIND_SENTENCE = 24;

/** An item of a list, which ends in a semicolon, is told from running text by having no full stop. */
function isRunningText({ text, isChinese }: ReadLine, before: ReadLine | undefined): boolean {
  if (text.includes('。') || opensNews(text) || leavesPairOpen(text)) return true;
  if (text.endsWith('；') || /^(?:——|（)/.test(text)) return false;
  if (!isChinese || !text.includes(' ')) {
    const isBehindSentence = before !== undefined && endsSentence(before.text) && text.includes('，');
    return text.length >= (isBehindSentence ? SHORTEST_COLUMN_BEHIND_SENTENCE : SHORTEST_COLUMN);
  }
  return text.length >= SHORTEST_COLUMN && /[，、]/.test(text);
}

/** Whether running text follows a news head in a line. */
function opensNews(text: string): boolean {
  const head = readNewsHead(text);
  return head !== undefined && head.text < text.length && !isCredit(text.slice(head.text));
}

/** Whether a quotation, a title or a bracket is open at the end of a line. */
function leavesPairOpen(text: string): boolean {
  const isOpen = ([open = '', close = '']: string) => text.lastIndexOf(open) > text.lastIndexOf(close);
  return ['“”', '‘’', '《》', '〈〉', '（）'].some(isOpen) || OPEN_STRAIGHT_QUOTE.test(text);
}

/** A straight quote that folding has left without a partner; behind a digit it stands for inches. */
const OPEN_STRAIGHT_QUOTE = /(?<!\d)"(?=\S)[^"]*$/;

/** Whether a line is never the second half of a sentence. */
function opensPart(text: string): boolean {
  return (
    text.startsWith('——') ||
    SECTION_MARK.test(text) ||
    opensInterviewTurn(text) ||
    isFurniture(text) ||
    isCredit(text) ||
    readNewsHead(text) !== undefined
  );
}

function isNextLine(canonical: CanonicalText, before: Range<Utf16>, line: Range<Utf16>): boolean {
  return canonical.positionAt(before.start).line + 1 === canonical.positionAt(line.start).line;
}
