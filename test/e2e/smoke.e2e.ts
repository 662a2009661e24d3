import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension in VS Code', () => {
  it('is present and activates', async () => {
    const extension = vscode.extensions.all.find(isOurs);
    assert.ok(extension, 'corpus-annotator is not among the extensions');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});

function isOurs({ packageJSON }: vscode.Extension<unknown>): boolean {
  return (packageJSON as { readonly name?: unknown }).name === 'corpus-annotator';
}
