import { DEFAULT_LABELS } from '../annotation/labels';
import type { RelationType } from '../annotation/schema';
import { parseManifest, type Manifest } from '../corpus/manifest';
import { namesIn, usesOf, type NameUse, type SchemaName } from '../corpus/manifestNames';
import type { Problem } from '../problem';
import { withItem } from '../yaml/appendItem';
import { readYaml, type YamlPath } from '../yaml/boundedYaml';
import { withoutUndefined, type Json } from '../yaml/json';
import type { Refactoring, Refusal, Renaming, Splitting } from './refactoring';
import { editedYaml } from './yamlEdits';

/** The text of a manifest after a refactoring, or why there is none; the same text where nothing in it is concerned. */
export function refactoredManifest(text: string, refactoring: Refactoring): string | Refusal {
  const before = parseManifest(text);
  if (before.value === undefined) return broken(before.problems);
  const edited =
    refactoring.kind === 'split'
      ? withSplit(text, before.value, refactoring)
      : renamed(text, before.value, refactoring);
  if (typeof edited !== 'string') return edited;
  const known = new Set(before.problems.map(({ code, message }) => `${code} ${message}`));
  const news = parseManifest(edited).problems.find(({ code, message }) => !known.has(`${code} ${message}`));
  return news === undefined ? edited : { code: news.code, message: `corpus.yaml would be wrong: ${news.message}` };
}

const broken = (problems: readonly Problem[]): Refusal => ({
  code: 'broken-manifest',
  message: `corpus.yaml has an error; mend it first: ${problems[0]?.message ?? ''}`,
});

const notEditable: Refusal = {
  code: 'not-editable',
  message:
    'corpus.yaml is written in a way that cannot be changed without a person. Change it by hand, in plain lists.',
};

function renamed(text: string, manifest: Manifest, { name, to }: Renaming): string | Refusal {
  const explicit =
    name.kind === 'label' ? withRelationsWritten(withLabelsWritten(text, manifest), manifest, name.id) : text;
  const root = explicit === undefined ? undefined : readYaml(explicit).value;
  if (explicit === undefined || root === undefined) return notEditable;
  const uses = namesIn(root);
  const isMerge = usesOf(uses, { ...name, id: to }).some(({ isDefinition }) => isDefinition);
  const own = usesOf(uses, name);
  const removed = isMerge ? own.flatMap((use) => removalOf(use, uses, to)) : [];
  const isRemoved = ({ path }: NameUse): boolean => removed.some((other) => isWithin(path, other));
  const replaced = own.filter((use) => !isRemoved(use)).map(({ path }) => ({ path, value: to }));
  return editedYaml(explicit, root, { replaced, removed }) ?? notEditable;
}

/** Of two that become one, the record of the first goes, and a list names the other one only once. */
function removalOf({ path, isDefinition, kind, of }: NameUse, uses: readonly NameUse[], to: string): YamlPath[] {
  if (isDefinition) return [kind === 'attributeValue' || kind === 'tagValue' ? path : path.slice(0, -1)];
  const isListed = typeof path.at(-1) === 'number';
  const list = path.slice(0, -1);
  const isThere = uses.some((use) => use.id === to && use.of === of && isSamePath(use.path.slice(0, -1), list));
  return isListed && isThere ? [path] : [];
}

const isSamePath = (a: YamlPath, b: YamlPath): boolean => a.length === b.length && isWithin(a, b);

const isWithin = (path: YamlPath, outer: YamlPath): boolean => outer.every((step, index) => path[index] === step);

function withSplit(text: string, manifest: Manifest, { name, to }: Splitting): string | Refusal {
  if (manifest.labels.some(({ id }) => id === to)) return text;
  const explicit = withLabelsWritten(text, manifest);
  const parent = manifest.labels.find(({ id }) => id === name.id)?.parent;
  const label = withoutUndefined<{ id: string; parent?: string }>({ id: to, parent });
  return (explicit === undefined ? undefined : withItem(explicit, 'labels', label)) ?? notEditable;
}

/** The text with the default labels written out where it leaves them to us; undefined where that cannot be done. */
function withLabelsWritten(text: string, { labels }: Manifest): string | undefined {
  return withItems(text, 'labels', labels === DEFAULT_LABELS ? labels.map(writtenLabel) : []);
}

/** The same of the default relations, where one of them begins or ends at a label. */
function withRelationsWritten(text: string | undefined, { relations }: Manifest, label: string): string | undefined {
  if (text === undefined) return undefined;
  const isEnd = ({ from = [], to = [] }: RelationType): boolean => from.includes(label) || to.includes(label);
  const isConcerned = !isGiven(text, 'relations') && relations.some(isEnd);
  return withItems(text, 'relations', isConcerned ? relations.map(writtenRelation) : []);
}

function isGiven(text: string, key: string): boolean {
  const root = readYaml(text).value;
  return root?.kind === 'mapping' && root.entries.some((entry) => entry.key === key);
}

function withItems(text: string, key: string, items: readonly Json[]): string | undefined {
  return items.reduce<string | undefined>(
    (edited, item) => (edited === undefined ? undefined : withItem(edited, key, item)),
    text,
  );
}

const writtenLabel = ({ id, names, descriptions, colour }: Manifest['labels'][number]): Json => ({
  id,
  names,
  descriptions,
  colour,
});

const writtenRelation = ({ id, names, colour, from, to }: RelationType): Json =>
  withoutUndefined<Record<string, Json>>({ id, names, colour, from, to });

/** What an id is refused for, before anything is read: clients ask while it is typed. */
export function refusalOfId({ kind }: SchemaName, id: string): Refusal | undefined {
  if (id.trim() === '') return { code: 'empty', message: 'Type the new name.' };
  if (kind === 'tag' || kind === 'tagValue' || kind === 'attributeValue') return undefined;
  return /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(id)
    ? undefined
    : { code: 'id', message: 'An id has letters, digits, "_", "-" and "." only.' };
}
