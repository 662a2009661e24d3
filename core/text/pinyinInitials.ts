/** The letters that syllables begin with in pinyin. */
const LETTERS = Array.from('abcdefghjklmnopqrstwxyz');

/** Frequent characters with several readings: the letters that the order of the dictionary does not give. */
const OTHER_READINGS: Readonly<Record<string, string>> = {
  ...{ 乐: 'y', 仇: 'cq', 会: 'k', 传: 'z', 单: 's', 卜: 'p', 参: 's', 厦: 's', 召: 's', 员: 'y', 宿: 'x', 尉: 'y' },
  ...{ 曾: 'cz', 朝: 'z', 查: 'c', 校: 'jx', 洗: 'x', 盛: 'c', 省: 'x', 种: 'c', 系: 'j', 翟: 'd', 藏: 'cz', 行: 'h' },
  ...{ 覃: 't', 解: 'sx', 调: 'dt', 车: 'j', 重: 'c', 长: 'c', 降: 'x', 区: 'o' },
};

const order = new Intl.Collator('zh-Hans-u-co-pinyin');
/** Where CLDR's order has the heading of a letter: U+FDD0 and the capital (UTS #35, part 5, "Index Characters"). */
const indexMark = (letter: string): string => `\uFDD0${letter.toUpperCase()}`;
/** An engine without the order of pinyin knows no initials. */
const isOrdered = order.compare(indexMark('b'), '八') <= 0 && order.compare('阿', indexMark('b')) < 0;

/**
 * For each character of a text the letters it may be typed as: those that its readings begin with, itself for another letter
 * or digit; blanks and marks are left out. By the order that the JavaScript engine knows (Unicode CLDR, collation `pinyin`).
 */
export function initialsOf(text: string): readonly string[] {
  return Array.from(text.toLowerCase()).flatMap((character) =>
    /\p{Script=Han}/u.test(character) ? readingsOf(character) : (/[\p{L}\p{N}]/u.exec(character) ?? []),
  );
}

/** Whether typed letters, small or capital, are the initials of a text, or the beginning of them. */
export function beginsWithInitials(text: string, typed: string): boolean {
  return standsAt(initialsOf(text), Array.from(typed.toLowerCase()), 0);
}

/** Whether some characters of a text in a row have typed letters as their initials. */
export function holdsInitials(text: string, typed: string): boolean {
  const initials = initialsOf(text);
  const letters = Array.from(typed.toLowerCase());
  return letters.length > 0 && initials.some((_, start) => standsAt(initials, letters, start));
}

function standsAt(initials: readonly string[], letters: readonly string[], start: number): boolean {
  return letters.every((letter, index) => initials[start + index]?.includes(letter) === true);
}

function readingsOf(character: string): string {
  if (!isOrdered) return '';
  const first = LETTERS.findLast((letter) => order.compare(indexMark(letter), character) <= 0);
  return (first ?? '') + (OTHER_READINGS[character] ?? '');
}
