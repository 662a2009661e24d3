import * as vscode from 'vscode';

/** The git that the editor's own git extension has found (Windows often has none in the path); else `git`. */
export function gitProgram(): string {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  try {
    return extension?.isActive === true ? extension.exports.getAPI(1).git.path : 'git';
  } catch {
    // The extension throws while `git.enabled` is off.
    return 'git';
  }
}

/** The part of the git extension's published interface that is used here. */
interface GitExtension {
  getAPI(version: 1): { readonly git: { readonly path: string } };
}
