import {
  nodeAt,
  readYaml,
  toJson,
  type Extent,
  type YamlNode,
  type YamlPath,
  type YamlSequence,
} from '../yaml/boundedYaml';
import { isJsonObject, sameData, type Json } from '../yaml/json';

/** Edits of a YAML file's data: texts that are replaced, and items that are taken out of their lists. */
export interface YamlEdits {
  readonly replaced: readonly { readonly path: YamlPath; readonly value: string }[];
  readonly removed: readonly YamlPath[];
}

/**
 * The text after the edits; all that they do not touch keeps its bytes. Undefined where the result would not be read as what
 * is meant, so that nothing is ever half right.
 */
export function editedYaml(text: string, root: YamlNode, { replaced, removed }: YamlEdits): string | undefined {
  const changes: Change[] = [];
  for (const { path, value } of replaced) {
    const node = nodeAt(root, path);
    if (node === undefined) return undefined;
    changes.push({ offset: node.offset, end: node.end, text: written(value, text.slice(node.offset, node.end)) });
  }
  for (const path of removed) {
    const extent = removalOf(text, root, path);
    if (extent === undefined) return undefined;
    changes.push({ ...extent, text: '' });
  }
  const edited = withChanges(text, changes);
  const { value } = readYaml(edited);
  return value !== undefined && sameData(toJson(value), expected(toJson(root), { replaced, removed }))
    ? edited
    : undefined;
}

interface Change extends Extent {
  readonly text: string;
}

function withChanges(text: string, changes: readonly Change[]): string {
  return changes
    .toSorted((a, b) => b.offset - a.offset)
    .reduce((edited, change) => edited.slice(0, change.offset) + change.text + edited.slice(change.end), text);
}

/** What no YAML reader, of whatever version, takes for something else than a text. */
const PLAIN = /^(?!(?:true|false|null|yes|no|on|off|y|n|nan|inf)$)[\p{L}_][\p{L}\p{N}_.-]*$/iu;

/** A text as it is written in place of another one, in the same quotes where that can be. */
function written(value: string, old: string): string {
  if (old.startsWith("'")) return `'${value.replaceAll("'", "''")}'`;
  return old.startsWith('"') || !PLAIN.test(value) ? JSON.stringify(value) : value;
}

/** Where an item of a list stands, with the comma or the line that belongs to it. */
function removalOf(text: string, root: YamlNode, path: YamlPath): Extent | undefined {
  const list = nodeAt(root, path.slice(0, -1));
  const index = path.at(-1);
  if (list?.kind !== 'sequence' || typeof index !== 'number' || list.items.length < 2) return undefined;
  return list.flow ? removalInFlow(list, index) : removalOfLines(text, list, index);
}

function removalInFlow({ items }: YamlSequence, index: number): Extent | undefined {
  const [before, item, after] = [items[index - 1], items[index], items[index + 1]];
  if (item === undefined) return undefined;
  if (before !== undefined) return { offset: before.end, end: item.end };
  return { offset: item.offset, end: after?.offset ?? item.end };
}

function removalOfLines(text: string, { items }: YamlSequence, index: number): Extent | undefined {
  const item = items[index];
  if (item === undefined) return undefined;
  const dash = text.lastIndexOf('-', item.offset - 1);
  const start = text.lastIndexOf('\n', dash) + 1;
  const content = text.slice(0, item.end).trimEnd().length;
  const feed = text.indexOf('\n', content);
  return { offset: start, end: feed === -1 ? text.length : feed + 1 };
}

/** The data after the edits. */
function expected(data: Json, { replaced, removed }: YamlEdits): Json {
  const values = new Map(replaced.map(({ path, value }) => [keyOf(path), value]));
  const gone = new Set(removed.map(keyOf));
  const edit = (value: Json, path: YamlPath): Json => {
    const replacement = values.get(keyOf(path));
    if (replacement !== undefined) return replacement;
    if (Array.isArray(value))
      return value.flatMap((item: Json, index): Json[] => {
        const at = [...path, index];
        return gone.has(keyOf(at)) ? [] : [edit(item, at)];
      });
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, edit(item, [...path, key])]));
  };
  return edit(data, []);
}

const keyOf = (path: YamlPath): string => JSON.stringify(path);
