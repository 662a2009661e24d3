import type { AuthorityEntity } from '../../core/corpus/authority';
import { webAddressOf } from '../../core/corpus/webAddress';
import { isJsonObject, type Json } from '../../core/yaml/json';
import { escapeMarkdown, markdownLink } from '../markdown';
import type { LocalMessages } from '../messages';

/** What the user's authority file says of an entity: its name and id, then each further key of its record. */
export function describeKnownEntity({ id, name, details }: AuthorityEntity, messages: LocalMessages): string {
  const known = Object.entries(details).filter(([, value]) => value !== null);
  const lines = known
    .slice(0, MOST_DETAILS)
    .map(([key, value]) => `- ${escapeMarkdown(shortened(key))}: ${describe(key, value, messages)}`);
  const more = known.length > MOST_DETAILS ? ['- …'] : [];
  const title =
    id === name
      ? escapeMarkdown(shortened(name))
      : `${escapeMarkdown(shortened(name))} (${escapeMarkdown(shortened(id))})`;
  return [`${messages.knownEntity}: ${title}`, '', ...lines, ...more].join('\n').trimEnd();
}

/** A record may hold anything; a hover shows its beginning. */
const MOST_DETAILS = 12;
const MOST_VALUES = 12;
const DEEPEST = 3;
/** Code points. */
const LONGEST_VALUE = 300;

function describe(key: string, value: Json, messages: LocalMessages, depth = 0): string {
  if (value === null || depth > DEEPEST) return '…';
  if (typeof value === 'object' && !isJsonObject(value)) {
    return beginning(value)
      .map((item) => describe(key, item, messages, depth + 1))
      .join(messages.separator);
  }
  if (typeof value === 'object') {
    return beginning(Object.entries(value))
      .map(([name, item]) => `${escapeMarkdown(shortened(name))} ${describe(name, item, messages, depth + 1)}`)
      .join('; ');
  }
  return describeScalar(key, String(value));
}

function describeScalar(key: string, value: string): string {
  const address = webAddressOf(key, value);
  return address === undefined ? escapeMarkdown(shortened(value)) : markdownLink(shortened(value), address);
}

const beginning = <Value>(values: readonly Value[]): readonly Value[] => values.slice(0, MOST_VALUES);

function shortened(text: string): string {
  const start = Array.from(text.slice(0, 2 * LONGEST_VALUE))
    .slice(0, LONGEST_VALUE)
    .join('');
  return start.length < text.length ? `${start}…` : text;
}
