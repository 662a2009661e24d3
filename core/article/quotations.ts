import type { Block } from '../text/logicalText';
import type { Logical, Range } from '../text/units';
import { directSpeech } from './directSpeech';
import { indirectSpeech } from './indirectSpeech';
import { readBlocks } from './readBlock';
import type { PersonMention } from './subjects';

/** What somebody is reported to have said. */
export interface Quotation {
  /** In the speaker's words (`“…”`, with the quotes) or in the reporter's (the clauses behind `X指出，`). */
  readonly kind: 'direct' | 'indirect';
  readonly range: Range<Logical>;
  /** The verb of saying. */
  readonly cue: Range<Logical> | undefined;
  /** Index of the mention that names the speaker; none where the text leaves a doubt. */
  readonly speaker: number | undefined;
}

/**
 * The quotations of a text, ordered by start; they do not overlap. Quoted names and terms (`“双创”`) are none.
 * `persons` are the mentions of persons in text order. Linear in the length of the text.
 */
export function quotationsOf(blocks: readonly Block[], persons: readonly PersonMention[]): readonly Quotation[] {
  const read = readBlocks(blocks, persons);
  const direct = directSpeech(read);
  return [...direct, ...indirectSpeech(read, direct)].sort((a, b) => a.range.start - b.range.start);
}
