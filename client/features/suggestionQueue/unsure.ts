import * as vscode from 'vscode';
import { besideInCertainty, compareCertainty, type Ranked } from '../../../core/suggestions/rank';
import type { Queue, QueuedArticle, Suggestion } from '../../../core/protocol';
import type { CanonicalText } from '../../../core/text/canonicalText';
import { range, utf16 } from '../../../core/text/units';
import type { LanguageServer } from '../../languageServer';
import type { Cursors } from '../annotateMode/cursors';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import { tellNothing } from '../annotations/answers';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';
import { shorten } from '../annotations/labelPick';
import type { Whereabouts } from '../navigation/whereabouts';
import type { QueueModel } from './queueModel';

/** Leads through suggestions by certainty, the least sure first: around one article, or from each article to the next. */
export class UnsureTour {
  readonly #articles: AnnotatedArticles;
  readonly #server: LanguageServer;
  readonly #model: QueueModel;
  readonly #cursors: Cursors;
  readonly #whereabouts: Whereabouts;
  /** The one that was visited last, and where. */
  #visited: (Ranked & { readonly uri: string }) | undefined;

  constructor(
    articles: AnnotatedArticles,
    server: LanguageServer,
    model: QueueModel,
    cursors: Cursors,
    whereabouts: Whereabouts,
  ) {
    this.#articles = articles;
    this.#server = server;
    this.#model = model;
    this.#cursors = cursors;
    this.#whereabouts = whereabouts;
  }

  /** Goes to a suggestion of the open article; answers whether there was one. */
  async visit(direction: 'next' | 'previous'): Promise<boolean> {
    const here = await this.#here();
    if (here === undefined) return false;
    if (here === 'unknown') return this.#server.explainAbsence();
    const suggestion = besideInCertainty(here.suggestions, direction, here.from);
    return suggestion === undefined
      ? tellNothing(vscode.l10n.t('There is no suggestion left in this article.'))
      : this.#show(here, suggestion);
  }

  /** Goes to the next suggestion of the open article and, behind its surest, to the next article with some. */
  async visitNextOfCorpus(): Promise<boolean> {
    const here = await this.#here();
    if (here === 'unknown') return this.#server.explainAbsence();
    // Where a person happens to be in an article says nothing: all that is less sure would be passed over.
    const from = this.#visited?.uri === here?.uri ? this.#visited : undefined;
    const left = here?.suggestions.filter((other) => from === undefined || compareCertainty(other, from) > 0);
    const next = left && besideInCertainty(left, 'next');
    if (here !== undefined && next !== undefined) return this.#show(here, next);
    return this.#visitNextArticle(here?.uri);
  }

  /** Opens the next article with something to decide, reading those that are not read yet; begins again at the first. */
  async #visitNextArticle(after: string | undefined): Promise<boolean> {
    const queue = await this.#model.with(after ?? '');
    if (queue === undefined) return this.#server.explainAbsence();
    const at = queue.articles.findIndex(({ uri }) => uri === after) + 1;
    for (const { uri } of [...queue.articles.slice(at), ...queue.articles.slice(0, at)]) {
      if (!(await this.#hasOpen(uri))) continue;
      await openArticle(vscode.Uri.parse(uri, true), this.#articles);
      const here = await this.#here();
      const first = here === undefined || here === 'unknown' ? undefined : besideInCertainty(here.suggestions, 'next');
      if (here !== undefined && here !== 'unknown' && first !== undefined) return this.#show(here, first);
    }
    return tellNothing(vscode.l10n.t('All suggestions of the corpus are decided.'));
  }

  async #hasOpen(uri: string): Promise<boolean> {
    const find = (queue: Queue | undefined): QueuedArticle | undefined =>
      queue?.articles.find((article) => article.uri === uri);
    let article = find(this.#model.queue);
    if (article?.total === undefined) article = find(await this.#model.with(uri));
    return (article?.decided ?? 0) < (article?.total ?? 0);
  }

  /** The suggestions of the article in the active editor; undefined where that is none, *unknown* while it changes. */
  async #here(): Promise<Here | 'unknown' | undefined> {
    const editor = vscode.window.activeTextEditor;
    const article = editor && (await this.#articles.ready(editor.document));
    if (editor === undefined || article === undefined) return undefined;
    const { document, text } = article;
    const cursor = this.#cursors.selectionsOf(editor)[0]?.active ?? editor.selection.active;
    const uri = this.#server.uriOf(document);
    const { version } = document;
    const suggestions = await this.#server.suggestions({ uri, version });
    if (suggestions === undefined || document.version !== version) return 'unknown';
    return {
      editor,
      article,
      uri,
      suggestions,
      from: this.#from(suggestions, uri, text.offsetAt(cursor)),
    };
  }

  #show({ editor, article, uri, suggestions }: Here, suggestion: Suggestion): true {
    this.#visited = { ...suggestion, uri };
    this.#cursors.goTo(editor, article, suggestion);
    this.#whereabouts.tell(article, whereabouts(article.text, suggestion, suggestions.length));
    return true;
  }

  /** The suggestion that begins at the cursor; else the one that was visited last, which may be decided by now. */
  #from(suggestions: readonly Suggestion[], uri: string, cursor: number): Ranked | undefined {
    const visited = this.#visited?.uri === uri ? this.#visited : undefined;
    const atCursor = suggestions.filter(({ start }) => start === cursor);
    const isStillThere = atCursor.some(({ end }) => visited?.start === cursor && visited.end === end);
    return isStillThere ? visited : (atCursor[0] ?? visited);
  }
}

/** An article in an editor with its suggestions, and the one to go on from. */
interface Here {
  readonly editor: vscode.TextEditor;
  readonly article: AnnotatedArticle;
  readonly uri: string;
  readonly suggestions: readonly Suggestion[];
  readonly from: Ranked | undefined;
}

/** Shows an article, and waits until it is known as one: the editor gives it its language a moment later. */
async function openArticle(uri: vscode.Uri, articles: AnnotatedArticles): Promise<void> {
  await vscode.window.showTextDocument(uri, { preview: false });
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const editor = vscode.window.activeTextEditor;
    if (editor !== undefined && (await articles.ready(editor.document)) !== undefined) return;
    await new Promise((resolve) => setTimeout(resolve, ATTEMPT_PAUSE));
  }
}

/** Two seconds, in steps (milliseconds). */
const ATTEMPTS = 80;
const ATTEMPT_PAUSE = 25;

function whereabouts(text: CanonicalText, { start, end, label, confidence }: Suggestion, count: number): string {
  const words = shorten(text.slice(range(utf16(start), utf16(end))));
  const sure = percent(confidence);
  return vscode.l10n.t('{0} ({1}), {2} sure; {3} to decide in this article', words, label, sure, count);
}

/** A confidence for people. */
export const percent = (confidence: number): string => `${Math.round(confidence * 100)} %`;
