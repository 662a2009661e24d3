/**
 * The letters that the readings of Chinese characters begin with, from the order of characters in the pinyin collation that
 * every full ICU carries (CLDR): the first character of each letter's section bounds it. No reading begins with I, U or V.
 */
const SECTIONS = Array.from('吖八嚓咑妸发旮哈丌咔垃呣拏喔妑七呥仨他屲夕丫帀', (first, index) => ({
  first,
  letter: 'abcdefghjklmnopqrstwxyz'.charAt(index),
}));

/** Frequent characters with several readings, of which the collation knows one. */
const FURTHER_LETTERS: Readonly<Record<string, string>> = {
  仇: 'q',
  会: 'k',
  传: 'z',
  参: 's',
  长: 'c',
  单: 's',
  厦: 's',
  宿: 'x',
  曾: 'z',
  朝: 'z',
  校: 'j',
  盛: 'c',
  省: 'x',
  系: 'j',
  藏: 'z',
  行: 'h',
  解: 'x',
  调: 'd',
  车: 'j',
  重: 'c',
  降: 'x',
};

const collator = new Intl.Collator('zh-u-co-pinyin');
/** Without pinyin order no section would be right. */
const hasPinyinOrder = SECTIONS.every(
  ({ first }, index) =>
    index === 0 || collator.compare((SECTIONS[index - 1] as (typeof SECTIONS)[number]).first, first) < 0,
);

/**
 * For each character of a text the letters it may be typed as: those that its readings begin with, itself for a Latin letter
 * or digit, none for blanks and marks, which are left out. Undefined where a Chinese character's reading is not known.
 */
export function initialsOf(text: string): readonly string[] | undefined {
  const initials: string[] = [];
  for (const character of text.toLowerCase()) {
    const letters = /\p{Script=Han}/u.test(character) ? readingsOf(character) : character.replace(/[^\p{L}\p{N}]/u, '');
    if (letters === undefined) return undefined;
    if (letters !== '') initials.push(letters);
  }
  return initials;
}

/** Whether typed letters are the initials of a text, or the beginning of them. */
export function beginsWithInitials(text: string, typed: string): boolean {
  const initials = initialsOf(text);
  const letters = Array.from(typed.toLowerCase());
  return (
    initials !== undefined &&
    letters.length <= initials.length &&
    letters.every((letter, index) => initials[index]?.includes(letter))
  );
}

function readingsOf(character: string): string | undefined {
  if (!hasPinyinOrder) return undefined;
  const section = SECTIONS.findLast(({ first }) => collator.compare(first, character) <= 0);
  return section && section.letter + (FURTHER_LETTERS[character] ?? '');
}
