import { anchor } from '../../core/annotation/anchoring';
import { spanFields } from '../../core/annotation/placement';
import { CanonicalText } from '../../core/text/canonicalText';
import { range, utf16 } from '../../core/text/units';
import { chanceFrom, type Chance } from './chance';

/*
 * Simulated edits of articles. Every character knows where it came from, so it is known whether an annotated span is still
 * there, and where. The articles have no characters beyond U+FFFF: one unit is one character.
 */

interface Character {
  readonly text: string;
  /** Its place in the old text; undefined for what the edit brought. */
  readonly origin: number | undefined;
}

type Edit = (
  text: readonly Character[],
  start: number,
  end: number,
  chance: Chance,
  articles: readonly string[],
) => Character[];

const fresh = (text: string): Character[] => text.split('').map((unit) => ({ text: unit, origin: undefined }));
const rewording = (chance: Chance): Character[] => fresh('新的文字内容'.slice(0, chance(6)));
const without = (text: readonly Character[], from: number, to: number): Character[] => text.toSpliced(from, to - from);

const EDITS: Readonly<Record<string, Edit>> = {
  'one character in a hundred mistyped': (text, _start, _end, chance) =>
    text.map((character) => (chance(100) === 0 ? { text: '某', origin: undefined } : character)),
  'a passage inserted': (text, _start, _end, chance, articles) => {
    const source = articles[chance(articles.length)]!;
    const from = chance(source.length - 60);
    return text.toSpliced(chance(text.length), 0, ...fresh(source.slice(from, from + 10 + chance(50))));
  },
  'a passage deleted': (text, _start, _end, chance) => {
    const from = chance(text.length - 60);
    return without(text, from, from + 10 + chance(50));
  },
  'the paragraph moved': (text, start, end, chance) => {
    const [from, to] = [Math.max(0, start - 20 - chance(200)), end + 20 + chance(200)];
    const rest = without(text, from, to);
    return rest.toSpliced(chance(rest.length), 0, ...text.slice(from, to));
  },
  'words before it changed': (text, start, _end, chance) => {
    const from = Math.max(0, start - chance(4) - 1 - chance(6));
    return text.toSpliced(from, Math.min(1 + chance(6), start - from), ...rewording(chance));
  },
  'words after it changed': (text, _start, end, chance) =>
    text.toSpliced(end + chance(4), 1 + chance(6), ...rewording(chance)),
  'the sentence deleted': (text, start, end) => {
    let [from, to] = [start, end];
    while (from > 0 && !'。！？\n'.includes(text[from - 1]!.text)) from--;
    while (to < text.length && !'。！？\n'.includes(text[to]!.text)) to++;
    return without(text, from, to);
  },
  'the span deleted': (text, start, end) => without(text, start, end),
  'the span rewritten': (text, start, end, chance) =>
    text.toSpliced(start, end - start, ...fresh('改写后的'.slice(0, 1 + chance(4)))),
};

const LENGTHS = [2, 4, 8, 20] as const;

/** What became of an annotation: its state, and whether it stands where the annotated characters stand. */
export type Outcome = 'right' | 'rightForReview' | 'orphan' | 'wrong' | 'wrongForReview';

export interface Case {
  readonly edit: string;
  /** Of the annotated words, in characters. */
  readonly length: number;
  /** Whether all annotated characters are still there, side by side. */
  readonly survived: boolean;
  readonly outcome: Outcome;
}

/** Annotates and edits articles by chance: `runs` times for each kind of edit and each of four lengths. */
export function* simulate(articles: readonly string[], runs: number, seed: number): Generator<Case> {
  const chance = chanceFrom(seed);
  for (const [edit, apply] of Object.entries(EDITS))
    for (const length of LENGTHS)
      for (let run = 0; run < runs; run++) yield { edit, length, ...simulateOne(articles, apply, length, chance) };
}

function simulateOne(
  articles: readonly string[],
  edit: Edit,
  length: number,
  chance: Chance,
): Pick<Case, 'survived' | 'outcome'> {
  const article = articles[chance(articles.length)]!;
  let start: number;
  do start = chance(article.length - length);
  while (/\s/.test(article.slice(start, start + length)));
  const old = article.split('').map((text, origin) => ({ text, origin }));
  const fields = spanFields(new CanonicalText(article), [range(utf16(start), utf16(start + length))]);

  const edited = edit(old, start, start + length, chance, articles);
  const at = edited.findIndex(({ origin }) => origin === start);
  const survived =
    at !== -1 && old.slice(start, start + length).every(({ origin }, index) => edited[at + index]?.origin === origin);
  const text = new CanonicalText(edited.map((character) => character.text).join(''));
  const result = anchor({ id: 'a', label: 'X', ...fields }, text, false);
  if (result.state === 'orphan') return { survived, outcome: 'orphan' };
  const isRight = survived && result.range.start === at;
  const isSure = result.state === 'anchored';
  return { survived, outcome: isRight ? (isSure ? 'right' : 'rightForReview') : isSure ? 'wrong' : 'wrongForReview' };
}

/** How many cases there are, and the share of each outcome, from 0 to 1. */
export type Shares = Readonly<Record<Outcome | 'cases', number>>;

export function sharesOf(cases: readonly Case[]): Shares {
  const share = (wanted: Outcome): number =>
    cases.filter(({ outcome }) => outcome === wanted).length / Math.max(1, cases.length);
  return {
    cases: cases.length,
    right: share('right'),
    rightForReview: share('rightForReview'),
    orphan: share('orphan'),
    wrong: share('wrong'),
    wrongForReview: share('wrongForReview'),
  };
}
