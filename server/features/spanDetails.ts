import type { Schema } from '../../core/annotation/schema';
import { valueAsText } from '../../core/annotation/values';
import type { LinksView } from '../../core/annotation/views';
import type { AnnotationView, EventView, RelationView } from '../../core/protocol';
import type { CanonicalText } from '../../core/text/canonicalText';
import { range, utf16 } from '../../core/text/units';
import type { JsonObject } from '../../core/yaml/json';
import { escapeMarkdown, markdownLink } from '../markdown';
import type { LocalMessages } from '../messages';

/** What is read to tell what an annotation carries. */
export interface CarriedContext extends LinksView {
  readonly uri: string;
  readonly text: CanonicalText;
  readonly annotations: readonly AnnotationView[];
  readonly schema: Schema;
  readonly messages: LocalMessages;
  /** Whether colours may be given in HTML. */
  readonly showsHtml: boolean;
}

/** The words of an annotation, those of all its parts. */
export function wordsOf({ text, annotations }: CarriedContext, id: string): string {
  return annotations
    .filter((view) => view.id === id)
    .map(({ start, end }) => text.slice(range(utf16(start), utf16(end))).trim())
    .join(' … ');
}

/** Lines that tell what an annotation carries beside its label: values, relations, events. */
export function describeCarried(context: CarriedContext, annotation: AnnotationView): string[] {
  const { messages, relations = [], events = [] } = context;
  const { id, status, certainty, attributes = {} } = annotation;
  const own = relations.filter(({ from, to }) => from === id || to === id);
  const told = events.filter((event) => event.trigger === id || event.arguments.some(({ to }) => to === id));
  const values = [
    ...(status === undefined ? [] : [`${messages.status}: ${escapeMarkdown(shortened(status))}`]),
    ...(certainty === undefined ? [] : [`${messages.certainty}: ${escapeMarkdown(shortened(String(certainty)))}`]),
    ...describeValues(context, attributes, context.schema.attributes),
  ];
  return [
    ...inOneLine(values),
    ...listOf(own.map((relation) => describeRelation(context, relation, id))),
    ...listOf(told.map((event) => describeEvent(context, event))),
  ];
}

/** Values are short: a hover has them beside each other. */
const inOneLine = (values: readonly string[]): string[] => (values.length === 0 ? [] : [values.join(' · ')]);

/** The tags of the document, as far as they say something. */
export function describeTags(context: CarriedContext): string[] {
  return inOneLine(describeValues(context, context.document ?? {}, context.schema.tags));
}

type Named = Schema['attributes'][number] | Schema['tags'][number];

function describeValues({ messages }: CarriedContext, values: JsonObject, types: readonly Named[]): string[] {
  const entries = Object.entries(values).filter(([, value]) => value !== null);
  const lines = entries.slice(0, MOST_LINES).map(([key, value]) => {
    const name = types.find(({ id }) => id === key)?.names[messages.language] ?? key;
    return `${escapeMarkdown(shortened(name))}: ${escapeMarkdown(shortened(valueAsText(value, messages)))}`;
  });
  return entries.length > MOST_LINES ? [...lines, '…'] : lines;
}

/** `→ holds the post: 郑州市委书记` as seen from one end; the words lead to the other. */
function describeRelation(context: CarriedContext, { label, from, to }: RelationView, seenFrom: string): string {
  const { schema, messages } = context;
  const type = schema.relations.find(({ id }) => id === label);
  const arrow = from === seenFrom ? '→' : '←';
  const name = type === undefined ? label : type.names[messages.language];
  const other = from === seenFrom ? to : from;
  return `${coloured(context, arrow, type?.colour)} ${escapeMarkdown(shortened(name))}: ${linkTo(context, other)}`;
}

/** An event with its trigger and who or what takes part in it; an event that is a part of it by its label. */
function describeEvent(context: CarriedContext, { label, trigger, arguments: parts, note }: EventView): string {
  const { schema, messages } = context;
  const type = schema.events.find(({ id }) => id === label);
  const name = type?.names[messages.language] ?? label;
  const told = trigger === undefined ? '' : ` (${linkTo(context, trigger)})`;
  const roles = parts.slice(0, MOST_LINES).map(({ role, to }) => {
    const known = type?.roles.find(({ id }) => id === role);
    return `${escapeMarkdown(shortened(known?.names[messages.language] ?? role))}: ${linkTo(context, to)}`;
  });
  const noted = note === undefined ? [] : [`${messages.note}: ${escapeMarkdown(shortened(note))}`];
  return [`◆ ${escapeMarkdown(shortened(name))}${told}`, ...roles, ...noted].join(' · ');
}

/** The words of an annotation, leading to it; an event by its label; what is gone by its id. */
function linkTo(context: CarriedContext, id: string): string {
  const { uri, text, annotations, events = [], schema, messages } = context;
  const first = annotations.find((view) => view.id === id);
  if (first === undefined) {
    const label = events.find((event) => event.id === id)?.label;
    const name = schema.events.find((type) => type.id === label)?.names[messages.language];
    return `_${escapeMarkdown(name ?? label ?? messages.withoutPlace)}_`;
  }
  const { line, character } = text.positionAt(utf16(first.start));
  const words = markdownLink(shortened(wordsOf(context, id)), `${uri}#L${line + 1},${character + 1}`);
  return `${words} (${escapeMarkdown(first.label)})`;
}

/** A mark in the colour of the schema; the colour is `#rrggbb`, nothing else gets into the HTML. */
function coloured({ showsHtml }: CarriedContext, mark: string, colour: string | undefined): string {
  return showsHtml && colour !== undefined && /^#[0-9a-f]{6}$/i.test(colour)
    ? `<span style="color:${colour};">●</span> ${mark}`
    : mark;
}

/** Lines that belong together; a hover shows so many. */
const MOST_LINES = 12;

function listOf(lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const more = lines.length > MOST_LINES ? ['- …'] : [];
  return [[...lines.slice(0, MOST_LINES).map((line) => `- ${line}`), ...more].join('\n')];
}

/** Code points. */
const LONGEST_VALUE = 120;

function shortened(text: string): string {
  const start = Array.from(text.slice(0, 2 * LONGEST_VALUE))
    .slice(0, LONGEST_VALUE)
    .join('');
  return start.length < text.length ? `${start}…` : text;
}
