import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { apply } from '../../../../core/annotation/operations';
import { parseAnyStyle, parseSidecar } from '../../../../core/annotation/sidecar/parse';
import { serialiseSidecar } from '../../../../core/annotation/sidecar/serialise';
import { MAXIMUM_DEPTH, MAXIMUM_KEY_LENGTH } from '../../../../core/yaml/boundedYaml';
import type { Json, JsonObject } from '../../../../core/yaml/json';
import { sample, sampleSet } from '../arbitraries';

/** A mapping in which so many collections stand in one another, itself included. */
function nested(levels: number, inner: Json = 'x'): JsonObject {
  let value = inner;
  for (let level = 1; level < levels; level++) value = level % 2 === 0 ? [value] : { 'a b': value };
  return { key: value };
}

describe('what is written can be read', () => {
  /** Both readers read the file, or the writer refuses it. */
  function check(set: ReturnType<typeof sampleSet>, isWritten: boolean): void {
    if (!isWritten) {
      assert.throws(() => serialiseSidecar(set), RangeError);
      return;
    }
    const text = serialiseSidecar(set);
    const commented = text.replaceAll('\n', ' # why\n').replace('... # why', '...');
    for (const read of [parseSidecar, parseAnyStyle])
      for (const file of [text, commented])
        assert.deepEqual(read(file).value, set, JSON.stringify(read(file).problems));
  }

  const ROOT_AND_LIST = 3;
  for (const levels of [1, MAXIMUM_DEPTH - ROOT_AND_LIST, MAXIMUM_DEPTH - ROOT_AND_LIST + 1, MAXIMUM_DEPTH, 100]) {
    const fits = levels <= MAXIMUM_DEPTH - ROOT_AND_LIST;
    it(`with attributes nested ${levels} deep: ${fits ? 'read back' : 'refused'}`, () => {
      const annotation = sample('a', 1, '楼', { attributes: nested(levels) });
      assert.equal(apply(sampleSet(), { kind: 'add', annotation }).ok, fits);
      check(sampleSet(annotation), fits);
    });
  }

  for (const levels of [MAXIMUM_DEPTH - 1, MAXIMUM_DEPTH])
    it(`with tags of the document nested ${levels} deep`, () => {
      const fits = levels < MAXIMUM_DEPTH;
      const document = nested(levels);
      assert.equal(apply(sampleSet(), { kind: 'describe', document }).ok, fits);
      if (fits) {
        const text = serialiseSidecar({ ...sampleSet(), document });
        assert.deepEqual(parseSidecar(text).value?.document, document);
        assert.deepEqual(parseSidecar(text), parseAnyStyle(text));
      } else assert.throws(() => serialiseSidecar({ ...sampleSet(), document }), RangeError);
    });

  it('with keys of any length, numbers of any size, and values of any depth', () => {
    const value = fc.oneof(
      fc.constantFrom<Json>(1e300, -1e300, 2 ** 53, 2 ** 53 - 1, -(2 ** 53), 5e-324, 1.7976931348623157e308, 0.1, 1e21),
      fc.string({ unit: 'binary', maxLength: 20 }).map((text): Json => text),
    );
    const attributes = fc
      .tuple(
        fc.integer({ min: 1, max: MAXIMUM_DEPTH + 2 }),
        fc.constantFrom('k', '键', '\u00ad'),
        fc.nat(MAXIMUM_KEY_LENGTH + 5),
        value,
      )
      .map(([levels, character, length, inner]) => nested(levels, { [character.repeat(length)]: inner }));
    fc.assert(
      fc.property(attributes, (mapping) => {
        const annotation = sample('a', 1, '楼', { attributes: mapping });
        check(sampleSet(annotation), apply(sampleSet(), { kind: 'add', annotation }).ok);
      }),
      { numRuns: 300 },
    );
  });

  it('in both readers up to the same depth, whatever the style', () => {
    for (let levels = MAXIMUM_DEPTH - 6; levels < MAXIMUM_DEPTH + 6; levels++) {
      const flow = `x: ${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}`;
      const block = Array.from({ length: levels }, (_, depth) => `${' '.repeat(depth)}x:\n`)
        .join('')
        .trimEnd();
      for (const entry of [flow, block]) {
        const text = `${serialiseSidecar(sampleSet()).replace('...\n', '')}${entry}\n...\n`;
        assert.equal(parseSidecar(text).value !== undefined, levels <= MAXIMUM_DEPTH, `${levels}: ${entry}`);
        assert.deepEqual(parseSidecar(text), parseAnyStyle(text));
      }
    }
  });
});
