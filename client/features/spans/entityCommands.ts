import * as vscode from 'vscode';
import type { Refused } from '../../../core/annotation/operations';
import { sameEntity } from '../../../core/annotation/sameEntity';
import { addressIn, filesMatching, isGlob } from '../../../core/corpus/corpusFiles';
import { MANIFEST_NAME } from '../../../core/corpus/manifest';
import { isUsableName, nameFrom, withEntity, type NewEntity } from '../../../core/corpus/newEntity';
import type { CorpusEdits } from '../../../core/corpusEdits/corpusEdits';
import type { AnnotationView, FoundEntity } from '../../../core/protocol';
import { withItem } from '../../../core/yaml/appendItem';
import type { LanguageServer } from '../../languageServer';
import { corpusFiles } from '../../storage/corpusFiles';
import { sidecarFiles } from '../../storage/sidecarFiles';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import { withAnnotation, type ArticleCommands, type CommandContext } from '../annotations/articleCommands';
import { attempt, refuse, tellNothing } from '../annotations/answers';
import { asPickText } from '../annotations/labelPick';
import type { Corpus, Manifests } from '../corpusLanguage/manifests';
import type { SpanArgument } from './arguments';
import { choose, pickAnnotation, type Choice } from './picks';
import { partsOf, wordsOf } from './words';
import { picked } from '../../picked';

/** What the commands on entities get from the extension around them. */
export interface EntityServices {
  readonly server: LanguageServer;
  readonly manifests: Manifests;
  readonly edits: CorpusEdits;
}

/** The commands that say who or what an annotation means. */
export function registerEntityCommands(commands: ArticleCommands<SpanArgument>, services: EntityServices): void {
  commands.registerChange('linkEntity', (context, argument) =>
    withAnnotation(context, (view) => link(context, services, view, argument)),
  );
  commands.registerChange('unlinkEntity', ({ article, ...context }) =>
    withAnnotation({ article, ...context }, ({ id }) => unlink(article, id)),
  );
  commands.registerChange('createEntity', (context, argument) =>
    withAnnotation(context, (view) => create(context, services, view, argument)),
  );
  commands.registerChange('sameEntity', (context, argument) =>
    withAnnotation(context, (view) => same(context, view, argument)),
  );
}

type Decision =
  | { readonly kind: 'link'; readonly id: string }
  | { readonly kind: 'create'; readonly name: string; readonly id: string }
  | { readonly kind: 'same' | 'unlink' };

async function link(
  context: CommandContext,
  services: EntityServices,
  view: AnnotationView,
  argument?: SpanArgument,
): Promise<boolean> {
  const { article } = context;
  const decision: Decision | undefined =
    argument?.id === undefined ? await askEntity(article, services, view) : { kind: 'link', id: argument.id };
  switch (decision?.kind) {
    case undefined:
      return false;
    case 'link':
      return setEntity(article, view.id, decision.id);
    case 'create':
      return create(context, services, view, { name: decision.name, id: decision.id });
    case 'same':
      return same(context, view);
    case 'unlink':
      return unlink(article, view.id);
  }
}

function setEntity(article: AnnotatedArticle, id: string, entity: string): Promise<boolean> {
  if (article.annotation(id)?.entity === entity) return Promise.resolve(false);
  return attempt(article, () => article.change(id, { entity }));
}

function unlink(article: AnnotatedArticle, id: string): Promise<boolean> {
  if (article.annotation(id)?.entity === undefined)
    return Promise.resolve(tellNothing(vscode.l10n.t('“{0}” is linked to no entity.', wordsOf(article, id))));
  return attempt(article, () => article.change(id, { entity: null }));
}

/** Entities that are listed at once. */
const MOST_LISTED = 50;

/** Asks for an entity of the authority files; the words of the annotation are looked for first. */
async function askEntity(
  article: AnnotatedArticle,
  { server }: EntityServices,
  { id, label, entity }: AnnotationView,
): Promise<Decision | undefined> {
  const pick = vscode.window.createQuickPick<Choice<Decision>>();
  pick.title = vscode.l10n.t('Who or what is “{0}” ({1})?', wordsOf(article, id), label);
  pick.placeholder = vscode.l10n.t('Type a name, an alias, an id or pinyin initials');
  let request: vscode.CancellationTokenSource | undefined;
  const search = async (): Promise<void> => {
    request?.cancel();
    const own = (request = new vscode.CancellationTokenSource());
    const uri = server.uriOf(article.document);
    const typed = pick.value;
    pick.busy = true;
    const found = await server.findEntities({ uri, typed, label, most: MOST_LISTED }, own.token);
    if (own.token.isCancellationRequested) return;
    pick.busy = false;
    const name = nameFrom(typed);
    const creation: Choice<Decision>[] =
      found === undefined || !isUsableName(name)
        ? []
        : [
            {
              ...fixed('add', vscode.l10n.t('Create an entry “{0}” ({1})', name, label)),
              value: { kind: 'create', name, id: found.freeId },
            },
          ];
    pick.items = [
      ...(found?.entities ?? []).map((one) => asChoice(one, entity)),
      ...creation,
      { ...fixed('references', vscode.l10n.t('Same entity as another annotation…')), value: { kind: 'same' } },
      ...(entity === undefined
        ? []
        : [
            {
              ...fixed('debug-disconnect', vscode.l10n.t('Unlink from {0}', entity)),
              value: { kind: 'unlink' } as const,
            },
          ]),
    ];
  };
  pick.value = nameFrom(
    partsOf(article, id)
      .map((part) => article.text.slice(part))
      .join(''),
  );
  pick.onDidChangeValue(() => void search());
  void search();
  pick.onDidHide(() => request?.cancel());
  return (await picked(pick))?.[0]?.value;
}

/** An entry that no typing hides. */
const fixed = (icon: string, text: string) => ({ label: `$(${icon}) ${asPickText(text)}`, alwaysShow: true });

function asChoice({ id, label, name, alias, details }: FoundEntity, now: string | undefined): Choice<Decision> {
  const known = [label, ...(id === name ? [] : [id]), ...(id === now ? [vscode.l10n.t('now')] : [])];
  return {
    label: asPickText(alias === undefined ? name : `${name} = ${alias}`),
    description: asPickText(known.join(' · ')),
    ...(details !== '' && { detail: asPickText(details) }),
    alwaysShow: true,
    value: { kind: 'link', id },
  };
}

/** Makes two annotations mean the same, where none of an authority file is meant: an entity of this file alone. */
async function same(context: CommandContext, view: AnnotationView, argument?: SpanArgument): Promise<boolean> {
  const { article } = context;
  const wanted = argument?.to;
  const other =
    wanted === undefined
      ? await pickAnnotation(context, view, {
          title: vscode.l10n.t('“{0}” is the same as…', wordsOf(article, view.id)),
          isWanted: ({ label }) => label === view.label,
          others: vscode.l10n.t('below: other labels'),
        })
      : article.annotations.find(({ id }) => id === wanted);
  if (other === undefined) return false;
  return attempt(article, () =>
    article.perform(() => {
      if (article.set === undefined) return vscode.l10n.t('This annotation is not there any more.');
      const made = sameEntity(article.set, [view.id, other.id], `#e${article.made().id}`);
      return 'ok' in made ? explain(made.code, made.message) : made;
    }),
  );
}

function explain(code: string, message: string): string {
  if (code === 'same-entity') return vscode.l10n.t('They are the same entity already.');
  if (code === 'different-entities')
    return vscode.l10n.t('They are linked to different entities of the authority files. Unlink one of them first.');
  return message;
}

/** The file that the first entry of a corpus is written to. */
const FIRST_FILE = 'entities.authority.yaml';

/** Adds an entry to an authority file of the corpus and links the annotation to it, as one step. */
async function create(
  context: CommandContext,
  { server, manifests, edits }: EntityServices,
  view: AnnotationView,
  argument?: SpanArgument,
): Promise<boolean> {
  const { article } = context;
  const corpus = await manifests.corpusOf(article.document.uri);
  if (corpus === undefined)
    return refuse(vscode.l10n.t('Authority files belong to a corpus. Run “Make This Folder a Corpus” first.'));
  const name = argument?.name ?? (await askName(article, view));
  if (name === undefined || !isUsableName(name)) return false;
  const id =
    argument?.id ?? (await server.findEntities({ uri: server.uriOf(article.document), typed: name, most: 1 }))?.freeId;
  if (id === undefined) return server.explainAbsence();
  const file = await chooseFile(corpus);
  if (file === undefined) return false;
  const entity = { id, label: view.label, name };
  const report = await edits.perform({
    title: vscode.l10n.t('Create the entry “{0}”', name),
    texts: [
      // A manifest that names a file that is there: in this order nothing is wrong in between.
      ...(file.isListed
        ? []
        : [{ uri: addressOf(corpus, MANIFEST_NAME), edit: (text: string) => listed(text, file.path) }]),
      { uri: addressOf(corpus, file.path), edit: (text: string) => added(text, entity) },
    ],
    sidecars: [
      {
        articleUri: article.document.uri.toString(),
        annotator: article.annotator,
        operation: () => ({ kind: 'change', id: view.id, fields: { entity: id } }),
      },
    ],
  });
  return report.refused.length === 0 && report.changed.length > 0;
}

async function askName(article: AnnotatedArticle, { id }: AnnotationView): Promise<string | undefined> {
  const words = partsOf(article, id).map((part) => article.text.slice(part));
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('Name of the new entry'),
    prompt: vscode.l10n.t('It is added to an authority file of the corpus, and the annotation linked to it.'),
    value: nameFrom(words.join('')),
    validateInput: (name) => (isUsableName(name) ? undefined : vscode.l10n.t('Type a name.')),
  });
  return typed === undefined ? undefined : nameFrom(typed);
}

interface ChosenFile {
  /** Relative to the root of the corpus. */
  readonly path: string;
  /** Whether corpus.yaml names it, or a pattern that it fits. */
  readonly isListed: boolean;
}

/** The authority file for a new entry: asked for where there are several; where there is none an empty one is made. */
async function chooseFile(corpus: Corpus): Promise<ChosenFile | undefined> {
  const paths = await authorityPaths(corpus);
  const path = paths.length > 1 ? await askFile(paths) : (paths[0] ?? FIRST_FILE);
  if (path === undefined) return undefined;
  try {
    const address = addressOf(corpus, path);
    if ((await sidecarFiles.read(address)) === undefined)
      await sidecarFiles.replace(address, [new Uint8Array()], undefined);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    refuse(vscode.l10n.t('The authority file {0} cannot be made: {1}', path, reason));
    return undefined;
  }
  return { path, isListed: (await authorityPaths(corpus)).includes(path) };
}

function askFile(paths: readonly string[]): Promise<string | undefined> {
  return choose(
    paths.map((path) => ({ label: asPickText(path), value: path })),
    { title: vscode.l10n.t('Which authority file?'), placeholder: vscode.l10n.t('The new entry is added at its end') },
  );
}

/** The authority files that corpus.yaml names, also those that are not there yet. */
async function authorityPaths(corpus: Corpus): Promise<string[]> {
  const paths = await Promise.all(
    corpus.manifest.authority.map(async (pattern) =>
      isGlob(pattern) ? (await filesMatching(pattern, rootOf(corpus), corpusFiles)).paths : [pattern],
    ),
  );
  return [...new Set(paths.flat())];
}

const rootOf = ({ root }: Corpus): string => `${root.toString().replace(/\/$/, '')}/`;

const addressOf = (corpus: Corpus, path: string): string =>
  vscode.Uri.parse(addressIn(rootOf(corpus), path), true).toString();

const added = (text: string, entity: NewEntity): string | Refused =>
  withEntity(text, entity) ?? notEditable('entities');

const listed = (text: string, path: string): string | Refused =>
  withItem(text, 'authority', path) ?? notEditable('authority');

const notEditable = (key: string): Refused => ({
  ok: false,
  code: 'not-editable',
  message: vscode.l10n.t(
    'Nothing can be added to “{0}” in this file without changing what stands there. Add it by hand.',
    key,
  ),
});
