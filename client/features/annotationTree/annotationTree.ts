import * as vscode from 'vscode';
import { GROUPINGS, type Grouping, type ListedAnnotation } from '../../../core/annotation/annotationTree';
import { noted, relabelled, removed } from '../../../core/annotation/manyAnnotations';
import type { CorpusEdits } from '../../../core/corpusEdits/corpusEdits';
import { grouped } from '../../../core/grouped';
import type { Operation } from '../../../core/annotation/operations';
import type { AnnotationSet } from '../../../core/annotation/annotation';
import { toRange } from '../../positions';
import { range, utf16 } from '../../../core/text/units';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import { annotator, type AnnotatedArticles } from '../annotations/annotatedArticles';
import { attempt, refuse, tell, tellNothing } from '../annotations/answers';
import { pickLabel, shorten } from '../annotations/labelPick';
import { selectedIn } from '../annotations/targets';
import { AnnotationsView, VIEW } from './annotationsView';
import type { ListedArticles } from './listedArticles';
import { wordsIn } from './treeItems';

const GROUPING = 'annotationTree.grouping';

/** Makes the tree "Annotations" and its commands. Those that change something answer whether they did. */
export function activateAnnotationTree(
  context: vscode.ExtensionContext,
  articles: AnnotatedArticles,
  listed: ListedArticles,
  edits: CorpusEdits,
): void {
  const saved = context.workspaceState.get<string>(GROUPING);
  const grouping = GROUPINGS.find((known) => known === saved) ?? 'label';
  const actions = new TreeActions(articles, edits);
  const view = new AnnotationsView(listed, grouping, (annotations, label) => actions.relabel(annotations, label));
  const register = (name: string, run: (argument?: unknown) => unknown): void => {
    context.subscriptions.push(vscode.commands.registerCommand(`${VIEW}.${name}`, run));
  };
  /** A command on what is selected in the tree, or was clicked there. */
  const registerForChosen = (name: string, run: (chosen: readonly ListedAnnotation[]) => Promise<boolean>): void =>
    register(name, (clicked) => {
      const chosen = view.chosen(typeof clicked === 'string' ? clicked : undefined);
      return chosen.length === 0
        ? refuse(vscode.l10n.t('Select annotations in the tree “Annotations” first.'))
        : run(chosen);
    });
  const group = (wanted: Grouping): void => {
    view.grouping = wanted;
    void context.workspaceState.update(GROUPING, wanted);
  };
  context.subscriptions.push(view);
  register('groupByLabel', () => group('label'));
  register('groupByEntity', () => group('entity'));
  register('groupByPosition', () => group('position'));
  register('showCorpus', () => (view.isCorpus = true));
  register('showArticle', () => (view.isCorpus = false));
  register('filter', (query) => askFilter(view, query));
  register('clearFilter', () => (view.query = ''));
  register('open', (clicked) => {
    const annotation = typeof clicked === 'string' ? view.annotation(clicked) : view.chosen()[0];
    return annotation === undefined ? false : actions.open(annotation);
  });
  /** After a question the keys are the tree's again. */
  const andBack = async (answer: Promise<boolean>): Promise<boolean> => {
    const isDone = await answer;
    await view.focus();
    return isDone;
  };
  registerForChosen('relabel', (chosen) => andBack(actions.relabel(chosen)));
  registerForChosen('editNote', (chosen) => andBack(actions.editNote(chosen)));
  registerForChosen('delete', (chosen) => actions.remove(chosen));
  register('revealAtCursor', async () => {
    const editor = vscode.window.activeTextEditor;
    const article = editor && articles.get(editor.document);
    const annotation = editor && article?.at(selectedIn(article.text, editor.selection));
    if (article === undefined || annotation === undefined)
      return tellNothing(vscode.l10n.t('There is no annotation at the cursor.'));
    view.query = '';
    return view.reveal({ uri: article.document.uri.toString(), id: annotation.id });
  });
}

/** Asks for the filter; the tree follows while it is typed, and dismissing brings back what was before. */
function askFilter(view: AnnotationsView, query: unknown): void {
  if (typeof query === 'string') {
    view.query = query;
    return;
  }
  const before = view.query;
  const input = vscode.window.createInputBox();
  input.title = vscode.l10n.t('Filter Annotations');
  input.placeholder = vscode.l10n.t('Words, or label:PER, note:…, by:…, status:…, entity:…, is:uncertain, is:lost');
  input.prompt = vscode.l10n.t('All words must be found. Enter keeps the filter, an empty one shows all.');
  input.value = before;
  let isAccepted = false;
  input.onDidChangeValue((value) => (view.query = value));
  input.onDidAccept(() => {
    isAccepted = true;
    input.hide();
  });
  input.onDidHide(() => {
    if (!isAccepted) view.query = before;
    input.dispose();
  });
  input.show();
}

type Change = (set: AnnotationSet, ids: readonly string[]) => Operation | undefined;

/** What the tree does with annotations. In each article a change is one step that can be undone. */
class TreeActions {
  readonly #articles: AnnotatedArticles;
  readonly #edits: CorpusEdits;

  constructor(articles: AnnotatedArticles, edits: CorpusEdits) {
    this.#articles = articles;
    this.#edits = edits;
  }

  /** The cursor goes to an annotation; one that has lost its place is shown where it stood. */
  async open({ uri, id }: ListedAnnotation): Promise<boolean> {
    const article = await this.#article(uri);
    if (article === undefined) return false;
    const editor = await vscode.window.showTextDocument(article.document, { preview: false });
    const view = article.annotations.find((other) => other.id === id);
    const look = view ?? article.review.find(({ annotation }) => annotation.id === id)?.look;
    if (look === undefined) return refuse(vscode.l10n.t('This annotation is not there any more.'));
    const place = toRange(article.text, range(utf16(look.start), utf16(look.end)));
    editor.selection = new vscode.Selection(place.start, place.start);
    article.goneTo = { id, start: look.start, end: look.end, cursor: look.start };
    editor.revealRange(place, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    return true;
  }

  async relabel(annotations: readonly ListedAnnotation[], wanted?: string): Promise<boolean> {
    const label = wanted ?? (await this.#pickLabel(annotations));
    if (label === undefined) return false;
    const title = vscode.l10n.t('Change Label to {0}', label);
    return this.#change(annotations, title, (set, ids) => relabelled(set, ids, label));
  }

  async editNote(annotations: readonly ListedAnnotation[]): Promise<boolean> {
    const notes = new Set(annotations.map(({ note }) => note ?? ''));
    const note = await vscode.window.showInputBox({
      title: vscode.l10n.t('Note on {0}', describe(annotations)),
      prompt: vscode.l10n.t('An empty note is removed.'),
      value: notes.size === 1 ? ([...notes][0] ?? '') : '',
    });
    if (note === undefined) return false;
    return this.#change(annotations, vscode.l10n.t('Edit Note'), (set, ids) => noted(set, ids, note));
  }

  async remove(annotations: readonly ListedAnnotation[]): Promise<boolean> {
    const title = vscode.l10n.t('Remove {0}', describe(annotations));
    const isRemoved = await this.#change(annotations, title, removed);
    const [first] = annotations;
    const isTold = annotations.some(({ uri }) => uri !== first?.uri);
    const article = isTold || first === undefined ? undefined : await this.#article(first.uri);
    if (isRemoved && article !== undefined) tell(article, vscode.l10n.t('Removed: {0}', describe(annotations)));
    return isRemoved;
  }

  async #pickLabel(annotations: readonly ListedAnnotation[]): Promise<string | undefined> {
    const [first] = annotations;
    const article = first && (await this.#article(first.uri));
    if (first === undefined || article === undefined) return undefined;
    const labels = new Set(annotations.map(({ label }) => label));
    const now = labels.size === 1 ? first.label : undefined;
    return pickLabel(article.labels, {
      title: vscode.l10n.t('Label for {0}', describe(annotations)),
      schema: article.labels,
      ...(now !== undefined && { first: now }),
      remark: ({ id }) => (id === now ? vscode.l10n.t('now') : undefined),
    });
  }

  /** What is in one article is changed as by hand; what is in several, as one step over their files. */
  async #change(annotations: readonly ListedAnnotation[], title: string, change: Change): Promise<boolean> {
    const byArticle = grouped(annotations, ({ uri }) => uri);
    const [only] = byArticle.keys();
    const idsIn = (uri: string): string[] => (byArticle.get(uri) ?? []).map(({ id }) => id);
    if (byArticle.size === 1 && only !== undefined) {
      const article = await this.#article(only);
      return article !== undefined && changeIn(article, idsIn(only), change);
    }
    const sidecars = [...byArticle.keys()].map((articleUri) => ({
      ...{ articleUri, annotator: annotator() },
      operation: (set: AnnotationSet) => change(set, idsIn(articleUri)),
    }));
    const { changed } = await this.#edits.perform({ title, sidecars });
    return changed.length > 0;
  }

  /** The article, opened where it is closed. */
  async #article(uri: string): Promise<AnnotatedArticle | undefined> {
    const address = vscode.Uri.parse(uri, true);
    try {
      const document = await vscode.workspace.openTextDocument(address);
      return await this.#articles.ready(document);
    } catch {
      refuse(vscode.l10n.t('{0} cannot be opened.', vscode.workspace.asRelativePath(address)));
      return undefined;
    }
  }
}

/** Changes nothing, and says nothing, where everything is as wanted already. */
async function changeIn(article: AnnotatedArticle, ids: readonly string[], change: Change): Promise<boolean> {
  if (article.refusal !== undefined) return refuse(article.refusal, article);
  if (article.set === undefined || change(article.set, ids) === undefined) return false;
  return attempt(article, () =>
    article.perform(
      () => (article.set && change(article.set, ids)) ?? vscode.l10n.t('These annotations are not there any more.'),
    ),
  );
}

/** `“楼阳生”`, or `“楼阳生” and 3 more`. */
function describe(annotations: readonly ListedAnnotation[]): string {
  const [first, ...others] = annotations;
  const words = first === undefined ? '' : `“${shorten(wordsIn(first))}”`;
  return others.length === 0 ? words : vscode.l10n.t('{0} and {1} more', words, others.length);
}
