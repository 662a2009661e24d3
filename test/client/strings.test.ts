import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../../..');
const json = (path: string): Record<string, string> =>
  JSON.parse(readFileSync(join(root, path), 'utf8')) as Record<string, string>;

describe('the strings of the extension', () => {
  it('of package.json stand in English and Chinese, and none is left over', () => {
    const manifest = readFileSync(join(root, 'package.json'), 'utf8');
    const used = new Set(Array.from(manifest.matchAll(/"%([\w.]+)%"/g), ([, key]) => key as string));
    for (const file of ['package.nls.json', 'package.nls.zh-cn.json']) {
      assert.deepEqual(Object.keys(json(file)).sort(), [...used].sort(), file);
    }
  });

  it('of the client stand in the Chinese bundle, with the same places for values', () => {
    const bundle = json('l10n/bundle.l10n.zh-cn.json');
    assert.deepEqual(Object.keys(bundle).sort(), [...clientStrings()].sort());
    for (const [english, chinese] of Object.entries(bundle)) {
      const values = (text: string): string[] => (text.match(/\{\d\}/g) ?? []).sort();
      assert.deepEqual(values(chinese), values(english), english);
      assert.match(chinese, /\p{Script=Han}/u);
    }
  });
});

describe('the Chinese strings', () => {
  it('render with every value at its place, and leave no place empty', () => {
    for (const [english, chinese] of Object.entries(json('l10n/bundle.l10n.zh-cn.json'))) {
      const places = new Set(english.match(/\{\d\}/g) ?? []);
      const values = Array.from(places, (_, index) => `值${index}值`);
      const shown = rendered(chinese, values);
      for (const value of values) assert.ok(shown.includes(value), `${chinese} -> ${shown}`);
      assert.doesNotMatch(shown, /[{}]/, shown);
    }
  });

  it('of package.json keep codes, keys and links as they are', () => {
    const [english, chinese] = [json('package.nls.json'), json('package.nls.zh-cn.json')];
    const fixed = (text = ''): string[] =>
      (text.match(/`[^`]+`|\]\([^)]+\)|\bcorpus\.yaml\b/g) ?? []).map((code) => code.replace(/<[^>]+>/g, '<>')).sort();
    for (const [key, text] of Object.entries(english)) assert.deepEqual(fixed(chinese[key]), fixed(text), key);
  });

  it('are Chinese', () => {
    for (const [key, text] of Object.entries(json('package.nls.zh-cn.json'))) {
      assert.match(text, /\p{Script=Han}/u, key);
      assert.doesNotMatch(text, /\p{Script=Han}[,;:?!]|[A-Za-z]{4,} [a-z]{3,} [a-z]{3,}/u, `${key}: ${text}`);
    }
  });
});

/** What `vscode.l10n.t` makes of a string: `{0}` becomes the first value. */
function rendered(text: string, values: readonly string[]): string {
  return text.replace(/\{(\d)\}/g, (place, index: string) => values[Number(index)] ?? place);
}

/** The first argument of every `l10n.t` call in the client. */
function clientStrings(): Set<string> {
  const folder = join(root, 'client');
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return new Set(
    sources.flatMap((name) =>
      Array.from(
        readFileSync(join(folder, name), 'utf8').matchAll(/l10n\.t\(\s*'([^']+)'/g),
        ([, text]) => text as string,
      ),
    ),
  );
}
