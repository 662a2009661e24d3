import type { MetadataNames, SourceNames } from './features/articleMetadata';
import type { OutlineKind } from '../core/article/outline';
import type { DecisionCounts } from '../core/suggestions/decisions';

/** The server's strings in the two languages of the product. Recognisers' evidence is explained by their ids. */
interface Messages {
  readonly annotated: string;
  readonly needsReview: string;
  readonly suggested: string;
  readonly rejected: string;
  readonly posts: string;
  readonly bodies: string;
  readonly aliases: string;
  readonly mentions: (count: number) => string;
  readonly first: string;
  readonly next: string;
  readonly speaks: (count: number) => string;
  readonly why: string;
  readonly confidence: string;
  readonly decided: (counts: DecisionCounts) => string;
  readonly note: string;
  readonly entity: string;
  readonly by: string;
  readonly source: string;
  readonly status: string;
  readonly certainty: string;
  readonly metadataFields: MetadataNames;
  readonly metadataSources: SourceNames;
  /** What to say of a problem with a table of metadata, by its code; core's own sentence where nothing stands here. */
  readonly tableProblems: Readonly<Record<string, string>>;
  readonly yes: string;
  readonly no: string;
  /** Of an annotation that a relation or an event leads to. */
  readonly withoutPlace: string;
  readonly knownEntity: string;
  readonly guidelines: (label: string) => string;
  readonly key: string;
  readonly noSuchLabel: (label: string) => string;
  readonly changeTo: (word: string) => string;
  readonly addLabel: (label: string) => string;
  readonly tooLarge: string;
  readonly notUtf8: string;
  readonly outOfStep: string;
  readonly separator: string;
  /** The parts of an article that a search finds. */
  readonly parts: Readonly<Partial<Record<OutlineKind, string>>>;
  /** What to say of a problem with an authority file, by its code; core's own sentence where nothing stands here. */
  readonly authorityProblems: Readonly<Record<string, string>>;
  /** The same of a problem with a manifest. */
  readonly manifestProblems: Readonly<Record<string, string>>;
}

const ENGLISH: Messages = {
  annotated: 'annotated',
  needsReview: 'annotated, needs review: the text changed here',
  suggested: 'suggestion',
  rejected: 'suggestion, rejected',
  posts: 'Posts',
  bodies: 'Bodies',
  aliases: 'Also',
  mentions: (count) => (count === 1 ? '1 mention' : `${count} mentions`),
  first: 'first',
  next: 'next',
  speaks: (count) => (count === 1 ? 'Speaks once' : `Speaks ${count} times`),
  why: 'Why',
  confidence: 'confidence',
  decided: ({ accepted, rejected }) => {
    const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);
    const parts = [
      ...(accepted > 0 ? [`accepted ${times(accepted)}`] : []),
      ...(rejected > 0 ? [`rejected ${times(rejected)}`] : []),
    ];
    return `${parts.join(', ')} in this corpus`;
  },
  note: 'Note',
  entity: 'Entity',
  by: 'By',
  source: 'Source',
  status: 'Status',
  certainty: 'Certainty',
  metadataFields: { newspaper: 'Newspaper', date: 'Date', page: 'Page', genre: 'Genre' },
  metadataSources: {
    article: 'of this article',
    document: 'of the file',
    table: 'articles.csv',
    fileName: 'by the file name',
    text: 'by the text',
  },
  tableProblems: {},
  yes: 'yes',
  no: 'no',
  withoutPlace: 'without a place in the text',
  knownEntity: 'Authority file',
  guidelines: (label) => `How to annotate ${label}`,
  key: 'Key',
  noSuchLabel: (label) => `The corpus has no label ${label}.`,
  changeTo: (word) => `Change to “${word}”`,
  addLabel: (label) => `Add label “${label}”`,
  tooLarge: 'This file is above 5 MiB and is not analysed. Split it into articles.',
  notUtf8: 'Here stands U+FFFD, the mark of a byte that is not UTF-8. Convert the file to UTF-8 before annotating it.',
  outOfStep:
    'A change of this text was lost on the way, so nothing is shown of it. Save the file, or close and open it again.',
  separator: ', ',
  parts: { article: 'article', section: 'section' },
  authorityProblems: {},
  manifestProblems: {},
};

const CHINESE: Messages = {
  annotated: '已标注',
  needsReview: '已标注，待复核：此处文本有改动',
  suggested: '建议',
  rejected: '建议，已否决',
  posts: '职务',
  bodies: '机构',
  aliases: '又称',
  mentions: (count) => `出现 ${count} 次`,
  first: '首次',
  next: '下一处',
  speaks: (count) => `发言 ${count} 处`,
  why: '依据',
  confidence: '置信度',
  decided: ({ accepted, rejected }) => {
    const parts = [...(accepted > 0 ? [`接受 ${accepted} 次`] : []), ...(rejected > 0 ? [`否决 ${rejected} 次`] : [])];
    return `在本语料库中${parts.join('、')}`;
  },
  note: '备注',
  entity: '实体',
  by: '标注者',
  source: '来源',
  status: '状态',
  certainty: '确定程度',
  metadataFields: { newspaper: '报纸', date: '日期', page: '版面', genre: '体裁' },
  metadataSources: {
    article: '本篇标签',
    document: '文件标签',
    table: 'articles.csv',
    fileName: '据文件名',
    text: '据文本',
  },
  tableProblems: {
    'table-open-quote': '此引号没有闭合，其后全部内容成为一个字段。请闭合或双写引号。',
    'table-text-behind-quote': '闭合引号之后的内容被忽略。引号内的引号须双写。',
    'table-no-file-column': '没有“文件”（file）列。首行须写列名。',
    'table-too-many-fields': '此行字段多于首行的列。含分隔符的字段须加引号。',
    'table-no-file': '此行没有写文件，因此不起作用。',
    'table-row-twice': '上方已有关于同一篇文章的行，以先出现者为准。请删去其一。',
    'table-column-twice': '此列重复，以先出现者为准。',
    'table-date': '没有这一天。请写作 2021-03-05。',
    'not-utf8': '文件不是 UTF-8 编码。请转换为 UTF-8。',
    'too-large': '文件过大，不读取。请拆分。',
  },
  yes: '是',
  no: '否',
  withoutPlace: '在文中无位置',
  knownEntity: '规范文档',
  guidelines: (label) => `${label} 的标注说明`,
  key: '按键',
  noSuchLabel: (label) => `语料库没有标签 ${label}。`,
  changeTo: (word) => `改为“${word}”`,
  addLabel: (label) => `添加标签“${label}”`,
  tooLarge: '文件超过 5 MiB，不作分析。请拆分为单篇文章。',
  notUtf8: '此处为 U+FFFD，说明原字节不是 UTF-8。请先将文件转换为 UTF-8 再标注。',
  outOfStep: '此文本的改动在传送中丢失，因此不再显示分析结果。请保存文件，或关闭后重新打开。',
  separator: '、',
  parts: { article: '文章', section: '小节' },
  authorityProblems: {
    'duplicate-id': '此 id 已被使用，以先出现者为准。请另取 id。',
    empty: '此处为空。请填写或删除。',
    'no-match': '没有匹配的文件。请更正或删除。',
    'no-such-file': '没有此文件。请更正路径或删除。',
    'long-name': '名称过长，不参与识别。请缩短。',
    missing: '缺少必填项：文件须有 entities 列表，每个条目须有 label 和 name。请补上。',
    outside: '此文件是指向语料库之外的链接，不予读取。请将文件本身放入语料库。',
    'not-utf8': '文件不是 UTF-8 编码。请转换为 UTF-8。',
    'short-name': '单字名称只在独立成词时识别。如有较长的名称，请改用。',
    'too-large': '文件超过 4 MiB，不读取。请拆分。',
    'too-many-folders': '文件夹过多，无法全部查找。请在此写明文件夹。',
    unreadable: '文件无法读取；此前已读取的内容仍然有效。',
    type: '此值的类型不符：文本须加双引号，aliases 须为文本列表。',
    'unknown-label': '语料库没有此标签。请更正，或在 corpus.yaml 中添加。',
  },
  manifestProblems: {
    'authority-name': '规范文档的文件名须以 .authority.yaml 结尾。请改名。',
    colour: '颜色须写作 "#rrggbb"，并加双引号。',
    cycle: '标签成为自己的下级。请删去其中一个 parent。',
    'duplicate-id': '此 id 在列表中已出现。请删去或改名。',
    'duplicate-key': '此键重复出现。请删去一个。',
    'duplicate-value': '此值重复出现。请删去一个。',
    empty: '此处为空。请填写或删除。',
    glob: '匹配模式须在语料库之内：不写 ".."、"\\" 和开头的 "/"，至多四个星号、256 个字符。',
    id: 'id 只能由文字、数字、"_"、"-"、"." 组成（属性和标记的 id 至多 150 个字符）。请改名。',
    key: '按键须为一个字母（a–z、A–Z）或一个数字。请更正或删除。',
    missing: '缺少 id。请补上。',
    'no-values': '选项（choice）须列出可选值，如 values: ["一", "二"]。',
    'only-choice': '只有选项（choice）才有此项。请删去，或写 type: choice。',
    'shared-key': '此按键已属于另一标签。请另选一个。',
    'too-deep': '标签至多十六级。请改用更高的上级标签。',
    type: '此值的类型不符：文本须加双引号，列表写作 [a, b]，映射写作 {en: "…", zh: "…"}。',
    'unknown-key': '此键不存在，不起作用。是否拼写有误？',
    'unknown-label': '语料库没有此标签。请更正，或在 labels 中添加。',
    'value-type': '没有此类型。请写 text、number、flag 或 choice。',
  },
};

/** The strings for a locale such as `zh-cn` or `en`; English where there are none. */
export function messagesFor(locale: string | undefined): Messages & { readonly language: 'en' | 'zh' } {
  return locale?.toLowerCase().startsWith('zh') === true
    ? { ...CHINESE, language: 'zh' }
    : { ...ENGLISH, language: 'en' };
}

export type LocalMessages = ReturnType<typeof messagesFor>;
