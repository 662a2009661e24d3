/**
 * What a whole printed line is by its wording, whatever stands around it. All tests take a line whose widths are
 * folded (`foldWidths`) and that carries no blank at its ends; all are linear in its length.
 */

/** Marks that newspapers print before a subhead or a rubric. */
export const SECTION_MARK = /^[■□●○◎◆◇▲△▼★☆◤▶►※]/;

/** Where the parts of a news head lie, in UTF-16 units of its line; `text` is where the running text starts. */
export interface NewsHead {
  readonly datelineEnd: number;
  /** The credit: `（记者 李明）` with its brackets, or `记者李明报道`. */
  readonly byline: { readonly start: number; readonly end: number } | undefined;
  readonly text: number;
}

/** Names under which newspapers, agencies and their sites sign. */
const MEDIUM = String.raw`(?:本报|本刊|本台|本网|[\p{Script=Han}·]{1,8}(?:社|网|日报|晚报|晨报|早报|时报|商报|都市报|新闻|客户端|融媒))`;
const PLACE_AND_DAY = String.raw`(?:[\p{Script=Han}·、]{0,12}?(?:\d{1,4}年)?(?:\d{1,2}月)?\d{1,2}日|\p{Script=Han}{2,6})`;
const NEWS_HEAD = new RegExp(
  String.raw`^(?:本报讯(?!息)|据?(?:${MEDIUM}${PLACE_AND_DAY}?|\p{Script=Han}{2,8}\d{1,2}月\d{1,2}日)(?:讯|电|消息)(?=[ （“\d]|$))`,
  'u',
);

const CREDIT_BEHIND_DATELINE =
  /^( *)(（[^（）]{1,120}）|(?:(?:本报|全媒体|见习|实习|特约|首席)?(?:记者|通讯员|实习生) ?[\p{Script=Han}·]{2,10}[ 、]?){1,4}(?:摄影|综合)?报道(?=[：，]))?[ ：，]*/u;

/** Reads `本报讯`, `本报北京6月17日电`, `新华社郑州电（记者 …）` at the start of a line. */
export function readNewsHead(line: string): NewsHead | undefined {
  const head = NEWS_HEAD.exec(line.slice(0, 60))?.[0];
  if (head === undefined) return undefined;
  const behind = CREDIT_BEHIND_DATELINE.exec(line.slice(head.length, head.length + 140));
  const [matched = '', blanks = '', credit] = behind ?? [];
  const start = head.length + blanks.length;
  return {
    datelineEnd: head.length,
    byline: credit === undefined ? undefined : { start, end: start + credit.length },
    text: head.length + matched.length,
  };
}

const CREDITED_ROLE = '(?:记者|通讯员|实习生|特派员|评论员|观察员|撰稿人?|作者|编辑|摄影师)';
const SIGNED_ROLE = new RegExp(String.raw`^[^，。！？：；“”（）/]{0,16}${CREDITED_ROLE}$`, 'u');
const SIGNED_ROLE_AND_NAME = new RegExp(
  String.raw`^(?:${MEDIUM}|见习|实习|全媒体|融媒体?|特约){0,3}${CREDITED_ROLE}\p{Script=Han}{2,3}$`,
  'u',
);
const WORK = /^(?:文|图|摄|撰文|文图|图文|摄影|供图|供稿|制图|插图|整理|采写|报道|综合报道|摄影报道|文字整理)$/;
const WORK_BEFORE_NAME =
  /^(?:文|图|摄影|撰文|撰稿|采写|整理|来源|作者|供稿|编辑|策划|统筹|执行|执笔|制图|绘图|供图|视频|海报|剪辑)[：/]/;
const NAME = /^(?:\p{Script=Han}{1,5}|\p{Script=Han}{1,8}(?:·\p{Script=Han}{1,8})+|发自.{1,8})$/u;
const SHORT_NAME = /^\p{Script=Han}{2,3}$/u;
const LONGEST_CREDIT = 160;

/**
 * Whether a line only says who made the article: `记者 孙庆辉 通讯员 赵翔宇 文/图`, `（本报记者 李明）`, `洪国保 摄`.
 */
export function isCredit(line: string): boolean {
  if (line.length > LONGEST_CREDIT) return false;
  const bracketed = /^（([^（）]+)）$/.exec(line)?.[1];
  if (bracketed !== undefined && /^(?:来源|作者|据)/.test(bracketed)) return true;
  const words = (bracketed ?? line.replace(SECTION_MARK, '')).split(/[ 、，；]+/).filter((word) => word !== '');
  if (bracketed === undefined && !words.some((word) => isSigned(word))) return false;
  if (bracketed !== undefined && words.length === 1 && !isSigned(bracketed)) return false;
  // Without brackets or a role only short words are names: `茶园一角 李明 摄` is a caption.
  const name = bracketed !== undefined || words.some((word) => namesRole(word)) ? NAME : SHORT_NAME;
  return words.every((word) => name.test(word) || isSigned(word));
}

function isSigned(word: string): boolean {
  if (WORK.test(word) || WORK_BEFORE_NAME.test(word)) return word.length <= 16;
  const [name = '', work] = word.split('/');
  if (work !== undefined) return WORK.test(work) && (NAME.test(name) || WORK.test(name));
  return namesRole(word);
}

function namesRole(word: string): boolean {
  return SIGNED_ROLE.test(word) || SIGNED_ROLE_AND_NAME.test(word);
}

/** Whether a line ends with its picture's credit: `…新出海口作业现场。许丛军 摄`. */
export function namesPhotographer(line: string): boolean {
  return /[。） ][^ 。]{1,8} ?摄）?$/.test(line.slice(-16));
}

const FURNITURE = [
  '扫码(?:看|观|阅|读|听|下载|关注|了解|查|进)|扫一扫|扫描.{0,6}二维码|视频新闻|更多(?:新闻|内容|资讯)|版式|美编|本版',
  // Who made the page.
  '责任编辑|责编|总?值班 |(?:(?:美术|视觉|图片|文字|版面|新媒体|值班|执行)?(?:责任)?(?:编辑|编委|主任|总编|校对)|校对|审核|审校|终审|监制|组版|制版)[：/ ]',
  // Where the page's texts go on, or what stands elsewhere.
  '(?:下转|上接|紧接|转自).{1,12}版|(?:相关|更多|详细)?(?:报道|新闻|内容)?[请详]?见.{1,8}版',
  // The end of an agency's text.
  '(?:全文)?完）$|未?待续）$',
];
const FURNITURE_LINE = new RegExp(`^（?(?:${FURNITURE.join('|')})`);
const LONGEST_FURNITURE = 60;

const PAGE = String.raw`(?:[A-Z]?\d{1,3}|第[一二三四五六七八九十\d]{1,3})版`;
const SECTION_OF_PAGE = String.raw`\p{Script=Han}{2,4}`;
const DAY_OF_ISSUE = String.raw`\d{4}年\d{1,2}月\d{1,2}日 ?(?:星期[一二三四五六日天]|第?\d+期|农历.{2,12})`;

/** The line at the top of a page: `A02版 要闻`, `要闻 2版`, `2026年3月5日 星期四`. */
const PAGE_LABEL = new RegExp(
  `^(?:${PAGE}(?:[ ：·|/]{0,3}${SECTION_OF_PAGE})?|${SECTION_OF_PAGE}[ ：·|/]{0,3}${PAGE}|${DAY_OF_ISSUE}.{0,12})$`,
  'u',
);

/** A line of ornaments between parts: `* * *`, `◆◆◆`. */
const ORNAMENT = /^[ *＊=_~～·◇◆★☆●○■□▲△▼※-]+$/;

/** Whether a line belongs to the page and not to an article: `扫码看`, `（下转第三版）`, `责任编辑：李明`, `A02版 要闻`. */
export function isFurniture(line: string): boolean {
  if (line.length > LONGEST_FURNITURE || /[。！？；]/.test(line)) return false;
  return FURNITURE_LINE.test(line) || PAGE_LABEL.test(line) || ORNAMENT.test(line);
}

const TURN_OF_PAGE = '（(?:下转|上接|紧接|转自|详见|相关报道.{0,3}见)[^（）]{1,10}版）';
const TURN_OF_PAGE_BEFORE = new RegExp(`^${TURN_OF_PAGE} *`);
const TURN_OF_PAGE_BEHIND = new RegExp(`(?:${TURN_OF_PAGE}|（(?:全文)?完）)$`);
const LONGEST_TURN_OF_PAGE = 24;

/** How many UTF-16 units at the start of a line say where its text began: `（上接第一版）会议指出…`. */
export function turnOfPageBefore(line: string): number {
  return TURN_OF_PAGE_BEFORE.exec(line.slice(0, LONGEST_TURN_OF_PAGE))?.[0].length ?? 0;
}

/** How many UTF-16 units at the end of a line say where its text goes on or that it ends: `…（下转第三版）`. */
export function turnOfPageBehind(line: string): number {
  return TURN_OF_PAGE_BEHIND.exec(line.slice(-LONGEST_TURN_OF_PAGE))?.[0].length ?? 0;
}

/** Whether a line opens a turn of an interview: `记者：…`, `问：…`. */
export function opensInterviewTurn(line: string): boolean {
  return /^(?:[^，。！？：“”]{0,10}记者|问|答|主持人)：/.test(line);
}

/**
 * Whether a line ends like a sentence or a quotation; a closing quote or a bracketed credit counts behind a mark only.
 * A text that turns the page ends too: what stands behind it is another one.
 */
export function endsSentence(line: string): boolean {
  return turnOfPageBehind(line) > 0 || /[。！？：…](?:[”’）」』]|（[^（）]{1,100}）)*$/.test(line.slice(-128));
}
