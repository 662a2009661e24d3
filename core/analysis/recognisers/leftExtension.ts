import { entrySet } from '../gazetteers/entries';
import {
  GENERIC_MODIFIERS,
  LEADING_VERBS,
  NAME_VERBS,
  NAME_WORDS_OF_OTHER_CLASSES,
  REPORT_VERBS,
} from '../gazetteers/nameWords';
import type { SegmentedBlock, Token } from '../segmentedBlock';
import type { SpanIndex } from '../spanIndex';

/** Where a name starts that ends with a known head, and whether it holds anything that only a name holds. */
export interface NameStart {
  readonly start: number;
  /** A place, an unknown or foreign word, a quotation: without one it is a common noun phrase (产业园, 人才公寓). */
  readonly specific: boolean;
}

export interface ExtensionOptions {
  /** Ordinals, years and counts belong to the name (第七届…大会, 2023年…). */
  readonly numbers?: boolean;
  /** 和, 与, 及 belong to the name (自然资源和规划局). */
  readonly conjunctions?: boolean;
  /** Every verb but those of reports can stand inside (磨削研究所). */
  readonly verbs?: boolean;
  /** UTF-16 units. */
  readonly longest?: number;
}

/**
 * Walks left from the head of a name (`headStart`, in UTF-16 units) over the words that can belong to it: nominal words,
 * `anchors` (places, known bodies), quotations and brackets; it stops at function words, verbs of reports and marks.
 */
export function nameStart(
  block: SegmentedBlock,
  anchors: SpanIndex,
  headStart: number,
  options: ExtensionOptions = {},
): NameStart {
  const longest = options.longest ?? LONGEST_NAME;
  let walk = headWord(block, headStart);
  while (!walk.closed && walk.start > 0 && headStart - walk.start < longest) {
    const next = overAnchor(anchors, walk) ?? overBridge(block, walk) ?? overWord(block, walk, options);
    if (next === undefined) break;
    walk = next;
  }
  return trimmed(block, walk, headStart);
}

/** UTF-16 units before the head. */
const LONGEST_NAME = 26;

/** How far the walk has come. */
interface Walk extends NameStart {
  /** The leftmost part is a place: only proper words can stand before it (华润 + 郑州 + 公司). */
  readonly behindAnchor: boolean;
  readonly closed: boolean;
}

/** The part of the head's own word before the head (产业 in 产业园). */
function headWord(block: SegmentedBlock, headStart: number): Walk {
  const token = block.tokenAt(headStart);
  if (token === undefined || token.start >= headStart) {
    return { start: headStart, specific: false, behindAnchor: false, closed: false };
  }
  const start = withoutPreposition(token, headStart);
  const cut = start > token.start;
  return { start, specific: cut || isProper(token), behindAnchor: false, closed: cut };
}

function overAnchor(anchors: SpanIndex, walk: Walk): Walk | undefined {
  const anchor = anchors.endingAt(walk.start);
  if (anchor === undefined || anchor.confidence < PLACE_IN_NAME) return undefined;
  return { start: anchor.start, specific: true, behindAnchor: true, closed: false };
}

function overBridge(block: SegmentedBlock, walk: Walk): Walk | undefined {
  const token = block.tokenAt(walk.start - 1);
  const bridged = token === undefined ? undefined : bridge(block, token);
  if (bridged === undefined || (walk.behindAnchor && bridged.quoted)) return undefined;
  return { start: bridged.start, specific: true, behindAnchor: false, closed: false };
}

function overWord(block: SegmentedBlock, walk: Walk, options: ExtensionOptions): Walk | undefined {
  const token = block.tokenAt(walk.start - 1);
  if (token?.end !== walk.start || !belongsToName(token, options)) return undefined;
  const proper = isProper(token);
  if (walk.behindAnchor && !proper)
    return token.text === '国家' ? { ...walk, start: token.start, closed: true } : undefined;
  const start = withoutPreposition(token, token.end);
  return { start, specific: walk.specific || proper, behindAnchor: walk.behindAnchor, closed: start > token.start };
}

/** A place surer than this can be the first part of a name. */
const PLACE_IN_NAME = 0.25;

interface Bridge {
  readonly start: number;
  readonly quoted: boolean;
}

/** The start of a quotation, bracket or dash-joined part that ends with the token, or undefined. */
function bridge(block: SegmentedBlock, token: Token): Bridge | undefined {
  const { text } = block;
  if (token.text === '”') return opening(text, token.start, '“', 20, true);
  if (token.text === '）' || token.text === ')') {
    return opening(text, token.start, token.text === '）' ? '（' : '(', 12, false);
  }
  const joins = JOINERS.has(token.text) && isNameCharacter(text[token.start - 1]);
  return joins ? { start: token.start, quoted: false } : undefined;
}

const JOINERS = new Set(['·', '—', '-', '+', '－', '–', '&', '/']);

function opening(text: string, close: number, mark: string, reach: number, quoted: boolean): Bridge | undefined {
  const from = Math.max(0, close - reach);
  const window = text.slice(from, close);
  const open = from + window.lastIndexOf(mark);
  const inner = text.slice(open + 1, close);
  if (open < from || inner === '') return undefined;
  if (/[，。！？；“”、 ]|记者|通讯员/.test(inner)) return undefined;
  if (!quoted && (open === 0 || !isNameCharacter(text[open - 1]))) return undefined;
  return { start: open, quoted };
}

const isNameCharacter = (character: string | undefined): boolean =>
  character !== undefined && /[\p{Script=Han}A-Za-z0-9”]/u.test(character);

function belongsToName({ text, tag }: Token, options: ExtensionOptions): boolean {
  if (STOPS.has(text) || !/^[\p{Script=Han}A-Za-z0-9.]+$/u.test(text)) return false;
  if (WHATEVER_THEIR_TAG.has(text)) return true;
  if (/^[和与及暨]$/.test(text)) return options.conjunctions === true;
  if (tag.startsWith('v'))
    return options.verbs === true || VERBS_IN_NAMES.has(text) || (tag === 'vn' && text.length > 1);
  if (/^[mq]/.test(tag)) return options.numbers === true || numberInName(text);
  if (tag.startsWith('t')) return options.numbers === true || !/[年月日时今昨去]/.test(text);
  if (tag.startsWith('a')) return text.length === 1 || !/[地的好了]$/.test(text);
  return !FUNCTION_WORD.test(tag);
}

/** Tags of prepositions, conjunctions, particles, pronouns, adverbs and interjections. */
const FUNCTION_WORD = /^[pcurdyeo]/;

/** Digits, ordinals and Han numerals without a measure word (第一医院, 二十七所, 5G). */
const numberInName = (text: string): boolean =>
  /^(?:第?[一二三四五六七八九十]{1,3}|[0-9]{1,3}|[A-Za-z][A-Za-z0-9.]*|[0-9]+[A-Za-z]+|[一二三四五六七八九十]+期|万[吨亩]|百万千瓦|[0-9]+千伏|千伏|号)$/.test(
    text,
  );

/** A word that only names hold: proper nouns, abbreviations, foreign words and words the dictionary does not know. */
export function isProper({ text, tag }: Token): boolean {
  return /^(?:n[rstz]|eng|j|x)/.test(tag) && /[\p{Script=Han}A-Za-z]/u.test(text) && !COMMON.has(text);
}

/** The dictionary-less model joins a preposition with the name behind it (由晶澜, 从沱湾). */
function withoutPreposition(token: Token, end: number): number {
  const joined =
    token.tag === 'x' && token.start + 2 < end && /^[从由以在向与和对遭为给到于将把被沿经]/.test(token.text);
  return joined ? token.start + 1 : token.start;
}

/** Moves the start right over modifiers and verbs that stand before names but are no part of them. */
function trimmed(block: SegmentedBlock, walk: Walk, headStart: number): NameStart {
  let start = JOINERS.has(block.text[walk.start] ?? '') ? walk.start + 1 : walk.start;
  while (start < headStart) {
    const token = block.tokenAt(start);
    if (token?.start !== start || token.end > headStart || !TRIMMED.has(token.text)) break;
    start = token.end;
  }
  return { start, specific: walk.specific && start < headStart };
}

const STOPS = entrySet(REPORT_VERBS);
const VERBS_IN_NAMES = entrySet(NAME_VERBS);
const WHATEVER_THEIR_TAG = entrySet(NAME_WORDS_OF_OTHER_CLASSES);
const TRIMMED = entrySet(GENERIC_MODIFIERS, LEADING_VERBS);
const COMMON = entrySet(GENERIC_MODIFIERS);
