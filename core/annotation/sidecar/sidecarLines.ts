/*
 * Where the entries and records of a sidecar stand, counted in lines, each relative to what stands before it: then a
 * change of one record leaves the numbers of all others as they are.
 */

export interface SidecarLines {
  /** In the order of the file. After the last come comments, perhaps, and the end line. */
  readonly entries: readonly EntryLines[];
}

/** The whole lines of something. */
export interface Lines {
  /** How many lines stand above it that belong to nothing: comments and blank ones. */
  readonly gap: number;
  /** How many of these are comments directly above it. They stay above it when something is put in front of it. */
  readonly comments: number;
  /** How many lines it has. */
  readonly height: number;
}

/** A top-level key with its value, or, where it has a list of records on lines of their own, without. */
export interface EntryLines extends Lines {
  readonly key: string;
  readonly list?: ListLines;
}

export interface ListLines {
  /** The blanks that every record of the list stands behind. */
  readonly indent: string;
  readonly records: readonly RecordLines[];
}

export interface RecordLines extends Lines {
  readonly id: string;
}

/** The lines of an entry and the records of its list, without the gap above. */
export function linesOfEntry({ height, list }: EntryLines): number {
  return height + (list === undefined ? 0 : linesOfRecords(list.records));
}

export function linesOfRecords(records: readonly Lines[]): number {
  let lines = 0;
  for (const { gap, height } of records) lines += gap + height;
  return lines;
}

/** How many lines a text has whose last line is ended. */
export function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
