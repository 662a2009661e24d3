import * as vscode from 'vscode';
import type { NewId } from '../../../core/annotation/id';
import { provenance, type Clock } from '../../../core/annotation/provenance';
import { corpusArticles } from '../../../core/corpus/corpusArticles';
import { articleFilter, DEFAULT_MANIFEST, MANIFEST_NAME } from '../../../core/corpus/manifest';
import type { CorpusEdits, SidecarEdit } from '../../../core/corpusEdits/corpusEdits';
import {
  annotating,
  templateElsewhere,
  templateOf,
  type Template,
} from '../../../core/occurrences/annotateOccurrences';
import { OccurrenceSearch, queryFor, type Query } from '../../../core/occurrences/findOccurrences';
import { OccurrenceList } from '../../../core/occurrences/occurrenceList';
import { pieceAround, searchCorpus, type SearchHost, type SearchResult } from '../../../core/occurrences/searchCorpus';
import { readLogicalText } from '../../../core/text/logicalText';
import { range, utf16, type Range, type Utf16 } from '../../../core/text/units';
import type { LanguageServer } from '../../languageServer';
import { corpusFiles } from '../../storage/corpusFiles';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import { annotator, type AnnotatedArticles } from '../annotations/annotatedArticles';
import { refuse } from '../annotations/answers';
import { ArticleCommands, type CommandContext } from '../annotations/articleCommands';
import { pickLabel, shorten } from '../annotations/labelPick';
import { selectedIn, targetsOf } from '../annotations/targets';
import type { Manifests } from '../corpusLanguage/manifests';
import { OccurrencesView } from './occurrencesView';
import { searchHost } from './searchHost';

/** Where occurrences are looked for. */
type Scope = 'file' | 'folder' | 'corpus';

/** What a key binding or another command may give. */
export interface SameAgainArgument {
  readonly scope?: Scope;
  readonly label?: string;
}

/** What the search gets from the extension around it. */
export interface SameAgainServices {
  readonly articles: AnnotatedArticles;
  readonly edits: CorpusEdits;
  readonly manifests: Manifests;
  readonly server: LanguageServer;
  readonly newId: NewId;
  readonly clock: Clock;
}

/** What was asked for: the words at the cursor, and what occurrences of them are to become. */
interface Request {
  readonly articleUri: string;
  readonly place: Range<Utf16>;
  readonly template: Template;
  readonly scope: Scope;
  readonly article: AnnotatedArticle;
}

const FOLDS_VARIANTS = 'occurrences.foldsVariants';
const COPIES_DETAILS = 'occurrences.copiesDetails';

/** Registers the commands that annotate the words at the cursor wherever else they stand. */
export function activateSameAgain(context: vscode.ExtensionContext, services: SameAgainServices): void {
  const sameAgain = new SameAgain(services, context.workspaceState);
  const register = (name: string, run: (...args: never[]) => unknown): void => {
    context.subscriptions.push(vscode.commands.registerCommand(`corpusAnnotator.${name}`, run));
  };
  const commands = new ArticleCommands<SameAgainArgument>(context, services.articles);
  commands.registerChange('annotateOccurrences', (target, argument) => sameAgain.ask(target, argument));
  register('applyOccurrences', () => sameAgain.apply());
  register('toggleOccurrence', () => sameAgain.toggleFocused());
  register('dismissOccurrences', () => sameAgain.dismiss());
  register('showOccurrence', (uri: string, place: vscode.Range) => show(uri, place));
  register('occurrences.foldVariants', () => sameAgain.set(FOLDS_VARIANTS, true));
  register('occurrences.exactOnly', () => sameAgain.set(FOLDS_VARIANTS, false));
  register('occurrences.copyDetails', () => sameAgain.set(COPIES_DETAILS, true));
  register('occurrences.labelOnly', () => sameAgain.set(COPIES_DETAILS, false));
  context.subscriptions.push(sameAgain);
}

/** The search that is under way or shown, from the question to the annotations. */
class SameAgain implements vscode.Disposable {
  readonly #services: SameAgainServices;
  readonly #memory: vscode.Memento;
  readonly #host: SearchHost;
  readonly #view = new OccurrencesView();
  #request: Request | undefined;
  #query: Query | undefined;

  constructor(services: SameAgainServices, memory: vscode.Memento) {
    this.#services = services;
    this.#memory = memory;
    this.#host = searchHost(services.articles, services.server);
    this.#tellContexts();
  }

  /** Asks for what is not given, searches and shows. Answers whether something was found. */
  async ask(target: CommandContext, argument: SameAgainArgument = {}): Promise<boolean> {
    const { article } = target;
    const chosen = await this.#chosen(target, argument.label);
    if (chosen === undefined) return false;
    const words = shorten(article.text.slice(chosen.place));
    const scope = argument.scope ?? (await pickScope(words));
    if (scope === undefined) return false;
    this.#request = { ...chosen, articleUri: article.document.uri.toString(), scope, article };
    return this.#search();
  }

  /** Changes how is searched, or what is copied. */
  async set(option: string, value: boolean): Promise<void> {
    await this.#memory.update(option, value);
    this.#tellContexts();
    if (option === FOLDS_VARIANTS && this.#request !== undefined) await this.#search();
  }

  /** Annotates what is ticked as one step. */
  async apply(): Promise<boolean> {
    const [listing, request, query] = [this.#view.listing, this.#request, this.#query];
    if (listing === undefined || request === undefined || query === undefined) return false;
    const chosen = listing.list.chosen();
    if (chosen.length === 0) return refuse(vscode.l10n.t('Nothing is ticked.'));
    const own = templateOf(request.template, this.#isOn(COPIES_DETAILS, true));
    const { clock, newId } = this.#services;
    const made = provenance(annotator(), clock, { kind: 'query', query: query.text });
    const sidecars = chosen.map((occurrences): SidecarEdit => {
      const { articleUri } = occurrences;
      const template = articleUri === request.articleUri ? own : templateElsewhere(own);
      return { articleUri, annotator: annotator(), operation: annotating(occurrences, template, made, newId) };
    });
    const count = chosen.reduce((sum, { occurrences }) => sum + occurrences.length, 0);
    const title = vscode.l10n.t('Annotate {0} × “{1}” as {2}', count, shorten(query.text), own.label);
    const { edits } = this.#services;
    const { step } = await inProgress(title, false, (progress) => edits.perform({ title, sidecars }, progress));
    if (step !== undefined) await this.dismiss();
    return step !== undefined;
  }

  toggleFocused(): Promise<void> {
    return this.#view.toggleFocused();
  }

  async dismiss(): Promise<void> {
    const editor = this.#request?.article.document;
    this.#request = undefined;
    await this.#view.show(undefined);
    const shown = vscode.window.visibleTextEditors.find(({ document }) => document === editor);
    if (shown !== undefined) await vscode.window.showTextDocument(shown.document, shown.viewColumn);
  }

  /** The annotation at the cursor, else what is selected or the word there, with the label it gets. */
  async #chosen(
    { editor, article }: CommandContext,
    label: string | undefined,
  ): Promise<Pick<Request, 'place' | 'template'> | undefined> {
    const selected = selectedIn(article.text, editor.selection);
    const view = article.at(selected);
    const isWhole = editor.selection.isEmpty || (view?.start === selected.start && view.end === selected.end);
    const annotation = view !== undefined && isWhole ? article.annotation(view.id) : undefined;
    if (view !== undefined && annotation !== undefined)
      return {
        place: range(utf16(view.start), utf16(view.end)),
        template: label === undefined ? annotation : { ...annotation, label },
      };
    const [target] = await targetsOf([editor.selection], article, this.#services.server);
    if (target === undefined) {
      refuse(vscode.l10n.t('Select the words to look for, or put the cursor into an annotation.'));
      return undefined;
    }
    const words = shorten(target.text.slice(target.range));
    const title = vscode.l10n.t('Label for all occurrences of “{0}”', words);
    const first = target.suggestion?.label;
    const picked =
      label ??
      (await pickLabel(article.labels, { title, schema: article.labels, ...(first !== undefined && { first }) }));
    const place = picked === undefined ? undefined : article.inLiveText(target.range, target.text);
    return picked === undefined || place === undefined ? undefined : { place, template: { label: picked } };
  }

  async #search(): Promise<boolean> {
    const request = this.#request as Request;
    const { article, place, template, articleUri, scope } = request;
    const logical = readLogicalText(article.text);
    const query = queryFor(logical, place, this.#isOn(FOLDS_VARIANTS, false));
    this.#query = query;
    const title = vscode.l10n.t('Looking for “{0}”…', shorten(query.text));
    const result = await inProgress(title, true, async (progress, token): Promise<SearchResult | undefined> => {
      const articleUris = await this.#articlesIn(scope, articleUri);
      const own = new OccurrenceSearch(query).in(logical).find((match) => match.range.start === place.start);
      const words = own && (await this.#host.longerWords(articleUri, [pieceAround(own, logical)]));
      const accepted = new Set(words?.flat().flatMap((word) => (word === null ? [] : [word.text])));
      return searchCorpus({ query, label: template.label, articleUris, accepted }, this.#host, token, progress);
    });
    if (result === undefined || this.#request !== request) return false;
    if (result.articles.length === 0) {
      await this.#view.show(undefined);
      void vscode.window.showInformationMessage(
        vscode.l10n.t('“{0}” stands nowhere else; annotated already: {1}.', shorten(query.text), result.annotated),
      );
      return false;
    }
    await this.#view.show({ list: new OccurrenceList(result), words: query.text, label: template.label });
    return true;
  }

  /** The articles to search, that of the cursor first. */
  async #articlesIn(scope: Scope, articleUri: string): Promise<string[]> {
    if (scope === 'file') return [articleUri];
    const { manifests } = this.#services;
    const corpus = await manifests.of(articleUri);
    const folder = articleUri.slice(0, articleUri.lastIndexOf('/') + 1);
    const workspace = vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(articleUri, true))?.uri.toString();
    const whole = corpus?.root ?? (workspace === undefined ? folder : `${workspace.replace(/\/$/, '')}/`);
    // Where no corpus.yaml says what is an article, as beside one that was made one by hand, all texts are looked at.
    const manifest = corpus?.manifest ?? DEFAULT_MANIFEST;
    const range = { root: whole, includes: articleFilter(manifest) };
    const listed = await corpusArticles(scope === 'folder' ? folder : whole, corpusFiles, async (below) =>
      (await manifests.of(below + MANIFEST_NAME))?.root === corpus?.root ? range : undefined,
    );
    const found = listed.map(({ address }) => vscode.Uri.parse(address, true).toString());
    return [articleUri, ...found.filter((uri) => uri !== articleUri)];
  }

  #isOn(option: string, byDefault: boolean): boolean {
    return this.#memory.get<boolean>(option, byDefault);
  }

  #tellContexts(): void {
    const folds = this.#isOn(FOLDS_VARIANTS, false);
    const copies = this.#isOn(COPIES_DETAILS, true);
    void vscode.commands.executeCommand('setContext', 'corpusAnnotator.occurrencesFoldVariants', folds);
    void vscode.commands.executeCommand('setContext', 'corpusAnnotator.occurrencesCopyDetails', copies);
  }

  dispose(): void {
    this.#view.dispose();
  }
}

async function pickScope(words: string): Promise<Scope | undefined> {
  const items: (vscode.QuickPickItem & { readonly scope: Scope })[] = [
    { scope: 'corpus', label: vscode.l10n.t('In the whole corpus') },
    { scope: 'file', label: vscode.l10n.t('In this article') },
    { scope: 'folder', label: vscode.l10n.t('In the folder of this article') },
  ];
  const title = vscode.l10n.t('Where to look for “{0}”', words);
  return (await vscode.window.showQuickPick(items, { title }))?.scope;
}

/** Runs work that shows how far it is. */
function inProgress<Result>(
  title: string,
  cancellable: boolean,
  work: (progress: (done: number, all: number) => void, token: vscode.CancellationToken) => Promise<Result>,
): Thenable<Result> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable };
  return vscode.window.withProgress(options, (progress, token) => {
    let shown = 0;
    return work((done, all) => {
      const percent = Math.floor((100 * done) / all);
      if (percent > shown) progress.report({ increment: percent - shown, message: `${done} / ${all}` });
      shown = percent;
    }, token);
  });
}

/** Shows an occurrence in its article; the keyboard stays in the list. */
async function show(articleUri: string, selection: vscode.Range): Promise<void> {
  const uri = vscode.Uri.parse(articleUri, true);
  await vscode.window.showTextDocument(uri, { selection, preserveFocus: true, preview: true });
}
