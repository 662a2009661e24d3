import type { Parsed, Problem } from '../problem';
import type { CanonicalText } from '../text/canonicalText';
import { codePoint } from '../text/units';
import type { LabelledSpan } from './spans';

/**
 * Reads gold spans from a TSV text with the header `start end label text`, offsets in code points of the canonical
 * text, and checks the text column against the article. Line feeds in the text column are written `\n`. A line that
 * does not fit is a problem whose message names the line (from 1), and there is no value.
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
  if (label === undefined || written === undefined) return 'expected the columns start, end, label, text.';
  const [start, end] = [startColumn, endColumn].map(wholeNumber) as [number, number];
  if (!(start < end)) return `${startColumn ?? ''} to ${endColumn ?? ''} is no span.`;
  const range = article.rangeToUtf16({ start: codePoint(start), end: codePoint(end) });
  const found = article.slice(range).replaceAll('\n', '\\n');
  return found === written
    ? { ...range, label }
    : `the article has "${found}" at ${start} to ${end}, not "${written}".`;
}

/** NaN for what is not written as digits only. */
const wholeNumber = (column = ''): number => (/^\d{1,15}$/.test(column) ? Number(column) : NaN);
