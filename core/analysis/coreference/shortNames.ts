import type { Form } from './forms';
import { UniqueNames, type Groups } from './groups';
import { bodyNames } from './bodyNames';
import { documentNames } from './documentNames';
import { eventNames } from './eventNames';
import { placeForms } from './placeForms';
import { siteNames } from './siteNames';
import type { PlacePrefixes } from './placePrefixes';

/** A name by which something can be called a second time. */
export interface ShortName {
  readonly name: string;
  /** Whether it is joined where it fits one full name only; otherwise it merely keeps others from being joined. */
  readonly sure: boolean;
}

/** How the names of one label are shortened. */
export interface NameRules {
  /** One spelling for all that are the same name in full (河南省人民政府 and 河南省政府). */
  normalise(text: string): string;
  /** The shorter names of a normalised name; a bounded number for each. */
  shortNames(name: string, places: PlacePrefixes): Iterable<ShortName>;
  /** Whether the short name must stand behind the full one in the text. */
  readonly behindFullName: boolean;
}

const RULES: Readonly<Record<string, NameRules>> = {
  ORG: bodyNames,
  LOC: placeForms,
  FAC: siteNames,
  DOC: documentNames,
  EVENT: eventNames,
};

/** Joins short names to the one full name of their label that they fit. Sorting apart, linear in the forms. */
export function joinShortNames(forms: readonly Form[], places: PlacePrefixes, groups: Groups): void {
  for (const [label, rules] of Object.entries(RULES)) {
    joinByRules(
      forms.filter((form) => form.label === label && !form.scoped),
      rules,
      places,
      groups,
    );
  }
}

function joinByRules(forms: readonly Form[], rules: NameRules, places: PlacePrefixes, groups: Groups): void {
  const named = forms.map((form) => ({ form, name: rules.normalise(form.text) }));
  const fullNames = new Map<string, Form>();
  const shortNames = new UniqueNames(groups);
  for (const { form, name } of named.sort((a, b) => b.name.length - a.name.length)) {
    const same = fullNames.get(name);
    const full = same ?? (isJoined(form, groups) ? undefined : ownerBefore(shortNames, name, form, rules));
    if (full !== undefined && !(isJoined(form, groups) && isJoined(full, groups))) groups.join(form, full);
    if (same !== undefined) continue;
    fullNames.set(name, form);
    if (name.length > LONGEST_NAME) continue;
    for (const short of rules.shortNames(name, places)) {
      if (short.sure) shortNames.add(short.name, form);
      else shortNames.block(short.name);
    }
  }
}

/** Characters; a longer name is not shortened by rules. */
const LONGEST_NAME = 60;

/** A form that better evidence has joined to a full name is not joined to another one. */
const isJoined = (form: Form, groups: Groups): boolean => groups.of(form) !== form;

function ownerBefore(names: UniqueNames, name: string, form: Form, rules: NameRules): Form | undefined {
  const full = names.owner(name);
  if (full === undefined || !rules.behindFullName) return full;
  return (full.mentions[0] ?? Infinity) < (form.mentions[0] ?? -1) ? full : undefined;
}
