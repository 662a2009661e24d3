/** A span written inside a test's text as `⟦LABEL:…⟧`; offsets are UTF-16 units of the text without the marks. */
export interface MarkedSpan {
  readonly label: string;
  readonly start: number;
  readonly end: number;
}

/** The text without its marks, and the marked spans in reading order (start, longer first). */
export function readMarkedText(marked: string): { readonly text: string; readonly spans: readonly MarkedSpan[] } {
  const spans: MarkedSpan[] = [];
  const open: { label: string; start: number }[] = [];
  let text = '';
  for (const [part] of marked.matchAll(/⟦[A-Z]+:|⟧|[^⟦⟧]+/g)) {
    if (part.startsWith('⟦')) {
      open.push({ label: part.slice(1, -1), start: text.length });
    } else if (part === '⟧') {
      const span = open.pop();
      if (span === undefined) throw new Error(`A closing mark too many in ${marked}`);
      spans.push({ ...span, end: text.length });
    } else {
      text += part;
    }
  }
  if (open.length > 0) throw new Error(`A closing mark is missing in ${marked}`);
  return { text, spans: spans.sort((a, b) => a.start - b.start || b.end - a.end) };
}

/** Writes spans (nested, never crossing) into a text as `readMarkedText` reads them. */
export function writeMarkedText(text: string, spans: readonly MarkedSpan[]): string {
  const openings = new Map<number, string>();
  const closings = new Map<number, number>();
  for (const { label, start, end } of spans) {
    openings.set(start, `${openings.get(start) ?? ''}⟦${label}:`);
    closings.set(end, (closings.get(end) ?? 0) + 1);
  }
  let marked = '';
  for (let at = 0; at <= text.length; at++) {
    marked += '⟧'.repeat(closings.get(at) ?? 0) + (openings.get(at) ?? '') + text.slice(at, at + 1);
  }
  return marked;
}
