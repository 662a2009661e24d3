import { recognitionForm } from '../analysis/knownEntities';
import { withItem } from '../yaml/appendItem';

/** What a new record of an authority file says. */
export interface NewEntity {
  readonly id: string;
  readonly label: string;
  readonly name: string;
}

/** A name as it stands in an article, on one line: column breaks rejoined where Chinese characters meet, else blanks. */
export function nameFrom(words: string): string {
  return words
    .trim()
    .replace(/(?<=[\p{Script=Han}\p{P}])\s*\n\s*|\s*\n\s*(?=[\p{Script=Han}\p{P}])/gu, '')
    .replace(/\s+/g, ' ');
}

/** An id that no entity has: the name, and where that is taken the name with a number. */
export function freeId(name: string, isTaken: (id: string) => boolean): string {
  const base = name.replace(/^#+/, '') || 'entity';
  for (let number = 1; ; number++) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!isTaken(id)) return id;
  }
}

/** Whether a name can be looked for: an authority file takes no other. */
export const isUsableName = (name: string): boolean => recognitionForm(name) !== '';

/** The text of an authority file with one more entity, or undefined where it is none that could be added to. */
export function withEntity(text: string, { id, label, name }: NewEntity): string | undefined {
  return withItem(text, 'entities', { id, label, name });
}
