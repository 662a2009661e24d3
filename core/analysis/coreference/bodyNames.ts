import { NOT_BODIES } from '../gazetteers/bodyNames';
import { entrySet } from '../gazetteers/entries';
import { abbreviateBody } from './bodyAbbreviations';
import { GAZETTEER } from './homePlaces';
import type { NameRules, ShortName } from './shortNames';

/** Bodies: without the place before them, companies without their legal form, universities by their initials. */
export const bodyNames: NameRules = {
  normalise: abbreviateBody,
  *shortNames(name, places) {
    yield* withoutLegalForm(name);
    yield* universityInitials(name);
    for (const { rest, level, home } of places.unplaced(name)) {
      if (rest.length < (level === '' ? 3 : 2) || GENERIC.has(rest)) continue;
      const company = LEGAL_FORM.test(name);
      const specific = company || rest.length >= SPECIFIC || startsWithDivision(rest);
      yield { name: rest, sure: (home || (level === '' && specific)) && !rest.endsWith('大学') };
      if (company && level === '') yield* withoutLegalForm(rest);
    }
  },
  behindFullName: false,
};

const GENERIC = entrySet(NOT_BODIES);

/** Characters; a body of that many without its place (棉纺路街道党工委) is seldom named for two places. */
const SPECIFIC = 7;

/** 永年区法院 without its city. */
const startsWithDivision = (name: string): boolean => GAZETTEER.longestAt(name, 0)?.[1].startsWith('full') === true;

const LEGAL_FORM = /(?:集团|股份|控股)*(?:有限责任公司|有限公司|公司|集团|股份)$/;

/** 中铁工程装备集团有限公司 -> 中铁工程装备集团, 中铁工程装备, 中铁装备. */
function* withoutLegalForm(name: string): Generator<ShortName> {
  const core = name.replace(LEGAL_FORM, '');
  if (core === name) return;
  for (let rest = name; rest.length > core.length;) {
    rest = rest.replace(/(?:有限责任公司|有限公司|公司|集团|股份|控股)$/, '');
    if (rest.length >= 2 && !GENERIC.has(rest) && GAZETTEER.get(rest) === undefined) yield { name: rest, sure: true };
  }
  for (const short of clipped(core)) yield { name: short, sure: true };
  for (const short of wordInitials(core)) yield { name: short, sure: true };
}

/** The first and the last characters of a brand name, without what stands between: 中铁装备 of 中铁工程装备. */
function* clipped(core: string): Generator<string> {
  if (core.length < 6 || GAZETTEER.longestAt(core, 0) !== undefined) return;
  for (const head of [2, 3]) {
    for (const tail of [2, 3]) {
      if (head + tail < core.length) yield core.slice(0, head) + core.slice(-tail);
    }
  }
}

/** 郑煤机 of 郑州煤矿机械: the first characters of three or four words of two characters. */
function* wordInitials(core: string): Generator<string> {
  if (core.length === 6 || core.length === 8) yield initials(core);
}

const initials = (words: string): string => words.replace(/(.)./gu, '$1');

/** 郑大 of 郑州大学, 北师大 of 北京师范大学, 上海交大 of 上海交通大学, 中国科大 of 中国科学技术大学; 郑大一附院 likewise. */
function* universityInitials(name: string): Generator<ShortName> {
  const [, words, part = ''] = /^((?:\p{Script=Han}{2}){1,4})大学(.{0,20})$/u.exec(name) ?? [];
  if (words === undefined) return;
  const [first, second] = [words.slice(0, 2), words.slice(2, 3)];
  const short = new Set([initials(words), first.slice(0, 1) + second]);
  if (second !== '') short.add(first + second).add(first + initials(words.slice(2)));
  for (const stem of short) yield { name: `${stem}大${part}`, sure: true };
}
