import { arrange } from '../article/arrange';
import { quotationsOf, type Quotation } from '../article/quotations';
import { spokenParts, type SpokenPart } from '../article/speakers';
import type { LogicalText } from '../text/logicalText';
import type { Mention } from './mention';

/** Who says what in an article. Speakers are indices into the analysis' mentions. */
export interface Speech {
  /** Ordered by start; they do not overlap. */
  readonly quotations: readonly Quotation[];
  /** Sections, turns and interviews that one person speaks, ordered by start. */
  readonly spokenParts: readonly SpokenPart[];
}

export function speechIn({ blocks }: LogicalText, mentions: readonly Mention[]): Speech {
  const indices = [...mentions.keys()].filter((index) => mentions[index]?.label === 'PER');
  const persons = indices.map((index) => {
    const { logical, entity } = mentions[index] as Mention;
    return { range: logical, entity };
  });
  const mentionOf = (person: number): number => indices[person] ?? -1;
  return {
    quotations: quotationsOf(blocks, persons).map((quotation) => ({
      ...quotation,
      speaker: quotation.speaker === undefined ? undefined : mentionOf(quotation.speaker),
    })),
    spokenParts: spokenParts(arrange(blocks), persons).map((part) => ({ ...part, speaker: mentionOf(part.speaker) })),
  };
}
