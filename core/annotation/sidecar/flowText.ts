import { isKeptExactly, isWellFormed, MAXIMUM_DEPTH, MAXIMUM_KEY_LENGTH } from '../../yaml/boundedYaml';
import { isJsonObject, type Json, type JsonObject } from '../../yaml/json';

/*
 * The canonical form of a value: one line of YAML flow style, `{key: "text", other: [1, 2]}`. Strings are JSON strings,
 * so that YAML 1.1 and 1.2 readers see the same value; keys stand bare where no reader could take them for anything
 * but a string.
 *
 * How deep a value may nest depends on where it stands: `ancestors` counts the collections around it.
 */

/** Around a top-level value of a sidecar stands the root mapping; around a record of a list also the list. */
export const ENTRY_ANCESTORS = 1;
export const RECORD_ANCESTORS = 2;

/**
 * Characters of strings that are written as `\u` escapes, but for line feeds, which stand between lines too: controls,
 * invisible and bidirectional formatting characters, noncharacters. (Noncharacters beyond U+FFFF stay raw: JSON escapes
 * would tear them into surrogates.)
 */
const ESCAPED_IN_LINES =
  '\\u0000-\\u0009\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F\\u00AD\\u061C\\u180E\\u200B-\\u200F\\u2028-\\u202E' +
  '\\u2060-\\u206F\\uFDD0-\\uFDEF\\uFEFF\\uFFF9-\\uFFFB\\uFFFE\\uFFFF';
const ESCAPED = `\\n\\r${ESCAPED_IN_LINES}`;
const TO_ESCAPE = new RegExp(`[${ESCAPED}]`, 'g');
/** What a text without anything special has not, in one pass; and what makes it unclean if it has that. */
const SUSPICIOUS = new RegExp(`[\\r\\uD800-\\uDFFF${ESCAPED_IN_LINES}]`);
const UNCLEAN = new RegExp(`[${ESCAPED_IN_LINES}]|\\r(?!\\n)`);

/** Words that a YAML 1.1 reader takes for a boolean or null, also as keys. */
const BARE_KEY = /(?!(?:y|n|yes|no|on|off|true|false|null)\b(?!-))[A-Za-z_][A-Za-z0-9_-]*/iy;

/** Whether a value can be written and read back as it is: well-formed strings, kept numbers, moderate keys and depth. */
export function isWritable(value: Json, ancestors = RECORD_ANCESTORS): boolean {
  if (typeof value === 'string') return isWellFormed(value);
  if (typeof value === 'number') return isKeptExactly(value);
  if (typeof value !== 'object' || value === null) return true;
  if (ancestors >= MAXIMUM_DEPTH) return false;
  if (Array.isArray(value)) return value.every((item: Json) => isWritable(item, ancestors + 1));
  return Object.entries(value as JsonObject).every(
    ([key, item]) =>
      key !== '__proto__' && key.length <= MAXIMUM_KEY_LENGTH && isWellFormed(key) && isWritable(item, ancestors + 1),
  );
}

/** Writes a value in canonical form. Throws a RangeError for one that is not writable: callers check first. */
export function toFlowText(value: Json, ancestors: number): string {
  if (!isWritable(value, ancestors)) throw new RangeError('This value cannot be written to a sidecar.');
  return flowText(value);
}

function flowText(value: Json): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return numberText(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(flowText).join(', ')}]`;
  return `{${Object.entries(value as JsonObject)
    .map(([key, item]) => `${keyText(key)}: ${flowText(item)}`)
    .join(', ')}}`;
}

/** A key, bare where that is safe. */
export function keyText(key: string): string {
  BARE_KEY.lastIndex = 0;
  return BARE_KEY.exec(key)?.[0] === key ? key : quoted(key);
}

function quoted(text: string): string {
  return JSON.stringify(text).replace(TO_ESCAPE, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** YAML 1.1 readers want a point in a number with an exponent. */
function numberText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value).replace(/^(-?\d+)e/, '$1.0e');
}

const STRING = new RegExp(`"(?:[^"\\\\${ESCAPED}]|\\\\["\\\\bfnrt]|\\\\u(?![dD][89a-fA-F])[0-9a-fA-F]{4})*"`, 'y');
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?(?=[,}\] \r\n]|$)/y;
const WORD = /(?:true|false|null)(?=[,}\] \r\n]|$)/y;
/** What may follow a value to the end of its line: a comment, as YAML has it. */
const LINE_REST = /(?: +#[^\u0000-\u0008\u000A-\u001F\u007F-\u009F\uFFFE\uFFFF\uD800-\uDFFF]*)?(?:\r?\n|$)/y;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const ZERO = 0x30;
const NINE = 0x39;
/** Numbers of so many digits need no check of their size. */
const SAFE_DIGITS = 15;

/**
 * Reads one value in canonical form from the whole of `text`, as it stands in a record; undefined where the text is not
 * canonical, which does not mean that it is not YAML.
 */
export function fromFlowText(text: string, ancestors: number): Json | undefined {
  const flow = new FlowReader(text);
  const value = flow.value(ancestors);
  return flow.at === text.length && !text.includes('\n') ? value : undefined;
}

/**
 * Reads canonical values at a place that moves on through a text. Whatever is not canonical gives undefined or false,
 * which does not mean that it is not YAML; the place is then wherever that showed.
 */
export class FlowReader {
  at = 0;
  readonly #text: string;
  /** Whether nothing but line feeds would have to be escaped in a string: then it is enough to look for its end. */
  readonly #isClean: boolean;
  /** The first backslash from a place on: most strings have none. */
  #backslash = -1;
  #backslashFrom = 0;
  #repeatedText = '';
  #repeatedMapping: JsonObject = {};

  constructor(text: string) {
    this.#text = text;
    this.#isClean = !SUSPICIOUS.test(text) || (!UNCLEAN.test(text) && isWellFormed(text));
  }

  value(ancestors: number): Json | undefined {
    const first = this.#text[this.at];
    if (first === '{') return this.#mapping(ancestors);
    if (first === '[') return this.#sequence(ancestors);
    return first === '"' ? this.string() : (this.#number() ?? this.#word());
  }

  /** As {@link value}, for a place where many mappings are the same: one that is written like the one before is that one. */
  repeatedValue(ancestors: number): Json | undefined {
    if (this.#repeatedText !== '' && this.skip(this.#repeatedText)) return this.#repeatedMapping;
    const start = this.at;
    const value = this.value(ancestors);
    if (isJsonObject(value)) {
      this.#repeatedText = this.#text.slice(start, this.at);
      this.#repeatedMapping = value;
    }
    return value;
  }

  /** A key and its colon. */
  key(): string | undefined {
    const key = this.#text[this.at] === '"' ? this.string() : this.#match(BARE_KEY);
    const isKey = key !== undefined && key.length <= MAXIMUM_KEY_LENGTH && key !== '__proto__';
    return isKey && this.skip(':') ? key : undefined;
  }

  /** A string. In a clean text it may have run over a line end: {@link skipLineRest} tells. */
  string(): string | undefined {
    if (!this.#isClean) return this.#checkedString();
    const start = this.at;
    if (this.#text.charCodeAt(start) !== QUOTE) return undefined;
    const end = this.#text.indexOf('"', start + 1);
    if (this.#nextBackslash(start) < end) return this.#escapedString(end);
    if (end === -1) return undefined;
    this.at = end + 1;
    return this.#text.slice(start + 1, end);
  }

  /** A whole number from 0, in its canonical form and of moderate size. */
  count(): number | undefined {
    const start = this.at;
    let value = 0;
    for (;;) {
      const unit = this.#text.charCodeAt(this.at);
      if (!(unit >= ZERO && unit <= NINE)) break;
      value = value * 10 + unit - ZERO;
      this.at++;
    }
    const digits = this.at - start;
    const isCanonical = digits > 0 && digits <= SAFE_DIGITS && (digits === 1 || this.#text.charCodeAt(start) !== ZERO);
    return isCanonical ? value : undefined;
  }

  skip(literal: string): boolean {
    const found = this.#text.startsWith(literal, this.at);
    if (found) this.at += literal.length;
    return found;
  }

  /** Skips a comment and the end of the line; not so where that is not the line that begins at `lineStart`. */
  skipLineRest(lineStart: number): boolean {
    const lineFeed = this.#text.indexOf('\n', lineStart);
    if (lineFeed === this.at) {
      this.at++;
      return true;
    }
    return (lineFeed === -1 || lineFeed > this.at) && this.#match(LINE_REST) !== undefined;
  }

  #nextBackslash(from: number): number {
    if (from < this.#backslashFrom || from > this.#backslash) {
      const found = this.#text.indexOf('\\', from);
      this.#backslash = found === -1 ? this.#text.length : found;
      this.#backslashFrom = from;
    }
    return this.#backslash;
  }

  /** A string with a backslash, whose first quote is at `quote`. YAML reads all that JSON does in the same way. */
  #escapedString(quote: number): string | undefined {
    const start = this.at;
    let end = quote;
    while (end !== -1 && this.#isEscaped(end)) end = this.#text.indexOf('"', end + 1);
    if (end === -1) return undefined;
    this.at = end + 1;
    try {
      const value = JSON.parse(this.#text.slice(start, end + 1)) as string;
      return isWellFormed(value) ? value : undefined;
    } catch {
      return undefined;
    }
  }

  /** Whether an odd number of backslashes stands before a place. */
  #isEscaped(at: number): boolean {
    let start = at;
    while (this.#text.charCodeAt(start - 1) === BACKSLASH) start--;
    return (at - start) % 2 === 1;
  }

  #checkedString(): string | undefined {
    const source = this.#match(STRING);
    const value = source === undefined ? undefined : (JSON.parse(source) as string);
    return value === undefined || !isWellFormed(value) ? undefined : value;
  }

  #mapping(ancestors: number): JsonObject | undefined {
    if (ancestors >= MAXIMUM_DEPTH) return undefined;
    this.at++;
    const mapping: Record<string, Json> = {};
    if (this.skip('}')) return mapping;
    do {
      const key = this.key();
      if (key === undefined || Object.hasOwn(mapping, key) || !this.skip(' ')) return undefined;
      const value = this.value(ancestors + 1);
      if (value === undefined) return undefined;
      mapping[key] = value;
    } while (this.skip(', '));
    return this.skip('}') ? mapping : undefined;
  }

  #sequence(ancestors: number): Json[] | undefined {
    if (ancestors >= MAXIMUM_DEPTH) return undefined;
    this.at++;
    const items: Json[] = [];
    if (this.skip(']')) return items;
    do {
      const value = this.value(ancestors + 1);
      if (value === undefined) return undefined;
      items.push(value);
    } while (this.skip(', '));
    return this.skip(']') ? items : undefined;
  }

  #number(): number | undefined {
    const source = this.#match(NUMBER);
    return source === undefined || !isKeptExactly(Number(source)) ? undefined : Number(source);
  }

  #word(): boolean | null | undefined {
    const word = this.#match(WORD);
    return word === undefined ? undefined : word === 'null' ? null : word === 'true';
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.#text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }
}
