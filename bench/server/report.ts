import { table } from '../../core/evaluation/table';
import { MEASURES, type ArticleCost } from './articles';
import type { ColdStart } from './coldStart';
import type { Figures } from './figures';

/** All that one run of the benchmark has measured. Times are in milliseconds. */
export interface ServerBench {
  readonly node: string;
  readonly platform: string;
  readonly processors: number;
  /** Processes that ran or waited for a processor, at the start: the mean of the minute before. Windows tells 0. */
  readonly load: number;
  readonly rounds: number;
  readonly starts: number;
  readonly articles: readonly ArticleCost[];
  readonly coldStart: ColdStart;
  /** From a crash to the colours of all articles that are open. */
  readonly restart: Figures;
  /** How long the event loop is held in 99 of 100 turns while a very long article is analysed. */
  readonly loopHeld: Figures;
}

/** The tables that people read. */
export function reportOf(measured: ServerBench): string[] {
  const { rounds, starts, articles, coldStart, restart, loopHeld } = measured;
  return [
    ...busyness(measured),
    `server over JSON-RPC, beside an empty round trip and jieba.tag of the same text: ${rounds} rounds in turn`,
    ...table([
      ['article', 'request', 'ms', 'p95', '/ empty', 'p95', '/ jieba.tag', 'p95'],
      ...articles.flatMap(rowsOf),
    ]),
    '',
    `from starting the server to the first colours of article ${articles[0]?.article ?? ''}: ${starts} starts`,
    ...table([
      ['', 'ms', 'p95'],
      ['a Node process that does nothing', ...times(coldStart.bareNode)],
      ['a Node process that loads jieba and tags the article', ...times(coldStart.jiebaAlone)],
      ['initialize is answered', ...times(coldStart.initialized)],
      ['the first colours', ...times(coldStart.colours)],
      ['the first colours / Node that does nothing', ...ratios(coldStart.coloursToBareNode)],
      ['the first colours / jieba alone', ...ratios(coldStart.coloursToJiebaAlone)],
    ]),
    '',
    ...table([
      ['', 'ms', 'p95'],
      [`from a crash to the colours of all ${articles.length} open articles (goal: 2000)`, ...times(restart)],
      ['the event loop held, in 99 of 100 turns, by an article of 4 MB (goal: 50)', ...times(loopHeld)],
    ]),
  ];
}

/** A request needs two processes and their turns, `jieba.tag` only one: on a busy machine the ratios rise with the times. */
function busyness({ processors, load }: ServerBench): string[] {
  if (load < processors / 2) return [];
  return [
    `The machine is busy (${load.toFixed(1)} processes for ${processors} processors): times and ratios are too high.`,
    '',
  ];
}

function rowsOf({ article, length, emptyRoundTrip, jiebaTag, measures }: ArticleCost): string[][] {
  return [
    [`${article} (${length})`, 'empty round trip', ...times(emptyRoundTrip)],
    ['', 'jieba.tag', ...times(jiebaTag)],
    ...MEASURES.map((measure) => {
      const { milliseconds, toEmpty, toTag } = measures[measure];
      return ['', measure, ...times(milliseconds), ...ratios(toEmpty), ...ratios(toTag)];
    }),
  ];
}

const times = ({ median, p95 }: Figures): string[] => [median.toFixed(2), p95.toFixed(2)];
const ratios = ({ median, p95 }: Figures): string[] => [`${median.toFixed(2)} x`, `${p95.toFixed(2)} x`];
