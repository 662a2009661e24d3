import type { OutlineKind } from '../core/article/outline';

/** The server's strings in the two languages of the product. Recognisers' evidence is explained by their ids. */
interface Messages {
  readonly annotated: string;
  readonly needsReview: string;
  readonly suggested: string;
  readonly posts: string;
  readonly bodies: string;
  readonly aliases: string;
  readonly mentions: (count: number) => string;
  readonly first: string;
  readonly next: string;
  readonly speaks: (count: number) => string;
  readonly why: string;
  readonly confidence: string;
  readonly note: string;
  readonly entity: string;
  readonly by: string;
  readonly source: string;
  readonly knownEntity: string;
  readonly tooLarge: string;
  readonly notUtf8: string;
  readonly outOfStep: string;
  readonly separator: string;
  /** The parts of an article that a search finds. */
  readonly parts: Readonly<Partial<Record<OutlineKind, string>>>;
  /** What to say of a problem with an authority file, by its code; core's own sentence where nothing stands here. */
  readonly authorityProblems: Readonly<Record<string, string>>;
}

const ENGLISH: Messages = {
  annotated: 'annotated',
  needsReview: 'annotated, needs review: the text changed here',
  suggested: 'suggestion',
  posts: 'Posts',
  bodies: 'Bodies',
  aliases: 'Also',
  mentions: (count) => (count === 1 ? '1 mention' : `${count} mentions`),
  first: 'first',
  next: 'next',
  speaks: (count) => (count === 1 ? 'Speaks once' : `Speaks ${count} times`),
  why: 'Why',
  confidence: 'confidence',
  note: 'Note',
  entity: 'Entity',
  by: 'By',
  source: 'Source',
  knownEntity: 'Authority file',
  tooLarge: 'This file is above 5 MiB and is not analysed. Split it into articles.',
  notUtf8: 'Here stands U+FFFD, the mark of a byte that is not UTF-8. Convert the file to UTF-8 before annotating it.',
  outOfStep:
    'A change of this text was lost on the way, so nothing is shown of it. Save the file, or close and open it again.',
  separator: ', ',
  parts: { article: 'article', section: 'section' },
  authorityProblems: {},
};

const CHINESE: Messages = {
  annotated: '已标注',
  needsReview: '已标注，待复核：此处文本有改动',
  suggested: '建议',
  posts: '职务',
  bodies: '机构',
  aliases: '又称',
  mentions: (count) => `出现 ${count} 次`,
  first: '首次',
  next: '下一处',
  speaks: (count) => `发言 ${count} 处`,
  why: '依据',
  confidence: '置信度',
  note: '备注',
  entity: '实体',
  by: '标注者',
  source: '来源',
  knownEntity: '规范文档',
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
};

/** The strings for a locale such as `zh-cn` or `en`; English where there are none. */
export function messagesFor(locale: string | undefined): Messages & { readonly language: 'en' | 'zh' } {
  return locale?.toLowerCase().startsWith('zh') === true
    ? { ...CHINESE, language: 'zh' }
    : { ...ENGLISH, language: 'en' };
}

export type LocalMessages = ReturnType<typeof messagesFor>;
