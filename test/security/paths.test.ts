import { strict as assert } from 'node:assert';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isAnnotatorName, sidecarPathOf } from '../../core/annotation/sidecarPath';
import { Corpora } from '../../core/corpus/corpora';
import { OutsideError, type CorpusFiles } from '../../core/corpus/corpusFiles';
import { readLocalFileWithin } from '../../node/localFile';

/** Ways out of a folder, in the notations of several systems and encodings. */
const WAYS_OUT = [
  '..',
  '../x',
  '../../../../etc/passwd',
  'a/../../x',
  'a/b/../../../x',
  './../x',
  '/etc/passwd',
  '//server/share/x',
  '///etc/passwd',
  '\\\\server\\share\\x',
  '..\\x',
  'a\\..\\..\\x',
  'C:\\x',
  'c:/x',
  'C:x',
  'file:///etc/passwd',
  'file:/etc/passwd',
  'http://example.org/x',
  'data:text/plain,x',
  'vscode-remote://host/x',
  '~/x',
  '~root/x',
  '$HOME/x',
  '%HOME%/x',
  '%2e%2e/x',
  '%2e%2e%2fx',
  '..%2fx',
  '.%2e/x',
  '%252e%252e/x',
  '..;/x',
  '....//x',
  '.../x',
  '..\u0000/x',
  'x\u0000',
  '\u0000',
  'a/\u0000/../../x',
  '..\u2215x',
  '\uFF0E\uFF0E/x',
  '\uFF0E\uFF0E\uFF0Fx',
  '\u2024\u2024/x',
  '..\u200B/x',
  '\u202E../x',
  '\uD800/../../x',
  '.. /x',
  ' ../x',
  '../ x',
  '..\n/x',
  '*/../../x',
  '**/../../x',
  '{..,a}/x',
  '{../x,b}',
  '[.][.]/x',
  '(..)/x',
  '@(..)/x',
  '+(..)/x',
  '?./x',
  '.?/x',
  '*./../x',
  'a/*/../../../x',
  'aux',
  'x?y#z',
  'x#../y',
];

describe('paths that a corpus names', () => {
  for (const way of WAYS_OUT) {
    it(`do not lead out of it: ${JSON.stringify(way)}`, async () => {
      const read: string[] = [];
      for (const suffix of ['.authority.yaml', '/*.authority.yaml', '/**/a.authority.yaml']) {
        const authority = JSON.stringify([way + suffix]);
        const files: CorpusFiles = {
          read(address) {
            read.push(address);
            const isManifest = address === 'file:///home/corpus/corpus.yaml';
            return Promise.resolve(isManifest ? new TextEncoder().encode(`authority: ${authority}\n`) : undefined);
          },
          list(folder) {
            read.push(folder);
            return Promise.resolve([
              { name: '..', isFolder: true },
              { name: 'a', isFolder: !folder.endsWith('/a/') },
              { name: 'a.authority.yaml', isFolder: false },
            ]);
          },
        };
        await new Corpora(files, () => undefined).of('file:///home/corpus/1.txt');
      }
      assert.ok(read.length >= 3);
      for (const address of read) {
        assert.ok(new URL(address).href.startsWith('file:///home/corpus/'), `${address} was read`);
        assert.doesNotMatch(decodeURIComponent(address), /(?:^|\/)\.\.(?:\/|$)/);
      }
    });
  }

  it('are never made of an annotator’s name that is more than a name', () => {
    for (const way of [...WAYS_OUT, 'a/b', 'A', '名', 'a.b', 'txt', '']) {
      assert.equal(isAnnotatorName(way), way === 'aux', way);
      if (way !== 'aux') assert.throws(() => sidecarPathOf('/corpus/a.txt', way), RangeError);
    }
  });
});

describe('links in a corpus', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'corpus-'));
    for (const name of ['corpus', 'corpus-elsewhere', 'shared']) mkdirSync(join(folder, name));
    for (const name of ['corpus/a', 'corpus-elsewhere/a', 'shared/a']) writeFileSync(join(folder, name), name);
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const address = (path: string): string => pathToFileURL(join(folder, path)).href;
  const read = async (path: string, folders = ['corpus/']): Promise<string | undefined> => {
    const bytes = await readLocalFileWithin(address(path), folders.map(address));
    return bytes && new TextDecoder().decode(bytes);
  };

  it('are followed to files of the corpus, or of another folder that is open', async () => {
    symlinkSync('a', join(folder, 'corpus/link'));
    symlinkSync('../shared/a', join(folder, 'corpus/shared'));
    symlinkSync('corpus', join(folder, 'alias'));
    assert.equal(await read('corpus/a'), 'corpus/a');
    assert.equal(await read('corpus/link'), 'corpus/a');
    assert.equal(await read('corpus/shared', ['corpus/', 'shared']), 'shared/a');
    assert.equal(await read('alias/a', ['alias/']), 'corpus/a');
    assert.equal(await read('corpus/none'), undefined);
    assert.equal(await read('corpus/a/none'), undefined);
  });

  it('are not followed out of it, by whatever way', async () => {
    symlinkSync('../corpus-elsewhere/a', join(folder, 'corpus/out'));
    symlinkSync('../corpus-elsewhere', join(folder, 'corpus/folder'));
    symlinkSync('out', join(folder, 'corpus/chain'));
    symlinkSync('/etc/hostname', join(folder, 'corpus/absolute'));
    for (const path of ['corpus/out', 'corpus/folder/a', 'corpus/chain', 'corpus/absolute', 'corpus-elsewhere/a']) {
      await assert.rejects(read(path), OutsideError, path);
    }
    await assert.rejects(read('corpus/a', []), OutsideError);
  });
});
