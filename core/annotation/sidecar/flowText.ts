import { isKeptExactly, MAXIMUM_DEPTH } from '../../yaml/boundedYaml';
import type { Json, JsonObject } from '../../yaml/json';

/*
 * The canonical form of a value: one line of YAML flow style, `{key: "text", other: [1, 2]}`. Strings are JSON strings,
 * so that YAML 1.1 and 1.2 readers see the same value; keys stand bare where no reader could take them for anything
 * but a string.
 */

/**
 * Characters of strings that are written as `\u` escapes: controls, invisible and bidirectional formatting characters,
 * noncharacters. (Noncharacters beyond U+FFFF stay raw: JSON escapes would tear them into surrogates.)
 */
const ESCAPED =
  '\\u0000-\\u001F\\u007F-\\u009F\\u00AD\\u061C\\u180E\\u200B-\\u200F\\u2028-\\u202E\\u2060-\\u206F' +
  '\\uFDD0-\\uFDEF\\uFEFF\\uFFF9-\\uFFFB\\uFFFE\\uFFFF';
const TO_ESCAPE = new RegExp(`[${ESCAPED}]`, 'g');
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Words that a YAML 1.1 reader takes for a boolean or null, also as keys. */
const BARE_KEY = /(?!(?:y|n|yes|no|on|off|true|false|null)\b(?!-))[A-Za-z_][A-Za-z0-9_-]*/iy;
/** YAML wants a key and its colon within 1,024 characters; an escape takes six. */
const MAXIMUM_KEY_LENGTH = 150;

/** Whether a value can be written and read back as it is: well-formed strings, kept numbers, keys of moderate length. */
export function isWritable(value: Json, depth = 0): boolean {
  if (typeof value === 'string') return !LONE_SURROGATE.test(value);
  if (typeof value === 'number') return isKeptExactly(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth > MAXIMUM_DEPTH) return false;
  if (Array.isArray(value)) return value.every((item: Json) => isWritable(item, depth + 1));
  return Object.entries(value as JsonObject).every(
    ([key, item]) =>
      key !== '__proto__' && key.length <= MAXIMUM_KEY_LENGTH && isWritable(key) && isWritable(item, depth + 1),
  );
}

/** Writes a value in canonical form. Throws a RangeError for one that is not writable: callers check first. */
export function toFlowText(value: Json): string {
  if (!isWritable(value)) throw new RangeError('This value cannot be written to a sidecar.');
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

/**
 * Reads one value in canonical form from the whole of `text`; undefined where the text is not canonical, which does not
 * mean that it is not YAML.
 */
export function fromFlowText(text: string): Json | undefined {
  const reader = new FlowReader(text);
  const value = reader.value(0);
  return value !== undefined && reader.atEnd ? value : undefined;
}

/** The key of a line `key: …` or `key:` in canonical form, and where the colon ends; undefined where there is none. */
export function readLineKey(line: string): { readonly key: string; readonly end: number } | undefined {
  const reader = new FlowReader(line);
  const key = reader.key();
  return key === undefined ? undefined : { key, end: reader.at };
}

const STRING = new RegExp(`"(?:[^"\\\\${ESCAPED}]|\\\\["\\\\bfnrt]|\\\\u(?![dD][89a-fA-F])[0-9a-fA-F]{4})*"`, 'y');
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?(?=[,}\]]|$)/y;
const WORD = /(?:true|false|null)(?=[,}\]]|$)/y;

/** A reader of canonical values that gives undefined at the first thing that is not canonical. */
class FlowReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get at(): number {
    return this.#at;
  }

  get atEnd(): boolean {
    return this.#at === this.#text.length;
  }

  value(depth: number): Json | undefined {
    if (depth > MAXIMUM_DEPTH) return undefined;
    const first = this.#text[this.#at];
    if (first === '{') return this.#mapping(depth);
    if (first === '[') return this.#sequence(depth);
    return first === '"' ? this.#string() : (this.#number() ?? this.#word());
  }

  /** A key and its colon. */
  key(): string | undefined {
    const key = this.#text[this.#at] === '"' ? this.#string() : this.#match(BARE_KEY);
    const isKey = key !== undefined && key.length <= MAXIMUM_KEY_LENGTH && key !== '__proto__';
    return isKey && this.#skip(':') ? key : undefined;
  }

  #mapping(depth: number): JsonObject | undefined {
    this.#skip('{');
    const entries: [string, Json][] = [];
    const seen = new Set<string>();
    if (this.#skip('}')) return {};
    do {
      const key = this.key();
      if (key === undefined || seen.has(key) || !this.#skip(' ')) return undefined;
      const value = this.value(depth + 1);
      if (value === undefined) return undefined;
      entries.push([key, value]);
      seen.add(key);
    } while (this.#skip(', '));
    return this.#skip('}') ? Object.fromEntries(entries) : undefined;
  }

  #sequence(depth: number): Json[] | undefined {
    this.#skip('[');
    const items: Json[] = [];
    if (this.#skip(']')) return items;
    do {
      const value = this.value(depth + 1);
      if (value === undefined) return undefined;
      items.push(value);
    } while (this.#skip(', '));
    return this.#skip(']') ? items : undefined;
  }

  #string(): string | undefined {
    const source = this.#match(STRING);
    const text = source === undefined ? undefined : (JSON.parse(source) as string);
    return text === undefined || LONE_SURROGATE.test(text) ? undefined : text;
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
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  #skip(literal: string): boolean {
    const found = this.#text.startsWith(literal, this.#at);
    if (found) this.#at += literal.length;
    return found;
  }
}
