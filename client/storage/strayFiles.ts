import * as vscode from 'vscode';
import { sweepStrayFiles } from '../../node/strayFiles';

/** Removes what a crash left of half-written sidecars, once for each folder that holds an open article. */
export class StrayFiles {
  readonly #swept = new Set<string>();

  async sweepBeside(article: vscode.Uri): Promise<void> {
    const folder = vscode.Uri.joinPath(article, '..');
    if (folder.scheme !== 'file' || this.#swept.has(folder.fsPath)) return;
    this.#swept.add(folder.fsPath);
    await sweepStrayFiles(folder.fsPath);
  }
}
