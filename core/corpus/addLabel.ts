import { DEFAULT_LABELS } from '../annotation/labels';
import { ENTRY_ANCESTORS, toFlowText } from '../annotation/sidecar/flowText';
import { readYaml, type YamlNode } from '../yaml/boundedYaml';
import { parseManifest } from './manifest';

/**
 * The text of a manifest with one more label, everything else as it was. Where it has no labels of its own, the default
 * ones, which then no longer count by themselves, are written too. Undefined where the text is no sound manifest, has the
 * label, or is written in a way in which the place cannot be told.
 */
export function withLabel(text: string, id: string): string | undefined {
  const before = parseManifest(text).value;
  const root = readYaml(text).value;
  if (before === undefined || root === undefined || before.labels.some((label) => label.id === id)) return undefined;
  const after = inserted(text, root, id);
  const labels = after === undefined ? undefined : parseManifest(after).value?.labels;
  const isWhole = labels?.length === before.labels.length + 1 && labels.at(-1)?.id === id;
  return isWhole ? after : undefined;
}

function inserted(text: string, root: YamlNode, id: string): string | undefined {
  const labels = root.kind === 'mapping' ? root.entries.find(({ key }) => key === 'labels')?.value : undefined;
  if (labels === undefined) return withLabels(text, root, [...DEFAULT_LABELS.map((label) => label.id), id]);
  const last = labels.kind === 'sequence' ? labels.items.at(-1) : undefined;
  if (labels.kind !== 'sequence' || last === undefined) return undefined;
  if (labels.flow) return `${text.slice(0, last.end)}, ${itemOf(id)}${text.slice(last.end)}`;
  const line = text.slice(text.lastIndexOf('\n', last.offset - 1) + 1, last.offset);
  const [indent] = /^ *(?=- )/.exec(line) ?? [];
  if (indent === undefined) return undefined;
  const contents = contentEnd(text, last.end);
  const at = contents + text.slice(contents).search(/\r?\n|$/);
  return `${text.slice(0, at)}${endOfLine(text)}${indent}- ${itemOf(id)}${text.slice(at)}`;
}

function withLabels(text: string, root: YamlNode, ids: readonly string[]): string | undefined {
  if (root.kind !== 'mapping' || root.flow) return undefined;
  const newline = endOfLine(text);
  const lines = ['labels:', ...ids.map((id) => `- ${itemOf(id)}`), ''];
  const start = text === '' || text.endsWith('\n') ? text : text + newline;
  return start + lines.join(newline);
}

const itemOf = (id: string): string => `{id: ${toFlowText(id, ENTRY_ANCESTORS)}}`;
const endOfLine = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

/** The end of what an item holds: block items reach over the blank lines behind them. */
const contentEnd = (text: string, end: number): number => text.slice(0, end).trimEnd().length;
