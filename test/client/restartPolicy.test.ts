import { strict as assert } from 'node:assert';
import { MOST_CRASHES, RestartPolicy } from '../../client/restartPolicy';

const MINUTE = 60 * 1000;
const after = (policy: RestartPolicy, times: readonly number[]): boolean[] =>
  times.map((time) => policy.startsAgainAfterCrash(time));

describe('a server that crashes', () => {
  it('is started again four times in three minutes, and after the fifth crash only on request', () => {
    const policy = new RestartPolicy();
    assert.deepEqual(after(policy, [0, 1, 2, 3, 4]), [true, true, true, true, false]);
    assert.equal(MOST_CRASHES, 5);
    policy.forgive();
    assert.deepEqual(after(policy, [5, 6, 7, 8, 9]), [true, true, true, true, false]);
  });

  it('is started again for ever when it crashes seldom', () => {
    const seldom = Array.from({ length: 50 }, (_, index) => index * MINUTE);
    assert.ok(after(new RestartPolicy(), seldom).every(Boolean));
  });
});
