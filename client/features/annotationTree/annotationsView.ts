import * as vscode from 'vscode';
import { parseFilter } from '../../../core/annotation/annotationFilter';
import {
  annotationsBelow,
  annotationTree,
  keyOf,
  annotationsToRenew,
  newOrRelabelled,
  type AnnotationNode,
  type AnnotationTree,
  type Grouping,
  type ListedAnnotation,
} from '../../../core/annotation/annotationTree';
import { KeyedTreeData } from '../../keyedTreeData';
import { selectedIn } from '../annotations/targets';
import type { ListedArticles } from './listedArticles';
import { treeItem } from './treeItems';

export const VIEW = 'corpusAnnotator.annotations';

/** What is dragged inside the tree; the editor makes it of the view's id. */
const DRAGGED = `application/vnd.code.tree.${VIEW.toLowerCase()}`;

/** What is done with annotations that are dropped on a label. */
export type Relabel = (annotations: readonly ListedAnnotation[], label: string) => Promise<unknown>;

/** How long after a change of the annotations, and of the text alone, the tree is renewed; milliseconds. */
const SOON = 50;
const AFTER_TYPING = 300;
const MOST_ATTEMPTS = 4;

const EMPTY: AnnotationTree = { roots: [], nodes: new Map(), count: 0 };

/** The tree "Annotations", renewed only while it shows. */
export class AnnotationsView implements vscode.TreeDragAndDropController<string>, vscode.Disposable {
  readonly dragMimeTypes = [DRAGGED];
  readonly dropMimeTypes = [DRAGGED];
  readonly #listed: ListedArticles;
  readonly #relabel: Relabel;
  readonly #data = new KeyedTreeData(EMPTY, annotationsToRenew, (node: AnnotationNode) => {
    const { labels, isCorpus } = this.#listed;
    return treeItem(node, { labels, grouping: this.#grouping, isCorpus });
  });
  readonly #view: vscode.TreeView<string>;
  readonly #subscriptions: vscode.Disposable[];
  #grouping: Grouping;
  #query = '';
  #isOutdated = true;
  /** What the tree was made of: the article, the grouping, the filter, and whether it is the whole corpus. */
  #shown: readonly unknown[] = [];
  #timer: NodeJS.Timeout | undefined;
  #revealTimer: NodeJS.Timeout | undefined;

  constructor(listed: ListedArticles, grouping: Grouping, relabel: Relabel) {
    this.#listed = listed;
    this.#grouping = grouping;
    this.#relabel = relabel;
    this.#view = vscode.window.createTreeView(VIEW, {
      treeDataProvider: this.#data,
      dragAndDropController: this,
      canSelectMany: true,
      showCollapseAll: true,
    });
    // A description without a title would take the title's place.
    this.#view.title = vscode.l10n.t('Annotations');
    this.#subscriptions = [
      listed.onDidChange(({ isTextOnly }) => this.#renewIn(isTextOnly ? AFTER_TYPING : SOON)),
      this.#view.onDidChangeVisibility(({ visible }) => {
        if (!visible) return;
        this.#renew();
        this.#followCursor();
      }),
      listed.onDidGoTo(() => this.#followCursor()),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor === vscode.window.activeTextEditor) this.#followCursor();
      }),
    ];
    this.#tellContexts();
  }

  get grouping(): Grouping {
    return this.#grouping;
  }

  set grouping(grouping: Grouping) {
    this.#grouping = grouping;
    this.#tellContexts();
    this.#renewIn(0);
  }

  /** What a person typed to filter by; empty: all annotations show. */
  get query(): string {
    return this.#query;
  }

  set query(query: string) {
    this.#query = query.trim();
    this.#tellContexts();
    this.#renewIn(SOON);
  }

  /** Whether the annotations of all articles of the corpus show. */
  set isCorpus(isCorpus: boolean) {
    this.#listed.isCorpus = isCorpus;
    this.#tellContexts();
  }

  /**
   * The annotations that a command is about: those of the clicked node, or of all selected ones where it is among them. A
   * group among them means what is in it only where no annotation is chosen by itself.
   */
  chosen(clicked?: string): ListedAnnotation[] {
    const selected = this.#view.selection;
    const keys = clicked === undefined || selected.includes(clicked) ? selected : [clicked];
    const single = keys.filter((key) => this.annotation(key) !== undefined);
    const found = (single.length > 0 ? single : keys).flatMap((key) => annotationsBelow(this.#data.tree, key));
    return [...new Map(found.map((annotation) => [`${annotation.id} ${annotation.uri}`, annotation])).values()];
  }

  annotation(key: string): ListedAnnotation | undefined {
    const node = this.#data.tree.nodes.get(key);
    return node?.kind === 'annotation' ? node.annotation : undefined;
  }

  /** Shows an annotation in the tree; opens the view where it is not in view, and groups that are closed. */
  async reveal(annotation: Pick<ListedAnnotation, 'uri' | 'id'>): Promise<boolean> {
    if (!this.#view.visible) await this.focus();
    this.#renew();
    const key = keyOf(annotation, this.#grouping);
    if (!this.#data.tree.nodes.has(key)) return false;
    await this.#reveal(key, true);
    return true;
  }

  async focus(): Promise<void> {
    await vscode.commands.executeCommand(`${VIEW}.focus`);
  }

  handleDrag(keys: readonly string[], data: vscode.DataTransfer): void {
    data.set(DRAGGED, new vscode.DataTransferItem([...keys]));
  }

  async handleDrop(target: string | undefined, data: vscode.DataTransfer): Promise<void> {
    const keys = data.get(DRAGGED)?.value as unknown;
    const label = this.#labelOf(target);
    if (label === undefined || !Array.isArray(keys)) return;
    const dragged = keys.flatMap((key) => annotationsBelow(this.#data.tree, String(key)));
    if (dragged.length > 0) await this.#relabel(dragged, label);
  }

  /** The label that something dropped on a node gets: that of the group, also on an annotation in it. */
  #labelOf(key: string | undefined): string | undefined {
    const node = key === undefined ? undefined : this.#data.tree.nodes.get(key);
    if (node?.kind === 'group' && node.of.by === 'label') return node.of.label;
    return node === undefined ? undefined : this.#labelOf(node.parent);
  }

  #followCursor(): void {
    clearTimeout(this.#revealTimer);
    if (!this.#view.visible) return;
    this.#revealTimer = setTimeout(() => void this.#revealAtCursor().catch(() => undefined), SOON);
  }

  /** Shows what was just annotated, or got another label and with that another group. */
  #followChange(key: string): void {
    clearTimeout(this.#revealTimer);
    if (this.#view.selection.length > 1) return;
    this.#revealTimer = setTimeout(() => void this.#reveal(key, false).catch(() => undefined), SOON);
  }

  /** A selection of several is somebody's work in the tree, and stays. */
  async #revealAtCursor(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    const { article } = this.#listed;
    if (!this.#view.visible || this.#view.selection.length > 1) return;
    if (article === undefined || editor?.document !== article.document) return;
    if (this.#isOutdated) this.#renew();
    const id = article.at(selectedIn(article.text, editor.selection))?.id;
    const key = id === undefined ? undefined : keyOf({ uri: article.document.uri.toString(), id }, this.#grouping);
    if (key === undefined || !this.#data.tree.nodes.has(key) || this.#view.selection[0] === key) return;
    await this.#reveal(key, false);
  }

  /** The editor cannot find a node while it takes in a renewal of what holds it: it is asked again a moment later. */
  async #reveal(key: string, focus: boolean): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#view.reveal(key, { select: true, focus });
        return;
      } catch (error) {
        if (attempt === MOST_ATTEMPTS || !this.#data.tree.nodes.has(key)) throw error;
        await new Promise((resolve) => setTimeout(resolve, AFTER_TYPING));
      }
    }
  }

  #renewIn(delay: number): void {
    this.#isOutdated = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#renew(), delay);
  }

  #renew(): void {
    if (!this.#isOutdated || !this.#view.visible) return;
    clearTimeout(this.#timer);
    const { labels, isCorpus } = this.#listed;
    const annotations = this.#listed.annotations(this.#grouping);
    const filter = parseFilter(this.#query, labels);
    this.#isOutdated = false;
    const before = this.#data.tree;
    const shown = [this.#listed.article, this.#grouping, this.#query, isCorpus];
    const isSame = shown.every((each, at) => each === this.#shown[at]);
    this.#shown = shown;
    this.#data.show(
      annotations.length === 0
        ? EMPTY
        : annotationTree(annotations, {
            grouping: this.#grouping,
            labels,
            isCorpus,
            ...(filter !== undefined && { filter }),
          }),
    );
    this.#describe(annotations.length);
    const changed = isSame ? newOrRelabelled(before, this.#data.tree) : undefined;
    if (changed !== undefined) this.#followChange(changed);
  }

  #describe(count: number): void {
    const { isCorpus, isReading } = this.#listed;
    const shown = this.#query === '' ? String(count) : vscode.l10n.t('{0} of {1}', this.#data.tree.count, count);
    this.#view.description = isCorpus ? vscode.l10n.t('{0} in the corpus', shown) : shown;
    const filtered = this.#query === '' ? '' : vscode.l10n.t('Filter: {0}', this.#query);
    this.#view.message = isReading ? vscode.l10n.t('Reading the annotations of the corpus…') : filtered;
  }

  #tellContexts(): void {
    const tell = (name: string, value: unknown): void =>
      void vscode.commands.executeCommand('setContext', `${VIEW}.${name}`, value);
    tell('grouping', this.#grouping);
    tell('isFiltered', this.#query !== '');
    tell('isCorpus', this.#listed.isCorpus);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#revealTimer);
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
    this.#view.dispose();
    this.#data.dispose();
  }
}
