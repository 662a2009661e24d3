import type { KnownEntity } from '../../../core/analysis/knownEntities';

/** Entities of an authority file, one a line: label, name and aliases, parted by blanks; the name is the id. */
export function listed(...lines: readonly string[]): KnownEntity[] {
  return lines.map((line) => {
    const [label = '', name = '', ...aliases] = line.split(' ');
    return { id: name, label, name, aliases };
  });
}
