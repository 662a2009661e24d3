import { entries } from '../gazetteers/entries';
import {
  COMPOUND_SURNAMES,
  NOT_IN_GIVEN_NAMES,
  SELDOM_IN_GIVEN_NAMES,
  SURNAMES,
  WORDS_AS_SURNAMES,
} from '../gazetteers/surnames';
import { TRANSCRIPTION } from '../gazetteers/transcription';
import type { Candidate } from '../mention';
import type { SegmentedBlock } from '../segmentedBlock';
import type { SpanIndex } from '../spanIndex';
import { candidate } from './candidate';

/** Personal names by what stands beside them: titles, credits, lists, verbs of speaking (guidelines, PER). */
export function recognisePersons(block: SegmentedBlock, posts: SpanIndex, taken: SpanIndex): Candidate[] {
  const names = new Map<number, Candidate>();
  const add = (found: Candidate | undefined): void => {
    if (found === undefined) return;
    const known = names.get(found.start);
    if (known === undefined || known.confidence < found.confidence) names.set(found.start, found);
  };
  for (const name of afterPosts(block, posts)) add(name);
  for (const name of credits(block)) add(name);
  for (const name of besideContext(block, taken)) add(name);
  for (const name of beforeTitles(block, posts)) add(name);
  for (const name of foreignNames(block)) add(name);
  for (const name of namesOfParticipants(block)) add(name);
  for (const name of listed(block, [...names.values()])) add(name);
  return [...names.values()];
}

const SURNAME = new Set(SURNAMES);
const COMPOUND = new Set(entries(COMPOUND_SURNAMES));
const ORDINARY_WORDS = new Set(WORDS_AS_SURNAMES);
const NOT_GIVEN = new Set(NOT_IN_GIVEN_NAMES);
const SELDOM_GIVEN = new Set(SELDOM_IN_GIVEN_NAMES);
const HAN = /^\p{Script=Han}$/u;

const surnameLength = (text: string, at: number): number => {
  if (COMPOUND.has(text.slice(at, at + 2))) return 2;
  return SURNAME.has(text[at] ?? '') ? 1 : 0;
};

/** The possible ends of a name with a Chinese surname at `at`; given names have one or two characters. */
function nameEnds(text: string, at: number): number[] {
  const surname = surnameLength(text, at);
  const ends: number[] = [];
  if (TITLE_BEHIND.test(text.slice(at + surname, at + surname + 3))) return ends;
  for (let given = 1; given <= (surname === 0 ? 0 : 2); given++) {
    const character = text[at + surname + given - 1] ?? '';
    if (!HAN.test(character) || NOT_GIVEN.has(character)) break;
    ends.push(at + surname + given);
  }
  // 司徒, 诸葛 and the like are also a surname of one character and a given name.
  if (surname === 2 && SURNAME.has(text[at] ?? '')) ends.push(at + 2);
  return ends;
}

/** A surname with a title (徐书记) is no full name. */
const TITLE_BEHIND =
  /^(?:总?书记|主任|[市县区省局部院校所厂站镇乡处科队]长|教授|院士|老师|主席|总理|总统|经理|董事长|大夫|师傅|先生|女士|总工|大姐|大爷|大娘|大妈|阿姨|婆婆)/;

interface NameEnd {
  readonly end: number;
  readonly score: number;
}

/** The end of the name that starts at `at`: the words around and what follows decide between the lengths. */
function nameEnd(block: SegmentedBlock, at: number): NameEnd | undefined {
  let best: NameEnd | undefined;
  for (const end of nameEnds(block.text, at)) {
    const score = endScore(block, at, end);
    if (best === undefined || score > best.score) best = { end, score };
  }
  return best;
}

function endScore(block: SegmentedBlock, at: number, end: number): number {
  const after = block.text.slice(end, end + 3);
  const token = block.tokenAt(at);
  const surname = surnameLength(block.text, at);
  let score = end - at - surname === 2 ? 0.4 : 0;
  if (after === '' || CLOSES_A_NAME.test(after)) score += 4;
  else if (VERB_BEHIND_A_NAME.test(after)) score += 3;
  else if (FOLLOWS_A_NAME.test(after)) score += 1;
  if (block.isBoundary(end)) score += 1;
  if (token?.start === at && token.end === end) score += /^(?:nr|x)/.test(token.tag) ? 1 : 0.3;
  for (let index = at + surname; index < end; index++) {
    const character = block.text[index] ?? '';
    if (SELDOM_GIVEN.has(character)) score -= block.tokenAt(index)?.text === character ? 2 : 0.8;
  }
  if (SELDOM_GIVEN.has(block.text[end - 1] ?? '')) score -= 1;
  if (end === at + 2 && surname === 2) score -= 2;
  return score;
}

const CLOSES_A_NAME = /^[，。、；：）（ “”？！\n/—《]/;

/** Verbs of reports, of which a person is the subject. */
const VERB_BEHIND_A_NAME =
  /^(?:说|称|问[，：]|答|介绍|表示|指出|强调|要求|告诉|主持|出席|参加|参与|带领|带着|带队|率队|率领|先后|一行|等[，。、出参陪一人市省县区领]|同志|来到|走进|深入|认为|坦言|透露|回忆|宣布|致辞|致词|讲话|作了|作出|作报告|作动员|作主|作总|分别|陪同|会见|考察|调研|检查|听取|解释|笑|感慨|补充|直言|建议|提出|提醒|叮嘱|勉励|详细|仔细|查看|察看|实地|担任|当选|供图|汇报|通报|宣读|总结|评价|回应|回复|老人|女士|先生|夫妇|希望|寄语|逐一|亲自|随后|日前|近日|明确|充分|代表|涉嫌|接受|领着|指着|握着|蹲|掰|盯着|算|点头|摆|坐在|站在|走到|拿着|获得|荣获|毕业|出生|逝世|牵头|兼任|交流|发言|讲述|看到|看来|因个人|感谢|谈到|参观|观摩|督导|巡|现场|视频|饰[）演]|回应|在[\p{Script=Han}])/u;

/** Words that stand directly behind the subject or object of a sentence. */
const FOLLOWS_A_NAME =
  /^(?:在|主|参|把|将|对|向|与|和|同|从|为|是|也|还|又|就|都|已|正|曾|的|以|到|让|用|受|被|每|当|因|自|则|并|总|所|后|时|上|不|没|边|给|看|听|想|家|走|拿|回|感|今|认|任|获|荣|发|连|接|摄|绘|至|进|送|教授|书记|主任|大爷|大妈|团队|等)/;

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
    } else if (name !== undefined && name.score >= (/^(?:nr|x)/.test(block.tokenAt(at)?.tag ?? '') ? 1 : 2.5)) {
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
    const after = block.text.slice(end, end + 3);
    if (!/^\p{Script=Han}{2,3}$/u.test(name) || [...name].some((character) => NOT_GIVEN.has(character))) continue;
    if (after !== '' && !CLOSES_A_NAME.test(after) && !VERB_BEHIND_A_NAME.test(after)) continue;
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

/** The end of a transcribed name at `at`: a run of transcription characters that stops before a verb or a mark. */
function transcribedEnd(block: SegmentedBlock, at: number): number | undefined {
  const { text } = block;
  let end = at;
  let best: number | undefined;
  while (end < text.length && end - at < LONGEST_TRANSCRIPTION && TRANSCRIBES.has(text[end] ?? '')) {
    end++;
    if (text[end] === '·') end++;
    const after = text.slice(end, end + 3);
    const closes = after === '' || CLOSES_A_NAME.test(after) || VERB_BEHIND_A_NAME.test(after);
    if (closes && end - at >= 2) best ??= end;
    if (closes && end - at >= 2) break;
  }
  const dotted = text.slice(at, end).includes('·');
  if (best === undefined && end - at >= 3 && (dotted || block.isBoundary(end))) best = end;
  return best !== undefined && text[best - 1] !== '·' ? best : undefined;
}

const TRANSCRIBES = new Set(TRANSCRIPTION);
const LONGEST_TRANSCRIPTION = 16;

/** Reporters' and photographers' credits: names set apart by blanks, 、 or / behind 记者, 通讯员, before 文, 图, 摄. */
function* credits(block: SegmentedBlock): Generator<Candidate> {
  for (const credit of block.text.matchAll(CREDIT)) {
    let at = credit.index + credit[0].length;
    for (let names = 0; names < 12; names++) {
      const name = creditName(block.text, at, /[ ：]/.test(block.text[at - 1] ?? ''));
      if (name === undefined) break;
      yield candidate('PER', at, name, 0.92, 'credit', credit[0].trim());
      at = afterSeparator(block.text, name);
      if (at === name) break;
    }
  }
  for (const { index, groups } of block.text.matchAll(PHOTO_CREDIT)) {
    const name = groups?.['name'] ?? '';
    yield candidate('PER', index, index + name.length, 0.9, 'credit', 'photograph');
  }
}

const CREDIT =
  /(?:记者|通讯员|评论员|实习生|编辑|校对|摄影|文\/图|文图|摄影报道|文\/|图\/|供图|(?<=[ （])文|(?<=[ （])图)[ ：:]{0,2}/g;
const PHOTO_CREDIT =
  /(?<![\p{Script=Han}])(?<name>\p{Script=Han}{2,4})(?= ?(?:摄(?![\p{Script=Han}])|\/摄|\/文|\/图|供图|绘图|\/绘|文\/图|文\/摄))/gu;

/** A name of a credit ends at a blank or mark; behind a blank or colon any two or three characters are one. */
function creditName(text: string, at: number, setApart: boolean): number | undefined {
  const match = /^\p{Script=Han}{2,4}(?=[ 、/（），。：;；]|$)/u.exec(text.slice(at, at + 6));
  if (match === null || NOT_NAMES_IN_CREDITS.test(match[0])) return undefined;
  if ([...match[0]].some((character) => NOT_GIVEN.has(character))) return undefined;
  if (setApart) return match[0].length < 4 || COMPOUND.has(match[0].slice(0, 2)) ? at + match[0].length : undefined;
  if (match[0].length === 4 && !COMPOUND.has(match[0].slice(0, 2))) return undefined;
  return surnameLength(text, at) > 0 || match[0].length === 3 ? at + match[0].length : undefined;
}

const NOT_NAMES_IN_CREDITS = /记者|通讯|编辑|报道|摄影|摄$|文字|实习|视频|近日|昨日|日前|本报|文图|如下|供稿|来源/;

function afterSeparator(text: string, at: number): number {
  const match = /^(?:[ 、]{1,2}|\/(?:文|图|摄影?)(?:[ 、]{1,2}))/.exec(text.slice(at, at + 6));
  return at + (match?.[0].length ?? 0);
}

/** Names by the verb behind or the words before them, by jieba's tag or as an unknown word with a surname. */
function* besideContext(block: SegmentedBlock, taken: SpanIndex): Generator<Candidate> {
  for (const token of block.tokens) {
    const nameTag = /^(?:nr|x)/.test(token.tag);
    const at = token.start;
    if (taken.covers(at) || surnameLength(block.text, at) === 0) continue;
    const name = nameEnd(block, at);
    if (name === undefined) continue;
    const { end } = name;
    if (NO_NAMES.test(block.text.slice(at, end))) continue;
    const own = token.end === end;
    const after = block.text.slice(end, end + 3);
    const speaks = SPEAKS.test(after);
    const left = leftContext(block, at);
    if ((own && !nameTag) || (ORDINARY_WORDS.has(block.text[at] ?? '') && !token.tag.startsWith('nr'))) continue;
    const confidence = contextConfidence(nameTag && own, speaks, left, after, end - at, token.tag);
    if (confidence > 0) yield candidate('PER', at, end, confidence, 'name-in-context', block.text.slice(end, end + 2));
  }
}

/** Words of three characters that begin like a name and end like a thing. */
const NO_NAMES = /(?:皮书|黑榜|黄绿|黄蓝|[制奖戏榜院寺坝堡湾港岛镇区界化学费率券楼桥路线站厂店])$/;

const SPEAKS =
  /^(?:说[，：。]|说|介绍|表示|指出|强调|告诉|认为|坦言|透露|回忆|补充|感慨|直言|笑着|解释|先后|一行|同志|主持|出席|致辞|讲话|[，]?[0-9]{1,2}岁|老人|女士|先生|带领|率队|作报告|宣布)/;

function leftContext(block: SegmentedBlock, at: number): 'edge' | 'role' | 'none' {
  const { text } = block;
  if (at === 0 || /[，。；：、“！？（ ]/.test(text[at - 1] ?? '')) return 'edge';
  if (BEFORE_A_NAME.test(text.slice(Math.max(0, at - 3), at))) return 'role';
  const before = block.tokenAt(at - 1);
  return before?.end === at && before.tag === 'n' && PERSONS.test(before.text) ? 'role' : 'none';
}

/** Nouns of persons: 焊工, 机手, 申请人, 小学生, 孙女. */
const PERSONS = /^\p{Script=Han}{1,3}[人者员家师手工户民生长匠女将友星嫂婆爷妈叔姨父母妻子弟兄姐妹儿]$/u;

const BEFORE_A_NAME =
  /(?:岁的|居民|村民|读者|学生|牧民|果农|大户|姑娘|青年|党员|市民|员工|工人|农民|学者|专家|妻子|丈夫|儿子|女儿|徒弟|师傅|同事|负责人|队员|选手|冠军|商户|业主|老板|客商|游客|干部|烈士|英雄|战士|同学|同志|老兵|渔民|菜农|茶农|贫困户|患者|家长|志愿者|返乡|名叫|叫|队长|作者|诗人|作家)$/;

function contextConfidence(
  tagged: boolean,
  speaks: boolean,
  left: 'edge' | 'role' | 'none',
  after: string,
  length: number,
  tag: string,
): number {
  if (tagged && speaks && left !== 'none') return 0.85;
  if (tagged && speaks) return 0.75;
  if (speaks && left !== 'none') return length >= 3 ? 0.65 : 0.55;
  if (left === 'role') return tagged ? 0.8 : 0.6;
  if (tagged && length >= 3 && (left === 'edge' || FOLLOWS_A_NAME.test(after))) return tag === 'x' ? 0.52 : 0.62;
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
      if (at < 0 || surnameLength(text, at) === 0 || !startsName(block, at)) continue;
      if (length > 1 && !nameEnds(text, at).includes(start)) continue;
      yield candidate('PER', at, start, length === 1 ? 0.6 : 0.8, 'name-before-title', text.slice(start, end));
      break;
    }
  }
}

const TITLES_BEHIND_NAMES =
  /^(?:总?书记|主任|市长|县长|区长|省长|局长|教授|院士|老师|委员|代表|主席|总理|总统|部长|院长|校长|经理|董事长|队长|所长|医生|大夫|站长|厂长|导演|镇长|乡长|工程师|师傅)$/;

const startsName = (block: SegmentedBlock, at: number): boolean =>
  at === 0 || block.isBoundary(at) || /[，。；：、“”！？（ ]/.test(block.text[at - 1] ?? '');

/** Transcribed names with a middle dot: 约瑟夫·姆旺萨, 买买提·艾力. */
function* foreignNames(block: SegmentedBlock): Generator<Candidate> {
  const { text } = block;
  for (let dot = text.indexOf('·'); dot !== -1; dot = text.indexOf('·', dot + 1)) {
    const start = transcribedStart(block, dot);
    const end = dottedEnd(block, dot);
    if (start === undefined || end === undefined) continue;
    yield candidate('PER', start, end, 0.82, 'transcribed-name', text.slice(start, end));
    dot = end;
  }
}

/** The start of the transcription that ends before the dot: a word boundary behind which all characters transcribe. */
function transcribedStart(block: SegmentedBlock, dot: number): number | undefined {
  let best: number | undefined;
  for (let at = dot - 1; at >= 0 && dot - at <= 6 && TRANSCRIBES.has(block.text[at] ?? ''); at--) {
    const token = block.tokenAt(at);
    if (token?.start === at && !(at + token.text.length < dot && /^[vpdcur]/.test(token.tag))) best = at;
    if (TITLE_BEFORE.test(block.text.slice(Math.max(0, at - 2), at))) return at;
  }
  return best ?? (TRANSCRIBES.has(block.text[dot - 1] ?? '') ? runStart(block.text, dot) : undefined);
}

const TITLE_BEFORE = /(?:长|记|家|员|席|人|监|理|统|使|师|裁|授|士|任|相|岁的)$/;

function runStart(text: string, dot: number): number {
  let at = dot;
  while (at > 0 && dot - at < 5 && TRANSCRIBES.has(text[at - 1] ?? '')) at--;
  return at;
}

function dottedEnd(block: SegmentedBlock, dot: number): number | undefined {
  const { text } = block;
  let end = dot + 1;
  let boundary = -1;
  while (end < text.length && end - dot <= 8 && (TRANSCRIBES.has(text[end] ?? '') || text[end] === '·')) {
    end++;
    if (block.isBoundary(end)) boundary = end;
  }
  const last = Math.max(boundary, 0) > dot + 1 ? boundary : end;
  return last > dot + 1 ? last : undefined;
}

/** A list of nothing but names before 参加, 出席, 陪同: 穆为民、周霁、徐立毅参加相关活动. */
function* namesOfParticipants(block: SegmentedBlock): Generator<Candidate> {
  for (const { 0: list, index } of block.text.matchAll(PARTICIPANTS)) {
    const members = list.split('、');
    if (!members.every((_, at) => surnameLength(block.text, index + offsetOf(members, at)) > 0)) continue;
    for (const [at, member] of members.entries()) {
      const start = index + offsetOf(members, at);
      yield candidate('PER', start, start + member.length, 0.86, 'list-of-names', '、');
    }
  }
}

const PARTICIPANTS =
  /(?<![\p{Script=Han}、])\p{Script=Han}{2,4}(?:、\p{Script=Han}{2,4}){1,60}?(?=等?(?:同志)?(?:先后|分别|一同|一起)?(?:参加|出席|陪同|参与|主持|列席))/gu;

const offsetOf = (members: readonly string[], index: number): number =>
  members.slice(0, index).reduce((sum, { length }) => sum + length + 1, 0);

/** Further members of a list of names joined by 、: 穆为民、周霁、徐立毅. */
function* listed(block: SegmentedBlock, names: readonly Candidate[]): Generator<Candidate> {
  for (const name of names) {
    if (name.confidence < 0.6) continue;
    let at = name.end;
    for (let members = 0; members < 60; members++) {
      const next = nextInList(block, at);
      if (next === undefined) break;
      yield candidate('PER', next.start, next.end, 0.85, 'list-of-names', '、');
      at = next.end;
    }
  }
}

function nextInList(block: SegmentedBlock, at: number): { start: number; end: number } | undefined {
  if (block.text[at] !== '、') return undefined;
  const match = /^\p{Script=Han}{2,4}(?=[、，。； ）]|和|等|参加|出席|分别|陪同)/u.exec(
    block.text.slice(at + 1, at + 8),
  );
  const start = at + 1;
  const name = nameEnd(block, start);
  if (match === null || name === undefined || name.score < 3.5) return undefined;
  return { start, end: name.end };
}
