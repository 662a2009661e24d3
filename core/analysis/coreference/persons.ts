import type { PostsHeld } from '../postsOfPersons';
import { isSurname, surnameOf, type Form } from './forms';
import { UniqueNames, type Groups } from './groups';
import { TitlesHeld } from './titlesHeld';

/** Joins the short forms of persons' names to full ones; a given name alone (the end of a longer name) is never joined. */
export function joinPersons(forms: readonly Form[], held: PostsHeld, groups: Groups): void {
  const persons = forms.filter(({ label }) => label === 'PER');
  const titles = new TitlesHeld(held);
  joinTranscribed(persons, titles, groups);
  joinSurnames(persons, titles, groups);
}

/** 普京 = 弗拉基米尔·普京, 阿迪力 = 阿迪力·玉素甫: parts of one transcribed name of the file. */
function joinTranscribed(persons: readonly Form[], titles: TitlesHeld, groups: Groups): void {
  const names = new UniqueNames(groups);
  const inFullFirst = persons
    .filter(({ text }) => text.length > 1 && text.length <= LONGEST_NAME)
    .sort((a, b) => b.text.length - a.text.length);
  for (const form of inFullFirst) {
    const full = groups.of(form) === form ? names.owner(form.text) : undefined;
    if (full !== undefined && titles.agree(form, full)) groups.join(form, full);
    for (const name of shorterNames(form.text)) names.add(name, form);
  }
}

/** Characters. */
const LONGEST_NAME = 40;

/** The first and the last part, both of them without the middle ones, and the first two. */
function shorterNames(name: string): Set<string> {
  const parts = name.split(DOT);
  const [first = '', second = ''] = parts;
  const last = parts.at(-1) ?? '';
  if (parts.length < 2) return new Set();
  return new Set(parts.length === 2 ? [first, last] : [first, last, `${first}·${last}`, `${first}·${second}`]);
}

const DOT = /[·•・]/;

/** 徐书记 = 徐立毅: the only person of that surname, whom the text gives that post, or whom it has just named (徐老师). */
function joinSurnames(persons: readonly Form[], titles: TitlesHeld, groups: Groups): void {
  const bySurname = new UniqueNames(groups);
  const fullNameBefore = new NamesBefore(persons);
  for (const form of persons) {
    const surname = isSurname(form) ? undefined : surnameOf(form.text);
    if (surname !== undefined) bySurname.add(surname, form);
  }
  for (const form of persons) {
    const person =
      isSurname(form) && form.address !== '' && groups.of(form) === form ? bySurname.owner(form.text) : undefined;
    if (person === undefined) continue;
    const named = isPolite(form.address) && fullNameBefore.of(form) === person;
    if (named || titles.isCalled(person, form.address)) groups.join(form, person);
  }
}

const isPolite = (address: string): boolean =>
  /^(?:同志|先生|女士|老师|老人|师傅|大爷|大娘|大妈|大叔|大姐|大哥|奶奶|爷爷|阿姨|婆婆|叔叔)$/.test(address);

/** The full name that stands last before the first mention of a form. */
class NamesBefore {
  readonly #full: { readonly at: number; readonly form: Form }[];

  constructor(persons: readonly Form[]) {
    this.#full = persons
      .filter((form) => !isSurname(form))
      .flatMap((form) => form.mentions.map((at) => ({ at, form })))
      .sort((a, b) => a.at - b.at);
  }

  of(form: Form): Form | undefined {
    const first = form.mentions[0] ?? -1;
    let low = 0;
    for (let high = this.#full.length; low < high;) {
      const middle = (low + high) >> 1;
      if ((this.#full[middle]?.at ?? Infinity) < first) low = middle + 1;
      else high = middle;
    }
    return this.#full[low - 1]?.form;
  }
}
