import { logical, type Logical, type Range } from '../text/units';
import type { Quotation } from './quotations';
import type { ReadBlock } from './readBlock';
import { reportingVerbBefore, type ReportingVerb } from './reportingVerbs';

/** The quotations in the reporter's words, ordered by start; none overlaps with a `direct` one. */
export function indirectSpeech(blocks: readonly ReadBlock[], direct: readonly Quotation[]): readonly Quotation[] {
  const quoted = new QuotedRanges(direct.map(({ range }) => range));
  return blocks.flatMap((block) => {
    const reports = reportsIn(block, quoted);
    return reports.flatMap((report, index) => quotationOf(block, report, reports[index + 1]) ?? []);
  });
}

/** Ascending ranges, asked for at ascending offsets. */
class QuotedRanges {
  readonly #ranges: readonly Range<Logical>[];
  #next = 0;

  constructor(ranges: readonly Range<Logical>[]) {
    this.#ranges = ranges;
  }

  /** Where the first range starts that ends behind `offset`; it holds `offset` if that is not before its start. */
  startBehind(offset: number): number {
    while ((this.#ranges[this.#next]?.end ?? Infinity) <= offset) this.#next++;
    return this.#ranges[this.#next]?.start ?? Infinity;
  }
}

interface Report {
  readonly verb: ReportingVerb;
  readonly speaker: number | undefined;
  /** The index of the sentence that holds the verb. */
  readonly sentence: number;
  /** Where the clause of the verb starts. */
  readonly clause: number;
  /** Where what is reported starts. */
  readonly start: number;
  /** Where at the latest it ends: a quotation in the speaker's own words starts. */
  readonly limit: number;
}

/**
 * Behind a verb of saying: a mark (in a headline a blank), or the first words of a clause about what shall be done or what something is. The
 * reported clauses start behind the mark and at those words.
 */
const OPENS_REPORT = new RegExp(
  [
    '[，： ]',
    '(?<=指出|强调|要求|表示|认为|坦言|叮嘱)(?=要|必须|应[当该]?|将|不能|不要|需要?|能够|已经|目前|当前|今年|这[是一样个])',
    '(?<=指出)(?![了过的])(?=[^，。！？；：]{1,14}(?:是|要|靠|在于|必须|应))',
  ].join('|'),
  'g',
);

function reportsIn(block: ReadBlock, quoted: QuotedRanges): readonly Report[] {
  const { text } = block;
  const reports: Report[] = [];
  let quotationEnd = 0;
  let nextQuotation = 0;
  for (const { 0: mark, index } of text.matchAll(OPENS_REPORT)) {
    const start = index + mark.length;
    const verb = reportingVerbBefore(text, index);
    if (verb === undefined || block.isMarked(verb.start)) continue;
    if (text[start] === '“' && !block.isMarked(start)) continue;
    if (quoted.startBehind(block.offset + verb.start) <= block.offset + verb.start) continue;
    const limit = quoted.startBehind(block.offset + start) - block.offset;
    if (limit <= start) continue;
    for (
      let pair = block.quotations[nextQuotation];
      pair !== undefined && pair.end <= verb.start;
      pair = block.quotations[++nextQuotation]
    )
      if (/[。！？…，—]/.test(text.charAt(pair.end - 2))) quotationEnd = pair.end;
    const sentence = block.sentenceAt(verb.start);
    const floor = Math.max(block.sentences[sentence]?.start ?? 0, quotationEnd);
    const clause = block.clauseStart(verb.start, floor);
    const speaker = block.speakerAt(verb.start, floor);
    if (clause === undefined || (speaker === undefined && !verb.isPlain)) continue;
    reports.push({ verb, speaker, sentence, clause, start, limit });
  }
  return reports;
}

function quotationOf(block: ReadBlock, report: Report, next: Report | undefined): Quotation | undefined {
  const end = Math.min(reportEnd(block, report, next), report.limit);
  const words = withoutMarksBehind(block.text.slice(report.start, end));
  const start = report.start + words.length - words.trimStart().length;
  if (words.trim() === '') return undefined;
  return {
    kind: 'indirect',
    range: { start: logical(block.offset + start), end: logical(block.offset + report.start + words.length) },
    cue: { start: logical(block.offset + report.verb.start), end: logical(block.offset + report.verb.end) },
    speaker: report.speaker,
  };
}

/** By hand: an expression that ends in `+$` tries each place of a long run anew. */
function withoutMarksBehind(text: string): string {
  let end = text.length;
  while (end > 0 && /[，；、：\s]/.test(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** Opens a sentence that goes on with what a speaker wants: `要…`, `二要…`, `各级要…`. */
const GOES_ON_WANTING =
  /^(?:(?:还|同时|也|更|就)?要(?!闻|是|么)|必须|[一二三四五六七八九十]要|各[^，。]{1,12}要(?!求))/;

/** What is reported ends with its sentence or before the next report, and takes in the sentences that go on wanting. */
function reportEnd(block: ReadBlock, report: Report, next: Report | undefined): number {
  if (next?.sentence === report.sentence) return Math.max(next.clause, report.start);
  let last = report.sentence;
  for (let at = last + 1; at < (next?.sentence ?? Infinity); at++) {
    const sentence = block.sentences[at];
    if (sentence === undefined || !GOES_ON_WANTING.test(block.text.slice(sentence.start, sentence.start + 16))) break;
    last = at;
  }
  return block.sentences[last]?.end ?? report.start;
}
