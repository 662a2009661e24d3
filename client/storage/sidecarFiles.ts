import * as vscode from 'vscode';
import { sidecarsBeside } from '../../core/annotation/sidecarPath';
import type { Moved, SidecarFiles } from '../../core/annotation/store';
import { moveFile, replaceFile } from '../../node/atomicFile';
import { replaceCautiously, type PlainFile } from './cautiousReplace';

/**
 * The only writer of sidecars in the editor. Local files are replaced by the storage protocol (temporary file, fsync,
 * rename); other file systems are written through the editor, compared before and read back after.
 */
export const sidecarFiles: SidecarFiles = {
  read: (address) => readThroughEditor(vscode.Uri.parse(address, true)),
  replace(address, chunks, expected) {
    const uri = vscode.Uri.parse(address, true);
    return uri.scheme === 'file'
      ? replaceFile(uri.fsPath, chunks, expected)
      : replaceCautiously(fileThroughEditor(uri), copyOf(uri), Buffer.concat(chunks), expected);
  },
  move(from, to) {
    const [source, target] = [vscode.Uri.parse(from, true), vscode.Uri.parse(to, true)];
    const isLocal = source.scheme === 'file' && target.scheme === 'file';
    return isLocal ? moveFile(source.fsPath, target.fsPath) : moveThroughEditor(source, target);
  },
  async beside(articleAddress) {
    const article = vscode.Uri.parse(articleAddress, true);
    const folder = vscode.Uri.joinPath(article, '..');
    const entries = await vscode.workspace.fs.readDirectory(folder);
    const names = entries.map(([name]) => name);
    const articleName = article.path.slice(article.path.lastIndexOf('/') + 1);
    return sidecarsBeside(articleName, names).map((name) => vscode.Uri.joinPath(folder, name).toString());
  },
  isBeingEdited: (address) =>
    vscode.workspace.textDocuments.some(({ uri, isDirty }) => isDirty && uri.toString() === address),
};

async function moveThroughEditor(from: vscode.Uri, to: vscode.Uri): Promise<Moved> {
  try {
    await vscode.workspace.fs.rename(from, to, { overwrite: false });
    return { kind: 'moved' };
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileExists') return { kind: 'exists' };
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return { kind: 'missing' };
    throw error;
  }
}

/** The bytes of a file, or undefined where there is none. */
async function readThroughEditor(uri: vscode.Uri): Promise<Uint8Array | undefined> {
  try {
    return await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
}

/** The end of the name of the copy that is kept while a file is replaced; no sidecar has it. */
const COPY_SUFFIX = '.previous';

const copyOf = (uri: vscode.Uri): PlainFile => fileThroughEditor(uri.with({ path: uri.path + COPY_SUFFIX }));

function fileThroughEditor(uri: vscode.Uri): PlainFile {
  return {
    name: uri.toString(true),
    read: () => readThroughEditor(uri),
    write: async (bytes) => vscode.workspace.fs.writeFile(uri, bytes),
    remove: async () => vscode.workspace.fs.delete(uri),
  };
}
