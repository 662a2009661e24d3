import { entries, entrySet } from '../gazetteers/entries';
import { PhraseIndex } from '../gazetteers/phraseIndex';
import { POLICY_TERMS, PROGRAMME_HEADS } from '../gazetteers/policyTerms';
import type { Candidate } from '../mention';
import { PatternScanner } from '../patterns/patternScanner';
import type { SegmentedBlock } from '../segmentedBlock';
import type { SpanIndex } from '../spanIndex';
import { candidate } from './candidate';
import { HeadNouns } from './heads';
import { nameStart } from './leftExtension';

/** Policy formulations: short quoted expressions and the fixed national ones (guidelines, TERM). */
export function recogniseTerms(block: SegmentedBlock, places: SpanIndex): Candidate[] {
  return [...quotedTerms(block), ...fixedTerms(block), ...programmes(block, places)];
}

function quotedTerms(block: SegmentedBlock): Candidate[] {
  const { text } = block;
  const found: Candidate[] = [];
  for (const quotation of QUOTED.in(block)) {
    const start = quotation.start + 1;
    const end = quotation.end - 1;
    const inner = text.slice(start, end);
    const isCoined =
      isFormulation(inner, text.slice(Math.max(0, start - 3), start - 1), text.slice(end + 1, end + 4)) &&
      (TERMS.get(inner) === true || !isOrdinaryWord(block, start, end));
    if (isCoined) found.push(candidate('TERM', start, end, quotedConfidence(inner), 'quotation', inner));
  }
  return found;
}

const QUOTED = new PatternScanner(/[“‘][^“”‘’\n]{2,24}[”’]/);

/** A single word of the dictionary in quotation marks is used figuratively; it coins nothing (“抱团”, “文山会海”). */
function isOrdinaryWord(block: SegmentedBlock, start: number, end: number): boolean {
  const token = block.tokenAt(start);
  return (
    token?.start === start &&
    token.end === end &&
    /^(?:v|n|a|d|i|l|z|t|s|f|b)[a-z]?$/.test(token.tag) &&
    !/^n[rstz]/.test(token.tag)
  );
}

function quotedConfidence(inner: string): number {
  if (inner.length > 12) return 0.5;
  return inner.length === 2 ? 0.6 : 0.75;
}

/** A formulation is short, no sentence, and not what somebody says. */
function isFormulation(inner: string, before: string, after: string): boolean {
  if (/[。！？…，：；]/.test(inner) || /(?:[说道问称][：，]|网友|唤作|叫它|叫作|人称|自称|[们家]叫)$/.test(before))
    return false;
  if (SENTENCE_WORDS.test(inner) || /^(?:的歌|字样|为由|，他说|。他说)/.test(after)) return false;
  if (inner.length > 6 && !inner.includes('、') && /[了吗呢吧啊么]|我们|你们|他们|这|那/.test(inner)) return false;
  return true;
}

const SENTENCE_WORDS = /^(?:我|你|他|她|咱|俺)|[了吗呢吧]$|怎么|什么|为何/;

const TERMS = new PhraseIndex(entries(POLICY_TERMS).map((term) => [term, true] as const));
/** 中欧班列（郑州）: the place of departure belongs to the name of the train service. */
const ROUTE = /^[（(][^（）()]{2,12}[）)](?=开|常|的|通|累|首|$)/;

const INSIDE_ONLY: ReadonlySet<string> = entrySet('一个中国');

function fixedTerms(block: SegmentedBlock): Candidate[] {
  const found: Candidate[] = [];
  for (let at = TERMS.nextIn(block.codes, 0); at < block.text.length; at = TERMS.nextIn(block.codes, at + 1)) {
    const term = TERMS.longestAt(block.text, at)?.[0];
    if (term === undefined || INSIDE_ONLY.has(term)) continue;
    const end =
      at + term.length + (ROUTE.exec(block.text.slice(at + term.length, at + term.length + 20))?.[0].length ?? 0);
    if (!block.isBoundary(at) && !block.isBoundary(end)) continue;
    found.push(candidate('TERM', at, end, 0.78, 'policy-formulation', term));
    at = end - 1;
  }
  return found;
}

/** Named programmes without quotation marks, by their last words (工业振兴三年行动, 居民收入倍增计划). */
function programmes(block: SegmentedBlock, places: SpanIndex): Candidate[] {
  const found: Candidate[] = [];
  for (const { head, start: headStart, end } of PROGRAMMES.in(block)) {
    const { start, specific } = nameStart(block, places, headStart, { longest: 16 });
    const own = headStart - start;
    if (NEEDS_PROPER_NOUN.has(head) && (!specific || own > 4)) continue;
    if (own < 2 || own > LONGEST_PROGRAMME || /^(?:方案|的)/.test(block.text.slice(end, end + 2))) continue;
    found.push(candidate('TERM', start, end, 0.56, 'programme', head));
  }
  return found;
}

/** Common nouns but for a proper noun before them (红旗渠精神). */
const NEEDS_PROPER_NOUN = entrySet('精神 一体化 中心城市');

const PROGRAMMES = new HeadNouns(PROGRAMME_HEADS);

/** UTF-16 units before the head. */
const LONGEST_PROGRAMME = 12;
