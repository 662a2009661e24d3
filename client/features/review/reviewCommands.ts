import * as vscode from 'vscode';
import { itemBeside, visibleRange, type ReviewItem } from '../../../core/annotation/review';
import type { ArticleNode, GroupNode } from '../../../core/annotation/reviewTree';
import { range, utf16, type Range, type Utf16 } from '../../../core/text/units';
import { toCanonical, toRange } from '../../positions';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';
import { attempt, openSidecar, refuse, tell, tellNothing } from '../annotations/answers';
import { shorten } from '../annotations/labelPick';
import { withoutBlanks } from '../annotations/targets';
import type { Reviews, ReviewTarget } from './reviews';
import type { ReviewView } from './reviewView';
import { explainItem, inContext, wordsOf } from './words';

type Parts = readonly Range<Utf16>[];

/** A place for an annotation, found in one version of the document. */
export interface PlaceArgument extends ReviewTarget {
  readonly version: number;
  readonly parts: readonly { readonly start: number; readonly end: number }[];
}

type TargetArgument = Partial<PlaceArgument> | undefined;

/** An annotation to review, and its article. */
interface Found {
  readonly article: AnnotatedArticle;
  readonly item: ReviewItem;
}

/** Registers the commands of reviewing. Those that change something answer whether they did. */
export function activateReviewCommands(
  context: vscode.ExtensionContext,
  articles: AnnotatedArticles,
  reviews: Reviews,
  view: ReviewView,
): void {
  const register = (name: string, run: (argument: never) => unknown): void => {
    context.subscriptions.push(vscode.commands.registerCommand(`corpusAnnotator.${name}`, run));
  };
  const tour = new ReviewTour(reviews, view);
  const withItem =
    (change: (found: Found, argument: TargetArgument) => Promise<boolean>) =>
    async (argument?: TargetArgument): Promise<boolean> => {
      const found = await findItem(reviews, view, argument);
      if (found === undefined) return false;
      const { refusal } = found.article;
      return refusal === undefined ? change(found, argument) : refuse(refusal, found.article);
    };
  register('showReview', (target: ReviewTarget) => tour.show(target));
  register('nextReview', () => tour.visit('next'));
  register('previousReview', () => tour.visit('previous'));
  register('placeHere', withItem(placeHere));
  register(
    'keepPlace',
    withItem(({ article, item }) => attempt(article, () => article.keep([item.annotation.id]))),
  );
  register('keepPlaces', (node?: ArticleNode | GroupNode) => keepPlaces(reviews, node));
  register('deleteAnnotation', withItem(deleteAnnotation));
  register('retry', (node?: { readonly uri?: string }) => retry(articles, reviews, node?.uri));
  register('showProblem', (node?: { readonly uri?: string }) => showProblem(articles, reviews, node?.uri));
}

/** Leads through what is to be reviewed, from one annotation to the next, over all open articles. */
class ReviewTour {
  readonly #reviews: Reviews;
  readonly #view: ReviewView;
  #visited: string | undefined;

  constructor(reviews: Reviews, view: ReviewView) {
    this.#reviews = reviews;
    this.#view = view;
  }

  async visit(direction: 'next' | 'previous'): Promise<boolean> {
    const editor = vscode.window.activeTextEditor;
    const here = editor && this.#reviews.article(editor.document.uri.toString());
    if (editor !== undefined && here !== undefined) {
      const cursor = toCanonical(here.text, editor.selection).start;
      const item = itemBeside(open(here), cursor, direction, this.#visited);
      if (item !== undefined) return this.#show(here, item);
    }
    const other = this.#reviews.articles().find((article) => article !== here && open(article).length > 0);
    const first = other && open(other)[0];
    if (other && first) return this.#show(other, first);
    void vscode.window.showInformationMessage(vscode.l10n.t('There is nothing to review in the open articles.'));
    return false;
  }

  async show(target: ReviewTarget): Promise<boolean> {
    const article = this.#reviews.article(target.uri);
    const item = this.#reviews.item(target);
    return article !== undefined && item !== undefined && this.#show(article, item);
  }

  /** The cursor goes to the place; nothing is selected, so that a selection is always a person's. */
  async #show(article: AnnotatedArticle, item: ReviewItem): Promise<boolean> {
    const editor = await vscode.window.showTextDocument(article.document, { preview: false });
    const { start, end } = toRange(article.text, item.look);
    editor.selection = new vscode.Selection(start, start);
    editor.revealRange(new vscode.Range(start, end), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    this.#visited = item.annotation.id;
    vscode.window.setStatusBarMessage(explainItem(item), STATUS_TIME);
    await this.#view.reveal(article.document.uri.toString(), item.annotation.id);
    return true;
  }
}

/** How long the status bar says what is visited, in milliseconds. */
const STATUS_TIME = 10_000;

const open = ({ review }: AnnotatedArticle): ReviewItem[] => review.filter(({ state }) => state !== 'moved');

/** The annotation a command is about: the one it was given, the one in the tree, at the cursor, or picked from a list. */
async function findItem(reviews: Reviews, view: ReviewView, argument: TargetArgument): Promise<Found | undefined> {
  const selected = view.selection;
  const editor = vscode.window.activeTextEditor;
  if (argument?.uri !== undefined && argument.id !== undefined)
    return found(reviews, { uri: argument.uri, id: argument.id });
  if (argument !== undefined && selected?.node === 'annotation') return found(reviews, selected);
  const article = editor && reviews.article(editor.document.uri.toString());
  if (editor === undefined || article === undefined || article.review.length === 0) {
    tellNothing(vscode.l10n.t('There is nothing to review in this article.'));
    return undefined;
  }
  const atCursor = article.review.filter((item) =>
    toRange(article.text, visibleRange(item, article.text)).contains(editor.selection.active),
  );
  const item = atCursor.length === 1 ? atCursor[0] : await pickItem(article, atCursor);
  return item && { article, item };
}

function found(reviews: Reviews, target: ReviewTarget): Found | undefined {
  const article = reviews.article(target.uri);
  const item = reviews.item(target);
  if (article !== undefined && item !== undefined) return { article, item };
  tellNothing(vscode.l10n.t('This annotation needs no review any more.'));
  return undefined;
}

async function pickItem(article: AnnotatedArticle, preferred: readonly ReviewItem[]): Promise<ReviewItem | undefined> {
  const items = (preferred.length > 0 ? preferred : article.review).map((item) => ({
    label: wordsOf(item),
    description: item.annotation.label,
    detail: explainItem(item),
    item,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t('Which annotation?'),
    matchOnDetail: true,
  });
  return picked?.item;
}

/** Places an annotation where it was told, at what is selected, or at one of the places that hold its words. */
async function placeHere({ article, item }: Found, argument: TargetArgument): Promise<boolean> {
  const { text, document } = article;
  if (argument?.parts !== undefined) {
    if (argument.version !== document.version)
      return refuse(vscode.l10n.t('The text here has changed meanwhile, so nothing was annotated.'));
    const parts = argument.parts.map(({ start, end }) => range(utf16(start), utf16(end)));
    return attempt(article, () => article.placeAt(item.annotation.id, parts, text));
  }
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  const selected = selectedParts(editor, article);
  const parts = selected ?? (await pickPlace(editor, article, item));
  const isPlaced =
    parts !== undefined && (await attempt(article, () => article.placeAt(item.annotation.id, parts, text)));
  // A selection may be an old one that the person has forgotten.
  if (isPlaced && selected !== undefined) {
    const words = shorten(selected.map((part) => text.slice(part)).join(' … '));
    tell(article, vscode.l10n.t('“{0}” was placed on “{1}”.', wordsOf(item), words));
  }
  return isPlaced;
}

/** The selections in the order of the text, blanks at their ends left out; undefined where nothing is selected. */
function selectedParts({ selections }: vscode.TextEditor, { text }: AnnotatedArticle): Parts | undefined {
  const parts = selections
    .map((selection) => withoutBlanks(text, toCanonical(text, selection)))
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start - b.start);
  return parts.length === 0 ? undefined : parts;
}

/** How many places are offered. */
const MOST_PLACES = 20;

/** Lets the person choose among the places that hold the words; each is shown in the text while it is looked at. */
async function pickPlace(
  editor: vscode.TextEditor,
  article: AnnotatedArticle,
  item: ReviewItem,
): Promise<Parts | undefined> {
  const { text } = article;
  const places = article.candidates(item.annotation.id, MOST_PLACES).map((parts) => ({
    label: inContext(text, parts[0] as Range<Utf16>),
    description: vscode.l10n.t('line {0}', text.positionAt((parts[0] as Range<Utf16>).start).line + 1),
    parts,
  }));
  if (places.length === 0) {
    refuse(
      vscode.l10n.t('The text has “{0}” nowhere. Select the words it belongs to, then place it again.', wordsOf(item)),
    );
    return undefined;
  }
  const { selection, visibleRanges } = editor;
  const picked = await vscode.window.showQuickPick(places, {
    title: vscode.l10n.t('A place for “{0}”', wordsOf(item)),
    placeHolder: vscode.l10n.t('The likeliest place comes first. Or dismiss, and select the words yourself.'),
    onDidSelectItem: (place: (typeof places)[number]) => {
      const at = toRange(text, place.parts[0] as Range<Utf16>);
      editor.selection = new vscode.Selection(at.start, at.end);
      editor.revealRange(at, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    },
  });
  editor.selection = new vscode.Selection(selection.anchor, selection.active);
  if (picked === undefined && visibleRanges[0] !== undefined) editor.revealRange(visibleRanges[0]);
  return picked?.parts;
}

async function keepPlaces(reviews: Reviews, node: ArticleNode | GroupNode | undefined): Promise<boolean> {
  const here = vscode.window.activeTextEditor?.document.uri.toString();
  const uris = node === undefined ? [here] : node.node === 'group' ? node.articles.map(({ uri }) => uri) : [node.uri];
  const kept = await Promise.all(
    uris.map(async (uri) => {
      const article = uri === undefined ? undefined : reviews.article(uri);
      const moved = article?.review.filter(({ state }) => state === 'moved').map(({ annotation }) => annotation.id);
      if (article === undefined || moved === undefined || moved.length === 0) return false;
      return article.refusal === undefined
        ? attempt(article, () => article.keep(moved))
        : refuse(article.refusal, article);
    }),
  );
  return kept.includes(true);
}

async function deleteAnnotation({ article, item }: Found): Promise<boolean> {
  const isDeleted = await attempt(article, () => article.remove(item.annotation.id));
  if (isDeleted) tell(article, vscode.l10n.t('The annotation “{0}” was deleted.', wordsOf(item)));
  return isDeleted;
}

/** Reads or writes again what could not be read or written: of one article, or of all. */
async function retry(articles: AnnotatedArticles, reviews: Reviews, uri: string | undefined): Promise<boolean> {
  const troubled = reviews.articles().filter(({ document, trouble, failure }) => {
    const isMeant = uri === undefined || document.uri.toString() === uri;
    return isMeant && (trouble ?? failure) !== undefined;
  });
  await Promise.all([...troubled.map((article) => article.retry()), articles.retryUnsaved()]);
  return true;
}

/** Leads to what keeps annotations from being read or written: the place in the file, or the article itself. */
async function showProblem(articles: AnnotatedArticles, reviews: Reviews, uri: string | undefined): Promise<boolean> {
  const address = uri ?? vscode.window.activeTextEditor?.document.uri.toString();
  const article = address === undefined ? undefined : reviews.article(address);
  if (article?.trouble !== undefined && article.failure === undefined) {
    if (article.inConflict) {
      await vscode.window.showTextDocument(article.document, { preview: false });
      return vscode.commands.executeCommand<boolean>('corpusAnnotator.resolveConflict', article.sidecar);
    }
    return openSidecar(article, vscode.languages.getDiagnostics(article.sidecar)[0]?.range);
  }
  const message = article?.failure ?? articles.unsaved().find((work) => work.article.toString() === address)?.message;
  if (message === undefined) return refuse(vscode.l10n.t('There is no problem with the annotations of this article.'));
  const again = vscode.l10n.t('Retry');
  void vscode.window.showErrorMessage(message, again).then((answer) => {
    if (answer === again) void retry(articles, reviews, address);
  });
  return true;
}
