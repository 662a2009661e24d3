import { Endings } from '../gazetteers/endings';
import { WORDS_AS_SURNAMES } from '../gazetteers/surnames';
import type { Candidate } from '../mention';
import { CharacterTable } from '../patterns/characterTable';
import { PatternScanner } from '../patterns/patternScanner';
import type { SegmentedBlock } from '../segmentedBlock';
import type { SpanIndex } from '../spanIndex';
import { candidate } from './candidate';
import { creditedNames } from './credits';
import { listedNames, participants } from './nameLists';
import {
  closesName,
  FOLLOWS_A_NAME,
  holdsFunctionWord,
  isNameTag,
  nameEnd,
  nameEnds,
  surnameLength,
  VERB_BEHIND_A_NAME,
} from './personNames';
import { transcribedEnd, transcribedNames } from './transcribedNames';

/** Personal names by what stands beside them: titles, credits, lists, verbs of speaking (guidelines, PER). */
export function recognisePersons(block: SegmentedBlock, posts: SpanIndex, taken: SpanIndex): Candidate[] {
  const names = new Map<number, Candidate>();
  const add = (found: Candidate | undefined): void => {
    if (found === undefined) return;
    const known = names.get(found.start);
    if (known === undefined || known.confidence < found.confidence) names.set(found.start, found);
  };
  for (const name of afterPosts(block, posts)) add(name);
  for (const name of creditedNames(block)) add(name);
  for (const name of besideContext(block, taken)) add(name);
  for (const name of beforeTitles(block, posts)) add(name);
  for (const name of transcribedNames(block)) add(name);
  for (const name of participants(block)) add(name);
  for (const name of listedNames(block, [...names.values()])) add(name);
  return [...names.values()];
}

const ORDINARY_WORD = new CharacterTable(WORDS_AS_SURNAMES);

/** A mark or blank before a name. */
const MARK = new CharacterTable('，。；：、“”！？（ ');

/** Names behind a post: 省委书记楼阳生, 记者 裴其娟 孙庆辉. */
function* afterPosts(block: SegmentedBlock, posts: SpanIndex): Generator<Candidate> {
  for (const { end: postEnd } of posts.all) {
    const at = skipBlank(block.text, postEnd);
    const name = nameEnd(block, at);
    const title = block.text.slice(Math.max(0, postEnd - 3), postEnd);
    const transcribed = transcribedEnd(block, at);
    const other = name === undefined || name.score < 2.5 ? unlistedName(block, at) : undefined;
    if (transcribed !== undefined && (name === undefined || transcribed > name.end)) {
      yield candidate('PER', at, transcribed, 0.8, 'title-before-name', title);
    } else if (name !== undefined && name.score >= (isNameTag(block.tokenAt(at)?.tag ?? '') ? 1 : 2.5)) {
      yield candidate('PER', at, name.end, 0.9, 'title-before-name', title);
    } else if (other !== undefined) {
      yield candidate('PER', at, other, 0.72, 'title-before-name', title);
    }
  }
}

/** Two or three characters without a known surname between a title and a mark or verb: 州长杞明远说. */
function unlistedName(block: SegmentedBlock, at: number): number | undefined {
  for (const end of [at + 3, at + 2]) {
    const name = block.text.slice(at, end);
    if (!/^\p{Script=Han}{2,3}$/u.test(name) || holdsFunctionWord(name)) continue;
    if (!closesName(block, end) && !VERB_BEHIND_A_NAME.matchesAt(block, end)) continue;
    if (isNounPhrase(block, at, end)) return end;
  }
  return undefined;
}

function isNounPhrase(block: SegmentedBlock, start: number, end: number): boolean {
  for (let at = start; at < end;) {
    const token = block.tokenAt(at);
    if (token === undefined || !/^(?:n[rz]|x|a|z|j|b|s|g)/.test(token.tag)) return false;
    at = token.end;
  }
  return true;
}

const skipBlank = (text: string, at: number): number => (text[at] === ' ' ? at + 1 : at);

/** Names by the verb behind or the words before them, by jieba's tag or as an unknown word with a surname. */
function* besideContext(block: SegmentedBlock, taken: SpanIndex): Generator<Candidate> {
  for (const token of block.tokens) {
    const at = token.start;
    if (surnameLength(block, at) === 0 || taken.covers(at)) continue;
    if (ORDINARY_WORD.holdsAt(block.codes, at) && !token.tag.startsWith('nr')) continue;
    const end = nameEnd(block, at)?.end;
    if (end === undefined) continue;
    const own = token.end === end;
    const nameTag = isNameTag(token.tag);
    if ((own && !nameTag) || NO_NAMES.test(block.text.slice(at, end))) continue;
    const confidence = contextConfidence(block, at, end, nameTag && own, token.tag);
    if (confidence > 0) yield candidate('PER', at, end, confidence, 'name-in-context', block.text.slice(end, end + 2));
  }
}

/** Words of three characters that begin like a name and end like a thing. */
const NO_NAMES = /(?:皮书|黑榜|黄绿|黄蓝|[制奖戏榜院寺坝堡湾港岛镇区界化学费率券楼桥路线站厂店])$/;

const SPEAKS = new PatternScanner(
  /说|介绍|表示|指出|强调|告诉|认为|坦言|透露|回忆|补充|感慨|直言|笑着|解释|先后|一行|同志|主持|出席|致辞|讲话|，[0-9]岁|[0-9]{1,2}岁|老人|女士|先生|带领|率队|作报告|宣布/,
);

function leftContext(block: SegmentedBlock, at: number): 'edge' | 'role' | 'none' {
  if (at === 0 || MARK.holdsAt(block.codes, at - 1)) return 'edge';
  if (ROLES.longestAt(block, at) > 0) return 'role';
  const before = block.tokenAt(at - 1);
  return before?.end === at && before.tag === 'n' && PERSONS.test(before.text) ? 'role' : 'none';
}

/** Nouns of persons: 焊工, 机手, 申请人, 小学生, 孙女. */
const PERSONS = /^\p{Script=Han}{1,3}[人者员家师手工户民生长匠女将友星嫂婆爷妈叔姨父母妻子弟兄姐妹儿]$/u;

const ROLES = new Endings(
  '岁的 居民 村民 读者 学生 牧民 果农 大户 姑娘 青年 党员 市民 员工 工人 农民 学者 专家 妻子 丈夫 儿子 女儿 徒弟 师傅 同事 负责人 队员 选手 冠军 商户 业主 老板 客商 游客 干部 烈士 英雄 战士 同学 同志 老兵 渔民 菜农 茶农 贫困户 患者 家长 志愿者 返乡 名叫 叫 队长 作者 诗人 作家',
);

/** `tagged`: the segmenter took just these characters for a name; 0 where nothing speaks for one. */
function contextConfidence(block: SegmentedBlock, at: number, end: number, tagged: boolean, tag: string): number {
  const length = end - at;
  const speaks = SPEAKS.matchesAt(block, end);
  const left = leftContext(block, at);
  if (tagged && speaks && left !== 'none') return 0.85;
  if (tagged && speaks) return 0.75;
  if (speaks && left !== 'none') return length >= 3 ? 0.65 : 0.55;
  if (left === 'role') return tagged ? 0.8 : 0.6;
  if (tagged && length >= 3 && (left === 'edge' || FOLLOWS_A_NAME.matchesAt(block, end))) {
    return tag === 'x' ? 0.52 : 0.62;
  }
  if (tagged && length >= 2) return 0.35;
  return 0;
}

/** A surname or name directly before a title: 徐书记, 安伟书记. */
function* beforeTitles(block: SegmentedBlock, posts: SpanIndex): Generator<Candidate> {
  for (const { start, end } of posts.all) {
    const { text } = block;
    if (!TITLES_BEHIND_NAMES.test(text.slice(start, end))) continue;
    for (const length of [3, 2, 4, 1]) {
      const at = start - length;
      if (at < 0 || surnameLength(block, at) === 0 || !startsName(block, at)) continue;
      if (length > 1 && !nameEnds(block, at).includes(start)) continue;
      yield candidate('PER', at, start, length === 1 ? 0.6 : 0.8, 'name-before-title', text.slice(start, end));
      break;
    }
  }
}

const TITLES_BEHIND_NAMES =
  /^(?:总?书记|主任|市长|县长|区长|省长|局长|教授|院士|老师|委员|代表|主席|总理|总统|部长|院长|校长|经理|董事长|队长|所长|医生|大夫|站长|厂长|导演|镇长|乡长|工程师|师傅)$/;

const startsName = (block: SegmentedBlock, at: number): boolean =>
  at === 0 || block.isBoundary(at) || MARK.holdsAt(block.codes, at - 1);
