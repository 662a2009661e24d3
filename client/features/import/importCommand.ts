import { createReadStream } from 'node:fs';
import * as vscode from 'vscode';
import { isAnnotatorName } from '../../../core/annotation/sidecarPath';
import type { SidecarStore } from '../../../core/annotation/store';
import { articleFilter, DEFAULT_MANIFEST } from '../../../core/corpus/manifest';
import type { OffsetUnit } from '../../../core/interchange/countedOffsets';
import type { ImportFinding, ImportFormat } from '../../../core/interchange/foreign';
import type { ImportTarget, ImportTotals } from '../../../core/interchange/importDocuments';
import type { SourceFile, SourceFiles } from '../../../core/interchange/importFiles';
import { runImport } from '../../../core/interchange/runImport';
import { assertWithin, readLocalFileWithin } from '../../../node/localFile';
import { randomId } from '../../../node/randomId';
import { sha256 } from '../../../node/sha256';
import { corpusFiles } from '../../storage/corpusFiles';
import { sidecarFiles } from '../../storage/sidecarFiles';
import { refuse } from '../annotations/answers';
import type { Corpus, Manifests } from '../corpusLanguage/manifests';
import { ImportReports } from './importReports';

/** What an import is made of; what is missing is asked for. */
interface ImportRequest {
  readonly format?: ImportFormat;
  readonly sources?: readonly vscode.Uri[];
  readonly into?: vscode.Uri;
  readonly unit?: OffsetUnit;
}

/** Registers the command that brings annotations of other programs into a corpus. */
export function activateImport(context: vscode.ExtensionContext, store: SidecarStore, manifests: Manifests): void {
  const reports = new ImportReports();
  const command = new ImportCommand(store, manifests, reports);
  context.subscriptions.push(
    reports,
    vscode.commands.registerCommand('corpusAnnotator.importAnnotations', (request?: ImportRequest) =>
      command.run(request ?? {}),
    ),
  );
}

class ImportCommand {
  readonly #store: SidecarStore;
  readonly #manifests: Manifests;
  readonly #reports: ImportReports;

  constructor(store: SidecarStore, manifests: Manifests, reports: ImportReports) {
    this.#store = store;
    this.#manifests = manifests;
    this.#reports = reports;
  }

  /** Whether something was imported. */
  async run(request: ImportRequest): Promise<boolean> {
    if ((vscode.workspace.workspaceFolders ?? []).length === 0)
      return refuse(vscode.l10n.t('Open the folder of a corpus first.'));
    const into = request.into ?? (await pickFolder());
    const format = into && (request.format ?? (await pickFormat()));
    const sources = format && (request.sources ?? (await pickSources(format, into)));
    if (into === undefined || format === undefined || sources === undefined || sources.length === 0) return false;
    const findings: ImportFinding[] = [];
    const title = vscode.l10n.t('Importing annotations…');
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    try {
      const totals = await vscode.window.withProgress(options, (_, token) =>
        this.#import({ format, sources, into, unit: request.unit }, findings, token),
      );
      await this.#reports.show({ format, into, totals, findings });
      return totals.sidecars.size > 0;
    } catch (error) {
      return refuse(error instanceof Error ? error.message : String(error));
    }
  }

  async #import(
    request: Required<Omit<ImportRequest, 'unit'>> & { readonly unit: OffsetUnit | undefined },
    findings: ImportFinding[],
    token: vscode.CancellationToken,
  ): Promise<ImportTotals> {
    const { into, format, sources, unit } = request;
    const corpus = await this.#manifests.corpusAbove(vscode.Uri.joinPath(into, 'article.txt'));
    const annotator = ownName();
    const run = runImport({
      sources: sources.map(sourceFrom),
      sourceFiles: SOURCE_FILES,
      target: targetIn(into, corpus, this.#store),
      options: { format, annotator, by: annotator, names: new Map(), newId: randomId, clock: () => new Date() },
      unit,
      keepsAnnotators: true,
      isByFile: false,
      schema: corpus?.manifest,
      name: into.path.slice(into.path.lastIndexOf('/') + 1),
      token,
    });
    for (;;) {
      const step = await run.next();
      if (step.done === true) return step.value;
      findings.push(step.value);
    }
  }
}

/** One's own name if there is one. Several annotators of an export have sidecars of their own all the same. */
function ownName(): string | undefined {
  const name = vscode.workspace.getConfiguration('corpusAnnotator').get<string>('annotator', '');
  return isAnnotatorName(name) ? name : undefined;
}

async function pickFolder(): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const folder = folders.length === 1 ? folders[0] : await vscode.window.showWorkspaceFolderPick();
  return folder?.uri;
}

async function pickFormat(): Promise<ImportFormat | undefined> {
  const items = [
    { format: 'brat', label: 'brat', detail: vscode.l10n.t('Folders with .ann files and the .txt files beside them') },
    { format: 'doccano', label: 'doccano', detail: vscode.l10n.t('JSONL or JSON files') },
    { format: 'label-studio', label: 'Label Studio', detail: vscode.l10n.t('JSON or JSON-MIN files') },
  ] as const satisfies readonly (vscode.QuickPickItem & { format: ImportFormat })[];
  const title = vscode.l10n.t('Import Annotations');
  const placeHolder = vscode.l10n.t('What wrote them?');
  return (await vscode.window.showQuickPick(items, { title, placeHolder }))?.format;
}

/** Dialogs of some systems choose either files or folders: brat's documents come in folders, the others in files. */
async function pickSources(format: ImportFormat, folder: vscode.Uri): Promise<readonly vscode.Uri[] | undefined> {
  const isFolder = format === 'brat';
  const extensions = format === 'brat' ? [] : ['jsonl', 'json'];
  return vscode.window.showOpenDialog({
    title: vscode.l10n.t('Import Annotations'),
    openLabel: vscode.l10n.t('Import'),
    defaultUri: folder,
    canSelectMany: true,
    canSelectFiles: !isFolder,
    canSelectFolders: isFolder,
    ...(!isFolder && { filters: { JSON: extensions } }),
  });
}

function sourceFrom(uri: vscode.Uri): SourceFile {
  const path = vscode.workspace.asRelativePath(uri);
  return { address: uri.toString(), path, name: path.slice(path.lastIndexOf('/') + 1) };
}

/** Files of the disk are read in parts, whatever their size; others come through the editor as a whole. */
const SOURCE_FILES: SourceFiles = {
  async *chunks(address) {
    const uri = vscode.Uri.parse(address, true);
    if (uri.scheme === 'file') yield* createReadStream(uri.fsPath) as AsyncIterable<Uint8Array>;
    else yield await vscode.workspace.fs.readFile(uri);
  },
  list: (folder) => corpusFiles.list(folder),
};

/** A file below a folder; links of a local one must not lead out of it. */
function readWithin(address: string, root: string): Promise<Uint8Array | undefined> {
  return address.startsWith('file:') ? readLocalFileWithin(address, [root]) : corpusFiles.read(address);
}

function targetIn(folder: vscode.Uri, corpus: Corpus | undefined, store: SidecarStore): ImportTarget {
  const root = `${folder.toString().replace(/\/$/, '')}/`;
  const isArticle = articleFilter(corpus?.manifest ?? DEFAULT_MANIFEST);
  const above = corpus === undefined ? '' : folder.path.slice(corpus.root.path.length).replace(/^\//, '');
  return {
    root,
    files: { ...corpusFiles, read: (address) => readWithin(address, root) },
    isArticle: (path) => isArticle(above === '' ? path : `${above}/${path}`),
    async createArticle(address, bytes) {
      if (folder.scheme === 'file') await assertWithin(address, root);
      await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(vscode.Uri.parse(address, true), '..'));
      return (await sidecarFiles.replace(address, [bytes], undefined)).kind === 'written';
    },
    refusalOf: (address) =>
      sidecarFiles.isBeingEdited?.(address) === true
        ? vscode.l10n.t('The annotation file is open with unsaved changes. Save or revert it first.')
        : undefined,
    store,
    sha256,
  };
}
