import { visibleText } from '../core/text/visible';

/**
 * User text as Markdown that renders as exactly that text: no markup, links, images or HTML come out of data.
 * Every ASCII punctuation mark is escaped (CommonMark 2.4), line breaks become blanks, and invisible or
 * direction-changing characters are shown by their numbers.
 */
export function escapeMarkdown(text: string): string {
  return (
    visibleText(text)
      .replace(/[!-/:-@[-`{-~]/g, '\\$&')
      // A bare address would be linked in spite of the escapes: a word joiner breaks its scheme, its dot or its at sign.
      .replace(/(www|https?|ftp|mailto)(\\[.:])/gi, '$1\u2060$2')
      .replace(/\\@/g, '\u2060$&')
  );
}

/**
 * Markdown of a user's own, shown as such, but nothing in it loads a picture or is HTML: a word joiner breaks what would be.
 * Hidden characters are shown by their numbers.
 */
export function harmlessMarkdown(markdown: string): string {
  return markdown
    .split(/\r?\n/)
    .map((line) => line.slice(0, line.length - line.trimStart().length) + visibleText(line.trimStart()))
    .join('\n')
    .replace(/!(?=\[)/g, '!\u2060')
    .replace(/<(?=[A-Za-z/!?])/g, '<\u2060');
}

/** A link that leads to the address and shows exactly the text; nothing in either can end it early. */
export function markdownLink(text: string, address: string): string {
  return `[${escapeMarkdown(text)}](${address.replace(/\p{Surrogate}/gu, '\uFFFD').replace(/[^!-~]|[()[\]<>\\]/gu, percentEncode)})`;
}

/** As `encodeURIComponent`, round brackets included: one in an address would end the link and begin another. */
function percentEncode(character: string): string {
  return encodeURIComponent(character).replace(/[()]/g, (bracket) => `%${bracket.charCodeAt(0).toString(16)}`);
}
