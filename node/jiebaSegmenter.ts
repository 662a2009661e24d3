import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Jieba } from '@node-rs/jieba';
import type { Segmenter } from '../core/analysis/segmenter';

/**
 * Loads jieba with its dictionary (0.1 to 0.3 s, 55 MB): call it off the path of the first request.
 * Returns undefined when the native binary cannot be loaded on this platform; the fallback segmenter serves then.
 * The dictionary is read here because the package's own `dict` module reads the unused idf table as well.
 */
export function loadJiebaSegmenter(): Segmenter | undefined {
  let jieba: Jieba;
  try {
    // A static import would fail the whole bundle where the binary is missing.
    const native = require('@node-rs/jieba') as typeof import('@node-rs/jieba');
    const dictionary = join(dirname(require.resolve('@node-rs/jieba/package.json')), 'dict.txt');
    jieba = native.Jieba.withDict(readFileSync(dictionary));
  } catch {
    return undefined;
  }
  return {
    name: 'jieba',
    segment: (text) => jieba.tag(text, true).map(({ word, tag }) => ({ text: word, tag })),
  };
}
