import { strict as assert } from 'node:assert';
import { growthOf, runCycles } from './cycles';

describe('articles that are opened and closed', () => {
  it('leave nothing behind in the server', async function () {
    this.timeout(60_000);
    const looks = await runCycles({ every: 150, rulesOnly: true, isOver: (cycles) => cycles >= 300 });
    assert.equal(looks.length, 2);
    // 300 articles with all that is read of them would be far more; `npm run test:soak` counts in earnest.
    assert.ok(growthOf(looks) < 10 * 1024 * 1024, `the heaps grew by ${growthOf(looks)} bytes`);
  });
});
