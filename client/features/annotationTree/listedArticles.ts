import * as vscode from 'vscode';
import type { Grouping, ListedAnnotation } from '../../../core/annotation/annotationTree';
import { DEFAULT_LABELS, type Label } from '../../../core/annotation/labels';
import type { LanguageServer } from '../../languageServer';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';
import type { CorpusAnnotations } from './corpusAnnotations';
import { listedAnnotations } from './listed';
import { RecognisedEntities } from './recognisedEntities';

/** The article whose annotations are listed: the active one, and while another kind of editor is active, the one before. */
export class ListedArticles implements vscode.Disposable {
  readonly #articles: AnnotatedArticles;
  readonly #changed = new vscode.EventEmitter<{ readonly isTextOnly: boolean }>();
  /** Fires when what is listed has changed; *text only*: at most lines have. */
  readonly onDidChange = this.#changed.event;
  readonly onDidGoTo: vscode.Event<AnnotatedArticle>;
  readonly #subscriptions: vscode.Disposable[];
  readonly #corpus: CorpusAnnotations;
  readonly #entities: RecognisedEntities;
  #isCorpus = false;
  #article: AnnotatedArticle | undefined;
  #set: AnnotatedArticle['set'];

  constructor(articles: AnnotatedArticles, server: LanguageServer, corpus: CorpusAnnotations) {
    this.#articles = articles;
    this.onDidGoTo = articles.onDidGoTo;
    this.#corpus = corpus;
    this.#entities = new RecognisedEntities(server, () => this.#changed.fire({ isTextOnly: false }));
    this.#subscriptions = [
      corpus.onDidChange(() => this.#isCorpus && this.#changed.fire({ isTextOnly: false })),
      vscode.window.onDidChangeActiveTextEditor(() => this.#choose()),
      articles.onDidChange((article) => this.#update(article)),
      articles.onDidClose((article) => {
        if (article !== this.#article) return;
        this.#article = undefined;
        this.#choose();
        this.#changed.fire({ isTextOnly: false });
      }),
    ];
    this.#choose();
  }

  get article(): AnnotatedArticle | undefined {
    return this.#article;
  }

  get labels(): readonly Label[] {
    return this.#article?.labels ?? DEFAULT_LABELS;
  }

  /** Whether the other articles of the corpus are listed, too. */
  get isCorpus(): boolean {
    return this.#isCorpus;
  }

  set isCorpus(isCorpus: boolean) {
    this.#isCorpus = isCorpus;
    this.#corpus.isWanted = isCorpus;
    this.#changed.fire({ isTextOnly: false });
  }

  /** Whether annotations of the corpus are still being read. */
  get isReading(): boolean {
    return this.#isCorpus && this.#corpus.isReading;
  }

  /** The annotations to list; open articles as they are in memory. */
  annotations(grouping: Grouping): readonly ListedAnnotation[] {
    const shown = this.#article;
    if (!this.#isCorpus) return shown === undefined ? [] : this.#listedIn(shown, grouping);
    const open = new Map(this.#articles.all().map((article) => [article.document.uri.toString(), article]));
    const closed = this.#corpus.known.filter(({ uri }) => !open.has(uri));
    const listed = [...open.values()].flatMap((article) => this.#listedIn(article, 'label'));
    return [...closed, ...listed].sort((a, b) => (a.article < b.article ? -1 : a.article > b.article ? 1 : 0));
  }

  /** Of one article the server says which annotations are one entity; in the corpus, ids and words do. */
  #listedIn(article: AnnotatedArticle, grouping: Grouping): ListedAnnotation[] {
    if (grouping !== 'entity') return listedAnnotations(article);
    this.#entities.want(article);
    return listedAnnotations(article, (view) => this.#entities.at(article, view));
  }

  #choose(): void {
    const editor = vscode.window.activeTextEditor;
    const article = editor && this.#articles.get(editor.document);
    if (article === undefined || article === this.#article) return;
    this.#article = article;
    this.#set = article.set;
    this.#changed.fire({ isTextOnly: false });
  }

  #update(article: AnnotatedArticle): void {
    // A file becomes an article a moment after its editor has become active.
    this.#choose();
    if (article !== this.#article && !this.#isCorpus) return;
    if (article !== this.#article) {
      this.#changed.fire({ isTextOnly: true });
      return;
    }
    const isTextOnly = article.set === this.#set && !article.isSearching;
    this.#set = article.set;
    this.#changed.fire({ isTextOnly });
  }

  dispose(): void {
    this.#entities.dispose();
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
    this.#changed.dispose();
  }
}
