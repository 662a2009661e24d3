import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { statSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kernel } from '../../../../core/analysis/tagger/kernel';
import { LANE_OF_TAG, LANES, NEIGHBOURS } from '../../../../core/analysis/tagger/lanes';
import { modelBytes, readModel, type TaggerModel } from '../../../../core/analysis/tagger/model';
import { TAGS } from '../../../../core/analysis/tagger/tagSet';
import { MOST_FEATURES } from '../../../../core/analysis/tagger/templates';

const shipped = join(__dirname, '../../../../../model/tagger.bin');

const small: TaggerModel = {
  meetings: Int32Array.from({ length: NEIGHBOURS ** 2 }, (_, index) => index - 70),
  features: Int32Array.from([-5, 7, 123456789]),
  sizes: Uint8Array.from([2, 1, TAGS]),
  tags: Uint8Array.from([0, 44, 3, ...Array.from({ length: TAGS }, (_, tag) => tag)]),
  scores: Int8Array.from([-127, 127, 5, ...Array.from({ length: TAGS }, (_, tag) => tag - 20)]),
  words: Int32Array.from([11, -12]),
  classes: Uint16Array.from([513, 65535]),
  calibration: Float32Array.from([0.5, -1.25]),
};

describe('model of the tagger', () => {
  it('is read as it was written, wherever its bytes lie', () => {
    const bytes = modelBytes(small);
    assert.deepEqual(readModel(bytes), small);
    const shifted = new Uint8Array(bytes.length + 3).subarray(3);
    shifted.set(bytes);
    assert.deepEqual(readModel(shifted), small);
  });
  it('is refused when it is cut off, foreign or of other tags', () => {
    const bytes = modelBytes(small);
    assert.throws(() => readModel(bytes.subarray(0, 20)), /cut off/);
    assert.throws(() => readModel(bytes.subarray(0, bytes.length - 1)), /cut off/);
    assert.throws(() => readModel(new Uint8Array(bytes.length)), /no model/);
    const other = bytes.slice();
    other[4] = 44;
    assert.throws(() => readModel(other), /train it anew/);
    const unlike = bytes.slice();
    unlike[8] = 255 - (unlike[8] as number);
    assert.throws(() => readModel(unlike), /other features/);
    assert.throws(() => readModel(modelBytes({ ...small, sizes: Uint8Array.from([2, 1]) })), /do not fit/);
  });
  it('ships in at most 5 MB and can be read', () => {
    assert.ok(statSync(shipped).size <= 5_000_000, `${statSync(shipped).size} bytes`);
    assert.equal(readModel(readFileSync(shipped)).meetings.length, NEIGHBOURS ** 2);
  });
  it('ships scores whose sums cannot leave 16 bits', () => {
    const { sizes, tags, scores } = readModel(readFileSync(shipped));
    const largest: number[] = [];
    let at = 0;
    for (const size of sizes) {
      const row = new Int32Array(TAGS);
      for (const end = at + size; at < end; at++)
        row[tags[at] as number] = (row[tags[at] as number] as number) + (scores[at] as number);
      largest.push(Math.max(...row.map(Math.abs)));
    }
    const most = largest.sort((a, b) => b - a).slice(0, MOST_FEATURES);
    assert.ok(most.reduce((sum, score) => sum + score, 0) < 2 ** 15);
  });
});

describe('scores of features', () => {
  it('add up, of sparse rows and of whole ones, below zero and above', () => {
    const kernel = new Kernel(small);
    const rowOf = (at: number): number[] =>
      Array.from(LANE_OF_TAG, (lane) => kernel.emissions[at * LANES + lane] as number);
    const nothing = new Array<number>(TAGS).fill(0);
    kernel.features.set([-5, 99, 7, 123456789, -5, 7]);
    kernel.featureEnds.set([5, 5, 6]);
    kernel.sum(3, 1);
    const expected = Array.from({ length: TAGS }, (_, tag) => tag - 20);
    expected[0]! += 2 * -127;
    expected[44]! += 2 * 127;
    expected[3]! += 5;
    assert.deepEqual(rowOf(1), expected);
    assert.deepEqual([0, 2, 4].map(rowOf), [nothing, nothing, nothing]);
    assert.deepEqual(rowOf(3), nothing.with(3, 5));
    kernel.featureEnds[0] = 0;
    kernel.sum(1, 1);
    assert.deepEqual(rowOf(1), nothing);
  });
  it('are refused where they do not fit the sizes or have an unknown tag', () => {
    const sizes = (...of: number[]): TaggerModel => ({ ...small, sizes: Uint8Array.from(of) });
    const unknown = { ...small, tags: small.tags.with(2, TAGS) };
    for (const model of [sizes(2, 1, 3), sizes(3, 0, TAGS), sizes(2, 2, TAGS), sizes(0, 3, TAGS), unknown])
      assert.throws(() => new Kernel(model), /do not fit/);
  });
  it('are found by the hundred thousand, whatever their order', () => {
    const count = 150_000;
    const features = Int32Array.from({ length: count }, (_, index) => Math.imul(index + 1, 0x9e3779b1));
    const sizes = Uint8Array.from({ length: count }, (_, index) => 1 + (index % 8));
    const length = sizes.reduce((sum, size) => sum + size, 0);
    const tags = Uint8Array.from({ length }, (_, at) => at % TAGS);
    const scores = Int8Array.from({ length }, (_, at) => (at % 199) - 99);
    const kernel = new Kernel({ features, sizes, tags, scores });
    let start = 0;
    for (let index = 0; index < count; start += sizes[index] as number, index++) {
      if (index % 997 !== 0) continue;
      const row = new Array<number>(TAGS).fill(0);
      for (let at = start; at < start + (sizes[index] as number); at++)
        row[tags[at] as number]! += scores[at] as number;
      kernel.features[0] = features[index] as number;
      kernel.featureEnds[0] = 1;
      kernel.sum(1, 0);
      assert.deepEqual(
        Array.from(LANE_OF_TAG, (lane) => kernel.emissions[lane]),
        row,
      );
    }
  });
  it('are summed by what kernel.wat compiles to', () => {
    execFileSync(process.execPath, [join(__dirname, '../../../../../scripts/kernel.mjs'), '--check']);
  });
});
