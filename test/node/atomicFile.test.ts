import { strict as assert } from 'node:assert';
import {
  chmod,
  chown,
  link,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
  type FileHandle,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SidecarStore } from '../../core/annotation/store';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import { moveFile, replaceFile, writeAll } from '../../node/atomicFile';
import { localFiles } from './localFiles';
import { lockPathFor, temporaryPathFor, thisMachine } from '../../node/ownFiles';
import { sweepStrayFiles } from '../../node/strayFiles';
import { randomId } from '../../node/randomId';
import { sha256 } from '../../node/sha256';
import { sample, sampleSet } from '../core/annotation/arbitraries';

const OLD = Buffer.from('old');
const NEW = Buffer.from('new content');

describe('replacing a file', () => {
  let directory: string;
  let path: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'corpus-annotator-'));
    path = join(directory, 'a.txt.ann.yaml');
  });
  afterEach(() => rm(directory, { recursive: true }));

  /** The file holds `content`, and nothing else is left in its directory. */
  const holds = async (content: Buffer, ...others: string[]): Promise<void> => {
    assert.deepEqual(await readFile(path), content);
    assert.deepEqual((await readdir(directory)).toSorted(), ['a.txt.ann.yaml', ...others].toSorted());
  };

  it('makes a new one', async () => {
    assert.deepEqual(await replaceFile(path, [NEW], undefined), { kind: 'written' });
    await holds(NEW);
  });

  it('replaces the old one and keeps its mode', async () => {
    await writeFile(path, OLD);
    await chmod(path, 0o640);
    assert.deepEqual(await replaceFile(path, [NEW], OLD), { kind: 'written' });
    await holds(NEW);
    assert.equal((await stat(path)).mode & 0o777, 0o640);
  });

  it('writes megabytes whole', async () => {
    const large = Buffer.alloc(3_000_000, '汉');
    await replaceFile(path, [large], undefined);
    await holds(large);
  });

  it('writes nothing where the file has changed, appeared or gone', async () => {
    assert.deepEqual(await replaceFile(path, [NEW], OLD), { kind: 'changed', current: undefined });
    await writeFile(path, OLD);
    for (const expected of [undefined, Buffer.from('else')])
      assert.deepEqual(await replaceFile(path, [NEW], expected), { kind: 'changed', current: OLD });
    await holds(OLD);
  });

  it('writes through links and keeps them', async () => {
    await mkdir(join(directory, 'other'));
    const target = join(directory, 'other', 'target.yaml');
    await writeFile(target, OLD);
    await symlink(target, join(directory, 'link'));
    await symlink('link', path);
    await replaceFile(path, [NEW], OLD);
    assert.deepEqual(await readFile(target), NEW);
    assert.ok((await lstat(path)).isSymbolicLink());
    assert.deepEqual(await readdir(join(directory, 'other')), ['target.yaml']);
  });

  it('finds a file in a linked directory', async () => {
    await symlink(directory, `${directory}-link`);
    try {
      await replaceFile(join(`${directory}-link`, 'a.txt.ann.yaml'), [NEW], undefined);
    } finally {
      await rm(`${directory}-link`);
    }
    await holds(NEW);
  });

  it('says why it cannot', async () => {
    await mkdir(join(directory, 'folder'));
    await assert.rejects(replaceFile(join(directory, 'folder'), [NEW], undefined), /is not a file/);
    await assert.rejects(replaceFile(join(directory, 'none', 'a.yaml'), [NEW], undefined), /ENOENT/);
    await symlink('nowhere', join(directory, 'dangling'));
    await assert.rejects(replaceFile(join(directory, 'dangling'), [NEW], undefined), /a file that does not exist/);
    await writeFile(path, OLD);
    await chmod(path, 0o444);
    await assert.rejects(replaceFile(path, [NEW], OLD), /is read-only/);
    await chmod(path, 0o644);
    await link(path, join(directory, 'twin'));
    await assert.rejects(replaceFile(path, [NEW], OLD), /hard links/);
    await holds(OLD, 'dangling', 'folder', 'twin');
  });

  it('breaks a lock that a crash left, and waits for one that is held', async () => {
    const lock = lockPathFor(path);
    await writeFile(lock, '');
    await utimes(lock, 0, 0);
    await replaceFile(path, [OLD], undefined);
    await holds(OLD);

    await writeFile(lock, '');
    const writing = replaceFile(path, [NEW], OLD);
    while (!(await readdir(directory)).some((name) => name.endsWith('.tmp'))) await Promise.resolve();
    assert.deepEqual(await readFile(path), OLD);
    await rm(lock);
    assert.deepEqual(await writing, { kind: 'written' });
    await holds(NEW);
  });

  it('lets one of many writers win, and tells the others', async () => {
    await writeFile(path, OLD);
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) => replaceFile(path, [Buffer.from(`new ${index}`)], OLD)),
    );
    assert.equal(results.filter(({ kind }) => kind === 'written').length, 1);
  });

  it('writes all of several pieces, also where the system takes a part at a time', async () => {
    const pieces = [Buffer.from('汉字'), Buffer.alloc(0), Buffer.from(' and more'), Buffer.alloc(100_000, 'x')];
    await replaceFile(path, pieces, undefined);
    await holds(Buffer.concat(pieces));

    const written = Buffer.alloc(Buffer.concat(pieces).length);
    const handle = {
      writev: (chunks: readonly Uint8Array[], position: number) => {
        const part = Buffer.concat(chunks).subarray(0, 7);
        written.set(part, position);
        return Promise.resolve({ bytesWritten: part.length, buffers: chunks });
      },
    };
    await writeAll(handle as unknown as FileHandle, pieces);
    assert.deepEqual(written, Buffer.concat(pieces));
    const silent = { writev: () => Promise.resolve({ bytesWritten: 0, buffers: pieces }) };
    await assert.rejects(writeAll(silent as unknown as FileHandle, pieces), /wrote nothing/);
  });

  it('keeps a private file private at every moment, and its owner', async () => {
    await writeFile(path, OLD);
    await chmod(path, 0o600);
    const isSuperuser = process.getuid?.() === 0;
    if (isSuperuser) await chown(path, 1234, 1234);
    const seen = new Set<number>();
    const state = { isDone: false };
    const writing = replaceFile(path, [Buffer.alloc(3_000_000, 'x')], OLD).finally(() => (state.isDone = true));
    while (!state.isDone)
      for (const name of await readdir(directory))
        if (name.endsWith('.tmp')) {
          const found = await stat(join(directory, name)).catch(() => undefined);
          if (found !== undefined && found.size > 100) seen.add(found.mode & 0o777);
        }
    await writing;
    assert.deepEqual([...seen], [0o600]);
    const { mode, uid, gid } = await stat(path);
    assert.equal(mode & 0o777, 0o600);
    if (isSuperuser) assert.deepEqual([uid, gid], [1234, 1234]);
  });

  it('moves a file, and replaces none', async () => {
    await writeFile(path, OLD);
    const to = join(directory, 'b.txt.ann.yaml');
    assert.deepEqual(await moveFile(path, to), { kind: 'moved' });
    assert.deepEqual([await readFile(to), await readdir(directory)], [OLD, ['b.txt.ann.yaml']]);
    assert.deepEqual(await moveFile(path, to), { kind: 'missing' });
    await writeFile(path, NEW);
    assert.deepEqual(await moveFile(path, to), { kind: 'exists' });
    assert.deepEqual([await readFile(path), await readFile(to)], [NEW, OLD]);
    await assert.rejects(moveFile(path, join(directory, 'none', 'b.yaml')), /ENOENT/);
    await holds(NEW, 'b.txt.ann.yaml');
  });

  it('carries a store on real files', async () => {
    const files = localFiles;
    const store = new SidecarStore(files);
    await store.open({ articleUri: 'a', sidecarUri: path, text: sampleSet().text });
    store.apply('a', { kind: 'add', annotation: sample(randomId(), 1, '楼阳生') });
    await store.whenSaved('a');
    assert.equal(parseSidecar(await readFile(path, 'utf8')).value?.annotations.length, 1);
  });

  it('sweeps what crashed processes left, and nothing else', async () => {
    const dead = join(directory, `.corpus-annotator-${thisMachine()}-4194304-${'0'.repeat(16)}.tmp`);
    const [alive, old, lock] = [temporaryPathFor(path), temporaryPathFor(path), lockPathFor(path)];
    const foreign = join(directory, '.other.tmp');
    for (const file of [dead, alive, old, lock, foreign, path]) await writeFile(file, '');
    for (const file of [old, lock, foreign, path]) await utimes(file, 0, 0);
    assert.deepEqual((await sweepStrayFiles(directory)).toSorted(), [dead, lock, old].toSorted());
    assert.equal((await readdir(directory)).length, 3);
    assert.deepEqual(await sweepStrayFiles(join(directory, 'none')), []);
  });
});

describe('what the system lends to core', () => {
  it('hashes text as UTF-8', () => {
    assert.equal(sha256('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    assert.equal(sha256('楼阳生'), sha256(Buffer.from('楼阳生').toString()));
  });
  it('makes ids that differ', () => {
    const ids = new Set(Array.from({ length: 1000 }, randomId));
    assert.equal(ids.size, 1000);
  });
});
