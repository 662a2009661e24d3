import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contrast } from '../../core/annotation/readableColour';
import { KIND_OF_LABEL, OTHER_KIND } from '../../core/annotation/labels';

interface Contributions {
  readonly colors: readonly { readonly id: string; readonly defaults: Readonly<Record<string, string>> }[];
  readonly semanticTokenTypes: readonly { readonly id: string; readonly superType: string }[];
  readonly semanticTokenScopes: readonly { readonly scopes: Readonly<Record<string, readonly string[]>> }[];
}

const manifest = readFileSync(join(__dirname, '../../../package.json'), 'utf8');
const { colors, semanticTokenTypes, semanticTokenScopes } = (JSON.parse(manifest) as { contributes: Contributions })
  .contributes;
const kinds = [...Object.values(KIND_OF_LABEL), OTHER_KIND];

/** The backgrounds of the editor in VS Code's own themes. */
const BACKGROUNDS = { dark: '#1f1f1f', light: '#ffffff', highContrast: '#000000', highContrastLight: '#ffffff' };

describe('the colours that the extension contributes', () => {
  it('are a line and a background for each kind of label, in every kind of theme', () => {
    assert.deepEqual(
      colors.map(({ id }) => id).sort(),
      kinds.flatMap((kind) => [`corpusAnnotator.${kind}`, `corpusAnnotator.${kind}Background`]).sort(),
    );
    for (const { id, defaults } of colors) {
      assert.deepEqual(Object.keys(defaults).sort(), Object.keys(BACKGROUNDS).sort(), id);
      for (const colour of Object.values(defaults)) assert.match(colour, /^#[0-9a-f]{6}([0-9a-f]{2})?$/, id);
    }
  });

  it('of lines stand out against the background (WCAG 2.2, 1.4.11: 3 to 1)', () => {
    for (const { id, defaults } of colors.filter(({ id }) => !id.endsWith('Background'))) {
      for (const [theme, background] of Object.entries(BACKGROUNDS)) {
        const ratio = contrast(defaults[theme]!, background);
        assert.ok(ratio >= 3, `${id} in ${theme}: ${ratio.toFixed(2)}`);
      }
    }
  });

  it('differ between kinds in every theme', () => {
    const lines = colors.filter(({ id }) => !id.endsWith('Background'));
    for (const theme of Object.keys(BACKGROUNDS))
      assert.equal(new Set(lines.map(({ defaults }) => defaults[theme])).size, kinds.length, theme);
  });

  it('come with a token type for each kind, for themes that know it and for those that do not', () => {
    assert.deepEqual(semanticTokenTypes.map(({ id }) => id).sort(), [...kinds].sort());
    assert.ok(semanticTokenTypes.every(({ superType }) => superType !== ''));
    assert.deepEqual(Object.keys(semanticTokenScopes[0]!.scopes).sort(), [...kinds].sort());
  });
});
