/** Code units as ascending, disjoint ranges, both ends included. */
export type CharacterSet = readonly Range[];

type Range = readonly [from: number, to: number];

const LAST = 0xffff;

/** The code units of a text as a set. */
export const charactersOf = (text: string): CharacterSet =>
  union(Array.from({ length: text.length }, (_, at) => [[text.charCodeAt(at), text.charCodeAt(at)] as const]));

export function union(sets: readonly CharacterSet[]): CharacterSet {
  const joined: [number, number][] = [];
  for (const [from, to] of sets.flat().sort(([a], [b]) => a - b)) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}

export function complement(set: CharacterSet): CharacterSet {
  const gaps: Range[] = [];
  let next = 0;
  for (const [from, to] of set) {
    if (from > next) gaps.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= LAST) gaps.push([next, LAST]);
  return gaps;
}

export const EVERYTHING: CharacterSet = [[0, LAST]];

/** Han characters of the basic plane; those beyond it are surrogate pairs. */
export const HAN: CharacterSet = matching(/\p{Script=Han}/u);

function matching(pattern: RegExp): CharacterSet {
  const found: [number, number][] = [];
  for (let code = 0; code <= LAST; code++) {
    if (!pattern.test(String.fromCharCode(code))) continue;
    const last = found.at(-1);
    if (last?.[1] === code - 1) last[1] = code;
    else found.push([code, code]);
  }
  return found;
}
