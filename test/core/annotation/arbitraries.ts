import fc from 'fast-check';
import {
  compareAnnotations,
  compareIds,
  type Annotation,
  type AnnotationSet,
  type ArticleRecord,
  type EventArgument,
  type EventRecord,
  type Relation,
  type SpanPart,
  type SpanSelector,
  type TagValue,
} from '../../../core/annotation/annotation';
import { idFromBytes } from '../../../core/annotation/id';
import { withReserved } from '../../../core/annotation/sidecar/reserved';
import { codePoint, type CodePoint } from '../../../core/text/units';
import { withoutUndefined, type Json, type JsonObject } from '../../../core/yaml/json';

/** Characters and words that YAML, JSON, Python or an editor may take amiss. */
const HOSTILE = [
  ...['NO', 'yes', 'null', '~', '1e3', '012', '0x1F', '.inf', '-', '- a', 'a: b', ' #c', '"', "'", '\\', '{', '}', '['],
  ...[
    '\n',
    '\r',
    '\r\n',
    '\t',
    '\u0000',
    '\u0007',
    '\u0085',
    '\u009f',
    '\u2028',
    '\u2029',
    '\ufeff',
    '\ufffe',
    '\uffff',
  ],
  ...[
    '\ufdd0',
    '\u202e',
    '\u2066',
    '\u200b',
    '\u00ad',
    '𬭎',
    '😀',
    '楼阳生',
    '...',
    '\n...\n',
    '---',
    '<<<<<<< HEAD',
    '豈',
  ],
];

export const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 5 })
  .map((pieces) => pieces.join(''));

export const tagName = fc.oneof(
  fc.constantFrom('score', 'x-y', 'yes', 'null', 'constructor', 'toString', 'a b', '键', '12', ''),
  hostileText.filter((text) => text !== '__proto__'),
);

const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Number.isInteger(value)),
  fc.constantFrom(0, -0, 1e-7, 1.5e-300, Number.MAX_SAFE_INTEGER, 0.1),
);

export const json = fc.letrec<{ value: Json; object: JsonObject }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.oneof(fc.constant(null), fc.boolean(), number, hostileText),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('object'),
  ),
  object: fc.array(fc.tuple(tagName, tie('value')), { maxLength: 3 }).map((entries) => Object.fromEntries(entries)),
}));

/** Keys that a format does not know, none of `known`; undefined where there are none. */
const extra = (known: readonly string[]): fc.Arbitrary<JsonObject | undefined> =>
  json.object.map((object) => {
    const entries = Object.entries(object).filter(([name]) => !known.includes(name));
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
  });

export const id = fc.uint8Array({ minLength: 10, maxLength: 10 }).map(idFromBytes);
const name = hostileText.filter((text) => text !== '');
const TOP_LEVEL_KEYS = 'version text annotator annotations relations document events rejected articles'.split(' ');
const optional = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined, freq: 4 });

/** A span whose offsets and words agree. */
const part = fc
  .record({ start: fc.nat(500), exact: name })
  .map(({ start, exact }) => ({ start: codePoint(start), end: endOf(start, exact), exact }));

const endOf = (start: number, exact: string): CodePoint => codePoint(start + Array.from(exact).length);

const furtherPart = fc
  .record({ span: part, extra: extra(['start', 'end', 'exact']) })
  .map(({ span, extra: unknown }) => withoutUndefined<SpanPart>({ ...span, extra: unknown }));

const selector = fc
  .record({
    part,
    before: hostileText,
    after: hostileText,
    also: optional(fc.array(furtherPart, { maxLength: 2 })),
    in: optional(hostileText),
  })
  .map(({ part: span, ...fields }) => ({ ...span, ...fields }));

const plain = (fields: Record<string, Json | undefined>): JsonObject => withoutUndefined<JsonObject>(fields);

const source = fc.oneof(
  hostileText,
  json.object.filter(({ kind }) => kind === undefined),
  fc.constant({ kind: 'hand' }),
  fc
    .record({ recognisers: fc.array(hostileText, { maxLength: 2 }), version: optional(hostileText) })
    .map((fields) => plain({ kind: 'suggestion', ...fields })),
  fc.record({ format: name, file: hostileText }).map((fields) => plain({ kind: 'import', ...fields })),
  name.map((query) => plain({ kind: 'query', query })),
);

const provenance = { by: optional(hostileText), at: optional(hostileText), source: optional(source) };

const entity = fc.oneof(
  name.filter((text) => !text.startsWith('#')),
  fc.nat(99).map((index) => `#e${index}`),
);

const SPAN_KEYS = ['start', 'end', 'exact', 'before', 'after', 'also', 'in'];

export const annotation: fc.Arbitrary<Annotation> = fc
  .record({
    id,
    label: name,
    selector,
    entity: optional(entity),
    note: optional(hostileText),
    ...provenance,
    status: optional(hostileText),
    certainty: optional(fc.oneof(hostileText, number)),
    attributes: optional(json.object),
    extra: extra(['id', 'label', ...SPAN_KEYS, 'entity', 'note', 'by', 'at', 'source', 'status']),
  })
  .map(({ selector: span, ...fields }) => withoutUndefined<Annotation>({ ...fields, ...span }));

export const annotations = fc
  .uniqueArray(annotation, { selector: (item) => item.id, maxLength: 6 })
  .map((items) => items.toSorted(compareAnnotations));

const tag = fc.oneof(hostileText, number, fc.boolean());
export const tagValue: fc.Arbitrary<TagValue> = fc.oneof(tag, fc.array(tag, { maxLength: 2 }));
const tags: fc.Arbitrary<JsonObject> = fc
  .array(fc.tuple(tagName, tagValue), { maxLength: 3 })
  .map((entries) => Object.fromEntries(entries));

export const article: fc.Arbitrary<ArticleRecord> = fc
  .record({ id, selector, tags: optional(tags), extra: extra(['id', 'tags', ...SPAN_KEYS]) })
  .map(({ selector: span, ...fields }) => withoutUndefined<ArticleRecord>({ ...fields, ...span }));

/** An event without its links, which need the annotations of its file. */
const unlinkedEvent = fc.record({
  id,
  label: name,
  trigger: optional(fc.nat()),
  arguments: fc.array(fc.record({ role: name, to: fc.nat(), extra: extra(['role', 'to']) }), { maxLength: 2 }),
  note: optional(hostileText),
  ...provenance,
  attributes: optional(json.object),
  extra: extra(['id', 'label', 'trigger', 'arguments', 'note', 'by', 'at', 'source', 'attributes']),
});

/** An event without any links. */
export const event: fc.Arbitrary<EventRecord> = unlinkedEvent.map((fields) =>
  withoutUndefined<EventRecord>({ ...fields, trigger: undefined, arguments: [] }),
);

/** Up to two records; the ids of a list begin with a letter of its own, so that no two lists share one. */
const list = <Item extends { readonly id: string }>(letter: string, item: fc.Arbitrary<Item>): fc.Arbitrary<Item[]> =>
  fc
    .uniqueArray(item, { selector: ({ id: own }) => own, maxLength: 2 })
    .map((items) => items.map((record) => ({ ...record, id: `${letter}-${record.id}` })));

export const annotationSet: fc.Arbitrary<AnnotationSet> = fc
  .record({
    sha256: name,
    length: fc.nat().map(codePoint),
    textExtra: extra(['sha256', 'length']),
    annotator: optional(hostileText),
    annotations,
    relations: list('r', fc.record({ id, label: name, from: fc.nat(), to: fc.nat() })),
    document: tags,
    events: list('e', unlinkedEvent),
    rejected: list('s', annotation),
    articles: list('a', article),
    extra: extra(TOP_LEVEL_KEYS),
  })
  .map(({ sha256, length, textExtra, relations, events, rejected, articles, ...set }) => {
    const whole = withoutUndefined<AnnotationSet>({
      ...set,
      text: withoutUndefined<AnnotationSet['text']>({ sha256, length, extra: textExtra }),
      relations: relations.flatMap((relation) => related(relation, set.annotations)).toSorted(compareIds),
    });
    return withReserved(whole, {
      events: events.map((item) => linked(item, set.annotations)),
      rejected,
      articles,
    });
  });

/** An event whose links lead to some of the annotations. */
function linked(
  { trigger, arguments: parts, ...fields }: Generated<typeof unlinkedEvent>,
  to: readonly Annotation[],
): EventRecord {
  const idAt = (index: number): string | undefined => to[index % to.length]?.id;
  return withoutUndefined<EventRecord>({
    ...fields,
    trigger: trigger === undefined ? undefined : idAt(trigger),
    arguments: parts.flatMap(({ role, to: index, extra: unknown }) => {
      const target = idAt(index);
      return target === undefined ? [] : [withoutUndefined<EventArgument>({ role, to: target, extra: unknown })];
    }),
  });
}

type Generated<Arbitrary> = Arbitrary extends fc.Arbitrary<infer Value> ? Value : never;

/** A relation between two of the annotations, if there are any. */
function related(
  relation: { id: string; label: string; from: number; to: number },
  among: readonly Annotation[],
): Relation[] {
  const [from, to] = [among[relation.from % among.length], among[relation.to % among.length]];
  return from && to ? [{ ...relation, from: from.id, to: to.id }] : [];
}

/** A plain annotation for examples: `sample('a1', 5, '楼阳生')`. */
export function sample(
  annotationId: string,
  start: number,
  exact: string,
  fields: Partial<Annotation> = {},
): Annotation {
  const end = codePoint(start + Array.from(exact).length);
  return { id: annotationId, label: 'PER', start: codePoint(start), end, exact, before: '', after: '', ...fields };
}

export function sampleSet(...items: readonly Annotation[]): AnnotationSet {
  return {
    text: { sha256: 'a'.repeat(64), length: codePoint(1000) },
    annotations: items.toSorted(compareAnnotations),
    relations: [],
    document: {},
  };
}

/** Where a sample is, without what it says of the place. */
export function span({ start, end, exact, before, after }: Annotation): SpanSelector {
  return { start, end, exact, before, after };
}
