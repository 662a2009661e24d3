#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { createFallbackSegmenter } from '../core/analysis/fallbackSegmenter';
import { analyse } from '../core/analysis/analyse';
import type { AnalyseText } from './analyse';
import { loadJiebaSegmenter } from '../node/jiebaSegmenter';
import { analyseFiles } from './analyse';
import { evaluate } from './evaluate';

const USAGE = `corpus-annotator: read and annotate a corpus of articles

  corpus-annotator analyse [--json] FILE...
      what the recognisers find: names, entities, outline. --json prints one JSON object a line for each file,
      with offsets in code points of the canonical text (no BOM, LF line ends).
  corpus-annotator evaluate GOLDDIR ARTICLEDIR
      precision, recall and F1 of recognition against gold TSV files (columns start, end, label, text).

Exit status: 0 done, 1 some files could not be read, 2 wrong usage.
`;

process.exitCode = run(process.argv.slice(2));

function run(args: string[]): number {
  const [command, ...rest] = args;
  switch (command) {
    case 'analyse':
      return runAnalyse(rest);
    case 'evaluate':
      return evaluate(rest, analyser());
    case '--help':
    case '-h':
    case 'help':
      process.stdout.write(USAGE);
      return 0;
    case undefined:
      return misused('Name a command.');
    default:
      return misused(`There is no command "${command}".`);
  }
}

function runAnalyse(args: string[]): number {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { json: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    if (positionals.length === 0) return misused('Name at least one file.');
    return analyseFiles(positionals, values.json, analyser());
  } catch (error) {
    return misused(error instanceof Error ? error.message : String(error));
  }
}

function analyser(): AnalyseText {
  const segmenter = loadJiebaSegmenter() ?? createFallbackSegmenter();
  return (text) => analyse(text, { segmenter });
}

function misused(reason: string): number {
  process.stderr.write(`${reason}\n\n${USAGE}`);
  return 2;
}
