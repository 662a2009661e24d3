import type { AnalysisResources } from '../../core/analysis/analyse';
import { longerWords, type SpansInText } from '../../core/occurrences/longerWords';
import type { LongerWords } from '../../core/occurrences/searchCorpus';
import type { LongerWordsParams } from '../../core/protocol';

/** What speaks against each span; a piece that is none has no answer. It yields after each piece. */
export function* longerWordsInSteps(
  { pieces }: LongerWordsParams,
  resources: AnalysisResources,
): Generator<void, LongerWords> {
  const found: LongerWords[number][] = [];
  for (const piece of Array.isArray(pieces) ? (pieces as readonly unknown[]) : []) {
    found.push(isPiece(piece) ? longerWords(piece, resources).map((word) => word ?? null) : []);
    yield;
  }
  return found;
}

/** Pieces of a paragraph are short; what is longer was not asked for by our client. */
const LONGEST_PIECE = 10_000;

function isPiece(value: unknown): value is SpansInText {
  const { text, spans } = (value ?? {}) as { readonly text?: unknown; readonly spans?: unknown };
  const isSpan = (span: unknown): boolean => {
    const { start, end } = (span ?? {}) as { readonly start?: unknown; readonly end?: unknown };
    return Number.isSafeInteger(start) && Number.isSafeInteger(end);
  };
  return typeof text === 'string' && text.length <= LONGEST_PIECE && Array.isArray(spans) && spans.every(isSpan);
}
