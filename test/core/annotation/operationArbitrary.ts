import fc from 'fast-check';
import type { AnnotationSet } from '../../../core/annotation/annotation';
import type { Operation } from '../../../core/annotation/operations';
import { codePoint } from '../../../core/text/units';
import { annotation, article, event, hostileText, json, tagName, tagValue } from './arbitraries';

/** All kinds of edits but several at once. */
export const OPERATION_KINDS: readonly Operation['kind'][] = [
  ...(['add', 'change', 'remove', 'relate', 'changeRelation', 'unrelate', 'reject', 'unreject'] as const),
  ...(['addEvent', 'changeEvent', 'removeEvent', 'addArgument', 'removeArgument'] as const),
  ...(['addArticle', 'changeArticle', 'removeArticle', 'tag', 'describe', 'retext'] as const),
];

const anyOf = (records: readonly { readonly id: string }[] = [], index: number): string =>
  records[index % Math.max(1, records.length)]?.id ?? '';

/** An operation that may or may not fit the set it is applied to. */
export const operation = (depth = 1): fc.Arbitrary<(set: AnnotationSet) => Operation> => {
  const pick = fc.nat();
  const target = (set: AnnotationSet, index: number): string =>
    [...set.annotations, ...set.relations][index % Math.max(1, set.annotations.length + set.relations.length)]?.id ??
    '';
  const link = ({ annotations, events = [] }: AnnotationSet, index: number): string =>
    anyOf([...annotations, ...events], index);
  const simple: fc.Arbitrary<(set: AnnotationSet) => Operation>[] = [
    annotation.map((fresh) => () => ({ kind: 'add', annotation: fresh })),
    pick.map((index) => (set) => ({ kind: 'remove', id: target(set, index) })),
    annotation.map((fresh) => () => ({ kind: 'reject', annotation: fresh })),
    pick.map((index) => (set) => ({ kind: 'unreject', id: anyOf(set.rejected, index) })),
    pick.map((index) => (set) => ({ kind: 'unrelate', id: target(set, index) })),
    fc
      .tuple(pick, annotation)
      .map(([index, { label, start, end, exact, note = null, also = null, extra = null }]) => (set) => {
        return { kind: 'change', id: target(set, index), fields: { label, start, end, exact, note, also, extra } };
      }),
    fc
      .tuple(pick, hostileText)
      .map(([index, label]) => (set) => ({ kind: 'change', id: target(set, index), fields: { label, note: null } })),
    fc.tuple(pick, pick, annotation).map(([from, to, { id }]) => (set) => ({
      kind: 'relate',
      relation: { id, label: 'x', from: target(set, from), to: target(set, to) },
    })),
    fc.tuple(pick, pick, hostileText).map(([index, end, label]) => (set) => ({
      kind: 'changeRelation',
      id: anyOf(set.relations, index),
      fields: { label, ...(end % 2 === 0 && { to: target(set, end) }), extra: null },
    })),
    fc.tuple(event, pick, pick, pick).map(([fresh, trigger, first, second]) => (set) => ({
      kind: 'addEvent',
      event: {
        ...fresh,
        ...(trigger % 2 === 0 && { trigger: target(set, trigger) }),
        arguments: [first, second].map((index, place) => ({ role: `r${place}`, to: link(set, index) })),
      },
    })),
    fc.tuple(pick, pick, hostileText).map(([index, trigger, note]) => (set) => ({
      kind: 'changeEvent',
      id: anyOf(set.events, index),
      fields: { note, trigger: trigger % 3 === 0 ? null : target(set, trigger) },
    })),
    pick.map((index) => (set) => ({ kind: 'removeEvent', id: anyOf(set.events, index) })),
    fc.tuple(pick, pick, fc.nat(3)).map(([index, to, at]) => (set) => ({
      kind: 'addArgument',
      event: anyOf(set.events, index),
      argument: { role: 'r0', to: link(set, to) },
      ...(at < 3 && { at }),
    })),
    fc.tuple(pick, fc.nat(3)).map(([index, at]) => (set) => {
      const id = anyOf(set.events, index);
      const parts = set.events?.find((item) => item.id === id)?.arguments ?? [];
      return { kind: 'removeArgument', event: id, argument: parts[at % 2] ?? { role: 'none', to: 'x' }, at };
    }),
    article.map((fresh) => () => ({ kind: 'addArticle', article: fresh })),
    fc.tuple(pick, article).map(([index, { start, end, exact, also = null, tags = null }]) => (set) => {
      return { kind: 'changeArticle', id: anyOf(set.articles, index), fields: { start, end, exact, also, tags } };
    }),
    pick.map((index) => (set) => ({ kind: 'removeArticle', id: anyOf(set.articles, index) })),
    fc.tuple(tagName, json.value).map(([name, value]) => () => ({ kind: 'tag', name, value })),
    fc.tuple(pick, fc.option(tagValue)).map(([index, value]) => ({ document }) => {
      const name = Object.keys(document)[index % Math.max(1, Object.keys(document).length)] ?? 'none';
      return { kind: 'tag', name, ...(value !== null && { value }) };
    }),
    hostileText.map((genre) => () => ({ kind: 'describe', document: { genre } })),
    hostileText
      .filter((text) => text !== '')
      .map((sha256) => () => ({ kind: 'retext', text: { sha256, length: codePoint(1) } })),
  ];
  if (depth === 0) return fc.oneof(...simple);
  const bulk = fc.array(operation(depth - 1), { maxLength: 3 }).map((parts) => (set: AnnotationSet): Operation => ({
    kind: 'bulk',
    operations: parts.map((part) => part(set)),
  }));
  return fc.oneof(...simple, bulk);
};
