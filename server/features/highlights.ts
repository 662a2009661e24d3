import type { Analysis } from '../../core/analysis/analysis';
import type { Mention } from '../../core/analysis/mention';
import { undecidedAmong } from '../../core/annotation/undecided';
import type { AnnotationView, RejectedView } from '../../core/protocol';
import type { CanonicalText } from '../../core/text/canonicalText';
import { compareRanges, range, utf16, type Range, type Utf16 } from '../../core/text/units';

/** A span to colour. Annotated spans are a person's decision, suggested ones a recogniser's. */
export interface Highlight {
  readonly range: Range<Utf16>;
  readonly label: string;
  readonly status: 'annotated' | 'suggested';
}

/**
 * The spans of an article to colour: all annotations, and the suggestions that are to be decided. Where spans nest, the inner one has its part; the result is flat, in order, cut at line ends, as semantic tokens must be.
 */
export function highlightsOf(
  analysis: Analysis,
  annotations: readonly AnnotationView[],
  rejected: readonly RejectedView[] = [],
): Highlight[] {
  const annotated = annotations.map(({ start, end, label }): Highlight => ({
    range: range(utf16(start), utf16(end)),
    label,
    status: 'annotated',
  }));
  const suggested = undecidedMentions(analysis, annotations, rejected).map((mention): Highlight => ({
    range: mention.range,
    label: mention.label,
    status: 'suggested',
  }));
  return flatten([...suggested, ...annotated]).flatMap((highlight) => cutAtLineEnds(analysis.text, highlight));
}

/** The mentions that are still to be decided, in order: what is a suggestion. */
export function undecidedMentions(
  { mentions }: Analysis,
  annotations: readonly AnnotationView[],
  rejected: readonly RejectedView[] = [],
): Mention[] {
  const placed = mentions.map((mention) => ({ mention, label: mention.label, ...mention.range }));
  return undecidedAmong(placed, { annotations, rejected }).map(({ mention }) => mention);
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
