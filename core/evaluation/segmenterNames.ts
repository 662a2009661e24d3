import type { Segmenter } from '../analysis/segmenter';
import type { LogicalText } from '../text/logicalText';
import { simplified } from '../text/scripts';
import { logical } from '../text/units';
import type { LabelledSpan } from './spans';

/** The labels that a segmenter's parts of speech can tell. */
export const SEGMENTER_LABELS = ['PER', 'LOC', 'ORG'] as const;

/**
 * The names that a segmenter marks by itself: `nr` (with its kinds `nrfg` and `nrt`) is a person, `ns` a place, `nt` a
 * body. It reads the blocks of the logical text in Simplified characters, as recognition does, so that column breaks and
 * Traditional characters count against neither.
 */
export function segmenterNames(text: LogicalText, segmenter: Segmenter): LabelledSpan[] {
  return text.blocks.flatMap((block) => {
    let end: number = block.range.start;
    return segmenter.segment(simplified(block.text)).flatMap((word) => {
      const start = end;
      end += word.text.length;
      const label = labelOfTag(word.tag);
      return label === undefined ? [] : { ...text.toCanonical({ start: logical(start), end: logical(end) }), label };
    });
  });
}

function labelOfTag(tag: string): (typeof SEGMENTER_LABELS)[number] | undefined {
  if (tag.startsWith('nr')) return 'PER';
  if (tag === 'ns') return 'LOC';
  return tag === 'nt' ? 'ORG' : undefined;
}
