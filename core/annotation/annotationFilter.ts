import { simplified } from '../text/scripts';
import type { ListedAnnotation } from './annotationTree';
import type { Label } from './labels';

export type AnnotationFilter = (annotation: ListedAnnotation) => boolean;

/** What a word of a filter can be about, with the Chinese name that serves as well. */
const FIELDS = {
  label: ['label', '标签'],
  text: ['text', '文本'],
  note: ['note', '备注'],
  by: ['by', '标注者'],
  status: ['status', '状态'],
  entity: ['entity', '实体'],
  is: ['is', '为'],
} as const;
type Field = keyof typeof FIELDS;

/** What `is:` can ask, in both languages. */
const KINDS: readonly (readonly [english: string, chinese: string, filter: AnnotationFilter])[] = [
  ['uncertain', '存疑', ({ state }) => state === 'review'],
  ['lost', '失位', ({ state }) => state === 'orphan'],
  ['noted', '有备注', ({ note }) => note !== undefined],
  ['linked', '已链接', ({ entity }) => entity !== undefined],
];

/**
 * Reads what a person types into the filter: words, all of which an annotation must have in its text, label, note, entity,
 * annotator or status. `label:PER` asks of one field only; quotation marks keep blanks together. Letters match in both
 * cases, Traditional characters as Simplified ones. Undefined where nothing is asked.
 */
export function parseFilter(query: string, labels: readonly Label[]): AnnotationFilter | undefined {
  const terms = Array.from(query.matchAll(TERM), ([term]) => readTerm(term, labels)).filter(
    (term) => term !== undefined,
  );
  return terms.length === 0 ? undefined : (annotation) => terms.every((term) => term(annotation));
}

/** A word, or what stands in quotation marks, with the field in front of it. */
const TERM = /(?:[^\s"“”:：]+[:：])?(?:["“][^"“”]*["”]?|[^\s"“”]+)/gu;

function readTerm(term: string, labels: readonly Label[]): AnnotationFilter | undefined {
  const [, name = '', rest = ''] = /^([^"“:：]*)[:：](.*)$/su.exec(term) ?? [];
  const field = fieldNamed(name);
  const value = formOf((field === undefined ? term : rest).replace(/["“”]/g, ''));
  // A field whose value is still being typed asks nothing.
  if (value === '') return undefined;
  if (field === 'is') return KINDS.find(([english, chinese]) => value === english || value === chinese)?.[2] ?? NONE;
  if (field === 'label') return labelFilter(value, labels);
  return (annotation) => valuesOf(annotation, field, labels).some((text) => formOf(text).includes(value));
}

function fieldNamed(name: string): Field | undefined {
  const form = name.toLowerCase();
  return (Object.keys(FIELDS) as Field[]).find((field) => (FIELDS[field] as readonly string[]).includes(form));
}

/** A label by its id, whole, or by a part of its names; the kinds of it count as well. */
function labelFilter(value: string, labels: readonly Label[]): AnnotationFilter {
  const isMeant = ({ id, names }: Label): boolean =>
    formOf(id) === value || formOf(names.en).includes(value) || formOf(names.zh).includes(value);
  const meant = new Set(labels.filter(isMeant).map(({ id }) => id));
  for (let size = -1; size !== meant.size;) {
    size = meant.size;
    for (const { id, parent } of labels) if (parent !== undefined && meant.has(parent)) meant.add(id);
  }
  return ({ label }) => meant.has(label) || formOf(label) === value;
}

function valuesOf(annotation: ListedAnnotation, field: Field | undefined, labels: readonly Label[]): string[] {
  const { words, label, note, by, status, entity, recognised } = annotation;
  const text = [words, words.replace(/\s+/g, '')];
  const names = labels.find(({ id }) => id === label)?.names;
  const entities = [entity, recognised?.name];
  const wanted: Readonly<Record<Exclude<Field, 'is' | 'label'>, readonly (string | undefined)[]>> = {
    text,
    note: [note],
    by: [by],
    status: [status],
    entity: entities,
  };
  const values =
    field === undefined || field === 'is' || field === 'label'
      ? [...text, label, names?.en, names?.zh, note, by, status, ...entities]
      : wanted[field];
  return values.filter((value) => value !== undefined);
}

const NONE: AnnotationFilter = () => false;

const formOf = (text: string): string => simplified(text).toLowerCase().trim();
