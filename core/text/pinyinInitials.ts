/** The letters with which syllables begin in pinyin. */
const LETTERS = 'abcdefghjklmnopqrstwxyz';

/** Characters of names and posts that are read in two ways: the letter that the order of the dictionary does not give. */
const OTHER_READINGS: Readonly<Record<string, string>> = {
  重: 'c',
  长: 'c',
  行: 'h',
  乐: 'y',
  曾: 'c',
  单: 's',
  解: 'x',
  仇: 'c',
  区: 'o',
  查: 'c',
  盛: 'c',
  厦: 's',
  召: 's',
  覃: 't',
  朝: 'z',
  调: 't',
  传: 'z',
  会: 'k',
  系: 'j',
  降: 'x',
  校: 'j',
  省: 'x',
  参: 's',
  藏: 'c',
  种: 'c',
  尉: 'y',
  翟: 'd',
  车: 'j',
  员: 'y',
  卜: 'p',
  洗: 'x',
};

/**
 * The initials of pinyin, by the dictionary order that the JavaScript engine knows (Unicode CLDR, collation `pinyin`): no
 * table of readings is needed. An engine without that order knows no initials.
 */
export class PinyinInitials {
  readonly #order = new Intl.Collator('zh-Hans-u-co-pinyin');
  readonly #known = new Map<string, string>();
  readonly #isOrdered = this.#order.compare(indexMark('b'), '八') <= 0 && this.#order.compare('阿', indexMark('b')) < 0;

  /** Whether some characters of a name in a row begin with these letters, in either of their readings; letters may be capital. */
  match(name: string, letters: string): boolean {
    if (!this.#isOrdered || !/^[a-z]+$/i.test(letters)) return false;
    const wanted = letters.toLowerCase();
    const initials = Array.from(name, (character) => this.#of(character));
    const last = initials.length - wanted.length;
    for (let start = 0; start <= last; start++)
      if (Array.from(wanted).every((letter, index) => initials[start + index]?.includes(letter))) return true;
    return false;
  }

  /** The letters that a character may begin with; none for one that is not Chinese. */
  #of(character: string): string {
    if (!/^\p{Script=Han}$/u.test(character)) return '';
    const known = this.#known.get(character);
    if (known !== undefined) return known;
    const first = Array.from(LETTERS).findLast((letter) => this.#order.compare(indexMark(letter), character) <= 0);
    const initials = (first ?? '') + (OTHER_READINGS[character] ?? '');
    this.#known.set(character, initials);
    return initials;
  }
}

/** Where CLDR's order has the heading of a letter: U+FDD0 and the capital (UTS #35, part 5, "Index Characters"). */
const indexMark = (letter: string): string => `\uFDD0${letter.toUpperCase()}`;
