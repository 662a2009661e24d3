import * as vscode from 'vscode';
import { layerAfter, layerInSteps, type LayerSpan } from '../../../core/annotation/layers';
import { ownerOfSidecar, SIDECAR_SUFFIX } from '../../../core/annotation/sidecarPath';
import { SidecarVersion } from '../../../core/annotation/sidecar/version';
import { runInTurns, type Turns } from '../../../core/cooperative';
import { visibleText } from '../../../core/text/visible';
import { overlaps } from '../../../core/text/units';
import { sha256 } from '../../../node/sha256';
import { toRange } from '../../positions';
import { corpusFiles } from '../../storage/corpusFiles';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';
import { labelName } from '../annotationTree/labelIcons';
import { visibleIn } from '../decorations/decorations';

/** One annotator's annotations of an open article, as they are shown to another one. */
interface Layer {
  readonly sidecar: string;
  readonly annotator: string;
  spans: readonly LayerSpan[];
}

/**
 * The annotations of other annotators, shown in this window on request only. They are read from their files and drawn;
 * nothing here can change them, since the only writer of sidecars does not know of them.
 */
export class OtherLayers implements vscode.Disposable {
  readonly #articles: AnnotatedArticles;
  readonly #layers = new Map<string, readonly Layer[]>();
  readonly #style = vscode.window.createTextEditorDecorationType({
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    outline: '1px dashed',
    overviewRulerLane: vscode.OverviewRulerLane.Left,
    overviewRulerColor: new vscode.ThemeColor('descriptionForeground'),
  });
  readonly #status = vscode.window.createStatusBarItem('corpusAnnotator.layers', vscode.StatusBarAlignment.Right);
  readonly #subscriptions: vscode.Disposable[];

  constructor(articles: AnnotatedArticles) {
    this.#articles = articles;
    this.#status.name = vscode.l10n.t('Annotations of Others');
    this.#status.command = 'corpusAnnotator.hideAnnotationsOf';
    const watcher = vscode.workspace.createFileSystemWatcher(`**/*${SIDECAR_SUFFIX}`);
    const reread = (uri: vscode.Uri): void => void this.#reread(uri.toString());
    this.#subscriptions = [
      watcher,
      watcher.onDidChange(reread),
      watcher.onDidCreate(reread),
      watcher.onDidDelete(reread),
      articles.onDidEdit(({ article, changes }) => {
        for (const layer of this.#of(article)) layer.spans = layerAfter(layer.spans, changes);
        this.#drawArticle(article);
      }),
      articles.onDidClose((article) => {
        if (this.#layers.delete(keyOf(article))) this.#tell();
      }),
      vscode.window.onDidChangeVisibleTextEditors((editors) => editors.forEach((editor) => this.#draw(editor))),
      vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => this.#draw(textEditor)),
      vscode.window.onDidChangeActiveTextEditor(() => this.#tell()),
    ];
  }

  /** The names of those whose annotations of an article are shown. */
  shown(article: AnnotatedArticle): readonly string[] {
    return this.#of(article).map(({ sidecar }) => sidecar);
  }

  /** Shows the annotations in these files, and no others, in an article. Answers which could not be read. */
  async show(article: AnnotatedArticle, sidecars: readonly string[]): Promise<readonly string[]> {
    const layers = await Promise.all(sidecars.map((sidecar) => this.#read(article, sidecar)));
    // It may have been closed while the files were read.
    if (this.#articles.get(article.document) !== article) return [];
    const read = layers.filter((layer) => layer !== undefined);
    if (read.length === 0) this.#layers.delete(keyOf(article));
    else this.#layers.set(keyOf(article), read);
    this.#drawArticle(article);
    this.#tell();
    return sidecars.filter((sidecar) => !read.some((layer) => layer.sidecar === sidecar));
  }

  hideAll(): void {
    this.#layers.clear();
    vscode.window.visibleTextEditors.forEach((editor) => editor.setDecorations(this.#style, []));
    this.#tell();
  }

  #of(article: AnnotatedArticle): readonly Layer[] {
    return this.#layers.get(keyOf(article)) ?? [];
  }

  async #read(article: AnnotatedArticle, sidecar: string): Promise<Layer | undefined> {
    const bytes = await corpusFiles.read(sidecar).catch(() => undefined);
    const set = bytes === undefined ? undefined : SidecarVersion.read(bytes).value?.set;
    if (set === undefined) return undefined;
    const { text } = article;
    const spans = await runInTurns(layerInSteps(set, text, sha256(text.text)), TURNS, NEVER);
    if (spans === undefined) return undefined;
    // An edit meanwhile: the places are looked for once more.
    if (article.text !== text) return this.#read(article, sidecar);
    return { sidecar, annotator: annotatorOf(sidecar), spans };
  }

  async #reread(sidecar: string): Promise<void> {
    for (const article of this.#articles.all()) {
      const shown = this.shown(article);
      if (shown.includes(sidecar)) await this.show(article, shown);
    }
  }

  #drawArticle({ document }: AnnotatedArticle): void {
    vscode.window.visibleTextEditors
      .filter((editor) => editor.document === document)
      .forEach((editor) => this.#draw(editor));
  }

  #draw(editor: vscode.TextEditor): void {
    const article = this.#articles.get(editor.document);
    if (article === undefined) return;
    const layers = this.#of(article);
    const visible = visibleIn(editor, article);
    const drawn = layers.flatMap(({ annotator, spans }) =>
      spans
        .filter(({ range }) => overlaps(range, visible))
        .map((span) => ({ range: toRange(article.text, span.range), hoverMessage: hoverOf(article, annotator, span) })),
    );
    editor.setDecorations(this.#style, drawn);
  }

  /** While the annotations of others are shown, the window says so. */
  #tell(): void {
    const editor = vscode.window.activeTextEditor;
    const article = editor && this.#articles.get(editor.document);
    const names = article === undefined ? [] : this.#of(article).map(({ annotator }) => annotator);
    void vscode.commands.executeCommand('setContext', 'corpusAnnotator.showsOthers', this.#layers.size > 0);
    if (names.length === 0) {
      this.#status.hide();
      return;
    }
    this.#status.text = `$(eye) ${names.join(', ')}`;
    this.#status.tooltip = vscode.l10n.t('Annotations of {0} are shown. Click to hide them.', names.join(', '));
    this.#status.accessibilityInformation = { label: this.#status.tooltip };
    this.#status.show();
  }

  dispose(): void {
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
    this.#style.dispose();
    this.#status.dispose();
  }
}

const keyOf = ({ document }: AnnotatedArticle): string => document.uri.toString();

/** How people call the annotator of a file; one without a name is called by what it is. */
export const annotatorOf = (sidecar: string): string =>
  ownerOfSidecar(sidecar)?.annotator ?? vscode.l10n.t('the file without a name');

/** Plain text: nothing of a file is read as markup. */
function hoverOf(
  { labels }: AnnotatedArticle,
  annotator: string,
  { annotation, isSure }: LayerSpan,
): vscode.MarkdownString {
  const { label, note } = annotation;
  const doubt = isSure ? [] : [vscode.l10n.t('place uncertain')];
  const noted = note === undefined ? [] : [vscode.l10n.t('Note: {0}', note)];
  const says = [labelName(labels, label), vscode.l10n.t('by {0}', annotator), ...doubt, ...noted].join(' · ');
  return new vscode.MarkdownString().appendText(visibleText(says));
}

const TURNS: Turns = { now: () => performance.now(), next: () => new Promise((resolve) => setImmediate(resolve)) };
const NEVER = { isCancellationRequested: false };
