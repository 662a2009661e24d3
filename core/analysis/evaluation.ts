import type { Parsed, Problem } from '../problem';
import { codePoint, type CodePoint, type Range } from '../text/units';
import type { CanonicalText } from '../text/canonicalText';

/** A labelled span; offsets are code points of the canonical text. */
export interface LabelledSpan extends Range<CodePoint> {
  readonly label: string;
}

/** Counts of exact matches: same start, end and label. */
export interface Counts {
  readonly correct: number;
  readonly proposed: number;
  readonly expected: number;
}

export interface Score extends Counts {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/**
 * Reads gold spans from a TSV text with the header `start end label text` and checks the text column against the
 * article. Line feeds in the text column are written `\n`. A line that does not fit is a problem whose message names
 * the line (from 1), and there is no value.
 */
export function readGold(tsv: string, article: CanonicalText): Parsed<LabelledSpan[]> {
  const spans: LabelledSpan[] = [];
  const problems: Problem[] = [];
  let offset = 0;
  for (const [index, line] of tsv.split('\n').entries()) {
    const span = isDataLine(index, line) ? goldSpan(line.replace(/\r$/, ''), article) : undefined;
    if (typeof span === 'string') {
      const message = `Line ${index + 1}: ${span}`;
      problems.push({ severity: 'error', code: 'gold-line', message, offset, end: offset + line.length });
    } else if (span !== undefined) spans.push(span);
    offset += line.length + 1;
  }
  return { value: problems.length === 0 ? spans : undefined, problems };
}

const isDataLine = (index: number, line: string): boolean =>
  line.trim() !== '' && !(index === 0 && line.startsWith('start\t'));

/** The span of a gold line, or what is wrong with it. */
function goldSpan(line: string, article: CanonicalText): LabelledSpan | string {
  const [startColumn, endColumn, label, written] = line.split('\t');
  const start = Number(startColumn);
  const end = Number(endColumn);
  if (label === undefined || written === undefined) return 'expected the columns start, end, label, text.';
  if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || start >= end) {
    return `${startColumn ?? ''} to ${endColumn ?? ''} is no span.`;
  }
  const span = { start: codePoint(start), end: codePoint(end), label };
  const found = article.slice(article.rangeToUtf16(span)).replaceAll('\n', '\\n');
  return found === written ? span : `the article has "${found}" at ${start} to ${end}, not "${written}".`;
}

/** Exact matches by label. A span that occurs twice on one side counts once. */
export function countMatches(
  proposed: readonly LabelledSpan[],
  expected: readonly LabelledSpan[],
): ReadonlyMap<string, Counts> {
  const counts = new Map<string, Counts>();
  const expectedKeys = new Set(expected.map(keyOf));
  const proposedKeys = new Set(proposed.map(keyOf));
  for (const key of expectedKeys) add(counts, labelOf(key), { correct: 0, proposed: 0, expected: 1 });
  for (const key of proposedKeys) {
    add(counts, labelOf(key), { correct: expectedKeys.has(key) ? 1 : 0, proposed: 1, expected: 0 });
  }
  return counts;
}

const keyOf = ({ start, end, label }: LabelledSpan): string => `${start}\t${end}\t${label}`;
const labelOf = (key: string): string => key.slice(key.lastIndexOf('\t') + 1);

function add(counts: Map<string, Counts>, label: string, more: Counts): void {
  counts.set(label, sum([counts.get(label) ?? NOTHING, more]));
}

const NOTHING: Counts = { correct: 0, proposed: 0, expected: 0 };

/** The counts of several files or labels together (micro average). */
export function sum(counts: Iterable<Counts>): Counts {
  let total = NOTHING;
  for (const { correct, proposed, expected } of counts) {
    total = {
      correct: total.correct + correct,
      proposed: total.proposed + proposed,
      expected: total.expected + expected,
    };
  }
  return total;
}

/** Precision, recall and their harmonic mean; 0 where nothing was proposed or expected. */
export function score(counts: Counts): Score {
  const { correct, proposed, expected } = counts;
  const precision = proposed === 0 ? 0 : correct / proposed;
  const recall = expected === 0 ? 0 : correct / expected;
  const f1 = proposed + expected === 0 ? 0 : (2 * correct) / (proposed + expected);
  return { ...counts, precision, recall, f1 };
}
