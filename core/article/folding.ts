import type { CanonicalText } from '../text/canonicalText';
import type { OutlineNode } from './outline';

/** A fold from the end of one line to the end of a later one; zero-based lines. */
export interface FoldingLines {
  readonly startLine: number;
  readonly endLine: number;
}

/** Folds for articles, sections and paragraphs that reach over more than one line, outer ones first. */
export function foldingRangesOf(outline: readonly OutlineNode[], text: CanonicalText): readonly FoldingLines[] {
  return outline.flatMap((node) => [...ownFold(node, text), ...foldingRangesOf(node.children, text)]);
}

function ownFold({ kind, range }: OutlineNode, text: CanonicalText): FoldingLines[] {
  if (kind !== 'article' && kind !== 'section' && kind !== 'paragraph') return [];
  const startLine = text.positionAt(range.start).line;
  const endLine = text.positionAt(range.end).line;
  return endLine > startLine ? [{ startLine, endLine }] : [];
}
