import * as vscode from 'vscode';
import type { Annotation } from '../../../core/annotation/annotation';
import type { Operation } from '../../../core/annotation/operations';
import type { AttributeType, TagType } from '../../../core/annotation/schema';
import { attributesOf, isValueOf } from '../../../core/annotation/schemaRules';
import { typeOfValue, valueAsText } from '../../../core/annotation/values';
import { ownValue, type Json, type JsonObject } from '../../../core/yaml/json';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import { withAnnotation, type ArticleCommands, type CommandContext } from '../annotations/articleCommands';
import { attempt, refuse } from '../annotations/answers';
import { asPickText, shorten } from '../annotations/labelPick';
import type { SpanArgument } from './arguments';
import { choose, separator, type Choice } from './picks';
import { askFreeValue, askValue, type Decided } from './valuePick';
import { describe, nameIn, valueWords } from './words';

/** The commands on values: attributes, note, certainty and status of an annotation, tags of the document. */
export function registerValueCommands(commands: ArticleCommands<SpanArgument>): void {
  commands.registerChange('editAnnotation', (context) =>
    withAnnotation(context, ({ id }) =>
      editFields(
        () => fieldsOfAnnotation(context, id),
        () => describe(context.article, id),
        () => vscode.l10n.t('This annotation is not there any more.'),
      ),
    ),
  );
  commands.registerChange('setAttribute', (context, argument) =>
    withAnnotation(context, ({ id }) => setAttribute(context.article, id, argument)),
  );
  commands.registerChange('setCertainty', (context, argument) =>
    withAnnotation(context, ({ id }) => setPlain(context.article, id, 'certainty', argument)),
  );
  commands.registerChange('setStatus', (context, argument) =>
    withAnnotation(context, ({ id }) => setPlain(context.article, id, 'status', argument)),
  );
  commands.registerChange('editTags', ({ article }) =>
    editFields(
      () => fieldsOfDocument(article),
      () => vscode.workspace.asRelativePath(article.document.uri),
      () => vscode.l10n.t('corpus.yaml lists no tags. Add them under “tags:”.'),
    ),
  );
  commands.registerChange('setTag', ({ article }, argument) => setTag(article, argument));
}

/** A value that can be edited, as a list shows it. */
interface Field {
  readonly name: string;
  readonly icon: string;
  readonly description?: string;
  readonly value: Json | undefined;
  /** Under a heading of its own, such as what the schema does not know. */
  readonly group?: string;
  /** Asks for another value and sets it; answers whether it did, undefined where it was dismissed. */
  edit(): Promise<boolean | undefined>;
}

/** Lets a person edit one field after the other until the list is dismissed; answers whether anything was changed. */
async function editFields(
  fields: () => readonly Field[],
  title: () => string,
  nothing: () => string,
): Promise<boolean> {
  let isChanged = false;
  for (;;) {
    const listed = fields();
    if (listed.length === 0) return refuse(nothing());
    const field = await choose(choicesOf(listed), {
      title: title(),
      placeholder: vscode.l10n.t('Choose what to set; Escape ends'),
    });
    if (field === undefined) return isChanged;
    if ((await field.edit()) === true) isChanged = true;
  }
}

function choicesOf(fields: readonly Field[]): Choice<Field>[] {
  return [...Map.groupBy(fields, ({ group }) => group)].flatMap(([group, members]) => [
    ...(group === undefined ? [] : [separator<Field>(group)]),
    ...members.map((field) => ({
      label: `$(${field.icon}) ${asPickText(field.name)}`,
      description: asPickText(field.value === undefined ? '—' : shorten(valueAsText(field.value, valueWords()))),
      ...(field.description !== undefined && field.description !== '' && { detail: asPickText(field.description) }),
      value: field,
    })),
  ]);
}

function fieldsOfAnnotation(context: CommandContext, id: string): Field[] {
  const { article } = context;
  const annotation = article.annotation(id);
  if (annotation === undefined) return [];
  const run = (command: string) => async (): Promise<boolean | undefined> =>
    vscode.commands.executeCommand<boolean | undefined>(`corpusAnnotator.${command}`);
  return [
    { name: vscode.l10n.t('Label'), icon: 'tag', value: annotation.label, edit: run('changeLabel') },
    ...attributeFields(article, annotation),
    { name: vscode.l10n.t('Note'), icon: 'comment', value: annotation.note, edit: run('editNote') },
    { name: vscode.l10n.t('Entity'), icon: 'link', value: annotation.entity, edit: run('linkEntity') },
    {
      name: vscode.l10n.t('Certainty'),
      icon: 'question',
      value: annotation.certainty,
      edit: () => setPlain(article, id, 'certainty'),
    },
    {
      name: vscode.l10n.t('Status'),
      icon: 'checklist',
      value: annotation.status,
      edit: () => setPlain(article, id, 'status'),
    },
  ];
}

/** The attributes that the schema has for the label, then what the annotation has beside those. */
function attributeFields(article: AnnotatedArticle, { id, label, attributes = {} }: Annotation): Field[] {
  const types = attributesOf(article.schema, label);
  return fieldsOf(types, attributes, (key, decided) => change(article, id, key, decided));
}

function fieldsOfDocument(article: AnnotatedArticle): Field[] {
  return fieldsOf(article.schema.tags, article.set?.document ?? {}, (name, { value }) =>
    attempt(article, () => article.perform(() => ({ kind: 'tag', name, ...(value !== undefined && { value }) }))),
  );
}

function fieldsOf(
  types: readonly (AttributeType | TagType)[],
  values: JsonObject,
  set: (key: string, decided: Decided) => Promise<boolean>,
): Field[] {
  const known = types.map((type): Field => {
    const [name, value] = [nameIn(type.names), ownValue(values, type.id)];
    const isOdd = value !== undefined && !isValueOf(type, value);
    return {
      ...{ name, value, icon: 'symbol-property' },
      description: [isOdd ? vscode.l10n.t('This value is not as the schema says.') : '', nameIn(type.descriptions)]
        .join(' ')
        .trim(),
      edit: async () => {
        const decided = await askValue(name, type.value, value);
        return decided && set(type.id, decided);
      },
    };
  });
  const others = Object.entries(values).filter(([key]) => !types.some(({ id }) => id === key));
  const unknown = others.map(([key, value]): Field => ({
    ...{ name: key, value, icon: 'symbol-misc', group: vscode.l10n.t('not in the schema') },
    edit: async () => {
      const decided = await askValue(key, typeOfValue(value), value);
      return decided && set(key, decided);
    },
  }));
  return [...known, ...unknown];
}

function change(article: AnnotatedArticle, id: string, key: string, { value }: Decided): Promise<boolean> {
  return attempt(article, () =>
    article.perform((): Operation | string => {
      const attributes = article.annotation(id)?.attributes ?? {};
      const others = Object.entries(attributes).filter(([other]) => other !== key);
      const entries = value === undefined ? others : withEntry(attributes, key, value);
      return {
        kind: 'change',
        id,
        fields: { attributes: entries.length === 0 ? null : Object.fromEntries(entries) },
      };
    }),
  );
}

/** The entries of an object with a new value for a key, in the place where it was. */
function withEntry(object: JsonObject, key: string, value: Json): [string, Json][] {
  return Object.hasOwn(object, key)
    ? Object.entries(object).map(([other, old]) => [other, other === key ? value : old])
    : [...Object.entries(object), [key, value]];
}

/** Sets an attribute to a value that is given, or asked for; one that the schema has otherwise is refused. */
async function setAttribute(article: AnnotatedArticle, annotation: string, argument?: SpanArgument): Promise<boolean> {
  const label = article.annotation(annotation)?.label ?? '';
  const types = attributesOf(article.schema, label);
  const own = Object.keys(article.annotation(annotation)?.attributes ?? {});
  if (types.length + own.length === 0)
    return refuse(vscode.l10n.t('corpus.yaml lists no attributes for {0}. Add them under “attributes:”.', label));
  const id = argument?.id;
  if (id === undefined) {
    const values = article.annotation(annotation);
    const field =
      values &&
      (await choose(choicesOf(attributeFields(article, values)), {
        title: describe(article, annotation),
        placeholder: vscode.l10n.t('Choose what to set; Escape ends'),
      }));
    return (await field?.edit()) === true;
  }
  const type = types.find((candidate) => candidate.id === id);
  if (type === undefined && !own.includes(id))
    return refuse(vscode.l10n.t('{0} has no attribute “{1}” in corpus.yaml.', label, id));
  const now = ownValue(article.annotation(annotation)?.attributes ?? {}, id);
  const decided =
    given(argument) ??
    (await askValue(type === undefined ? id : nameIn(type.names), type?.value ?? typeOfValue(now ?? ''), now));
  if (decided === undefined) return false;
  return isRefused(type, decided, id) ? false : change(article, annotation, id, decided);
}

async function setTag(article: AnnotatedArticle, argument?: SpanArgument): Promise<boolean> {
  const { tags } = article.schema;
  const document = article.set?.document ?? {};
  const id = argument?.id;
  if (id === undefined) return (await vscode.commands.executeCommand('corpusAnnotator.editTags')) === true;
  const type = tags.find((candidate) => candidate.id === id);
  if (type === undefined && !Object.hasOwn(document, id))
    return refuse(vscode.l10n.t('corpus.yaml has no tag “{0}”. Add it under “tags:”.', id));
  const now = ownValue(document, id);
  const decided =
    given(argument) ??
    (await askValue(type === undefined ? id : nameIn(type.names), type?.value ?? typeOfValue(now ?? ''), now));
  if (decided === undefined || isRefused(type, decided, id)) return false;
  const { value } = decided;
  return attempt(article, () =>
    article.perform(() => ({ kind: 'tag', name: id, ...(value !== undefined && { value }) })),
  );
}

/** The value that an argument gives; undefined where none is given, and a person is asked. */
function given(argument: SpanArgument | undefined): Decided | undefined {
  const value = argument?.value;
  return value === undefined ? undefined : value === null ? {} : { value };
}

function isRefused(type: AttributeType | TagType | undefined, { value }: Decided, id: string): boolean {
  if (type === undefined || value === undefined || isValueOf(type, value)) return false;
  refuse(vscode.l10n.t('“{0}” takes no such value: {1}', id, valueAsText(value, valueWords())));
  return true;
}

/** Sets the certainty or the status; values that other annotations of the article have are offered. */
async function setPlain(
  article: AnnotatedArticle,
  id: string,
  key: 'certainty' | 'status',
  argument?: SpanArgument,
): Promise<boolean> {
  const now = article.annotation(id)?.[key];
  const title = key === 'certainty' ? vscode.l10n.t('Certainty') : vscode.l10n.t('Status');
  const decided = given(argument) ?? (await askFreeValue(title, usedIn(article, key), now));
  if (decided === undefined) return false;
  const value = decided.value ?? null;
  const isPlain = value === null || typeof value === 'string' || (key === 'certainty' && typeof value === 'number');
  const text = key === 'status' && value !== null && !isPlain ? valueAsText(value, valueWords()) : value;
  if (!isPlain && typeof text !== 'string') return refuse(vscode.l10n.t('“{0}” takes a text or a number.', title));
  return attempt(article, () => article.change(id, { [key]: text }));
}

const USUAL = {
  certainty: ['certain', 'probable', 'uncertain'],
  status: ['draft', 'checked', 'disputed'],
} as const;

function usedIn({ set }: AnnotatedArticle, key: 'certainty' | 'status'): readonly Json[] {
  const used = (set?.annotations ?? []).flatMap((annotation) => annotation[key] ?? []);
  return [...new Set<Json>([...used, ...USUAL[key]])];
}
