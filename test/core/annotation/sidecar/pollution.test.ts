import { strict as assert } from 'node:assert';
import { tryToPollute } from './pollution';

describe('files with keys that mean something to objects', () => {
  it('reach no prototype, whether they are read or refused', () => {
    const read = tryToPollute(200, 1);
    assert.ok(read > 40 && read < 160, `${read} of 200 were read`);
  });
});
