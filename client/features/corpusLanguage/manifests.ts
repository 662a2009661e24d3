import * as vscode from 'vscode';
import type { CorpusRoot } from '../../../core/corpus/filesBelow';
import { toDiagnostics } from '../problems/diagnostics';
import {
  includes,
  isManifestAddress,
  MANIFEST_NAME,
  parseManifest,
  type Manifest,
} from '../../../core/corpus/manifest';

/** A corpus: the folder that holds a manifest, and what the manifest says. */
export interface Corpus {
  readonly root: vscode.Uri;
  readonly manifest: Manifest;
}

/**
 * Finds the nearest corpus.yaml above a file. What was read is remembered for each folder until a manifest changes. A
 * manifest with an error counts as what it was when it last had none, and makes no corpus if it never was; its problems are
 * shown where they stand. Of an open one the language server shows them, as it is typed.
 */
export class Manifests implements vscode.Disposable {
  readonly #byFolder = new Map<string, Promise<Corpus | undefined>>();
  readonly #found = new Map<string, Corpus>();
  /** By folder, each manifest as it last was without an error. */
  readonly #lastSound = new Map<string, Manifest>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('corpus-annotator.manifest');
  readonly #watcher = vscode.workspace.createFileSystemWatcher(`**/${MANIFEST_NAME}`);
  readonly #openings = vscode.workspace.onDidOpenTextDocument(({ uri }) => this.#diagnostics.delete(uri));
  // A change of language closes and reopens a document at once; only one that stays closed is forgotten.
  readonly #closings = vscode.workspace.onDidCloseTextDocument(({ uri }) => {
    setTimeout(() => {
      const key = uri.toString();
      if (isOpen(uri)) return;
      this.#found.delete(key);
      if (isManifestAddress(key) && uri.scheme !== 'git') void this.#read(vscode.Uri.joinPath(uri, '..'));
    });
  });

  constructor() {
    const forget = (): void => {
      this.#byFolder.clear();
      this.#found.clear();
      this.#changed.fire();
    };
    this.#watcher.onDidChange(forget);
    this.#watcher.onDidCreate(forget);
    this.#watcher.onDidDelete((uri) => {
      this.#diagnostics.delete(uri);
      forget();
    });
  }

  /** The nearest corpus above an address, whether or not its manifest includes the file. */
  async of(address: string): Promise<CorpusRoot | undefined> {
    const file = vscode.Uri.parse(address, true);
    const corpus = file.path.startsWith('/') ? await this.#nearest(vscode.Uri.joinPath(file, '..')) : undefined;
    return corpus && { root: `${corpus.root.toString().replace(/\/$/, '')}/`, manifest: corpus.manifest };
  }

  /** The corpus whose manifest includes the file, or undefined. */
  async corpusOf(file: vscode.Uri): Promise<Corpus | undefined> {
    // Addresses without a root (`output:…`, `untitled:…`) are in no folder.
    if (!file.path.startsWith('/')) return undefined;
    const corpus = await this.#nearest(vscode.Uri.joinPath(file, '..'));
    if (corpus === undefined) return undefined;
    const path = file.path.slice(corpus.root.path.replace(/\/$/, '').length + 1);
    if (!includes(corpus.manifest, path)) return undefined;
    this.#found.set(file.toString(), corpus);
    return corpus;
  }

  /** The corpus of the nearest manifest above a file, whether it includes the file or not. */
  async corpusAbove(file: vscode.Uri): Promise<Corpus | undefined> {
    return file.path.startsWith('/') ? this.#nearest(vscode.Uri.joinPath(file, '..')) : undefined;
  }

  /** The corpus of a file as `corpusOf` last found it, without waiting. */
  known(file: vscode.Uri): Corpus | undefined {
    return this.#found.get(file.toString());
  }

  #nearest(folder: vscode.Uri): Promise<Corpus | undefined> {
    const key = folder.toString();
    const known = this.#byFolder.get(key);
    if (known !== undefined) return known;
    const found = this.#read(folder).then((manifest) => {
      if (manifest === undefined)
        return isTopmost(folder) ? undefined : this.#nearest(vscode.Uri.joinPath(folder, '..'));
      return manifest === 'broken' ? undefined : { root: folder, manifest };
    });
    this.#byFolder.set(key, found);
    return found;
  }

  /** The manifest in a folder, undefined where there is none; a broken one still ends the search for the nearest. */
  async #read(folder: vscode.Uri): Promise<Manifest | 'broken' | undefined> {
    const uri = vscode.Uri.joinPath(folder, MANIFEST_NAME);
    let bytes: Uint8Array;
    try {
      bytes = await vscode.workspace.fs.readFile(uri);
    } catch {
      this.#lastSound.delete(folder.toString());
      return undefined;
    }
    const text = new TextDecoder().decode(bytes);
    const { value, problems } = parseManifest(text);
    this.#diagnostics.set(uri, isOpen(uri) ? [] : toDiagnostics(text, problems));
    if (value !== undefined) this.#lastSound.set(folder.toString(), value);
    return value ?? this.#lastSound.get(folder.toString()) ?? 'broken';
  }

  dispose(): void {
    this.#watcher.dispose();
    this.#openings.dispose();
    this.#closings.dispose();
    this.#diagnostics.dispose();
    this.#changed.dispose();
  }
}

const isOpen = (uri: vscode.Uri): boolean =>
  vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());

/** A search ends at the workspace folder; for a file outside of every folder, at the root of its file system. */
function isTopmost(folder: vscode.Uri): boolean {
  const workspace = vscode.workspace.getWorkspaceFolder(folder);
  return workspace?.uri.toString() === folder.toString() || folder.path === '/' || /^\/[a-z]:\/?$/i.test(folder.path);
}
