import type { LogicalText } from '../text/logicalText';
import type { Range, Utf16 } from '../text/units';
import { arrange } from './arrange';
import { OutlineBuilder } from './outlineBuilder';

/** The parts of a newspaper article that the outline shows. */
export type OutlineKind =
  'article' | 'headline' | 'subtitle' | 'caption' | 'dateline' | 'byline' | 'section' | 'paragraph' | 'furniture';

/** A part of an article; children lie inside their parent's range, in order, without overlap. */
export interface OutlineNode {
  readonly kind: OutlineKind;
  /** What names it, as printed: the line itself, a byline without its brackets, a paragraph's or a caption's first words. */
  readonly name: string;
  readonly range: Range<Utf16>;
  readonly children: readonly OutlineNode[];
}

/**
 * The articles of a file and their parts; no nodes for an empty file. Every non-blank character lies in exactly one
 * node without children or in the line that heads its section. Linear in the length of the text.
 */
export function outlineOf(logical: LogicalText): readonly OutlineNode[] {
  const builder = new OutlineBuilder(logical);
  for (const { role, block } of arrange(logical.blocks)) builder.add(role, block);
  return builder.finish();
}
