import { parseArgs } from 'node:util';
import type { AnalysisResources } from '../core/analysis/analyse';
import { evaluateSet } from '../core/evaluation/evaluate';
import { renderEvaluation } from './evaluateReport';
import { readGoldSet, readTaggedSet, readUniversalNerSet, type ReadSet } from './evaluateSets';

/**
 * Runs the command `evaluate`: reads the test sets that the arguments name and prints a report of each. Returns the exit
 * status: 0, 1 where something could not be read, 2 for wrong usage. The resources are loaded only for good arguments.
 */
export function evaluate(args: readonly string[], load: (model?: string) => AnalysisResources): number {
  const wanted = readArguments(args);
  if (typeof wanted === 'string') {
    process.stderr.write(`${wanted}\n${USAGE}\n`);
    return 2;
  }
  const resources = load(wanted.model);
  let status = 0;
  for (const readSet of wanted.sets) {
    const { set, problems } = attempt(readSet);
    for (const problem of problems) process.stderr.write(`${problem}\n`);
    if (problems.length > 0 || set === undefined) status = 1;
    if (set !== undefined && set.texts.length > 0) {
      process.stdout.write(renderEvaluation(evaluateSet(set, resources), resources.segmenter.name, wanted.allErrors));
    }
  }
  return status;
}

const USAGE =
  'evaluate [GOLDDIR ARTICLEDIR] [--universal-ner FILE] [--errors] [--model FILE] [--tagged FILE_OR_DIR...]';

interface Wanted {
  readonly sets: readonly (() => ReadSet)[];
  readonly allErrors: boolean;
  /** A model of the tagger to use instead of the shipped one. */
  readonly model: string | undefined;
}

/** What the arguments ask for, or what is wrong with them. Paths behind `--tagged` are tagged articles. */
function readArguments(args: readonly string[]): Wanted | string {
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, tokens: true });
  } catch (error) {
    return messageOf(error);
  }
  const { values, tokens } = parsed;
  const taggedAt = tokens.find((token) => token.kind === 'option' && token.name === 'tagged')?.index ?? Infinity;
  const paths = tokens.filter((token) => token.kind === 'positional');
  const tagged = paths.filter(({ index }) => index > taggedAt).map(({ value }) => value);
  const [gold, articles, ...more] = paths.filter(({ index }) => index < taggedAt).map(({ value }) => value);
  const universalNer = values['universal-ner'];
  if (values.tagged && tagged.length === 0) return 'Name tagged articles behind --tagged.';
  if ((gold !== undefined && articles === undefined) || more.length > 0) {
    return 'Name a directory of gold TSV files and a directory of articles.';
  }
  const sets = [
    ...(gold !== undefined && articles !== undefined ? [() => readGoldSet(gold, articles)] : []),
    ...(universalNer === undefined ? [] : [() => readUniversalNerSet(universalNer)]),
    ...(tagged.length === 0 ? [] : [() => readTaggedSet(tagged)]),
  ];
  return sets.length === 0 ? 'Name something to evaluate.' : { sets, allErrors: values.errors, model: values.model };
}

const OPTIONS = {
  'universal-ner': { type: 'string' },
  tagged: { type: 'boolean', default: false },
  errors: { type: 'boolean', default: false },
  model: { type: 'string' },
} as const;

/** Files and directories that are not there are problems like any other. */
function attempt(readSet: () => ReadSet): ReadSet | { readonly set: undefined; readonly problems: readonly string[] } {
  try {
    return readSet();
  } catch (error) {
    return { set: undefined, problems: [messageOf(error)] };
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
