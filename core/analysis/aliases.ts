import type { PostsHeld } from './postsOfPersons';
import { formOf, type Span } from './span';

type Pair = readonly [alias: string, full: string];

/** Pairs of forms that name the same thing within a file, each as (alias, full form). */
export function aliasPairs(text: string, spans: readonly Span[], held: PostsHeld): Pair[] {
  return [...declared(text, spans), ...shortNames(spans), ...barePlaces(spans), ...surnames(spans, held)];
}

/** 《关于…的意见》（以下简称《意见》）: the text declares the alias. */
function declared(text: string, spans: readonly Span[]): Pair[] {
  const pairs: Pair[] = [];
  for (const [index, alias] of spans.entries()) {
    const full = spans[index - 1];
    if (full?.label !== alias.label || full.logical.end >= alias.logical.start) continue;
    const between = text.slice(full.logical.end, alias.logical.start);
    if (DECLARES.test(between)) pairs.push([formOf(alias), formOf(full)]);
  }
  return pairs;
}

const DECLARES = /^[”》]?[（(](?:以下)?(?:统)?简?称[为:：]?[“]?$/;

/** 市工信局 = 郑州市工信局, 三期扩建工程 = 郑州机场三期扩建工程: one full form of the file ends with the short one. */
function shortNames(spans: readonly Span[]): Pair[] {
  const forms = distinctForms(spans.filter(({ label, text }) => SHORTENED.has(label) && text.length <= LONGEST_NAME));
  const places = spans.filter(({ label }) => label === 'LOC').map(({ text }) => text);
  const prefixes = new Set(places.flatMap((place) => [place, place.replace(/[省市县区]$/, '')]));
  const fullFormsOf = new Map<string, Span[]>();
  for (const full of forms) {
    for (let cut = 1; cut <= full.text.length - SHORTEST_NAME; cut++) {
      const key = formOf({ label: full.label, text: full.text.slice(cut) });
      fullFormsOf.set(key, [...(fullFormsOf.get(key) ?? []), full].slice(0, 2));
    }
  }
  return forms.flatMap((short) => {
    const [full, another] = fullFormsOf.get(formOf(short)) ?? [];
    if (full === undefined || another !== undefined) return [];
    const prefix = full.text.slice(0, full.text.length - short.text.length);
    return isPlacePrefix(prefix, short.text, prefixes) ? [[formOf(short), formOf(full)] as const] : [];
  });
}

const SHORTENED = new Set(['ORG', 'FAC', 'LOC']);
/** Characters; a shorter form (市委, 省政府) is the body of whoever is spoken of. */
const SHORTEST_NAME = 4;
const LONGEST_NAME = 40;

/** What the short form leaves out is a place of the file, or a name before a body's own level (郑州 + 市工信局). */
const isPlacePrefix = (prefix: string, short: string, places: ReadonlySet<string>): boolean =>
  places.has(prefix) || (prefix.length >= 2 && prefix.length <= 4 && /^[省市县区州]/.test(short));

/** 郑州市 = 郑州. */
function barePlaces(spans: readonly Span[]): Pair[] {
  const places = distinctForms(spans.filter(({ label }) => label === 'LOC'));
  const byBase = new Map<string, Span[]>();
  for (const place of places) {
    const base = /^(\p{Script=Han}{2,})[省市县区]$/u.exec(place.text)?.[1];
    if (base !== undefined) byBase.set(base, [...(byBase.get(base) ?? []), place]);
  }
  return places.flatMap((place) => {
    const [full, another] = byBase.get(place.text) ?? [];
    return full === undefined || another !== undefined ? [] : [[formOf(place), formOf(full)] as const];
  });
}

/** 徐书记 = 徐立毅: the only person of that surname, and the text gives that person such a post. */
function surnames(spans: readonly Span[], held: PostsHeld): Pair[] {
  const titles = new Map<string, Set<string>>();
  const persons = new Map<string, Set<string>>();
  for (const [index, { label, text }] of spans.entries()) {
    if (label !== 'PER') continue;
    const known = titles.get(text) ?? new Set();
    for (const { post } of held.get(index) ?? []) known.add(post);
    titles.set(text, known);
    if (text.length > 1) addTo(persons, text.slice(0, 1), text);
  }
  return distinctForms(spans.filter(({ label, text }) => label === 'PER' && text.length === 1)).flatMap((short) => {
    const [person, another] = persons.get(short.text) ?? [];
    if (person === undefined || another !== undefined) return [];
    return sharePost(titles.get(short.text), titles.get(person))
      ? [[formOf(short), formOf({ label: 'PER', text: person })] as const]
      : [];
  });
}

/** Whether a short title (书记) is the end of one of the full ones (郑州市委书记). */
const sharePost = (short: ReadonlySet<string> = new Set(), full: ReadonlySet<string> = new Set()): boolean =>
  [...short].some((title) => [...full].some((post) => post.endsWith(title)));

function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  const known = sets.get(key);
  if (known === undefined) sets.set(key, new Set([value]));
  else known.add(value);
}

function distinctForms(spans: readonly Span[]): Span[] {
  return [...new Map(spans.map((span) => [formOf(span), span])).values()];
}
