import { withoutUndefined, type JsonObject } from '../../yaml/json';
import type { RecordReader } from '../../yaml/recordReader';
import {
  compareAnnotations,
  compareIds,
  type AnnotationSet,
  type ArticleRecord,
  type EventArgument,
  type EventRecord,
} from '../annotation';
import { annotationFrom, annotationToData } from './annotationRecord';
import { noteTags, provenanceFrom, selectorFrom, selectorToData, withExtra } from './fields';

/*
 * The lists that a set has where there is something in them: events, turned-down suggestions, articles.
 */

/** The keys of the lists, in the order they are written after `document`. */
export const RESERVED_LISTS = ['events', 'rejected', 'articles'] as const;

/** The lists as a set has them: absent where they are empty. */
export type Reserved = Pick<AnnotationSet, (typeof RESERVED_LISTS)[number]>;

export function reservedFrom(reader: RecordReader): Required<{ [List in keyof Reserved]: Reserved[List] | undefined }> {
  return {
    events: unlessEmpty(reader.records('events', eventFrom)),
    rejected: unlessEmpty(reader.records('rejected', annotationFrom)),
    articles: unlessEmpty(reader.records('articles', articleFrom)),
  };
}

/** The set with these lists in the place of its own: sorted as they are written, empty ones left out. */
export function withReserved(
  set: AnnotationSet,
  { events = [], rejected = [], articles = [] }: Reserved,
): AnnotationSet {
  return withoutUndefined<AnnotationSet>({
    ...set,
    events: unlessEmpty(events.toSorted(compareIds)),
    rejected: unlessEmpty(rejected.toSorted(compareAnnotations)),
    articles: unlessEmpty(articles.toSorted(compareAnnotations)),
  });
}

export function reservedToData({ events = [], rejected = [], articles = [] }: Reserved): Record<string, JsonObject[]> {
  return withoutUndefined<Record<string, JsonObject[]>>({
    events: unlessEmpty(events.toSorted(compareIds).map(eventToData)),
    rejected: unlessEmpty(rejected.toSorted(compareAnnotations).map(annotationToData)),
    articles: unlessEmpty(articles.toSorted(compareAnnotations).map(articleToData)),
  });
}

/** Notes the ids in events that no annotation, or event, has. Events are given in the order of the file. */
export function noteDanglingEvents(
  events: readonly EventRecord[],
  annotations: ReadonlySet<string>,
  reader: RecordReader,
): void {
  const own = new Set(events.map(({ id }) => id));
  const note = (id: string, path: (string | number)[]): void => {
    const message = `No annotation has the id "${id}". Correct or remove this part of the event.`;
    reader.issueAt('dangling-event', message, ['events', ...path], 'warning');
  };
  events.forEach(({ trigger, arguments: parts }, index) => {
    if (trigger !== undefined && !annotations.has(trigger)) note(trigger, [index, 'trigger']);
    parts.forEach(({ to }, place) => {
      if (!annotations.has(to) && !own.has(to)) note(to, [index, 'arguments', place, 'to']);
    });
  });
}

export function eventFrom(reader: RecordReader): EventRecord {
  return withoutUndefined<EventRecord>({
    id: reader.name('id'),
    label: reader.name('label'),
    trigger: reader.optionalString('trigger'),
    arguments: reader.records('arguments', argumentFrom),
    note: reader.optionalString('note'),
    ...provenanceFrom(reader),
    attributes: reader.optionalMapping('attributes'),
    extra: reader.rest(),
  });
}

function argumentFrom(reader: RecordReader): EventArgument {
  return withoutUndefined<EventArgument>({
    role: reader.name('role'),
    to: reader.name('to'),
    extra: reader.rest(),
  });
}

export function eventToData({ id, label, trigger, arguments: parts, extra, ...further }: EventRecord): JsonObject {
  const { note, by, at, source, attributes } = further;
  const known = withoutUndefined<JsonObject>({
    ...{ id, label, trigger },
    arguments: unlessEmpty(parts.map(({ role, to, extra: unknown }) => withExtra({ role, to }, unknown))),
    ...{ note, by, at, source, attributes },
  });
  return withExtra(known, extra);
}

export function articleFrom(reader: RecordReader): ArticleRecord {
  const article = withoutUndefined<ArticleRecord>({
    id: reader.name('id'),
    ...selectorFrom(reader),
    tags: reader.optionalMapping('tags'),
    extra: reader.rest(),
  });
  noteTags(article.tags, reader, 'tags');
  return article;
}

export function articleToData(article: ArticleRecord): JsonObject {
  const { id, tags, in: text, extra } = article;
  const known = {
    id,
    ...selectorToData(article),
    ...(tags !== undefined && { tags }),
    ...(text !== undefined && { in: text }),
  };
  return withExtra(known, extra);
}

const unlessEmpty = <Item>(list: Item[]): Item[] | undefined => (list.length === 0 ? undefined : list);
