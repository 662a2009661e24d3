import { Composer, CST, isMap, isScalar, isSeq, Lexer, Parser, type Document, type ParsedNode } from 'yaml';
import type { Parsed, Problem } from '../problem';
import { findConflictMarkers } from './conflictMarkers';
import type { Json } from './json';
import { TokenGuard, type Token } from './tokenGuard';

/** Files above this size are refused (bytes of UTF-8). */
export const MAXIMUM_YAML_BYTES = 4 * 1024 * 1024;
/** At most so many collections stand in one another, the root included; ours need five. Also what is written keeps to it. */
export const MAXIMUM_DEPTH = 32;
/** Keys are at most so long (UTF-16 units): YAML wants a key and its colon within 1,024 characters, an escape takes six. */
export const MAXIMUM_KEY_LENGTH = 150;

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
  const refusals = refuseBySize(text) ?? refuseByCharacters(text);
  if (refusals !== undefined) return { value: undefined, problems: refusals };
  const parsed = parseTokens(text);
  if (!Array.isArray(parsed)) return { value: undefined, problems: [parsed] };

  const document = composed(parsed, text);
  if (document === undefined || document.errors.length > 0) {
    const problems = (document?.errors ?? [])
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

/**
 * What a text that is being typed holds already, as far as it can be told: errors of the notation are passed over. Undefined
 * for what {@link readYaml} refuses before it builds anything, and where there is nothing.
 */
export function readUnfinishedYaml(text: string): YamlNode | undefined {
  if (refuseBySize(text) !== undefined || refuseByCharacters(text) !== undefined) return undefined;
  const parsed = parseTokens(text);
  const contents = Array.isArray(parsed) ? composed(parsed, text)?.contents : undefined;
  return contents ? toNode(contents, 0, []) : undefined;
}

function composed(tokens: CST.Token[], text: string): Document.Parsed | undefined {
  const composer = new Composer({
    prettyErrors: false,
    uniqueKeys: false,
    version: '1.2',
    merge: false,
    logLevel: 'silent',
  });
  const [document] = composer.compose(tokens, true, text.length);
  return document;
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
    const child = childAt(node, step);
    if (child === undefined) break;
    node = child;
  }
  return { offset: node.offset, end: node.end };
}

/** What stands at an offset: a key or a value, with the way there. */
export interface YamlPlace {
  /** The way to the value; to the one that belongs to the key, where that is meant. */
  readonly path: YamlPath;
  readonly isKey: boolean;
  readonly node: YamlNode;
  readonly extent: Extent;
}

/** The innermost key or value that an offset is in; its end counts, too. Undefined outside of the root. */
export function placeAt(root: YamlNode, offset: number, path: YamlPath = []): YamlPlace | undefined {
  if (!holds(root, offset)) return undefined;
  const here: YamlPlace = { path, isKey: false, node: root, extent: { offset: root.offset, end: root.end } };
  if (root.kind === 'scalar') return here;
  if (root.kind === 'sequence') {
    const index = root.items.findIndex((item) => holds(item, offset));
    const item = root.items[index];
    return (item && placeAt(item, offset, [...path, index])) ?? here;
  }
  for (const { key, keyExtent, value } of root.entries) {
    if (holds(keyExtent, offset)) return { path: [...path, key], isKey: true, node: value, extent: keyExtent };
    const inside = placeAt(value, offset, [...path, key]);
    if (inside !== undefined) return inside;
  }
  return here;
}

const holds = ({ offset: start, end }: Extent, offset: number): boolean => start <= offset && offset <= end;

/** Where the key at the end of `path` stands; where it is missing, as {@link locate}. */
export function locateKey(root: YamlNode, path: YamlPath): Extent {
  const owner = nodeAt(root, path.slice(0, -1));
  const entry = owner?.kind === 'mapping' ? owner.entries.find(({ key }) => key === path.at(-1)) : undefined;
  return entry?.keyExtent ?? locate(root, path);
}

/** The value at `path`; undefined where it is missing. */
export function nodeAt(root: YamlNode, path: YamlPath): YamlNode | undefined {
  return path.reduce<YamlNode | undefined>((node, step) => node && childAt(node, step), root);
}

function childAt(node: YamlNode, step: string | number): YamlNode | undefined {
  if (node.kind === 'mapping') return node.entries.find(({ key }) => key === step)?.value;
  return node.kind === 'sequence' && typeof step === 'number' ? node.items[step] : undefined;
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
  // A code unit takes at most three bytes: most texts need not be counted.
  if (text.length * 3 <= MAXIMUM_YAML_BYTES) return undefined;
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

/** The syntax tree of a text, or what is refused in it before the library has built anything of it. */
function parseTokens(text: string): CST.Token[] | Problem {
  const guard = new TokenGuard(text.length);
  const parser = new Parser();
  const parsed: CST.Token[] = [];
  for (const token of tokens(text)) {
    const refusal = token.isMark ? undefined : guard.refuse(token);
    if (refusal !== undefined) return problem(refusal.code, refusal.message, token);
    for (const part of parser.next(token.source)) parsed.push(part);
  }
  for (const part of parser.end()) parsed.push(part);
  return parsed;
}

/** The comments of a file, without their line ends. */
export function commentsOf(text: string): Extent[] {
  return [...tokens(text)].filter(({ type }) => type === 'comment').map(({ offset, end }) => ({ offset, end }));
}

/** Tokens of the lexer that mark a state and stand for no character. */
const MARKS = new Set<CST.TokenType | null>(['doc-mode', 'flow-error-end', 'scalar']);

function* tokens(text: string): Generator<Token & { readonly isMark: boolean }> {
  let offset = 0;
  let isScalarText = false;
  for (const source of new Lexer().lex(text)) {
    const type: CST.TokenType | null = isScalarText ? null : CST.tokenType(source);
    isScalarText = type === 'scalar';
    const isMark = MARKS.has(type);
    const end = isMark ? offset : offset + source.length;
    yield { type, source, offset, end, isMark };
    offset = end;
  }
}

const tooDeep = ({ offset }: Extent): Problem =>
  problem('too-deep', `Values are nested deeper than ${MAXIMUM_DEPTH} levels. Flatten them.`, {
    offset,
    end: offset + 1,
  });

function toNode(node: ParsedNode | null, ancestors: number, problems: Problem[]): YamlNode {
  if (node === null) return { kind: 'scalar', value: null, offset: 0, end: 0 };
  const extent = { offset: node.range[0], end: node.range[1] };
  if (isScalar(node)) return { kind: 'scalar', value: toScalar(node.value, extent, problems), ...extent };
  if (ancestors >= MAXIMUM_DEPTH) problems.push(tooDeep(extent));
  else if (isSeq<ParsedNode>(node)) {
    const items = node.items.map((item) => toNode(item, ancestors + 1, problems));
    return { kind: 'sequence', flow: node.flow === true, items, ...extent };
  } else if (isMap<ParsedNode, ParsedNode | null>(node)) {
    return {
      kind: 'mapping',
      flow: node.flow === true,
      entries: toEntries(node.items, ancestors, problems),
      ...extent,
    };
  }
  return { kind: 'scalar', value: null, ...extent };
}

function toEntries(
  pairs: readonly { readonly key: ParsedNode; readonly value: ParsedNode | null }[],
  ancestors: number,
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
    return [
      { key: name as string, keyExtent, value: value === null ? missing : toNode(value, ancestors + 1, problems) },
    ];
  });
}

function refuseKey(key: unknown, seen: ReadonlySet<string>): { code: string; message: string } | undefined {
  if (typeof key !== 'string') return { code: 'key', message: 'A key must be a string. Put it in double quotes.' };
  if (key.length > MAXIMUM_KEY_LENGTH)
    return { code: 'key', message: `This key is longer than ${MAXIMUM_KEY_LENGTH} characters. Shorten it.` };
  if (!isWellFormed(key)) return { code: 'surrogate', message: LONE_SURROGATE_MESSAGE };
  if (key === '__proto__') return { code: 'key', message: 'The key "__proto__" is not allowed. Rename it.' };
  if (seen.has(key)) return { code: 'duplicate-key', message: `The key "${key}" is given twice. Remove one.` };
  return undefined;
}

function toScalar(value: unknown, extent: Extent, problems: Problem[]): YamlScalar['value'] {
  if (typeof value === 'string' && !isWellFormed(value)) {
    problems.push(problem('surrogate', LONE_SURROGATE_MESSAGE, extent));
    return null;
  }
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number' && isKeptExactly(value)) return value;
  const message = 'This number cannot be kept exactly. Put it in double quotes.';
  problems.push(problem('number', message, extent));
  return null;
}

const LONE_SURROGATE_MESSAGE = 'An escape here is half a character (a lone surrogate). Correct or remove it.';
const SURROGATE = /[\uD800-\uDFFF]/;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Whether a text is well-formed UTF-16: a lone surrogate has no UTF-8. */
export function isWellFormed(text: string): boolean {
  return !SURROGATE.test(text) || !LONE_SURROGATE.test(text);
}

/** Whether writing a number gives back what was read: not so for infinities and for integers beyond 2^53. */
export function isKeptExactly(value: number): boolean {
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
}
