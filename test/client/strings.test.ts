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
