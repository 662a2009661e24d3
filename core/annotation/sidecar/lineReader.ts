import { MAXIMUM_YAML_BYTES, readYaml, toJson, utf8Length } from '../../yaml/boundedYaml';
import { ownValue, type Json, type JsonObject } from '../../yaml/json';
import type { Annotation } from '../annotation';
import { ENTRY_ANCESTORS, FlowReader, RECORD_ANCESTORS } from './flowText';
import { readPlainAnnotations } from './plainAnnotation';
import type { EntryLines, RecordLines, SidecarLines } from './sidecarLines';
import { lineEndFrom } from './textEdits';
import { linesOfYaml } from './yamlLines';

/** What the lines of a sidecar hold, and where. */
export interface ReadLines {
  /**
   * With `unread`, {@link Annotation}s that are read already stand in the list of annotations, but for those at these places.
   */
  readonly data: JsonObject;
  readonly unread: ReadonlySet<number> | undefined;
  readonly lines: SidecarLines;
}

/** So many pieces in other styles are read one by one; a file with more is quicker read as a whole, if that can be done. */
const MAXIMUM_STYLED_PIECES = 1000;
const MAXIMUM_STYLED_PIECES_OF_LARGE = 20_000;

/**
 * Reads a sidecar line by line: many times quicker than a YAML parser. Lines in canonical form are read here, comments
 * are skipped, and what stands in another style goes to the YAML reader alone, piece by piece. A number (a UTF-16 offset)
 * says from where on the file cannot be taken to pieces like that, or has an error: then the YAML reader decides on the
 * whole. Whatever is returned is what the YAML reader would have returned.
 */
export function readLines(text: string): ReadLines | number {
  return new LineReader(text).read();
}

const GAP_LINE = /( *)(#[^\u0000-\u0008\u000A-\u001F\u007F-\u009F\uFFFE\uFFFF\uD800-\uDFFF]*)?\r?\n/y;
const END_LINE = /\.\.\.[ \t]*(?:\r?\n)*$/y;
const DOCUMENT_START = /---\r?\n/y;
const RECORD_START = /( *)- /y;
/** The first character of a line that begins an entry. Whatever else begins so belongs to the piece above, or nowhere. */
const ENTRY_START = /[^\s#\-}\]?:,|>%&*!@`.]/y;

interface OpenList {
  readonly records: RecordLines[];
  readonly items: Json[];
  /** Unknown before the first record. */
  indent: string;
  /** What every record begins with. */
  marker: string;
}

class LineReader {
  readonly #text: string;
  /** The length of the mark before the text. */
  readonly #byteOrderMark: number;
  readonly #flow: FlowReader;
  readonly #data: Record<string, Json> = {};
  readonly #entries: EntryLines[] = [];
  /** The items of the list of annotations. */
  #annotations: Json[] | undefined;
  readonly #unread = new Set<number>();
  #list: OpenList | undefined;
  /** The start of the line that is to be read. */
  #at = 0;
  #gap = 0;
  #comments = 0;
  #styledPieces = 0;
  #maximumStyledPieces = MAXIMUM_STYLED_PIECES;

  constructor(text: string) {
    this.#byteOrderMark = text.startsWith('\uFEFF') ? 1 : 0;
    this.#text = text.slice(this.#byteOrderMark);
    this.#flow = new FlowReader(this.#text);
  }

  read(): ReadLines | number {
    this.#skipDocumentStart();
    while (!this.#isEnd()) {
      const isRead =
        this.#readGap() || (this.#isRecord() ? this.#readRecords() : this.#readEntry() || this.#readStyledEntry());
      if (!isRead) return this.#at + this.#byteOrderMark;
    }
    if (this.#entries.length === 0) return 0;
    const unread = this.#annotations && this.#unread;
    return { data: this.#data, unread, lines: { entries: this.#entries } };
  }

  #isEnd(): boolean {
    return this.#text.charCodeAt(this.#at) === 0x2e && this.#matches(END_LINE) !== undefined;
  }

  #skipDocumentStart(): void {
    while (this.#readGap()) continue;
    const start = this.#matches(DOCUMENT_START);
    if (start === undefined) return;
    this.#at += start[0].length;
    this.#gap++;
    this.#comments = 0;
  }

  #readGap(): boolean {
    const unit = this.#text.charCodeAt(this.#at);
    if (unit !== 0x20 && unit !== 0x23 && unit !== 0x0a && unit !== 0x0d) return false;
    const line = this.#matches(GAP_LINE);
    if (line === undefined) return false;
    const { 1: blanks = '', 2: comment } = line;
    this.#gap++;
    this.#comments =
      comment !== undefined && blanks.length <= (this.#list?.indent.length ?? 0) ? this.#comments + 1 : 0;
    this.#at += line[0].length;
    return true;
  }

  #isRecord(): boolean {
    const list = this.#list;
    if (list === undefined) return false;
    if (list.records.length > 0) return this.#text.startsWith(list.marker, this.#at);
    const start = this.#matches(RECORD_START);
    if (start === undefined) return false;
    [list.marker, list.indent] = start as unknown as [string, string];
    return true;
  }

  #readRecords(): boolean {
    return this.#readPlainAnnotations() || this.#readCanonicalRecord() || this.#readStyledRecords();
  }

  #readPlainAnnotations(): boolean {
    const { marker, items, records } = this.#list as OpenList;
    if (items !== this.#annotations) return false;
    const read: Annotation[] = [];
    this.#at = readPlainAnnotations(this.#text, this.#at, marker, read);
    if (read.length === 0) return false;
    const first = records.length;
    for (const annotation of read) {
      records.push({ id: annotation.id, gap: 0, comments: 0, height: 1 });
      items.push(annotation as unknown as JsonObject);
    }
    records[first] = { ...(records[first] as RecordLines), ...this.#takeGap() };
    return true;
  }

  #readCanonicalRecord(): boolean {
    const list = this.#list as OpenList;
    const item = this.#canonicalRecord(this.#at);
    if (item === undefined) return false;
    const id = ownValue(item as JsonObject, 'id');
    list.records.push({ id: typeof id === 'string' ? id : '', ...this.#takeGap(), height: 1 });
    this.#addUnread(item);
    this.#at = this.#flow.at;
    return true;
  }

  #addUnread(item: Json): void {
    const { items } = this.#list as OpenList;
    if (items === this.#annotations) this.#unread.add(items.length);
    items.push(item);
  }

  /** The record on one canonical line; the flow reader then stands at the start of the next. */
  #canonicalRecord(start: number): Json | undefined {
    const { marker } = this.#list as OpenList;
    this.#flow.at = start + marker.length;
    if (this.#text[this.#flow.at] !== '{') return undefined;
    const item = this.#flow.value(RECORD_ANCESTORS);
    return item !== undefined && this.#flow.skipLineRest() ? item : undefined;
  }

  #readStyledRecords(): boolean {
    const list = this.#list as OpenList;
    let end = this.#pieceEnd(this.#at);
    while (this.#text.startsWith(list.marker, end) && this.#canonicalRecord(end) === undefined)
      end = this.#pieceEnd(end);
    const piece = this.#readStyled(`_:\n${this.#text.slice(this.#at, end)}`);
    const read = piece?.entry.list;
    if (piece === undefined || read?.indent !== list.indent) return false;
    const [first, ...further] = read.records as [RecordLines, ...RecordLines[]];
    list.records.push({ ...first, ...this.#takeGap() }, ...further);
    for (const item of piece.value as Json[]) this.#addUnread(item);
    this.#at += piece.length - '_:\n'.length;
    return true;
  }

  #readEntry(): boolean {
    const flow = this.#flow;
    flow.at = this.#at;
    const key = this.#matches(ENTRY_START) === undefined ? undefined : flow.key();
    if (key === undefined || Object.hasOwn(this.#data, key)) return false;
    const afterKey = flow.at;
    if (flow.skipLineRest()) return this.#readListStart(key);
    flow.at = afterKey;
    if (!flow.skip(' ')) return false;
    const value = flow.value(ENTRY_ANCESTORS);
    if (value === undefined || !flow.skipLineRest()) return false;
    this.#addEntry({ key, ...this.#takeGap(), height: 1 }, value);
    this.#at = flow.at;
    return true;
  }

  /** A key without a value on its line: records follow, or there is none. */
  #readListStart(key: string): boolean {
    const list: OpenList = { records: [], items: [], indent: '', marker: '' };
    const lines = this.#takeGap();
    const start = this.#at;
    this.#at = this.#flow.at;
    const gaps = this.#at;
    while (this.#readGap()) continue;
    const isList = this.#matches(RECORD_START) !== undefined;
    this.#at = gaps;
    this.#takeGap();
    if (!isList) {
      this.#at = start;
      [this.#gap, this.#comments] = [lines.gap, lines.comments];
      return false;
    }
    this.#addEntry({ key, ...lines, height: 1, list }, list.items);
    this.#list = list;
    if (key === 'annotations') this.#annotations = list.items;
    return true;
  }

  #readStyledEntry(): boolean {
    if (this.#matches(ENTRY_START) === undefined) return false;
    const piece = this.#readStyled(this.#text.slice(this.#at, this.#pieceEnd(this.#at)));
    if (piece === undefined || Object.hasOwn(this.#data, piece.entry.key)) return false;
    this.#addEntry({ ...piece.entry, ...this.#takeGap() }, piece.value);
    this.#at += piece.length;
    return true;
  }

  #addEntry(entry: EntryLines, value: Json): void {
    this.#data[entry.key] = value;
    this.#entries.push(entry);
    this.#list = undefined;
  }

  /** Reads one entry in any style. Its length is that of its lines, without comments and blank lines after it. */
  #readStyled(
    piece: string,
  ): { readonly entry: EntryLines; readonly value: Json; readonly length: number } | undefined {
    if (++this.#styledPieces > this.#maximumStyledPieces) {
      if (this.#styledPieces > MAXIMUM_STYLED_PIECES_OF_LARGE || utf8Length(this.#text) <= MAXIMUM_YAML_BYTES)
        return undefined;
      this.#maximumStyledPieces = MAXIMUM_STYLED_PIECES_OF_LARGE;
    }
    const root = readYaml(piece).value;
    const only = root?.kind === 'mapping' && !root.flow && root.entries.length === 1 ? root.entries[0] : undefined;
    const entry = root?.kind === 'mapping' && only !== undefined ? linesOfYaml(piece, root)?.entries[0] : undefined;
    if (only === undefined || entry?.gap !== 0) return undefined;
    return { entry, value: toJson(only.value), length: lineEndFrom(piece, only.value.end) };
  }

  /** Where the piece that begins with the line at `start` ends: before the next record or entry that is seen to begin. */
  #pieceEnd(start: number): number {
    const marker = this.#list?.marker;
    for (let at = start; ;) {
      const lineFeed = this.#text.indexOf('\n', at);
      if (lineFeed === -1) return this.#text.length;
      at = lineFeed + 1;
      if (marker !== undefined && this.#text.startsWith(marker, at)) return at;
      ENTRY_START.lastIndex = END_LINE.lastIndex = at;
      if (ENTRY_START.test(this.#text) || END_LINE.test(this.#text)) return at;
    }
  }

  #takeGap(): { readonly gap: number; readonly comments: number } {
    const lines = { gap: this.#gap, comments: this.#comments };
    this.#gap = this.#comments = 0;
    return lines;
  }

  #matches(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text) ?? undefined;
  }
}
