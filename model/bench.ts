import { join } from 'node:path';
import { adversarial, growth } from './benchGrowth';
import { isProcessKind, memory, ownFootprint } from './benchMemory';
import { loadBench } from './benchResources';
import { speed } from './benchSpeed';
import { articlesIn } from './benchTexts';

/**
 * Prints how fast analysis is, how its time grows with the text, and what it holds in memory: `npm run bench:analysis`,
 * or with the names of sections behind it. Run it with `node --expose-gc`. Only ratios within one run mean anything on
 * another machine.
 */
const SECTIONS: Readonly<Record<string, () => string[]>> = {
  speed: () => speed(loadBench(articles())),
  growth: () => growth(loadBench(articles())),
  adversarial: () => adversarial(loadBench(articles())),
  memory: () => memory(__filename),
};
const articles = (): ReturnType<typeof articlesIn> => articlesIn(join(__dirname, '../../model/articles'));

process.exitCode = run(process.argv.slice(2));

function run(args: readonly string[]): number {
  if (args[0] === 'footprint' && isProcessKind(args[1])) {
    process.stdout.write(JSON.stringify(ownFootprint(args[1], articles())));
    return 0;
  }
  const unknown = args.filter((name) => !Object.hasOwn(SECTIONS, name));
  if (unknown.length > 0) {
    process.stderr.write(`The benchmark has the sections ${Object.keys(SECTIONS).join(', ')}.\n`);
    return 2;
  }
  for (const [name, section] of Object.entries(SECTIONS)) {
    if (args.length === 0 || args.includes(name)) process.stdout.write(`${section().join('\n')}\n\n`);
  }
  return 0;
}
