import { decodeUtf8, encodeUtf8 } from './bytes';

const LINE_FEED = 0x0a;
const BYTE_ORDER_MARK = encodeUtf8('\uFEFF');

/** Where each line of a file begins, in bytes, and where the last one ends. A byte order mark belongs to no line. */
export type LineStarts = Uint32Array;

export interface BytesInLines {
  readonly bytes: Uint8Array;
  readonly starts: LineStarts;
}

export function lineStartsOf(bytes: Uint8Array): LineStarts {
  const start = BYTE_ORDER_MARK.every((byte, at) => bytes[at] === byte) ? BYTE_ORDER_MARK.length : 0;
  const starts = [start, ...lineEndsIn(bytes, start)];
  if (starts.at(-1) !== bytes.length) starts.push(bytes.length);
  return Uint32Array.from(starts);
}

/** The bytes behind each line feed from `start` on. */
function lineEndsIn(bytes: Uint8Array, start: number): number[] {
  const ends: number[] = [];
  for (let at = bytes.indexOf(LINE_FEED, start); at !== -1; at = bytes.indexOf(LINE_FEED, at + 1)) ends.push(at + 1);
  return ends;
}

/** Goes through the lines of a file once and gathers the bytes of the next version: kept lines are not copied. */
export class LineCursor {
  readonly #bytes: Uint8Array;
  readonly #starts: LineStarts;
  readonly #chunks: Uint8Array[] = [];
  /** The lengths of the lines of the next version, as far as it is gathered: of a run that is kept, or of new lines. */
  readonly #gathered: ({ readonly from: number; readonly to: number } | { readonly ends: readonly number[] })[] = [];
  /** The line that comes next, but for lines that are kept and were not gone through yet. */
  #line = 0;
  #ahead = 0;
  /** The first of the lines that are kept and not yet among the chunks. */
  #keptFrom = 0;
  /** What stands before these and is not yet among the chunks. */
  #written = '';

  constructor({ bytes, starts }: BytesInLines) {
    this.#bytes = bytes;
    this.#starts = starts;
    const [first = 0] = starts;
    if (first > 0) this.#chunks.push(bytes.subarray(0, first));
  }

  keep(lines: number): void {
    this.#ahead += lines;
  }

  /** Leaves lines out of the next version and gives back their text. */
  take(lines: number): string {
    this.#passKept();
    const start = this.#line;
    this.#keptFrom = this.#line = start + lines;
    return this.#textOf(start, this.#line);
  }

  /** The text of lines further on, without going there. */
  peek(linesAhead: number, lines: number): string {
    this.#passKept();
    const start = this.#line + linesAhead;
    return this.#textOf(start, start + lines);
  }

  write(text: string): void {
    if (text === '') return;
    this.#passKept();
    this.#written += text;
  }

  /** The bytes of the next version, and where its lines begin; all lines that were not reached are kept. */
  finish(): { readonly chunks: readonly Uint8Array[]; readonly starts: LineStarts } {
    this.#ahead = 0;
    this.#line = this.#starts.length - 1;
    this.#gather();
    this.#gatherWritten();
    return { chunks: this.#chunks, starts: this.#nextStarts() };
  }

  #passKept(): void {
    this.#line += this.#ahead;
    this.#ahead = 0;
    this.#gather();
  }

  /** Takes what is kept up to here among the chunks. */
  #gather(): void {
    const [from, to] = [this.#keptFrom, this.#line];
    if (from === to) return;
    this.#gatherWritten();
    this.#chunks.push(this.#bytes.subarray(this.#starts[from], this.#starts[to]));
    this.#gathered.push({ from, to });
    this.#keptFrom = to;
  }

  #gatherWritten(): void {
    if (this.#written === '') return;
    const bytes = encodeUtf8(this.#written);
    this.#chunks.push(bytes);
    this.#gathered.push({ ends: lineEndsIn(bytes, 0) });
    this.#written = '';
  }

  #nextStarts(): LineStarts {
    const lines = this.#gathered.reduce((sum, run) => sum + ('ends' in run ? run.ends.length : run.to - run.from), 0);
    const next = new Uint32Array(lines + 1);
    let start = (next[0] = this.#starts[0] as number);
    let line = 1;
    for (const run of this.#gathered) {
      if ('ends' in run) for (const end of run.ends) next[line++] = start + end;
      else {
        const shift = start - (this.#starts[run.from] as number);
        for (let old = run.from + 1; old <= run.to; old++) next[line++] = (this.#starts[old] as number) + shift;
      }
      start = next[line - 1] as number;
    }
    return next;
  }

  #textOf(from: number, to: number): string {
    return decodeUtf8(this.#bytes.subarray(this.#starts[from], this.#starts[to])) as string;
  }
}
