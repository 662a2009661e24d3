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
  readonly why: string;
  readonly note: string;
  readonly entity: string;
  readonly by: string;
  readonly source: string;
  readonly tooLarge: string;
  readonly notUtf8: string;
  readonly separator: string;
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
  why: 'Why',
  note: 'Note',
  entity: 'Entity',
  by: 'By',
  source: 'Source',
  tooLarge: 'This file is above 5 MiB and is not analysed. Split it into articles.',
  notUtf8: 'Here stands U+FFFD, the mark of a byte that is not UTF-8. Convert the file to UTF-8 before annotating it.',
  separator: ', ',
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
  why: '依据',
  note: '备注',
  entity: '实体',
  by: '标注者',
  source: '来源',
  tooLarge: '文件超过 5 MiB，不作分析。请拆分为单篇文章。',
  notUtf8: '此处为 U+FFFD，说明原字节不是 UTF-8。请先将文件转换为 UTF-8 再标注。',
  separator: '、',
};

/** The strings for a locale such as `zh-cn` or `en`; English where there are none. */
export function messagesFor(locale: string | undefined): Messages & { readonly language: 'en' | 'zh' } {
  return locale?.toLowerCase().startsWith('zh') === true
    ? { ...CHINESE, language: 'zh' }
    : { ...ENGLISH, language: 'en' };
}

export type LocalMessages = ReturnType<typeof messagesFor>;
