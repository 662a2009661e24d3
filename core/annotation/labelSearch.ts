import { beginsWithInitials } from '../text/pinyinInitials';
import type { Label } from './labels';

/**
 * The labels that what was typed may mean, the likeliest first: by its id, its English or Chinese name, or the pinyin
 * initials of the latter. What is equally likely, and all where nothing was typed, stands in the order that was given.
 */
export function labelsMatching(labels: readonly Label[], typed: string): Label[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return [...labels];
  return labels
    .map((label) => ({ label, rank: rankOf(label, wanted) }))
    .filter(({ rank }) => rank < NO_MATCH)
    .sort((a, b) => a.rank - b.rank)
    .map(({ label }) => label);
}

const NO_MATCH = 5;

function rankOf({ id, names, descriptions }: Label, wanted: string): number {
  const own = [id, names.en, names.zh].map((name) => name.toLowerCase());
  if (own.includes(wanted)) return 0;
  if (own.some((name) => name.startsWith(wanted))) return 1;
  if (beginsWithInitials(names.zh, wanted)) return 2;
  if (own.some((name) => name.includes(wanted))) return 3;
  return Object.values(descriptions).some((text) => text.toLowerCase().includes(wanted)) ? 4 : NO_MATCH;
}
