import type { CanonicalText } from './canonicalText';
import type { Range, Utf16 } from './units';

/**
 * Groups the content lines of an article into logical paragraphs. A column break is a blank line inside a sentence:
 * the line before it is running text that does not end like a sentence, and what follows does not open a new part.
 */
export function joinColumnBreaks(canonical: CanonicalText, lines: readonly Range<Utf16>[]): Range<Utf16>[][] {
  const paragraphs: Range<Utf16>[][] = [];
  let before = '';
  for (const line of lines) {
    const text = canonical.slice(line);
    const open = paragraphs.at(-1);
    if (open !== undefined && isOpenRunningText(before) && !OPENS_A_PART.test(text)) {
      open.push(line);
      before = before + text;
    } else {
      paragraphs.push([line]);
      before = text;
    }
  }
  return paragraphs;
}

/** Marks that end a sentence or a quotation, in both widths; a closing quote counts only behind such a mark. */
const ENDS_A_SENTENCE = /[。！？：!?:…][”’）)」』]*$/;

/** Running text of the measured corpus is at least this long (UTF-16 units) where a column ends; headlines are shorter. */
const SHORTEST_COLUMN = 45;

function isOpenRunningText(text: string): boolean {
  if (ENDS_A_SENTENCE.test(text) || ENDS_WITH_CREDIT.test(text)) return false;
  return text.length >= SHORTEST_COLUMN || text.includes('。');
}

/** A line of the kind that is never the second half of a sentence: news head, mark of a section, interview line. */
const OPENS_A_PART = /^(?:本报|新华社|■|●|◆|▲|——|(?:本报|见习|全媒体)?记者|通讯员|扫码|\(?文\/图)/;

/** The reporters' credit that closes an article (`记者 孙庆辉 通讯员 赵翔宇 文/图`, `正观新闻·郑州晚报记者 徐刚领`). */
const ENDS_WITH_CREDIT = /^\S{0,16}(?:记者|通讯员)[  　]\S+(?:[  　]\S+)*$/;
