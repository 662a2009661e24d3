import { Endings } from '../gazetteers/endings';
import { entrySet } from '../gazetteers/entries';
import { AUTONOMOUS, placeNames, type PlaceKind } from '../gazetteers/placeNames';
import { AREA_SUFFIXES, NATURAL_SUFFIXES, NOT_PLACES, SETTLEMENT_SUFFIXES } from '../gazetteers/placeSuffixes';
import type { Candidate } from '../mention';
import type { SegmentedBlock, Token } from '../segmentedBlock';
import { addresses, RANK, rankOfSuffix, type RankedPlace } from './addresses';
import { candidate } from './candidate';
import { partsOfPlaces, patternPlaces, placesInFormulas } from './placePatterns';

/**
 * Places: gazetteer names, jieba's `ns`, names made by a suffix (镇, 村, 河 …). A larger place directly before a smaller
 * one is one span with it, the way an address is read (guidelines: as long as possible).
 */
export function recognisePlaces(block: SegmentedBlock): Candidate[] {
  const named = [...gazetteerPlaces(block), ...taggedPlaces(block)];
  const ends = new Set(named.map(({ place }) => place.end));
  const all = [...named, ...suffixedPlaces(block, ends), ...patternPlaces(block)];
  const places = [...all, ...addresses(all)].map(({ place }) => place);
  return [...places, ...partsOfPlaces(block.text, places), ...placesInFormulas(block)];
}

const PLACES = placeNames();

const CONFIDENCE: Readonly<Record<PlaceKind, number>> = {
  'full-province': 0.92,
  'full-prefecture': 0.92,
  'full-county': 0.92,
  country: 0.9,
  region: 0.75,
  province: 0.9,
  prefecture: 0.85,
  county: 0.7,
};

const RANK_OF_KIND: Readonly<Record<PlaceKind, number>> = {
  'full-province': RANK.province,
  'full-prefecture': RANK.prefecture,
  'full-county': RANK.county,
  country: RANK.country,
  region: RANK.town,
  province: RANK.province,
  prefecture: RANK.prefecture,
  county: RANK.county,
};

function gazetteerPlaces(block: SegmentedBlock): RankedPlace[] {
  const found: RankedPlace[] = [];
  for (let at = PLACES.nextIn(block.codes, 0); at < block.text.length; at = PLACES.nextIn(block.codes, at + 1)) {
    if (!canStart(block, at)) continue;
    for (const [name, kind] of PLACES.allAt(block.text, at)) {
      const place = gazetteerPlace(block, at, name, kind);
      if (place === undefined) continue;
      found.push({ place, rank: RANK_OF_KIND[kind] });
      at = place.end - 1;
      break;
    }
  }
  return found;
}

function gazetteerPlace(block: SegmentedBlock, at: number, name: string, kind: PlaceKind): Candidate | undefined {
  const end = at + name.length;
  const full = kind.startsWith('full');
  AUTONOMOUS.lastIndex = end;
  const autonomous = full ? null : AUTONOMOUS.exec(block.text);
  if (autonomous !== null) {
    return candidate('LOC', at, end + autonomous[0].length, 0.95, 'gazetteer-place', name);
  }
  if (full) {
    if (LONGER_WORD.test(block.text.slice(end, end + 1)) && !block.isBoundary(end)) return undefined;
    return candidate('LOC', at, end, CONFIDENCE[kind], 'gazetteer-place', name);
  }
  if (!canEnd(block, end)) return undefined;
  return candidate('LOC', at, end, bareConfidence(block, at, name, kind), 'gazetteer-place', name);
}

/** A full name followed by these is cut inside a longer word (中山市场, 新城区域). */
const LONGER_WORD = /[场域间别]/;

/** A bare county name that is also an ordinary word of the dictionary is only a hint; the document decides. */
function bareConfidence(block: SegmentedBlock, at: number, name: string, kind: PlaceKind): number {
  const token = block.tokenAt(at);
  const known = CONFIDENCE[kind];
  if (token?.text !== name) return kind === 'county' ? 0.55 : known;
  if (token.tag === 'ns' || kind === 'country' || kind === 'province') return known;
  if (/^[vadpcmtrf]/.test(token.tag)) return kind === 'prefecture' ? 0.6 : HINT;
  if ((token.tag === 'n' || COMMON_WORDS.has(name)) && kind !== 'prefecture') return HINT;
  return kind === 'county' ? 0.6 : known;
}

/** Bare names of counties and districts that mean something else far more often. */
const COMMON_WORDS = entrySet(
  '新城 古城 青山 海港 凤凰 复兴 文明 东方 大同 新华 和平 长安 太平 永安 平安 江海 城中 开江 新安 新兴 江口 宝山 河口 临江 南山 西山 东山 海棠 桃源 金山 花山 阳新 新民 振兴 宏伟',
);

/** Below the threshold of resolution: taken only when the document supports it. */
const HINT = 0.3;

/** A name starts at a word, or behind a preposition that the segmenter joined to it. */
function canStart(block: SegmentedBlock, at: number): boolean {
  const token = block.tokenAt(at);
  if (token === undefined) return false;
  if (token.start === at) return true;
  return at - token.start === 1 && JOINED_BEFORE.test(token.text);
}

const JOINED_BEFORE = /^[从由以在向与和对遭为给到于将把被沿经驻援赴来访入出离至去及图]/;

function canEnd(block: SegmentedBlock, end: number): boolean {
  if (block.isBoundary(end)) return true;
  const token = block.tokenAt(end);
  return token?.tag === 'x' && end - token.start >= 2;
}

/**
 * Words that the segmenter tags as places although no gazetteer has them: most are none (嘉宾, 台风), so that they are hints
 * only, good as the first part of a longer name.
 */
function taggedPlaces(block: SegmentedBlock): RankedPlace[] {
  return block.tokens
    .filter(({ text, tag }) => tag === 'ns' && text.length > 1 && !NO_PLACES.has(text))
    .map(({ text, start, end }) => ({
      place: candidate('LOC', start, end, HINT, 'segmenter-place', text),
      rank: rankOfSuffix(text),
    }));
}

const NO_PLACES = entrySet(NOT_PLACES);

/** Names made by a suffix from one to three nominal words: 湖滨镇, 古生村, 白杨河. */
function suffixedPlaces(block: SegmentedBlock, placeEnds: ReadonlySet<number>): RankedPlace[] {
  const found: RankedPlace[] = [];
  for (const token of block.tokens) {
    const length = SUFFIXES.longestAt(block, token.end, token.start);
    if (length === 0) continue;
    const suffix = token.text.slice(-length);
    const start = suffixedStart(block, token, suffix, placeEnds);
    if (
      start === undefined ||
      SITE_NOT_PLACE.test(block.text.slice(start, token.end)) ||
      NO_PLACES.has(block.text.slice(start, token.end))
    )
      continue;
    const place = candidate('LOC', start, token.end, 0.65, 'place-suffix', suffix);
    found.push({ place, rank: rankOfSuffix(suffix) });
  }
  return found;
}

/** What these end is a site (梦想小镇, 磁器口古镇). */
const SITE_NOT_PLACE = /(?:小镇|古镇|古村|新村|街区|小区|园区|校区|院区|景区|港区)$/;

const NATURAL = entrySet(NATURAL_SUFFIXES);
const SUFFIXES = new Endings(SETTLEMENT_SUFFIXES, NATURAL_SUFFIXES, AREA_SUFFIXES);
/** Zones are common nouns unless a proper noun stands before them (先进制造业开发区). */
const ZONES = entrySet(AREA_SUFFIXES);

/** Where the name before the suffix starts; undefined where there is none. */
function suffixedStart(
  block: SegmentedBlock,
  token: Token,
  suffix: string,
  placeEnds: ReadonlySet<number>,
): number | undefined {
  const own = token.text.length - suffix.length;
  if (token.text.startsWith('等') || (own > 0 && /^[nilvdta]$/.test(token.tag))) return undefined;
  const zone = ZONES.has(suffix);
  if (own >= 2 && !zone) return withoutPreposition(token);
  if (own === 1 && token.tag === 'ns') return token.start;
  if (own === 1 && NATURAL.has(suffix) && !/^(?:x|n[rz])/.test(token.tag)) return undefined;
  let start = token.start;
  let proper = zone && own >= 2 && /^(?:x|n[srz])/.test(token.tag);
  if (proper) return withoutPreposition(token);
  for (let index = block.indexAt(token.start) - 1; index >= 0; index--) {
    const word = block.tokens[index] as Token;
    if (placeEnds.has(start) && start < token.start) break;
    if (!isNamePart(word) || token.end - word.start > suffix.length + LONGEST_NAME) break;
    start = word.start;
    proper ||= /^(?:x|n[srz]|j)/.test(word.tag);
  }
  if (zone && !proper) return undefined;
  return start < token.start && token.end - start - suffix.length >= 2 ? start : undefined;
}

/** Characters of a name before its suffix. */
const LONGEST_NAME = 4;

/** A short nominal word that place names are made of. */
const isNamePart = ({ text, tag }: Token): boolean =>
  text.length <= 4 && /^\p{Script=Han}+$/u.test(text) && /^[nxjgafszbiqm]/.test(tag) && !NAME_STOPS.test(text);

const NAME_STOPS =
  /^(?:的|和|与|及|在|是|个|全|各|每|该|本|这|那|某|我|他|你|她|它|老|新|小|大|乡|县|市|省|区|镇|村|来到|走进|前往|农村|乡村|城市|城乡|街道|重点|所有|多个|沿线|周边|上游|下游|流域|一个|两个|三个|位于|地处|建设|打造|推进|支持|推动|进入|等|到|去|赴|返回|有|为|里|外|内|上|下游|进|出|下|入|回)$/;

const withoutPreposition = (token: Token): number =>
  token.tag === 'x' && token.text.length > 3 && JOINED_BEFORE.test(token.text) ? token.start + 1 : token.start;
