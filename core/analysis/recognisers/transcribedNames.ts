import { TRANSCRIPTION } from '../gazetteers/transcription';
import type { Candidate } from '../mention';
import type { SegmentedBlock } from '../segmentedBlock';
import { candidate } from './candidate';
import { closesName, VERB_BEHIND_A_NAME } from './personNames';

/** Transcribed names with a middle dot: 约瑟夫·姆旺萨, 买买提·艾力. */
export function* transcribedNames(block: SegmentedBlock): Generator<Candidate> {
  const { text } = block;
  for (let dot = text.indexOf('·'); dot !== -1; dot = text.indexOf('·', dot + 1)) {
    const start = transcribedStart(block, dot);
    const end = dottedEnd(block, dot);
    if (start === undefined || end === undefined) continue;
    yield candidate('PER', start, end, 0.82, 'transcribed-name', text.slice(start, end));
    dot = end;
  }
}

/** The start of the transcription that ends before the dot: a word boundary behind which all characters transcribe. */
function transcribedStart(block: SegmentedBlock, dot: number): number | undefined {
  let best: number | undefined;
  for (let at = dot - 1; at >= 0 && dot - at <= 6 && TRANSCRIBES.has(block.text[at] ?? ''); at--) {
    const token = block.tokenAt(at);
    if (token?.start === at && !(at + token.text.length < dot && /^[vpdcur]/.test(token.tag))) best = at;
    if (TITLE_BEFORE.test(block.text.slice(Math.max(0, at - 2), at))) return at;
  }
  return best ?? (TRANSCRIBES.has(block.text[dot - 1] ?? '') ? runStart(block.text, dot) : undefined);
}

const TITLE_BEFORE = /(?:长|记|家|员|席|人|监|理|统|使|师|裁|授|士|任|相|岁的)$/;

function runStart(text: string, dot: number): number {
  let at = dot;
  while (at > 0 && dot - at < 5 && TRANSCRIBES.has(text[at - 1] ?? '')) at--;
  return at;
}

function dottedEnd(block: SegmentedBlock, dot: number): number | undefined {
  const { text } = block;
  let end = dot + 1;
  let boundary = -1;
  while (end < text.length && end - dot <= 8 && (TRANSCRIBES.has(text[end] ?? '') || text[end] === '·')) {
    end++;
    if (block.isBoundary(end)) boundary = end;
  }
  const last = Math.max(boundary, 0) > dot + 1 ? boundary : end;
  return last > dot + 1 ? last : undefined;
}

/** The end of a transcribed name at `at`: a run of transcription characters that stops before a verb or a mark. */
export function transcribedEnd(block: SegmentedBlock, at: number): number | undefined {
  const { text } = block;
  let end = at;
  let best: number | undefined;
  while (end < text.length && end - at < LONGEST_TRANSCRIPTION && TRANSCRIBES.has(text[end] ?? '')) {
    end++;
    if (text[end] === '·') end++;
    const closes = closesName(block, end) || VERB_BEHIND_A_NAME.matchesAt(block, end);
    if (closes && end - at >= 2) best ??= end;
    if (closes && end - at >= 2) break;
  }
  const dotted = text.slice(at, end).includes('·');
  if (best === undefined && end - at >= 3 && (dotted || block.isBoundary(end))) best = end;
  return best !== undefined && text[best - 1] !== '·' ? best : undefined;
}

const TRANSCRIBES = new Set(TRANSCRIPTION);
const LONGEST_TRANSCRIPTION = 16;
