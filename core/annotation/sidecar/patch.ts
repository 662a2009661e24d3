import { changedPart } from '../../changedPart';
import { ownValue, sameData, type Json, type JsonObject } from '../../yaml/json';
import type { AnnotationSet } from '../annotation';
import { annotationToData } from './annotationRecord';
import { decodeUtf8, encodeUtf8, joinBytes } from './bytes';
import { LineCursor, lineStartsOf, type BytesInLines, type LineStarts } from './lineCursor';
import { parseSidecar, readSidecar } from './parse';
import { annotationSetToData } from './records';
import { annotationLine, entryLines, isRecordList, rankOfKey, recordLine, serialiseSidecar } from './serialise';
import {
  countLines,
  linesOfEntry,
  linesOfRecords,
  type EntryLines,
  type ListLines,
  type RecordLines,
  type SidecarLines,
} from './sidecarLines';
import { commentsIn, reviseEntry, reviseRecord, reviseText } from './styledText';

/**
 * The text of a sidecar after its set has changed from `oldSet`, which `oldText` holds, to `newSet`. Only the lines of
 * changed records differ: comments, line ends and the style of what was not touched keep their bytes.
 */
export function patchSidecar(oldText: string, oldSet: AnnotationSet, newSet: AnnotationSet): string {
  if (sameData(oldSet, newSet)) return oldText;
  const lines = readSidecar(oldText).value?.lines;
  if (lines === undefined) return rewritten(oldText, oldSet, newSet);
  const bytes = encodeUtf8(oldText);
  return decodeUtf8(
    joinBytes(patchLines({ bytes, starts: lineStartsOf(bytes) }, lines, oldSet, newSet).chunks),
  ) as string;
}

/** The text with single values changed in their places; where that does not do, a new text below all its comments. */
export function rewritten(oldText: string, oldSet: AnnotationSet, newSet: AnnotationSet): string {
  const holds = (text: string): boolean => sameData(parseSidecar(text).value, newSet);
  const revised = reviseText(oldText, annotationSetToData(oldSet), annotationSetToData(newSet));
  if (revised !== undefined && holds(revised)) return revised;
  const byteOrderMark = oldText.startsWith('\uFEFF') ? '\uFEFF' : '';
  const lines = [...commentsIn(oldText), serialiseSidecar(newSet)].join('\n');
  const text = byteOrderMark + lines.replaceAll('\n', oldText.includes('\r\n') ? '\r\n' : '\n');
  return holds(text) ? text : serialiseSidecar(newSet);
}

export interface PatchedLines {
  readonly chunks: readonly Uint8Array[];
  readonly starts: LineStarts;
  readonly lines: SidecarLines;
}

/** As {@link patchSidecar}, for the bytes of a file whose lines are known. What keeps its bytes is not copied. */
export function patchLines(
  file: BytesInLines,
  lines: SidecarLines,
  oldSet: AnnotationSet,
  newSet: AnnotationSet,
): PatchedLines {
  return new LinePatch(file).patch(lines, oldSet, newSet);
}

/** A value of a top-level key before and after a change. */
interface ChangedValue {
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** A list of records before and after a change. Data is made only of records that have changed. */
interface ChangedList<Item extends { readonly id: string }> {
  readonly before: readonly Item[];
  readonly after: readonly Item[];
  readonly toData: (item: Item) => JsonObject;
  readonly toLine: (item: Item) => string;
}

class LinePatch {
  readonly #cursor: LineCursor;
  readonly #lineEnd: string;
  readonly #entries: EntryLines[] = [];
  /** Lines that are in the next version and belong to nothing yet: they stand above what comes. */
  #gap = 0;

  constructor(file: BytesInLines) {
    const { bytes } = file;
    this.#cursor = new LineCursor(file);
    this.#lineEnd = bytes[bytes.indexOf(0x0a) - 1] === 0x0d ? '\r\n' : '\n';
  }

  patch({ entries }: SidecarLines, oldSet: AnnotationSet, newSet: AnnotationSet): PatchedLines {
    // Without the annotations: the data of thousands that did not change is not made.
    const oldData = annotationSetToData({ ...oldSet, annotations: [] });
    const newData = annotationSetToData({ ...newSet, annotations: [] });
    const added = Object.keys(newData)
      .filter((key) => !entries.some((entry) => entry.key === key))
      .sort((a, b) => rankOfKey(a) - rankOfKey(b));
    if (newSet.annotations.length === 0)
      added.splice(added.indexOf('annotations'), added.includes('annotations') ? 1 : 0);
    const valueOf = (key: string): Json =>
      key === 'annotations' ? newSet.annotations.map(annotationToData) : (newData[key] as Json);

    for (const entry of entries) {
      const above = added.filter((key) => rankOfKey(key) < rankOfKey(entry.key));
      const below = above.length === 0 ? entry : this.#keepAbove(entry);
      for (const key of above) this.#writeEntry(added.splice(added.indexOf(key), 1)[0] as string, valueOf(key));
      if (entry.key === 'annotations') this.#patchAnnotations(below, oldSet, newSet);
      else this.#patchEntry(below, { before: ownValue(oldData, entry.key), after: ownValue(newData, entry.key) });
    }
    for (const key of added) this.#writeEntry(key, valueOf(key));
    return { ...this.#cursor.finish(), lines: { entries: this.#entries } };
  }

  #patchAnnotations(
    entry: EntryLines,
    { annotations: before }: AnnotationSet,
    { annotations: after }: AnnotationSet,
  ): void {
    if (before === after) this.#keepEntry(entry);
    else if (entry.list !== undefined && after.length > 0)
      this.#patchList(entry, entry.list, { before, after, toData: annotationToData, toLine: annotationLine });
    else this.#replaceEntry(entry, { before: before.map(annotationToData), after: after.map(annotationToData) });
  }

  #patchEntry(entry: EntryLines, { before, after }: ChangedValue): void {
    if (sameData(before, after)) this.#keepEntry(entry);
    else if (entry.list !== undefined && isKeyedList(before) && isKeyedList(after))
      this.#patchList(entry, entry.list, { before, after, toData: (record) => record, toLine: recordLine });
    else this.#replaceEntry(entry, { before, after });
  }

  #keepEntry(entry: EntryLines): void {
    this.#cursor.keep(entry.gap + linesOfEntry(entry));
    this.#entries.push({ ...entry, gap: this.#takeGap() + entry.gap });
  }

  #replaceEntry(entry: EntryLines, { before, after }: ChangedValue): void {
    this.#keepGap(entry.gap);
    const text = this.#cursor.take(linesOfEntry(entry));
    const isOurs = before !== undefined && text === this.#join(entryLines(entry.key, before));
    const revised =
      isOurs || before === undefined || after === undefined ? undefined : reviseEntry(text, entry.key, before, after);
    if (revised !== undefined) {
      this.#cursor.write(revised);
      this.#entries.push({
        key: entry.key,
        gap: this.#takeGap(),
        comments: entry.comments,
        height: countLines(revised),
      });
      return;
    }
    this.#writeGap(isOurs ? [] : commentsIn(text));
    if (after !== undefined) this.#writeEntry(entry.key, after);
  }

  #writeEntry(key: string, value: Json): void {
    this.#cursor.write(this.#join(entryLines(key, value)));
    const list: ListLines | undefined = isRecordList(value)
      ? { indent: '', records: value.map(({ id }) => ({ id: typeof id === 'string' ? id : '', ...ONE_LINE })) }
      : undefined;
    this.#entries.push({ key, ...ONE_LINE, gap: this.#takeGap(), ...(list !== undefined && { list }) });
  }

  #patchList<Item extends { readonly id: string }>(
    entry: EntryLines,
    { indent, records }: ListLines,
    { before, after, ...to }: ChangedList<Item>,
  ): void {
    this.#cursor.keep(entry.gap + entry.height);
    const gap = this.#takeGap() + entry.gap;
    const isSorted = haveIdsOf(records, before);
    const { start, endBefore, endAfter } = isSorted
      ? changedPart(before, after)
      : { start: 0, endBefore: records.length, endAfter: after.length };
    const kept = records.slice(0, start);
    this.#cursor.keep(linesOfRecords(kept));
    const changed = this.#patchRecords(indent, records.slice(start, endBefore), records.slice(endBefore), {
      before: isSorted ? before.slice(start, endBefore) : before,
      after: after.slice(start, endAfter),
      ...to,
    });
    this.#entries.push({ ...entry, gap, list: { indent, records: kept.concat(changed) } });
  }

  /** Patches the records between those kept above and those kept `below`; gives back the lines of all but the ones above. */
  #patchRecords<Item extends { readonly id: string }>(
    indent: string,
    records: readonly RecordLines[],
    below: readonly RecordLines[],
    list: ChangedList<Item>,
  ): RecordLines[] {
    const { before, after, toLine } = list;
    const oldItems = new Map(before.map((item) => [item.id, item]));
    const newItems = new Map(after.map((item) => [item.id, item]));
    const staying = stayingInPlace(records, oldItems, newItems);
    const comments = this.#commentsOfMoved(records, staying, newItems);
    const added = addedAbove(after, staying);
    const patched: RecordLines[] = [];
    const write = (items: readonly Item[] = []): void => {
      for (const item of items) {
        const moving = comments.get(item.id) ?? [];
        this.#writeGap(moving.map((comment) => indent + comment));
        this.#cursor.write(this.#join([indent + toLine(item)]));
        patched.push({ id: item.id, gap: this.#takeGap(), comments: moving.length, height: 1 });
      }
    };
    for (const record of records) {
      const { id } = record;
      if (!staying.has(id)) {
        this.#keepGap(record.gap);
        this.#cursor.take(record.height);
        continue;
      }
      const place = added.has(id) ? this.#keepAbove(record) : record;
      write(added.get(id));
      patched.push(this.#patchRecord(indent, place, oldItems.get(id) as Item, newItems.get(id) as Item, list));
    }
    const last = added.get(undefined);
    const [next, ...further] = below;
    if (next === undefined) write(last);
    else {
      const place = last === undefined ? next : this.#keepAbove(next);
      write(last);
      this.#cursor.keep(place.gap + place.height + linesOfRecords(further));
      patched.push({ ...place, gap: this.#takeGap() + place.gap });
    }
    return patched.concat(further);
  }

  #patchRecord<Item extends { readonly id: string }>(
    indent: string,
    record: RecordLines,
    before: Item,
    after: Item,
    { toData, toLine }: ChangedList<Item>,
  ): RecordLines {
    this.#keepGap(record.gap);
    if (sameData(before, after)) {
      this.#cursor.keep(record.height);
      return { ...record, gap: this.#takeGap() };
    }
    const text = this.#cursor.take(record.height);
    const ours = this.#join([indent + toLine(before)]);
    const revised = text === ours ? undefined : reviseRecord(text, toData(before), toData(after));
    const moving = revised === undefined && text !== ours ? commentsIn(text) : [];
    this.#writeGap(moving.map((comment) => indent + comment));
    const written = revised ?? this.#join([indent + toLine(after)]);
    this.#cursor.write(written);
    const comments = record.comments + moving.length;
    return { id: record.id, gap: this.#takeGap(), comments, height: countLines(written) };
  }

  /** The comments in the records that will stand elsewhere, by id: they go with them. */
  #commentsOfMoved(
    records: readonly RecordLines[],
    staying: ReadonlySet<string>,
    newItems: ReadonlyMap<string, unknown>,
  ): ReadonlyMap<string, string[]> {
    const comments = new Map<string, string[]>();
    let ahead = 0;
    for (const { id, gap, height } of records) {
      ahead += gap;
      if (!staying.has(id) && newItems.has(id)) comments.set(id, commentsIn(this.#cursor.peek(ahead, height)));
      ahead += height;
    }
    return comments;
  }

  /** Keeps the lines above something but for the comments that belong to it; gives back what is left of it. */
  #keepAbove<Place extends EntryLines | RecordLines>(place: Place): Place {
    this.#keepGap(place.gap - place.comments);
    return { ...place, gap: place.comments };
  }

  #keepGap(lines: number): void {
    this.#cursor.keep(lines);
    this.#gap += lines;
  }

  #writeGap(lines: readonly string[]): void {
    this.#cursor.write(this.#join(lines));
    this.#gap += lines.length;
  }

  #takeGap(): number {
    const gap = this.#gap;
    this.#gap = 0;
    return gap;
  }

  #join(lines: readonly string[]): string {
    return lines.map((line) => line + this.#lineEnd).join('');
  }
}

const ONE_LINE = { gap: 0, comments: 0, height: 1 } as const;

function haveIdsOf(records: readonly RecordLines[], items: readonly { readonly id: string }[]): boolean {
  if (records.length !== items.length) return false;
  for (let index = 0; index < records.length; index++) if (records[index]?.id !== items[index]?.id) return false;
  return true;
}

/** The ids of the records that keep their lines: all that are left if their order stays, else those whose span stays. */
function stayingInPlace(
  records: readonly RecordLines[],
  oldItems: ReadonlyMap<string, object>,
  newItems: ReadonlyMap<string, object>,
): ReadonlySet<string> {
  const kept = records.map(({ id }) => id).filter((id) => newItems.has(id));
  const isKept = new Set(kept);
  const newOrder = [...newItems.keys()].filter((id) => isKept.has(id));
  if (kept.every((id, index) => id === newOrder[index])) return isKept;
  const spanOf = (item: object | undefined): unknown[] => [
    item && Reflect.get(item, 'start'),
    item && Reflect.get(item, 'end'),
  ];
  return new Set(kept.filter((id) => sameData(spanOf(oldItems.get(id)), spanOf(newItems.get(id)))));
}

/** The items that have no lines yet, by the id of the staying record they are written above; undefined: below all. */
function addedAbove<Item extends { readonly id: string }>(
  items: readonly Item[],
  staying: ReadonlySet<string>,
): ReadonlyMap<string | undefined, Item[]> {
  const added = new Map<string | undefined, Item[]>();
  let waiting: Item[] = [];
  for (const item of items) {
    if (!staying.has(item.id)) waiting.push(item);
    else if (waiting.length > 0) {
      added.set(item.id, waiting);
      waiting = [];
    }
  }
  return waiting.length > 0 ? added.set(undefined, waiting) : added;
}

/** Whether a value is a list of records that have ids of their own. */
function isKeyedList(value: Json | undefined): value is readonly (JsonObject & { readonly id: string })[] {
  if (value === undefined || !isRecordList(value)) return false;
  const ids = new Set(value.map((record) => ownValue(record, 'id')));
  return ids.size === value.length && [...ids].every((id) => typeof id === 'string');
}
