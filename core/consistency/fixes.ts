import type { AnnotationFields, Operation } from '../annotation/operations';
import { spanFields } from '../annotation/placement';
import { relationsBetween } from '../annotation/schemaRules';
import type { Range, Utf16 } from '../text/units';
import { isJsonObject, type JsonObject } from '../yaml/json';
import { labelledIn, type AnnotatedText } from './article';
import type { CutWord, DifferentLabels, Inconsistency, OutsideSchema, Rule } from './inconsistency';

/** What mends an inconsistency, as data. Spans are in the text in which it was found. */
export type Fix =
  | { readonly kind: 'edit'; readonly operation: Operation }
  | { readonly kind: 'annotate'; readonly label: string; readonly spans: readonly Range<Utf16>[] }
  /** Lists all occurrences of the words at a span, in the whole corpus, to be ticked and annotated. */
  | { readonly kind: 'search'; readonly label: string; readonly span: Range<Utf16> }
  /** Adds a label to the manifest of the corpus. */
  | { readonly kind: 'addLabel'; readonly label: string }
  /** Leads to the setting of a rule. */
  | { readonly kind: 'setting'; readonly rule: Rule };

/** What a fix is called. */
export type FixTitle =
  | { readonly kind: 'relabel'; readonly label: string }
  | { readonly kind: 'relabelAll'; readonly words: string; readonly label: string; readonly count: number }
  | { readonly kind: 'annotate'; readonly words: string; readonly label: string }
  | { readonly kind: 'annotateAll'; readonly words: string; readonly label: string; readonly count: number }
  | { readonly kind: 'search'; readonly words: string; readonly label: string }
  | { readonly kind: 'move'; readonly words: string }
  | { readonly kind: 'addLabel'; readonly label: string }
  | { readonly kind: 'removeAttribute'; readonly attribute: string }
  | { readonly kind: 'changeRelation'; readonly relation: string }
  | { readonly kind: 'turnRelation' | 'removeRelation'; readonly relation: string }
  | { readonly kind: 'removeEvent'; readonly event: string }
  | { readonly kind: 'link'; readonly entity: string; readonly name: string }
  | { readonly kind: 'setting' };

export interface FixOffer {
  readonly title: FixTitle;
  readonly fix: Fix;
  /** The one that is likely meant; at most one. */
  readonly isPreferred: boolean;
}

/** What can be offered for something that was found in an article, with all that was; the likeliest first. */
export function fixesFor(
  found: Inconsistency,
  article: AnnotatedText,
  all: readonly Inconsistency[],
): readonly FixOffer[] {
  const setting: FixOffer = offer({ kind: 'setting' }, { kind: 'setting', rule: found.rule });
  return [...ownFixes(found, article, all), setting];
}

function ownFixes(found: Inconsistency, article: AnnotatedText, all: readonly Inconsistency[]): FixOffer[] {
  switch (found.rule) {
    case 'differentLabels':
      return relabellings(found, article);
    case 'unlabelledRepeats': {
      const { range, words, label } = found;
      const repeats = all.filter((other) => other.rule === found.rule && other.words === words);
      const spans = repeats.map((repeat) => repeat.range);
      return [
        offer({ kind: 'annotate', words, label }, { kind: 'annotate', label, spans: [range] }, true),
        ...(spans.length < 2
          ? []
          : [offer({ kind: 'annotateAll', words, label, count: spans.length }, { kind: 'annotate', label, spans })]),
        offer({ kind: 'search', words, label }, { kind: 'search', label, span: range }),
      ];
    }
    case 'cutWords':
      return movedEdges(found, article);
    case 'schema':
      return intoSchema(found, article);
    case 'unlinkedEntities':
      return found.entities.map(({ id, name }) =>
        offer({ kind: 'link', entity: id, name }, change(found.id, { entity: id }), found.entities.length === 1),
      );
  }
}

function relabellings({ id, words, label, labels, majority }: DifferentLabels, article: AnnotatedText): FixOffer[] {
  const same = labelledIn(article).filter((one) => one.words === words);
  const others = labels.filter((other) => other.label !== label);
  return [
    ...others.map((other) =>
      offer({ kind: 'relabel', label: other.label }, change(id, { label: other.label }), other.label === majority),
    ),
    ...labels.flatMap((wanted): FixOffer[] => {
      const changed = same.filter(({ view }) => view.label !== wanted.label);
      const operations = changed.map(({ view }): Operation => ({
        kind: 'change',
        id: view.id,
        fields: { label: wanted.label },
      }));
      if (operations.length < 2) return [];
      const title: FixTitle = { kind: 'relabelAll', words, label: wanted.label, count: operations.length };
      return [offer(title, { kind: 'edit', operation: { kind: 'bulk', operations } })];
    }),
  ];
}

function movedEdges({ id, wider, narrower }: CutWord, { logical: { canonical } }: AnnotatedText): FixOffer[] {
  const moved = (to: Range<Utf16>, isPreferred: boolean): FixOffer =>
    offer({ kind: 'move', words: canonical.slice(to) }, change(id, spanFields(canonical, [to])), isPreferred);
  return [moved(wider, true), ...(narrower === undefined ? [] : [moved(narrower, false)])];
}

function intoSchema({ id, problem }: OutsideSchema, article: AnnotatedText): FixOffer[] {
  switch (problem.kind) {
    case 'label':
      return [
        ...similarLabels(problem.label, article).map((label) =>
          offer({ kind: 'relabel', label }, change(id, { label }), true),
        ),
        offer({ kind: 'addLabel', label: problem.label }, { kind: 'addLabel', label: problem.label }),
      ];
    case 'attribute':
    case 'attribute-label':
    case 'value': {
      const { attribute } = problem;
      const rest = withoutKey(article.annotations.find((view) => view.id === id)?.attributes, attribute);
      return [offer({ kind: 'removeAttribute', attribute }, change(id, { attributes: rest }))];
    }
    case 'relation':
      return [...otherRelations(id, article), removeRelation(id, problem.relation)];
    case 'ends':
      return [
        ...turnedRelation(id, problem, article),
        ...otherRelations(id, article),
        removeRelation(id, problem.relation),
      ];
    case 'event':
    case 'trigger':
    case 'role':
    case 'role-label': {
      const { event } = problem;
      return [offer({ kind: 'removeEvent', event }, { kind: 'edit', operation: { kind: 'removeEvent', id } })];
    }
  }
}

/** Labels of the schema that differ in case or width only. */
function similarLabels(label: string, { schema }: AnnotatedText): string[] {
  const form = (text: string): string => text.normalize('NFKC').toUpperCase();
  return schema.labels.flatMap(({ id }) => (form(id) === form(label) ? [id] : []));
}

function withoutKey(attributes: JsonObject | undefined, key: string): JsonObject | null {
  if (!isJsonObject(attributes)) return null;
  const rest = Object.entries(attributes).filter(([name]) => name !== key);
  return rest.length === 0 ? null : Object.fromEntries(rest);
}

const removeRelation = (id: string, relation: string): FixOffer =>
  offer({ kind: 'removeRelation', relation }, { kind: 'edit', operation: { kind: 'unrelate', id } });

/** The relations that may lead where this one leads. */
function otherRelations(id: string, { annotations, relations = [], schema }: AnnotatedText): FixOffer[] {
  const relation = relations.find((other) => other.id === id);
  const labelOf = (end: string | undefined): string | undefined => annotations.find((view) => view.id === end)?.label;
  const [from, to] = [labelOf(relation?.from), labelOf(relation?.to)];
  if (from === undefined || to === undefined) return [];
  return relationsBetween(schema, from, to)
    .slice(0, MOST_RELATIONS)
    .map(({ id: label }) => {
      const operation: Operation = { kind: 'changeRelation', id, fields: { label } };
      return offer({ kind: 'changeRelation', relation: label }, { kind: 'edit', operation });
    });
}

function turnedRelation(
  id: string,
  { relation: label, from, to }: Extract<OutsideSchema['problem'], { kind: 'ends' }>,
  { relations = [], schema }: AnnotatedText,
): FixOffer[] {
  const relation = relations.find((other) => other.id === id);
  const isAllowed = relationsBetween(schema, to, from).some((other) => other.id === label);
  if (relation === undefined || !isAllowed) return [];
  const fields = { from: relation.to, to: relation.from };
  const operation: Operation = { kind: 'changeRelation', id, fields };
  return [offer({ kind: 'turnRelation', relation: label }, { kind: 'edit', operation }, true)];
}

const MOST_RELATIONS = 3;

const offer = (title: FixTitle, fix: Fix, isPreferred = false): FixOffer => ({ title, fix, isPreferred });

const change = (id: string, fields: AnnotationFields): Fix => ({
  kind: 'edit',
  operation: { kind: 'change', id, fields },
});
