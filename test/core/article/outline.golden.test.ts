import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderOutline } from './renderOutline';

const ROOT = join(__dirname, '../../../..');
const GOLDEN = join(ROOT, 'test/golden/outline');

describe('outlines of the sample corpus', () => {
  const names = readdirSync(GOLDEN)
    .filter((file) => file.endsWith('.outline'))
    .map((file) => file.slice(0, -'.outline'.length));

  it('are all there', () => {
    const articles = readdirSync(join(ROOT, 'seeds')).filter((file) => file.endsWith('.txt'));
    assert.deepEqual(
      names.map((name) => `${name}.txt`),
      articles,
    );
  });

  for (const name of names)
    it(`${name} is read as an independent reader read it`, () => {
      const golden = readFileSync(join(GOLDEN, `${name}.outline`), 'utf8')
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#'));
      assert.deepEqual(renderOutline(readFileSync(join(ROOT, 'seeds', `${name}.txt`), 'utf8')), golden);
    });
});
