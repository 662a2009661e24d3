import type { AnnotationSet } from '../../../core/annotation/annotation';
import { idFromBytes } from '../../../core/annotation/id';
import { parseSidecar } from '../../../core/annotation/sidecar/parse';
import { SidecarStore } from '../../../core/annotation/store';
import { articleFilter, DEFAULT_MANIFEST, parseManifest } from '../../../core/corpus/manifest';
import type { OffsetUnit } from '../../../core/interchange/countedOffsets';
import type { ImportFinding, ImportFormat } from '../../../core/interchange/foreign';
import type { ImportTotals } from '../../../core/interchange/importDocuments';
import { runImport } from '../../../core/interchange/runImport';
import { sha256 } from '../../../node/sha256';

const CORPUS = 'memory://x/corpus/';
const EXPORT = 'memory://x/export/';

export interface Settings {
  readonly format: ImportFormat;
  readonly annotator?: string;
  readonly unit?: OffsetUnit;
  readonly isByFile?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  /** How many bytes are read at once. */
  readonly chunk?: number;
}

export interface Imported {
  readonly findings: readonly ImportFinding[];
  readonly totals: ImportTotals;
  /** The findings as lines: `severity code file:line`. */
  readonly said: readonly string[];
}

/** A corpus and an export in memory. */
export class MemoryCorpus {
  readonly #files = new Map<string, Uint8Array>();
  #ids = 0;

  /** Writes a file of the corpus. */
  write(path: string, text: string): this {
    this.#files.set(CORPUS + encodeURI(path), new TextEncoder().encode(text));
    return this;
  }

  /** Writes a file to be imported; bytes as they are. */
  offer(path: string, content: string | Uint8Array): this {
    this.#files.set(
      EXPORT + encodeURI(path),
      typeof content === 'string' ? new TextEncoder().encode(content) : content,
    );
    return this;
  }

  read(path: string): string | undefined {
    const bytes = this.#files.get(CORPUS + encodeURI(path));
    return bytes && new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  }

  /** The set of a sidecar, which must be sound. */
  sidecar(path: string): AnnotationSet {
    const { value, problems } = parseSidecar(this.read(path) ?? '');
    if (value === undefined || problems.length > 0) throw new Error(`${path}: ${JSON.stringify(problems)}`);
    return value;
  }

  paths(): string[] {
    return this.#below(CORPUS).sort();
  }

  #below(folder: string): string[] {
    return [...this.#files.keys()].flatMap((uri) =>
      uri.startsWith(folder) ? [decodeURI(uri.slice(folder.length))] : [],
    );
  }

  #list(folder: string): Promise<{ name: string; isFolder: boolean }[]> {
    const below = this.#below(folder);
    if (below.length === 0) return Promise.reject(new Error(`There is no folder ${folder}`));
    const names = new Map(below.map((path) => [path.split('/')[0] as string, path.includes('/')]));
    return Promise.resolve([...names].map(([name, isFolder]) => ({ name, isFolder })));
  }

  async import(settings: Settings): Promise<Imported> {
    const store = new SidecarStore({
      read: (uri) => Promise.resolve(this.#files.get(uri)),
      replace: (uri, chunks) => {
        this.#files.set(uri, Buffer.concat(chunks));
        return Promise.resolve({ kind: 'written' });
      },
      move: () => Promise.resolve({ kind: 'missing' }),
      beside: () => Promise.resolve([]),
    });
    const files = this.#files;
    const manifest = this.read('corpus.yaml');
    const run = runImport({
      sources: [{ address: EXPORT, path: 'export', name: 'export' }],
      sourceFiles: {
        async *chunks(uri) {
          const bytes = await Promise.resolve(files.get(uri));
          if (bytes === undefined) throw new Error('There is no such file');
          const size = settings.chunk ?? bytes.length;
          for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
        },
        list: (folder) => this.#list(folder),
      },
      target: {
        root: CORPUS,
        files: { read: (uri) => Promise.resolve(files.get(uri)), list: (folder) => this.#list(folder) },
        isArticle: articleFilter(DEFAULT_MANIFEST),
        createArticle: (uri, bytes) => {
          if (files.has(uri)) return Promise.resolve(false);
          files.set(uri, bytes);
          return Promise.resolve(true);
        },
        store,
        sha256,
      },
      options: {
        format: settings.format,
        annotator: settings.annotator,
        by: settings.annotator,
        names: new Map(Object.entries(settings.labels ?? {})),
        newId: () =>
          idFromBytes(Uint8Array.from({ length: 10 }, (_, at) => (at === 9 ? ++this.#ids : this.#ids >> 8) & 255)),
        clock: () => new Date('2026-03-01T08:30:00Z'),
      },
      unit: settings.unit,
      keepsAnnotators: settings.annotator === undefined,
      isByFile: settings.isByFile ?? false,
      schema: manifest === undefined ? undefined : parseManifest(manifest).value,
      name: 'corpus',
    });
    const findings: ImportFinding[] = [];
    for (;;) {
      const step = await run.next();
      if (step.done === true) {
        const said = findings.map(
          ({ severity, code, place }) => `${severity} ${code} ${place.file.replace('export/', '')}:${place.line}`,
        );
        return { findings, totals: step.value, said };
      }
      findings.push(step.value);
    }
  }
}
