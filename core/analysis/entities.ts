import { aliasPairs } from './aliases';
import type { Entity } from './mention';
import { postsOfPersons, type PostsHeld } from './postsOfPersons';
import { formOf, type Span } from './span';

export interface Grouping {
  readonly entities: readonly Entity[];
  /** The id of the entity of each span, by the span's index. */
  readonly entityOf: readonly string[];
}

/**
 * Groups the spans of a file (ordered by start, longer first) to entities: spans of one label and text, and forms that the text itself shows to be one.
 * Precision first: a short form that fits two full ones stays apart.
 */
export function groupEntities(text: string, spans: readonly Span[]): Grouping {
  const held = postsOfPersons(text, spans);
  const groupOf = representatives(spans, aliasPairs(text, spans, held));
  const groups = new Map<string, number[]>();
  for (const [index, span] of spans.entries()) {
    const key = groupOf(formOf(span));
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [index]);
    else members.push(index);
  }
  const entityOf = new Array<string>(spans.length).fill('');
  const entities = [...groups.values()].map((members, index) => {
    const id = `e${index + 1}`;
    for (const member of members) entityOf[member] = id;
    return entity(id, members, spans, held);
  });
  return { entities, entityOf };
}

/** Follows pairs of forms (alias, full form) to the form that stands for all of a group. */
function representatives(
  spans: readonly Span[],
  pairs: readonly (readonly [alias: string, full: string])[],
): (key: string) => string {
  const parent = new Map(spans.map((span) => [formOf(span), formOf(span)]));
  const find = (key: string): string => {
    let root = key;
    for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root)) root = up;
    return root;
  };
  for (const [alias, full] of pairs) parent.set(find(alias), find(full));
  return find;
}

function entity(id: string, members: readonly number[], spans: readonly Span[], held: PostsHeld): Entity {
  const forms = [...new Set(members.map((member) => spans[member]?.text ?? ''))];
  const name = forms.reduce((longest, form) => (form.length > longest.length ? form : longest), '');
  const posts = members.flatMap((member) => held.get(member) ?? []);
  return {
    id,
    label: spans[members[0] ?? 0]?.label ?? '',
    name,
    aliases: forms.filter((form) => form !== name),
    mentions: members,
    posts: [...new Set(posts.map(({ post }) => post))],
    bodies: [...new Set(posts.flatMap(({ body }) => (body === undefined ? [] : [body])))],
  };
}
