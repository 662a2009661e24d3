import * as vscode from 'vscode';
import { sameBytes } from '../../core/annotation/sidecar/bytes';
import type { Replaced, SidecarFiles } from '../../core/annotation/store';
import { replaceFile } from '../../node/atomicFile';

/**
 * The only writer of sidecars in the editor. Local files are replaced by the storage protocol (temporary file, fsync,
 * rename); other file systems are written through the editor, compared before and read back after.
 */
export const sidecarFiles: SidecarFiles = {
  read: (address) => readThroughEditor(vscode.Uri.parse(address, true)),
  replace(address, bytes, expected) {
    const uri = vscode.Uri.parse(address, true);
    return uri.scheme === 'file'
      ? replaceFile(uri.fsPath, bytes, expected)
      : replaceThroughEditor(uri, bytes, expected);
  },
};

/** The bytes of a file, or undefined where there is none. */
async function readThroughEditor(uri: vscode.Uri): Promise<Uint8Array | undefined> {
  try {
    return await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
}

async function replaceThroughEditor(
  uri: vscode.Uri,
  bytes: Uint8Array,
  expected: Uint8Array | undefined,
): Promise<Replaced> {
  const current = await readThroughEditor(uri);
  if (!sameBytes(current, expected)) return { kind: 'changed', current };
  await vscode.workspace.fs.writeFile(uri, bytes);
  if (sameBytes(await readThroughEditor(uri), bytes)) return { kind: 'written' };
  throw new Error('what was written could not be read back');
}
