import * as vscode from 'vscode';
import { localFileStamp } from '../../node/fileStamp';

/** What changes when a file is written; undefined where there is none. Local files are asked directly, which is faster. */
export async function fileStamp(address: string): Promise<string | undefined> {
  if (address.startsWith('file:')) return localFileStamp(address);
  try {
    const { mtime, size } = await vscode.workspace.fs.stat(vscode.Uri.parse(address, true));
    return `${mtime} ${size}`;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
}
