import { isCredit, readNewsHead, turnOfPageBefore, turnOfPageBehind, type NewsHead } from '../text/newspaperLines';
import { simplified } from '../text/scripts';
import type { OutlineKind } from './outline';

/** A stretch of a block, in UTF-16 units of its text; a byline keeps its brackets. */
export interface TextPart {
  readonly kind: OutlineKind;
  readonly start: number;
  readonly end: number;
}

/**
 * Cuts a block of running text into dateline, byline, paragraph and the bracketed byline behind the last sentence;
 * what says that the text turns the page is furniture.
 */
export function cutText(printed: string): readonly TextPart[] {
  const text = simplified(printed);
  const before = turnOfPageBefore(text);
  const behind = text.length - turnOfPageBehind(text);
  if (before >= behind) return [{ kind: 'furniture', start: 0, end: text.length }];
  return [
    ...(before > 0 ? [{ kind: 'furniture', start: 0, end: text.slice(0, before).trimEnd().length } as const] : []),
    ...cutStory(text.slice(0, behind).trimEnd(), before),
    ...(behind < text.length ? [{ kind: 'furniture', start: behind, end: text.length } as const] : []),
  ];
}

function cutStory(text: string, from: number): readonly TextPart[] {
  const head = from === 0 ? (readNewsHead(text) ?? readCreditBefore(text)) : undefined;
  const parts: TextPart[] = [];
  if (head !== undefined && head.datelineEnd > 0) parts.push({ kind: 'dateline', start: 0, end: head.datelineEnd });
  if (head?.byline !== undefined) parts.push({ kind: 'byline', ...head.byline });
  const start = head?.text ?? from;
  const byline = closingBylineStart(text, start);
  const end = byline ?? text.length;
  const isCreditOnly = head !== undefined && isCredit(text.slice(start, end));
  if (start < end)
    parts.push({
      kind: isCreditOnly ? 'byline' : 'paragraph',
      start,
      end: start + text.slice(start, end).trimEnd().length,
    });
  if (byline !== undefined) parts.push({ kind: 'byline', start: byline, end: text.length });
  return parts;
}

/** A bracketed credit before a text without a dateline: `（记者 李明）会议昨日召开。` */
function readCreditBefore(text: string): NewsHead | undefined {
  const [matched = '', credit = ''] = /^(（[^（）]{2,80}）) */.exec(text.slice(0, 84)) ?? [];
  if (credit === '' || matched.length === text.length || !/记者|通讯员|作者/.test(credit) || !isCredit(credit))
    return undefined;
  return { datelineEnd: 0, byline: { start: 0, end: credit.length }, text: matched.length };
}

/** Whether reporters sign behind the last sentence of a block: `…。（记者 李明）`. */
export function isSignedBehindText(printed: string): boolean {
  const text = simplified(printed);
  return closingBylineStart(text.slice(0, text.length - turnOfPageBehind(text)).trimEnd(), 0) !== undefined;
}

function closingBylineStart(text: string, from: number): number | undefined {
  const tailStart = Math.max(from, text.length - 100);
  const match = /(?<=[。！？…”’] ?)（[^（）]{2,80}）$/.exec(text.slice(tailStart));
  if (match === null || !(isCredit(match[0]) || LONE_NAME.test(match[0]))) return undefined;
  return tailStart + match.index;
}

/** `…。（李明）`: nothing but a name; what a stage direction or an editor puts there is none. */
const LONE_NAME = /^（(?!.*[略声掌图注同译供左右文])\p{Script=Han}{2,3}）$/u;
