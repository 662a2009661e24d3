import { PROVINCES } from '../gazetteers/divisions';
import { entries, entrySet } from '../gazetteers/entries';
import { placeNames, type PlaceKind } from '../gazetteers/placeNames';
import type { Form } from './forms';

/** The places that a file is about: the one of each rank that it names most, and whose bodies it names. */
export class HomePlaces {
  readonly #mostNamed: ReadonlyMap<string, string | undefined>;
  /** By rank, the places before the names of bodies and posts, in full (郑州市 in 郑州市委书记). */
  readonly #governed = new Map<string, Set<string>>();

  constructor(forms: readonly Form[]) {
    const counts = new Map<string, Map<string, number>>();
    for (const form of forms) this.#count(form, counts);
    this.#mostNamed = new Map([...counts].map(([rank, places]) => [rank, mostNamed(places)]));
  }

  /** Whether the file speaks of this place more than of any other of its rank. */
  isHome(place: string, kind: PlaceKind): boolean {
    return this.#mostNamed.get(rankOf(place, kind)) === bareName(place, kind);
  }

  /** Whether the file names the bodies of at most one place of this rank. */
  isOnlyGovernment(place: string, kind: PlaceKind): boolean {
    return (this.#governed.get(rankOf(place, kind))?.size ?? 0) < 2;
  }

  /** Counts the places that a name begins with; a bare county (新华, 中原) counts only as a place of its own. */
  #count({ label, text, mentions }: Form, counts: Map<string, Map<string, number>>): void {
    if (!COUNTED.has(label)) return;
    for (const { place, kind } of placesBefore(text, PARTY.exec(text)?.[0].length ?? 0)) {
      if (kind === 'county' && text !== place) continue;
      const rank = rankOf(place, kind);
      const name = bareName(place, kind);
      const governs = (label === 'ORG' || label === 'POST') && kind.startsWith('full');
      const ofRank = counts.get(rank) ?? new Map<string, number>();
      counts.set(rank, ofRank.set(name, (ofRank.get(name) ?? 0) + (governs ? BODY_WEIGHT : 1) * mentions.length));
      if (governs) this.#governed.set(rank, (this.#governed.get(rank) ?? new Set()).add(name));
    }
  }
}

/** The places of the gazetteer that follow one another from `start` on, each with the offset behind it. */
export function* placesBefore(
  name: string,
  start = 0,
): Generator<{ readonly place: string; readonly kind: PlaceKind; readonly end: number }> {
  for (let at = start, round = 0; round < MOST_PLACES; round++) {
    const found = GAZETTEER.longestAt(name, at);
    if (found === undefined) return;
    const [place, kind] = found;
    at += place.length;
    yield { place, kind, end: at };
  }
}

/** Built once for all the rules. */
export const GAZETTEER = placeNames();

/** A name is read through province, prefecture, county and town. */
const MOST_PLACES = 4;
const PARTY = /^(?:中共|中国共产党|共青团)?/;
const COUNTED = new Set(['LOC', 'ORG', 'POST', 'FAC', 'EVENT']);
/** A file that names the bodies of a place is about it rather than about one that it merely mentions. */
const BODY_WEIGHT = 2;

function mostNamed(counts: ReadonlyMap<string, number>): string | undefined {
  let named: string | undefined;
  let most = 0;
  for (const [name, count] of counts) {
    if (count === most) named = undefined;
    else if (count > most) [named, most] = [name, count];
  }
  return named;
}

/** Province, prefecture, county or the like, in full or not. The municipalities are cities among cities. */
export const rankOf = (place: string, kind: PlaceKind): string =>
  MUNICIPALITIES.has(place.slice(0, 2)) && !kind.endsWith('county') ? 'prefecture' : kind.replace('full-', '');

const MUNICIPALITIES = entrySet('北京 天津 上海 重庆');
const PROVINCE_NAMES = entries(PROVINCES);

/** The name without its level: 河南 of 河南省, 内蒙古 of 内蒙古自治区. */
function bareName(place: string, kind: PlaceKind): string {
  if (!kind.startsWith('full')) return place;
  if (place.endsWith('自治区') || place.endsWith('特别行政区')) {
    return PROVINCE_NAMES.find((name) => place.startsWith(name)) ?? place;
  }
  return place.replace(/(?:地区|.)$/u, '');
}
