import { createReadStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { isAnnotatorName } from '../core/annotation/sidecarPath';
import { SidecarStore, type SidecarFiles } from '../core/annotation/store';
import { articleFilter, DEFAULT_MANIFEST } from '../core/corpus/manifest';
import type { OffsetUnit } from '../core/interchange/countedOffsets';
import { IMPORT_FORMATS, type ImportFinding, type ImportFormat } from '../core/interchange/foreign';
import type { ImportTarget } from '../core/interchange/importDocuments';
import type { SourceFile, SourceFiles } from '../core/interchange/importFiles';
import { namePairFrom } from '../core/interchange/importNames';
import { totalsText } from '../core/interchange/report';
import { runImport } from '../core/interchange/runImport';
import { visibleText } from '../core/text/visible';
import { moveFile, replaceFile } from '../node/atomicFile';
import { listLocalFolder } from '../node/localFolder';
import { assertWithin, readLocalFile, readLocalFileWithin } from '../node/localFile';
import { randomId } from '../node/randomId';
import { sha256 } from '../node/sha256';
import { LocalCorpora } from './corpora';

const UNITS: Readonly<Record<string, OffsetUnit>> = {
  'code-points': 'code points',
  graphemes: 'graphemes',
  'utf-16': 'UTF-16',
};

/**
 * `import FORMAT [options] FILE_OR_DIR... --into DIR`: brings annotations of other programs into a corpus, and prints what
 * could not be carried. Returns the exit status: 0 all was carried, 1 something was not. Throws for wrong usage.
 */
export async function importFiles(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: {
      into: { type: 'string' },
      annotator: { type: 'string' },
      'by-file': { type: 'boolean', default: false },
      label: { type: 'string', multiple: true, default: [] },
      unit: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const [format, ...paths] = positionals;
  if (!isFormat(format)) throw new Error(`Name a format: ${IMPORT_FORMATS.join(', ')}.`);
  if (paths.length === 0) throw new Error('Name at least one file or folder to import.');
  if (values.into === undefined) throw new Error('Name the folder of the corpus: --into DIR.');
  const { annotator } = values;
  if (annotator !== undefined && !isAnnotatorName(annotator))
    throw new Error('The name of an annotator has small letters, digits, "_" and "-".');
  const folder = resolve(values.into);
  const corpora = new LocalCorpora();
  const corpus = await corpora.of(`${folder}/article.txt`);
  const root = `${pathToFileURL(folder).href}/`;
  const files = values['dry-run'] ? new UnwrittenFiles() : WRITTEN_FILES;
  const run = runImport({
    sources: paths.map(sourceFrom),
    sourceFiles: SOURCE_FILES,
    target: targetIn(root, files, filterFor(root, corpus)),
    options: {
      format,
      annotator,
      by: annotator,
      names: new Map(values.label.map(labelPair)),
      newId: randomId,
      clock: () => new Date(),
    },
    unit: unitFrom(values.unit),
    keepsAnnotators: annotator === undefined,
    isByFile: values['by-file'],
    schema: corpus?.manifest,
    name: basename(folder),
  });
  let isWhole = !corpora.hasErrors;
  for (;;) {
    const step = await run.next();
    if (step.done === true) {
      const { value } = step;
      process.stderr.write(`${values['dry-run'] ? 'Nothing was written. ' : ''}${totalsText(value)}\n`);
      return isWhole ? 0 : 1;
    }
    isWhole &&= step.value.severity === 'information';
    print(step.value, values.json);
  }
}

const isFormat = (name: string | undefined): name is ImportFormat => IMPORT_FORMATS.some((format) => format === name);

function unitFrom(name: string | undefined): OffsetUnit | undefined {
  if (name === undefined) return undefined;
  const unit = Object.hasOwn(UNITS, name) ? UNITS[name] : undefined;
  if (unit === undefined) throw new Error(`--unit is one of ${Object.keys(UNITS).join(', ')}.`);
  return unit;
}

function labelPair(text: string): readonly [string, string] {
  const pair = namePairFrom(text);
  if (pair === undefined)
    throw new Error(`--label is written FROM=TO, TO with letters, digits, "_", "-" and ".": ${text}`);
  return pair;
}

function sourceFrom(path: string): SourceFile {
  return { address: pathToFileURL(path).href, path: path.replace(/[/\\]+$/, ''), name: basename(path) };
}

function print(finding: ImportFinding, json: boolean): void {
  const { severity, code, message, place } = finding;
  process.stdout.write(
    json
      ? `${JSON.stringify({ severity, code, ...place, message })}\n`
      : `${place.file}:${place.line}:${place.column}: ${severity}: ${visibleText(message)} [${code}]\n`,
  );
}

type Corpus = Awaited<ReturnType<LocalCorpora['of']>>;

function filterFor(root: string, corpus: Corpus): (path: string) => boolean {
  const isArticle = articleFilter(corpus?.manifest ?? DEFAULT_MANIFEST);
  const above = decodeURIComponent(root.slice((corpus?.root ?? root).length));
  return (path) => isArticle(above + path);
}

const SOURCE_FILES: SourceFiles = {
  chunks: (address) => createReadStream(fileURLToPath(address)),
  list: (folder) => listLocalFolder(folder),
};

/** Where an import reads and writes. */
interface TargetFiles {
  /** With a folder: only what lies in it, all links followed. */
  read(address: string, root?: string): Promise<Uint8Array | undefined>;
  replace: SidecarFiles['replace'];
  /** Makes the folder of a file. */
  makeFolderOf(address: string): Promise<unknown>;
}

function readFrom(address: string, root?: string): Promise<Uint8Array | undefined> {
  return root === undefined ? readLocalFile(address) : readLocalFileWithin(address, [root]);
}

const WRITTEN_FILES: TargetFiles = {
  read: readFrom,
  replace: (address, chunks, expected) => replaceFile(fileURLToPath(address), chunks, expected),
  makeFolderOf: (address) => mkdir(dirname(fileURLToPath(address)), { recursive: true }),
};

/** Keeps in memory what would be written. */
class UnwrittenFiles implements TargetFiles {
  readonly #written = new Map<string, Uint8Array>();

  async read(address: string, root?: string): Promise<Uint8Array | undefined> {
    return this.#written.get(address) ?? readFrom(address, root);
  }

  async replace(
    address: string,
    chunks: readonly Uint8Array[],
    expected: Uint8Array | undefined,
  ): ReturnType<SidecarFiles['replace']> {
    const current = await this.read(address);
    if (current !== undefined && expected === undefined) return { kind: 'changed', current };
    this.#written.set(address, Buffer.concat(chunks));
    return { kind: 'written' };
  }

  makeFolderOf(): Promise<void> {
    return Promise.resolve();
  }
}

function targetIn(root: string, files: TargetFiles, isArticle: (path: string) => boolean): ImportTarget {
  const store = new SidecarStore({
    read: (address) => files.read(address),
    replace: (address, chunks, expected) => files.replace(address, chunks, expected),
    move: (from, to) => moveFile(fileURLToPath(from), fileURLToPath(to)),
    beside: () => Promise.resolve([]),
  });
  return {
    root,
    files: { read: (address) => files.read(address, root), list: listLocalFolder },
    isArticle,
    async createArticle(address, bytes) {
      await assertWithin(address, root);
      await files.makeFolderOf(address);
      return (await files.replace(address, [bytes], undefined)).kind === 'written';
    },
    store,
    sha256,
  };
}
