import type { Form } from './forms';
import { HomePlaces, placesBefore } from './homePlaces';

/** A name without the place before it: 市工信局 of 郑州市工信局, 工信局 of the same. */
export interface Unplaced {
  readonly rest: string;
  /** The word for the division's level that the rest begins with (市), if it kept it. */
  readonly level: string;
  /**
   * Whether the file is about this place, so that 工信局 can mean no other city's; with a level also, whether it names no
   * other place's bodies. A city of county level is never at home: 市委 beside 荥阳市委 may be that of the city above it.
   */
  readonly home: boolean;
}

/** Finds the places before the names of a file. */
export class PlacePrefixes {
  readonly #places: ReadonlySet<string>;
  readonly #homes: HomePlaces;

  constructor(forms: readonly Form[]) {
    const places = forms.filter(({ label }) => label === 'LOC').map(({ text }) => text);
    this.#places = new Set(places.filter((place) => place.length > 1));
    this.#homes = new HomePlaces(forms);
  }

  /** Every rest of the name behind the places it begins with; the longest first. */
  *unplaced(name: string): Generator<Unplaced> {
    let found = false;
    for (const { place, kind, end } of placesBefore(name)) {
      found = true;
      const home = this.#homes.isHome(place, kind);
      const level = kind.startsWith('full') ? LEVEL.exec(place)?.[0] : undefined;
      if (level !== undefined) {
        const unambiguous = home && this.#homes.isOnlyGovernment(place, kind);
        const countyCity = level === '市' && kind === 'full-county';
        yield { rest: name.slice(end - level.length), level, home: unambiguous && !countyCity };
      }
      yield { rest: name.slice(end), level: '', home };
    }
    if (!found) yield* this.#behindPlaceOfFile(name);
  }

  /** What stands behind a place that the file names and the gazetteer does not: 东湖 + 高新区管委会. */
  *#behindPlaceOfFile(name: string): Generator<Unplaced> {
    for (let length = Math.min(LONGEST_PLACE, name.length - 1); length > 1; length--) {
      if (!this.#places.has(name.slice(0, length))) continue;
      yield { rest: name.slice(length), level: '', home: true };
      return;
    }
  }
}

const LEVEL = /自治区$|[省市县区州盟旗]$/;
/** Characters. */
const LONGEST_PLACE = 14;
