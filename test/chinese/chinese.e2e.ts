import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import {
  articleNames,
  corpus,
  hoverAt,
  inCorpus,
  openArticle,
  putCursorInto,
  run,
  tokensOf,
  until,
  writeText,
} from '../e2e/editor';

/** What VS Code makes of a string of the manifest that it has translated. */
type Localized = string | { readonly value: string };

interface ExtensionManifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: Localized }[];
    readonly walkthroughs: readonly { readonly title: Localized }[];
  };
}

const root = join(__dirname, '../../..');
const bundle = JSON.parse(readFileSync(join(root, 'l10n/bundle.l10n.zh-cn.json'), 'utf8')) as Record<string, string>;

describe('in Simplified Chinese', () => {
  let editor: vscode.TextEditor;

  before(async () => {
    editor = await openArticle((await articleNames())[0] as string);
  });

  it('the window speaks it', () => {
    assert.equal(vscode.env.language, 'zh-cn');
  });

  it('titles of commands and of the walkthrough are Chinese', () => {
    const extension = vscode.extensions.getExtension('corpus-annotator.corpus-annotator');
    const { commands, walkthroughs } = (extension?.packageJSON as ExtensionManifest).contributes;
    const titles = [...commands, ...walkthroughs].map(({ title }) => title);
    assert.ok(titles.length > 30);
    for (const title of titles) assert.match(typeof title === 'string' ? title : title.value, /\p{Script=Han}/u);
  });

  it('what the client writes is Chinese, with its values', async () => {
    const source = inCorpus('brat/a.ann');
    await writeText(source, 'what is this\n');
    await writeText(inCorpus('brat/a.txt'), '王凯');
    await run('importAnnotations', { format: 'brat', sources: [source], into: corpus() });
    const report = vscode.window.activeTextEditor?.document.getText() ?? '';
    for (const english of ['Import from {0} into {1}', 'New articles: {0}', 'Could not be read, and was left out']) {
      const [before = ''] = (bundle[english] ?? '?').split('{0}');
      assert.ok(report.includes(before), report);
    }
    assert.match(report, /brat/);
  });

  it('hovers of the server are Chinese', async () => {
    await until('tokens', async () => ((await tokensOf(editor.document))?.length ?? 0) > 0 || undefined);
    const hover = await hoverAt(editor.document, putCursorInto(editor, '楼阳生'));
    assert.match(hover, /人物/);
    assert.doesNotMatch(hover, /\b(?:person|mentions?|suggested)\b/i);
  });
});
