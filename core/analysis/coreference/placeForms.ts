import { NATIONALITIES, PROVINCES } from '../gazetteers/divisions';
import { entries, entrySet } from '../gazetteers/entries';
import { REGIONS } from '../gazetteers/regions';
import { abbreviateFields } from './bodyAbbreviations';
import { GAZETTEER, rankOf } from './homePlaces';
import type { NameRules } from './shortNames';

/** Places: without the divisions they lie in, and without the character of their level. */
export const placeForms: NameRules = {
  normalise: (text) =>
    abbreviateFields(text)
      .replace(/^中国（(\p{Script=Han}{2,3})）/u, '$1')
      .replace(NATIONALITY, ''),
  *shortNames(name, places) {
    const bare = withoutLevel(name);
    if (bare !== undefined) yield { name: bare, sure: true };
    // 东津 can be short for 东津新区 as well as for 东津镇.
    if (/^.{2,}新区$/u.test(name)) yield { name: name.slice(0, -2), sure: false };
    const village = /^.{2,14}(?:镇|乡|街道)(.{2,5}(?:村|社区))$/u.exec(name)?.[1];
    if (village !== undefined) yield { name: village, sure: true };
    for (const { rest, level, home } of places.unplaced(name)) {
      if (level !== '' || rest.length < 2) continue;
      const division =
        DIVISION.has(rankOf(rest, GAZETTEER.get(rest) ?? 'region')) ||
        /.{2}[县镇乡村市]$/u.test(rest) ||
        rest.endsWith('街道');
      if (!division && (rest.length < 3 || !AREA.test(rest))) continue;
      yield { name: rest, sure: home || (division && !ZONE.test(rest)) };
      const bareRest = division ? withoutLevel(rest) : undefined;
      if (bareRest !== undefined) yield { name: bareRest, sure: true };
    }
  },
  behindFullName: false,
};

/** 管城回族区 -> 管城区, 景宁畲族自治县 -> 景宁县. */
const NATIONALITY = new RegExp(`(?:${entries(NATIONALITIES).join('|')}){1,4}(?:自治(?=[州县旗])|(?=区$))`);

const DIVISION = new Set(['province', 'prefecture', 'county']);
const ZONE = /(?:高新区|经开区|综保区|自贸区|示范区|新区|航空港区|开发区)$/;
const AREA = /[区港城湾岛圈带]$/;

const PROVINCE_NAMES = entries(PROVINCES);

/** 雁鸣湖 beside 雁鸣湖镇 is the lake. */
const NATURAL = /[江河湖海山岛峰泉]$/;

const REGION_NAMES = entrySet(REGIONS);

/** 郑州 of 郑州市; not 濮阳 of 濮阳县, 吉林 of 吉林市 or 怒江 of 怒江州, which name a greater or a natural place. */
function withoutLevel(name: string): string | undefined {
  if (/自治区$|特别行政区$/.test(name)) return PROVINCE_NAMES.find((province) => name.startsWith(province));
  const bare = /^(.{2,})(?:[省市县区州旗盟镇乡村]|地区|街道)$/u.exec(name)?.[1];
  if (bare === undefined) return undefined;
  const kind = GAZETTEER.get(name);
  const bareKind = GAZETTEER.get(bare);
  if (REGION_NAMES.has(bare) && kind !== 'full-province') return undefined;
  if (NATURAL.test(bare) && kind === undefined) return undefined;
  return bareKind === undefined || (kind !== undefined && rankOf(name, kind) === rankOf(bare, bareKind))
    ? bare
    : undefined;
}
