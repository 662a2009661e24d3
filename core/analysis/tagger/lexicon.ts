import { AGENCY_STEMS, COMPANY_HEADS, INSTITUTION_HEADS, KNOWN_BODIES, MEDIA_HEADS } from '../gazetteers/bodyNames';
import { NATIONALITIES } from '../gazetteers/divisions';
import { entries } from '../gazetteers/entries';
import { ERA_NAMES } from '../gazetteers/eras';
import { EVENT_HEADS, KNOWN_EVENTS } from '../gazetteers/eventNames';
import { MEASURES } from '../gazetteers/measures';
import { LEADING_VERBS, REPORT_VERBS } from '../gazetteers/nameWords';
import { placeEntries } from '../gazetteers/placeNames';
import { AREA_SUFFIXES, NATURAL_SUFFIXES, SETTLEMENT_SUFFIXES } from '../gazetteers/placeSuffixes';
import { POLICY_TERMS, PROGRAMME_HEADS } from '../gazetteers/policyTerms';
import { GENERAL_SITES, SITE_HEADS } from '../gazetteers/siteNames';
import { COMPOUND_SURNAMES } from '../gazetteers/surnames';
import { TITLES, TITLE_PREFIXES } from '../gazetteers/titles';
import { PhraseTrie } from './phraseTrie';

/** Classes of phrases that the tagger sees, each a bit of the trie's classes. */
export const CLASSES = [
  'division',
  'barePlace',
  'country',
  'region',
  'body',
  'term',
  'event',
  'title',
  'titlePrefix',
  'institutionHead',
  'companyHead',
  'mediaHead',
  'agencyStem',
  'siteHead',
  'generalSite',
  'areaSuffix',
  'naturalSuffix',
  'eventHead',
  'programmeHead',
  'measure',
  'era',
  'compoundSurname',
  'verb',
] as const;
export type PhraseClass = (typeof CLASSES)[number];

export const bitOf = (name: PhraseClass): number => 1 << CLASSES.indexOf(name);

/** The gazetteers in one trie. */
export function lexiconTrie(): PhraseTrie {
  return new PhraseTrie(phrases());
}

function* phrases(): Generator<[string, number]> {
  for (const [name, kind] of placeEntries()) {
    if (kind.startsWith('full')) yield [name, bitOf('division')];
    else if (kind === 'country') yield [name, bitOf('country')];
    else if (kind === 'region') yield [name, bitOf('region')];
    else yield [name, bitOf('barePlace')];
  }
  for (const [lists, name] of LISTS)
    for (const list of lists) for (const entry of entries(list)) yield [entry, bitOf(name)];
}

const LISTS: readonly (readonly [lists: readonly string[], name: PhraseClass])[] = [
  [[KNOWN_BODIES], 'body'],
  [[POLICY_TERMS], 'term'],
  [[KNOWN_EVENTS], 'event'],
  [[TITLES], 'title'],
  [[TITLE_PREFIXES], 'titlePrefix'],
  [[INSTITUTION_HEADS], 'institutionHead'],
  [[COMPANY_HEADS], 'companyHead'],
  [[MEDIA_HEADS], 'mediaHead'],
  [[AGENCY_STEMS], 'agencyStem'],
  [[SITE_HEADS], 'siteHead'],
  [[GENERAL_SITES], 'generalSite'],
  [[AREA_SUFFIXES, SETTLEMENT_SUFFIXES], 'areaSuffix'],
  [[NATURAL_SUFFIXES], 'naturalSuffix'],
  [[EVENT_HEADS], 'eventHead'],
  [[PROGRAMME_HEADS], 'programmeHead'],
  [[MEASURES], 'measure'],
  [[ERA_NAMES, NATIONALITIES], 'era'],
  [[COMPOUND_SURNAMES], 'compoundSurname'],
  [[REPORT_VERBS, LEADING_VERBS], 'verb'],
];
