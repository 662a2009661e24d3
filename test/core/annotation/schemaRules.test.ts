import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { Schema } from '../../../core/annotation/schema';
import {
  attributesOf,
  eventsToldBy,
  isKindOf,
  isValueOf,
  kindsOf,
  labelTree,
  relationsBetween,
  relationsFrom,
  rolesFor,
} from '../../../core/annotation/schemaRules';
import { parseManifest } from '../../../core/corpus/manifest';
import type { Json } from '../../../core/yaml/json';

const schema: Schema = parseManifest(`
labels:
- {id: MAYOR, parent: OFFICIAL}
- {id: PER}
- {id: OFFICIAL, parent: PER}
- {id: ORG}
- {id: WRITER, parent: PER}
attributes:
- {id: gender, values: [f, m], labels: [PER]}
- {id: rank, type: number, labels: [OFFICIAL]}
- {id: seen, type: flag}
- {id: roles, values: [a, b, c], multiple: true, labels: [ORG, NONE]}
relations:
- {id: leads, from: [OFFICIAL], to: [ORG]}
- {id: knows, from: [PER], to: [PER]}
- {id: near}
events:
- id: VISIT
  trigger: [ORG]
  roles: [{id: guest, labels: [PER]}, {id: host, labels: [OFFICIAL, ORG]}, {id: other}]
- {id: CHANGE}
`).value!;

const ids = (items: readonly { readonly id: string }[]): string => items.map(({ id }) => id).join(' ');

describe('a kind of label', () => {
  it('is itself and all above it', () => {
    assert.deepEqual(kindsOf(schema, 'MAYOR'), ['MAYOR', 'OFFICIAL', 'PER']);
    assert.deepEqual(kindsOf(schema, 'NONE'), ['NONE']);
    assert.ok(isKindOf(schema, 'MAYOR', 'PER') && isKindOf(schema, 'PER', 'PER'));
    assert.ok(!isKindOf(schema, 'PER', 'MAYOR') && !isKindOf(schema, 'WRITER', 'OFFICIAL'));
  });

  it('is found in any schema, also one whose labels stand below themselves', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd');
    const texts = { en: '', zh: '' };
    const label = fc.record({ id, parent: id });
    fc.assert(
      fc.property(fc.uniqueArray(label, { selector: (one) => one.id }), id, (written, start) => {
        const labels = written.map((one) => ({ ...one, names: texts, descriptions: texts, colour: '#000000' }));
        const kinds = kindsOf({ labels }, start);
        assert.equal(kinds[0], start);
        assert.equal(new Set(kinds).size, kinds.length);
        for (const [index, kind] of kinds.slice(1).entries())
          assert.equal(labels.find((one) => one.id === kinds[index])?.parent, kind);
      }),
    );
  });

  it('stands in a tree, each below its parent and in the order of the schema', () => {
    assert.deepEqual(
      labelTree(schema).map(({ label, level }) => '-'.repeat(level) + label.id),
      ['PER', '-OFFICIAL', '--MAYOR', '-WRITER', 'ORG'],
    );
  });
});

describe('what a schema allows', () => {
  it('holds for the labels below, too', () => {
    assert.equal(ids(attributesOf(schema, 'PER')), 'gender seen');
    assert.equal(ids(attributesOf(schema, 'MAYOR')), 'gender rank seen');
    assert.equal(ids(attributesOf(schema, 'ORG')), 'seen roles');
    assert.equal(ids(attributesOf(schema, 'NONE')), 'seen roles', 'a label that is listed and not in the schema');
    assert.equal(ids(relationsBetween(schema, 'MAYOR', 'ORG')), 'leads near');
    assert.equal(ids(relationsBetween(schema, 'WRITER', 'MAYOR')), 'knows near');
    assert.equal(ids(relationsBetween(schema, 'ORG', 'MAYOR')), 'near');
    assert.equal(ids(relationsFrom(schema, 'OFFICIAL')), 'leads knows near');
    assert.equal(ids(eventsToldBy(schema, 'ORG')), 'VISIT CHANGE');
    assert.equal(ids(eventsToldBy(schema, 'PER')), 'CHANGE');
    assert.equal(ids(rolesFor(schema, 'VISIT', 'MAYOR')), 'guest host other');
    assert.equal(ids(rolesFor(schema, 'VISIT', 'WRITER')), 'guest other');
    assert.equal(ids(rolesFor(schema, 'NONE', 'WRITER')), '');
  });

  const VALUES: readonly [attribute: string, good: readonly Json[], bad: readonly Json[]][] = [
    ['gender', ['f'], ['x', 1, null, ['f'], true]],
    ['rank', [1, -0.5], ['1', true, [1]]],
    ['seen', [true, false], ['true', 1, null]],
    ['roles', ['a', ['a', 'b'], []], ['d', ['a', 'd'], ['a', 'a'], [['a']]]],
  ];
  for (const [id, good, bad] of VALUES)
    it(`are values of its type: ${id}`, () => {
      const attribute = schema.attributes.find((one) => one.id === id)!;
      for (const value of good) assert.ok(isValueOf(attribute, value), JSON.stringify(value));
      for (const value of bad) assert.ok(!isValueOf(attribute, value), JSON.stringify(value));
    });
});
