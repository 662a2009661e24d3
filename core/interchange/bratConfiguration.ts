import type { SchemaDraft } from './schemaDraft';
import { idFrom, nameFor, type NameMap } from './importNames';

/** What stands before the name of a type that only groups others. */
const GROUP = '!';

/** One line of a section, and how deep it stands below others (brat indents with tabs). */
interface ConfigurationLine {
  readonly depth: number;
  readonly name: string;
  readonly arguments: readonly {
    readonly name: string;
    readonly values: readonly string[];
    readonly isRequired: boolean;
  }[];
}

/**
 * Adds what brat's `annotation.conf` declares to the draft of a schema: types of entities with their hierarchy, relations,
 * events with roles, attributes with values. https://brat.nlplab.org/configuration.html
 */
export function addBratConfiguration(text: string, names: NameMap, draft: SchemaDraft): void {
  const sections = sectionsOf(text);
  const macros = macrosOf(text);
  const labelled = (values: readonly string[]): string[] | undefined => {
    const plain = values.flatMap((value) => macros.get(value) ?? [value]);
    // <ANY>, <ENTITY> and the like name kinds, which a schema here does not tell apart.
    return plain.some((value) => value.startsWith('<')) ? undefined : plain.map((value) => nameFor(value, names));
  };
  addLabels(sections.get('entities') ?? [], names, draft);
  for (const { name, arguments: ends } of sections.get('relations') ?? []) {
    const [from, to] = ends.filter((end) => !end.name.startsWith('<'));
    draft.addRelation(nameFor(name, names), labelled(from?.values ?? ['<ANY>']), labelled(to?.values ?? ['<ANY>']));
  }
  addLabels(sections.get('events') ?? [], names, draft);
  for (const { name, arguments: roles } of sections.get('events') ?? []) {
    if (name.startsWith(GROUP)) continue;
    const id = nameFor(name, names);
    draft.addEvent(id);
    for (const role of roles)
      if (!role.name.startsWith('<')) draft.addRole(id, idFrom(role.name), labelled(role.values), role.isRequired);
  }
  for (const { name, arguments: fields } of sections.get('attributes') ?? []) {
    const values = fields.find((field) => field.name === 'Value')?.values;
    draft.addAttribute(idFrom(name), values ?? true);
  }
}

function addLabels(lines: readonly ConfigurationLine[], names: NameMap, draft: SchemaDraft): void {
  const above: (string | undefined)[] = [];
  for (const { depth, name } of lines) {
    const id = nameFor(name.startsWith(GROUP) ? name.slice(1) : name, names);
    const parent = above.slice(0, depth).findLast((candidate) => candidate !== undefined);
    draft.addLabel(id, parent);
    above.length = depth;
    above[depth] = id;
  }
}

function sectionsOf(text: string): Map<string, ConfigurationLine[]> {
  const sections = new Map<string, ConfigurationLine[]>();
  let current: ConfigurationLine[] = [];
  for (const line of text.split(/\r?\n/)) {
    const section = /^\s*\[(\w+)\]/.exec(line)?.[1];
    if (section !== undefined) sections.set(section, (current = []));
    else {
      const read = lineFrom(line);
      if (read !== undefined) current.push(read);
    }
  }
  return sections;
}

function lineFrom(line: string): ConfigurationLine | undefined {
  if (/^\s*(?:#|-+\s*$|$)/.test(line) || /^\s*<[^>]+>\s*=/.test(line)) return undefined;
  const [, indent = '', name = '', rest = ''] = /^(\s*)(\S+)\s*(.*)$/.exec(line) ?? [];
  const fields = rest.split(',').flatMap((field) => {
    const [, key, count, values] = /^\s*([^:\s?*+{]+)([?*+]|\{[^}]*\})?\s*:\s*(\S.*?)\s*$/.exec(field) ?? [];
    if (key === undefined || values === undefined) return [];
    return [
      {
        name: key,
        values: values.split('|').map((value) => value.trim()),
        isRequired: count === undefined || count === '+',
      },
    ];
  });
  return { depth: indent.replace(/ {2,}/g, '\t').length, name, arguments: fields };
}

/** `<POS>=A|B` stands for its values wherever it is named. */
function macrosOf(text: string): Map<string, string[]> {
  const lines = text.matchAll(/^\s*(<[^>]+>)\s*=\s*(.+?)\s*$/gm);
  return new Map(Array.from(lines, ([, name = '', values = '']) => [name, values.split('|')] as const));
}
