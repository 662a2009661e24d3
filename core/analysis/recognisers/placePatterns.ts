import { SHORT_NAMES } from '../gazetteers/divisions';
import { entries } from '../gazetteers/entries';
import type { Candidate } from '../mention';
import type { CodedText } from '../patterns/codedText';
import { PatternRules } from '../patterns/patternRules';
import { RANK, rankOfSuffix, type RankedPlace } from './addresses';
import { candidate, matched } from './candidate';

/** Development and free-trade zones, a section of theirs included (自由贸易试验区洛阳片区). */
const AREA =
  /(?:高新技术产业开发区|经济技术开发区|经济开发区|高新技术开发区|(?:国家)?高新区|经开区|自贸区|自贸试验区|（[\p{Script=Han}]{2,4}）自由贸易试验区|自由贸易试验区|新片区|自由贸易港|自贸港|综合保税区|综保区|国家自主创新示范区|航空港实验区|综合实验区|(?<=\p{Script=Han}{2})新区)(?:[\p{Script=Han}]{2,3}片区)?/u;

const TOWN_NAME = '[^\\P{Script=Han}的和与及在是个全各每该本这那某到从了为等对将由向县市省区镇乡村]';
/**
 * Towns and villages by their characters alone, where the segmenter cut them wrongly: behind a larger division
 * (曲周县侯村镇), and in lists (君山镇、苏平镇).
 */
const TOWN = new RegExp(
  [
    `(?<=[县市区旗盟州])${TOWN_NAME}{1,4}(?:镇|乡|街道)(?![民里办长企村])`,
    `(?<=[县市区旗州镇乡道])${TOWN_NAME}{1,3}(?:村|社区|嘎查)(?![民里级])`,
    `(?<=[、，。；“（在到从与])${TOWN_NAME}{2,3}(?:镇|乡|街道|村)(?=[、，。；”）的等和党委政])`,
  ].join('|'),
  'u',
);

/** Development zones, then towns and villages. */
export const patternPlaces = (block: CodedText): RankedPlace[] => RANKED.in(block);

const RANKED = new PatternRules<CodedText, RankedPlace>([
  [
    AREA,
    ({ text }, { start, end }) => ({
      place: candidate('LOC', start, end, 0.7, 'area', text.slice(start, end)),
      rank: RANK.county - 0.5,
    }),
  ],
  [
    TOWN,
    ({ text }, { start, end }) => ({
      place: candidate('LOC', start, end, 0.68, 'town', text.slice(start, end)),
      rank: rankOfSuffix(text.slice(start, end)),
    }),
  ],
]);

/** A part of a region that is named after it: 长江中下游, 贺兰山东麓. */
export function partsOfPlaces(text: string, places: readonly Candidate[]): Candidate[] {
  return places.flatMap((place) => {
    const part = PART.exec(text.slice(place.end, place.end + 5))?.[0];
    return part === undefined || place.confidence < 0.5
      ? []
      : [candidate('LOC', place.start, place.end + part.length, place.confidence, 'part-of-place', part)];
  });
}

const PART = /^(?:[东西南北]麓|中?[上下]游|中游|[东西南北]岸|流域|都市圈|城市群|主城区)/;

/** The place in the head of an agency report (新华社巴黎6月7日电). */
const DATELINE =
  /(?<=(?:新华社|中新社|中新网|人民网|本报|记者))\p{Script=Han}{2,6}(?=[0-9]{1,2}月[0-9]{1,2}日(?:电|讯))/u;

const SHORT = `[${entries(SHORT_NAMES).join('')}]`;
const UNAMBIGUOUS = '[京津沪渝冀豫辽皖鲁苏浙赣鄂桂晋陕闽粤琼黔滇陇疆藏甬]';
/** One-character names of provinces where they stand for the place (驻豫, 来琼, 沪苏浙皖). */
const SHORT_NAME = new RegExp(
  [
    `(?<=[驻在来入赴援离返])${UNAMBIGUOUS}(?![\\p{Script=Han}])`,
    `(?<=[驻入援赴])${UNAMBIGUOUS}(?=[企校高院部单干医])`,
    `(?<=驻)[郑宁汉蓉穗深杭昌长](?=高校|院校|单位|部队|央企|机构)`,
    `(?<![\\p{Script=Han}])${SHORT}(?=、${SHORT}(?:[、等两三四五六七]))`,
    `(?<=(?<![\\p{Script=Han}])${SHORT}、)${SHORT}(?=[、等两三四五六七])`,
  ].join('|'),
  'u',
);

/** Places in datelines, then short names. */
export const placesInFormulas = (block: CodedText): Candidate[] => FORMULAS.in(block);

const FORMULAS = new PatternRules([
  [DATELINE, matched('LOC', 0.85, 'dateline')],
  [SHORT_NAME, matched('LOC', 0.6, 'short-name')],
]);
