import type { CancellationToken } from '../cooperative';
import { decodeUtf8, encodeUtf8 } from '../annotation/sidecar/bytes';
import { DEFAULT_SCHEMA, type Schema } from '../annotation/schema';
import { addressIn, folderOf } from '../corpus/corpusFiles';
import { MANIFEST_NAME } from '../corpus/manifest';
import { addBratConfiguration } from './bratConfiguration';
import type { OffsetUnit } from './countedOffsets';
import { stemOf } from './articleNames';
import type { ForeignDocument, ImportFinding } from './foreign';
import { Importer, type ImportOptions, type ImportTarget, type ImportTotals } from './importDocuments';
import { documentsOf, filesOfFormat, type SourceFile, type SourceFiles } from './importFiles';
import { SchemaDraft } from './schemaDraft';

export interface ImportRun {
  /** Files and folders. */
  readonly sources: readonly SourceFile[];
  readonly sourceFiles: SourceFiles;
  readonly target: ImportTarget;
  readonly options: Omit<ImportOptions, 'isByAnnotator'>;
  /** What the offsets of a format that does not say so count. */
  readonly unit: OffsetUnit | undefined;
  /** Where several people made what is imported, each gets sidecars of their own. */
  readonly keepsAnnotators: boolean;
  /** The name of each file is that of its annotator: so doccano exports projects in which everybody works alone. */
  readonly isByFile: boolean;
  /** What the corpus declares; undefined where it has no manifest yet: then one is written. */
  readonly schema: Schema | undefined;
  /** What a new corpus is called. */
  readonly name: string;
  /** Asked between documents whether to go on. */
  readonly token?: CancellationToken;
}

/**
 * Imports files into a corpus, document by document; each is written whole or not at all. Findings come as they are made.
 * What a cancelled import has done stays.
 */
export async function* runImport(run: ImportRun): AsyncGenerator<ImportFinding, ImportTotals> {
  const { sourceFiles, options, target } = run;
  const draft = new SchemaDraft();
  const files = await filesOfFormat(options.format, run.sources, sourceFiles);
  const isByAnnotator = run.keepsAnnotators && (await hasManyAnnotators(files, run));
  const importer = new Importer(target, { ...options, isByAnnotator }, draft);
  if (files.length === 0) yield nothingFound(run);
  if (options.format === 'brat') await readConfigurations(files, run, draft);
  for (const file of files) {
    const found: ImportFinding[] = [];
    const named = { ...file, name: nameInCorpus(file, target.root) };
    for await (const document of documentsOf(options.format, named, sourceFiles, run.unit, (one) => found.push(one))) {
      found.push(...(await importer.import(run.isByFile ? signed(document, stemOf(file.name)) : document)));
      yield* inOrder(found.splice(0));
      if (run.token?.isCancellationRequested === true) return importer.totals;
    }
    yield* inOrder(found);
  }
  yield* await declare(run, draft, importer.totals);
  return importer.totals;
}

/** The findings of a document in the order of its file. */
const inOrder = (findings: readonly ImportFinding[]): ImportFinding[] =>
  findings.toSorted((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);

/** Whether more than one person made what is imported: then each gets sidecars of their own. */
async function hasManyAnnotators(files: readonly SourceFile[], run: ImportRun): Promise<boolean> {
  if (run.isByFile) return true;
  if (run.options.format !== 'label-studio') return false;
  const names = new Set<string | undefined>();
  for (const file of files) {
    for await (const { layers } of documentsOf('label-studio', file, run.sourceFiles, run.unit, () => undefined)) {
      layers.forEach(({ annotator }) => names.add(annotator));
      if (names.size > 1) return true;
    }
  }
  return false;
}

const signed = (document: ForeignDocument, annotator: string): ForeignDocument => ({
  ...document,
  layers: document.layers.map((layer) => ({ ...layer, annotator })),
});

/** Files that lie in the corpus are known by their paths there: their articles are those beside them. */
function nameInCorpus({ address, name }: SourceFile, root: string): string {
  return address.startsWith(root) ? decodeURIComponent(address.slice(root.length)) : name;
}

/** The configurations of brat that hold for the files: those of their folders, as brat finds them. */
async function readConfigurations(files: readonly SourceFile[], run: ImportRun, draft: SchemaDraft): Promise<void> {
  const folders = new Set(files.flatMap(({ address }) => folderOf(address) ?? []));
  for (const { address } of run.sources) folders.add(address.endsWith('/') ? address : `${address}/`);
  for (const folder of folders) {
    const text = await smallFile(addressIn(folder, 'annotation.conf'), run.sourceFiles);
    if (text !== undefined) addBratConfiguration(text, run.options.names, draft);
  }
}

async function smallFile(address: string, files: SourceFiles): Promise<string | undefined> {
  const parts: Uint8Array[] = [];
  try {
    for await (const bytes of files.chunks(address)) parts.push(bytes);
  } catch {
    return undefined;
  }
  const texts = parts.map((bytes) => decodeUtf8(bytes));
  return texts.includes(undefined) ? undefined : texts.join('');
}

/** Writes a manifest for a corpus that has none; of one that has, says what it does not declare. */
async function declare(run: ImportRun, draft: SchemaDraft, totals: ImportTotals): Promise<ImportFinding[]> {
  const place = { file: MANIFEST_NAME, line: 1, column: 1 };
  if (run.schema !== undefined) {
    return draft.missingIn(run.schema).map(({ list, ids }) => {
      const message = `The ${list} of corpus.yaml do not have: ${ids.join(', ')}. Add them there.`;
      return { severity: 'information', code: 'undeclared', message, place };
    });
  }
  if (totals.sidecars.size === 0) return [];
  const isNew = draft.missingIn({ ...DEFAULT_SCHEMA, relations: [] }).length > 0 || totals.newArticles.length > 0;
  const bytes = encodeUtf8(draft.manifest(run.name));
  if (isNew && (await run.target.createArticle(addressIn(run.target.root, MANIFEST_NAME), bytes))) {
    const message = 'A new corpus.yaml declares what was imported. Give names, colours and keys to its labels there.';
    return [{ severity: 'information', code: 'manifest', message, place }];
  }
  return [];
}

function nothingFound({ sources, options }: ImportRun): ImportFinding {
  const message = `There is no file of the format ${options.format} in ${sources.map(({ path }) => path).join(', ')}.`;
  const place = { file: sources[0]?.path ?? '', line: 1, column: 1 };
  return { severity: 'error', code: 'nothing', message, place };
}
