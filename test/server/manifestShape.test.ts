import { strict as assert } from 'node:assert';
import { MANIFEST_SHAPE, type Shape } from '../../server/features/manifest/shape';
import { readSchema } from '../docs/page';

interface JsonSchema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly allOf?: readonly JsonSchema[];
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
}

describe('what completion and hover know of corpus.yaml', () => {
  it('are the keys of its schema, at their places', () => {
    const root = readSchema('corpus-1.schema.json') as JsonSchema;
    assert.deepEqual(pathsIn(MANIFEST_SHAPE).toSorted(), pathsInSchema(root, root).toSorted());
  });
});

function pathsIn(shape: Shape): string[] {
  if (shape.kind === 'list') return pathsIn(shape.of).map((path) => `[]${path}`);
  if (shape.kind !== 'mapping') return [];
  return Object.entries(shape.keys).flatMap(([key, { value }]) => [
    `.${key}`,
    ...pathsIn(value).map((path) => `.${key}${path}`),
  ]);
}

function pathsInSchema({ $ref, properties = {}, items, allOf = [] }: JsonSchema, root: JsonSchema): string[] {
  const referred = $ref === undefined ? undefined : root.definitions?.[$ref.replace('#/definitions/', '')];
  return [
    ...Object.entries(properties).flatMap(([key, value]) => [
      `.${key}`,
      ...pathsInSchema(value, root).map((path) => `.${key}${path}`),
    ]),
    ...(items === undefined ? [] : pathsInSchema(items, root).map((path) => `[]${path}`)),
    ...[...allOf, ...(referred === undefined ? [] : [referred])].flatMap((part) => pathsInSchema(part, root)),
  ];
}
