/** Half-width punctuation as scanned articles mix it in, with the full-width mark that Chinese text uses. */
const FULL_WIDTH: Readonly<Record<string, string>> = {
  ',': '，',
  ':': '：',
  ';': '；',
  '!': '！',
  '?': '？',
  '(': '（',
  ')': '）',
};

/**
 * One form of each character for recognition, code unit for code unit: the punctuation of Chinese text becomes
 * full-width, every other full-width form ASCII (letters, digits, `％`, `．`, `－`, `～` and the like), every white
 * space a plain blank. A mark between two ASCII letters or digits (`10:30`, `1,000`) stays as it is, and a full-width
 * colon between two digits becomes ASCII; brackets come in pairs and are always full-width.
 */
export function foldWidths(text: string): string {
  return text
    .replace(/[\uFF02-\uFF07\uFF0A\uFF0B\uFF0D-\uFF19\uFF1C-\uFF1E\uFF20-\uFF5E]/g, (form) =>
      String.fromCharCode(form.charCodeAt(0) - 0xfee0),
    )
    .replace(/\s/g, ' ')
    .replace(/(?<=\d)：(?=\d)/g, ':')
    .replace(/(?<![A-Za-z0-9])[,:;!?]|[,:;!?](?![A-Za-z0-9])|[()]/g, (mark) => FULL_WIDTH[mark] ?? mark);
}
