import { ENTRY_ANCESTORS, toFlowText } from '../annotation/sidecar/flowText';
import { readYaml, toJson, type YamlMapping, type YamlNode, type YamlSequence } from './boundedYaml';
import { isJsonObject, ownValue, sameData, type Json } from './json';

/**
 * The text of a YAML file with one more item at the end of the list under a top-level key; the list is made where there is
 * none. All that stands in the file keeps its bytes. Undefined where that cannot be done: the file is no mapping, or what
 * stands under the key is no list.
 */
export function withItem(text: string, key: string, item: Json): string | undefined {
  const { value: root, problems } = readYaml(text);
  if (root === undefined || problems.length > 0) return undefined;
  const line = text.includes('\r\n') ? '\r\n' : '\n';
  const next = insertion(text, root, key, toFlowText(item, ENTRY_ANCESTORS + 1), line);
  if (next === undefined) return undefined;
  return isJust(next, root, key, item) ? next : undefined;
}

function insertion(text: string, root: YamlNode, key: string, item: string, line: string): string | undefined {
  if (root.kind === 'scalar') return root.value === null ? atEnd(text, `${key}:${line}- ${item}`, line) : undefined;
  if (root.kind !== 'mapping') return undefined;
  const entry = root.entries.find((other) => other.key === key);
  if (entry === undefined) return root.flow ? undefined : atEnd(text, `${key}:${line}- ${item}`, line);
  const { value: list, keyExtent } = entry;
  if (list.kind === 'scalar') return list.value === null ? belowKey(text, keyExtent.end, item, line) : undefined;
  if (list.kind !== 'sequence') return undefined;
  return list.flow ? inFlow(text, list, item) : inBlock(text, list, item, line);
}

/** Before the mark of the end, if the file has one. */
function atEnd(text: string, entry: string, line: string): string {
  const mark = /(?:^|\n)(\.\.\.(?=[ \t\r\n]|$)[^]*)$/.exec(text)?.[1] ?? '';
  const before = text.slice(0, text.length - mark.length);
  return `${before}${before === '' || before.endsWith('\n') ? '' : line}${entry}${line}${mark}`;
}

/** After `key:` that has no value, and after a comment in its line. */
function belowKey(text: string, keyEnd: number, item: string, line: string): string {
  const end = lineEnd(text, keyEnd);
  return `${text.slice(0, end)}${line}- ${item}${text.slice(end)}`;
}

function inFlow(text: string, { offset, items, end }: YamlSequence, item: string): string | undefined {
  const close = text.lastIndexOf(']', end);
  if (close < offset) return undefined;
  const last = items.at(-1)?.end ?? offset + 1;
  return `${text.slice(0, last)}${items.length === 0 ? '' : ', '}${item}${text.slice(last)}`;
}

/** In a line of its own below the last item, as far from the edge as that. */
function inBlock(text: string, { items }: YamlSequence, item: string, line: string): string | undefined {
  const last = items.at(-1);
  if (last === undefined) return undefined;
  const dash = text.lastIndexOf('-', last.offset === last.end ? last.offset : last.offset - 1);
  const indent = text.slice(text.lastIndexOf('\n', dash) + 1, dash);
  if (!/^[ \t]*$/.test(indent)) return undefined;
  const content = text.slice(0, Math.max(last.end, dash + 1)).trimEnd().length;
  const end = lineEnd(text, content);
  return `${text.slice(0, end)}${line}${indent}- ${item}${text.slice(end)}`;
}

function lineEnd(text: string, from: number): number {
  const feed = text.indexOf('\n', from);
  if (feed === -1) return text.length;
  return text[feed - 1] === '\r' ? feed - 1 : feed;
}

/** Whether a text holds what `root` does and the new item, and nothing else. */
function isJust(text: string, root: YamlNode, key: string, item: Json): boolean {
  const { value, problems } = readYaml(text);
  if (value?.kind !== 'mapping' || problems.length > 0) return false;
  const before = root.kind === 'mapping' ? (toJson(root) as ReturnType<typeof asObject>) : {};
  const list = ownValue(asObject(before), key);
  const items = Array.isArray(list) ? (list as readonly Json[]) : [];
  return sameData(toJson(value satisfies YamlMapping), { ...asObject(before), [key]: [...items, item] });
}

const asObject = (value: Json): Readonly<Record<string, Json>> => (isJsonObject(value) ? value : {});
