import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { anchor } from '../../../core/annotation/anchoring';
import { spanFields } from '../../../core/annotation/placement';
import { CanonicalText } from '../../../core/text/canonicalText';
import { range, utf16 } from '../../../core/text/units';

/*
 * Simulated edits of the sample articles. Every character knows where it came from, so it is known whether an annotated
 * span is still there, and where. The articles have no characters beyond U+FFFF: one unit is one character.
 */

interface Character {
  readonly text: string;
  /** Its place in the old text; undefined for what the edit brought. */
  readonly origin: number | undefined;
}

const ARTICLES = readdirSync('seeds')
  .filter((name) => name.endsWith('.txt'))
  .map((name) => readFileSync(`seeds/${name}`, 'utf8'));

type Chance = (below: number) => number;
type Edit = (text: readonly Character[], start: number, end: number, chance: Chance) => Character[];

const fresh = (text: string): Character[] => text.split('').map((unit) => ({ text: unit, origin: undefined }));
const rewording = (chance: Chance): Character[] => fresh('新的文字内容'.slice(0, chance(6)));
const without = (text: readonly Character[], from: number, to: number): Character[] => text.toSpliced(from, to - from);

const EDITS: Readonly<Record<string, Edit>> = {
  'one character in a hundred mistyped': (text, _start, _end, chance) =>
    text.map((character) => (chance(100) === 0 ? { text: '某', origin: undefined } : character)),
  'a passage inserted': (text, _start, _end, chance) => {
    const source = ARTICLES[chance(ARTICLES.length)]!;
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

/** A small generator of chance (a linear congruence modulo 2^32), so that the numbers are the same everywhere. */
function chanceFrom(seed: number): Chance {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

type Outcome = 'right' | 'rightForReview' | 'orphan' | 'wrong' | 'wrongForReview';

function simulate(edit: Edit, length: number, chance: Chance): { survived: boolean; outcome: Outcome } {
  const article = ARTICLES[chance(ARTICLES.length)]!;
  let start: number;
  do start = chance(article.length - length);
  while (/\s/.test(article.slice(start, start + length)));
  const old = article.split('').map((text, origin) => ({ text, origin }));
  const fields = spanFields(new CanonicalText(article), [range(utf16(start), utf16(start + length))]);

  const edited = edit(old, start, start + length, chance);
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

describe('anchoring after simulated edits of the sample articles', () => {
  it('follows what is left and lets go of what is deleted', function () {
    this.timeout(60_000);
    const chance = chanceFrom(20240614);
    const counts = { survivors: new Map<Outcome, number>(), deleted: new Map<Outcome, number>() };
    for (const edit of Object.values(EDITS))
      for (const length of [2, 4, 8, 20])
        for (let run = 0; run < 50; run++) {
          const { survived, outcome } = simulate(edit, length, chance);
          const tally = survived ? counts.survivors : counts.deleted;
          tally.set(outcome, (tally.get(outcome) ?? 0) + 1);
        }
    const share = (tally: ReadonlyMap<Outcome, number>, ...outcomes: Outcome[]): number =>
      outcomes.reduce((sum, outcome) => sum + (tally.get(outcome) ?? 0), 0) /
      [...tally.values()].reduce((a, b) => a + b);

    const report = JSON.stringify({ survivors: [...counts.survivors], deleted: [...counts.deleted] });
    assert.ok(share(counts.survivors, 'right', 'rightForReview') >= 0.98, report);
    assert.ok(share(counts.survivors, 'wrong') <= 0.001, report);
    assert.ok(share(counts.deleted, 'wrong') <= 0.01, report);
    assert.ok(share(counts.deleted, 'wrong', 'wrongForReview') <= 0.035, report);
  });
});
