import { strict as assert } from 'node:assert';
import { mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitRepository } from '../../node/gitRepository';
import { TemporaryRepository } from './repository';

describe('the versions in the index of an unfinished merge', () => {
  const NAME = '文 件/[a] $HOME.ann.yaml';
  let repository: TemporaryRepository;
  beforeEach(() => {
    repository = TemporaryRepository.create();
    repository.commit('base', { [NAME]: 'base\n' });
    repository.branch('theirs', 'main', { [NAME]: 'theirs\n' });
    repository.git('checkout', '-q', 'main');
    repository.commit('ours', { [NAME]: 'ours\n' });
    assert.equal(repository.try('merge', 'theirs').status, 1);
  });
  afterEach(() => repository.remove());

  const stagesOf = async (folder: string): Promise<(string | undefined)[]> => {
    const opened = await GitRepository.of(folder);
    assert.ok(opened);
    const bytes = await Promise.all(([1, 2, 3] as const).map((stage) => opened.staged(join(folder, NAME), stage)));
    return bytes.map((found) => found && Buffer.from(found).toString('utf8'));
  };

  it('are found', async () => assert.deepEqual(await stagesOf(repository.folder), ['base\n', 'ours\n', 'theirs\n']));

  it('are found by way of a link', async () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'corpus-link-')));
    try {
      const link = join(folder, 'link');
      symlinkSync(repository.folder, link, 'junction');
      assert.deepEqual(await stagesOf(link), ['base\n', 'ours\n', 'theirs\n']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('are none once the merge is over', async () => {
    repository.commit('merged', { [NAME]: 'merged\n' });
    assert.deepEqual(await stagesOf(repository.folder), [undefined, undefined, undefined]);
  });
});
