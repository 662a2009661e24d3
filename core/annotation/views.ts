import type { AnnotationView, EventView, RelationView } from '../protocol';
import type { Range, Utf16 } from '../text/units';
import type { JsonObject } from '../yaml/json';
import type { Annotation, AnnotationSet } from './annotation';
import { describeSource } from './source';

/** An annotation as it is shown at one of its parts. */
export function viewOf(annotation: Annotation, state: AnnotationView['state'], part: Range<Utf16>): AnnotationView {
  const { id, label, note, entity, by, status, certainty, attributes } = annotation;
  const source = describeSource(annotation.source);
  // Field by field: thousands are made at each command, and spreading what may be there takes three times as long.
  const view: Mutable<AnnotationView> = { id, label, start: part.start, end: part.end, state };
  if (note !== undefined) view.note = note;
  if (entity !== undefined) view.entity = entity;
  if (by !== undefined) view.by = by;
  if (source !== undefined) view.source = source;
  if (status !== undefined) view.status = status;
  if (certainty !== undefined) view.certainty = certainty;
  if (attributes !== undefined) view.attributes = attributes;
  return view;
}

type Mutable<Value> = { -readonly [Key in keyof Value]: Value[Key] };

/** What a sidecar says beside its annotations, as far as it is shown. */
export interface LinksView {
  readonly relations?: readonly RelationView[];
  readonly events?: readonly EventView[];
  /** The tags of the whole document. */
  readonly document?: AnnotationSet['document'];
  /** The tags of single articles, which are known by the words they begin with. */
  readonly articles?: readonly ArticleTagsView[];
}

export interface ArticleTagsView {
  readonly exact: string;
  readonly tags: JsonObject;
}

/** The relations, events and tags of a set; what is empty is left out, so that a notice stays small. */
export function linksViewOf({ relations, events = [], document, articles = [] }: AnnotationSet): LinksView {
  return {
    ...(relations.length > 0 && { relations: relations.map(({ id, label, from, to }) => ({ id, label, from, to })) }),
    ...(events.length > 0 && {
      events: events.map(({ id, label, trigger, arguments: parts, note }) => ({
        ...{ id, label },
        ...(trigger !== undefined && { trigger }),
        arguments: parts.map(({ role, to }) => ({ role, to })),
        ...(note !== undefined && { note }),
      })),
    }),
    ...(Object.keys(document).length > 0 && { document }),
    ...(articles.length > 0 && { articles: articles.map(({ exact, tags = {} }) => ({ exact, tags })) }),
  };
}
