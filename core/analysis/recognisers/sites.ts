import { entrySet } from '../gazetteers/entries';
import { GENERAL_SITES, NOT_SITES, SITE_HEADS } from '../gazetteers/siteNames';
import type { Candidate } from '../mention';
import { PatternRules } from '../patterns/patternRules';
import { PatternScanner } from '../patterns/patternScanner';
import type { SegmentedBlock } from '../segmentedBlock';
import { SpanIndex } from '../spanIndex';
import { candidate, joinedDetail, matched } from './candidate';
import { HeadNouns } from './heads';
import { nameStart } from './leftExtension';

/** Named sites, buildings, roads, parks and engineering projects (guidelines, FAC). */
export function recogniseSites(block: SegmentedBlock, places: SpanIndex): Candidate[] {
  const sites = [...headedSites(block, places), ...NUMBERED_ROADS.in(block)];
  return [...sites, ...joined(sites)];
}

/** A site directly behind another is a part of it (湛海高铁 + 徐闻东站, 三江源国家公园 + 黄河源园区). */
function joined(sites: readonly Candidate[]): Candidate[] {
  const index = new SpanIndex(sites);
  return sites.flatMap((site) => {
    const part = index.startingAt(site.end);
    return part === undefined
      ? []
      : [candidate('FAC', site.start, part.end, 0.7, 'site-and-its-part', joinedDetail(site, part))];
  });
}

const HEADS = new HeadNouns(SITE_HEADS);
const GENERAL = entrySet(GENERAL_SITES);
const NO_SITES = entrySet(NOT_SITES);

function headedSites(block: SegmentedBlock, places: SpanIndex): Candidate[] {
  const found: Candidate[] = [];
  for (const { head, start: headStart, end } of HEADS.in(block)) {
    if (COMPOUND_GOES_ON.matchesAt(block, end)) continue;
    const { start, specific } = nameStart(block, places, headStart);
    const confidence = siteConfidence(block, places, start, end, head, specific);
    if (confidence === 0) continue;
    const tail = PHASE.exec(block.text.slice(end, end + 12))?.[0].length ?? 0;
    found.push(candidate('FAC', start, end + tail, confidence, 'site-suffix', head));
  }
  return found;
}

/** 0 where the phrase names nothing. */
function siteConfidence(
  block: SegmentedBlock,
  places: SpanIndex,
  start: number,
  end: number,
  head: string,
  specific: boolean,
): number {
  const name = block.text.slice(start, end);
  const own = name.length - head.length;
  const place = places.endingAt(end);
  if (place !== undefined && place.start > start && place.evidence[0]?.recogniser === 'gazetteer-place') return 0;
  if (NO_SITES.has(name) || own < 1 || name.length < 3) return 0;
  if (head.length === 1 && !isStationOrRoad(block, places, start, end, head)) return 0;
  if (isPlacePlusCommonNoun(block, places, start, end) || QUOTED_PROGRAMME.test(name)) return 0;
  if (specific) return GENERAL.has(head) ? 0.62 : 0.7;
  return own >= LONG_NAME && !GENERAL.has(head) && !GENERIC_BEFORE.test(block.text[start - 1] ?? '') ? 0.55 : 0;
}

/** 省级, 一座, 的: what follows is one of a kind, not a name. */
const GENERIC_BEFORE = /[级座个家批的是类型处]/;

/** Own characters of a name that is believed without any proper noun in it (核桃坝茶青交易市场). */
const LONG_NAME = 4;

/** Heads of one character need a word of their own: a place before 站 and 港, a proper name before the others. */
function isStationOrRoad(block: SegmentedBlock, places: SpanIndex, start: number, end: number, head: string): boolean {
  const token = block.tokenAt(end - 1);
  if (token === undefined) return false;
  const place = places.endingAt(end - 1);
  if ('站港'.includes(head) && place?.start === start) return true;
  if (end - start >= 4) return !/^[vadpcr]/.test(token.tag);
  return token.text === head || /^(?:x|n[rsz])/.test(token.tag);
}

/** “135”工程: a quotation and a common noun is a formulation; only the quotation is marked, as TERM. */
const QUOTED_PROGRAMME = /^“[^”]*”(?:.{0,4}(?:工程|项目|集群|线路|市场|城市|园区|示范区|平台)|产业园区|工业园区)$/;

/** Behind a head these make another word of it (中心城市, 基地化, 高铁新城 …). */
const COMPOUND_GOES_ON = new PatternScanner(/城市|群$|化|式|型|级|网$|长|集团|公司|医院|协会|学校/);

/** Phases and sections that belong to the name of the project before them. */
const PHASE =
  /^(?:[一二三四五六七八九]期(?:扩建|改扩建)?(?:工程|项目)?|（[一二三四五六]期）|[东西南北](?:延?长?[线段]|延伸[线段])|\p{Script=Han}{1,4}段(?!时|落)|(?:改线|改扩建|改造|提升|扩建|延伸|修缮|更新|搬迁|迁建|连通|治理)(?:提升|改造|扩建)?(?:工程|项目)?)/u;

/** 郑州市场, 北京公园: a place and a common noun name nothing. */
function isPlacePlusCommonNoun(block: SegmentedBlock, places: SpanIndex, start: number, end: number): boolean {
  const place = places.startingAt(start);
  return place !== undefined && place.end < end && NOUNS_BEHIND_PLACES.has(block.text.slice(place.end, end));
}

const NOUNS_BEHIND_PLACES = entrySet(
  '市场 中心 基地 项目 工程 园区 集群 产业集群 高速公路 公路 铁路 农场 枢纽 社区 小区 生产基地 学校 城 街 路 工厂 车间 核心区 示范区 国家中心 重点项目 重大项目 产业园 产业园区 走廊 装置 线路 世界级产业集群 院 园 楼 线 经济区 工业区 产业区',
);

const NUMBERED_ROAD =
  /[GS][0-9]{1,4}(?:\p{Script=Han}{2,4})?(?:高速(?:公路)?|国道|省道|线|公路)(?:\p{Script=Han}{2,3}段)?|[0-9]{3}(?:国道|省道)|(?:国道|省道)[0-9]{3}线?|地铁[0-9]{1,2}号线(?:[一二三]期)?|轨道交通[0-9]{1,2}号线(?:[一二三]期)?/u;
const NUMBERED_ROADS = new PatternRules([[NUMBERED_ROAD, matched('FAC', 0.85, 'numbered-road')]]);
