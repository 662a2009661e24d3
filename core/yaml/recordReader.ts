import type { YamlPath } from './boundedYaml';
import { isJsonObject, type Json, type JsonObject } from './json';

/** Something that does not fit the format, at a path of the data. Its place in the file is found only when it is needed. */
export interface Issue {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly message: string;
  readonly path: YamlPath;
  /** Whether it is about the key at the end of the path rather than about its value. */
  readonly isAboutKey?: true;
}

/**
 * Reads the fields of one record and notes what does not fit. A field of the wrong type is an issue, never coerced;
 * reading goes on with a stand-in, so that all issues of a file are found at once.
 */
export class RecordReader {
  readonly #record: JsonObject;
  readonly #isMapping: boolean;
  readonly #path: YamlPath;
  readonly #issues: Issue[];
  readonly #read = new Set<string>();

  constructor(value: Json | undefined, path: YamlPath, issues: Issue[]) {
    this.#path = path;
    this.#issues = issues;
    this.#isMapping = isJsonObject(value);
    this.#record = isJsonObject(value) ? value : {};
    if (!this.#isMapping) this.issue('type', 'Here a mapping (key: value) is expected.');
  }

  string(key: string): string {
    const value = this.optionalString(key);
    if (value === undefined) this.#noteMissing(key);
    return value ?? '';
  }

  /** A string that must not be empty. */
  name(key: string): string {
    const value = this.string(key);
    if (value === '' && this.#record[key] === '') this.issue('empty', `"${key}" is empty. Fill it in.`, key);
    return value;
  }

  optionalString(key: string): string | undefined {
    return this.#optional(key, 'a string in double quotes', (value) => typeof value === 'string');
  }

  /** A whole number from 0. */
  count(key: string): number {
    const isCount = (value: Json): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
    const value = this.#optional(key, 'a whole number, 0 or more', isCount);
    if (value === undefined) this.#noteMissing(key);
    return value ?? 0;
  }

  optionalFlag(key: string): boolean | undefined {
    return this.#optional(key, 'true or false', (value) => typeof value === 'boolean');
  }

  optionalMapping(key: string): JsonObject | undefined {
    return this.#optional(key, 'a mapping (key: value)', isJsonObject);
  }

  optionalStrings(key: string): readonly string[] | undefined {
    const isStrings = (value: Json): value is readonly string[] =>
      Array.isArray(value) && value.every((item) => typeof item === 'string');
    return this.#optional(key, 'a list of strings', isStrings);
  }

  optionalOneOf<Value extends Json>(
    key: string,
    expected: string,
    fits: (value: Json) => value is Value,
  ): Value | undefined {
    return this.#optional(key, expected, fits);
  }

  /**
   * The records of a list, read one by one; a missing or empty (null) list has none. With `unread`, the places in the list
   * of those that are still to be read: at all others stand values that have been read already.
   */
  records<Value>(
    key: string,
    read: (reader: RecordReader, index: number) => Value,
    unread?: ReadonlySet<number>,
  ): Value[] {
    if (this.#record[key] !== null) return this.optionalRecords(key, read, unread) ?? [];
    this.#read.add(key);
    return [];
  }

  optionalRecords<Value>(
    key: string,
    read: (reader: RecordReader, index: number) => Value,
    unread?: ReadonlySet<number>,
  ): Value[] | undefined {
    const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
    const list = this.#optional(key, 'a list', isList);
    if (unread?.size === 0) return list && ([...list] as Value[]);
    const readItem = (item: Json, index: number): Value =>
      read(new RecordReader(item, [...this.#path, key, index], this.#issues), index);
    return list?.map((item, index) => (unread?.has(index) === false ? (item as Value) : readItem(item, index)));
  }

  /** A reader of a mapping that must be there. */
  record(key: string): RecordReader {
    this.#read.add(key);
    return new RecordReader(this.#has(key) ? this.#record[key] : undefined, [...this.#path, key], this.#issues);
  }

  optionalRecord(key: string): RecordReader | undefined {
    this.#read.add(key);
    return this.#has(key) ? this.record(key) : undefined;
  }

  /** What no field asked for, in the order of the file; undefined where nothing is left. */
  rest(): JsonObject | undefined {
    const left = Object.entries(this.#record).filter(([key]) => !this.#read.has(key));
    return left.length === 0 ? undefined : Object.fromEntries(left);
  }

  /** The keys that no field asked for, in the order of the file. */
  get unknownKeys(): readonly string[] {
    return Object.keys(this.#record).filter((key) => !this.#read.has(key));
  }

  /** The keys that were asked for and are not there, in the order in which they were. */
  get absentKeys(): readonly string[] {
    return [...this.#read].filter((key) => !this.#has(key));
  }

  /** Warns of a key of the record. */
  warnOfKey(code: string, message: string, key: string): void {
    this.#issues.push({ severity: 'warning', code, message, path: [...this.#path, key], isAboutKey: true });
  }

  /** Notes an issue with the record, or with one of its fields. */
  issue(code: string, message: string, key?: string): void {
    this.issueAt(code, message, key === undefined ? [] : [key]);
  }

  /** Notes an issue with a value inside the record. */
  issueAt(code: string, message: string, path: YamlPath, severity: Issue['severity'] = 'error'): void {
    this.#issues.push({ severity, code, message, path: [...this.#path, ...path] });
  }

  #noteMissing(key: string): void {
    if (this.#isMapping && !this.#has(key)) this.issue('missing', `"${key}" is missing. Add it.`);
  }

  #has(key: string): boolean {
    return Object.hasOwn(this.#record, key);
  }

  #optional<Value extends Json>(
    key: string,
    expected: string,
    fits: (value: Json) => value is Value,
  ): Value | undefined {
    this.#read.add(key);
    if (!this.#has(key)) return undefined;
    const value = this.#record[key] as Json;
    if (fits(value)) return value;
    this.issue('type', `"${key}" must be ${expected}.`, key);
    return undefined;
  }
}
