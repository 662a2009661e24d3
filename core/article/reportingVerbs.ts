/** A verb that reports what somebody says, in UTF-16 units of its text. */
export interface ReportingVerb {
  readonly start: number;
  readonly end: number;
  /** Whether the word is a verb of saying wherever a mark follows it; others are nouns as well (要求, 希望). */
  readonly isPlain: boolean;
}

const HEARER = '(?:(?:本报|本网|本刊|[\\p{Script=Han}]{0,4}媒体)?记者|笔者|我们?|大家|他们?|她们?)';

/** Verbs of saying that are hardly ever nouns. */
const PLAIN = [
  '(?<![小传听据学虽演解论游劝评再话是以来般没不难若])说',
  '表示',
  '指出',
  '强调',
  '认为',
  '坦言',
  '直言',
  '笑言',
  '透露',
  '感慨',
  '感叹',
  '(?<![名简统号俗自人堪职昵著声宣职对通可之])称',
  '[说问答喊笑叹写讲骂吼哭]道',
  `告诉${HEARER}`,
  '[宣声]称',
];

/** Verbs that are nouns as well, or that need not report: with a person before them they do. */
const DOUBTFUL = [
  '要求',
  '介绍',
  '建议',
  '希望',
  '呼吁',
  '提醒',
  '叮嘱',
  '嘱咐',
  '勉励',
  '回忆',
  '喊',
  '解释',
  '分析',
  '补充',
  '回应',
  '回答',
  '承诺',
  '宣布',
  '提出',
  '打趣',
  '坦承',
  '相信',
  '坚信',
  '预测',
  '披露',
  '证实',
  '追问',
  '反问',
  '寄语',
  '表态',
  '主张',
  '赞叹',
  '吩咐',
  '(?<![访学疑提慰顾询过])问',
  '(?<![宣演主开])讲',
  '(?<![解回应])答',
  '谈到',
  '提到',
  '看来',
];

const ENDING_VERB = new RegExp(String.raw`(?:(${PLAIN.join('|')})|${DOUBTFUL.join('|')})(说|道|着说)?$`, 'u');
const LONGEST_VERB = 16;

/** The verb of saying that ends at `end`. */
export function reportingVerbBefore(text: string, end: number): ReportingVerb | undefined {
  const from = Math.max(0, end - LONGEST_VERB);
  const found = ENDING_VERB.exec(text.slice(from, end));
  if (found === null) return undefined;
  return { start: from + found.index, end, isPlain: found[1] !== undefined || found[2] !== undefined };
}
