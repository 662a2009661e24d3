import { replaceUnits, unitTable } from './codeUnits';

/**
 * One form of each mark for recognition, code unit for code unit, whichever way a newspaper prints it:
 * - every white space is a plain blank; full-width letters, digits and signs (`％`, `．`, `－`, `～`) are ASCII;
 * - `, : ; ! ? ( )` are full-width, as Chinese text prints them; a mark between two ASCII letters or digits (`10:30`,
 *   `1,000`) or in a web address stays, and a full-width colon between two digits becomes ASCII;
 * - corner brackets, upright ones too, and straight double quotes are quotation marks: 「」 and "" “”, 『』 ‘’;
 * - half-width (｡ ､), small (﹐ ﹑) and vertical forms (︵ ︽) are the ordinary marks;
 * - a dot between two letters, of whatever kind (‧ • ・), is `·`; every long dash is `—`, every hyphen or minus `-`,
 *   the ellipsis `…`.
 * Book-title marks (《》 〈〉) are left as they are. The text of a mention shows these forms, not the printed ones.
 */
export function foldWidths(text: string): string {
  const oneForm = replaceUnits(foldStops(text), ORDINARY_FORMS)
    .replace(/(?<=\p{L})[•‧・∙⋅](?=\p{L})/gu, '·')
    .replace(/(?<=\d)：(?=\d)/g, ':')
    .replace(ADDRESS_OR_MARK, (matched) => FULL_WIDTH[matched] ?? matched);
  return pairStraightQuotes(oneForm);
}

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

/** A web address as a whole, without the marks of the sentence at its end; or a mark to be printed full-width. */
const ADDRESS_OR_MARK =
  /(?:https?:\/\/|www\.)[\w\-./?%&=#:~+@!$,;]*[\w/=#&]|(?<![A-Za-z0-9])[,:;!?]|[,:;!?](?![A-Za-z0-9])|[()]/g;

/** What `\s` stands for, but for the plain blank. */
const WHITE_SPACE =
  '\t\n\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff';

const ORDINARY_FORMS = unitTable(
  [
    [WHITE_SPACE, ' '.repeat(WHITE_SPACE.length)],
    ['「」『』〝〞〟', '“”‘’“””'],
    ['–―─‐‑−〜∼⋯', '———---~~…'],
  ],
  [
    // Vertical forms, small forms, full-width ASCII in between its seven marks of Chinese text, half-width marks.
    [0xfe10, 0xfe19],
    [0xfe30, 0xfe44],
    [0xfe50, 0xfe6b],
    [0xff02, 0xff07],
    [0xff0a, 0xff0b],
    [0xff0d, 0xff19],
    [0xff1c, 0xff1e],
    [0xff20, 0xff5e],
    [0xff61, 0xff65],
  ],
);

/**
 * A full-width stop is a full stop in some newspapers and the dot of foreign names in others (約翰．史密斯). Text that
 * ends its sentences with `。` has it for a dot; behind a numeral it numbers a part (一．总则).
 */
function foldStops(text: string): string {
  if (!text.includes('．') || !/[。｡]/.test(text)) return text;
  return text.replace(/(?<=\p{Script=Han})(?<![一二三四五六七八九十])．(?=\p{Script=Han})/gu, '·');
}

/** Straight double quotes open and close in turn; where one lacks its partner, nothing tells which: all stay. */
function pairStraightQuotes(text: string): string {
  const pieces = text.split('"');
  if (pieces.length % 2 === 0) return text;
  return pieces.reduce((before, piece, index) => before + (index % 2 === 1 ? '“' : '”') + piece);
}
