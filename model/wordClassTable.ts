import { hashOf } from '../core/analysis/tagger/hash';
import { packed } from '../core/analysis/tagger/wordClasses';

/** Hashes and classes of the words of `wordClasses.tsv`: word, coarse class, fine class (both from 0). */
export function readWordClasses(tsv: string): { words: Int32Array; classes: Uint16Array } {
  const byHash = new Map<number, number>();
  for (const [index, line] of tsv.split('\n').entries()) {
    if (line === '') continue;
    const [word, coarse, fine] = line.split('\t');
    if (word === undefined || fine === undefined)
      throw new Error(`wordClasses.tsv, line ${index + 1}: three columns expected.`);
    byHash.set(hashOf(word), packed(Number(coarse) + 1, Number(fine) + 1));
  }
  const entries = [...byHash].sort(([a], [b]) => a - b);
  return {
    words: Int32Array.from(entries, ([hash]) => hash),
    classes: Uint16Array.from(entries, ([, classes]) => classes),
  };
}
