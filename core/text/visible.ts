/**
 * What cannot be seen, or changes how its surroundings are read: controls, marks of direction, joiners, tags, variation
 * selectors, lone halves of characters, private and unassigned code points (those of the planes for ideographs apart: a
 * font may know them already).
 */
const HIDDEN = String.raw`(?![\t-\r\u{20000}-\u{3FFFF}])[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]`;

/** Joiners and selectors inside a picture are seen: they make it what it is. */
const PICTURE = String.raw`\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier}|\u200D\p{Extended_Pictographic})+`;

const ANY_HIDDEN = new RegExp(HIDDEN, 'u');
const PICTURES = new RegExp(PICTURE, 'gu');
const PICTURE_OR_HIDDEN = new RegExp(`(${PICTURE})|${HIDDEN}`, 'gu');

/** Whether a text holds characters that cannot be seen, or that turn the direction of what stands beside them. */
export function hasHidden(text: string): boolean {
  return ANY_HIDDEN.test(text.replace(PICTURES, ''));
}

/** A text on one line as a person can see it: white space as one blank each, hidden characters by number (`U+202E`). */
export function visibleText(text: string): string {
  return text
    .replace(/[\t-\r \p{Zs}]+/gu, ' ')
    .replace(PICTURE_OR_HIDDEN, (found, picture?: string) => picture ?? numberOf(found));
}

const numberOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
