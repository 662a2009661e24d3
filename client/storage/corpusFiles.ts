import * as vscode from 'vscode';
import type { CorpusFiles } from '../../core/corpus/corpusFiles';
import { readLocalFile } from '../../node/localFile';
import { listLocalFolder } from '../../node/localFolder';

/**
 * Reads a corpus: local files directly, which takes a tenth of the time for a thousand articles, others through the editor,
 * so that every file system will do.
 */
export const corpusFiles = {
  async read(address: string): Promise<Uint8Array | undefined> {
    if (address.startsWith('file:')) return readLocalFile(address);
    try {
      return await vscode.workspace.fs.readFile(vscode.Uri.parse(address, true));
    } catch (error) {
      if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
      throw error;
    }
  },
  async list(folder: string) {
    if (folder.startsWith('file:')) return listLocalFolder(folder);
    const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.parse(folder, true));
    return entries.map(([name, type]) => ({ name, isFolder: type === vscode.FileType.Directory }));
  },
} satisfies CorpusFiles;
