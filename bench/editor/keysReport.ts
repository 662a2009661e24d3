import { table } from '../../core/evaluation/table';

/** An entity, or a suggestion that is none, and the keys that it took. */
export interface Counted {
  /** How it got annotated: as suggested, with another label, with other edges, from nothing; or turned down. */
  readonly how: 'accepted' | 'relabelled' | 'corrected' | 'by hand' | 'rejected';
  readonly words: string;
  readonly label: string;
  /** Whether its edges are edges of words. */
  readonly hasWordEdges: boolean;
  /** Keys that only brought the cursor there. */
  readonly navigation: number;
  /** Keys that selected, labelled or decided. */
  readonly keys: number;
}

const KINDS = {
  accepted: 'suggested, accepted',
  relabelled: 'suggested, with another label',
  corrected: 'suggested, with other edges',
  'by hand': 'not suggested',
  rejected: 'suggested, but no entity',
} as const;

/** What people read: how many entities took how many keys, without and with those that only moved the cursor. */
export function reportOf(article: string, counted: readonly Counted[]): string {
  const entities = counted.filter(({ how }) => how !== 'rejected');
  const all = sum(counted.map(({ keys }) => keys));
  const withNavigation = all + sum(counted.map(({ navigation }) => navigation));
  const each = (keys: number): string => (keys / entities.length).toFixed(2);
  return [
    `${article}: ${entities.length} entities annotated by real key presses; the annotation file equals the gold file.`,
    `${all} keys to select, label and decide: ${each(all)} an entity. With those that only move the cursor: ${withNavigation}, ${each(withNavigation)}.`,
    '',
    'Keys an entity takes, selection and label included:',
    ...distribution(counted, ({ keys }) => keys),
    '',
    'The same with the keys that bring the cursor there:',
    ...distribution(counted, ({ keys, navigation }) => keys + navigation),
    '',
    ...above('Suggested entities of more than 2 keys, navigation included', entities, isSuggested, 2, withMoves),
    ...above('Others of more than 3 keys whose edges are edges of words', entities, isPlain, 3, ({ keys }) => keys),
    ...above('Others of more than 3 keys whose edges cut words', entities, isCut, 3, ({ keys }) => keys),
    '',
  ].join('\n');
}

const withMoves = ({ keys, navigation }: Counted): number => keys + navigation;
const isSuggested = ({ how }: Counted): boolean => how === 'accepted' || how === 'relabelled';
const isPlain = (one: Counted): boolean => !isSuggested(one) && one.hasWordEdges;
const isCut = (one: Counted): boolean => !isSuggested(one) && !one.hasWordEdges;

function distribution(counted: readonly Counted[], keysOf: (one: Counted) => number): string[] {
  const most = Math.max(...counted.map(keysOf));
  const numbers = Array.from({ length: most }, (_, at) => at + 1).filter((keys) =>
    counted.some((one) => keysOf(one) === keys),
  );
  const rows = Object.entries(KINDS).map(([how, name]) => {
    const members = counted.filter((one) => one.how === how);
    const counts = numbers.map((keys) => members.filter((one) => keysOf(one) === keys).length);
    return [name, String(members.length), ...counts.map((count) => (count === 0 ? '' : String(count)))];
  });
  return table([['', 'all', ...numbers.map(String)], ...rows]);
}

function above(
  title: string,
  counted: readonly Counted[],
  isMeant: (one: Counted) => boolean,
  most: number,
  keysOf: (one: Counted) => number,
): string[] {
  const found = counted.filter((one) => isMeant(one) && keysOf(one) > most);
  return [
    `${title}: ${found.length === 0 ? 'none' : found.length}.`,
    ...found.map((one) => `  ${keysOf(one)}  ${one.label} ${one.words} (${one.how})`),
  ];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
