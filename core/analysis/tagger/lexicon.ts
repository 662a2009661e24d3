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

/** Groups of phrases that the tagger tells apart, each a bit of the trie's classes. The order is part of the model. */
export const GROUPS = [
  'division',
  'country',
  'body',
  'term',
  'event',
  'title',
  'bodyHead',
  'siteHead',
  'areaSuffix',
  'eventHead',
  'barePlace',
  'other',
  'verb',
] as const;
type Group = (typeof GROUPS)[number];

const groupOf = (name: Group): number => GROUPS.indexOf(name);
const bitOf = (name: Group): number => 1 << groupOf(name);

export const TITLE = groupOf('title');
const HEADS: ReadonlySet<Group> = new Set<Group>(['bodyHead', 'siteHead', 'areaSuffix', 'eventHead']);
/** 1 for the groups of words that end names. */
export const IS_HEAD = Uint8Array.from(GROUPS, (name) => (HEADS.has(name) ? 1 : 0));

/** The gazetteers in one trie. */
export function lexiconTrie(): PhraseTrie {
  return new PhraseTrie(phrases());
}

function* phrases(): Generator<[string, number]> {
  for (const [name, kind] of placeEntries()) {
    if (kind.startsWith('full')) yield [name, bitOf('division')];
    else if (kind === 'country' || kind === 'region') yield [name, bitOf('country')];
    else yield [name, bitOf('barePlace')];
  }
  for (const [name, ...lists] of LISTS) {
    for (const list of lists) for (const entry of entries(list)) yield [entry, bitOf(name)];
  }
}

const LISTS: readonly (readonly [name: Group, ...lists: readonly string[]])[] = [
  ['body', KNOWN_BODIES],
  ['term', POLICY_TERMS],
  ['event', KNOWN_EVENTS],
  ['title', TITLES, TITLE_PREFIXES],
  ['bodyHead', INSTITUTION_HEADS, COMPANY_HEADS, MEDIA_HEADS, AGENCY_STEMS],
  ['siteHead', SITE_HEADS, GENERAL_SITES],
  ['areaSuffix', AREA_SUFFIXES, SETTLEMENT_SUFFIXES, NATURAL_SUFFIXES],
  ['eventHead', EVENT_HEADS, PROGRAMME_HEADS],
  ['other', MEASURES, ERA_NAMES, NATIONALITIES, COMPOUND_SURNAMES],
  ['verb', REPORT_VERBS, LEADING_VERBS],
];
