import type { KnownEntity } from '../../core/analysis/knownEntities';
import { runAtOnce } from '../../core/cooperative';
import { AuthorityIndex } from '../../core/corpus/authorityIndex';
import { initialsOf } from '../../core/text/pinyinInitials';
import { interleaved, median, medianRatio, milliseconds, verdict, VERDICT_HEADING } from '../../model/benchMeasure';

/*
 * How fast an entity is found among 100,000 of authority files, at each key that is typed: by a name, a character, initials
 * of pinyin. Measured against one bare pass over all names (`String.prototype.includes`) in the same run.
 */

const COUNT = 100_000;
const ROUNDS = 21;
/** Ranking, initials and the best fifty may cost this much more than to look at each name once. */
const SEARCH = { floor: 5, target: 3 };

const CHARACTERS = Array.from({ length: 3000 }, (_, index) => String.fromCodePoint(0x4e00 + 6 * index));
const character = (number: number): string => CHARACTERS[number % CHARACTERS.length] as string;

/** Names of two to seven characters, every other entity with an alias; the same in every run. */
function entityAt(index: number): KnownEntity {
  const name = Array.from({ length: 2 + (index % 6) }, (_, place) => character(index * 7919 + place * 104729)).join('');
  const aliases = index % 2 === 0 ? [] : [character(index * 31) + character(index * 17)];
  return { id: `e${index}`, label: ['PER', 'ORG', 'LOC'][index % 3] as string, name, aliases };
}

const entities = Array.from({ length: COUNT }, (_, index) => entityAt(index));
const names = entities.flatMap(({ id, name, aliases }) => [name, ...aliases, id]);
const making = milliseconds(() => runAtOnce(AuthorityIndex.inSteps(entities)));
const index = runAtOnce(AuthorityIndex.inSteps(entities));

const typed = {
  'a whole name': entityAt(4711).name,
  'one character': character(5),
  'one letter': 'l',
  'the initials of a name': initialsOf(entityAt(4711).name)
    .map((letters) => letters.charAt(0))
    .join(''),
  nothing: '',
};

print([`${COUNT} entities`, 'found', 'ms', 'of a bare pass', ...VERDICT_HEADING]);
for (const [what, text] of Object.entries(typed)) {
  const search = () => index.search({ typed: text, label: 'PER', most: 50 });
  const times = interleaved({ bare: () => names.filter((name) => name.includes(text)).length, search }, ROUNDS);
  const ratio = medianRatio(times.search, times.bare);
  const cells = [String(search().length), digits(median(times.search)), digits(ratio)];
  print([`  ${what}`, ...cells, ...verdict(ratio, SEARCH, 'x')]);
}
print([`  making the index, once: ${making.toFixed(0)} ms, in turns of 10 ms`]);

function digits(value: number): string {
  return value.toFixed(2);
}

function print(cells: readonly string[]): void {
  const [first = '', ...rest] = cells;
  console.log(first.padEnd(30) + rest.map((cell) => cell.padStart(18)).join(''));
}
