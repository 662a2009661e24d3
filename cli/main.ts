#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { analyse } from '../core/analysis/analyse';
import { loadAnalysisResources } from '../node/analysisResources';
import { analyseFiles } from './analyse';
import { check } from './check';
import { LocalCorpora } from './corpora';
import { evaluate } from './evaluate';

const USAGE = `corpus-annotator: read and annotate a corpus of articles

  corpus-annotator analyse [--json] FILE...
      what the recognisers find: names, entities, outline. --json prints one JSON object a line for each file,
      with offsets in code points of the canonical text (no BOM, LF line ends). What the authority files of the
      nearest corpus.yaml list wins over what the recognisers find.
  corpus-annotator check [--json] [--strict] [--repair CODE,...] [DIR]
      whether a corpus is sound: sidecars can be read and belong to their articles, every annotation stands where its
      words are, ids, labels and relations are right, nothing is left over. --repair mends what can be mended (all: every
      kind) and writes a journal; check --undo JOURNAL takes the repairs back. --strict: warnings count as errors.
  corpus-annotator evaluate [GOLDDIR ARTICLEDIR] [--universal-ner FILE] [--errors] [--model FILE] [--tagged FILE_OR_DIR...]
      how well recognition does on texts whose names are known: precision, recall and F1 with intervals, beside the
      segmenter's own tags, the kinds of errors (--errors lists all), and how far confidence can be trusted. GOLDDIR has
      TSV files (columns start, end, label, text), tagged articles mark names as in ⟦PER:name⟧.

Exit status: 0 done, 1 some files could not be read or are not sound, 2 wrong usage.
`;

void Promise.resolve(run(process.argv.slice(2))).then((status) => {
  process.exitCode = status;
});

function run(args: string[]): number | Promise<number> {
  const [command, ...rest] = args;
  switch (command) {
    case 'analyse':
      return runAnalyse(rest);
    case 'check':
      return check(rest).catch((error: unknown) => misused(error instanceof Error ? error.message : String(error)));
    case 'evaluate':
      return evaluate(rest, loadAnalysisResources);
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

async function runAnalyse(args: string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { json: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    if (positionals.length === 0) return misused('Name at least one file.');
    const resources = loadAnalysisResources();
    const corpora = new LocalCorpora();
    const status = await analyseFiles(positionals, values.json, async (text, file) =>
      analyse(text, { ...resources, known: (await corpora.of(file))?.known }),
    );
    return corpora.hasErrors ? 1 : status;
  } catch (error) {
    return misused(error instanceof Error ? error.message : String(error));
  }
}

function misused(reason: string): number {
  process.stderr.write(`${reason}\n\n${USAGE}`);
  return 2;
}
