import { bitOf, type PhraseClass } from './lexicon';

/** Classes of phrases that are told apart by where a character stands in them; the longest phrase of a group counts. */
export const GROUPS: readonly (readonly PhraseClass[])[] = [
  ['division'],
  ['country', 'region'],
  ['body'],
  ['term'],
  ['event'],
  ['title', 'titlePrefix'],
  ['institutionHead', 'companyHead', 'mediaHead', 'agencyStem'],
  ['siteHead', 'generalSite'],
  ['areaSuffix', 'naturalSuffix'],
  ['eventHead', 'programmeHead'],
  ['barePlace'],
  ['measure', 'era', 'compoundSurname'],
  ['verb'],
];

export const GROUP_BITS = Int32Array.from(GROUPS, (classes) => classes.reduce((bits, name) => bits | bitOf(name), 0));

const groupOf = (name: PhraseClass): number => GROUPS.findIndex((classes) => classes.includes(name));

export const TITLE = groupOf('title');
/** Groups of words that end names. */
export const IS_HEAD = Uint8Array.from(GROUPS, (_, group) =>
  [groupOf('companyHead'), groupOf('siteHead'), groupOf('areaSuffix'), groupOf('eventHead')].includes(group) ? 1 : 0,
);
