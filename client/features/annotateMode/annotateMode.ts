import * as vscode from 'vscode';
import { ARTICLE_LANGUAGE } from '../../../core/protocol';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';

/** The setting whether articles open in annotate mode. */
const SETTING = 'corpusAnnotator.annotateMode';

/** The editor's own commands; both work on what is active, and an editor keeps the state for a file until the window closes. */
const MAKE_READONLY = 'workbench.action.files.setActiveEditorReadonlyInSession';
const RESET_READONLY = 'workbench.action.files.resetActiveEditorReadonlyInSession';

/** What a person has chosen for an article until it is closed, against the setting. */
type Choice = 'annotate' | 'edit';

/**
 * Which articles are in annotate mode: their text is read-only, so that keys can annotate. An article with unsaved changes
 * is not (the editor does not save what is read-only), nor one that is on no disk.
 */
export class AnnotateMode implements vscode.Disposable {
  readonly #articles: AnnotatedArticles;
  readonly #choices = new Map<string, Choice>();
  /** The documents that the editor has been told to keep read-only. */
  readonly #locked = new Set<string>();
  #work: Promise<void> = Promise.resolve();
  #isTold: boolean | undefined;
  readonly #changed = new vscode.EventEmitter<void>();
  /** Fires when another article is active, or the mode of the active one has changed. */
  readonly onDidChange = this.#changed.event;
  readonly #subscriptions: vscode.Disposable[];

  constructor(articles: AnnotatedArticles) {
    this.#articles = articles;
    const update = (): void => void this.#update();
    this.#subscriptions = [
      vscode.window.onDidChangeActiveTextEditor(update),
      vscode.window.tabGroups.onDidChangeTabs(update),
      vscode.window.tabGroups.onDidChangeTabGroups(update),
      vscode.workspace.onDidOpenTextDocument((document) => this.#opened(document)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#choices.delete(uri.toString())),
      vscode.workspace.onDidSaveTextDocument(update),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.isDirty === this.isOn(document)) update();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(SETTING)) update();
      }),
    ];
    vscode.workspace.textDocuments.forEach((document) => this.#opened(document));
    update();
  }

  /** Whether keys annotate in a document. */
  isOn(document: vscode.TextDocument): boolean {
    return this.#locked.has(document.uri.toString()) && this.#wants(document);
  }

  /** Takes the active article into the mode, saving it first; answers why not. */
  async annotate(): Promise<string | undefined> {
    const document = this.#activeArticle();
    if (document === undefined) return vscode.l10n.t('Open a corpus article first.');
    if (!canBeLocked(document.uri)) return vscode.l10n.t('The article is not on disk. Save it before annotating.');
    this.#choices.set(document.uri.toString(), 'annotate');
    if (document.isDirty && !(await document.save()))
      return vscode.l10n.t('The article could not be saved, and unsaved text cannot be kept read-only.');
    await this.#update();
    return undefined;
  }

  /** Lets the text of the active article be edited; answers why not. */
  async edit(): Promise<string | undefined> {
    const document = this.#activeArticle();
    if (document === undefined) return vscode.l10n.t('Open a corpus article first.');
    this.#choices.set(document.uri.toString(), 'edit');
    await this.#update();
    return vscode.workspace.fs.isWritableFileSystem(document.uri.scheme) === false
      ? vscode.l10n.t('This file system is read-only, so the text cannot be edited.')
      : undefined;
  }

  #activeArticle(): vscode.TextDocument | undefined {
    const document = vscode.window.activeTextEditor?.document;
    return document && this.#articles.get(document) !== undefined ? document : undefined;
  }

  /** What was opened with unsaved changes, from a session before, is being edited. */
  #opened(document: vscode.TextDocument): void {
    if (document.languageId !== ARTICLE_LANGUAGE) return;
    if (document.isDirty) this.#choices.set(document.uri.toString(), 'edit');
    void this.#update();
  }

  #wants(document: vscode.TextDocument): boolean {
    if (document.isDirty || this.#articles.get(document) === undefined || !canBeLocked(document.uri)) return false;
    const choice = this.#choices.get(document.uri.toString());
    if (choice !== undefined) return choice === 'annotate';
    return vscode.workspace.getConfiguration(undefined, document).get<boolean>(SETTING, true);
  }

  /** Makes the active editor what it should be, one step after the other. */
  #update(): Promise<void> {
    this.#work = this.#work.then(() => this.#settle()).catch(() => undefined);
    return this.#work;
  }

  async #settle(): Promise<void> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const document = shownAlone();
      if (document === undefined) break;
      const wanted = this.#wants(document);
      if (wanted === this.#locked.has(document.uri.toString())) break;
      await vscode.commands.executeCommand(wanted ? MAKE_READONLY : RESET_READONLY);
      // Another editor may have become active on the way: then it was that one, which the next round puts right.
      const meant = shownAlone() ?? document;
      if (wanted) this.#locked.add(meant.uri.toString());
      else this.#locked.delete(meant.uri.toString());
    }
    const document = vscode.window.activeTextEditor?.document;
    const isOn = document !== undefined && this.isOn(document);
    if (isOn !== this.#isTold) {
      this.#isTold = isOn;
      await vscode.commands.executeCommand('setContext', 'corpusAnnotator.annotateMode', isOn);
    }
    this.#changed.fire();
  }

  dispose(): void {
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
    this.#changed.dispose();
  }
}

/** How often is put right what became active meanwhile: a person who goes on switching is waited for with the next event. */
const MOST_TRIES = 5;

/** The document of the active editor, where that shows it alone: of a comparison the editor would take another side. */
function shownAlone(): vscode.TextDocument | undefined {
  const document = vscode.window.activeTextEditor?.document;
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputText && input.uri.toString() === document?.uri.toString()
    ? document
    : undefined;
}

/** Whether the editor can keep a file read-only: one that has a file system. */
function canBeLocked({ scheme }: vscode.Uri): boolean {
  return vscode.workspace.fs.isWritableFileSystem(scheme) !== undefined;
}
