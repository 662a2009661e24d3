import * as vscode from 'vscode';
import type { Relation } from '../../../core/annotation/annotation';
import type { Operation } from '../../../core/annotation/operations';
import { holdsRelation, relationChoices, relationsOf, type RelationChoice } from '../../../core/annotation/relations';
import type { RelationType } from '../../../core/annotation/schema';
import type { AnnotationView } from '../../../core/protocol';
import { toRange } from '../../positions';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import { withAnnotation, type ArticleCommands, type CommandContext } from '../annotations/articleCommands';
import { attempt, refuse, tellNothing } from '../annotations/answers';
import { asPickText, pickLabel } from '../annotations/labelPick';
import { selectedIn } from '../annotations/targets';
import type { SpanArgument } from './arguments';
import type { Mark } from './mark';
import { choose, pickAnnotation, Preview, type Choice } from './picks';
import { describe, nameIn, partsOf, wordsOf } from './words';

/** The commands on relations. */
export function registerRelationCommands(commands: ArticleCommands<SpanArgument>, mark: Mark): void {
  commands.register('mark', (context) =>
    withAnnotation(context, ({ id }) => {
      mark.toggle(context.article, id);
      return Promise.resolve(true);
    }),
  );
  commands.register('clearMark', () => {
    mark.clear();
    return Promise.resolve(true);
  });
  commands.registerChange('relate', (context, argument) =>
    withAnnotation(context, (view) => relate(context, mark, view, argument)),
  );
  commands.registerChange('relabelRelation', (context, argument) =>
    withRelation(context, argument, (relation) => relabel(context.article, relation, argument?.label)),
  );
  commands.registerChange('reverseRelation', (context, argument) =>
    withRelation(context, argument, (relation) => reverse(context.article, relation)),
  );
  commands.registerChange('removeRelation', (context, argument) =>
    withRelation(context, argument, ({ id }) => change(context.article, { kind: 'unrelate', id })),
  );
  commands.register('showRelations', showRelations);
  commands.register('peekRelations', (context) => withAnnotation(context, (view) => peekRelations(context, view)));
}

const change = (article: AnnotatedArticle, operation: Operation): Promise<boolean> =>
  attempt(article, () => article.perform(() => operation));

/** Relates the marked annotation, or the one at the cursor, to the one at the cursor, or another that is asked for. */
async function relate(
  context: CommandContext,
  mark: Mark,
  atCursor: AnnotationView,
  argument?: SpanArgument,
): Promise<boolean> {
  const { article } = context;
  const marked = argument?.to === undefined ? mark.viewIn(article) : undefined;
  const isMarkedElsewhere = marked !== undefined && marked.id !== atCursor.id;
  const first = isMarkedElsewhere ? marked : atCursor;
  const second = isMarkedElsewhere ? atCursor : await secondEnd(context, first, argument);
  if (second === undefined) return false;
  const choice = await chooseRelation(article, first, second, argument?.label);
  if (choice === undefined) return false;
  const [from, to] = choice.isReversed ? [second.id, first.id] : [first.id, second.id];
  const relation = { label: choice.label, from, to };
  const isDone = await attempt(article, () =>
    article.perform(() => {
      if (article.set !== undefined && holdsRelation(article.set, relation))
        return vscode.l10n.t('These two are related like this already.');
      return { kind: 'relate', relation: { id: article.made().id, ...relation } };
    }),
  );
  if (isDone) mark.clear();
  return isDone;
}

async function secondEnd(
  context: CommandContext,
  first: AnnotationView,
  argument?: SpanArgument,
): Promise<AnnotationView | undefined> {
  const { article } = context;
  const wanted = argument?.to;
  if (wanted !== undefined) {
    const view = article.annotations.find(({ id }) => id === wanted);
    if (view === undefined) refuse(vscode.l10n.t('This annotation is not there any more.'));
    return view;
  }
  const isAllowed = (label: string): boolean =>
    relationChoices(article.schema, first.label, label).some((choice) => choice.isAllowed);
  const allowed = new Map(article.labels.map(({ id }) => [id, isAllowed(id)]));
  const title = vscode.l10n.t('“{0}” is related to…', wordsOf(article, first.id));
  return pickAnnotation(context, first, { title, isWanted: ({ label }) => allowed.get(label) ?? isAllowed(label) });
}

interface ChosenRelation {
  readonly label: string;
  readonly isReversed: boolean;
}

async function chooseRelation(
  article: AnnotatedArticle,
  first: AnnotationView,
  second: AnnotationView,
  wanted: string | undefined,
): Promise<ChosenRelation | undefined> {
  const choices = relationChoices(article.schema, first.label, second.label);
  const known = choices.find(({ type }) => type.id === wanted);
  if (wanted !== undefined) return { label: wanted, isReversed: known?.isReversed ?? false };
  if (choices.length === 0) {
    refuse(vscode.l10n.t('corpus.yaml lists no relations. Add them under “relations:”.'));
    return undefined;
  }
  const [from, to] = [wordsOf(article, first.id), wordsOf(article, second.id)];
  const byId = new Map(choices.map((choice) => [idOf(choice), choice]));
  const items = choices.map((choice) => ({ ...choice.type, id: idOf(choice) }));
  const chosen = await pickLabel(items, {
    title: vscode.l10n.t('“{0}” and “{1}”: which relation?', from, to),
    placeholder: vscode.l10n.t('Type a relation, in English, Chinese or pinyin initials'),
    remark: ({ id }) => {
      if (byId.get(id)?.isAllowed === false) return vscode.l10n.t('not as the schema says');
      return byId.get(id)?.isReversed === true ? `${to} → ${from}` : `${from} → ${to}`;
    },
  });
  const choice = chosen === undefined ? undefined : byId.get(chosen);
  return choice && { label: choice.type.id, isReversed: choice.isReversed };
}

const idOf = ({ type: { id }, isReversed }: RelationChoice): string => (isReversed ? `← ${id}` : id);

/** Does something with a relation: the one with the id that is given, else the one of the annotation at the cursor, asked for where there are several. */
async function withRelation(
  context: CommandContext,
  argument: SpanArgument | undefined,
  run: (relation: Relation) => Promise<boolean>,
): Promise<boolean> {
  const { article } = context;
  const relations = article.set?.relations ?? [];
  const wanted = argument?.id;
  if (wanted !== undefined) {
    const relation = relations.find(({ id }) => id === wanted);
    return relation === undefined ? refuse(vscode.l10n.t('This relation is not there any more.')) : run(relation);
  }
  return withAnnotation(context, async ({ id }) => {
    const own = article.set === undefined ? [] : relationsOf(article.set, id);
    if (own.length === 0) return tellNothing(vscode.l10n.t('“{0}” has no relations.', wordsOf(article, id)));
    const relation = own.length === 1 ? own[0] : await chooseOf(context, own, id);
    return relation !== undefined && run(relation);
  });
}

async function relabel(
  article: AnnotatedArticle,
  { id, label, from, to }: Relation,
  wanted?: string,
): Promise<boolean> {
  const labelOf = (end: string): string => article.annotation(end)?.label ?? '';
  const types = relationChoices(article.schema, labelOf(from), labelOf(to)).filter(({ isReversed }) => !isReversed);
  const all = [...types.map(({ type }) => type), ...article.schema.relations];
  const chosen =
    wanted ??
    (await pickLabel([...new Set(all)], {
      title: arrowText(article, { label, from, to }),
      placeholder: vscode.l10n.t('Type a relation, in English, Chinese or pinyin initials'),
      first: label,
      remark: (type) => (type.id === label ? vscode.l10n.t('now') : undefined),
    }));
  if (chosen === undefined || chosen === label) return false;
  return change(article, { kind: 'changeRelation', id, fields: { label: chosen } });
}

function reverse(article: AnnotatedArticle, { id, from, to }: Relation): Promise<boolean> {
  return change(article, { kind: 'changeRelation', id, fields: { from: to, to: from } });
}

const BUTTONS = {
  relabel: 'edit',
  reverse: 'arrow-swap',
  remove: 'trash',
} as const;

/** The relations of the annotation at the cursor, or of the whole article where none is there; Enter goes to the other end. */
async function showRelations(context: CommandContext): Promise<boolean> {
  const { editor, article } = context;
  const own = article.at(selectedIn(article.text, editor.selection))?.id;
  const all = article.set?.relations ?? [];
  const relations =
    own === undefined || article.set === undefined ? inOrder(article, all) : relationsOf(article.set, own);
  if (relations.length === 0)
    return refuse(
      own === undefined
        ? vscode.l10n.t('There are no relations in this article. Put the cursor on an annotation and run “Relate…”.')
        : vscode.l10n.t('“{0}” has no relations.', wordsOf(article, own)),
    );
  const relation = await chooseOf(context, relations, own);
  if (relation === undefined) return false;
  goTo(context, relation.from === own ? relation.to : relation.from);
  return true;
}

/** Relations in the order in which they begin in the text. */
function inOrder({ annotations }: AnnotatedArticle, relations: readonly Relation[]): Relation[] {
  const rank = new Map(annotations.map(({ id }, index) => [id, index]).reverse() as [string, number][]);
  const rankOf = ({ from }: Relation): number => rank.get(from) ?? Infinity;
  return relations.toSorted((a, b) => rankOf(a) - rankOf(b));
}

/** Asks for a relation; its ends are shown while the cursor is on it, and buttons change it. */
async function chooseOf(
  context: CommandContext,
  relations: readonly Relation[],
  seenFrom: string | undefined,
): Promise<Relation | undefined> {
  const { article } = context;
  const titles = {
    relabel: vscode.l10n.t('Change Relation'),
    reverse: vscode.l10n.t('Reverse'),
    remove: vscode.l10n.t('Remove'),
  };
  const buttons = (['relabel', 'reverse', 'remove'] as const).map((action) => ({
    action,
    iconPath: new vscode.ThemeIcon(BUTTONS[action]),
    tooltip: titles[action],
  }));
  const choices = relations.map((relation): Choice<Relation> => ({
    label: asPickText(arrowText(article, relation, seenFrom)),
    description: asPickText(relation.label),
    buttons,
    value: relation,
  }));
  const preview = new Preview(context);
  try {
    const chosen = await choose(choices, {
      title:
        seenFrom === undefined
          ? vscode.l10n.t('Relations')
          : vscode.l10n.t('Relations of “{0}”', wordsOf(article, seenFrom)),
      placeholder: vscode.l10n.t('Enter goes to the other end; the buttons change, reverse or remove a relation'),
      preview: (relation) => preview.show(relation === undefined ? [] : endsFrom(relation, seenFrom)),
      pressed: ({ id }, button) => {
        const { action } = button as (typeof buttons)[number];
        void vscode.commands.executeCommand(`corpusAnnotator.${action}Relation`, { id } satisfies SpanArgument);
      },
    });
    if (chosen === undefined) preview.restore();
    return chosen;
  } finally {
    preview.dispose();
  }
}

/** The ends of a relation, the other one first. */
const endsFrom = ({ from, to }: Relation, seenFrom: string | undefined): string[] =>
  from === seenFrom ? [to, from] : [from, to];

/** `楼阳生 (PER) —holds the post→ 省委书记 (POST)`; seen from its end the other way round. */
function arrowText(article: AnnotatedArticle, { label, from, to }: Omit<Relation, 'id'>, seenFrom?: string): string {
  const type: RelationType | undefined = article.schema.relations.find(({ id }) => id === label);
  const name = type === undefined ? label : nameIn(type.names);
  return seenFrom === to && from !== to
    ? `${describe(article, to)} ←${name}— ${describe(article, from)}`
    : `${describe(article, from)} —${name}→ ${describe(article, to)}`;
}

/** The cursor goes to an annotation. */
function goTo({ editor, article }: CommandContext, id: string): void {
  const [part] = partsOf(article, id);
  if (part === undefined) {
    refuse(vscode.l10n.t('“{0}” has lost its place in the text.', wordsOf(article, id)));
    return;
  }
  const place = toRange(article.text, part);
  editor.selection = new vscode.Selection(place.start, place.start);
  editor.revealRange(place, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Shows the other ends of all relations of an annotation in a peek view. */
async function peekRelations({ editor, article }: CommandContext, { id }: AnnotationView): Promise<boolean> {
  const { uri } = article.document;
  const ends =
    article.set === undefined ? [] : relationsOf(article.set, id).map(({ from, to }) => (from === id ? to : from));
  const places = [...new Set(ends)].flatMap((end) => partsOf(article, end).slice(0, 1));
  if (places.length === 0) return tellNothing(vscode.l10n.t('“{0}” has no relations.', wordsOf(article, id)));
  const locations = places.map((place) => new vscode.Location(uri, toRange(article.text, place)));
  await vscode.commands.executeCommand('editor.action.peekLocations', uri, editor.selection.active, locations, 'peek');
  return true;
}
