import * as vscode from 'vscode';
import {
  entityNodesToRenew,
  entityTree,
  NO_ENTITY,
  type EntityNode,
  type EntityTree,
} from '../../../core/annotation/entityTree';
import type { ListedAnnotation } from '../../../core/annotation/annotationTree';
import { placeOf } from '../../../core/annotation/mode/keyTarget';
import { DEFAULT_SCHEMA } from '../../../core/annotation/schema';
import type { EntityAtParams, EntityDetails } from '../../../core/protocol';
import { KeyedTreeData } from '../../keyedTreeData';
import type { LanguageServer } from '../../languageServer';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import { shorten } from '../annotations/labelPick';
import { selectedIn } from '../annotations/targets';
import { listedAnnotations } from '../annotationTree/listed';
import type { ListedArticles } from '../annotationTree/listedArticles';
import { entityItem } from './entityItems';

export const VIEW = 'corpusAnnotator.entity';

/** How long the cursor must rest, in milliseconds, before the server is asked what it is in. */
const PAUSE = 120;
/** When it is asked again where it had no answer for the text as it is. */
const AGAIN = 1000;

/** The annotations of an entity in articles that are not open, as far as they are known. */
export type FindStored = (details: EntityDetails) => readonly ListedAnnotation[];

/** The tree "Entity": what is known of the one at the cursor. The last one stays while the cursor is in nothing. */
export class EntityView implements vscode.Disposable {
  readonly #listed: ListedArticles;
  readonly #server: LanguageServer;
  readonly #findStored: FindStored;
  readonly #data = new KeyedTreeData(NO_ENTITY, entityNodesToRenew, (node: EntityNode) =>
    entityItem(node, this.#listed.article?.schema ?? DEFAULT_SCHEMA),
  );
  readonly #view: vscode.TreeView<string>;
  readonly #subscriptions: vscode.Disposable[];
  #shown:
    | {
        readonly article: AnnotatedArticle;
        readonly details: EntityDetails;
        readonly atCursor: string | undefined;
        /** What the server was asked. */
        readonly asked: EntityAtParams;
      }
    | undefined;
  #timer: NodeJS.Timeout | undefined;
  #request: vscode.CancellationTokenSource | undefined;

  constructor(listed: ListedArticles, server: LanguageServer, findStored: FindStored) {
    this.#listed = listed;
    this.#server = server;
    this.#findStored = findStored;
    this.#view = vscode.window.createTreeView(VIEW, { treeDataProvider: this.#data, showCollapseAll: true });
    this.#view.title = vscode.l10n.t('Entity');
    this.#subscriptions = [
      listed.onDidChange(() => this.#askSoon()),
      listed.onDidGoTo((article) => {
        if (article === listed.article) this.#askSoon();
      }),
      server.onDidStart(() => this.#askSoon()),
      this.#view.onDidChangeVisibility(() => this.#askSoon()),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor.document === listed.article?.document) this.#askSoon();
      }),
    ];
  }

  node(key: string): EntityNode | undefined {
    return this.#data.tree.nodes.get(key);
  }

  get selection(): EntityNode | undefined {
    const [key] = this.#view.selection;
    return key === undefined ? undefined : this.node(key);
  }

  async focus(): Promise<void> {
    await vscode.commands.executeCommand(`${VIEW}.focus`);
  }

  #askSoon(pause = PAUSE): void {
    clearTimeout(this.#timer);
    if (this.#view.visible) this.#timer = setTimeout(() => void this.#ask(), pause);
  }

  async #ask(): Promise<void> {
    this.#request?.cancel();
    const { article } = this.#listed;
    const editor = vscode.window.visibleTextEditors.find(({ document }) => document === article?.document);
    if (article === undefined || editor === undefined) {
      if (article === undefined) this.#show(undefined);
      return;
    }
    const request = new vscode.CancellationTokenSource();
    this.#request = request;
    const selected = selectedIn(article.text, editor.selection);
    const meant = article.meant(selected);
    const uri = this.#server.uriOf(article.document);
    const { version } = article.document;
    const place = meant && placeOf(meant);
    const asked = { uri, version, offset: place?.start ?? selected.start, ...(place && { end: place.end }) };
    const details = await this.#server.entityAt(asked, request.token);
    // The cursor is in nothing: what is shown stays, unless it was undone or removed.
    const last = details === null && this.#shown?.article === article ? this.#shown : undefined;
    const isStill = last?.asked.version !== version ? last : await this.#server.entityAt(last.asked, request.token);
    if (request.token.isCancellationRequested) return;
    request.dispose();
    // While the server is down, or reads a text that has changed, what is shown stays; it is asked when it is up again.
    if (details === undefined) {
      if (this.#server.running) this.#askSoon(AGAIN);
      return;
    }
    const atCursor = meant?.kind === 'annotation' ? meant.annotation.id : undefined;
    if (details !== null) this.#shown = { article, details, atCursor, asked };
    else if (last === undefined || isStill === null) this.#shown = undefined;
    this.#show(article);
  }

  #show(article: AnnotatedArticle | undefined): void {
    const { name, label } = this.#shown?.details ?? {};
    this.#view.description = article === undefined || name === undefined ? '' : `${shorten(name)} · ${label}`;
    this.#data.show(article === undefined ? NO_ENTITY : this.#treeOf(article));
  }

  #treeOf(article: AnnotatedArticle): EntityTree {
    const { details, atCursor } = this.#shown ?? {};
    const { document, annotations: views, set } = article;
    return entityTree({
      uri: document.uri.toString(),
      details,
      atCursor,
      annotations: listedAnnotations(article),
      views,
      set: set ?? { relations: [] },
      ...(details !== undefined && { stored: this.#findStored(details) }),
    });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#request?.cancel();
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
    this.#view.dispose();
    this.#data.dispose();
  }
}
