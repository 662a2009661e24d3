import { strict as assert } from 'node:assert';
import { movedAddress, planMoves, type Move, type MovePlan } from '../../../core/corpus/sidecarMoves';

/** Plans moves among the files of a folder tree. */
function plan(files: readonly string[], ...renames: readonly (readonly [string, string])[]): Promise<MovePlan> {
  const namesIn = (folder: string): Promise<string[]> =>
    Promise.resolve(
      files
        .filter((file) => file.startsWith(folder) && !file.slice(folder.length).includes('/'))
        .map((file) => file.slice(folder.length)),
    );
  return planMoves(
    renames.map(([from, to]) => ({ from, to })),
    namesIn,
  );
}

const pairs = (moves: readonly Move[]): string[] => moves.map(({ from, to }) => `${from} -> ${to}`);

describe('moves of sidecars', () => {
  const files = [
    '/c/a.txt',
    '/c/a.txt.ann.yaml',
    '/c/a.txt.lin.ann.yaml',
    '/c/b.txt',
    '/c/b.txt.ann.yaml',
    '/c/a.txt.bak',
  ];

  it('go with an article that gets another name, every annotator’s', async () => {
    const { moves, collisions } = await plan(files, ['/c/a.txt', '/c/x.txt']);
    assert.deepEqual(pairs(moves), [
      '/c/a.txt.ann.yaml -> /c/x.txt.ann.yaml',
      '/c/a.txt.lin.ann.yaml -> /c/x.txt.lin.ann.yaml',
    ]);
    assert.deepEqual(collisions, []);
  });
  it('go to another folder, several at once', async () => {
    const { moves } = await plan(files, ['/c/a.txt', '/d/a.txt'], ['/c/b.txt', '/d/b.txt']);
    assert.equal(moves.length, 3);
    assert.ok(moves.every(({ to }) => to.startsWith('/d/')));
  });
  it('change only their case with the article', async () => {
    const { moves, collisions } = await plan(['/c/a.txt', '/c/a.txt.ann.yaml'], ['/c/a.txt', '/c/A.txt']);
    assert.deepEqual(pairs(moves), ['/c/a.txt.ann.yaml -> /c/A.txt.ann.yaml']);
    assert.deepEqual(collisions, []);
  });
  it('never replace a file that is there', async () => {
    const { moves, collisions } = await plan([...files, '/d/a.txt.ann.yaml'], ['/c/a.txt', '/d/a.txt']);
    assert.deepEqual(pairs(moves), ['/c/a.txt.lin.ann.yaml -> /d/a.txt.lin.ann.yaml']);
    assert.deepEqual(pairs(collisions), ['/c/a.txt.ann.yaml -> /d/a.txt.ann.yaml']);
  });
  it('never end in one file', async () => {
    const both = ['/c/a.txt', '/c/a.txt.ann.yaml', '/d/a.txt', '/d/a.txt.ann.yaml'];
    const { moves, collisions } = await plan(both, ['/c/a.txt', '/e/a.txt'], ['/d/a.txt', '/e/a.txt']);
    assert.equal(moves.length, 1);
    assert.equal(collisions.length, 1);
  });
  it('are left to a person who moves article and sidecar together', async () => {
    const { moves } = await plan(files, ['/c/b.txt', '/d/b.txt'], ['/c/b.txt.ann.yaml', '/d/b.txt.ann.yaml']);
    assert.deepEqual(moves, []);
  });
  it('follow two articles that change places', async () => {
    const { moves, collisions } = await plan(
      ['/c/a.txt', '/c/a.txt.ann.yaml', '/c/b.txt'],
      ['/c/a.txt', '/c/b.txt'],
      ['/c/b.txt', '/c/a.txt'],
    );
    assert.deepEqual(pairs(moves), ['/c/a.txt.ann.yaml -> /c/b.txt.ann.yaml']);
    assert.deepEqual(collisions, []);
  });
  it('leave an annotator’s file where its name would no longer be one', async () => {
    const { moves, unnamed } = await plan(files, ['/c/a.txt', '/c/a.md']);
    assert.deepEqual(pairs(moves), ['/c/a.txt.ann.yaml -> /c/a.md.ann.yaml']);
    assert.deepEqual(pairs(unnamed), ['/c/a.txt.lin.ann.yaml -> /c/a.md.lin.ann.yaml']);
    const back = await plan(['/c/a.md', '/c/a.md.ann.yaml'], ['/c/a.md', '/c/a.txt']);
    assert.deepEqual(pairs(back.moves), ['/c/a.md.ann.yaml -> /c/a.txt.ann.yaml']);
  });
  it('need no plan when a folder or a sidecar alone is moved', async () => {
    assert.deepEqual((await plan(files, ['/c', '/d'])).moves, []);
    assert.deepEqual((await plan(files, ['/c/a.txt.ann.yaml', '/c/z.txt.ann.yaml'])).moves, []);
  });
  it('are worked out for what is in memory when a folder gets another name', () => {
    assert.equal(movedAddress('/c/a.txt.ann.yaml', { from: '/c', to: '/d' }), '/d/a.txt.ann.yaml');
    assert.equal(movedAddress('/cc/a.txt.ann.yaml', { from: '/c', to: '/d' }), undefined);
  });
});
