import { ownValue, sameData } from '../../yaml/json';
import type { AnnotationSet } from '../annotation';
import type { Operation } from '../operations';
import { ENTRY_ANCESTORS, isWritable } from '../sidecar/flowText';
import { tagIssues } from '../sidecar/records';
import { refused, refuseIssues, type Applied, type Refused } from './outcome';

export function describe(
  set: AnnotationSet,
  { document }: Extract<Operation, { readonly kind: 'describe' }>,
): Applied | Refused {
  if (!isWritable(document, ENTRY_ANCESTORS)) return refused('not-writable', 'The metadata cannot be written.');
  return { ok: true, set: { ...set, document }, inverse: { kind: 'describe', document: set.document } };
}

export function tag(
  set: AnnotationSet,
  { name, value, restores }: Extract<Operation, { readonly kind: 'tag' }>,
): Applied | Refused {
  const old = ownValue(set.document, name);
  const others = Object.entries(set.document).filter(([key]) => key !== name);
  const place = Object.keys(set.document).indexOf(name);
  const entries =
    value === undefined ? others : others.toSpliced(place === -1 ? others.length : place, 0, [name, value]);
  const document = Object.fromEntries(entries);
  if (value !== undefined) {
    const refusal = refuseIssues(tagIssues({ [name]: value }), restores);
    if (refusal !== undefined) return refusal;
    if (!isWritable(document, ENTRY_ANCESTORS)) return refused('not-writable', 'The metadata cannot be written.');
  }
  return {
    ok: true,
    set: sameData(old, value) ? set : { ...set, document },
    inverse: { kind: 'tag', name, ...(old !== undefined && { value: old }), restores: true },
  };
}
