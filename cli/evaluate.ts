import { readdirSync, readFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { DEFAULT_LABELS } from '../core/annotation/labels';
import { countMatches, readGold, score, sum, type Counts } from '../core/analysis/evaluation';
import { decodeArticle } from '../core/text/decode';
import type { AnalyseText } from './analyse';

/** Exact matches of recognition against gold, by label, over all files; `problems` says what could not be read. */
export interface Evaluation {
  readonly files: number;
  readonly byLabel: ReadonlyMap<string, Counts>;
  readonly problems: readonly string[];
}

/** Runs the command `evaluate GOLDDIR ARTICLEDIR`; returns the exit status. */
export function evaluate(args: readonly string[], analyseText: AnalyseText): number {
  const [goldDirectory, articleDirectory, ...more] = args;
  if (goldDirectory === undefined || articleDirectory === undefined || more.length > 0) {
    process.stderr.write(
      'Name a directory of gold TSV files and a directory of articles: evaluate GOLDDIR ARTICLEDIR\n',
    );
    return 2;
  }
  let evaluation: Evaluation;
  try {
    evaluation = evaluateDirectory(goldDirectory, articleDirectory, analyseText);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
  for (const problem of evaluation.problems) process.stderr.write(`${problem}\n`);
  if (evaluation.files > 0) process.stdout.write(renderEvaluation(evaluation));
  return evaluation.problems.length > 0 || evaluation.files === 0 ? 1 : 0;
}

/** Compares recognition with every gold file; the article of `x.tsv` is the file `x.*` of the article directory. */
export function evaluateDirectory(
  goldDirectory: string,
  articleDirectory: string,
  analyseText: AnalyseText,
): Evaluation {
  const articles = new Map(
    readdirSync(articleDirectory)
      .filter((name) => !/\.(?:tsv|ya?ml)$/.test(name))
      .map((name) => [parse(name).name, join(articleDirectory, name)]),
  );
  const counts: ReadonlyMap<string, Counts>[] = [];
  const problems: string[] = [];
  const goldFiles = readdirSync(goldDirectory)
    .filter((name) => name.endsWith('.tsv'))
    .sort();
  if (goldFiles.length === 0) problems.push(`${goldDirectory}: there is no gold file (*.tsv).`);
  for (const name of goldFiles) {
    const goldFile = join(goldDirectory, name);
    const article = articles.get(parse(name).name);
    const compared =
      article === undefined
        ? [`${goldFile}: no article ${parse(name).name}.* in ${articleDirectory}.`]
        : compare(goldFile, article, analyseText);
    if (Array.isArray(compared)) problems.push(...compared);
    else counts.push(compared);
  }
  return { files: counts.length, byLabel: merged(counts), problems };
}

/** The matches of one article, or the problems that prevent counting them. */
function compare(
  goldFile: string,
  articleFile: string,
  analyseText: AnalyseText,
): ReadonlyMap<string, Counts> | string[] {
  const decoded = decodeArticle(readFileSync(articleFile));
  const text = decoded.value;
  if (text === undefined) return decoded.problems.map(({ message }) => `${articleFile}: ${message}`);
  const gold = readGold(readFileSync(goldFile, 'utf8'), text);
  if (gold.value === undefined) return gold.problems.map(({ message }) => `${goldFile}: ${message}`);
  const proposed = analyseText(text).mentions.map(({ label, range }) => ({ ...text.rangeToCodePoints(range), label }));
  return countMatches(proposed, gold.value);
}

function merged(files: readonly ReadonlyMap<string, Counts>[]): ReadonlyMap<string, Counts> {
  const found = new Set(files.flatMap((counts) => [...counts.keys()]));
  const known = DEFAULT_LABELS.map(({ id }) => id);
  const labels = [
    ...known.filter((label) => found.has(label)),
    ...[...found].filter((label) => !known.includes(label)).sort(),
  ];
  return new Map(labels.map((label) => [label, sum(files.flatMap((counts) => counts.get(label) ?? []))]));
}

/** A table of precision, recall and F1 by label and over all labels (micro average over the files). */
export function renderEvaluation({ files, byLabel }: Evaluation): string {
  const rows = [...byLabel].map(([label, counts]) => row(label, counts));
  return [
    `${files} ${files === 1 ? 'file' : 'files'}, exact span and label`,
    [
      'label'.padEnd(8),
      ...['precision', 'recall', 'F1', 'correct', 'proposed', 'gold'].map((name) => name.padStart(9)),
    ].join(' '),
    ...rows,
    row('all', sum(byLabel.values())),
    '',
  ].join('\n');
}

function row(label: string, counts: Counts): string {
  const { precision, recall, f1, correct, proposed, expected } = score(counts);
  const cells = [precision, recall, f1].map((value) => value.toFixed(3));
  return [label.padEnd(8), ...[...cells, correct, proposed, expected].map((cell) => String(cell).padStart(9))].join(
    ' ',
  );
}
