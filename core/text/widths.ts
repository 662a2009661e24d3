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
 * One form of each character for recognition, code unit for code unit: half-width punctuation becomes full-width,
 * full-width letters and digits become ASCII, every blank a plain one. A mark between two ASCII letters or digits
 * (`10:30`, `1,000`) stays as it is.
 */
export function foldWidths(text: string): string {
  return text
    .replace(/[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A\uFF05\uFF0B]/g, (c) =>
      String.fromCharCode(c.charCodeAt(0) - 0xfee0),
    )
    .replace(/[\u3000\u00A0\t]/g, ' ')
    .replace(/[,:;!?()]/g, (mark, at: number) =>
      isAsciiWord(text.charCodeAt(at - 1)) && isAsciiWord(text.charCodeAt(at + 1)) ? mark : (FULL_WIDTH[mark] ?? mark),
    );
}

function isAsciiWord(unit: number): boolean {
  return (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122);
}
