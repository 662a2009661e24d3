import { strict as assert } from 'node:assert';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replaceFile } from '../../node/atomicFile';
import { withFileLock } from '../../node/fileLock';
import { lockPathFor, temporaryPathFor } from '../../node/ownFiles';
import { sweepStrayFiles } from '../../node/strayFiles';

/** A lock as a process on another machine writes it, which no one here can ask whether it still runs. */
const FOREIGN = '1 0123abcd 0000000000000000\n';
const NEW = Buffer.from('new content');

describe('the lock of a file', () => {
  let directory: string;
  let path: string;
  let lock: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'corpus-annotator-'));
    path = join(directory, 'a.txt.ann.yaml');
    lock = lockPathFor(path);
  });
  afterEach(() => rm(directory, { recursive: true }));

  /** Runs a program in a process of its own that takes the lock, and kills it inside. */
  async function killInside(): Promise<void> {
    const program = `require(${JSON.stringify(require.resolve('../../node/fileLock'))})
      .withFileLock(process.argv[1], () => { console.log('inside'); return new Promise(() => setInterval(() => {}, 1000)); })`;
    const child = spawn(process.execPath, ['-e', program, path], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.ok((await readdir(directory)).includes(lock.slice(directory.length + 1)));
  }

  it('is taken at once from a process that was killed inside', async () => {
    await killInside();
    const start = process.hrtime.bigint();
    assert.deepEqual(await replaceFile(path, [NEW], undefined), { kind: 'written' });
    assert.ok(process.hrtime.bigint() - start < 2_000_000_000n, 'it does not wait for the lock to age');
    assert.deepEqual(await readdir(directory), ['a.txt.ann.yaml']);
  });

  it('is swept when its process was killed, and left when it is held', async () => {
    await killInside();
    assert.deepEqual(await sweepStrayFiles(directory), [lock]);
    await withFileLock(path, async () => {
      assert.deepEqual(await sweepStrayFiles(directory), []);
      assert.equal((await readdir(directory)).length, 1);
    });
    assert.deepEqual(await readdir(directory), []);
  });

  it('is taken from another machine only when it is old, and within one attempt', async () => {
    await writeFile(lock, FOREIGN);
    const nearlyOld = Date.now() / 1000 - 9;
    await utimes(lock, nearlyOld, nearlyOld);
    const start = process.hrtime.bigint();
    await replaceFile(path, [NEW], undefined);
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    assert.ok(seconds > 0.9 && seconds < 3, `it took ${seconds.toFixed(1)} s`);
  });

  it('is never left to two: of many that find it abandoned one after the other gets it', async () => {
    await killInside();
    let inside = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 30 }, () =>
        withFileLock(path, async () => {
          most = Math.max(most, ++inside);
          await Promise.resolve();
          inside--;
        }),
      ),
    );
    assert.equal(most, 1);
    assert.deepEqual(await readdir(directory), []);
  });

  it("does not remove another's lock, and does its work again under its own", async () => {
    let attempts = 0;
    const done = withFileLock(path, async (assertHeld) => {
      // As if this process had slept so long that another one broke its lock.
      if (attempts++ === 0) await writeFile(lock, FOREIGN);
      await assertHeld();
      return 'done';
    });
    while (attempts === 0) await new Promise(setImmediate);
    for (let turn = 0; turn < 50; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 2));
      if (turn > 10) assert.equal(await readFile(lock, 'utf8'), FOREIGN);
    }
    assert.equal(attempts, 1);
    await rm(lock);
    assert.equal(await done, 'done');
    assert.equal(attempts, 2);
    assert.deepEqual(await readdir(directory), []);
  });

  it('leaves the temporary files of other machines alone until they are old', async () => {
    const foreign = join(directory, `.corpus-annotator-0123abcd-4194304-${'0'.repeat(16)}.tmp`);
    const foreignLock = join(directory, `.corpus-annotator-${'1'.repeat(16)}.lock`);
    const own = temporaryPathFor(path);
    const dead = own.replace(`-${process.pid}-`, '-4194304-');
    for (const file of [foreign, own, dead]) await writeFile(file, '');
    await writeFile(foreignLock, FOREIGN);
    assert.deepEqual(await sweepStrayFiles(directory), [dead]);
    for (const file of [foreign, foreignLock]) await utimes(file, 0, 0);
    assert.deepEqual((await sweepStrayFiles(directory)).toSorted(), [foreign, foreignLock].toSorted());
    assert.equal((await readdir(directory)).length, 1);
  });
});
