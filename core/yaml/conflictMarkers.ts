import type { Extent } from './boundedYaml';

/** The lines that git writes into a file it could not merge (styles merge, diff3 and zdiff3; marker size 7). */
const CONFLICT_MARKER = /^(?:<{7}|\|{7}|={7}|>{7})(?=[ \r\n]|$).*$/gm;

/** The marker lines of an unfinished merge, in order. They are looked for before parsing: some are valid YAML. */
export function findConflictMarkers(text: string): Extent[] {
  return [...text.matchAll(CONFLICT_MARKER)].map(({ 0: line, index }) => ({ offset: index, end: index + line.length }));
}
