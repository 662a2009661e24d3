import { strict as assert } from 'node:assert';
import { groupEntities, type Grouping } from '../../../../core/analysis/entities';
import type { KnownEntities } from '../../../../core/analysis/knownEntities';
import { readMarkedText } from '../markedText';

/** Groups what is marked in a text. */
export function groupMarked(marked: string, known?: KnownEntities): Grouping {
  const { text, spans } = readMarkedText(marked);
  return groupEntities(
    text,
    spans.map(({ label, start, end }) => ({ label, text: text.slice(start, end), logical: { start, end } })),
    known,
  );
}

/** The entities that the text calls by several names, each as `name = aliases`; all others must have one name. */
export function checkNames(marked: string, expected: string[]): void {
  it(marked, () => {
    const named = groupMarked(marked).entities.filter(({ aliases }) => aliases.length > 0);
    assert.deepEqual(
      named.map(({ name, aliases }) => [name, ...aliases].join(' = ')),
      expected,
    );
  });
}

/** The persons to whom the text gives posts, each as `name | posts | bodies`. */
export function checkPosts(marked: string, expected: string[]): void {
  it(marked, () => {
    const holders = groupMarked(marked).entities.filter(({ posts }) => posts.length > 0);
    assert.deepEqual(
      holders.map(({ name, posts, bodies }) =>
        [name, posts.join(' '), bodies.join(' ')].filter((part) => part !== '').join(' | '),
      ),
      expected,
    );
  });
}
