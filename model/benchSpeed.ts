import { table } from '../core/evaluation/table';
import { interleaved, median, medianRatio, milliseconds, verdict, VERDICT_HEADING } from './benchMeasure';
import type { Bench } from './benchResources';
import { piecesOf } from './benchTexts';

const ANALYSIS_OVER_TAG = { floor: 10, target: 6 };
const WARM_ARTICLE_MS = { floor: 15, target: 5 };
const ROUNDS = 5;
const ARTICLE_LENGTH = 3000;

/** How long analysis takes, over the bare segmenter on the same text in the same run. */
export function speed(bench: Bench): string[] {
  const texts = bench.articles.map(({ text }) => text);
  const whole = texts.join('\n\n');
  return [
    `bytes to entities over jieba.tag alone: one thread, median of ${ROUNDS} rounds in turn`,
    ...table([
      ['text', 'MB', 'jieba.tag', 'analysis', 'MB/s', 'ratio', ...VERDICT_HEADING],
      wholeRow(`${texts.length} articles`, texts, bench),
      wholeRow('all in one file', [whole], bench),
    ]),
    '',
    ...warmArticles(piecesOf(whole, ARTICLE_LENGTH), bench),
  ];
}

function wholeRow(name: string, texts: readonly string[], { analyseBytes, tag }: Bench): string[] {
  const files = texts.map((text) => Buffer.from(text));
  const times = interleaved({ tag: () => texts.forEach(tag), analysis: () => files.forEach(analyseBytes) }, ROUNDS);
  const ratio = medianRatio(times.analysis, times.tag);
  const megabytes = files.reduce((sum, { length }) => sum + length, 0) / 1e6;
  const seconds = median(times.analysis) / 1000;
  return [
    name,
    megabytes.toFixed(2),
    `${(median(times.tag) / 1000).toFixed(2)} s`,
    `${seconds.toFixed(2)} s`,
    (megabytes / seconds).toFixed(2),
    `${ratio.toFixed(1)} x`,
    ...verdict(ratio, ANALYSIS_OVER_TAG, 'x'),
  ];
}

/** Each piece is another text, read once: what a program needs for an article when it has been running for a while. */
function warmArticles(pieces: readonly string[], { analyseBytes, tag }: Bench): string[] {
  const times = pieces.map((piece) => {
    const bytes = Buffer.from(piece);
    return { tag: milliseconds(() => tag(piece)), analysis: milliseconds(() => analyseBytes(bytes)) };
  });
  const analysis = times.map((time) => time.analysis);
  const bare = times.map((time) => time.tag);
  const middle = median(analysis);
  return [
    `an article of ${ARTICLE_LENGTH} characters in a warm process: median of ${pieces.length} articles`,
    ...table([
      ['jieba.tag', 'analysis', 'ratio', ...VERDICT_HEADING],
      [
        `${median(bare).toFixed(2)} ms`,
        `${middle.toFixed(2)} ms`,
        `${medianRatio(analysis, bare).toFixed(1)} x`,
        ...verdict(middle, WARM_ARTICLE_MS, 'ms'),
      ],
    ]),
  ];
}
