import { BANNERS, COUNTIES, COUNTY_CITIES, DISTRICTS } from './counties';
import { NATIONALITIES, PREFECTURES, PROVINCES, REGIONS_IN_FULL } from './divisions';
import { entries } from './entries';
import { PhraseIndex } from './phraseIndex';
import { COUNTRIES, FOREIGN_CITIES, REGIONS } from './regions';

/** What a name in the gazetteer of places stands for; a full name carries its administrative suffix. */
export type PlaceKind =
  'full-province' | 'full-prefecture' | 'full-county' | 'country' | 'region' | 'province' | 'prefecture' | 'county';

/** Builds the index of place names. */
export function placeNames(): PhraseIndex<PlaceKind> {
  return new PhraseIndex<PlaceKind>(placeEntries());
}

/** Every name of the gazetteer; a name can stand for several kinds of place. */
export function* placeEntries(): Generator<[string, PlaceKind]> {
  yield* fullNames();
  yield* bareNames();
}

function* fullNames(): Generator<[string, PlaceKind]> {
  for (const name of entries(PROVINCES)) {
    yield [`${name}省`, 'full-province'];
    yield [`${name}市`, 'full-province'];
  }
  for (const name of entries(REGIONS_IN_FULL)) yield [name, 'full-province'];
  for (const name of entries(PREFECTURES)) {
    for (const suffix of ['市', '州', '盟', '地区']) yield [`${name}${suffix}`, 'full-prefecture'];
  }
  for (const name of entries(COUNTIES)) yield [`${name}县`, 'full-county'];
  for (const name of entries(COUNTY_CITIES)) yield [`${name}市`, 'full-county'];
  for (const name of entries(DISTRICTS)) yield [`${name}区`, 'full-county'];
  for (const name of entries(BANNERS)) yield [`${name}旗`, 'full-county'];
}

function* bareNames(): Generator<[string, PlaceKind]> {
  for (const name of entries(COUNTRIES)) yield [name, 'country'];
  for (const name of entries(PROVINCES)) yield [name, 'province'];
  for (const name of entries(PREFECTURES)) yield [name, 'prefecture'];
  for (const name of [...entries(REGIONS), ...entries(FOREIGN_CITIES)]) yield [name, 'region'];
  for (const list of [COUNTY_CITIES, COUNTIES, DISTRICTS, BANNERS]) {
    for (const name of entries(list)) if (name.length > 1) yield [name, 'county'];
  }
}

/** `景宁` + `畲族自治县`: the part of an autonomous division's name behind the bare name. */
export const AUTONOMOUS = new RegExp(`(?:${entries(NATIONALITIES).join('|')}){1,3}自治[州县旗]`, 'y');
