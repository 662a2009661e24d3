import { Endings } from '../gazetteers/endings';
import { entries, entrySet } from '../gazetteers/entries';
import { PhraseIndex } from '../gazetteers/phraseIndex';
import { TITLES, TITLE_PREFIXES } from '../gazetteers/titles';
import type { Candidate } from '../mention';
import { PatternRules } from '../patterns/patternRules';
import type { SegmentedBlock } from '../segmentedBlock';
import type { SpanIndex } from '../spanIndex';
import { candidate, matched } from './candidate';
import { nameStart } from './leftExtension';

/** Posts: a title with its qualifiers and the body directly before it, which is marked as well (guidelines, POST). */
export function recognisePosts(block: SegmentedBlock, places: SpanIndex, bodies: SpanIndex): Candidate[] {
  const found: Candidate[] = [];
  for (
    let at = TITLE_INDEX.nextIn(block.codes, 0);
    at < block.text.length;
    at = TITLE_INDEX.nextIn(block.codes, at + 1)
  ) {
    const title = TITLE_INDEX.longestAt(block.text, at)?.[0];
    if (title === undefined || !isTitleHere(block, at, title)) continue;
    found.push(...post(block, places, bodies, at, title));
    at += title.length - 1;
  }
  const groups = GROUP_POSTS.in(block);
  return [
    ...found,
    ...groups.map((group) => ({ ...group, start: places.endingAt(group.start)?.start ?? group.start })),
  ];
}

const TITLE_INDEX = new PhraseIndex(entries(TITLES).map((title) => [title, true] as const));
const PREFIXES = new Endings(TITLE_PREFIXES);

/** Posts that stand for membership of a body and have no ORG inside (rulings). */
const GROUP_POST =
  /(?:省|市|县|区|州|旗|自治区|镇)(?:委|政府|级)?(?:四套班子)?(?:领导(?!小组|干部|班子|同志|机制|力|下)|委领导)|(?:全国|省|市|县|区|州|自治区)?(?:人大代表|政协委员|党代表)|(?:省|市|县|区|州|旗|自治区党|地)委(?:常委(?!会)|委员(?!会)|候补委员)|候补[市省]委委员|(?:省|市|县|区)纪委委员/;
const GROUP_POSTS = new PatternRules([[GROUP_POST, matched('POST', 0.93, 'leading-group')]]);

/** Whether the title is a word of its own and not a part of a longer one (主席台, 代表团, 书记员). */
function isTitleHere(block: SegmentedBlock, at: number, title: string): boolean {
  const end = at + title.length;
  if (NOT_BEHIND.test(block.text.slice(end, end + 2))) return false;
  if (AMBIGUOUS.has(title) && !/[\p{Script=Han}，、（：\s]/u.test(block.text[end] ?? '，')) return false;
  const last = block.tokenAt(end - 1);
  return last === undefined || last.end === end || last.tag === 'x' || last.tag.startsWith('nr');
}

const NOT_BEHIND =
  /^(?:台|团|会(?!见|同|上)|部(?!部长)|制|级|处|室|办公|职|岗|队|组(?!织)|证|性|作|大会|人[选员]|机关|们|资格|联席|院$|热线|信箱|接待|站|点(?!赞)|责任|负责制|工作)/;
const AMBIGUOUS = entrySet('代表 成员 委员 领导 编辑 导演 秘书 主席 顾问 老师 教师 医生 专员 经理');

function post(block: SegmentedBlock, places: SpanIndex, bodies: SpanIndex, at: number, title: string): Candidate[] {
  const { text } = block;
  const end = at + title.length;
  const titleStart = withPrefixes(block, at, bodies);
  const body = bodies.endingAt(titleStart);
  if (body !== undefined && !(title === '常委' && text[body.end - 1] === '委')) {
    return [
      candidate('POST', body.start, end, 0.93, 'title-after-body', text.slice(titleStart, end)),
      candidate(
        'ORG',
        body.start,
        body.end,
        Math.max(body.confidence, 0.9),
        'body-of-post',
        text.slice(body.start, body.end),
      ),
    ];
  }
  const employer = employerBefore(block, places, titleStart, title);
  if (employer !== undefined) {
    const start = titleStart - employer.length;
    return [
      candidate('POST', start, end, 0.8, 'title-after-body', text.slice(titleStart, end)),
      candidate('ORG', start, titleStart, 0.6, 'body-of-post', employer),
    ];
  }
  const start = withLevel(places, withField(block, titleStart, title), title);
  const confidence = postConfidence(block, start, end, title);
  return confidence === 0 ? [] : [candidate('POST', start, end, confidence, 'title', text.slice(start, end))];
}

/**
 * The name directly before a title that is held in bodies (总经理, 记者): a body even without a word that says so
 * (海信视像副总裁, 浙商新报记者).
 */
function employerBefore(
  block: SegmentedBlock,
  places: SpanIndex,
  titleStart: number,
  title: string,
): string | undefined {
  if (!HELD_IN_BODIES.test(title)) return undefined;
  const { start, specific } = nameStart(block, places, titleStart, { longest: 16 });
  const name = block.text.slice(start, titleStart);
  const place = places.startingAt(start);
  if (!specific || name.length < 3 || NO_EMPLOYER.test(name) || place?.end === titleStart) return undefined;
  return isPersonalName(block, titleStart, name) ? undefined : name;
}

const HELD_IN_BODIES =
  /(?:总经理|董事长|总裁|创始人|首席[\p{Script=Han}]{2,3}|记者|秘书长|会长|理事长|行长|社长|校长|院长|所长|馆长|场长|厂长|队长|主教练|站长|司长|处长|局长|厅长|主任|研究员|教授|编辑|指挥长|领队|律师|董事)$/u;

const NO_EMPLOYER =
  /(?:名|位|个|的|兼|任|原|时任|现任|前任|籍|女|男|老|随队|多家|同志|先生|女士)$|^[0-9日月]|^(?:本报|名|位|中外|随行|多名)/;

/** 安伟书记, 李明主任: a name directly before a title is a person. */
function isPersonalName(block: SegmentedBlock, end: number, name: string): boolean {
  const token = block.tokenAt(end - 1);
  return name.length <= 3 && token?.text === name && token.tag.startsWith('nr');
}

/** 物业经理, 地理教师: the field of work belongs to a title that is a common noun. */
function withField(block: SegmentedBlock, titleStart: number, title: string): number {
  if (!COMMON_NOUNS.has(title)) return titleStart;
  const token = block.tokenAt(titleStart - 1);
  const field = token?.end === titleStart && FIELD.test(token.tag) && token.text.length === 2;
  return field && nameFollows(block, titleStart + title.length) ? token.start : titleStart;
}

const FIELD = /^(?:n|vn|b|j)$/;

/** Takes the qualifiers before a title into it, unless a body ends between them. */
function withPrefixes(block: SegmentedBlock, at: number, bodies: SpanIndex): number {
  let start = at;
  for (let round = 0; round < 3 && bodies.endingAt(start) === undefined; round++) {
    const length = PREFIXES.longestAt(block, start);
    if (length === 0) break;
    start -= length;
  }
  return start;
}

/** 市长, 县长 and 省长 take the place before them (兴和县县长, 奥罗拉省省长). */
function withLevel(places: SpanIndex, titleStart: number, title: string): number {
  const place = places.endingAt(titleStart);
  if (place !== undefined && GOVERNS.test(title)) return place.start;
  return titleStart;
}

const GOVERNS =
  /^(?:[省市县区州旗镇乡盟]长|总统|首相|总理|国王|议员|行政长官|大使|人大代表|书记|主席|自治区主席|常委|副?市长)$/;

/** Titles that are also common nouns need a name beside them; the rest stand alone. */
function postConfidence(block: SegmentedBlock, start: number, end: number, title: string): number {
  const qualified = end - start > title.length;
  if (COMMON_NOUNS.has(title) && !qualified) return nameFollows(block, end) ? 0.7 : 0;
  if (AMBIGUOUS.has(title) && !qualified) return nameFollows(block, end) ? 0.75 : 0.3;
  return 0.85;
}

const COMMON_NOUNS = entrySet(
  '老师 教师 医生 护士 民警 演员 诗人 作家 画家 秘书 负责人 董事 领导 代表 成员 委员 编辑 主播 驾驶员 消防员 运动员 飞行员 律师 法官 艺术家 科学家 导师 裁判 技师 船长 机长 辅警 交警 班主任 顾问 老师 河长 林长 路长 链长 导演 专员 大夫 设计师 工程师 经理 技术员 督察 药师 医师 传承人 合伙人 检察官 网格员 辅导员 教练 领队 队长 组长 班长 村支书 书法家 歌唱家 队员 党代表 经济学家 历史学家',
);

/** A blank or nothing and then a word that can be a name. */
function nameFollows(block: SegmentedBlock, end: number): boolean {
  const at = block.text[end] === ' ' ? end + 1 : end;
  const token = block.tokenAt(at);
  return token?.start === at && /^(?:nr|x)/.test(token.tag) && /\p{Script=Han}/u.test(token.text);
}
