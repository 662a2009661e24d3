import type { Extent, YamlEntry, YamlMapping, YamlNode } from '../../yaml/boundedYaml';
import { countLines, type EntryLines, type ListLines, type RecordLines, type SidecarLines } from './sidecarLines';
import { lineEndFrom, lineStartAt } from './textEdits';

/** Where the entries of a block mapping stand that was read from the whole of `text`; undefined where lines are shared. */
export function linesOfYaml(text: string, root: YamlMapping): SidecarLines | undefined {
  if (root.flow) return undefined;
  const byteOrderMark = text.startsWith('\uFEFF') ? 1 : 0;
  const entries: EntryLines[] = [];
  let at = 0;
  for (const entry of root.entries) {
    const { offset } = entry.keyExtent;
    const start = lineStartAt(text, offset);
    if (start < at || offset - start > (start === 0 ? byteOrderMark : 0)) return undefined;
    const end = lineEndFrom(text, entry.value.end);
    entries.push({ key: entry.key, ...gapBetween(text, at, start, 0), ...bodyOf(text, entry, start, end) });
    at = end;
  }
  return { entries };
}

function bodyOf(text: string, entry: YamlEntry, start: number, end: number): Pick<EntryLines, 'height' | 'list'> {
  const list = listOf(text, entry.value, lineEndFrom(text, entry.keyExtent.end));
  return list === undefined ? { height: countLines(text.slice(start, end)) } : { height: 1, list };
}

/** The records of a block sequence that begins after `above`, if each stands on lines of its own and has an id. */
function listOf(text: string, list: YamlNode, above: number): ListLines | undefined {
  if (list.kind !== 'sequence' || list.flow || list.items.length === 0) return undefined;
  const records: RecordLines[] = [];
  let indent: string | undefined;
  let at = above;
  for (const node of list.items) {
    const id = idOf(node);
    const { offset, end } = wholeLines(text, node);
    const blanks = /^( *)- +$/.exec(text.slice(offset, node.offset))?.[1];
    indent ??= blanks;
    if (id === undefined || blanks === undefined || blanks !== indent || offset < at) return undefined;
    const height = countLines(text.slice(offset, end));
    records.push({ id, ...gapBetween(text, at, offset, blanks.length), height });
    at = end;
  }
  return indent === undefined ? undefined : { indent, records };
}

function wholeLines(text: string, { offset, end }: Extent): Extent {
  return { offset: lineStartAt(text, offset), end: lineEndFrom(text, end) };
}

function gapBetween(text: string, start: number, end: number, indent: number): { gap: number; comments: number } {
  const lines = text.slice(start, end).split('\n').slice(0, -1);
  const isComment = (line: string): boolean => line[line.search(/[^ ]|$/)] === '#' && line.indexOf('#') <= indent;
  return { gap: lines.length, comments: lines.length - 1 - lines.findLastIndex((line) => !isComment(line)) };
}

function idOf(record: YamlNode): string | undefined {
  const id = record.kind === 'mapping' ? record.entries.find(({ key }) => key === 'id')?.value : undefined;
  return id?.kind === 'scalar' && typeof id.value === 'string' ? id.value : undefined;
}
