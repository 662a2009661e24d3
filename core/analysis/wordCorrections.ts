import type { Word } from './segmenter';

/**
 * Repairs cuts that the dictionary-less model of the segmenter gets wrong in a regular way. The words, joined, stay the
 * same text.
 */
export function corrected(words: readonly Word[]): readonly Word[] {
  return words.some((_, index) => isCutNewArea(words, index)) ? words.map((_, index) => repaired(words, index)) : words;
}

/** 郑东新 + 区: a new area whose name was taken for a person's. */
function isCutNewArea(words: readonly Word[], index: number): boolean {
  if (words[index]?.text !== '区') return false;
  const name = words[index - 1];
  return (
    name !== undefined && (name.tag === 'nr' || name.tag === 'x') && name.text.length === 3 && name.text.endsWith('新')
  );
}

function repaired(words: readonly Word[], index: number): Word {
  const word = words[index] as Word;
  if (isCutNewArea(words, index)) return { text: '新区', tag: 'n' };
  return isCutNewArea(words, index + 1) ? { text: word.text.slice(0, -1), tag: 'ns' } : word;
}
