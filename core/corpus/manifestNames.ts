import type { Extent, YamlMapping, YamlNode, YamlPath } from '../yaml/boundedYaml';

/** What has an id in a manifest; a value of a choice is its own id. */
export type NameKind = 'label' | 'attribute' | 'relation' | 'event' | 'role' | 'tag' | 'attributeValue' | 'tagValue';

/** Something that has an id. */
export interface SchemaName {
  readonly kind: NameKind;
  readonly id: string;
  /** What it belongs to: the event of a role, the attribute or the tag of a value. */
  readonly of?: string;
}

/** A place in a manifest where an id stands. */
export interface NameUse extends SchemaName {
  /** Whether it is given here; else it is named only. */
  readonly isDefinition: boolean;
  /** The id as it is written, with its quotes. */
  readonly extent: Extent;
  readonly path: YamlPath;
}

const LISTS = {
  labels: 'label',
  attributes: 'attribute',
  relations: 'relation',
  events: 'event',
  tags: 'tag',
} as const satisfies Record<string, RecordKind>;

/** Where ids stand in a manifest, in the order of the file. Offsets are UTF-16 units of its text. */
export function namesIn(root: YamlNode | undefined): NameUse[] {
  const uses: NameUse[] = [];
  for (const { key, value } of entriesOf(root)) {
    if (!Object.hasOwn(LISTS, key) || value.kind !== 'sequence') continue;
    const kind = LISTS[key as keyof typeof LISTS];
    value.items.forEach((item, index) => uses.push(...usesIn(item, kind, [key, index])));
  }
  return uses;
}

function usesIn(record: YamlNode, kind: RecordKind, path: YamlPath, of?: string): NameUse[] {
  const own = entriesOf(record).find(({ key }) => key === 'id')?.value;
  const id = own?.kind === 'scalar' && typeof own.value === 'string' ? own.value : undefined;
  return entriesOf(record).flatMap(({ key, value }): NameUse[] => {
    const at = [...path, key];
    if (key === 'id') return nameAt(value, kind, true, at, of);
    if (kind === 'label') return key === 'parent' ? nameAt(value, 'label', false, at) : [];
    if (value.kind !== 'sequence') return [];
    if (kind === 'event' && key === 'roles')
      return value.items.flatMap((role, index) => usesIn(role, 'role', [...at, index], id));
    if (key === 'values' && (kind === 'attribute' || kind === 'tag'))
      return value.items.flatMap((item, index) => nameAt(item, `${kind}Value`, true, [...at, index], id));
    const namesLabels = LABEL_LISTS[kind].includes(key);
    return namesLabels ? value.items.flatMap((item, index) => nameAt(item, 'label', false, [...at, index])) : [];
  });
}

type RecordKind = Exclude<NameKind, 'attributeValue' | 'tagValue'>;

/** The keys of each kind of record whose values are lists of labels. */
const LABEL_LISTS: Readonly<Record<Exclude<RecordKind, 'label'>, readonly string[]>> = {
  attribute: ['labels'],
  relation: ['from', 'to'],
  event: ['trigger'],
  role: ['labels'],
  tag: [],
};

function nameAt(node: YamlNode, kind: NameKind, isDefinition: boolean, path: YamlPath, of?: string): NameUse[] {
  if (node.kind !== 'scalar' || typeof node.value !== 'string' || node.value === '') return [];
  const { value: id, offset, end } = node;
  return [{ kind, id, isDefinition, extent: { offset, end }, path, ...(of !== undefined && { of }) }];
}

const entriesOf = (node: YamlNode | undefined): YamlMapping['entries'] =>
  node?.kind === 'mapping' ? node.entries : [];

/** The id at an offset, its ends included. */
export function nameAtOffset(uses: readonly NameUse[], offset: number): NameUse | undefined {
  return uses.find(({ extent }) => extent.offset <= offset && offset <= extent.end);
}

/** All places of what an id names; roles of one name in several events are several. */
export function usesOf(uses: readonly NameUse[], { kind, id, of }: SchemaName): NameUse[] {
  return uses.filter((use) => use.kind === kind && use.id === id && use.of === of);
}
