import type { Evidence } from '../core/analysis/mention';

type Language = 'en' | 'zh';

/** What each recogniser saw, in words; the matched text follows in quotation marks. */
const EXPLANATIONS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  address: { en: 'places that follow one another', zh: '相连的地名' },
  area: { en: 'name of a zone', zh: '功能区名称' },
  'body-and-its-part': { en: 'a body and its part', zh: '机构及其下属' },
  'body-of-post': { en: 'the body of a post', zh: '职务所属机构' },
  'body-suffix': { en: 'ends like a body', zh: '机构后缀' },
  'book-title-marks': { en: 'title marks', zh: '书名号' },
  credit: { en: 'reporters’ credit', zh: '记者署名' },
  dateline: { en: 'place in a dateline', zh: '电头地名' },
  date: { en: 'calendar date', zh: '日期' },
  'document-formula': { en: 'worded like a document', zh: '文件名称格式' },
  duration: { en: 'span of time', zh: '时长' },
  era: { en: 'historical era', zh: '历史时期' },
  'event-suffix': { en: 'ends like an event', zh: '会议、活动后缀' },
  fraction: { en: 'a fraction', zh: '分数' },
  'full-name-elsewhere': { en: 'short form of a name in this text', zh: '文中另有全称' },
  'gazetteer-body': { en: 'in the list of bodies', zh: '机构词表' },
  'gazetteer-event': { en: 'in the list of events', zh: '事件词表' },
  'gazetteer-place': { en: 'in the list of places', zh: '地名词表' },
  'government-agency': { en: 'government agency', zh: '政府部门' },
  'leading-group': { en: 'leading group', zh: '领导职务' },
  'list-member': { en: 'stands in a list of its kind', zh: '同类并列' },
  'list-of-names': { en: 'stands in a list of names', zh: '姓名并列' },
  'name-before-title': { en: 'name before a title', zh: '姓名后接职务' },
  'name-in-context': { en: 'surname and given name in context', zh: '上下文中的姓名' },
  'named-document': { en: 'document known by name', zh: '固定名称的文件' },
  'named-elsewhere': { en: 'recognised elsewhere in this text', zh: '文中别处已识别' },
  'number-with-measure': { en: 'number with a measure word', zh: '数词加量词' },
  'numbered-part': { en: 'numbered part of a body', zh: '机构的编号单位' },
  'numbered-road': { en: 'numbered road or line', zh: '编号道路、线路' },
  'order-of-magnitude': { en: 'order of magnitude', zh: '数量级' },
  'part-of-place': { en: 'part of a place', zh: '地点的一部分' },
  'party-congress': { en: 'party congress or plenum', zh: '党代会、全会' },
  'party-or-state-organ': { en: 'party or state organ', zh: '党政机关' },
  percentage: { en: 'a percentage', zh: '百分比' },
  period: { en: 'named period', zh: '时段' },
  'place-suffix': { en: 'ends like a place', zh: '地名后缀' },
  'plan-period': { en: 'plan period', zh: '规划期' },
  'policy-formulation': { en: 'known policy formulation', zh: '已知提法' },
  programme: { en: 'named programme', zh: '有名称的计划' },
  quotation: { en: 'short quoted expression', zh: '引号内的短语' },
  score: { en: 'a score', zh: '比分' },
  'segmenter-place': { en: 'place by the segmenter', zh: '分词器判为地名' },
  session: { en: 'numbered session', zh: '届次会议' },
  'short-name': { en: 'one-character name of a province', zh: '省份简称' },
  'site-and-its-part': { en: 'a site and its part', zh: '设施及其部分' },
  'site-suffix': { en: 'ends like a site or project', zh: '设施、项目后缀' },
  title: { en: 'title of a post', zh: '职务名称' },
  'title-after-body': { en: 'title behind its body', zh: '机构加职务' },
  'title-before-name': { en: 'name behind a title', zh: '职务后接姓名' },
  town: { en: 'town, village or neighbourhood', zh: '乡镇、村、社区' },
  'transcribed-name': { en: 'transcribed foreign name', zh: '外国人名译名' },
};

/** Why a mention was recognised, in the user's language; the id itself where there are no words for it yet. */
export function explainEvidence({ recogniser }: Evidence, language: Language): string {
  return EXPLANATIONS[recogniser]?.[language] ?? recogniser;
}
