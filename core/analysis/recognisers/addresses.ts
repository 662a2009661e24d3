import type { Candidate } from '../mention';
import { candidate, joinedDetail } from './candidate';

/** A place and how large it is: in an address the larger stands first. */
export interface RankedPlace {
  readonly place: Candidate;
  readonly rank: number;
}

/** Larger divisions have larger ranks. */
export const RANK = { country: 5, province: 4, prefecture: 3, county: 2, town: 1, village: 0 } as const;

/** The rank of a name by its last character. */
export function rankOfSuffix(name: string): number {
  if (name.endsWith('省')) return RANK.province;
  if (/[市州盟]$/.test(name)) return RANK.prefecture;
  if (/[县区旗]$/.test(name)) return RANK.county;
  if (/(?:[镇乡]|街道|苏木)$/.test(name)) return RANK.town;
  if (/(?:[村屯寨]|嘎查)$/.test(name)) return RANK.village;
  return RANK.town;
}

/** Spans of places that stand directly behind each other, from large to small. */
export function addresses(places: readonly RankedPlace[]): RankedPlace[] {
  const byStart = new Map<number, RankedPlace>();
  for (const ranked of places) {
    const known = byStart.get(ranked.place.start);
    if (known === undefined || ranked.place.end > known.place.end) byStart.set(ranked.place.start, ranked);
  }
  return places.map((first) => address(first, byStart)).filter((found) => found !== undefined);
}

function address(first: RankedPlace, byStart: ReadonlyMap<number, RankedPlace>): RankedPlace | undefined {
  let last = first;
  for (let links = 0; links < LONGEST_ADDRESS; links++) {
    const next = byStart.get(last.place.end);
    if (next === undefined || next.rank >= last.rank || next.place.confidence < 0.5) break;
    last = next;
  }
  if (last === first) return undefined;
  const confidence = Math.max(0.6, Math.min(first.place.confidence, last.place.confidence));
  return {
    place: candidate(
      'LOC',
      first.place.start,
      last.place.end,
      confidence,
      'address',
      joinedDetail(first.place, last.place),
    ),
    rank: last.rank,
  };
}

/** Province, city, county, town, village, group. */
const LONGEST_ADDRESS = 5;
