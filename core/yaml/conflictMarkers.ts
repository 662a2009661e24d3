import type { Extent } from './boundedYaml';

/*
 * The lines that git writes into a file it could not merge. Their length can be set for each file (the attribute
 * `conflict-marker-size`, seven by default). No mapping can have a line that begins with three such characters, so
 * every length from three counts.
 */

const MARKER = /^(?:<{3,}|\|{3,}|={3,}|>{3,})(?=[ \r\n]|$).*$/gm;
const LINE = /^(?<sign>[<|=>])\k<sign>{2,}(?=[ \r\n]|$)/;

/** The size of markers that git uses unless it is told otherwise. */
export const MARKER_SIZE = 7;

/** The marker lines of an unfinished merge, in order. They are looked for before parsing: some are valid YAML. */
export function findConflictMarkers(text: string): Extent[] {
  return [...text.matchAll(MARKER)].map(({ 0: line, index }) => ({
    offset: index,
    end: index + line.trimEnd().length,
  }));
}

/** A line of a file with its line end, and where it starts (UTF-16). */
export interface FileLine {
  readonly text: string;
  readonly offset: number;
}

/** Lines that all sides share, or the places where they differ; `base` is there in the styles diff3 and zdiff3. */
export type MergePiece =
  | { readonly kind: 'common'; readonly lines: readonly FileLine[] }
  | {
      readonly kind: 'conflict';
      readonly ours: readonly FileLine[];
      readonly base?: readonly FileLine[];
      readonly theirs: readonly FileLine[];
      /** What git calls the sides: branch names, commits. */
      readonly names: { readonly ours: string; readonly theirs: string };
    };

/** The pieces of a file with conflict markers; undefined where the markers are not whole (some were edited away). */
export function splitConflicts(text: string): MergePiece[] | undefined {
  const pieces: MergePiece[] = [];
  let common: FileLine[] = [];
  let open: OpenConflict | undefined;
  for (const line of linesOf(text)) {
    const marker = markerOf(line.text, open?.size);
    if (open === undefined) {
      if (marker === undefined) common.push(line);
      else if (marker.sign !== '<') return undefined;
      else {
        pieces.push({ kind: 'common', lines: common });
        common = [];
        open = new OpenConflict(marker);
      }
    } else if (marker === undefined) open.add(line);
    else if (marker.sign === '>' && open.isInTheirs) {
      pieces.push(open.close(marker.name));
      open = undefined;
    } else if (!open.turn(marker.sign)) return undefined;
  }
  return open === undefined ? [...pieces, { kind: 'common', lines: common }] : undefined;
}

type Sign = '<' | '|' | '=' | '>';

interface Marker {
  readonly sign: Sign;
  readonly size: number;
  readonly name: string;
}

/** The marker on a line; inside a conflict only those of its size (longer ones are of a merge inside its base). */
function markerOf(line: string, size: number | undefined): Marker | undefined {
  const found = LINE.exec(line);
  if (found === null || (size !== undefined && found[0].length !== size)) return undefined;
  return { sign: found[1] as Sign, size: found[0].length, name: line.slice(found[0].length).trim() };
}

/** A conflict while its lines are read. */
class OpenConflict {
  readonly size: number;
  readonly #oursName: string;
  readonly #ours: FileLine[] = [];
  readonly #theirs: FileLine[] = [];
  #base: FileLine[] | undefined;
  #current = this.#ours;

  constructor({ size, name }: Marker) {
    this.size = size;
    this.#oursName = name;
  }

  get isInTheirs(): boolean {
    return this.#current === this.#theirs;
  }

  add(line: FileLine): void {
    this.#current.push(line);
  }

  /** Goes on to the next section; false for a marker that cannot come here. */
  turn(sign: Sign): boolean {
    if (sign === '|' && this.#current === this.#ours) this.#current = this.#base = [];
    else if (sign === '=' && !this.isInTheirs) this.#current = this.#theirs;
    else return false;
    return true;
  }

  close(theirsName: string): MergePiece {
    return {
      kind: 'conflict',
      ours: this.#ours,
      ...(this.#base !== undefined && { base: this.#base }),
      theirs: this.#theirs,
      names: { ours: this.#oursName, theirs: theirsName },
    };
  }
}

function linesOf(text: string): FileLine[] {
  let offset = 0;
  return (text.match(/[^\n]*\n|[^\n]+$/g) ?? []).map((line) => {
    const start = offset;
    offset += line.length;
    return { text: line, offset: start };
  });
}

/** Three versions of a file, of which the last characters are line ends. */
export interface Versions {
  readonly ours: string;
  readonly base: string;
  readonly theirs: string;
}

/** What stands beside the markers. */
export interface MarkerStyle {
  readonly names: Versions;
  readonly size: number;
}

/**
 * One text with the lines that the versions share and, in conflict markers of style diff3, those in which they differ:
 * {@link splitConflicts} gives the versions back.
 */
export function joinConflicts(versions: Versions, { names, size }: MarkerStyle): string {
  const ours = linesOf(versions.ours).map(({ text }) => text);
  const base = linesOf(versions.base).map(({ text }) => text);
  const theirs = linesOf(versions.theirs).map(({ text }) => text);
  const lineEnd = versions.ours.includes('\r\n') ? '\r\n' : '\n';
  const marker = (sign: Sign, name: string): string => `${sign.repeat(size)}${name && ` ${name}`}${lineEnd}`;
  const result: string[] = [];
  let at = { ours: 0, base: 0, theirs: 0 };
  for (const anchor of [...sharedLines(ours, base, theirs), undefined]) {
    const pieces = [
      ours.slice(at.ours, anchor?.ours),
      base.slice(at.base, anchor?.base),
      theirs.slice(at.theirs, anchor?.theirs),
    ] as const;
    if (pieces.some((lines) => lines.length > 0)) {
      result.push(marker('<', names.ours), ...pieces[0], marker('|', names.base), ...pieces[1]);
      result.push(marker('=', ''), ...pieces[2], marker('>', names.theirs));
    }
    if (anchor === undefined) break;
    result.push(ours[anchor.ours] as string);
    at = { ours: anchor.ours + 1, base: anchor.base + 1, theirs: anchor.theirs + 1 };
  }
  return result.join('');
}

/** Where lines stand that each version has exactly once, in the same order in all. */
function sharedLines(
  ours: readonly string[],
  base: readonly string[],
  theirs: readonly string[],
): { readonly ours: number; readonly base: number; readonly theirs: number }[] {
  const [inOurs, inBase, inTheirs] = [ours, base, theirs].map(uniqueLines);
  const last = { base: -1, theirs: -1 };
  return ours.flatMap((line, index) => {
    const [own, older, other] = [inOurs?.get(line), inBase?.get(line), inTheirs?.get(line)];
    if (own !== index || older === undefined || other === undefined) return [];
    if (older <= last.base || other <= last.theirs) return [];
    last.base = older;
    last.theirs = other;
    return [{ ours: index, base: older, theirs: other }];
  });
}

/** The index of each line that stands in a text once. */
function uniqueLines(lines: readonly string[]): ReadonlyMap<string, number | undefined> {
  const places = new Map<string, number | undefined>();
  lines.forEach((line, index) => places.set(line, places.has(line) ? undefined : index));
  return places;
}
