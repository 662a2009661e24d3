import * as vscode from 'vscode';
import type { AnnotationSet } from '../../../core/annotation/annotation';
import type { Operation } from '../../../core/annotation/operations';
import { ownerOfSidecar } from '../../../core/annotation/sidecarPath';
import { assigning, isDone, markingDone, nextOpen } from '../../../core/corpus/articleProgress';
import { CORPUS_FILTERS } from '../../../core/corpus/corpusTree';
import type { CorpusEdits } from '../../../core/corpusEdits/corpusEdits';
import { annotator, type AnnotatedArticles } from '../annotations/annotatedArticles';
import { attempt, refuse } from '../annotations/answers';
import { ArticlesView, VIEW } from './articlesView';
import type { CorpusIndex } from './corpusIndex';
import { picked } from '../../picked';

type Change = (set: AnnotationSet) => Operation | undefined;

/** Makes the tree "Articles" and the commands about done and assigned articles; these answer whether they changed something. */
export function activateProgress(
  context: vscode.ExtensionContext,
  articles: AnnotatedArticles,
  index: CorpusIndex,
  edits: CorpusEdits,
): void {
  const changes = new ProgressChanges(articles, edits);
  const view = new ArticlesView(index, (works, wanted) => changes.markDone(works.map(addressOf), wanted));
  context.subscriptions.push(view);
  const register = (name: string, run: (argument?: unknown) => unknown): void => {
    context.subscriptions.push(vscode.commands.registerCommand(`corpusAnnotator.${name}`, run));
  };
  /** The articles that are chosen in the tree, where a command comes from there; else the active one. */
  const meant = (clicked: unknown): string[] => {
    if (typeof clicked === 'string') return view.chosen(clicked).map(addressOf);
    const document = vscode.window.activeTextEditor?.document;
    return document !== undefined && articles.get(document) !== undefined ? [document.uri.toString()] : [];
  };
  const goOn = async (): Promise<boolean> => {
    const here = vscode.window.activeTextEditor?.document.uri.toString();
    const next = nextOpen(await index.works(), here, annotator());
    if (next === undefined) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('There is no other article that is not done and free for you.'),
      );
      return false;
    }
    await vscode.window.showTextDocument(vscode.Uri.parse(next.address, true), { preview: false });
    return true;
  };
  for (const filter of CORPUS_FILTERS) register(`articles.show.${filter}`, () => (view.filter = filter));
  register('articles.refresh', () => index.refresh());
  register('markDone', (clicked) => changes.markDone(meant(clicked), true));
  register('markOpen', (clicked) => changes.markDone(meant(clicked), false));
  register('toggleDone', async () => {
    const [address] = meant(undefined);
    const article = address === undefined ? undefined : await articles.open(address);
    return article?.set !== undefined && changes.markDone([article.document.uri.toString()], !isDone(article.set));
  });
  register('doneAndNext', async () => {
    const here = meant(undefined);
    const set = here[0] === undefined ? undefined : (await articles.open(here[0]))?.set;
    // A mark that is refused keeps the person here, with the reason.
    const isMarked = set !== undefined && (isDone(set) || (await changes.markDone(here, true)));
    return isMarked && goOn();
  });
  register('nextOpenArticle', goOn);
  register('assign', async (clicked, name?: unknown) => {
    const addresses = meant(clicked);
    if (addresses.length === 0)
      return refuse(vscode.l10n.t('Open a corpus article, or choose articles in the tree first.'));
    const wanted = typeof name === 'string' ? name : await askAssignee(await namesIn(index));
    return wanted !== undefined && changes.assign(addresses, wanted === '' ? undefined : wanted);
  });
  const tellDone = (): void => {
    const document = vscode.window.activeTextEditor?.document;
    const set = document && articles.get(document)?.set;
    void vscode.commands.executeCommand('setContext', `${VIEW}.activeIsDone`, set !== undefined && isDone(set));
  };
  context.subscriptions.push(vscode.window.onDidChangeActiveTextEditor(tellDone), index.onDidChange(tellDone));
}

const addressOf = ({ address }: { readonly address: string }): string => address;

/** Writes the progress of articles, open or closed, into the sidecars of this window's annotator. */
class ProgressChanges {
  readonly #articles: AnnotatedArticles;
  readonly #edits: CorpusEdits;

  constructor(articles: AnnotatedArticles, edits: CorpusEdits) {
    this.#articles = articles;
    this.#edits = edits;
  }

  markDone(addresses: readonly string[], wanted: boolean): Promise<boolean> {
    const title = wanted ? vscode.l10n.t('Mark as Done') : vscode.l10n.t('Mark as Not Done');
    return this.#change(addresses, title, (set) => markingDone(set, wanted));
  }

  assign(addresses: readonly string[], assignee: string | undefined): Promise<boolean> {
    return this.#change(addresses, vscode.l10n.t('Assign'), (set) => assigning(set, assignee));
  }

  /** One open article is changed as by hand; several, or closed ones, as one step over their files. */
  async #change(addresses: readonly string[], title: string, change: Change): Promise<boolean> {
    const [address] = addresses;
    if (address === undefined)
      return refuse(vscode.l10n.t('Open a corpus article, or choose articles in the tree first.'));
    const article = addresses.length === 1 ? await this.#articles.open(address) : undefined;
    if (article !== undefined) {
      if (article.refusal !== undefined) return refuse(article.refusal, article);
      if (article.set === undefined || change(article.set) === undefined) return false;
      const asBefore = vscode.l10n.t('It is so already.');
      return attempt(article, () => article.perform(() => (article.set && change(article.set)) ?? asBefore));
    }
    const sidecars = addresses.map((articleUri) => ({ articleUri, annotator: annotator(), operation: change }));
    const { changed } = await this.#edits.perform({ title, sidecars });
    return changed.length > 0;
  }
}

/** Who annotates in this corpus: all who have a file or an article, and the person here. */
async function namesIn(index: CorpusIndex): Promise<string[]> {
  const works = await index.works();
  const articles = await index.articles();
  const assigned = works.flatMap(({ progress }) => progress.assignee ?? []);
  const named = articles.flatMap(({ sidecars }) => sidecars.flatMap((name) => ownerOfSidecar(name)?.annotator ?? []));
  return [...new Set([...(annotator() === undefined ? [] : [annotator() as string]), ...assigned, ...named])].sort();
}

/** Asks who is to annotate: somebody who is known, a name that is typed, or nobody (an empty text). */
async function askAssignee(names: readonly string[]): Promise<string | undefined> {
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly name: string }>();
  pick.title = vscode.l10n.t('Assign to');
  pick.placeholder = vscode.l10n.t('Type the name of an annotator');
  const show = (): void => {
    const typed = pick.value.trim();
    const known = names.map((name) => ({ label: name, name }));
    const other =
      typed === '' || names.includes(typed)
        ? []
        : [{ label: typed, description: vscode.l10n.t('new name'), name: typed }];
    pick.items = [...known, ...other, { label: vscode.l10n.t('Nobody'), name: '', alwaysShow: true }];
  };
  pick.onDidChangeValue(show);
  show();
  return (await picked(pick))?.[0]?.name;
}
