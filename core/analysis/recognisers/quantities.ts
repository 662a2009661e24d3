import { entries } from '../gazetteers/entries';
import { MEASURES } from '../gazetteers/measures';
import type { Candidate } from '../mention';
import type { CodedText } from '../patterns/codedText';
import { PatternRules, type Reading } from '../patterns/patternRules';
import { candidate, matched } from './candidate';

/** Numbers with their measure word, unit, currency or percent sign (guidelines, QTY). */
export const recogniseQuantities = (block: CodedText): Candidate[] => RULES.in(block);

const NUMBER = '(?:[0-9]{1,16}(?:,[0-9]{3}){0,5}(?:\\.[0-9]{1,8})?)';
const SCALE = '(?:[十百千万亿]|百万|千万|万亿|十万|百亿|千亿|十亿){0,2}';
const MORE = '(?:余|多|来|几|好几)?';
const TO = '(?:至|到|—|-|－|–|~|～|——)';
const HAN = '[一二两三四五六七八九十百千万亿几数半零〇]';

const MEASURE = alternation(entries(MEASURES));
const PERCENT = new RegExp(`(?<![0-9.])(?:${NUMBER}%?${TO})?${NUMBER}%|百分之${HAN}{1,6}(?:点${HAN}{1,4})?`);
const FRACTION = new RegExp(`${HAN}{1,4}分之(?:${HAN}{1,4}|[0-9]{1,3})|(?<![0-9.])${NUMBER}[:∶]${NUMBER}(?=比|的比)`);
/** 118比115, 5∶3∶2. */
const SCORE = /(?<![0-9.])[0-9]{1,3}(?:比[0-9]{1,3}(?![0-9.%％倍])|(?:[:∶][0-9]{1,3}){2})/;
/** A number in ten thousands without a unit (票房3.1亿). */
const LARGE_NUMBER = /(?<![0-9.A-Za-z])[0-9]{1,6}(?:\.[0-9]{1,4})?(?:万亿|万|亿)(?![\p{Script=Han}A-Za-z])/u;
/** An order of magnitude that stands for a sum of money (万亿产业, 百亿级集群). */
const BARE_SCALE =
  /(?<![0-9.一二两三四五六七八九十百千万几数余多])[十百千万]亿(?=级|产业|[\p{Script=Han}]{2,4}(?:产业|集群|赛道|市场))/u;
const HALF = /一半(?!天|年)|过半数/;

/** Numbers in digits, ranges included; the measure word is looked up behind them. */
const DIGITS = new RegExp(
  `(?<![0-9.第A-Za-z])(?:零下)?(?:${NUMBER}${SCALE}(?:${MORE})(?:个|元|米|吨|万|亿)?${TO})?${NUMBER}${MORE}${SCALE}${MORE}`,
);
/** Numbers in Han characters, and scales alone (亿元, 万亩). */
const HAN_NUMERALS = new RegExp(
  `(?<![第0-9.一二三四五六七八九十百千万亿几数]|[0-9][余多])(?!零[部件排售散食距头])(?!百姓|万象|千佛)${HAN}{1,8}${MORE}${SCALE}`,
);
const MEASURE_HERE = new RegExp(
  `(?:${MEASURE})(?:多|半|零[0-9一二三四五六七八九十]{1,4}(?:${MEASURE})|\\/(?:${MEASURE}|秒|年|天))?`,
  'y',
);

/** Reads a number with the measure word behind it, but for set expressions that count nothing. */
const measured =
  (confidence: number, isIdiom: (text: string, start: number, end: number) => boolean): Reading<CodedText, Candidate> =>
  ({ text }, { start, end: numberEnd }) => {
    const measure = matchAt(text, MEASURE_HERE, numberEnd);
    const end = numberEnd + measure.length;
    return measure === '' || isIdiom(text, start, end)
      ? undefined
      : candidate('QTY', start, end, confidence, 'number-with-measure', measure);
  };

function matchAt(text: string, sticky: RegExp, offset: number): string {
  sticky.lastIndex = offset;
  return sticky.exec(text)?.[0] ?? '';
}

/** Whether the numeral belongs to a set expression that counts nothing (一个, 一批, 一道, 几度). */
function isIdiom(text: string, start: number, end: number): boolean {
  return IDIOM.test(text.slice(start, end)) || ORDINARY_WORD.test(text.slice(start, end + 2));
}

const IDIOM =
  /^(?:一.{1,2}|[几数半].|十分|万[一分]|[一二三四五六七八九十]方|[一二三四五六七八九十]期|[一二三四五六七八九十]级|[一二三四五六七八九十]是|百姓|千家|万家|千[丝缕].?|万[户众].?|两[岸地会者边侧].?|[千万]里|四面|八方|百[分般].?|十[分足].?)$/;
const ORDINARY_WORD = /^(?:一家人|百家姓|两手抓|三农|四面八方|千家万户|千方百计|三下乡|五个一|百分之)/;

function alternation(words: readonly string[]): string {
  return [...words]
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/[/.]/g, '\\$&'))
    .join('|');
}

const RULES = new PatternRules([
  [PERCENT, matched('QTY', 0.95, 'percentage')],
  [FRACTION, matched('QTY', 0.9, 'fraction')],
  [DIGITS, measured(0.9, () => false)],
  [HAN_NUMERALS, measured(0.75, isIdiom)],
  [HALF, matched('QTY', 0.6, 'fraction')],
  [SCORE, matched('QTY', 0.8, 'score')],
  [LARGE_NUMBER, matched('QTY', 0.6, 'order-of-magnitude')],
  [BARE_SCALE, matched('QTY', 0.55, 'order-of-magnitude')],
]);
