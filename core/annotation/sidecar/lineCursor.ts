import { decodeUtf8, encodeUtf8 } from './bytes';

const LINE_FEED = 0x0a;

/** Goes through the lines of a file once and gathers the bytes of the next version: kept lines are not copied. */
export class LineCursor {
  readonly #bytes: Uint8Array;
  readonly #chunks: Uint8Array[] = [];
  /** Where the line begins that comes next. */
  #at = 0;
  /** The start of the bytes that are kept and not yet among the chunks. */
  #keptFrom = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  keep(lines: number): void {
    this.#at = this.#after(lines);
  }

  /** Leaves lines out of the next version and gives back their text. */
  take(lines: number): string {
    const text = this.peek(0, lines);
    this.#flush();
    this.#keptFrom = this.#at = this.#after(lines);
    return text;
  }

  /** The text of lines further on, without going there. */
  peek(linesAhead: number, lines: number): string {
    const start = this.#after(linesAhead);
    return decodeUtf8(this.#bytes.subarray(start, this.#after(lines, start))) as string;
  }

  write(text: string): void {
    if (text === '') return;
    this.#flush();
    this.#chunks.push(encodeUtf8(text));
  }

  /** The bytes of the next version; all lines that were not reached are kept. */
  finish(): readonly Uint8Array[] {
    this.#at = this.#bytes.length;
    this.#flush();
    return this.#chunks;
  }

  #flush(): void {
    if (this.#at > this.#keptFrom) this.#chunks.push(this.#bytes.subarray(this.#keptFrom, this.#at));
    this.#keptFrom = this.#at;
  }

  #after(lines: number, start = this.#at): number {
    let at = start;
    for (let line = 0; line < lines; line++) at = this.#bytes.indexOf(LINE_FEED, at) + 1;
    return at;
  }
}
