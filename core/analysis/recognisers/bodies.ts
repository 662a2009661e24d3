import {
  AGENCY_STEMS,
  COMPANY_HEADS,
  INSTITUTION_HEADS,
  KNOWN_BODIES,
  MEDIA_HEADS,
  NOT_BODIES,
} from '../gazetteers/bodyNames';
import { Endings } from '../gazetteers/endings';
import { entries, entrySet } from '../gazetteers/entries';
import { PhraseIndex } from '../gazetteers/phraseIndex';
import type { Candidate } from '../mention';
import { PatternRules } from '../patterns/patternRules';
import { PatternScanner } from '../patterns/patternScanner';
import type { SegmentedBlock } from '../segmentedBlock';
import { SpanIndex } from '../spanIndex';
import { candidate, joinedDetail, matched } from './candidate';
import { HeadNouns } from './heads';
import { nameStart } from './leftExtension';

/** Named bodies: known names, party and government bodies by their formula, institutions and companies by their last word. */
export function recogniseBodies(block: SegmentedBlock, places: SpanIndex): Candidate[] {
  const named = [...knownBodies(block), ...partyAndGovernment(block, places), ...agencies(block, places)];
  const anchors = new SpanIndex([...places.all, ...named.filter(({ confidence }) => confidence > 0.8)]);
  const bodies = [...named, ...institutions(block, anchors)];
  const numbered = bodies.flatMap((body) => withNumberedPart(block.text, body));
  return [...bodies, ...numbered, ...joined(bodies)];
}

const KNOWN = new PhraseIndex(entries(KNOWN_BODIES).map((name) => [name, true] as const));

function knownBodies(block: SegmentedBlock): Candidate[] {
  const found: Candidate[] = [];
  for (const { start } of block.tokens) {
    if (!KNOWN.mayStartAt(block.codes, start)) continue;
    const name = KNOWN.longestAt(block.text, start)?.[0];
    if (name === undefined || !block.isBoundary(start + name.length)) continue;
    found.push(candidate('ORG', start, start + name.length, 0.85, 'gazetteer-body', name));
  }
  found.push(...CENTRES.in(block));
  return found;
}

/** 中央 as a body, not as an adjective. */
const CENTRE =
  /(?<![\p{Script=Han}]|[的])中央(?=[、，。]|对|高度|决定|要求|部署|有关|确定|关于|提出|召开)|(?<=党)中央/u;
const CENTRES = new PatternRules([[CENTRE, matched('ORG', 0.8, 'gazetteer-body')]]);

/** Organs of party, state and mass organisations: an optional place or level, the organ, its departments. */
function partyAndGovernment(block: SegmentedBlock, places: SpanIndex): Candidate[] {
  const found: Candidate[] = [];
  for (const { start: organStart, end } of ORGAN.in(block)) {
    const start = withPlace(block, places, organStart);
    if (!isOrgan(block.text, start, organStart, end)) continue;
    found.push(candidate('ORG', start, end, 0.88, 'party-or-state-organ', block.text.slice(organStart, end)));
  }
  return found;
}

/** Institutes and departments that a number names (七一三所, 第八监督检查室). */
const NUMBERED_PART =
  /^(?:第?[一二三四五六七八九十〇零]{1,4}(?:所|院|厂|局|分局|设计院|研究所|研究院|医院|人民医院|附属医院|公司|工程局)|第[一二三四五六七八九十]{1,3}\p{Script=Han}{2,6}(?:室|处|局|组))/u;

function withNumberedPart(text: string, body: Candidate): Candidate[] {
  const part = NUMBERED_PART.exec(text.slice(body.end, body.end + 12))?.[0];
  return part === undefined ? [] : [candidate('ORG', body.start, body.end + part.length, 0.85, 'numbered-part', part)];
}

const DEPARTMENT =
  '(?:组织部|宣传部|统战部|统一战线工作部|政法委(?:员会)?|社会工作部|党校|政研室|政策研究室|改革办|深改办|网信办|编办|机构编制委员会办公室|办公厅|办公室|巡察办|巡视组|巡察组|督查室|督查组|老干部局|农办|农村工作领导小组办公室|财办|外办|台办|机要局|常委会|常务委员会|宣讲团|军民融合办|国安办|秘书处)';
const LEVEL =
  '(?:省|市|县|区|州|旗|盟|地区|自治区|自治州|自治县|镇|乡|街道|特区|新区|高新区|经开区|开发区|自贸区|实验区|综保区|示范区)';
const ORGAN = new PatternScanner(
  new RegExp(
    [
      `(?:省|市|县|区|州|旗|盟|地|自治区党|兵团党)委(?:常委会|办(?![理事好])|党史研究室|${DEPARTMENT})?(?![员托派任会屈婉])`,
      `(?:${LEVEL}|机关|村|社区|公司|集团|学校|学院|局|厅|厂|直属机关|市直机关|省直机关|县直机关|区直机关)?(?:党工委|党委|党组|党总支|党支部|工委)(?:班子)?(?![员织])`,
      `${LEVEL}?(?:管委会|管理委员会)(?:办公室|党工委)?`,
      `(?:省|市|县|区|州|旗|盟|镇|乡|自治区|自治州|自治县|特区)(?:人民)?政府(?:办公厅|办公室|党组|口岸物流办|研究室|督查室|新闻办|办(?![理事好公]))?`,
      `(?:全国|省|市|县|区|州|旗|镇|乡|自治区|自治州|自治县)(?:人民代表大会|人大)(?:常务委员会|常委会)?(?:监察和司法委员会|监察司法委|法制工作委员会|法工委|财经委|环资委|社会建设委|农业与农村委|党组|机关|办公室)?(?!代表|会议|[一二三四五六七八九十])`,
      `(?:全国|省|市|县|区|州|旗|自治区|自治州)政协(?:常委会|党组|办公厅|办公室|[\\p{Script=Han}]{2,6}委)?(?!委员)`,
      `(?:中央|省|市|县|区|州|旗|自治区)?(?:纪委监委|纪委国家监委|纪委常委会|纪委|监委|监察委员会|纪律检查委员会)(?:监委)?(?:派驻[\\p{Script=Han}]{2,8}纪检监察组)?(?!委员|书记会)`,
      `(?:省|市|县|区|州|旗|自治区|全国)?(?:总工会|妇联|妇女联合会|残联|残疾人联合会|工商联|科协|文联|侨联|社科联|作协|红十字会|贸促会|计生协|关工委|文明办|(?<!平)台办|侨办|外办|国动办)`,
      `(?:共青团|团)(?:中央|省委|市委|县委|区委|州委|自治区委|旗委)`,
      `(?:最高|高级|中级|省|市|县|区|州|旗|自治区)?(?:最高|高级|中级)?人民(?:法院|检察院)`,
      `(?:省|市|县|区|州)(?:法院|检察院)`,
    ].join('|'),
    'u',
  ),
);

const BARE = /^(?:党组|党委|党总支|党支部|工委|纪委|监委|人民法院|人民检察院|管理委员会)$/;

function isOrgan(text: string, start: number, organStart: number, end: number): boolean {
  const organ = text.slice(organStart, end);
  if (start < organStart) return true;
  if (/^(?:总|各|两|全|我|本|该|设)/.test(text.slice(organStart - 1, organStart)))
    return /^[省市县区]/.test(organ) && !/[各两全]/.test(text[organStart - 1] ?? '');
  return !BARE.test(organ) || /党委|党组|党支部|监委|纪委/.test(organ);
}

/** The start of the place names before a body; places joined by a nationality or by nothing. */
function withPlace(block: SegmentedBlock, places: SpanIndex, start: number): number {
  let at = start;
  for (let length = 1; length <= 4; length++) {
    const level = places.endingAt(start + length);
    if (level === undefined || level.start >= start || !LEVELS.test(block.text.slice(start, start + length))) continue;
    at = Math.min(at, level.start);
  }
  for (let links = 0; links < 5; links++) {
    const place = places.endingAt(at);
    if (place === undefined) break;
    at = place.start;
  }
  const before = block.text.slice(Math.max(0, at - 2), at);
  if (before === '中共') return at - 2;
  return at;
}

/** `永年区人民法院`: the end of the place is the start of the organ (永年区 + 区人民法院). */
const LEVELS =
  /^(?:[省市县区州旗镇乡盟村]|社区|街道|新区|自治[区州县]|地区|开发区|高新区|经开区|新片区|实验区|试验区|示范区|自贸区|综保区|合作区)$/;

const STEMS = new Endings(AGENCY_STEMS);

/** Government agencies: place or level, the field of work, 局 厅 委 部 办. */
function agencies(block: SegmentedBlock, places: SpanIndex): Candidate[] {
  const found: Candidate[] = [];
  for (const { start: headStart, end } of AGENCY_HEADS.in(block)) {
    const stemStart = headStart - STEMS.longestAt(block, headStart);
    if (stemStart === headStart) continue;
    const start = agencyStart(block, places, stemStart);
    const confidence = start < stemStart ? 0.88 : 0.6;
    found.push(candidate('ORG', start, end, confidence, 'government-agency', block.text.slice(stemStart, end)));
  }
  return found;
}

const AGENCY_HEADS = new PatternScanner(
  /(?:局|厅|委员会|委|部|办公室|办|署|支队|总队|大队|分局)(?:党组|党委|机关党委)?(?!员|门|长会)/,
);

function agencyStart(block: SegmentedBlock, places: SpanIndex, stemStart: number): number {
  const place = withPlace(block, places, stemStart);
  if (place < stemStart) return place;
  const level = /(?:国家|自治区|自治州|自治县|兵团|地区|新区|高新区|经开区|开发区|[省市县区州旗镇乡])$/.exec(
    block.text.slice(Math.max(0, stemStart - 3), stemStart),
  );
  if (level === null) return stemStart;
  const levelStart = stemStart - level[0].length;
  return withPlace(block, places, levelStart);
}

/** Schools, hospitals, institutes, companies and media: by their last word, extended to the left. */
function institutions(block: SegmentedBlock, anchors: SpanIndex): Candidate[] {
  const found: Candidate[] = [];
  for (const { head, start: headStart, end } of HEADS.in(block)) {
    const { start, specific } = nameStart(block, anchors, headStart, { verbs: RESEARCH.has(head) });
    const name = block.text.slice(start, end);
    if (NO_BODIES.has(name) || end - start < 3) continue;
    if (BRANDS.has(head) && !isBrand(block, anchors, start, headStart, end)) continue;
    found.push(
      candidate('ORG', start, end, institutionConfidence(block, start, headStart, head, specific), 'body-suffix', head),
    );
  }
  return found;
}

/**
 * A field of business behind a brand (中天科技) names a company where the name ends there; behind a place it is the
 * business of the place (长春汽车).
 */
function isBrand(block: SegmentedBlock, anchors: SpanIndex, start: number, headStart: number, end: number): boolean {
  const anchor = anchors.startingAt(start);
  if (anchor !== undefined && anchor.end >= headStart) return false;
  return headStart - start >= 2 && /^[、，。；：）（“”！？ 等和与及的在将已]?$/.test(block.text[end] ?? '');
}

const BRANDS = entrySet(
  '汽车 科技 电子 智能 新能源 能源 食品 农业 牧业 渔业 水产 纺织 服饰 家具 建材 机械 电器 电气 电机 通信 软件 传媒 文旅 物流 快递 航空 航天 保险 信托 基金 资本 环保 生物 医药 水泥 玻璃 陶瓷 化工 石化 包装 黄金 半导体 客车 卡车 摩托 材料 酒店 新材料 智能',
);

function institutionConfidence(
  block: SegmentedBlock,
  start: number,
  headStart: number,
  head: string,
  specific: boolean,
): number {
  if (specific) return 0.72;
  const named = RESEARCH.has(head) && headStart - start >= 4 && !GENERIC_BEFORE.test(block.text[start - 1] ?? '');
  return named ? 0.55 : UNSPECIFIC;
}

/** Heads that with a long enough field of work name one body (无人机产业技术研究院). */
const RESEARCH = entrySet('研究院 研究所 学院 大学 医院 有限公司 有限责任公司 实验室 研究中心 设计院 科学院');

/** 省级, 一家, 的: what follows is one of a kind, not a name. */
const GENERIC_BEFORE = /[级家个所批的是类型]/;

/** A body without a proper name: only a post behind it makes it one (农学院院长). */
const UNSPECIFIC = 0.4;

const HEADS = new HeadNouns(INSTITUTION_HEADS, COMPANY_HEADS, MEDIA_HEADS);
const NO_BODIES = entrySet(NOT_BODIES);

/** A body directly behind another is a part of it (省公安厅 + 交警总队). */
function joined(bodies: readonly Candidate[]): Candidate[] {
  const index = new SpanIndex(bodies.filter(({ confidence }) => confidence > 0.5));
  const found: Candidate[] = [];
  for (const body of bodies) {
    let last = body;
    for (let parts = 0; parts < 3; parts++) {
      const next = index.startingAt(last.end);
      if (next === undefined) break;
      last = next;
    }
    if (last !== body)
      found.push(candidate('ORG', body.start, last.end, 0.85, 'body-and-its-part', joinedDetail(body, last)));
  }
  return found;
}
