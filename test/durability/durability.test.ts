import { strict as assert } from 'node:assert';
import { checkAdds } from './adds';
import { checkCheckouts } from './checkouts';
import { checkFaults, checkOrder } from './faults';
import { checkFullDisk } from './fullDisk';
import { checkKills } from './kills';
import type { Report } from './report';
import { checkTruncation } from './truncation';

/** A few cases of each; `npm run test:durability` tries them all. */
describe('durability', function () {
  this.timeout(60_000);
  const sections: readonly [string, () => Promise<Report>][] = [
    ['is whole at every moment for processes that are killed', () => checkKills(8, 1)],
    ['keeps every annotation of two processes that write one file', () => checkAdds(40)],
    ['makes the system calls of a save in their order', checkOrder],
    ['leaves the old or the new file when a system call fails', () => checkFaults(0.05)],
    ['keeps the old file on a full disk', checkFullDisk],
    ['reads no part of a file as the whole, and writes to none', () => checkTruncation(2, 1)],
    ['writes nothing without an edit, and over no other branch', () => checkCheckouts(10, 20)],
  ];
  for (const [name, check] of sections)
    it(name, async function () {
      const { failures, skipped } = await check();
      if (skipped !== undefined) this.skip();
      assert.deepEqual(failures, []);
    });
});
