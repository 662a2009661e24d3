import { decodeYaml } from '../../core/corpus/authorityFiles';
import { addressIn, type CorpusFiles } from '../../core/corpus/corpusFiles';
import { parseTable, TABLE_NAME, type MetadataTable } from '../../core/metadata/table';
import type { Problem } from '../../core/problem';

/** Told what is wrong with a table; `text` is what the offsets refer to. */
export type ReportTable = (file: {
  readonly address: string;
  readonly text: string;
  readonly problems: readonly Problem[];
}) => void;

/** The tables of metadata beside `corpus.yaml`, each read once until it changes. One that cannot be understood counts as before. */
export class MetadataTables {
  readonly #files: CorpusFiles;
  readonly #report: ReportTable;
  readonly #tables = new Map<string, Promise<MetadataTable | undefined>>();
  readonly #lastGood = new Map<string, MetadataTable>();

  constructor(files: CorpusFiles, report: ReportTable) {
    this.#files = files;
    this.#report = report;
  }

  /** The table of a corpus (the address of its folder, with `/` at its end); undefined where there is none. Never rejects. */
  of(root: string): Promise<MetadataTable | undefined> {
    const known = this.#tables.get(root);
    if (known !== undefined) return known;
    const table = this.#read(root);
    this.#tables.set(root, table);
    return table;
  }

  /** Tables have changed: they are read anew when they are next asked for. */
  forget(): void {
    this.#tables.clear();
  }

  async #read(root: string): Promise<MetadataTable | undefined> {
    const address = addressIn(root, TABLE_NAME);
    const bytes = await this.#files.read(address, root).catch(() => undefined);
    if (bytes === undefined) {
      if (this.#lastGood.delete(root)) this.#report({ address, text: '', problems: [] });
      return undefined;
    }
    const { value: text = '', problems: flaws } = decodeYaml(bytes);
    const { value, problems } = flaws.length > 0 ? { value: undefined, problems: flaws } : parseTable(text);
    this.#report({ address, text, problems });
    if (value !== undefined) this.#lastGood.set(root, value);
    return value ?? this.#lastGood.get(root);
  }
}
