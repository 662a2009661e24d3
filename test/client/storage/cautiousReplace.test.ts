import { strict as assert } from 'node:assert';
import { replaceCautiously, type PlainFile } from '../../../client/storage/cautiousReplace';

const [OLD, NEW] = [Buffer.from('old version'), Buffer.from('new version, longer')];

/** A remote file system that writes in place: a write that fails leaves what was written until then. */
class RemoteFolder {
  readonly contents = new Map<string, Uint8Array>();
  readonly log: string[] = [];
  /** How many bytes of the n-th write arrive, and whether the writer is told that some did not. */
  torn: { readonly write: number; readonly bytes: number; readonly isTold: boolean } | undefined;
  #writes = 0;

  file(name: string): PlainFile {
    return {
      name,
      read: () => Promise.resolve(this.contents.get(name)),
      write: (bytes) => {
        this.log.push(`write ${name}`);
        const isTorn = this.torn?.write === this.#writes++;
        this.contents.set(name, isTorn ? bytes.slice(0, this.torn?.bytes) : bytes);
        return isTorn && this.torn?.isTold === true ? Promise.reject(new Error('connection lost')) : Promise.resolve();
      },
      remove: () => {
        this.log.push(`remove ${name}`);
        this.contents.delete(name);
        return Promise.resolve();
      },
    };
  }

  replace(bytes: Uint8Array, expected: Uint8Array | undefined): ReturnType<typeof replaceCautiously> {
    return replaceCautiously(this.file('a'), this.file('a.previous'), bytes, expected);
  }
}

describe('replacing a file of a remote file system', () => {
  let folder: RemoteFolder;
  beforeEach(() => (folder = new RemoteFolder()));

  it('keeps the version before until the new one is verified', async () => {
    folder.contents.set('a', OLD);
    assert.deepEqual(await folder.replace(NEW, OLD), { kind: 'written' });
    assert.deepEqual(folder.log, ['write a.previous', 'write a', 'remove a.previous']);
    assert.deepEqual([...folder.contents], [['a', NEW]]);
  });

  it('makes a new file without a copy', async () => {
    assert.deepEqual(await folder.replace(NEW, undefined), { kind: 'written' });
    assert.deepEqual(folder.log, ['write a']);
  });

  it('writes nothing where the file has changed, appeared or gone', async () => {
    assert.deepEqual(await folder.replace(NEW, OLD), { kind: 'changed', current: undefined });
    folder.contents.set('a', NEW);
    for (const expected of [OLD, undefined])
      assert.deepEqual(await folder.replace(OLD, expected), { kind: 'changed', current: NEW });
    assert.deepEqual([folder.log, [...folder.contents]], [[], [['a', NEW]]]);
  });

  it('leaves a whole version at every torn write, told or silent, and says where', async () => {
    for (const isTold of [true, false])
      for (const write of [0, 1])
        for (let bytes = 0; bytes < OLD.length; bytes++) {
          folder = new RemoteFolder();
          folder.contents.set('a', OLD);
          folder.torn = { write, bytes, isTold };
          const reason = isTold ? /connection lost/ : /could not be read back/;
          await assert.rejects(folder.replace(NEW, OLD), reason);
          assert.deepEqual(folder.contents.get(write === 0 ? 'a' : 'a.previous'), OLD);
          if (write === 0) assert.deepEqual(folder.log, ['write a.previous'], 'without a copy nothing is written');
        }
  });

  it('names the copy in its message', async () => {
    folder.contents.set('a', OLD);
    folder.torn = { write: 1, bytes: 3, isTold: true };
    await assert.rejects(folder.replace(NEW, OLD), /connection lost; the version before is kept in a\.previous/);
  });

  it('does not fail for a copy that cannot be removed', async () => {
    folder.contents.set('a', OLD);
    const copy = { ...folder.file('a.previous'), remove: () => Promise.reject(new Error('busy')) };
    assert.deepEqual(await replaceCautiously(folder.file('a'), copy, NEW, OLD), { kind: 'written' });
  });
});
