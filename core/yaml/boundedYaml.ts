import { CST, isMap, isScalar, isSeq, Lexer, parseDocument, type ParsedNode } from 'yaml';
import type { Parsed, Problem } from '../problem';
import { findConflictMarkers } from './conflictMarkers';
import type { Json } from './json';

/** Files above this size are refused (bytes of UTF-8). */
export const MAXIMUM_YAML_BYTES = 4 * 1024 * 1024;
/** Collections nested deeper than this are refused; ours need five. */
export const MAXIMUM_DEPTH = 32;

/** Of a file that is no YAML at all, only the first errors are reported. */
const MAXIMUM_ERRORS = 100;

/** A step list from the root of a file to a value: keys of mappings and indices of sequences. */
export type YamlPath = readonly (string | number)[];

/** A piece of a YAML file, `[offset, end)` in UTF-16 units of its text. */
export interface Extent {
  readonly offset: number;
  readonly end: number;
}

export type YamlNode = YamlScalar | YamlSequence | YamlMapping;

interface YamlScalar extends Extent {
  readonly kind: 'scalar';
  readonly value: null | boolean | number | string;
}

export interface YamlSequence extends Extent {
  readonly kind: 'sequence';
  readonly flow: boolean;
  readonly items: readonly YamlNode[];
}

export interface YamlMapping extends Extent {
  readonly kind: 'mapping';
  readonly flow: boolean;
  readonly entries: readonly YamlEntry[];
}

export interface YamlEntry {
  readonly key: string;
  readonly keyExtent: Extent;
  readonly value: YamlNode;
}

/**
 * Reads one YAML 1.2 document of plain data (core schema). Time and memory are bounded: size and depth are limited, and
 * anchors, aliases, tags, directives and second documents are refused with their position before anything is built.
 * The library's own error rendering and duplicate-key check are off because both are quadratic (yaml 2.9.1).
 * An empty document gives a null scalar.
 */
export function readYaml(text: string): Parsed<YamlNode> {
  const refusals = refuseBySize(text) ?? refuseByCharacters(text) ?? refuseByTokens(text);
  if (refusals !== undefined) return { value: undefined, problems: refusals };

  const document = parseDocument(text, {
    prettyErrors: false,
    uniqueKeys: false,
    version: '1.2',
    merge: false,
    logLevel: 'silent',
  });
  if (document.errors.length > 0) {
    const problems = document.errors
      .slice(0, MAXIMUM_ERRORS)
      .map(({ message, pos: [offset, end] }) =>
        problem('yaml', `This is not valid YAML: ${message}. Correct it by hand.`, { offset, end }),
      );
    return { value: undefined, problems };
  }
  const problems: Problem[] = [];
  const value = toNode(document.contents, 0, problems);
  return problems.length > 0 ? { value: undefined, problems } : { value, problems };
}

/** The plain data of a node. */
export function toJson(node: YamlNode): Json {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'sequence':
      return node.items.map(toJson);
    case 'mapping':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, toJson(value)]));
  }
}

/** Where the value at `path` stands; where it is missing, the innermost value that is there. */
export function locate(root: YamlNode, path: YamlPath): Extent {
  let node = root;
  for (const step of path) {
    const child =
      node.kind === 'mapping'
        ? node.entries.find(({ key }) => key === step)?.value
        : node.kind === 'sequence' && typeof step === 'number'
          ? node.items[step]
          : undefined;
    if (child === undefined) break;
    node = child;
  }
  return { offset: node.offset, end: node.end };
}

export function problem(code: string, message: string, { offset, end }: Extent): Problem {
  return { severity: 'error', code, message, offset, end };
}

/** How many bytes a text takes as UTF-8. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    // Two bytes from U+0080, three from U+0800; each half of a surrogate pair is two of its four bytes.
    if (unit >= 0x80) bytes += unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 1 : 2;
  }
  return bytes;
}

function refuseBySize(text: string): Problem[] | undefined {
  const bytes = utf8Length(text);
  if (bytes <= MAXIMUM_YAML_BYTES) return undefined;
  const message = `The file has ${bytes} bytes; at most ${MAXIMUM_YAML_BYTES} are read. Split it.`;
  return [problem('too-large', message, { offset: 0, end: 0 })];
}

/**
 * Characters that YAML does not allow raw (YAML 1.2.2, rule c-printable), where other parsers refuse the whole file, and
 * those that only some parsers take for line ends: U+0085, U+2028 and U+2029 (YAML 1.1), a lone CR (all but ours).
 */
const UNPRINTABLE =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u2028\u2029\uFFFE\uFFFF]|\r(?!\n)|\p{Surrogate}/u;

function refuseByCharacters(text: string): Problem[] | undefined {
  const markers = findConflictMarkers(text);
  if (markers.length > 0) {
    const message = 'The file holds an unfinished git merge. Resolve the conflict, then remove the marker lines.';
    return markers.map((extent) => problem('conflict-markers', message, extent));
  }
  const found = UNPRINTABLE.exec(text);
  if (found === null) return undefined;
  const name = `U+${(found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  const message = `The file holds the control character ${name}. Write it as an escape in a quoted string, or remove it.`;
  return [problem('control-character', message, { offset: found.index, end: found.index + 1 })];
}

/** What the bounded reader refuses, by the type of its token. */
const REFUSED_TOKENS: ReadonlyMap<CST.TokenType | null, string> = new Map([
  ['anchor', 'Anchors (&name) are not read. Write the value out.'],
  ['alias', 'Aliases (*name) are not read. Write the value out.'],
  ['tag', 'Tags (!name) are not read. Remove the tag.'],
  ['directive-line', 'Directives (%NAME) are not read. Remove the line.'],
]);

/** Tokens of the lexer that mark a state and stand for no character. */
const MARKS = new Set<CST.TokenType | null>(['doc-mode', 'flow-error-end', 'scalar']);
const BLANK_TOKENS = new Set<CST.TokenType | null>(['space', 'newline', 'comment', 'byte-order-mark']);

function refuseByTokens(text: string): Problem[] | undefined {
  const depth = new NestingDepth();
  let hasContent = false;
  let documentEnded = false;
  for (const token of tokens(text)) {
    const { type } = token;
    const refused = REFUSED_TOKENS.get(type);
    if (refused !== undefined) return [problem(`yaml-${type ?? ''}`, refused, token)];
    const nesting = depth.after(token);
    if (nesting > MAXIMUM_DEPTH) return [tooDeep(token)];
    // A bracket without its partner is an error anyway; a million of them cost the library seconds.
    if (nesting < 0) return [problem('yaml', 'This bracket closes nothing. Remove it.', token)];
    if (type === 'doc-end') {
      if (documentEnded) return [problem('yaml', 'The document ends twice. Remove this line.', token)];
      documentEnded = true;
    } else if (!BLANK_TOKENS.has(type)) {
      if (documentEnded || (type === 'doc-start' && hasContent))
        return [problem('second-document', 'Only one YAML document is read. Remove what follows.', token)];
      hasContent = true;
    }
  }
  return undefined;
}

/**
 * How deep collections are nested at a token, at least: brackets, indented lines, and indicators on one line (`- - -`).
 * The library checks depth only when it is too late: 10,000 question marks end the process (yaml 2.9.1).
 */
class NestingDepth {
  #brackets = 0;
  /** The columns of the lines that the current line is nested in, ascending. */
  readonly #indents: number[] = [];
  #indicators = 0;
  #lineStart = 0;
  #isLineStart = true;

  /** Negative for a closing bracket without an opening one. */
  after({ type, offset, end }: Token): number {
    if (type === 'flow-map-start' || type === 'flow-seq-start') this.#brackets++;
    else if (type === 'flow-map-end' || type === 'flow-seq-end') this.#brackets--;
    else if (this.#brackets === 0) this.#afterBlockToken(type, offset, end);
    return this.#brackets < 0 ? -1 : this.#brackets + this.#indents.length + this.#indicators;
  }

  #afterBlockToken(type: Token['type'], offset: number, end: number): void {
    if (type === 'newline') {
      this.#isLineStart = true;
      this.#indicators = 0;
      this.#lineStart = end;
    } else if (this.#isLineStart && !BLANK_TOKENS.has(type)) {
      this.#isLineStart = false;
      const column = offset - this.#lineStart;
      while ((this.#indents.at(-1) ?? -1) >= column) this.#indents.pop();
      this.#indents.push(column);
    }
    if (type === 'seq-item-ind' || type === 'explicit-key-ind' || type === 'map-value-ind') this.#indicators++;
  }
}

/** The comments of a file, without their line ends. */
export function commentsOf(text: string): Extent[] {
  return [...tokens(text)].filter(({ type }) => type === 'comment');
}

interface Token extends Extent {
  /** Null for the text of a scalar. */
  readonly type: CST.TokenType | null;
}

function* tokens(text: string): Generator<Token> {
  let offset = 0;
  let isScalarText = false;
  for (const source of new Lexer().lex(text)) {
    const type: CST.TokenType | null = isScalarText ? null : CST.tokenType(source);
    isScalarText = type === 'scalar';
    if (MARKS.has(type)) continue;
    yield { type, offset, end: offset + source.length };
    offset += source.length;
  }
}

const tooDeep = (extent: Extent): Problem =>
  problem('too-deep', `Values are nested deeper than ${MAXIMUM_DEPTH} levels. Flatten them.`, extent);

function toNode(node: ParsedNode | null, depth: number, problems: Problem[]): YamlNode {
  if (node === null) return { kind: 'scalar', value: null, offset: 0, end: 0 };
  const extent = { offset: node.range[0], end: node.range[1] };
  if (depth > MAXIMUM_DEPTH) problems.push(tooDeep(extent));
  else if (isSeq<ParsedNode>(node)) {
    const items = node.items.map((item) => toNode(item, depth + 1, problems));
    return { kind: 'sequence', flow: node.flow === true, items, ...extent };
  } else if (isMap<ParsedNode, ParsedNode | null>(node)) {
    return { kind: 'mapping', flow: node.flow === true, entries: toEntries(node.items, depth, problems), ...extent };
  } else if (isScalar(node)) return { kind: 'scalar', value: toScalar(node.value, extent, problems), ...extent };
  return { kind: 'scalar', value: null, ...extent };
}

function toEntries(
  pairs: readonly { readonly key: ParsedNode; readonly value: ParsedNode | null }[],
  depth: number,
  problems: Problem[],
): YamlEntry[] {
  const seen = new Set<string>();
  return pairs.flatMap(({ key, value }) => {
    const keyExtent = { offset: key.range[0], end: key.range[1] };
    const name = isScalar(key) ? key.value : undefined;
    const refusal = refuseKey(name, seen);
    if (refusal !== undefined) {
      problems.push(problem(refusal.code, refusal.message, keyExtent));
      return [];
    }
    seen.add(name as string);
    const missing: YamlNode = { kind: 'scalar', value: null, offset: keyExtent.end, end: keyExtent.end };
    return [{ key: name as string, keyExtent, value: value === null ? missing : toNode(value, depth + 1, problems) }];
  });
}

function refuseKey(key: unknown, seen: ReadonlySet<string>): { code: string; message: string } | undefined {
  if (typeof key !== 'string') return { code: 'key', message: 'A key must be a string. Put it in double quotes.' };
  if (key === '__proto__') return { code: 'key', message: 'The key "__proto__" is not allowed. Rename it.' };
  if (seen.has(key)) return { code: 'duplicate-key', message: `The key "${key}" is given twice. Remove one.` };
  return undefined;
}

function toScalar(value: unknown, extent: Extent, problems: Problem[]): YamlScalar['value'] {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number' && isKeptExactly(value)) return value;
  const message = 'This number cannot be kept exactly. Put it in double quotes.';
  problems.push(problem('number', message, extent));
  return null;
}

/** Whether writing a number gives back what was read: not so for infinities and for integers beyond 2^53. */
export function isKeptExactly(value: number): boolean {
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
}
