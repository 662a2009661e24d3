import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { readModel } from '../../core/analysis/tagger/model';
import { homeSlot, type ModelScores } from '../../core/analysis/tagger/scoreTables';
import { inSlotOrder } from '../../model/pack';
import { shippedModel } from '../../node/taggerModel';

describe('packed weights', () => {
  const rowsOf = ({ features, sizes, tags, scores }: ModelScores): [number, number[], number[]][] => {
    let end = 0;
    return Array.from(features, (feature, index) => {
      const start = end;
      end += sizes[index] as number;
      return [feature, [...tags.subarray(start, end)], [...scores.subarray(start, end)]];
    });
  };

  it('have their features in the order in which they are loaded, each with its scores', () => {
    const model = {
      features: Int32Array.from([-1, 5, 6, 1 << 20, 4]),
      sizes: Uint8Array.from([1, 2, 1, 3, 1]),
      tags: Uint8Array.from([0, 1, 2, 3, 4, 5, 6, 7]),
      scores: Int8Array.from([-10, -11, -12, -13, 14, 15, 16, 17]),
    };
    const rows = rowsOf(model);
    assert.deepEqual(
      rowsOf(inSlotOrder(model)),
      [3, 4, 1, 2, 0].map((index) => rows[index]),
    );
  });
  it('are shipped like that', () => {
    const { features } = readModel(readFileSync(shippedModel()));
    const slots = features.map((feature) => homeSlot(feature, features.length));
    assert.ok(slots.every((slot, index) => index === 0 || slot >= (slots[index - 1] as number)));
  });
});
