import { logical } from '../text/units';
import type { Quotation } from './quotations';
import type { ReadBlock } from './readBlock';
import { reportingVerbBefore, type ReportingVerb } from './reportingVerbs';
import { opensSpeech, reportingVerbInSentence } from './sentences';

/** A quotation with the blocks it opens and closes in: they differ where it runs over several paragraphs. */
interface Quoted {
  readonly opening: ReadBlock;
  readonly start: number;
  readonly closing: ReadBlock;
  readonly end: number;
}

/** The quotations in the speakers' own words, ordered by start. */
export function directSpeech(blocks: readonly ReadBlock[]): readonly Quotation[] {
  const quotations: Quotation[] = [];
  let answered: Answered | undefined;
  for (const quoted of quotedIn(blocks)) {
    const attribution = attributionOf(quoted);
    if (attribution === undefined) continue;
    const goesOn = attribution.place === 'alone' && answered?.block === quoted.opening && answered.end === quoted.start;
    const speaker = goesOn ? answered?.speaker : attribution.speaker;
    const { verb, place } = attribution;
    const verbBlock = place === 'before' ? quoted.opening : quoted.closing;
    quotations.push({
      kind: 'direct',
      range: { start: logical(quoted.opening.offset + quoted.start), end: logical(quoted.closing.offset + quoted.end) },
      cue: verb && { start: logical(verbBlock.offset + verb.start), end: logical(verbBlock.offset + verb.end) },
      speaker,
    });
    answered =
      place === 'behind' && verb !== undefined ? { block: quoted.closing, end: verb.end + 1, speaker } : undefined;
  }
  return quotations;
}

/** A sentence that closes with a quotation's speaker: `“…。”李明说。“…”` goes on in the same voice. */
interface Answered {
  readonly block: ReadBlock;
  readonly end: number;
  readonly speaker: number | undefined;
}

interface Attribution {
  readonly verb: ReportingVerb | undefined;
  readonly speaker: number | undefined;
  /** Where the verb stands. */
  readonly place: 'before' | 'behind' | 'alone';
}

/** The quoted stretches that may be speech, ordered by start. */
function quotedIn(blocks: readonly ReadBlock[]): readonly Quoted[] {
  const lastOfRun = runsOfParagraphs(blocks);
  const quoted: Quoted[] = [];
  for (let index = 0, from = 0; index < blocks.length; index++) {
    const block = blocks[index] as ReadBlock;
    const [open] = block.openQuotes;
    const last = open !== undefined && opensSpeech(block.text, open) ? lastOfRun[index + 1] : undefined;
    for (const { start, end } of block.quotations)
      if (start >= from && (last === undefined || start < (open ?? end)))
        quoted.push({ opening: block, start, closing: block, end });
    from = 0;
    const closing = last === undefined ? undefined : blocks[last];
    const [end] = closing?.quotations ?? [];
    if (open === undefined || last === undefined || closing === undefined || end === undefined) continue;
    quoted.push({ opening: block, start: open, closing, end: end.end });
    from = end.end;
    index = last - 1;
  }
  return quoted;
}

/**
 * For each block that opens with a quote the block in which a run of such paragraphs closes: each paragraph of a long
 * quotation opens anew, only the last one closes.
 */
function runsOfParagraphs(blocks: readonly ReadBlock[]): readonly (number | undefined)[] {
  const last = new Array<number | undefined>(blocks.length + 1).fill(undefined);
  for (let index = blocks.length - 1; index >= 0; index--) {
    const block = blocks[index] as ReadBlock;
    if (block.openQuotes[0] === 0) last[index] = last[index + 1];
    else if (block.quotations[0]?.start === 0 && block.text.startsWith('“')) last[index] = index;
  }
  return last;
}

/** The shortest quotation (UTF-16 units without its quotes) that is speech although no sentence ends in it. */
const SHORTEST_SPEECH = 8;
const SHORTEST_SENTENCE = 4;

/** Who says it and by which verb; nothing for a quoted name or term. */
function attributionOf(quoted: Quoted): Attribution | undefined {
  return attributedBefore(quoted) ?? attributedInReport(quoted) ?? attributedBehind(quoted);
}

/** `他说，天冷了，“多穿点。”`: the reporter's words go over into the speaker's. */
function attributedInReport({ opening, start, closing, end }: Quoted): Attribution | undefined {
  if (opening.text.charAt(start - 1) !== '，' || !hasEnded(closing, end)) return undefined;
  const floor = floorOf(opening, start);
  const verb = reportingVerbInSentence(opening.text, floor, start);
  const speaker = verb && opening.speakerAt(verb.start, floor);
  return speaker === undefined ? undefined : { verb, speaker, place: 'before' };
}

function attributedBefore({ opening, start, closing, end }: Quoted): Attribution | undefined {
  const { text } = opening;
  const mark = /[：，]/.exec(text.charAt(start - 1))?.[0];
  const verb = reportingVerbBefore(text, mark === undefined ? start : start - 1);
  if (verb === undefined && mark !== '：') return undefined;
  const isSpeech =
    hasEnded(closing, end) ||
    (isFollowedByMark(closing, end) && (mark === '：' || length(opening, start, closing, end) >= SHORTEST_SPEECH));
  if (!isSpeech || (mark === undefined && !TAKES_SPEECH.test(text.slice(verb?.start, verb?.end)))) return undefined;
  const floor = floorOf(opening, start);
  if (verb !== undefined) return { verb, speaker: opening.speakerAt(verb.start, floor), place: 'before' };
  if (!hasEnded(closing, end)) return undefined;
  return { verb, speaker: opening.speakerBeforeColon(start - 1, floor), place: 'before' };
}

/** Verbs that a quotation follows without a mark. */
const TAKES_SPEECH = /[说道问答喊讲]$|坦言|直言|感慨|感叹|表示|认为/;

function attributedBehind(quoted: Quoted): Attribution | undefined {
  const { opening, start, closing, end } = quoted;
  if (!opensSpeech(opening.text, start) || TAKEN_INTO_SENTENCE.test(closing.text.slice(end, end + 2))) return undefined;
  const ended = hasEnded(closing, end);
  const isShort = length(opening, start, closing, end) < (ended ? SHORTEST_SENTENCE : SHORTEST_SPEECH);
  const breaksOff = /[，—]$/.test(closing.text.slice(0, end - 1).slice(-1));
  const verb = isShort && !breaksOff ? undefined : verbBehind(closing, end, ended);
  if (verb !== undefined) {
    const speaker = closing.speakerAt(verb.start, end);
    if (verb.isPlain || speaker !== undefined) return { verb, speaker, place: 'behind' };
  }
  return ended && !isShort ? { verb: undefined, speaker: undefined, place: 'alone' } : undefined;
}

/** Behind a quotation: it is a word of the sentence. */
const TAKEN_INTO_SENTENCE = /^(?:[的等之是、]|[和与及或][“《]|字样|几个|这[句样种个])/;

const LONGEST_FRAME = 60;
const MOST_CLAUSES_BEFORE_VERB = 2;

/** The verb of saying in the clauses behind a quotation; a colon behind it introduces what follows. */
function verbBehind({ text }: ReadBlock, end: number, ended: boolean): ReportingVerb | undefined {
  let clauses = 0;
  for (const { 0: mark, index } of text.slice(end, end + LONGEST_FRAME).matchAll(/[，。：；！？“…]/g)) {
    if (mark === '：' && ended) return undefined;
    const verb = reportingVerbBefore(text, end + index);
    if (verb !== undefined && verb.start >= end) return verb;
    const isOnlyMark = index === 0 && !ended;
    if (mark !== '，' || clauses === MOST_CLAUSES_BEFORE_VERB || !(ended || isOnlyMark)) return undefined;
    clauses += isOnlyMark ? MOST_CLAUSES_BEFORE_VERB : 1;
  }
  return text.length - end <= LONGEST_FRAME ? reportingVerbAtEnd(text, end) : undefined;
}

function reportingVerbAtEnd(text: string, from: number): ReportingVerb | undefined {
  const verb = reportingVerbBefore(text, text.length);
  return verb !== undefined && verb.start >= from ? verb : undefined;
}

/** What introduces a quotation stands in its sentence. */
const floorOf = (block: ReadBlock, start: number): number => block.sentences[block.sentenceAt(start)]?.start ?? 0;

const hasEnded = ({ text }: ReadBlock, end: number): boolean =>
  /[。！？…][’”）]*$/.test(text.slice(Math.max(0, end - 6), end - 1));

const isFollowedByMark = ({ text }: ReadBlock, end: number): boolean =>
  /^(?:$|[，。；！？])/.test(text.slice(end, end + 1));

const length = (opening: ReadBlock, start: number, closing: ReadBlock, end: number): number =>
  closing.offset + end - opening.offset - start - 2;
