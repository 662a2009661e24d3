#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { changeMergeDriver } from './installMergeDriver';
import { merge } from './merge';

// Recognition is loaded by the commands that need it: git starts `merge` once for every file.

const USAGE = `corpus-annotator: read and annotate a corpus of articles

  corpus-annotator analyse [--json] FILE...
      what the recognisers find: names, entities, outline. --json prints one JSON object a line for each file,
      with offsets in code points of the canonical text (no BOM, LF line ends). What the authority files of the
      nearest corpus.yaml list wins over what the recognisers find.
  corpus-annotator check [--json] [--strict] [--repair CODE,...] [--off RULE,...] [DIR]
      whether a corpus is sound: sidecars can be read and belong to their articles, every annotation stands where its
      words are, ids, labels and relations are right, nothing is left over. --repair mends what can be mended (all: every
      kind) and writes a journal; check --undo JOURNAL takes the repairs back. --strict: warnings count as errors.
      It also says what does not fit together; --off switches rules off (differentLabels, unlabelledRepeats, cutWords,
      schema, unlinkedEntities, or all).
  corpus-annotator evaluate [GOLDDIR ARTICLEDIR] [--universal-ner FILE] [--errors] [--model FILE] [--tagged FILE_OR_DIR...]
      how well recognition does on texts whose names are known: precision, recall and F1 with intervals, beside the
      segmenter's own tags, the kinds of errors (--errors lists all), and how far confidence can be trusted. GOLDDIR has
      TSV files (columns start, end, label, text), tagged articles mark names as in ⟦PER:name⟧.
  corpus-annotator import brat|doccano|label-studio [--annotator NAME] [--by-file] [--label FROM=TO]... [--unit UNIT]
                          [--dry-run] [--json] FILE_OR_DIR... --into DIR
      brings annotations of another program into the corpus in DIR: beside the articles with the same text, or, where there
      is none, beside new ones. Prints what could not be carried. Nothing that is there is changed, and what was imported
      before is not added again. --label renames labels, --annotator and --by-file say whose files it goes into, --unit
      (code-points, graphemes, utf-16) what the offsets of doccano count, --dry-run writes nothing.
  corpus-annotator install-merge-driver [--uninstall] DIR
      lets git merge annotation files by record in the repository of DIR, or no longer.
  corpus-annotator merge [--marker-size N] BASE OURS THEIRS [PATH]
      what git then runs (%O %A %B %P): merges into OURS. Exit status: 0 clean, 1 conflicts (marked in OURS), 129 failed.

Exit status: 0 done, 1 some files could not be read, changed or carried over whole, or are not sound, 2 wrong usage.
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
      return runCheck(rest);
    case 'evaluate':
      return runEvaluate(rest);
    case 'import':
      return runImport(rest);
    case 'install-merge-driver':
      return runMergeDriver(rest);
    case 'merge':
      return merge(rest);
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

async function runMergeDriver(args: string[]): Promise<number> {
  try {
    const options = { uninstall: { type: 'boolean', default: false } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [folder] = positionals;
    if (folder === undefined || positionals.length > 1) return misused('Name one folder of the repository.');
    return await changeMergeDriver(values.uninstall ? 'uninstall' : 'install', folder, __filename);
  } catch (error) {
    return misused(error instanceof Error ? error.message : String(error));
  }
}

async function runCheck(args: string[]): Promise<number> {
  try {
    const { check } = await import('./check.js');
    return await check(args);
  } catch (error) {
    return misused(error instanceof Error ? error.message : String(error));
  }
}

async function runImport(args: string[]): Promise<number> {
  try {
    const { importFiles } = await import('./importFiles.js');
    return await importFiles(args);
  } catch (error) {
    return misused(error instanceof Error ? error.message : String(error));
  }
}

async function runEvaluate(args: string[]): Promise<number> {
  const { loadAnalysisResources } = await import('../node/analysisResources.js');
  const { evaluate } = await import('./evaluate.js');
  return evaluate(args, loadAnalysisResources);
}

async function runAnalyse(args: string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { json: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    if (positionals.length === 0) return misused('Name at least one file.');
    const { analyse } = await import('../core/analysis/analyse.js');
    const { loadAnalysisResources } = await import('../node/analysisResources.js');
    const { analyseFiles } = await import('./analyse.js');
    const { LocalCorpora } = await import('./corpora.js');
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
