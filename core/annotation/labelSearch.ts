import { beginsWithInitials } from '../text/pinyinInitials';
import type { Label } from './labels';
import { kindsOf, labelTree, type LabelInTree } from './schemaRules';

/**
 * The labels that what was typed may mean, the likeliest first: by its id, its English or Chinese name, the pinyin initials of
 * the latter, or by those of a label above it. What is equally likely, and all where nothing was typed, stands in the order
 * that was given.
 */
export function labelsMatching(labels: readonly Label[], typed: string): Label[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return [...labels];
  return labels
    .map((label) => ({ label, rank: rankWithin(labels, label, wanted) }))
    .filter(({ rank }) => rank < NO_MATCH)
    .sort((a, b) => a.rank - b.rank)
    .map(({ label }) => label);
}

/**
 * What a pick shows: all in their tree while nothing is typed, one of them first, if so wished, and outside of the tree; else
 * those that are meant, likeliest first and all on level 0; foremost the one whose key is the digit that was typed.
 */
export function labelsOffered(
  labels: readonly Label[],
  typed: string,
  { first, keyOf = noKey }: { readonly first?: string | undefined; readonly keyOf?: KeyOf | undefined } = {},
): LabelInTree[] {
  const tree = labelTree({ labels });
  const foremost = tree.filter(({ label }) => label.id === first).map((place) => ({ ...place, level: 0 }));
  const ordered = [...foremost, ...tree.filter(({ label }) => label.id !== first)];
  if (typed.trim() === '') return ordered;
  const found = labelsMatching(
    ordered.map(({ label }) => label),
    typed,
  );
  const meant = labelOfDigit(labels, typed, keyOf);
  const ranked = meant === undefined ? found : [meant, ...found.filter(({ id }) => id !== meant.id)];
  return ranked.map((label) => ({ label, level: 0 }));
}

/** The key that sets a label in annotate mode. */
export type KeyOf = (label: Label) => string | undefined;
const noKey: KeyOf = () => undefined;

/** The label that a digit alone chooses at once; undefined where another label has that digit in its name. */
export function chosenByDigit(labels: readonly Label[], typed: string, keyOf: KeyOf): Label | undefined {
  const meant = labelOfDigit(labels, typed, keyOf);
  const isInName = labels.some((label) => label !== meant && rankOf(label, typed.trim()) < BY_KIND);
  return isInName ? undefined : meant;
}

/** The label whose key is the one digit that was typed: letters are looked for in names. */
function labelOfDigit(labels: readonly Label[], typed: string, keyOf: KeyOf): Label | undefined {
  const digit = typed.trim();
  return /^\d$/.test(digit) ? labels.find((label) => keyOf(label) === digit) : undefined;
}

const BY_KIND = 4;
const BY_DESCRIPTION = 5;
const NO_MATCH = 6;

/** What is found by the name of a label above it stands behind all that is found by its own. */
function rankWithin(labels: readonly Label[], label: Label, wanted: string): number {
  const rank = rankOf(label, wanted);
  if (rank < BY_KIND) return rank;
  const above = kindsOf({ labels }, label.id).slice(1);
  const isFoundByKind = labels.some((kind) => above.includes(kind.id) && rankOf(kind, wanted) < BY_KIND);
  return isFoundByKind ? BY_KIND : rank;
}

function rankOf({ id, names, descriptions }: Label, wanted: string): number {
  const own = [id, names.en, names.zh].map((name) => name.toLowerCase());
  if (own.includes(wanted)) return 0;
  if (own.some((name) => name.startsWith(wanted))) return 1;
  if (beginsWithInitials(names.zh, wanted)) return 2;
  if (own.some((name) => name.includes(wanted))) return 3;
  return Object.values(descriptions).some((text) => text.toLowerCase().includes(wanted)) ? BY_DESCRIPTION : NO_MATCH;
}
