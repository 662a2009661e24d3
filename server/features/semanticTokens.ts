import type { SemanticTokens, SemanticTokensDelta, SemanticTokensLegend } from 'vscode-languageserver';
import { KIND_OF_LABEL, kindOfLabel, OTHER_KIND } from '../../core/annotation/labels';
import { changedPart } from '../../core/changedPart';
import type { CanonicalText } from '../../core/text/canonicalText';
import { overlaps, type Range, type Utf16 } from '../../core/text/units';
import type { Highlight } from './highlights';

const TYPES = [...Object.values(KIND_OF_LABEL), OTHER_KIND];
const MODIFIERS: readonly Highlight['status'][] = ['annotated', 'suggested'];

export const LEGEND: SemanticTokensLegend = { tokenTypes: TYPES, tokenModifiers: [...MODIFIERS] };

/** Encodes flat, ordered, single-line highlights as the protocol's five numbers a token. */
export function encodeTokens(text: CanonicalText, highlights: readonly Highlight[]): number[] {
  const data: number[] = [];
  let line = 0;
  let character = 0;
  for (const { range, label, status } of highlights) {
    const start = text.positionAt(range.start);
    const deltaLine = start.line - line;
    const type = TYPES.indexOf(kindOfLabel(label));
    data.push(deltaLine, deltaLine === 0 ? start.character - character : start.character, range.end - range.start);
    data.push(type, 1 << MODIFIERS.indexOf(status));
    line = start.line;
    character = start.character;
  }
  return data;
}

/** The highlights that touch a range, for a request of the visible part only. */
export function highlightsWithin(highlights: readonly Highlight[], visible: Range<Utf16>): Highlight[] {
  return highlights.filter((highlight) => overlaps(highlight.range, visible));
}

/** Remembers the last full result of each article, so that the next one can be sent as its difference. */
export class TokenResults {
  readonly #last = new Map<string, { readonly resultId: string; readonly data: readonly number[] }>();
  #count = 0;

  /** For how many articles a result is kept. */
  get size(): number {
    return this.#last.size;
  }

  full(uri: string, data: number[]): SemanticTokens {
    this.#count += 1;
    const resultId = String(this.#count);
    this.#last.set(uri, { resultId, data });
    return { resultId, data };
  }

  /** The difference to the result the client holds, or a full result when that one is not known any more. */
  delta(uri: string, previousResultId: string, data: number[]): SemanticTokens | SemanticTokensDelta {
    const previous = this.#last.get(uri);
    const full = this.full(uri, data);
    if (previous?.resultId !== previousResultId) return full;
    return { resultId: full.resultId as string, edits: editsBetween(previous.data, data) };
  }

  forget(uri: string): void {
    this.#last.delete(uri);
  }
}

/** One edit that replaces what lies between the common beginning and the common end. */
function editsBetween(before: readonly number[], after: readonly number[]): SemanticTokensDelta['edits'] {
  const { start, endBefore, endAfter } = changedPart(before, after);
  if (start === before.length && start === after.length) return [];
  return [{ start, deleteCount: endBefore - start, data: after.slice(start, endAfter) }];
}
