import { isKeptExactly, isWellFormed, MAXIMUM_DEPTH, MAXIMUM_KEY_LENGTH } from '../../yaml/boundedYaml';
import type { Json, JsonObject } from '../../yaml/json';

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
 * Characters of strings that are written as `\u` escapes: controls, invisible and bidirectional formatting characters,
 * noncharacters. (Noncharacters beyond U+FFFF stay raw: JSON escapes would tear them into surrogates.)
 */
const ESCAPED =
  '\\u0000-\\u001F\\u007F-\\u009F\\u00AD\\u061C\\u180E\\u200B-\\u200F\\u2028-\\u202E' +
  '\\u2060-\\u206F\\uFDD0-\\uFDEF\\uFEFF\\uFFF9-\\uFFFB\\uFFFE\\uFFFF';
const TO_ESCAPE = new RegExp(`[${ESCAPED}]`, 'g');

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

const RAW = `[^"\\\\\\uD800-\\uDFFF${ESCAPED}]*`;
const ESCAPE = '\\\\(?:["\\\\/bfnrt]|u[0-9a-fA-F]{4})';
/** A pattern remembers every escape it has read: without a limit, a hostile file would use up its stack. */
const MOST_ESCAPES = 100_000;
/** What stands between the quotes of a string, as a pattern. With an escape it may stand for no text: see {@link unescaped}. */
export const STRING_BODY = `${RAW}(?:(?:${ESCAPE}|[\\uD800-\\uDBFF][\\uDC00-\\uDFFF])${RAW}){0,${MOST_ESCAPES}}`;
const STRING = new RegExp(`"${STRING_BODY}"`, 'y');
export const NUMBER_BODY = '-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][-+]?\\d+)?';
const NUMBER = new RegExp(`${NUMBER_BODY}(?=[,}\\] \\r\\n]|$)`, 'y');
const WORD = /(?:true|false|null)(?=[,}\] \r\n]|$)/y;
/** What may follow a value to the end of its line: a comment, as YAML has it. */
const LINE_REST = /(?: +#[^\u0000-\u0008\u000A-\u001F\u007F-\u009F\uFFFE\uFFFF\uD800-\uDFFF]*)?(?:\r?\n|$)/y;

/** The text that the body of a string stands for; undefined where its escapes leave half a character. */
export function unescaped(body: string): string | undefined {
  const text = JSON.parse(`"${body}"`) as string;
  return isWellFormed(text) ? text : undefined;
}

/**
 * Reads one value in canonical form from the whole of `text`, as it stands in a record; undefined where the text is not
 * canonical, which does not mean that it is not YAML.
 */
export function fromFlowText(text: string, ancestors: number): Json | undefined {
  const flow = new FlowReader(text);
  const value = flow.value(ancestors);
  return flow.at === text.length ? value : undefined;
}

/**
 * Reads canonical values at a place that moves on through a text. Whatever is not canonical gives undefined or false,
 * which does not mean that it is not YAML; the place is then wherever that showed.
 */
export class FlowReader {
  at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  value(ancestors: number): Json | undefined {
    const first = this.#text[this.at];
    if (first === '{') return this.#mapping(ancestors);
    if (first === '[') return this.#sequence(ancestors);
    return first === '"' ? this.string() : (this.#number() ?? this.#word());
  }

  /** A key and its colon. */
  key(): string | undefined {
    const key = this.#text[this.at] === '"' ? this.string() : this.#match(BARE_KEY);
    const isKey = key !== undefined && key.length <= MAXIMUM_KEY_LENGTH && key !== '__proto__';
    return isKey && this.skip(':') ? key : undefined;
  }

  string(): string | undefined {
    const source = this.#match(STRING);
    const body = source?.slice(1, -1);
    return body?.includes('\\') === true ? unescaped(body) : body;
  }

  skip(literal: string): boolean {
    const found = this.#text.startsWith(literal, this.at);
    if (found) this.at += literal.length;
    return found;
  }

  /** Skips a comment and the end of the line. */
  skipLineRest(): boolean {
    return this.#match(LINE_REST) !== undefined;
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
