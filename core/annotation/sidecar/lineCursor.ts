import { decodeUtf8, encodeUtf8 } from './bytes';

const LINE_FEED = 0x0a;
const BYTE_ORDER_MARK = encodeUtf8('\uFEFF');

/**
 * Goes through the lines of a file once and gathers the bytes of the next version: kept lines are not copied. A byte order
 * mark belongs to no line and stays in front.
 */
export class LineCursor {
  readonly #bytes: Uint8Array;
  readonly #chunks: Uint8Array[] = [];
  /** Where a line begins: the one that comes next, but for lines that are kept and were not gone through yet. */
  #at: number;
  #ahead = 0;
  /** The start of the bytes that are kept and not yet among the chunks. */
  #keptFrom = 0;
  /** What stands before these and is not yet among the chunks. */
  #written = '';

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#at = BYTE_ORDER_MARK.every((byte, at) => bytes[at] === byte) ? BYTE_ORDER_MARK.length : 0;
  }

  keep(lines: number): void {
    this.#ahead += lines;
  }

  /** Leaves lines out of the next version and gives back their text. */
  take(lines: number): string {
    this.#passKept();
    const start = this.#at;
    this.#keptFrom = this.#at = this.#after(lines);
    return this.#textOf(start, this.#at);
  }

  /** The text of lines further on, without going there. */
  peek(linesAhead: number, lines: number): string {
    this.#passKept();
    const start = this.#after(linesAhead);
    return this.#textOf(start, this.#after(lines, start));
  }

  write(text: string): void {
    if (text === '') return;
    this.#passKept();
    this.#written += text;
  }

  /** The bytes of the next version; all lines that were not reached are kept. */
  finish(): readonly Uint8Array[] {
    this.#ahead = 0;
    this.#at = this.#bytes.length;
    this.#gather();
    this.#gatherWritten();
    return this.#chunks;
  }

  #passKept(): void {
    this.#at = this.#after(this.#ahead);
    this.#ahead = 0;
    this.#gather();
  }

  /** Takes what is kept up to here among the chunks. */
  #gather(): void {
    if (this.#at === this.#keptFrom) return;
    this.#gatherWritten();
    this.#chunks.push(this.#bytes.subarray(this.#keptFrom, this.#at));
    this.#keptFrom = this.#at;
  }

  #gatherWritten(): void {
    if (this.#written !== '') this.#chunks.push(encodeUtf8(this.#written));
    this.#written = '';
  }

  #after(lines: number, start = this.#at): number {
    let at = start;
    for (let line = 0; line < lines; line++) at = this.#bytes.indexOf(LINE_FEED, at) + 1;
    return at;
  }

  #textOf(start: number, end: number): string {
    return decodeUtf8(this.#bytes.subarray(start, end)) as string;
  }
}
