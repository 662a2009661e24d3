import type { YamlPath } from '../yaml/boundedYaml';
import type { Json } from '../yaml/json';
import { RecordReader, type Issue } from '../yaml/recordReader';
import type { FilePlace, ImportFinding, ReportFinding } from './foreign';

/** The text of one value of a file that holds many, and where it begins. */
export interface JsonPiece {
  readonly text: string;
  readonly place: FilePlace;
}

/**
 * Cuts a file into its values while it is read, so that no file has to fit in memory: the elements of a list, or values one
 * behind the other (JSON Lines). A broken value costs only itself: a line that begins with `{` begins a new one.
 */
export class JsonSplitter {
  readonly #file: string;
  /** The text of the value that has begun, as far as it was read in earlier chunks. */
  #pending = '';
  #start: FilePlace | undefined;
  #form: 'unknown' | 'list' | 'lines' | 'closed list' = 'unknown';
  /** How many brackets are open; in a list its own counts. */
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  #line = 1;
  #column = 1;

  constructor(file: string) {
    this.#file = file;
  }

  /** Whether the file is one list: then it is one value, which is sound as a whole or not at all. */
  get isList(): boolean {
    return this.#form === 'list' || this.#form === 'closed list';
  }

  /** The values that are complete with the next part of the file. */
  *push(chunk: string): Generator<JsonPiece> {
    let from = 0;
    for (let at = 0; at < chunk.length; at++) {
      if (this.#isInString && !this.#isEscaped) {
        // Nearly all of a file stands in strings, and nothing in these has a meaning here but their ends.
        const plain = after(PLAIN, chunk, at) - at;
        at += plain;
        this.#column += plain;
        if (at === chunk.length) break;
      }
      const character = chunk[at] as string;
      if (this.#start !== undefined && this.#endsBefore(character)) {
        yield this.#take(chunk.slice(from, at));
      }
      if (this.#start === undefined && this.#begins(character)) {
        from = at;
        this.#start = this.#place();
      }
      if (this.#start !== undefined && this.#endsWith(character)) {
        yield this.#take(chunk.slice(from, at + 1));
      }
      this.#column = character === '\n' ? 1 : this.#column + 1;
      if (character === '\n') this.#line++;
    }
    if (this.#start !== undefined) this.#pending += chunk.slice(from);
  }

  /** What is left at the end of the file; a finding where the file was cut off. */
  end(): { readonly piece?: JsonPiece; readonly finding?: ImportFinding } {
    const piece = this.#start === undefined ? undefined : this.#take('');
    if (this.#form !== 'list') return piece === undefined ? {} : { piece };
    const message = 'The list is not closed: the file was cut off. Export it again.';
    return { finding: { severity: 'error', code: 'cut-off', message, place: this.#place() } };
  }

  #place(): FilePlace {
    return { file: this.#file, line: this.#line, column: this.#column };
  }

  #take(rest: string): JsonPiece {
    const piece = { text: (this.#pending + rest).trimEnd(), place: this.#start as FilePlace };
    this.#pending = '';
    this.#start = undefined;
    this.#isInString = this.#isEscaped = false;
    this.#depth = this.#base;
    return piece;
  }

  get #base(): number {
    return this.#form === 'list' ? 1 : 0;
  }

  /** Whether a value begins at a character that stands between values. */
  #begins(character: string): boolean {
    if (/[\s\uFEFF]/.test(character)) return false;
    if (this.#form === 'unknown') {
      this.#form = character === '[' ? 'list' : 'lines';
      this.#depth = this.#base;
      return this.#form === 'lines';
    }
    if (this.#form === 'list' && character === ']') {
      this.#form = 'closed list';
      return false;
    }
    return character !== ',' || this.#form !== 'list';
  }

  /** Whether the value that has begun is over, and `character` is none of its own. */
  #endsBefore(character: string): boolean {
    if (this.#isInString && character !== '\n') return false;
    if (this.#form === 'list') return this.#depth === 1 && (character === ',' || character === ']');
    if (character === '\n') return this.#depth === 0;
    return this.#column === 1 && character === '{';
  }

  /** Takes a character into the value that has begun; whether it is complete with it. */
  #endsWith(character: string): boolean {
    if (this.#isInString) {
      // No string of JSON holds a line break: one that is not closed ends with its line.
      if (character === '\n' || (character === '"' && !this.#isEscaped)) this.#isInString = false;
      this.#isEscaped = character === '\\' && !this.#isEscaped;
      return false;
    }
    if (character === '"') this.#isInString = true;
    else if (character === '{' || character === '[') this.#depth++;
    else if (character === '}' || character === ']') return --this.#depth <= this.#base;
    return false;
  }
}

/** A value of a file, and the places of all that it holds. */
export class JsonEntry {
  readonly value: Json;
  readonly #piece: JsonPiece;
  readonly #locator: JsonLocator;
  /** Where the lines of the piece begin; found when it is first asked. */
  #lineStarts: readonly number[] | undefined;

  private constructor(piece: JsonPiece, value: Json) {
    this.#piece = piece;
    this.#locator = new JsonLocator(piece.text);
    this.value = value;
  }

  /** Reads a piece; one that is no JSON is reported at the place where it stops being one. */
  static read(piece: JsonPiece, report: ReportFinding): JsonEntry | undefined {
    try {
      return new JsonEntry(piece, JSON.parse(piece.text) as Json);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const offset = Number(/at position (\d+)/.exec(reason)?.[1] ?? piece.text.length);
      const message = `This is not JSON (${reason.replace(/ in JSON at position.*$/s, '')}). It is left out; export it again, or correct it.`;
      report({ severity: 'error', code: 'json', message, place: placeAfter(piece, offset) });
      return undefined;
    }
  }

  /** Where the value at a path stands; where it is missing, the innermost that is there. */
  placeOf(path: YamlPath): FilePlace {
    const { text, place } = this.#piece;
    this.#lineStarts ??= lineStartsOf(text);
    const offset = this.#locator.offsetOf(path);
    const line = countUpTo(this.#lineStarts, offset) - 1;
    const column = offset - (this.#lineStarts[line] as number);
    return line === 0
      ? { ...place, column: place.column + column }
      : { ...place, line: place.line + line, column: column + 1 };
  }

  /** Reads the record at a path. What does not fit is reported, and makes `read` undefined. */
  record<Value>(
    value: Json | undefined,
    path: YamlPath,
    read: (reader: RecordReader) => Value,
    report: ReportFinding,
  ): Value | undefined {
    const issues: Issue[] = [];
    const result = read(new RecordReader(value, path, issues));
    for (const { code, message, path: at } of issues)
      report({ severity: 'error', code, message, place: this.placeOf(at) });
    return issues.length === 0 ? result : undefined;
  }
}

function placeAfter({ text, place }: JsonPiece, offset: number): FilePlace {
  const before = text.slice(0, offset);
  const lastBreak = before.lastIndexOf('\n');
  if (lastBreak === -1) return { ...place, column: place.column + before.length };
  return { ...place, line: place.line + before.split('\n').length - 1, column: before.length - lastBreak };
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** How many of the numbers, which rise, are at most `value`. */
function countUpTo(numbers: readonly number[], value: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Where the values of a text that is JSON stand. What a list or an object holds is looked for once: each of a hundred thousand
 * entries may be asked for.
 */
export class JsonLocator {
  readonly #text: string;
  /** The offsets of the values in a list or object, by its own offset. */
  readonly #children = new Map<number, ReadonlyMap<string | number, number>>();

  constructor(text: string) {
    this.#text = text;
  }

  /** The offset (UTF-16) of the value at a path; where it is missing, of the innermost that is there. */
  offsetOf(path: YamlPath): number {
    let at = afterBlanks(this.#text, 0);
    for (const step of path) {
      const child = this.#childrenOf(at).get(step);
      if (child === undefined) break;
      at = child;
    }
    return at;
  }

  #childrenOf(at: number): ReadonlyMap<string | number, number> {
    const known = this.#children.get(at);
    if (known !== undefined) return known;
    const found =
      this.#text[at] === '[' ? elementsOf(this.#text, at) : this.#text[at] === '{' ? valuesOf(this.#text, at) : NOTHING;
    this.#children.set(at, found);
    return found;
  }
}

const NOTHING: ReadonlyMap<string | number, number> = new Map();

function elementsOf(text: string, list: number): Map<string | number, number> {
  const found = new Map<string | number, number>();
  for (let at = afterBlanks(text, list + 1); text[at] !== ']'; at = nextElement(text, afterValue(text, at)))
    found.set(found.size, at);
  return found;
}

/** Of a key that is given twice the last counts, as for `JSON.parse`. */
function valuesOf(text: string, object: number): Map<string | number, number> {
  const found = new Map<string | number, number>();
  for (let at = afterBlanks(text, object + 1); text[at] !== '}';) {
    const afterKey = afterValue(text, at);
    const value = afterBlanks(text, afterBlanks(text, afterKey) + 1);
    found.set(JSON.parse(text.slice(at, afterKey)) as string, value);
    at = nextElement(text, afterValue(text, value));
  }
  return found;
}

function nextElement(text: string, afterElement: number): number {
  const at = afterBlanks(text, afterElement);
  return text[at] === ',' ? afterBlanks(text, at + 1) : at;
}

const BLANKS = /\s*/y;
const PLAIN = /[^"\\\n]*/y;
const SCALAR = /[^\s,\]}]*/y;

function afterBlanks(text: string, at: number): number {
  return after(BLANKS, text, at);
}

function afterValue(text: string, from: number): number {
  let depth = 0;
  let at = from;
  do {
    const character = text[at];
    if (character === '{' || character === '[') depth++;
    if (character === '}' || character === ']') depth--;
    if (character === '"') at = afterString(text, at);
    else if (depth === 0 && !'}]'.includes(character ?? '')) return after(SCALAR, text, at);
    else at++;
  } while (depth > 0 && at < text.length);
  return at;
}

function afterString(text: string, from: number): number {
  let at = after(PLAIN, text, from + 1);
  while (text[at] === '\\') at = after(PLAIN, text, at + 2);
  return at + 1;
}

function after(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}
