import type { NameRules } from './shortNames';

/** Sites and projects: without the place or the site before them, once the full name has been used. */
export const siteNames: NameRules = {
  normalise: (text) => text.replace(/^中国（(\p{Script=Han}{2,3})）/u, '$1'),
  *shortNames(name, places) {
    for (const { rest, level, home } of places.unplaced(name)) {
      if (rest.length >= SHORTEST && level === '') yield { name: rest, sure: home || rest.length >= SPECIFIC };
    }
    const line = LINE.exec(name)?.[1];
    if (line !== undefined) yield { name: line, sure: true };
    const part = PART.exec(name)?.[1];
    if (part !== undefined) yield { name: part, sure: true };
  },
  behindFullName: true,
};

/** Characters; a shorter rest (科技馆, 人民公园) is found in many places. */
const SHORTEST = 4;
const SPECIFIC = 6;

/** 12号线一期 of 郑州地铁12号线一期. */
const LINE = /^\p{Script=Han}{0,4}(?:地铁|轨道交通)([0-9]{1,2}号线.{0,12})$/u;

/** 三期扩建工程 of 郑州机场三期扩建工程: a stage of a project that the text has named. */
const PART = /^.{3,}([一二三四五六七八九十]期\p{Script=Han}{2,6}(?:工程|项目))$/u;
