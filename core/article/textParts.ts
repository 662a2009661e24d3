import { isCredit, readNewsHead } from '../text/newspaperLines';
import type { OutlineKind } from './outline';

/** A stretch of a block, in UTF-16 units of its text; a byline keeps its brackets. */
export interface TextPart {
  readonly kind: OutlineKind;
  readonly start: number;
  readonly end: number;
}

/** Cuts a block of running text into dateline, byline, paragraph and the bracketed byline behind the last sentence. */
export function cutText(text: string): readonly TextPart[] {
  const head = readNewsHead(text);
  const parts: TextPart[] = [];
  if (head !== undefined) {
    parts.push({ kind: 'dateline', start: 0, end: head.datelineEnd });
    if (head.byline !== undefined) parts.push({ kind: 'byline', ...head.byline });
  }
  const start = head?.text ?? 0;
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

/** Whether reporters sign behind the last sentence of a block: `…。（记者 李明）`. */
export function isSignedBehindText(text: string): boolean {
  return closingBylineStart(text, 0) !== undefined;
}

function closingBylineStart(text: string, from: number): number | undefined {
  const tailStart = Math.max(from, text.length - 100);
  const match = /(?<=[。！？…”’] ?)（[^（）]{2,80}）$/.exec(text.slice(tailStart));
  return match !== null && isCredit(match[0]) ? tailStart + match.index : undefined;
}
