import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mergeById, mergeByLinesIn, NONE, simulateMerges } from './simulatedMerges';

/** Few here; `npm run test:merges` makes a thousand of each. */
const COUNT = 20;

describe('simulated merges of two annotators', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'corpus-merges-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('are clean and right by id', () => {
    assert.deepEqual(simulateMerges(COUNT * 5, 1, mergeById), { ...NONE, right: COUNT * 5 });
  });
  it('are never silently wrong by lines', () => {
    const { conflict, right, flagged, ...wrong } = simulateMerges(COUNT * 2, 1, mergeByLinesIn(folder));
    assert.deepEqual(wrong, { 'conflict that cannot be resolved': 0, 'silently wrong': 0 });
    assert.equal(conflict + right + flagged, COUNT * 2);
    assert.ok(conflict > 0 && right > 0);
  });
});
