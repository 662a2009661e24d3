import type { OutlineNode } from '../article/outline';
import type { CanonicalText } from '../text/canonicalText';
import type { LogicalText } from '../text/logicalText';
import type { Entity, Mention } from './mention';
import type { Speech } from './speech';

/** All that is known of one article file: what every view (tokens, hover, outline, command line) reads. */
export interface Analysis extends Speech {
  readonly text: CanonicalText;
  readonly logical: LogicalText;
  readonly outline: readonly OutlineNode[];
  /** Ordered by start, longer first. They may nest (an ORG inside a POST) but never cross. */
  readonly mentions: readonly Mention[];
  readonly entities: readonly Entity[];
}
