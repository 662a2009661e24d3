import { f1Interval, RESAMPLES } from '../core/evaluation/bootstrap';
import { score, sumOf, type CountsByLabel } from '../core/evaluation/counts';
import { ERROR_KINDS, placeOf, type ErrorKind } from '../core/evaluation/errors';
import { FEWEST_TEXTS, totalOf, type Evaluation, type LocatedError } from '../core/evaluation/evaluate';
import { SEGMENTER_LABELS } from '../core/evaluation/segmenterNames';
import type { LabelledSpan } from '../core/evaluation/spans';
import { table } from '../core/evaluation/table';
import { Random } from '../model/random';

/** The same draws in every run and for every row, so that the same results give the same report. */
const SEED = 1;
const EXAMPLES_OF_A_KIND = 3;
const CONFUSIONS = 8;

/** A report of an evaluation: scores, the segmenter beside them, errors (all, or a few of each kind), reliability. */
export function renderEvaluation(evaluation: Evaluation, segmenter: string, allErrors: boolean): string {
  const { errors } = evaluation;
  const sections = [
    [...heading(evaluation), '', ...scoreTable(evaluation)],
    comparison(evaluation, segmenter),
    [...errorTable(errors), ...confusions(errors)],
    allErrors ? errors.map(errorLine) : examples(errors),
    reliabilityTable(evaluation),
  ];
  return sections.map((lines) => `${lines.join('\n')}\n\n`).join('');
}

function heading({ set, unitKind, units }: Evaluation): string[] {
  const few = unitKind === set.kind ? '' : `, because fewer than ${FEWEST_TEXTS} ${set.kind}s are too few to draw from`;
  return [
    `${set.name}: ${counted(set.texts.length, set.kind)}, exact span and label`,
    ...(set.scheme.note === undefined ? [] : [`our labels there: ${set.scheme.note}`]),
    `95 % intervals of F1: percentile bootstrap, ${RESAMPLES} draws of ${counted(units.length, unitKind)}${few}`,
  ];
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

function scoreTable({ set: { scheme }, units }: Evaluation): string[] {
  const labels = labelsIn(units, scheme.labels);
  const groups = scheme.groups.map((group) => group.filter((label) => labels.includes(label)));
  return table([
    ['label', 'precision', 'recall', 'F1', '95 % interval', 'correct', 'proposed', 'gold'],
    ...labels.map((label) => scoreRow(label, [label], units)),
    ...groups.filter((group) => group.length > 1).map((group) => scoreRow(group.join('+'), group, units)),
    scoreRow('all', labels, units),
  ]);
}

/** The labels that occur: those of the scheme in its order, then any others by name. */
function labelsIn(units: readonly CountsByLabel[], known: readonly string[]): string[] {
  const found = new Set(units.flatMap((unit) => [...unit.keys()]));
  return [...known.filter((label) => found.has(label)), ...[...found].filter((label) => !known.includes(label)).sort()];
}

function scoreRow(name: string, labels: readonly string[], units: readonly CountsByLabel[]): string[] {
  const { precision, recall, f1, correct, proposed, expected } = score(totalOf(labels, units));
  return [
    name,
    ...[precision, recall, f1].map(decimals),
    interval(labels, units),
    ...[correct, proposed, expected].map(String),
  ];
}

function interval(labels: readonly string[], units: readonly CountsByLabel[]): string {
  const random = new Random(SEED);
  const bounds = f1Interval(
    units.map((unit) => sumOf(labels, unit)),
    () => random.next(),
  );
  return bounds === undefined ? 'none' : `${decimals(bounds.low)} to ${decimals(bounds.high)}`;
}

function comparison({ units, segmenterUnits }: Evaluation, segmenter: string): string[] {
  const row = (name: string, labels: readonly string[]): string[] => {
    const { precision, recall, f1 } = score(totalOf(labels, segmenterUnits));
    return [
      name,
      decimals(score(totalOf(labels, units)).f1),
      interval(labels, units),
      decimals(f1),
      interval(labels, segmenterUnits),
      decimals(precision),
      decimals(recall),
    ];
  };
  return [
    `beside ${segmenter}'s own tags (nr PER, ns LOC, nt ORG) on the same texts`,
    ...table([
      ['label', 'F1 here', '95 % interval', `F1 ${segmenter}`, '95 % interval', 'precision', 'recall'],
      ...SEGMENTER_LABELS.map((label) => row(label, [label])),
      row(SEGMENTER_LABELS.join('+'), SEGMENTER_LABELS),
    ]),
  ];
}

/** Errors by the expected label, or the proposed one where nothing was expected. */
function errorTable(errors: readonly LocatedError[]): string[] {
  const labels = [...new Set(errors.map((error) => placeOf(error).label))].sort();
  const row = (name: string, of: readonly LocatedError[]): string[] => [
    name,
    ...ERROR_KINDS.map((kind) => String(ofKind(of, kind).length)),
    String(of.length),
  ];
  return table([
    ['errors', ...ERROR_KINDS, 'all'],
    ...labels.map((label) =>
      row(
        label,
        errors.filter((error) => placeOf(error).label === label),
      ),
    ),
    row('together', errors),
  ]);
}

const ofKind = (errors: readonly LocatedError[], kind: ErrorKind): LocatedError[] =>
  errors.filter((error) => error.kind === kind);

/** The most frequent wrong labels, whatever the boundary. */
function confusions(errors: readonly LocatedError[]): string[] {
  const counts = new Map<string, number>();
  for (const { expected, proposed } of errors) {
    if (expected === undefined || proposed === undefined || expected.label === proposed.label) continue;
    const pair = `${expected.label} taken for ${proposed.label}`;
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  const frequent = [...counts].sort(([, a], [, b]) => b - a).slice(0, CONFUSIONS);
  return frequent.length === 0 ? [] : [frequent.map(([pair, count]) => `${pair}: ${count}`).join(', ')];
}

function examples(errors: readonly LocatedError[]): string[] {
  return ERROR_KINDS.flatMap((kind) => ofKind(errors, kind).slice(0, EXAMPLES_OF_A_KIND).map(errorLine));
}

/** `file:line:column`, both from 1 (columns in UTF-16 units), the kind of error, what was expected -> what was proposed. */
function errorLine(error: LocatedError): string {
  const { name, text } = error.in;
  const { line, character } = text.positionAt(placeOf(error).start);
  const shown = (span: LabelledSpan | undefined): string =>
    span === undefined ? 'nothing' : `${span.label} ${text.slice(span).replaceAll('\n', '\\n')}`;
  return `${name}:${line + 1}:${character + 1}  ${error.kind}  ${shown(error.expected)} -> ${shown(error.proposed)}`;
}

function reliabilityTable({ reliability: { bins, calibrationError } }: Evaluation): string[] {
  return [
    ...table([
      ['confidence', 'proposals', 'precision', 'mean confidence'],
      ...bins.map(({ from, to, proposals, precision, meanConfidence }) => [
        `${from.toFixed(2)} to ${to.toFixed(2)}`,
        String(proposals),
        ...(proposals === 0 ? ['-', '-'] : [decimals(precision), decimals(meanConfidence)]),
      ]),
    ]),
    `expected calibration error ${decimals(calibrationError)}`,
  ];
}

const decimals = (value: number): string => value.toFixed(3);
