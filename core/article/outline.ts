import type { Range, Utf16 } from '../text/units';

/** The parts of a newspaper article that the outline shows. */
export type OutlineKind =
  'article' | 'headline' | 'subtitle' | 'caption' | 'dateline' | 'byline' | 'section' | 'paragraph' | 'furniture';

/** A part of an article; children lie inside their parent's range, in order, without overlap. */
export interface OutlineNode {
  readonly kind: OutlineKind;
  /** The text that names it: the line itself, or a paragraph's first words. */
  readonly name: string;
  readonly range: Range<Utf16>;
  readonly children: readonly OutlineNode[];
}
