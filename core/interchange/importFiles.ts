import { addressIn, type FolderEntry } from '../corpus/corpusFiles';
import { readBrat } from './brat';
import type { OffsetUnit } from './countedOffsets';
import { readDoccano } from './doccano';
import type { FilePlace, ForeignDocument, ImportFormat, ReportFinding } from './foreign';
import { JsonEntry, JsonSplitter, type JsonPiece } from './jsonValues';
import { readLabelStudio } from './labelStudio';

/** How files to import are read; addresses are URIs, those of folders end in `/`. */
export interface SourceFiles {
  /** The bytes of a file in parts, so that no file has to fit in memory. Rejects where there is none. */
  chunks(address: string): AsyncIterable<Uint8Array>;
  /** What a folder holds; rejects where there is no such folder. */
  list(folder: string): Promise<readonly FolderEntry[]>;
}

/** A file or folder to import. */
export interface SourceFile {
  readonly address: string;
  /** Its path as people know it (with `/`). */
  readonly path: string;
  /** Its path below the folder that was named for import; the article of a text file gets it. */
  readonly name: string;
}

const ENDINGS: Readonly<Record<ImportFormat, readonly string[]>> = {
  brat: ['.ann'],
  doccano: ['.jsonl', '.json'],
  'label-studio': ['.json', '.jsonl'],
};

/** The files of a format in the folders, and below them, among the sources; files that are named are taken as they are. */
export async function filesOfFormat(
  format: ImportFormat,
  sources: readonly SourceFile[],
  files: SourceFiles,
): Promise<SourceFile[]> {
  const found: SourceFile[] = [];
  for (const source of sources) {
    const folder = source.address.endsWith('/') ? source.address : `${source.address}/`;
    const entries = await files.list(folder).catch(() => undefined);
    if (entries === undefined) found.push(source);
    else found.push(...(await filesBelow(format, { ...source, address: folder, name: '' }, entries, files)));
  }
  return found;
}

async function filesBelow(
  format: ImportFormat,
  folder: SourceFile,
  entries: readonly FolderEntry[],
  files: SourceFiles,
): Promise<SourceFile[]> {
  const found: SourceFile[] = [];
  for (const { name, isFolder } of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const below = {
      address: addressIn(folder.address, name),
      path: under(folder.path, name),
      name: under(folder.name, name),
    };
    if (!isFolder && ENDINGS[format].some((ending) => name.endsWith(ending))) found.push(below);
    if (!isFolder || name.startsWith('.') || name === 'node_modules') continue;
    const inner = { ...below, address: `${below.address}/` };
    found.push(...(await filesBelow(format, inner, await files.list(inner.address).catch(() => []), files)));
  }
  return found;
}

const under = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

/** Reads the documents of a file one by one; what cannot be read is reported, and left out. */
export async function* documentsOf(
  format: ImportFormat,
  file: SourceFile,
  files: SourceFiles,
  unit: OffsetUnit | undefined,
  report: ReportFinding,
): AsyncGenerator<ForeignDocument> {
  if (format === 'brat') yield* bratDocuments(file, files, report);
  else
    for await (const entry of entriesOf(file, files, report)) {
      const document = format === 'doccano' ? readDoccano(entry, unit, report) : readLabelStudio(entry, report);
      if (document !== undefined) yield document;
    }
}

async function* bratDocuments(
  file: SourceFile,
  files: SourceFiles,
  report: ReportFinding,
): AsyncGenerator<ForeignDocument> {
  const annotations = await textOf(file, files, report);
  const text = { address: asText(file.address), path: asText(file.path), name: asText(file.name) };
  const source = annotations === undefined ? undefined : await textOf(text, files, report);
  if (annotations === undefined || source === undefined) return;
  yield readBrat({ file: file.path, annotations, source, name: text.name }, report);
}

const asText = (path: string): string => path.replace(/\.ann$/, '.txt');

/** The entries of a JSON file. A list with a fault anywhere is left out as a whole: it is one value. */
async function* entriesOf(file: SourceFile, files: SourceFiles, report: ReportFinding): AsyncGenerator<JsonEntry> {
  if (await isFaultyList(file, files, report)) return;
  for await (const piece of piecesOf(file, files, report)) {
    const entry = JsonEntry.read(piece, report);
    if (entry !== undefined) yield entry;
  }
}

async function isFaultyList(file: SourceFile, files: SourceFiles, report: ReportFinding): Promise<boolean> {
  let isFaulty = false;
  const note: ReportFinding = (finding) => {
    if (!isFaulty) report(finding);
    isFaulty = true;
  };
  for await (const piece of piecesOf(file, files, note, true)) JsonEntry.read(piece, note);
  return isFaulty;
}

/** The values of a file. With `onlyList`, those of a list: it stops where the file turns out to be none. */
async function* piecesOf(
  file: SourceFile,
  files: SourceFiles,
  report: ReportFinding,
  onlyList = false,
): AsyncGenerator<JsonPiece> {
  const splitter = new JsonSplitter(file.path);
  for await (const text of textParts(file, files, report)) {
    if (text === undefined) return;
    for (const piece of splitter.push(text)) {
      if (onlyList && !splitter.isList) return;
      yield piece;
    }
  }
  const { piece, finding } = splitter.end();
  if (piece !== undefined && !(onlyList && !splitter.isList)) yield piece;
  if (finding !== undefined) report(finding);
}

async function textOf(file: SourceFile, files: SourceFiles, report: ReportFinding): Promise<string | undefined> {
  let text = '';
  for await (const part of textParts(file, files, report)) {
    if (part === undefined) return undefined;
    text += part;
  }
  return text;
}

declare const TextDecoder: new (
  label: string,
  options: { fatal: boolean; ignoreBOM: boolean },
) => { decode(bytes?: Uint8Array, options?: { stream: boolean }): string };

/** The text of a file in parts; undefined, and a finding, where it cannot be read or is no UTF-8. */
async function* textParts(
  file: SourceFile,
  files: SourceFiles,
  report: ReportFinding,
): AsyncGenerator<string | undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let line = 1;
  try {
    for await (const bytes of files.chunks(file.address)) {
      const text = decoder.decode(bytes, { stream: true });
      line += text.split('\n').length - 1;
      yield text;
    }
    yield decoder.decode();
  } catch (error) {
    const place: FilePlace = { file: file.path, line, column: 1 };
    const isEncoding = error instanceof TypeError;
    const message = isEncoding
      ? 'The file is not UTF-8 (from about this line on). Chinese files are often GB18030: convert it to UTF-8.'
      : `The file cannot be read: ${error instanceof Error ? error.message : String(error)}.`;
    report({ severity: 'error', code: isEncoding ? 'not-utf8' : 'unreadable', message, place });
    yield undefined;
  }
}
