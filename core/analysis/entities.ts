import { runAtOnce } from '../cooperative';
import { joinBodiesOfPosts } from './coreference/bodiesOfPosts';
import { declaredAliases, scopesOfAliases } from './coreference/declaredAliases';
import { readForms, type Form } from './coreference/forms';
import { Groups } from './coreference/groups';
import { identifyKnown } from './coreference/knownForms';
import { joinPersons } from './coreference/persons';
import { PlacePrefixes } from './coreference/placePrefixes';
import { joinShortNames } from './coreference/shortNames';
import type { KnownEntities } from './knownEntities';
import type { Entity } from './mention';
import { postsOfPersons, type PostsHeld } from './postsOfPersons';
import type { Span } from './span';

export interface Grouping {
  readonly entities: readonly Entity[];
  /** The id of the entity of each span, by the span's index. */
  readonly entityOf: readonly string[];
}

/**
 * Groups the spans of a file (ordered by start, longer first) to entities: spans of one label and text, and forms that
 * the user's authority files or the text itself show to be one. Precision first: a short form that fits two full ones
 * stays apart. Sorting apart, linear in the spans.
 */
export function groupEntities(text: string, spans: readonly Span[], known?: KnownEntities): Grouping {
  return runAtOnce(groupInSteps(text, spans, known));
}

/** The same in steps: it yields between the kinds of evidence, so that the caller can pause or give up there. */
export function* groupInSteps(text: string, spans: readonly Span[], known?: KnownEntities): Generator<void, Grouping> {
  const held = postsOfPersons(text, spans);
  yield;
  const declarations = declaredAliases(text, spans);
  yield;
  const forms = readForms(text, spans, scopesOfAliases(spans, declarations));
  yield;
  const groups = new Groups();
  if (known !== undefined) identifyKnown(forms.all, known, groups);
  for (const { full, alias } of declarations) join(groups, forms.ofSpan[alias], forms.ofSpan[full]);
  yield;
  joinPersons(forms.all, held, groups);
  yield;
  const places = new PlacePrefixes(forms.all);
  yield;
  joinBodiesOfPosts(forms.all, held, places, groups);
  yield;
  joinShortNames(forms.all, places, groups);
  yield;
  return gather(spans, forms.ofSpan, groups, held);
}

function join(groups: Groups, alias: Form | undefined, full: Form | undefined): void {
  if (alias !== undefined && full !== undefined) groups.join(alias, full);
}

/** Numbers the groups in the order of their first mentions. */
function gather(spans: readonly Span[], formOf: readonly Form[], groups: Groups, held: PostsHeld): Grouping {
  const members = new Map<Form, number[]>();
  for (const [index, form] of formOf.entries()) {
    const group = groups.of(form);
    const known = members.get(group);
    if (known === undefined) members.set(group, [index]);
    else known.push(index);
  }
  const entityOf = new Array<string>(spans.length).fill('');
  const entities = [...members].map(([group, mentions], index) => {
    const id = `e${index + 1}`;
    for (const mention of mentions) entityOf[mention] = id;
    return entity(id, mentions, spans, held, groups.authorityOf(group));
  });
  return { entities, entityOf };
}

function entity(
  id: string,
  members: readonly number[],
  spans: readonly Span[],
  held: PostsHeld,
  authority: string | undefined,
): Entity {
  const forms = new Set<string>();
  const posts = new Set<string>();
  const bodies = new Set<string>();
  let name = '';
  for (const member of members) {
    const { text } = spans[member] as Span;
    forms.add(text);
    if (text.length > name.length) name = text;
    for (const { post, bodies: owners } of held.get(member) ?? []) {
      posts.add(post);
      for (const body of owners) bodies.add(body);
    }
  }
  forms.delete(name);
  return {
    id,
    label: (spans[members[0] ?? 0] as Span).label,
    name,
    aliases: [...forms],
    mentions: members,
    posts: [...posts],
    bodies: [...bodies],
    ...(authority !== undefined && { authority }),
  };
}
