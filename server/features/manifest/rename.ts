import {
  ResponseError,
  LSPErrorCodes,
  type Position,
  type Range,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { apply } from '../../../core/annotation/operations';
import { decodeUtf8 } from '../../../core/annotation/sidecar/bytes';
import { SidecarVersion } from '../../../core/annotation/sidecar/version';
import { changedPart } from '../../../core/changedPart';
import { corpusArticles } from '../../../core/corpus/corpusArticles';
import { addressIn, filesMatching, folderOf, isGlob, type CorpusFiles } from '../../../core/corpus/corpusFiles';
import { articleFilter } from '../../../core/corpus/manifest';
import { refactoredAuthority } from '../../../core/refactoring/inAuthority';
import { refactoredManifest } from '../../../core/refactoring/inManifest';
import { changeOf } from '../../../core/refactoring/inSidecar';
import type { Renaming } from '../../../core/refactoring/refactoring';
import { rangeIn, type OpenManifest } from '../../workspace/manifests';
import { nameAtPosition } from './navigation';

/** What is renamed at a position, and how it is called now. */
export function prepareRename(
  manifest: OpenManifest,
  position: Position,
): { range: Range; placeholder: string } | null {
  const name = nameAtPosition(manifest, position);
  return name === undefined ? null : { range: rangeIn(manifest, name.extent), placeholder: name.id };
}

/**
 * What a client must change when an id is renamed, in all files of the corpus: for clients without a refactoring of their own.
 * Refused where any file that bears the id cannot be changed, so that no corpus is half renamed.
 */
export async function renameEdits(
  manifest: OpenManifest,
  position: Position,
  to: string,
  files: CorpusFiles,
): Promise<WorkspaceEdit | null> {
  const name = nameAtPosition(manifest, position);
  const root = folderOf(manifest.uri);
  if (name === undefined || root === undefined) return null;
  const { kind, id, of } = name;
  const renaming: Renaming = { kind: 'rename', name: { kind, id, ...(of !== undefined && { of }) }, to };
  const changes: Record<string, TextEdit[]> = {};
  const change = (uri: string, text: string, changed: string): void => {
    if (changed !== text) changes[uri] = [editBetween(text, changed)];
  };
  change(manifest.uri, manifest.text, orRefuse(manifest.uri, refactoredManifest(manifest.text, renaming)));
  for (const uri of await authorityOf(manifest, root, files)) {
    const bytes = await files.read(uri, root);
    const text = bytes && decodeUtf8(bytes);
    if (text !== undefined) change(uri, text, orRefuse(uri, refactoredAuthority(text, renaming)));
  }
  for (const uri of await sidecarsOf(manifest, root, files)) {
    const bytes = await files.read(uri, root);
    if (bytes === undefined) continue;
    const { value, problems } = SidecarVersion.read(bytes);
    const error = problems.find(({ severity }) => severity === 'error');
    if (value === undefined || error !== undefined) throw refused(uri, error?.message ?? '');
    const { operation } = changeOf(value.set, uri, renaming);
    const applied = operation && apply(value.set, operation);
    if (applied?.ok === false) throw refused(uri, applied.message);
    if (applied !== undefined) change(uri, value.text, value.with(applied.set).text);
  }
  return { changes };
}

async function sidecarsOf({ manifest }: OpenManifest, root: string, files: CorpusFiles): Promise<string[]> {
  const includes = articleFilter(manifest);
  const articles = await corpusArticles(root, files, () => Promise.resolve({ root, includes }));
  return articles.flatMap(({ sidecars }) => sidecars);
}

async function authorityOf({ manifest }: OpenManifest, root: string, files: CorpusFiles): Promise<string[]> {
  const paths = new Set<string>();
  for (const pattern of manifest.authority) {
    const found = isGlob(pattern) ? (await filesMatching(pattern, root, files)).paths : [pattern];
    found.forEach((path) => paths.add(path));
  }
  return [...paths].map((path) => addressIn(root, path));
}

function editBetween(text: string, changed: string): TextEdit {
  const { start, endBefore, endAfter } = changedPart(text, changed);
  const document = TextDocument.create('', '', 0, text);
  return {
    range: { start: document.positionAt(start), end: document.positionAt(endBefore) },
    newText: changed.slice(start, endAfter),
  };
}

function orRefuse(uri: string, changed: string | { readonly message: string }): string {
  if (typeof changed === 'string') return changed;
  throw refused(uri, changed.message);
}

const refused = (uri: string, message: string): ResponseError =>
  new ResponseError(
    LSPErrorCodes.RequestFailed,
    `${decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1))}: ${message}`,
  );
