import type { Word } from './segmenter';

/**
 * Repairs cuts that the dictionary-less model of the segmenter gets wrong in a regular way. The words, joined, stay the
 * same text.
 */
export function corrected(words: readonly Word[]): Word[] {
  const repaired: Word[] = [];
  for (const word of words) {
    const before = repaired.at(-1);
    if (word.text === '区' && before !== undefined && isNewAreaCutAsName(before)) {
      repaired[repaired.length - 1] = { text: before.text.slice(0, -1), tag: 'ns' };
      repaired.push({ text: '新区', tag: 'n' });
    } else {
      repaired.push(word);
    }
  }
  return repaired;
}

/** 郑东新 + 区: a new area whose name was taken for a person's. */
function isNewAreaCutAsName({ text, tag }: Word): boolean {
  return (tag === 'nr' || tag === 'x') && text.length === 3 && text.endsWith('新');
}
