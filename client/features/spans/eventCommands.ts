import * as vscode from 'vscode';
import type { EventRecord } from '../../../core/annotation/annotation';
import { eventsOf, missingRoles, roleChoices, withoutPartOf } from '../../../core/annotation/events';
import type { Operation } from '../../../core/annotation/operations';
import { eventsToldBy } from '../../../core/annotation/schemaRules';
import type { AnnotationView } from '../../../core/protocol';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import { withAnnotation, type ArticleCommands, type CommandContext } from '../annotations/articleCommands';
import { attempt, refuse, tellNothing } from '../annotations/answers';
import { asPickText, pickLabel } from '../annotations/labelPick';
import type { SpanArgument } from './arguments';
import type { CurrentEvent } from './currentEvent';
import { choose, Preview, type Choice } from './picks';
import { eventText, wordsOf } from './words';

/** The commands on events: who or what takes part in what the words at the cursor tell of. */
export function registerEventCommands(commands: ArticleCommands<SpanArgument>, current: CurrentEvent): void {
  const register = (
    name: string,
    run: (context: CommandContext, view: AnnotationView, argument: SpanArgument | undefined) => Promise<boolean>,
  ): void =>
    commands.registerChange(name, (context, argument) =>
      withAnnotation(context, (view) => run(context, view, argument)),
    );
  register('newEvent', (context, view, argument) => newEvent(context, current, view, argument));
  register('addToEvent', (context, view, argument) => addToEvent(context, current, view, argument));
  register('removeFromEvent', removeFromEvent);
  register('removeEvent', removeEvent);
  commands.register('continueEvent', (context, argument) => continueEvent(context, current, argument));
}

async function newEvent(
  { article }: CommandContext,
  current: CurrentEvent,
  { id, label: trigger }: AnnotationView,
  argument?: SpanArgument,
): Promise<boolean> {
  const label = argument?.label ?? (await chooseLabel(article, trigger, wordsOf(article, id)));
  if (label === undefined) return false;
  const { id: event, ...made } = article.made();
  const isDone = await attempt(article, () =>
    article.perform(() => ({ kind: 'addEvent', event: { id: event, label, trigger: id, arguments: [], ...made } })),
  );
  if (isDone) current.set(article, event);
  return isDone;
}

async function chooseLabel(article: AnnotatedArticle, trigger: string, words: string): Promise<string | undefined> {
  const { schema } = article;
  if (schema.events.length === 0) {
    refuse(vscode.l10n.t('corpus.yaml lists no events. Add them under “events:”.'));
    return undefined;
  }
  const fitting = eventsToldBy(schema, trigger);
  const types = [...new Set([...fitting, ...schema.events])].map((type) => ({ ...type, colour: '' }));
  return pickLabel(types, {
    title: vscode.l10n.t('What does “{0}” tell of?', words),
    placeholder: vscode.l10n.t('Type an event, in English, Chinese or pinyin initials'),
    remark: ({ id }) => (fitting.some((type) => type.id === id) ? undefined : notInSchema()),
  });
}

const notInSchema = (): string => vscode.l10n.t('not as the schema says');

/** Gives the annotation at the cursor a role in the current event, or in one that is asked for. */
async function addToEvent(
  context: CommandContext,
  current: CurrentEvent,
  view: AnnotationView,
  argument?: SpanArgument,
): Promise<boolean> {
  const { article } = context;
  const events = article.set?.events ?? [];
  const event =
    events.find(({ id }) => id === (argument?.event ?? current.idIn(article))) ??
    (argument?.event === undefined ? await chooseEvent(context, events) : undefined);
  if (event === undefined)
    return events.length > 0
      ? false
      : refuse(
          vscode.l10n.t(
            'There is no event in this article. Put the cursor on the words that tell of one and run “New Event…”.',
          ),
        );
  current.set(article, event.id);
  const role = argument?.role ?? (await chooseRole(article, event, view));
  if (role === undefined) return false;
  return attempt(article, () =>
    article.perform(() => ({ kind: 'addArgument', event: event.id, argument: { role, to: view.id } })),
  );
}

/** The roles that are still to be filled come first. */
async function chooseRole(
  article: AnnotatedArticle,
  event: EventRecord,
  { id, label }: AnnotationView,
): Promise<string | undefined> {
  const { schema } = article;
  const choices = roleChoices(schema, event, label);
  if (choices.length === 0) {
    refuse(vscode.l10n.t('corpus.yaml lists no roles for the event {0}. Add them under “events:”.', event.label));
    return undefined;
  }
  const missing = missingRoles(schema, event).map((role) => role.id);
  const rank = (choice: (typeof choices)[number]): number =>
    choice.isAllowed ? (missing.includes(choice.role.id) ? 0 : 1) : 2;
  const items = choices
    .toSorted((a, b) => rank(a) - rank(b))
    .map(({ role }) => ({ ...role, descriptions: { en: '', zh: '' }, colour: '' }));
  const odd = choices.filter(({ isAllowed }) => !isAllowed).map(({ role }) => role.id);
  return pickLabel(items, {
    title: vscode.l10n.t('Which role has “{0}” in “{1}”?', wordsOf(article, id), eventText(article, event)),
    placeholder: vscode.l10n.t('Type a role, in English, Chinese or pinyin initials'),
    remark: ({ id: role }) => {
      if (odd.includes(role)) return notInSchema();
      return missing.includes(role) ? vscode.l10n.t('still missing') : undefined;
    },
  });
}

/** Makes another event the current one. */
async function continueEvent(
  context: CommandContext,
  current: CurrentEvent,
  argument?: SpanArgument,
): Promise<boolean> {
  const { article } = context;
  const events = article.set?.events ?? [];
  if (events.length === 0)
    return refuse(
      vscode.l10n.t(
        'There is no event in this article. Put the cursor on the words that tell of one and run “New Event…”.',
      ),
    );
  const event = events.find(({ id }) => id === argument?.event) ?? (await chooseEvent(context, events));
  if (event === undefined) return false;
  current.set(article, event.id);
  return true;
}

async function removeFromEvent(
  context: CommandContext,
  { id }: AnnotationView,
  argument?: SpanArgument,
): Promise<boolean> {
  const { article } = context;
  const parts = article.set === undefined ? [] : eventsOf(article.set, id).flatMap((event) => placesIn(event, id));
  const fitting = parts.filter(
    ({ event, role }) =>
      (argument?.event === undefined || event.id === argument.event) &&
      (argument?.role === undefined || role === argument.role),
  );
  const part =
    fitting.length > 1
      ? await choose(
          fitting.map((one) => ({
            label: asPickText(eventText(article, one.event)),
            description: asPickText(one.role ?? vscode.l10n.t('trigger')),
            value: one,
          })),
          { title: vscode.l10n.t('Take “{0}” out of which event?', wordsOf(article, id)), placeholder: '' },
        )
      : fitting[0];
  if (part === undefined)
    return fitting.length > 0
      ? false
      : tellNothing(vscode.l10n.t('“{0}” has no part in an event.', wordsOf(article, id)));
  const { event, role } = part;
  const operation: Operation | undefined =
    role === undefined
      ? { kind: 'changeEvent', id: event.id, fields: { trigger: null } }
      : withoutPartOf(event, id, role);
  return operation !== undefined && attempt(article, () => article.perform(() => operation));
}

interface Place {
  readonly event: EventRecord;
  /** Undefined: it is the trigger. */
  readonly role: string | undefined;
}

function placesIn(event: EventRecord, id: string): Place[] {
  const roles = new Set(event.arguments.filter(({ to }) => to === id).map(({ role }) => role));
  return [
    ...(event.trigger === id ? [{ event, role: undefined }] : []),
    ...[...roles].map((role) => ({ event, role })),
  ];
}

async function removeEvent(context: CommandContext, { id }: AnnotationView, argument?: SpanArgument): Promise<boolean> {
  const { article } = context;
  const own = article.set === undefined ? [] : eventsOf(article.set, id);
  const wanted = argument?.event === undefined ? own : own.filter((event) => event.id === argument.event);
  if (wanted.length === 0) return tellNothing(vscode.l10n.t('“{0}” has no part in an event.', wordsOf(article, id)));
  const event = wanted.length === 1 ? wanted[0] : await chooseEvent(context, wanted);
  if (event === undefined) return false;
  return attempt(article, () => article.perform(() => ({ kind: 'removeEvent', id: event.id })));
}

/** Asks for an event; its words are shown while the cursor is on it. */
async function chooseEvent(context: CommandContext, events: readonly EventRecord[]): Promise<EventRecord | undefined> {
  const { article } = context;
  const choices = events.map((event): Choice<EventRecord> => ({
    label: asPickText(eventText(article, event)),
    description: asPickText(rolesText(article, event)),
    value: event,
  }));
  const preview = new Preview(context);
  try {
    const chosen = await choose(choices, {
      title: vscode.l10n.t('Which event?'),
      placeholder: vscode.l10n.t('Type an event or words'),
      preview: (event) =>
        preview.show(
          event === undefined
            ? []
            : [...(event.trigger === undefined ? [] : [event.trigger]), ...event.arguments.map(({ to }) => to)],
        ),
    });
    preview.restore();
    return chosen;
  } finally {
    preview.dispose();
  }
}

/** `who 楼阳生 · where 郑州`. */
function rolesText(article: AnnotatedArticle, { arguments: parts }: EventRecord): string {
  return parts.map(({ role, to }) => `${role} ${wordsOf(article, to)}`).join(' · ');
}
