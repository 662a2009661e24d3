import type { Analysis } from '../../core/analysis/analysis';
import type { Mention } from '../../core/analysis/mention';
import type { AnnotationView } from '../../core/protocol';
import type { CanonicalText } from '../../core/text/canonicalText';
import { freeOf } from '../../core/text/freeRanges';
import { compareRanges, range, utf16, type Range, type Utf16 } from '../../core/text/units';

/** A span to colour. Annotated spans are a person's decision, suggested ones a recogniser's. */
export interface Highlight {
  readonly range: Range<Utf16>;
  readonly label: string;
  readonly status: 'annotated' | 'suggested';
}

/**
 * The spans of an article to colour: all annotations, and the suggestions that no annotation overlaps. Where spans
 * nest, the inner one has its part; the result is flat, in order, cut at line ends, as semantic tokens must be.
 */
export function highlightsOf(analysis: Analysis, annotations: readonly AnnotationView[]): Highlight[] {
  const annotated = annotations.map(({ start, end, label }): Highlight => ({
    range: range(utf16(start), utf16(end)),
    label,
    status: 'annotated',
  }));
  const suggested = freeMentions(analysis, annotations).map((mention): Highlight => ({
    range: mention.range,
    label: mention.label,
    status: 'suggested',
  }));
  return flatten([...suggested, ...annotated]).flatMap((highlight) => cutAtLineEnds(analysis.text, highlight));
}

/** The mentions that no annotation overlaps, in order: what is still a suggestion. */
export function freeMentions({ mentions }: Analysis, annotations: readonly AnnotationView[]): Mention[] {
  const isFree = freeOf(annotations.map(({ start, end }) => range(utf16(start), utf16(end))));
  return mentions.filter((mention) => isFree(mention.range));
}

/** Cuts nested and crossing spans into a flat sequence; the span that starts later, being inner, covers the outer. */
function flatten(highlights: readonly Highlight[]): Highlight[] {
  const ordered = [...highlights].sort((a, b) => compareRanges(a.range, b.range));
  const flat: Highlight[] = [];
  const open: Highlight[] = [];
  let at = 0;
  const emitUntil = (end: number): void => {
    while (at < end) {
      while (open.length > 0 && (open.at(-1) as Highlight).range.end <= at) open.pop();
      const top = open.at(-1);
      if (top === undefined) return;
      const until = Math.min(top.range.end, end);
      flat.push({ ...top, range: range(utf16(at), utf16(until)) });
      at = until;
    }
  };
  for (const highlight of ordered) {
    emitUntil(highlight.range.start);
    at = highlight.range.start;
    open.push(highlight);
  }
  emitUntil(Number.POSITIVE_INFINITY);
  return flat;
}

function cutAtLineEnds(text: CanonicalText, highlight: Highlight): Highlight[] {
  const pieces: Highlight[] = [];
  const last = text.positionAt(highlight.range.end).line;
  for (let line = text.positionAt(highlight.range.start).line; line <= last; line++) {
    const start = utf16(Math.max(highlight.range.start, text.lineStart(line)));
    const end = utf16(Math.min(highlight.range.end, text.lineEnd(line)));
    if (start < end) pieces.push({ ...highlight, range: { start, end } });
  }
  return pieces;
}
