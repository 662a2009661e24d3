import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { parseManifest } from '../../core/corpus/manifest';
import { blocksOf, readPage, readSchema } from './page';

const PAGE = readPage('corpus-yaml.md');

describe('the page on corpus.yaml', () => {
  it('has a sound example, with every key of the schema of the files', () => {
    const [example = ''] = blocksOf(PAGE, 'yaml');
    const { value, problems } = parseManifest(example);
    assert.deepEqual(problems, []);
    assert.equal(value?.events[0]?.roles[0]?.isRequired, true);
    for (const list of ['labels', 'attributes', 'relations', 'events', 'tags'] as const)
      assert.ok(value[list].length > 0, list);
  });

  it('explains every key', () => {
    for (const key of keysOf(readSchema('corpus-1.schema.json')))
      assert.ok(PAGE.includes(`\`${key}\``), `\`${key}\` is not on the page`);
  });

  it('names every code that the readers give, and no other', () => {
    const source = ['core/corpus/manifest.ts', 'core/corpus/schemaReader.ts', 'core/yaml/recordReader.ts']
      .map((path) => readFileSync(path, 'utf8'))
      .join('\n');
    const given = [...source.matchAll(/(?:issue|issueAt|warnOfKey)\(\s*'([a-z-]+)'/g)].map(([, code]) => code);
    const tables = PAGE.slice(PAGE.indexOf('## Errors and warnings'));
    const named = [...tables.matchAll(/^\| ((?:`[a-z-]+`(?:, )?)+) /gm)].flatMap(([, codes = '']) =>
      [...codes.matchAll(/`([a-z-]+)`/g)].map(([, code]) => code),
    );
    assert.deepEqual(named.toSorted(), [...new Set(given)].toSorted());
  });
});

/** The names of all properties of a schema. */
function keysOf(schema: object): string[] {
  return Object.entries(schema).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value !== 'object' || value === null) return [];
    return [...(key === 'properties' ? Object.keys(value) : []), ...keysOf(value)];
  });
}
