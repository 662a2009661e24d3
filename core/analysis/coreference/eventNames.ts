import type { NameRules } from './shortNames';

/** Events: without the year or ordinal before them, and without the place or body's place. */
export const eventNames: NameRules = {
  normalise: (text) =>
    text
      .replace(/^中国（(\p{Script=Han}{2,3})）/u, '$1')
      .replace(/^(?:中共|中国共产党)(?=.{1,12}[省市县区州旗]委)/, '')
      .replace(/^(?:党的|中共|中国共产党)(?=第?[一二三四五六七八九十]+[届次大])/, '')
      .replace(/^第([一二三四五六七八九十]{1,3})次全国代表大会$/, '$1大')
      .replace(/第([一二三四五六七八九十]{1,3})届/, '$1届')
      .replace(/中央委员会第([一二三四五六七八九十])次全体会议/, '$1中全会')
      .replace(/第([一二三四五六七八九十]{1,3})次(全体)?会议/, (_, ordinal: string, full?: string) =>
        full === undefined ? `${ordinal}次会议` : `${ordinal}次全会`,
      )
      .replace(/人民代表大会常务委员会/, '人大常委会')
      .replace(/人民代表大会/, '人大'),
  *shortNames(name, places) {
    const unnumbered = name.replace(EDITION, '');
    if (unnumbered !== name && unnumbered.length >= SHORTEST - 1) yield { name: unnumbered, sure: true };
    for (const whole of new Set([name, unnumbered])) {
      for (const { rest, level, home } of places.unplaced(whole)) {
        if (rest.length >= SHORTEST) yield { name: rest, sure: home || (level === '' && rest.length >= SPECIFIC) };
      }
    }
  },
  behindFullName: false,
};

/** 2023年第七届 before the name itself. */
const EDITION = /^(?:(?:19|20)[0-9]{2}年?)?(?:第?[一二三四五六七八九十百0-9]{1,4}届)?/;

/** Characters. */
const SHORTEST = 4;
const SPECIFIC = 7;
