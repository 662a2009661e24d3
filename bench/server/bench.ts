import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { loadBareTag } from '../../model/benchResources';
import { TestServer } from '../../test/server/languageServer';
import { articleCost, type ArticleCost } from './articles';
import { coldStart } from './coldStart';
import { loopDelay } from './loopDelay';
import { reportOf, type ServerBench } from './report';
import { restarts } from './restarts';
import { samples, type Sample } from './samples';

/*
 * What the language server costs, as its client sees it: the program that ships, over JSON-RPC on its standard input and
 * output. Times depend on the machine; the ratios are to what was measured in the same rounds, and rise when it is busy.
 */

async function main(): Promise<void> {
  const { values: options } = parseArgs({
    options: {
      server: { type: 'string' },
      rounds: { type: 'string', default: '100' },
      starts: { type: 'string', default: '15' },
      json: { type: 'boolean', default: false },
    },
  });
  if (options.server === undefined) throw new Error('--server FILE names the program to measure.');
  const rounds = countOf('rounds', options.rounds);
  const starts = countOf('starts', options.starts);
  const articles = samples();
  const [first] = articles;
  if (first === undefined) throw new Error('The sample corpus has no article.');
  const measured: ServerBench = {
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    processors: availableParallelism(),
    load: loadavg()[0] ?? 0,
    rounds,
    starts,
    articles: await articleCosts(options.server, articles, rounds),
    coldStart: await coldStart(options.server, first, starts),
    restart: await restarts(options.server, articles, starts),
    loopHeld: await loopDelay(articles, Math.min(rounds, MOST_LONG_ARTICLES)),
  };
  console.log(options.json ? JSON.stringify(measured, undefined, 2) : reportOf(measured).join('\n'));
}

/** How many very long articles are analysed at most: each takes seconds. */
const MOST_LONG_ARTICLES = 5;

/** The costs of all articles in one server, where all of them are open, as in an editor. */
async function articleCosts(main: string, articles: readonly Sample[], rounds: number): Promise<ArticleCost[]> {
  const tag = loadBareTag();
  const server = await new TestServer({ main }).start({ annotationsFrom: 'client' });
  try {
    for (const { uri, text } of articles) await server.open(uri, text);
    const costs: ArticleCost[] = [];
    for (const article of articles) costs.push(await articleCost(server, article, tag, rounds));
    return costs;
  } finally {
    await server.stop();
  }
}

function countOf(name: string, value: string): number {
  if (/^[1-9]\d*$/.test(value)) return Number(value);
  throw new Error(`--${name} takes a number from 1 up, not ${value}.`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
