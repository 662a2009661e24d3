import {
  commentsOf,
  readYaml,
  type Extent,
  type YamlEntry,
  type YamlMapping,
  type YamlNode,
  type YamlSequence,
} from '../../yaml/boundedYaml';
import { ownValue, sameData, type Json, type JsonObject } from '../../yaml/json';
import type { AnnotationSet } from '../annotation';
import { toFlowText } from './flowText';
import { parseSidecar } from './parse';
import { annotationSetToData } from './records';
import { END_LINE, entryLines, isRecordList, recordLine, serialiseSidecar } from './serialise';
import { applyTextEdits, lineEndFrom, lineStartAt, type TextEdit } from './textEdits';

/**
 * The text of a sidecar after its set has changed from `oldSet`, which `oldText` holds, to `newSet`. Only the lines of
 * changed records differ: comments, line ends and the style of what was not touched keep their bytes. The result always
 * holds `newSet`.
 */
export function patchSidecar(oldText: string, oldSet: AnnotationSet, newSet: AnnotationSet): string {
  if (sameData(oldSet, newSet)) return oldText;
  const canonical = patchCanonical(oldText, oldSet, newSet);
  if (canonical !== undefined) return canonical;
  const patched = patchStyled(oldText, oldSet, newSet);
  // A style that the patcher does not know: give up the style, never the data or the comments.
  return patched !== undefined && holds(patched, newSet) ? patched : rewritten(oldText, newSet);
}

function holds(text: string, set: AnnotationSet): boolean {
  return sameData(parseSidecar(text).value, set);
}

/** In a file that is as we write it, canonical text line by line is the patch. */
function patchCanonical(oldText: string, oldSet: AnnotationSet, newSet: AnnotationSet): string | undefined {
  const byteOrderMark = oldText.startsWith('\uFEFF') ? '\uFEFF' : '';
  const inFileStyle = (canonical: string): string => byteOrderMark + canonical.replaceAll('\n', lineEndOf(oldText));
  return inFileStyle(serialiseSidecar(oldSet)) === oldText ? inFileStyle(serialiseSidecar(newSet)) : undefined;
}

function rewritten(oldText: string, newSet: AnnotationSet): string {
  const comments = commentsOf(oldText).map(({ offset, end }) => oldText.slice(offset, end).trimEnd());
  return [...comments, serialiseSidecar(newSet)].join('\n').replaceAll('\n', lineEndOf(oldText));
}

function lineEndOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** Undefined where the file has a style that cannot be patched line by line. */
function patchStyled(oldText: string, oldSet: AnnotationSet, newSet: AnnotationSet): string | undefined {
  const root = readYaml(oldText).value;
  if (root?.kind !== 'mapping' || root.flow) return undefined;
  const edits = new SidecarPatch(oldText, root).edits(annotationSetToData(oldSet), annotationSetToData(newSet));
  return applyTextEdits(oldText, edits);
}

/** The top-level keys in canonical order; unknown ones come after them. */
const KEY_ORDER = ['version', 'text', 'annotator', 'annotations', 'relations', 'document'];
const rankOf = (key: string): number => (KEY_ORDER.includes(key) ? KEY_ORDER.indexOf(key) : KEY_ORDER.length);

/** A record of a list that stands on lines of its own: `[offset, end)` are whole lines, the last line end included. */
interface RecordLines extends Extent {
  readonly indent: string;
  readonly node: YamlMapping;
  readonly id: string;
}

/** The edits that bring the text of one sidecar to new data. */
class SidecarPatch {
  readonly #text: string;
  readonly #root: YamlMapping;
  readonly #lineEnd: string;
  readonly #comments: readonly Extent[];

  constructor(text: string, root: YamlMapping) {
    this.#text = text;
    this.#root = root;
    this.#lineEnd = lineEndOf(text);
    this.#comments = commentsOf(text);
  }

  edits(oldData: JsonObject, newData: JsonObject): TextEdit[] {
    const changed = this.#root.entries.filter(({ key }) => !sameData(ownValue(oldData, key), ownValue(newData, key)));
    const present = new Set(this.#root.entries.map(({ key }) => key));
    const added = Object.entries(newData).filter(([key]) => !present.has(key));
    return [
      ...changed.flatMap((entry) =>
        this.#changeEntry(entry, ownValue(oldData, entry.key), ownValue(newData, entry.key)),
      ),
      ...added.map(([key, value]) => this.#addEntry(key, value)),
    ];
  }

  #changeEntry(entry: YamlEntry, oldValue: Json | undefined, newValue: Json | undefined): TextEdit[] {
    const extent = this.#lines(entry.keyExtent.offset, entry.value.end);
    if (newValue === undefined) return [this.#replace(extent, [])];
    const isList = entry.value.kind === 'sequence' && isRecordList(oldValue ?? null) && isRecordList(newValue);
    const edits = isList ? this.#changeRecords(entry.value, oldValue as JsonObject[], newValue) : undefined;
    return edits ?? [this.#replace(extent, entryLines(entry.key, newValue))];
  }

  #addEntry(key: string, value: Json): TextEdit {
    const next = this.#root.entries.find((entry) => rankOf(entry.key) > rankOf(key));
    const offset = next === undefined ? this.#endLine() : this.#aboveComments(next.keyExtent.offset);
    return { offset, end: offset, text: this.#join(entryLines(key, value)) };
  }

  /** Undefined where the records do not stand on lines of their own, or carry no ids. */
  #changeRecords(
    sequence: YamlSequence,
    oldValue: readonly JsonObject[],
    newValue: readonly JsonObject[],
  ): TextEdit[] | undefined {
    const records = sequence.flow ? undefined : this.#recordLines(sequence);
    const oldRecords = byId(oldValue);
    const newRecords = byId(newValue);
    const first = records?.[0];
    if (records === undefined || first === undefined || oldRecords === undefined || newRecords === undefined) return;

    const staying = stayingInPlace(records, oldRecords, newRecords);
    if (staying.length === 0) return undefined;
    const edits: TextEdit[] = [];
    for (const record of records) {
      const changed = newRecords.get(record.id);
      if (!staying.includes(record)) edits.push({ offset: record.offset, end: record.end, text: '' });
      else if (changed !== undefined) edits.push(...this.#changeRecord(record, oldRecords.get(record.id), changed));
    }
    const stayingIds = new Set(staying.map(({ id }) => id));
    for (const [index, data] of newValue.entries()) {
      if (stayingIds.has(data['id'] as string)) continue;
      const following = new Set(newValue.slice(index + 1).map(({ id }) => id as string));
      const next = staying.find(({ id }) => following.has(id));
      const offset = next === undefined ? (staying.at(-1) as Extent).end : this.#aboveComments(next.offset);
      const moved = records.find(({ id }) => id === data['id']);
      const lines = [...(moved === undefined ? [] : this.#commentsIn(moved)), recordLine(data)];
      edits.push({ offset, end: offset, text: this.#join(lines.map((line) => first.indent + line)) });
    }
    return edits;
  }

  #changeRecord(record: RecordLines, oldData: JsonObject = {}, newData: JsonObject): TextEdit[] {
    if (sameData(oldData, newData)) return [];
    const keys = new Set([...Object.keys(oldData), ...Object.keys(newData)]);
    const changedKeys = [...keys].filter((key) => !sameData(ownValue(oldData, key), ownValue(newData, key)));
    const edits = changedKeys.map((key) => this.#changeValue(record.node, key, ownValue(newData, key)));
    if (edits.every((edit) => edit !== undefined)) return edits;
    const line = record.indent + recordLine(newData);
    return [this.#replace(record, [line], record.indent)];
  }

  /** The edit of one value in its place; undefined where the key is new or gone, or the value takes several lines. */
  #changeValue(record: YamlMapping, key: string, value: Json | undefined): TextEdit | undefined {
    const node = record.entries.find((entry) => entry.key === key)?.value;
    if (node === undefined || value === undefined || !this.#standsOnOneLine(node)) return undefined;
    return { offset: node.offset, end: node.end, text: toFlowText(value) };
  }

  #standsOnOneLine(node: YamlNode): boolean {
    const isBlock = node.kind !== 'scalar' && !node.flow;
    return !isBlock && node.offset < node.end && !this.#text.slice(node.offset, node.end).includes('\n');
  }

  #recordLines(sequence: YamlSequence): RecordLines[] | undefined {
    const records: RecordLines[] = [];
    for (const node of sequence.items) {
      const extent = this.#lines(node.offset, node.end);
      const indent = /^( *)- +$/.exec(this.#text.slice(extent.offset, node.offset))?.[1];
      const id = node.kind === 'mapping' ? idOf(node) : undefined;
      const overlapsPrevious = extent.offset < (records.at(-1)?.end ?? 0);
      if (node.kind !== 'mapping' || indent === undefined || id === undefined || overlapsPrevious) return undefined;
      records.push({ ...extent, indent, node, id });
    }
    return records;
  }

  #replace(extent: Extent, lines: readonly string[], indent = ''): TextEdit {
    const comments = this.#commentsIn(extent).map((comment) => indent + comment);
    return { offset: extent.offset, end: extent.end, text: this.#join([...comments, ...lines]) };
  }

  #commentsIn({ offset, end }: Extent): string[] {
    const inside = this.#comments.filter((comment) => offset <= comment.offset && comment.end <= end);
    return inside.map((comment) => this.#text.slice(comment.offset, comment.end).trimEnd());
  }

  /** The whole lines from the one that holds `offset` to the one on which something ending at `end` ends. */
  #lines(offset: number, end: number): Extent {
    return { offset: lineStartAt(this.#text, offset), end: lineEndFrom(this.#text, end) };
  }

  /** The start of the line that holds `offset`, or of the comment lines directly above it. */
  #aboveComments(offset: number): number {
    let start = lineStartAt(this.#text, offset);
    while (start > 0) {
      const above = lineStartAt(this.#text, start - 1);
      if (!this.#text.slice(above, start).trimStart().startsWith('#')) break;
      start = above;
    }
    return start;
  }

  #endLine(): number {
    return lineStartAt(this.#text, this.#text.lastIndexOf(END_LINE));
  }

  #join(lines: readonly string[]): string {
    return lines.map((line) => line + this.#lineEnd).join('');
  }
}

/** The records that keep their lines: all that are left if their order stays, else those whose span stays. */
function stayingInPlace(
  records: readonly RecordLines[],
  oldRecords: ReadonlyMap<string, JsonObject>,
  newRecords: ReadonlyMap<string, JsonObject>,
): RecordLines[] {
  const kept = records.filter(({ id }) => newRecords.has(id));
  const keptIds = new Set(kept.map(({ id }) => id));
  const newOrder = [...newRecords.keys()].filter((id) => keptIds.has(id));
  if (kept.every(({ id }, index) => id === newOrder[index])) return kept;
  return kept.filter(({ id }) =>
    ['start', 'end'].every((key) => sameData(oldRecords.get(id)?.[key], newRecords.get(id)?.[key])),
  );
}

function idOf(record: YamlMapping): string | undefined {
  const id = record.entries.find(({ key }) => key === 'id')?.value;
  return id?.kind === 'scalar' && typeof id.value === 'string' ? id.value : undefined;
}

/** Undefined where a record has no id of its own: such a list is written anew. */
function byId(records: readonly JsonObject[]): ReadonlyMap<string, JsonObject> | undefined {
  const map = new Map(records.map((record) => [record['id'], record]));
  const isKeyed = map.size === records.length && [...map.keys()].every((id) => typeof id === 'string');
  return isKeyed ? (map as ReadonlyMap<string, JsonObject>) : undefined;
}
