import { strict as assert } from 'node:assert';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const docs = join(__dirname, '../../../docs');
const page = readFileSync(join(docs, 'reliability.md'), 'utf8');
const rows = page.split('\n').filter((line) => line.startsWith('|'));

/** The goals by letter, and how many each letter has. */
const GOALS = { A: 9, B: 9, C: 7, D: 7, E: 7, F: 9 };

interface Claim {
  readonly file: string;
  readonly title: string;
}

/** The tests that a row names: a link to the file, then the titles in quotation marks. */
function claimsIn(row: string): Claim[] {
  return [...row.matchAll(/\]\((\.\.\/test\/[^)]+)\)((?:,? “[^”]+”)+)/g)].flatMap(({ 1: file = '', 2: titles = '' }) =>
    [...titles.matchAll(/“([^”]+)”/g)].map(({ 1: title = '' }) => ({ file, title })),
  );
}

describe('the page of promises', () => {
  it('has a row for every goal', () => {
    const goals = Object.entries(GOALS).flatMap(([letter, count]) =>
      Array.from({ length: count }, (_, index) => `${letter}${index + 1}`),
    );
    const found = rows.flatMap((row) => /^\| ([A-F]\d) \|/.exec(row)?.[1] ?? []);
    assert.deepEqual(found, goals);
  });

  it('names tests that are there', () => {
    const claims = rows.flatMap(claimsIn);
    assert.ok(claims.length > 100, `only ${claims.length} tests are named`);
    const missing = claims.filter(({ file, title }) => {
      const path = join(docs, file);
      return !existsSync(path) || !textOf(path).includes(title);
    });
    assert.deepEqual(missing, []);
  });

  it('has no link and no command that leads nowhere', () => {
    for (const [, path = ''] of page.matchAll(/\]\((\.\.?\/[^)#]+)\)/g)) assert.ok(existsSync(join(docs, path)), path);
    const { scripts } = JSON.parse(readFileSync(join(docs, '../package.json'), 'utf8')) as { scripts: object };
    for (const [, name = ''] of page.matchAll(/`npm run ([\w:]+)/g)) assert.ok(name in scripts, name);
  });
});

/** The source of a test, in which quotation marks of strings may be escaped. */
const textOf = (path: string): string => readFileSync(path, 'utf8').replaceAll("\\'", "'");
