import { SURNAMES } from '../gazetteers/surnames';

/** What all digits and all Latin letters are read as. */
export const DIGIT = 0x30;
export const LETTER = 0x61;

/** Code units as the tagger reads them: one digit, one letter, the rest as they are. */
export const NORMAL = Uint16Array.from({ length: 65536 }, (_, code) => {
  if (code >= 0x30 && code <= 0x39) return DIGIT;
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) ? LETTER : code;
});

/** Kinds of normalised characters: digit, letter, Chinese numeral, word of a date, Chinese character, dot, blank, mark. */
export const CHARACTER_KIND = Uint8Array.from({ length: 65536 }, (_, code) => {
  if (code === DIGIT) return 1;
  if (code === LETTER) return 2;
  if (code >= 0x4e00 && code <= 0x9fff) return 5;
  if (code === 0xb7) return 6;
  return code === 0x20 ? 7 : 8;
});
setAll(CHARACTER_KIND, '〇零一二三四五六七八九十百千万亿两', 3);
setAll(CHARACTER_KIND, '年月日时分秒', 4);

/** 2 for the hundred most frequent surnames, 1 for the others. */
export const SURNAME_RANK = new Uint8Array(65536);
const surnames = SURNAMES.replaceAll(/\s/g, '');
setAll(SURNAME_RANK, surnames, 1);
setAll(SURNAME_RANK, surnames.slice(0, 100), 2);

/** Marks that part items: a name seldom reaches over them. */
export const IS_DELIMITER = new Uint8Array(65536);
setAll(IS_DELIMITER, ' ，。、；：！？（）“”《》—…■□▲●◆', 1);

function setAll(table: Uint8Array, characters: string, value: number): void {
  for (const character of characters) table[character.charCodeAt(0)] = value;
}
