import { readYaml, type YamlPath } from '../yaml/boundedYaml';
import type { Refactoring, Refusal } from './refactoring';
import { editedYaml } from './yamlEdits';

/**
 * The text of an authority file after a refactoring, or why there is none; the same text where nothing in it is concerned: a
 * split leaves known entities with their label.
 */
export function refactoredAuthority(text: string, { kind, name, to }: Refactoring): string | Refusal {
  if (kind === 'split' || name.kind !== 'label') return text;
  const { value: root } = readYaml(text);
  if (root === undefined)
    return { code: 'broken', message: 'The authority file has an error. Mend it, and rename again.' };
  const list = root.kind === 'mapping' ? root.entries.find(({ key }) => key === 'entities')?.value : undefined;
  if (list?.kind !== 'sequence') return text;
  const paths = list.items.flatMap((record, index): YamlPath[] => {
    const label = record.kind === 'mapping' ? record.entries.find(({ key }) => key === 'label')?.value : undefined;
    return label?.kind === 'scalar' && label.value === name.id ? [['entities', index, 'label']] : [];
  });
  if (paths.length === 0) return text;
  const edited = editedYaml(text, root, { replaced: paths.map((path) => ({ path, value: to })), removed: [] });
  return edited ?? { code: 'not-editable', message: 'The authority file cannot be changed safely. Change it by hand.' };
}
