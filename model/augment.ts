import { entries } from '../core/analysis/gazetteers/entries';
import { BANNERS, COUNTIES, COUNTY_CITIES, DISTRICTS } from '../core/analysis/gazetteers/counties';
import { PREFECTURES, PROVINCES } from '../core/analysis/gazetteers/divisions';
import { COMPOUND_SURNAMES, SURNAMES } from '../core/analysis/gazetteers/surnames';
import type { Random } from './random';
import type { GoldSpan, TaggedArticle } from './taggedArticle';

/** What substitution draws on: names of the training articles by label and ending, and gazetteers. */
export interface NamePool {
  readonly byEnding: ReadonlyMap<string, readonly string[]>;
  readonly givenCharacters: readonly string[];
}

const ending = (label: string, name: string): string => `${label}:${name.slice(-2)}`;

export function namePool(articles: readonly TaggedArticle[]): NamePool {
  const byEnding = new Map<string, Set<string>>();
  const given: string[] = [];
  for (const { text, spans } of articles) {
    for (const { start, end, label } of spans) {
      const name = text.slice(start, end);
      if (label === 'PER' && /^\p{Script=Han}{2,3}$/u.test(name)) given.push(...Array.from(name.slice(1)));
      if (/[\n ]/.test(name)) continue;
      for (const key of [ending(label, name), label]) {
        const names = byEnding.get(key) ?? new Set();
        names.add(name);
        byEnding.set(key, names);
      }
    }
  }
  return { byEnding: new Map([...byEnding].map(([key, names]) => [key, [...names].sort()])), givenCharacters: given };
}

const SURNAME_LIST = Array.from(SURNAMES.replaceAll(/\s/g, ''));
const COMPOUNDS = entries(COMPOUND_SURNAMES);
const BARE_PLACES: Readonly<Record<number, readonly string[]>> = {
  2: [...entries(PREFECTURES), ...entries(PROVINCES)].filter((name) => name.length === 2),
  3: [...entries(PREFECTURES), ...entries(PROVINCES)].filter((name) => name.length === 3),
};
const FULL_PLACES: Readonly<Record<string, readonly string[]>> = {
  市: [...entries(PREFECTURES), ...entries(COUNTY_CITIES)].filter((name) => name.length < 4),
  县: entries(COUNTIES),
  区: entries(DISTRICTS),
  旗: entries(BANNERS),
  省: entries(PROVINCES).slice(4, 27),
};
const KNOWN_BARE = new Set([...entries(PREFECTURES), ...entries(PROVINCES)]);

const surname = (random: Random): string =>
  random.chance(0.03)
    ? random.pick(COMPOUNDS)
    : random.chance(0.6)
      ? random.pick(SURNAME_LIST.slice(0, 150))
      : random.pick(SURNAME_LIST);

/**
 * A copy of an article in which names stand for other names: persons throughout, places by places of the same shape,
 * also inside the names of bodies and sites, some bodies, sites and terms by others with the same ending.
 */
export function substituted(article: TaggedArticle, pool: NamePool, random: Random): TaggedArticle {
  const persons = new Map<string, string>();
  const surnames = new Map<string, string>();
  const places = new Map<string, string>();
  const whole = new Map<string, string>();
  const swapPersons = random.chance(0.85);
  const swapPlaces = random.chance(0.6);
  const swapWhole = random.chance(0.8) ? 0.35 : 0;

  const person = (name: string): string => {
    if (!/^\p{Script=Han}{1,4}$/u.test(name)) return name;
    const compound = COMPOUNDS.some((one) => name.startsWith(one));
    const old = compound ? name.slice(0, 2) : name.slice(0, 1);
    const family = remembered(surnames, old, () => surname(random));
    if (name === old) return family;
    return remembered(persons, name, () => {
      const length = random.chance(0.15) ? (name.length - old.length === 1 ? 2 : 1) : name.length - old.length;
      return family + Array.from({ length }, () => random.pick(pool.givenCharacters)).join('');
    });
  };
  const place = (name: string): string =>
    remembered(places, name, () => {
      if (KNOWN_BARE.has(name)) return random.pick(BARE_PLACES[name.length] ?? [name]);
      const suffix = name.slice(-1);
      const list = FULL_PLACES[suffix];
      if (list !== undefined && /^\p{Script=Han}{3,4}$/u.test(name)) {
        const base = name.slice(0, -1);
        const known = places.get(base);
        const other = known ?? random.pick(list);
        if (other.length > 1) places.set(base, other);
        return other.length === 1 ? name : other + suffix;
      }
      return name;
    });
  // Places first, so that bodies use the same ones.
  if (swapPlaces) {
    for (const { start, end, label } of article.spans) if (label === 'LOC') place(article.text.slice(start, end));
  }
  const replacePlaces = (name: string): string => {
    for (const [old, other] of places)
      if (old.length > 1 && name.startsWith(old)) return other + name.slice(old.length);
    return name;
  };

  const replaced = (span: GoldSpan, name: string): string => {
    if (/[\n ⟦]/.test(name)) return name;
    if (span.label === 'PER') return swapPersons ? person(name) : name;
    if (span.label === 'LOC' && swapPlaces && places.get(name) !== undefined) return places.get(name) ?? name;
    if (SWAPPED.has(span.label)) {
      const other = remembered(whole, `${span.label}${name}`, () => {
        if (!random.chance(swapWhole)) return name;
        const same = pool.byEnding.get(ending(span.label, name)) ?? [];
        return random.pick(same.length > 3 ? same : [name, ...same]);
      });
      return swapPlaces ? replacePlaces(other) : other;
    }
    return name;
  };
  return rewritten(article, replaced);
}

const SWAPPED = new Set(['ORG', 'FAC', 'LOC', 'EVENT', 'TERM', 'DOC', 'QTY', 'TIME']);

function remembered(names: Map<string, string>, name: string, make: () => string): string {
  const known = names.get(name);
  if (known !== undefined) return known;
  const made = make();
  names.set(name, made);
  return made;
}

/** Rewrites the innermost spans; a post keeps its words around the body inside. */
function rewritten(article: TaggedArticle, replaced: (span: GoldSpan, name: string) => string): TaggedArticle {
  const { text, spans } = article;
  let built = '';
  const done: GoldSpan[] = [];
  let at = 0;
  for (let index = 0; index < spans.length; index++) {
    const span = spans[index] as GoldSpan;
    const inner = spans[index + 1];
    built += text.slice(at, span.start);
    const start = built.length;
    if (inner !== undefined && inner.start < span.end) {
      built += text.slice(span.start, inner.start);
      const innerStart = built.length;
      built += replaced(inner, text.slice(inner.start, inner.end));
      const innerEnd = built.length;
      built += text.slice(inner.end, span.end);
      done.push(
        { start, end: built.length, label: span.label },
        { start: innerStart, end: innerEnd, label: inner.label },
      );
      index++;
    } else {
      built += replaced(span, text.slice(span.start, span.end));
      done.push({ start, end: built.length, label: span.label });
    }
    at = span.end;
  }
  return { name: article.name, text: built + text.slice(at), spans: done };
}

/**
 * Faults of scanning and typesetting: column breaks inside paragraphs, missing or doubled marks, blanks. Spans keep
 * their characters.
 */
export function damaged(article: TaggedArticle, random: Random): TaggedArticle {
  const edits: { at: number; drop: number; insert: string }[] = [];
  const { text, spans } = article;
  for (let at = 1; at < text.length - 1; at++) {
    if (!random.chance(0.003)) continue;
    const inSpan = spans.some(({ start, end }) => at > start && at < end);
    const char = text.charAt(at);
    if (!inSpan && /[，。、；,;]/.test(char) && random.chance(0.5))
      edits.push({ at, drop: 1, insert: random.pick(['', ' ', '.', ',', '，', '、']) });
    else if (!inSpan && random.chance(0.3)) edits.push({ at, drop: 0, insert: ' ' });
    else if (!/\s/.test(text.slice(at - 1, at + 1)) && random.chance(0.4)) edits.push({ at, drop: 0, insert: '\n\n' });
  }
  if (edits.length === 0) return article;
  const moved = (offset: number): number =>
    edits.reduce((sum, { at, drop, insert }) => (at < offset ? sum + insert.length - drop : sum), offset);
  let built = '';
  let from = 0;
  for (const { at, drop, insert } of edits) {
    if (at < from) continue;
    built += text.slice(from, at) + insert;
    from = at + drop;
  }
  built += text.slice(from);
  return {
    name: article.name,
    text: built,
    spans: spans.map(({ start, end, label }) => ({ start: moved(start), end: moved(end), label })),
  };
}
