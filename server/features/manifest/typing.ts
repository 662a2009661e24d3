import { placeAt, readUnfinishedYaml, type YamlNode, type YamlPath } from '../../../core/yaml/boundedYaml';

/** What is being typed in a manifest. Offsets are UTF-16 units of the text. */
export interface Typing {
  /** `key`: the name of a key of the mapping at `path`; `value`: the scalar at `path`. */
  readonly what: 'key' | 'value';
  readonly path: YamlPath;
  /** What is typed already is to be replaced: `[start, end)`. */
  readonly start: number;
  readonly end: number;
  /** Whether a quotation mark stands before it. */
  readonly isQuoted: boolean;
  /** Whether it stands between brackets. */
  readonly isFlow: boolean;
  /** Whether a colon stands behind the key already. */
  readonly hasColon: boolean;
  /** The keys or items that stand beside it. */
  readonly beside: readonly string[];
}

/** No key and no value of a manifest is that. */
const STAND_IN = 'zQ7completedHere';

/**
 * What is being typed at an offset: the text is read with a word put there, as far as it can be read, and the word looked
 * for. Undefined in comments, in texts of several lines and where nothing can be told.
 */
export function typingAt(text: string, offset: number): Typing | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(lineStart, offset);
  const lineEnd = text.indexOf('\n', offset);
  const after = text.slice(offset, lineEnd === -1 ? text.length : lineEnd).replace(/\r$/, '');
  const { quote, isComment } = opened(before);
  if (isComment) return undefined;
  const word = (quote === '' ? /[\p{L}\p{N}_.#-]*$/u : /[^"']*$/).exec(before)?.[0] ?? '';
  const start = offset - word.length;
  const end = offset + (/^[\p{L}\p{N}_.-]*/u.exec(after)?.[0].length ?? 0);
  const rest = text.slice(end);
  const hasColon = /^\s*:(?:\s|$)/.test(rest);
  const isAlone = /^\s*(?:- +)*$/.test(text.slice(lineStart, start)) && /^\s*(?:#.*)?(?:\r?\n|$)/.test(rest);
  const closing = quote === '' || after.includes(quote) ? '' : quote;
  const root = readUnfinishedYaml(`${text.slice(0, start)}${STAND_IN}${closing}${isAlone ? ':' : ''}${rest}`);
  const place = root && placeAt(root, start + 1);
  if (root === undefined || place === undefined || !isStandIn(place.isKey ? place.path.at(-1) : valueOf(place.node)))
    return undefined;
  const owner = nodeAbove(root, place.path);
  const what = place.isKey || owner === undefined ? 'key' : 'value';
  const path = place.isKey ? place.path.slice(0, -1) : place.path;
  // A word that stands alone behind a dash was read as a key, and may be an item.
  const isItem = place.isKey && typeof path.at(-1) === 'number';
  return {
    what,
    path,
    start,
    end,
    isQuoted: quote !== '',
    isFlow: owner !== undefined && owner.kind !== 'scalar' && owner.flow,
    hasColon,
    beside: [...wordsOf(owner), ...(isItem ? wordsOf(nodeAbove(root, path)) : [])].filter((name) => name !== STAND_IN),
  };
}

/** What an unfinished line has opened and not closed: the quotation mark, or a comment. */
function opened(line: string): { readonly quote: string; readonly isComment: boolean } {
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const character = line.charAt(at);
    if (quote === '"' && character === '\\') at++;
    else if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '#' && /^$|\s$/.test(line.slice(0, at))) {
      if (!/[:,[{-] *$/.test(line.slice(0, at)) || line.slice(at).includes(' ')) return { quote, isComment: true };
    } else if (/["']/.test(character) && /(?:^|[\s,:[{])$/.test(line.slice(0, at))) quote = character;
  }
  return { quote, isComment: false };
}

const valueOf = (node: YamlNode): unknown => (node.kind === 'scalar' ? node.value : undefined);

const isStandIn = (value: unknown): boolean => value === STAND_IN;

/** The mapping or list that holds what is at a path. */
function nodeAbove(root: YamlNode, path: YamlPath): YamlNode | undefined {
  if (path.length === 0) return undefined;
  let node: YamlNode | undefined = root;
  for (const step of path.slice(0, -1)) {
    if (node?.kind === 'mapping') node = node.entries.find(({ key }) => key === step)?.value;
    else node = node?.kind === 'sequence' && typeof step === 'number' ? node.items[step] : undefined;
  }
  return node;
}

function wordsOf(node: YamlNode | undefined): string[] {
  if (node?.kind === 'mapping') return node.entries.map(({ key }) => key);
  if (node?.kind !== 'sequence') return [];
  return node.items.map(valueOf).filter((value) => typeof value === 'string');
}
