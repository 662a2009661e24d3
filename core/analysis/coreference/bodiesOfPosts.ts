import type { PostsHeld } from '../postsOfPersons';
import { abbreviateBody } from './bodyAbbreviations';
import type { Form } from './forms';
import { UniqueNames, type Groups } from './groups';
import type { PlacePrefixes } from './placePrefixes';

/**
 * 市委 = 郑州市委, because one person is called 郑州市委书记 and 市委书记: the same title in a body named with and without its
 * place. Where the file shows it for the bodies of two places, neither is joined.
 */
export function joinBodiesOfPosts(
  forms: readonly Form[],
  held: PostsHeld,
  places: PlacePrefixes,
  groups: Groups,
): void {
  const bodies = new Map(forms.filter(({ label }) => label === 'ORG').map((form) => [form.text, form]));
  const pairs = [...pairsOfNames(forms, held, places)].flatMap(({ name, short, full }) => {
    const [shortForm, fullForm] = [bodies.get(short), bodies.get(full)];
    return shortForm === undefined || fullForm === undefined ? [] : [{ name, shortForm, fullForm }];
  });
  const fullNames = new UniqueNames(groups);
  for (const { name, fullForm } of pairs) fullNames.add(name, fullForm);
  for (const { name, shortForm } of pairs) {
    const full = fullNames.owner(name);
    if (full !== undefined && groups.of(shortForm) === shortForm) groups.join(shortForm, full);
  }
}

/** Two names of a body, as printed, and the abbreviated form of the short one. */
interface PairOfNames {
  readonly name: string;
  readonly short: string;
  readonly full: string;
}

function* pairsOfNames(forms: readonly Form[], held: PostsHeld, places: PlacePrefixes): Generator<PairOfNames> {
  const titles = forms
    .filter(({ label }) => label === 'PER')
    .flatMap((form) => [...bodiesByTitle(form, held).values()]);
  for (const names of titles) {
    for (const [fullName, full] of names) {
      for (const { rest, level } of places.unplaced(fullName)) {
        const short = level === '' ? undefined : names.get(rest);
        if (short !== undefined) yield { name: rest, short, full };
      }
    }
  }
}

/** For each title that a person holds in some body, those bodies as printed, by their abbreviated names. */
function bodiesByTitle(person: Form, held: PostsHeld): Map<string, Map<string, string>> {
  const byTitle = new Map<string, Map<string, string>>();
  for (const { post, bodies } of person.mentions.flatMap((mention) => held.get(mention) ?? [])) {
    const [body] = bodies;
    if (body === undefined || bodies.length > 1 || !post.startsWith(body)) continue;
    const title = post.slice(body.length);
    const names = byTitle.get(title) ?? new Map<string, string>();
    byTitle.set(title, names.set(abbreviateBody(body), body));
  }
  return byTitle;
}
