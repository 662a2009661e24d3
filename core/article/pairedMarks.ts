/** A pair of marks with what it holds, in UTF-16 units of its text; `end` is behind the closing mark. */
export interface Pair {
  readonly kind: 'quotation' | 'bracket' | 'title';
  readonly start: number;
  readonly end: number;
}

export interface PairedMarks {
  /** Ordered by end: what lies in another pair comes before it. Pairs never cross. */
  readonly pairs: readonly Pair[];
  /** Offsets of double opening quotes that nothing closes, ascending. */
  readonly openQuotes: readonly number[];
}

const KINDS: Readonly<Record<string, Pair['kind']>> = {
  '“': 'quotation',
  '‘': 'quotation',
  '（': 'bracket',
  '【': 'bracket',
  '〔': 'bracket',
  '[': 'bracket',
  '《': 'title',
  '〈': 'title',
};

const OPENING: Readonly<Record<string, string>> = {
  '”': '“',
  '’': '‘',
  '）': '（',
  '】': '【',
  '〕': '〔',
  ']': '[',
  '》': '《',
  '〉': '〈',
};

/**
 * The quotations, brackets and titles of a block (widths folded, so that “” ‘’ are all the quotes there are). A mark
 * without a partner opens and closes nothing. Linear in the length of the text.
 */
export function pairedMarks(text: string): PairedMarks {
  const pairs: Pair[] = [];
  const open: { readonly mark: string; readonly at: number }[] = [];
  const waiting = new Map<string, number>();
  const count = (mark: string, by: number) => waiting.set(mark, (waiting.get(mark) ?? 0) + by);
  const openQuotes: number[] = [];
  const drop = ({ mark, at }: { readonly mark: string; readonly at: number }) => {
    count(mark, -1);
    if (mark === '“') openQuotes.push(at);
  };
  for (const { 0: mark, index: at } of text.matchAll(/[“”‘’（）【】〔〕[\]《》〈〉]/g)) {
    const opening = OPENING[mark];
    if (opening === undefined) {
      open.push({ mark, at });
      count(mark, 1);
    } else if ((waiting.get(opening) ?? 0) > 0 && !isApostrophe(text, at)) {
      for (let last = open.pop(); last !== undefined; last = open.pop()) {
        if (last.mark !== opening) {
          drop(last);
          continue;
        }
        count(opening, -1);
        pairs.push({ kind: KINDS[opening] ?? 'quotation', start: last.at, end: at + 1 });
        break;
      }
    }
  }
  open.forEach(drop);
  return { pairs, openQuotes: openQuotes.sort((a, b) => a - b) };
}

const isApostrophe = (text: string, at: number): boolean =>
  text.charAt(at) === '’' && /^[A-Za-z]’[A-Za-z]$/.test(text.slice(at - 1, at + 2));
