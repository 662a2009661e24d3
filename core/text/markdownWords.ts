/**
 * What a Markdown text says, on one line and without its marks: for places that show plain text. It is no parser: marks that
 * stand for themselves (`2 * 3`) may go, too.
 */
export function wordsOfMarkdown(markdown: string): string {
  return markdown
    .replace(/^\s{0,3}(?:```|~~~).*$/gm, '')
    .replace(/^\s{0,3}(?:#{1,6}\s+|>\s?|[-+*]\s+)+/gm, '')
    .replace(/!?\[([^\]]*)\]\([^()\s]*\)/g, '$1')
    .replace(/(\*\*|__|`+|~~)/g, '')
    .replace(/(?<![\p{L}\p{N}\\])[*_]|(?<!\\)[*_](?![\p{L}\p{N}])/gu, '')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}
