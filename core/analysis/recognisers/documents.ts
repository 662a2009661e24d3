import type { Candidate } from '../mention';
import type { CodedText } from '../patterns/codedText';
import { PatternRules } from '../patterns/patternRules';
import { matched } from './candidate';

/** Titles in 《》 with the marks, and reports, plans and laws that are named without marks. */
export const recogniseDocuments = (block: CodedText): Candidate[] => RULES.in(block);

/** 关于 … 的意见 and the like without marks. */
const ABOUT =
  /(?<=[，、。：；“ ]|^)关于[^，。；：“”《》\n]{4,40}?的(?:若干|实施|指导|贯彻)?(?:意见|通知|决定|办法|规定|决议|批复|公告|措施)(?![\p{Script=Han}])/mu;

/** What is issued by name: a place or a quotation opens it. */
const ISSUED =
  /(?<=(?:印发|出台|制定|编制|发布|通过|实施|落实))(?:[\p{Script=Han}]{1,5}[省市县区州])?(?:“[^”]{2,8}”)?[\p{Script=Han}]{6,24}?(?:行动方案|行动计划|规划纲要|实施方案|若干措施|若干政策|[一二三四五六七八九十]{1,3}条措施)(?=[，、。；”])/u;

/** One level of inner titles (《关于修改〈…〉的决定》, 《…《…》…》) is inside. */
const TITLE = /《[^《》\n]{1,120}(?:《[^《》\n]{1,80}》[^《》\n]{0,80})?》/;
const NAMED =
  /党的(?:十[一二三四五六七八九]|二十)大报告|政府工作报告|党章|(?<![\p{Script=Han}])宪法|宪法(?=[规和、，。])|(?:刑法|民法典|劳动法|公司法|刑事诉讼法|民事诉讼法|行政诉讼法|反垄断法|土地管理法|环境保护法)(?!学|院|律)|中央(?:一号|1号)文件|中央八项规定(?!精神)|(?:新国发|国发|中发)(?:〔[0-9]{4}〕)?[0-9]{1,3}号(?:文件)?|RCEP/u;
const MARKED_PLAN =
  /(?:“[一二三四五六七八九十]{1,3}五”|“八五”)(?:[发普]?[展法]?规划(?:纲要|建议)?(?!目标|任务|收官|实施|建设|期|编制))/;

const RULES = new PatternRules([
  [TITLE, matched('DOC', 0.98, 'book-title-marks')],
  [NAMED, matched('DOC', 0.8, 'named-document')],
  [MARKED_PLAN, matched('DOC', 0.8, 'named-document')],
  [ABOUT, matched('DOC', 0.8, 'document-formula')],
  [ISSUED, matched('DOC', 0.7, 'document-formula')],
]);
