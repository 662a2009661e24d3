import { hasHan } from '../text/han';
import {
  isCredit,
  isFurniture,
  namesPhotographer,
  opensInterviewTurn,
  readNewsHead,
  SECTION_MARK,
} from '../text/newspaperLines';

/**
 * What a block looks like on its own. `question` is a short line that ends like a question or a call: a headline
 * or a paragraph, which only its surroundings tell. `speaker label` is a post and a name before a colon: it heads a
 * section where there are several of them.
 */
export type BlockKind =
  | 'furniture'
  | 'credit'
  | 'news head'
  | 'caption'
  | 'rubric'
  | 'deck'
  | 'speaker'
  | 'speaker label'
  | 'subhead'
  | 'heading'
  | 'question'
  | 'text';

/** Classifies a block of the logical text (widths folded) by its wording; linear in its length. */
export function classify(text: string): BlockKind {
  if (isFurniture(text)) return 'furniture';
  if (isCredit(text)) return 'credit';
  if (readNewsHead(text) !== undefined) return 'news head';
  if (isCaption(text)) return 'caption';
  if (SPEAKER_LABEL.test(text)) return 'speaker label';
  if (!isShortLine(text)) return 'text';
  if (isRubric(text)) return 'rubric';
  if (/^(?:—|--)/.test(text)) return 'deck';
  if (SPEAKER.test(text)) return 'speaker';
  if (SUBHEAD.test(text)) return 'subhead';
  return /[？！…][”’」』]?$/.test(text) ? 'question' : 'heading';
}

/** A number that stands alone over a part. */
const NUMERAL = '(?:（?[一二三四五六七八九十]{1,3}）?|（?\\d{1,2}）?|[①-⑩]|[IVX]{1,4})';

/** A short line that says by its number or mark that it heads a part: `一、认清大势`, `◎产业`. */
const SUBHEAD = new RegExp(
  String.raw`^(?:（?[一二三四五六七八九十]{1,3}[、）]|第[一二三四五六七八九十]{1,3}[章节篇]|\d{1,2}[、.](?!\d))|${SECTION_MARK.source}|^${NUMERAL}$`,
);

/** Whether a block can stand in the lines over an article or a section. */
export function isHeadingLine(kind: BlockKind): boolean {
  return (
    kind === 'heading' ||
    kind === 'subhead' ||
    kind === 'rubric' ||
    kind === 'deck' ||
    kind === 'speaker' ||
    kind === 'caption'
  );
}

const LONGEST_CHINESE_HEADLINE = 64;
const LONGEST_OTHER_HEADLINE = 110;

/** Whether a line is short and not a sentence: it ends in no full stop and holds none. */
function isShortLine(text: string): boolean {
  if (opensInterviewTurn(text) || !/[\p{L}\p{N}]/u.test(text.slice(0, LONGEST_OTHER_HEADLINE))) return false;
  if (!hasHan(text.slice(0, LONGEST_OTHER_HEADLINE)))
    return text.length <= LONGEST_OTHER_HEADLINE && !/[.。，：；][“”"'’）]*$/.test(text);
  return text.length <= LONGEST_CHINESE_HEADLINE && !/[。；]|[，：、][”’]?$/.test(text);
}

const PICTURE_WORDS = /^(?:图为|图[①-⑩一二三]|[上下左右]图)/;
const DAY = /^(?:(?:\d{4}年)?\d{1,2}月\d{1,2}日|\d{1,2}日|近日|日前|[昨今][日天])(?![起前后至])/;
const LONGEST_CAPTION = 120;

/** A line that describes a picture: it says so, names the photographer, or tells a day without a full stop. */
function isCaption(text: string): boolean {
  if (text.length > LONGEST_CAPTION) return false;
  if (PICTURE_WORDS.test(text) || namesPhotographer(text)) return true;
  return DAY.test(text) && text.includes('，') && !/[。；？！：][”’）]?$/.test(text);
}

/** A line that tells a place as captions do, but also as headlines may: its neighbours decide. */
export function mayBeCaption(text: string): boolean {
  return text.startsWith('在') && text.includes('，');
}

const RUBRIC_WORDS =
  /^[【〖]?(?:相关|新闻|延伸|背景|链接|短评|快评|评论|编后|编者|记者手记|今日|特写|侧记|声音|要闻|简讯|综述|观察)\p{Script=Han}{0,6}[】〗]?$/u;

/** A standing title over articles (`■ 相关新闻`, `【短评】`). */
function isRubric(text: string): boolean {
  return text.length <= 12 && RUBRIC_WORDS.test(text.replace(SECTION_MARK, '').trim());
}

const SPEAKERS_POST = '[^，。！？：；“”]{1,40}(?:[长记任席理师员授]|总监|总裁|代表|专家|学者)';
const SPEAKERS_NAME = String.raw`(?:\p{Script=Han}{2,4}|\p{Script=Han}{1,8}·\p{Script=Han}{1,8})`;

/** `航空港实验区党工委书记 张俊峰`: a post, a blank, a name. */
const SPEAKER = new RegExp(`^${SPEAKERS_POST} ${SPEAKERS_NAME}$`, 'u');

/** `某某区委书记 张俊峰：`, `某某区委书记张俊峰：`. */
const SPEAKER_LABEL = new RegExp(String.raw`^${SPEAKERS_POST}(?: ${SPEAKERS_NAME}|\p{Script=Han}{2,3})：$`, 'u');
