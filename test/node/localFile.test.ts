import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MAXIMUM_SIDECAR_BYTES, SidecarVersion } from '../../core/annotation/sidecar/version';
import { readLocalFile, readLocalFileWithin } from '../../node/localFile';

describe('a file of a corpus', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'corpus-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const address = (name: string): string => pathToFileURL(join(folder, name)).href;

  it('is read whole up to the size that readers take, and no further: they refuse what is left of a larger one', async () => {
    const path = join(folder, 'a');
    writeFileSync(path, '');
    for (const size of [0, MAXIMUM_SIDECAR_BYTES, 10 ** 9]) {
      truncateSync(path, size);
      const bytes = await readLocalFile(address('a'));
      assert.equal(bytes?.length, Math.min(size, MAXIMUM_SIDECAR_BYTES + 1));
      assert.deepEqual(await readLocalFileWithin(address('a'), [address('')]), bytes);
      const isTooLarge = SidecarVersion.read(bytes).problems.some(({ code }) => code === 'too-large');
      assert.equal(isTooLarge, size > MAXIMUM_SIDECAR_BYTES);
    }
  });

  it('is not read where it is a device or a pipe, which never end', async function () {
    if (process.platform === 'win32') this.skip();
    symlinkSync('/dev/zero', join(folder, 'zero'));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    for (const name of ['zero', 'pipe']) await assert.rejects(readLocalFile(address(name)), /is not a file/);
    await assert.rejects(readLocalFileWithin(address('pipe'), [address('')]), /is not a file/);
  });

  it('is none where there is nothing, and none where a folder is', async () => {
    mkdirSync(join(folder, 'folder'));
    assert.equal(await readLocalFile(address('nothing')), undefined);
    await assert.rejects(readLocalFile(address('folder')), { code: 'EISDIR' });
  });
});
