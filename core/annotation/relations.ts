import { compareRanges, range, utf16 } from '../text/units';
import type { AnnotationView } from '../protocol';
import type { AnnotationSet, Relation } from './annotation';
import type { RelationType, Schema } from './schema';
import { relationsBetween } from './schemaRules';

/** The relations that begin or end at an annotation, those that begin there first. */
export function relationsOf({ relations }: AnnotationSet, id: string): Relation[] {
  return [
    ...relations.filter(({ from }) => from === id),
    ...relations.filter(({ from, to }) => to === id && from !== id),
  ];
}

/** A relation that can be made between two annotations. */
export interface RelationChoice {
  readonly type: RelationType;
  /** Whether it leads from the second to the first. */
  readonly isReversed: boolean;
  /** Whether the schema allows labels like theirs at its ends. */
  readonly isAllowed: boolean;
}

/** What may lead from one label to another: what the schema allows, what it allows the other way round, and the others. */
export function relationChoices(schema: Schema, from: string, to: string): RelationChoice[] {
  const forth = relationsBetween(schema, from, to);
  const back = relationsBetween(schema, to, from).filter((type) => from !== to || !forth.includes(type));
  const others = schema.relations.filter((type) => !forth.includes(type) && !back.includes(type));
  return [
    ...forth.map((type) => ({ type, isReversed: false, isAllowed: true })),
    ...back.map((type) => ({ type, isReversed: true, isAllowed: true })),
    ...others.map((type) => ({ type, isReversed: false, isAllowed: false })),
  ];
}

/** Whether a relation is there already; the same label between the same ends says nothing more. */
export function holdsRelation({ relations }: AnnotationSet, { label, from, to }: Omit<Relation, 'id'>): boolean {
  return relations.some((other) => other.label === label && other.from === from && other.to === to);
}

/**
 * The annotations beside one, each once at its first part: those that `isWanted` first, then the nearest. At one place the
 * longer first.
 */
export function annotationsBeside(
  annotations: readonly AnnotationView[],
  own: Pick<AnnotationView, 'id' | 'start' | 'end'>,
  isWanted: (annotation: AnnotationView) => boolean,
): AnnotationView[] {
  const seen = new Set([own.id]);
  const others = annotations.filter(({ id }) => !seen.has(id) && seen.add(id));
  const distance = ({ start, end }: AnnotationView): number => Math.max(start - own.end, own.start - end, 0);
  return others
    .map((annotation) => ({ annotation, rank: isWanted(annotation) ? 0 : 1, distance: distance(annotation) }))
    .sort(
      (a, b) =>
        a.rank - b.rank || a.distance - b.distance || compareRanges(placeOf(a.annotation), placeOf(b.annotation)),
    )
    .map(({ annotation }) => annotation);
}

const placeOf = ({ start, end }: AnnotationView) => range(utf16(start), utf16(end));
