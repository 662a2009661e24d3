import { entrySet } from '../gazetteers/entries';
import { COMPOUND_SURNAMES, NOT_IN_GIVEN_NAMES, SELDOM_IN_GIVEN_NAMES, SURNAMES } from '../gazetteers/surnames';
import { HAN } from '../patterns/characterSet';
import { CharacterTable } from '../patterns/characterTable';
import type { CodedText } from '../patterns/codedText';
import { PatternScanner } from '../patterns/patternScanner';
import type { SegmentedBlock } from '../segmentedBlock';

const SURNAME = new CharacterTable(SURNAMES);
/** Surnames of two characters. */
export const COMPOUND = entrySet(COMPOUND_SURNAMES);
const OPENS_SURNAME = new CharacterTable(SURNAMES + [...COMPOUND].map((surname) => surname.charAt(0)).join(''));
const NOT_GIVEN = new CharacterTable(NOT_IN_GIVEN_NAMES);
const FUNCTION_WORDS = new Set(NOT_IN_GIVEN_NAMES);
const SELDOM_GIVEN = new CharacterTable(SELDOM_IN_GIVEN_NAMES);
const HAN_CHARACTER = new CharacterTable(HAN);

/** Whether a character never stands in a given name. */
export const holdsFunctionWord = (name: string): boolean =>
  Array.from(name).some((character) => FUNCTION_WORDS.has(character));

/** UTF-16 units of the surname at an offset: 1, 2, or 0 where there is none. */
export function surnameLength({ text, codes }: CodedText, at: number): number {
  if (!OPENS_SURNAME.holdsAt(codes, at)) return 0;
  if (COMPOUND.has(text.slice(at, at + 2))) return 2;
  return SURNAME.holdsAt(codes, at) ? 1 : 0;
}

/** The possible ends of a name with a Chinese surname at `at`; given names have one or two characters. */
export function nameEnds(text: CodedText, at: number): number[] {
  const { codes } = text;
  const surname = surnameLength(text, at);
  const ends: number[] = [];
  if (surname === 0 || TITLE_BEHIND.matchesAt(text, at + surname)) return ends;
  for (let given = at + surname; given < at + surname + 2; given++) {
    if (!HAN_CHARACTER.holdsAt(codes, given) || NOT_GIVEN.holdsAt(codes, given)) break;
    ends.push(given + 1);
  }
  // 司徒, 诸葛 and the like are also a surname of one character and a given name.
  if (surname === 2 && SURNAME.holdsAt(codes, at)) ends.push(at + 2);
  return ends;
}

/** A surname with a title (徐书记) is no full name. */
const TITLE_BEHIND = new PatternScanner(
  /总?书记|主任|[市县区省局部院校所厂站镇乡处科队]长|教授|院士|老师|主席|总理|总统|经理|董事长|大夫|师傅|先生|女士|总工|大姐|大爷|大娘|大妈|阿姨|婆婆/,
);

export interface NameEnd {
  readonly end: number;
  readonly score: number;
}

/** The end of the name that starts at `at`: the words around and what follows decide between the lengths. */
export function nameEnd(block: SegmentedBlock, at: number): NameEnd | undefined {
  let best: NameEnd | undefined;
  for (const end of nameEnds(block, at)) {
    const score = endScore(block, at, end);
    if (best === undefined || score > best.score) best = { end, score };
  }
  return best;
}

function endScore(block: SegmentedBlock, at: number, end: number): number {
  const token = block.tokenAt(at);
  const surname = surnameLength(block, at);
  let score = end - at - surname === 2 ? 0.4 : 0;
  if (closesName(block, end)) score += 4;
  else if (VERB_BEHIND_A_NAME.matchesAt(block, end)) score += 3;
  else if (FOLLOWS_A_NAME.matchesAt(block, end)) score += 1;
  if (block.isBoundary(end)) score += 1;
  if (token?.start === at && token.end === end) score += isNameTag(token.tag) ? 1 : 0.3;
  for (let index = at + surname; index < end; index++) {
    if (SELDOM_GIVEN.holdsAt(block.codes, index)) score -= block.tokenAt(index)?.text.length === 1 ? 2 : 0.8;
  }
  if (SELDOM_GIVEN.holdsAt(block.codes, end - 1)) score -= 1;
  if (end === at + 2 && surname === 2) score -= 2;
  return score;
}

/** Whether a mark or the end of the text stands behind a name. */
export const closesName = ({ codes }: CodedText, end: number): boolean =>
  end >= codes.length || CLOSING_MARK.holdsAt(codes, end);

const CLOSING_MARK = new CharacterTable('，。、；：）（ “”？！\n/—《');

/** Tags of personal names and of words that the segmenter's dictionary does not know. */
export const isNameTag = (tag: string): boolean => tag.startsWith('nr') || tag.startsWith('x');

/** Verbs of reports, of which a person is the subject. */
export const VERB_BEHIND_A_NAME = new PatternScanner(
  /说|称|问[，：]|答|介绍|表示|指出|强调|要求|告诉|主持|出席|参加|参与|带领|带着|带队|率队|率领|先后|一行|等[，。、出参陪一人市省县区领]|同志|来到|走进|深入|认为|坦言|透露|回忆|宣布|致辞|致词|讲话|作了|作出|作报告|作动员|作主|作总|分别|陪同|会见|考察|调研|检查|听取|解释|笑|感慨|补充|直言|建议|提出|提醒|叮嘱|勉励|详细|仔细|查看|察看|实地|担任|当选|供图|汇报|通报|宣读|总结|评价|回应|回复|老人|女士|先生|夫妇|希望|寄语|逐一|亲自|随后|日前|近日|明确|充分|代表|涉嫌|接受|领着|指着|握着|蹲|掰|盯着|算|点头|摆|坐在|站在|走到|拿着|获得|荣获|毕业|出生|逝世|牵头|兼任|交流|发言|讲述|看到|看来|因个人|感谢|谈到|参观|观摩|督导|巡|现场|视频|饰[）演]|回应|在[\p{Script=Han}]/u,
);

/** Words that stand directly behind the subject or object of a sentence. */
export const FOLLOWS_A_NAME = new PatternScanner(
  /在|主|参|把|将|对|向|与|和|同|从|为|是|也|还|又|就|都|已|正|曾|的|以|到|让|用|受|被|每|当|因|自|则|并|总|所|后|时|上|不|没|边|给|看|听|想|家|走|拿|回|感|今|认|任|获|荣|发|连|接|摄|绘|至|进|送|教授|书记|主任|大爷|大妈|团队|等/,
);
