import { entries } from './gazetteers/entries';
import { EVENT_HEADS } from './gazetteers/eventNames';
import { COMPANY_HEADS, INSTITUTION_HEADS, KNOWN_BODIES, MEDIA_HEADS } from './gazetteers/bodyNames';
import { NAME_VERBS, REPORT_VERBS } from './gazetteers/nameWords';
import { PhraseIndex } from './gazetteers/phraseIndex';
import { placeNames } from './gazetteers/placeNames';
import { SITE_HEADS } from './gazetteers/siteNames';
import { TITLES } from './gazetteers/titles';
import type { Segmenter, Word } from './segmenter';

/**
 * Cuts a text without a dictionary of the language, for platforms where jieba's binary is missing: gazetteer entries by
 * longest match, runs of letters and digits, and single characters. Recognition by rules goes on with it.
 */
export function createFallbackSegmenter(): Segmenter {
  const lexicon = new PhraseIndex([...taggedEntries()]);
  const places = placeNames();
  return { name: 'gazetteer', segment: (text) => segment(text, (at) => wordAt(text, at, lexicon, places)) };
}

function* taggedEntries(): Generator<readonly [string, string]> {
  for (const name of entries(KNOWN_BODIES)) yield [name, 'nt'];
  for (const list of [TITLES, SITE_HEADS, INSTITUTION_HEADS, COMPANY_HEADS, MEDIA_HEADS, EVENT_HEADS]) {
    for (const noun of entries(list)) yield [noun, 'n'];
  }
  for (const verb of [...entries(REPORT_VERBS), ...entries(NAME_VERBS)]) yield [verb, verb.length > 1 ? 'v' : 'p'];
  for (const word of FUNCTION_WORDS) yield [word, 'u'];
}

const FUNCTION_WORDS = '的 了 着 过 和 与 及 或 也 都 就 又 还 不 没 很 更 最 这 那 其 之 而 且 但 因 所 等'.split(' ');

function segment(text: string, next: (at: number) => Word): Word[] {
  const words: Word[] = [];
  for (let at = 0; at < text.length;) {
    const word = next(at);
    words.push(word);
    at += word.text.length;
  }
  return words;
}

function wordAt(text: string, at: number, lexicon: PhraseIndex<string>, places: PhraseIndex<unknown>): Word {
  ASCII_RUN.lastIndex = at;
  const run = ASCII_RUN.exec(text)?.[0];
  if (run !== undefined) return { text: run, tag: /^[0-9.]+$/.test(run) ? 'm' : 'eng' };
  const entry = lexicon.longestAt(text, at);
  const place = places.longestAt(text, at);
  if (place !== undefined && place[0].length >= (entry?.[0].length ?? 1)) return { text: place[0], tag: 'ns' };
  if (entry !== undefined) return { text: entry[0], tag: entry[1] };
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  return { text: character, tag: /\p{Script=Han}/u.test(character) ? 'n' : 'x' };
}

const ASCII_RUN = /[A-Za-z0-9]+(?:\.[0-9]+)?/y;
