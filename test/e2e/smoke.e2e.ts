import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension in VS Code', () => {
  it('is present and activates', async () => {
    const extension = vscode.extensions.all.find(isOurs);
    assert.ok(extension, 'corpus-annotator is not among the extensions');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('takes no key that VS Code uses', async () => {
    const defaults = await vscode.workspace.openTextDocument(
      vscode.Uri.parse('vscode://defaultsettings/keybindings.json'),
    );
    const bindings = JSON.parse(defaults.getText().replace(/^\s*\/\/.*$/gm, '')) as readonly {
      key: string;
      command: string;
      when?: string;
    }[];
    assert.ok(bindings.length > 500, 'these are the default bindings');
    // In our own views, and in annotate mode, keys are ours.
    const ours = bindings.filter(
      ({ command, when = '' }) =>
        command.startsWith('corpusAnnotator.') &&
        !/focusedView == |corpusAnnotator\.(annotateMode|choosingWord)/.test(when),
    );
    assert.ok(ours.length >= 8);
    const prefixes = new Set(ours.map(({ key }) => key.split(' ')[0]));
    const taken = bindings.filter(
      ({ key, command, when }) =>
        prefixes.has(key.split(' ')[0]) &&
        !command.startsWith('corpusAnnotator.') &&
        // The help for screen readers is a window of its own, where our keys do not act.
        when?.includes('accessibilityHelpIsShown') !== true,
    );
    assert.deepEqual(taken, []);
  });
});

function isOurs({ packageJSON }: vscode.Extension<unknown>): boolean {
  return (packageJSON as { readonly name?: unknown }).name === 'corpus-annotator';
}
