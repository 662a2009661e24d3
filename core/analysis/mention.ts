import type { Logical, Range, Utf16 } from '../text/units';

/** Why a recogniser believes in a mention: hover shows it. */
export interface Evidence {
  /** Stable id of the recogniser (`title-before-name`, `gazetteer`, `date` …); clients translate by it. */
  readonly recogniser: string;
  /** What it saw: the matched title, the gazetteer entry, the pattern's text. Data, never markup. */
  readonly detail: string;
}

/** A span of one block that a recogniser proposes. Offsets are UTF-16 units of the block's text. */
export interface Candidate {
  readonly label: string;
  readonly start: number;
  readonly end: number;
  /** 0 to 1: how sure the recogniser is; decides between overlapping candidates. */
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
}

/** A recognised span of an article. */
export interface Mention {
  readonly label: string;
  readonly range: Range<Utf16>;
  readonly logical: Range<Logical>;
  /** The logical text of the span: column breaks rejoined, widths folded. */
  readonly text: string;
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
  /** Id of the entity it refers to, within the file. */
  readonly entity: string;
}

/** Mentions of one file that mean the same, and what the text says of it. */
export interface Entity {
  /** `e1`, `e2` … in the order of first mention. */
  readonly id: string;
  readonly label: string;
  /** The fullest form the text uses. */
  readonly name: string;
  /** The other forms, in order of first use. */
  readonly aliases: readonly string[];
  /** Indices into the analysis' mentions, ascending. */
  readonly mentions: readonly number[];
  /** Posts that the text gives this person, in order of first use. */
  readonly posts: readonly string[];
  /** Bodies that those posts belong to. */
  readonly bodies: readonly string[];
  /** The id of its entry in the user's authority files. */
  readonly authority?: string;
}
