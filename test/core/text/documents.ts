import fc from 'fast-check';

const PIECES = [
  '楼阳生在郑州市调研时强调',
  '省长王凯出席。',
  '王　凯',
  '李　𬭎',
  '周　霁　徐立毅',
  '𬭎𠮷',
  '😀',
  '👩‍👩‍👧',
  'e\u0301',
  '本报讯(记者 冯芸) ',
  '記者 孫慶輝',
  '「臺灣『兩岸』論壇」',
  '"双创"',
  '"',
  '约翰．史密斯',
  '扫码看',
  'the quick brown fox, ',
  'COVID-19',
  'https://a.cn/b?c=1,',
  '１０：３０',
  '10:30,1,000',
  '(扩大)',
  '——访',
  '；',
  '、',
  ' ',
  '　',
  '\t',
  '\ufeff',
  '\ud800',
  '\udc00',
] as const;

const LINE_ENDS: readonly string[] = ['\n', '\r\n', '\r', '\n\n', '\r\n\r\n', '\n　　', '\r\r', '\n\r', ' \n\n\t'];
const lineEnd = fc.constantFrom(...LINE_ENDS);

/** Inserts each part at its offset (modulo the text's length), be it inside a surrogate pair or a line end. */
function inserted(text: string, parts: readonly (readonly [offset: number, part: string])[]): string {
  return parts.reduce((before, [offset, part]) => {
    const at = offset % (before.length + 1);
    return before.slice(0, at) + part + before.slice(at);
  }, text);
}

/** Source texts of articles: a BOM or none, every line end, astral, combining and joined characters, breaks anywhere. */
export const sources: fc.Arbitrary<string> = fc
  .tuple(
    fc.boolean(),
    fc.array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...PIECES) }, lineEnd), { maxLength: 40 }),
    fc.array(fc.tuple(fc.nat(1000), lineEnd), { maxLength: 4 }),
  )
  .map(([hasBom, pieces, breaks]) => (hasBom ? '\ufeff' : '') + inserted(pieces.join(''), breaks));

/** A source whose logical text is known because it was built from it. Offsets are UTF-16 units. */
export interface BuiltArticle {
  readonly source: string;
  /** The logical paragraphs as printed: breaks and bridged blanks left out, widths not folded. */
  readonly paragraphs: readonly string[];
  /** For each unit of the paragraphs, joined by one unit, its offset in the source; the joining units have none. */
  readonly offsets: readonly (number | undefined)[];
}

/** Long enough to be the first column of running text. */
const OPENING =
  '会议强调,要坚持规划引领,树立国际视野,坚持以人民为中心,推动产业提质增效,让发展成果惠及全体居民,不断提升';
/** The full-width blanks stand inside spread names and are bridged; no word opens or closes a part of an article. */
const WORDS = [
  '会议',
  '产业',
  '讨论，',
  '𬭎',
  '𠮷',
  '规划、',
  '１２',
  ',',
  '，王　凯,',
  '、李　𬭎，',
  '、𠮷　楠、',
] as const;

/** Articles of running text with column breaks between any two characters, every line end mixed, a BOM or none. */
export const builtArticles: fc.Arbitrary<BuiltArticle> = fc
  .tuple(
    fc.boolean(),
    fc.array(
      fc.record({
        words: fc.array(fc.constantFrom(...WORDS), { maxLength: 20 }),
        breaks: fc.array(fc.tuple(fc.nat(40), lineEnd), { maxLength: 5 }),
        end: lineEnd,
      }),
      { minLength: 1, maxLength: 4 },
    ),
  )
  .map(([hasBom, paragraphs]) => {
    let source = hasBom ? '\ufeff' : '';
    const offsets: (number | undefined)[] = [];
    for (const [index, { words, breaks, end }] of paragraphs.entries()) {
      if (index > 0) offsets.push(undefined);
      for (const piece of broken(`${words.join('')}。`, breaks)) {
        if (piece !== '　' && !LINE_ENDS.includes(piece)) {
          for (let unit = 0; unit < piece.length; unit++) offsets.push(source.length + unit);
        }
        source += piece;
      }
      source += end;
    }
    return {
      source,
      paragraphs: paragraphs.map(({ words }) => `${OPENING}${words.join('').replaceAll('　', '')}。`),
      offsets,
    };
  });

/** The opening, the characters of `text`, and breaks between them wherever a column is left with a Chinese character. */
function broken(text: string, breaks: readonly (readonly [offset: number, lineEnd: string])[]): string[] {
  const characters = Array.from(text);
  const breakAt = new Map(breaks);
  const pieces: string[] = [OPENING];
  let column = OPENING;
  for (const [at, character] of characters.entries()) {
    const lineEnd = breakAt.get(at);
    if (lineEnd !== undefined && HAN.test(column) && HAN.test(characters.slice(at).join(''))) {
      pieces.push(lineEnd);
      column = '';
    }
    pieces.push(character);
    column += character;
  }
  return pieces;
}

const HAN = /\p{Script=Han}/u;
