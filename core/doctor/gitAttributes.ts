/** A line of a text: UTF-16 offsets, half open, without the line end. */
export interface LineFound {
  readonly offset: number;
  readonly end: number;
}

/** The lines of a `.gitattributes` by which git merges sidecars line by line, without asking. Takes linear time. */
export function unionMerges(text: string): LineFound[] {
  return Array.from(text.matchAll(/^[^\r\n]+/gm))
    .filter(([line]) => mergesByUnion(line))
    .map(({ 0: line, index }) => ({ offset: index, end: index + line.length }));
}

function mergesByUnion(line: string): boolean {
  const name = /\.ann\.yaml\b/.exec(line);
  if (name === null || line.slice(0, name.index).includes('#')) return false;
  return /\bmerge=union\b/.test(line.slice(name.index + name[0].length));
}
