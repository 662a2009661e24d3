import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Jieba } from '@node-rs/jieba';
import { analyse, type AnalysisResources } from '../core/analysis/analyse';
import type { Segmenter } from '../core/analysis/segmenter';
import { decodeArticle } from '../core/text/decode';
import { loadJiebaSegmenter } from '../node/jiebaSegmenter';
import { loadTagger } from '../node/taggerModel';
import type { TaggedArticle } from './taggedArticle';

/** What the benchmarks of time work with. */
export interface Bench {
  readonly articles: readonly TaggedArticle[];
  /** From bytes to entities, as a program does it that opens a file. */
  readonly analyseBytes: (bytes: Uint8Array) => void;
  /** jieba alone: no object of ours stands between. */
  readonly tag: (text: string) => unknown;
}

export function loadBench(articles: readonly TaggedArticle[]): Bench {
  return { articles, analyseBytes: analyseWith(loadResources(loadSegmenter())), tag: loadBareTag() };
}

/** What analysis needs beside the segmenter, read from disk: the only place here that knows it. */
export function loadResources(segmenter: Segmenter): AnalysisResources {
  return { segmenter, tagger: loadTagger() };
}

/** The size of the tagger's model on disk, in bytes. */
export function weightBytes(): number {
  return statSync(join(__dirname, '../../model/tagger.bin')).size;
}

/** The segmenter of the programs. Throws where jieba is missing: there is nothing to measure against. */
export function loadSegmenter(): Segmenter {
  const segmenter = loadJiebaSegmenter();
  if (segmenter === undefined) throw new Error('jieba cannot be loaded here; the benchmark measures against it.');
  return segmenter;
}

export function analyseWith(resources: AnalysisResources): (bytes: Uint8Array) => void {
  return (bytes) => {
    const { value, problems } = decodeArticle(bytes);
    if (value === undefined) throw new Error(`A text of the benchmark is no article: ${problems[0]?.message ?? ''}`);
    analyse(value, resources);
  };
}

/** `jieba.tag` as its package has it, with a dictionary of its own. */
export function loadBareTag(): (text: string) => unknown {
  const jieba = Jieba.withDict(readFileSync(require.resolve('@node-rs/jieba/dict.txt')));
  return (text) => jieba.tag(text, true);
}
