import type { Analysis } from '../../core/analysis/analysis';
import type { AnalysisResources } from '../../core/analysis/analyse';
import type { Mention } from '../../core/analysis/mention';
import type { Segmenter } from '../../core/analysis/segmenter';
import { suggestionSource } from '../../core/annotation/source';
import { isTurnedDown } from '../../core/annotation/undecided';
import { learnedConfidence, type Decisions } from '../../core/suggestions/decisions';
import type { RejectedView, SpanAt, Suggestion } from '../../core/protocol';
import type { CanonicalText } from '../../core/text/canonicalText';
import type { Utf16 } from '../../core/text/units';
import { innermost } from './hover';

/**
 * The suggestion that holds the offset, else the segmenter's word there, else null (a blank, a mark, no text). A suggestion
 * that was turned down is just a word: its span may be wanted under another label.
 */
export function spanAt(
  analysis: Analysis,
  { segmenter, version }: Pick<AnalysisResources, 'segmenter' | 'version'>,
  offset: Utf16,
  rejected: readonly RejectedView[] = [],
  decisions?: Decisions,
): SpanAt | null {
  const mention = innermost(analysis.mentions, offset);
  // Behind a suggestion the word is meant that goes on there.
  const word = mention === undefined || mention.range.end === offset ? wordAt(analysis.text, segmenter, offset) : null;
  if (mention === undefined || (word !== null && offset < word.end)) return word;
  if (isTurnedDown({ ...mention.range, label: mention.label }, rejected)) return { kind: 'word', ...mention.range };
  return { kind: 'suggestion', ...suggestionOf(mention, version, decisions) };
}

/** Mentions as suggestions, in their order; they may nest. */
export function suggestionsOf(
  mentions: readonly Mention[],
  version: string | undefined,
  decisions?: Decisions,
): Suggestion[] {
  return mentions.map((mention) => suggestionOf(mention, version, decisions));
}

function suggestionOf(
  { range, label, text, confidence, evidence }: Mention,
  version: string | undefined,
  decisions: Decisions | undefined,
): Suggestion {
  const decided = decisions?.of(text, label);
  const recognisers = [...new Set(evidence.map(({ recogniser }) => recogniser))];
  return {
    ...range,
    label,
    confidence: learnedConfidence(confidence, decided),
    ...(decided !== undefined && { decisions: decided }),
    source: suggestionSource(recognisers, version),
  };
}

/** How far around the cursor the segmenter reads: enough context for any word, whatever the length of the line. */
const CONTEXT = 64;

/** The segmenter's word at an offset, or null where a blank or a mark stands. */
export function wordAt(text: CanonicalText, segmenter: Segmenter, offset: Utf16): SpanAt | null {
  const line = text.positionAt(offset).line;
  const start = text.snap(Math.max(text.lineStart(line), offset - CONTEXT) as Utf16);
  const end = text.snap(Math.min(text.lineEnd(line), offset + CONTEXT) as Utf16);
  let at: number = start;
  for (const word of segmenter.segment(text.slice({ start, end }))) {
    const wordEnd = at + word.text.length;
    if (offset < wordEnd || (offset === wordEnd && wordEnd === end)) {
      return /[\p{L}\p{N}]/u.test(word.text) ? { kind: 'word', start: at, end: wordEnd } : null;
    }
    at = wordEnd;
  }
  return null;
}
