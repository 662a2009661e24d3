import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Range as LspRange } from 'vscode-languageserver';
import { isManifestAddress, unfinishedManifest, type Manifest } from '../../core/corpus/manifest';
import { namesIn, type NameUse } from '../../core/corpus/manifestNames';
import { readUnfinishedYaml, type Extent, type YamlNode } from '../../core/yaml/boundedYaml';
import type { Documents } from './documents';

/** An open `corpus.yaml` at one version of its text, as far as it can be understood. Offsets are UTF-16 units of the text. */
export interface OpenManifest {
  readonly uri: string;
  readonly version: number;
  readonly document: TextDocument;
  readonly text: string;
  readonly root: YamlNode | undefined;
  readonly names: readonly NameUse[];
  readonly manifest: Manifest;
}

/** The open manifests; each version is read once, when it is first asked for. */
export class OpenManifests {
  readonly #documents: Documents;
  readonly #read = new Map<string, OpenManifest>();

  constructor(documents: Documents) {
    this.#documents = documents;
    documents.onDidOpen((uri) => this.#read.delete(uri));
    documents.onDidClose((uri) => this.#read.delete(uri));
  }

  /** How many are kept as read. */
  get size(): number {
    return this.#read.size;
  }

  /** The manifest at an address; undefined where that is another file, or one that is not open or out of step. */
  get(uri: string): OpenManifest | undefined {
    const document = isManifestAddress(uri) ? this.#documents.get(uri) : undefined;
    if (document === undefined) return undefined;
    const known = this.#read.get(uri);
    if (known?.version === document.version) return known;
    const manifest = readManifest(uri, document);
    this.#read.set(uri, manifest);
    return manifest;
  }
}

/** UTF-16 units; what is larger is not read with each key that is pressed. */
const LARGEST = 200_000;

function readManifest(uri: string, document: TextDocument): OpenManifest {
  const text = document.getText();
  const root = text.length > LARGEST ? undefined : readUnfinishedYaml(text);
  return {
    uri,
    version: document.version,
    document,
    text,
    root,
    names: namesIn(root),
    manifest: unfinishedManifest(root),
  };
}

/** Whether a manifest is small enough to be read while it is typed. */
export const isReadLive = ({ text }: OpenManifest): boolean => text.length <= LARGEST;

/** Where a piece of a manifest stands. */
export const rangeIn = ({ document }: Pick<OpenManifest, 'document'>, { offset, end }: Extent): LspRange => ({
  start: document.positionAt(offset),
  end: document.positionAt(end),
});
