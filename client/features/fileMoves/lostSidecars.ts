import * as vscode from 'vscode';
import { SidecarVersion } from '../../../core/annotation/sidecar/version';
import { ownerOfSidecar, SIDECAR_SUFFIX } from '../../../core/annotation/sidecarPath';
import type { SidecarStore } from '../../../core/annotation/store';
import { matchesOf, type Candidate, type LostSidecar, type Match } from '../../../core/corpus/lostSidecars';
import { decodeArticle, MAXIMUM_ARTICLE_BYTES } from '../../../core/text/decode';
import { sha256 } from '../../../node/sha256';

/** A sidecar without its article, and the articles it may belong to. */
interface Lost {
  readonly uri: vscode.Uri;
  readonly matches: readonly Match[];
}

/**
 * Finds the sidecars of the workspace whose article is gone, and looks for the article by its text. They are listed in a
 * view, and told of once a session; nothing is moved without a click.
 */
export class LostSidecars implements vscode.TreeDataProvider<Lost>, vscode.Disposable {
  readonly #store: SidecarStore;
  readonly #log: vscode.LogOutputChannel;
  readonly #told: (from: string, to: string) => void;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<Lost>;
  readonly #subscriptions: vscode.Disposable[];
  #lost: readonly Lost[] = [];
  #isTold = false;
  #timer: NodeJS.Timeout | undefined;
  /** Reads that are under way are outdated by a later search. */
  #search = 0;

  /** `moved` is called with the old and the new address of a sidecar. */
  constructor(store: SidecarStore, log: vscode.LogOutputChannel, moved: (from: string, to: string) => void) {
    this.#store = store;
    this.#log = log;
    this.#told = moved;
    this.#view = vscode.window.createTreeView('corpusAnnotator.lostSidecars', { treeDataProvider: this });
    const watcher = vscode.workspace.createFileSystemWatcher('**/*.{txt,ann.yaml}', false, true, false);
    this.#subscriptions = [
      this.#view,
      watcher,
      watcher.onDidCreate(() => this.#searchSoon()),
      watcher.onDidDelete(() => this.#searchSoon()),
      vscode.workspace.onDidRenameFiles(() => this.#searchSoon()),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#searchSoon()),
      vscode.commands.registerCommand('corpusAnnotator.moveLostSidecar', (lost: Lost) => this.#move(lost)),
      vscode.commands.registerCommand('corpusAnnotator.findLostSidecars', () => this.search()),
    ];
    this.#searchSoon();
  }

  getTreeItem({ uri, matches }: Lost): vscode.TreeItem {
    const item = new vscode.TreeItem(uri, vscode.TreeItemCollapsibleState.None);
    item.label = vscode.workspace.asRelativePath(uri);
    item.contextValue = matches.length > 0 ? 'found' : 'lost';
    item.command = { title: '', command: 'vscode.open', arguments: [uri] };
    item.description = descriptionOf(matches);
    item.tooltip = `${item.label}\n${item.description}`;
    item.accessibilityInformation = { label: item.tooltip };
    return item;
  }

  getChildren(): Lost[] {
    return [...this.#lost];
  }

  /** Searches now; resolves with what the view shows then. */
  async search(): Promise<readonly Lost[]> {
    const search = ++this.#search;
    const lost = await lostInWorkspace();
    if (search !== this.#search) return this.#lost;
    this.#lost = lost;
    this.#view.badge = lost.length === 0 ? undefined : { value: lost.length, tooltip: titleOf(lost.length) };
    await vscode.commands.executeCommand('setContext', 'corpusAnnotator.hasLostSidecars', lost.length > 0);
    this.#changed.fire(undefined);
    if (lost.length > 0 && !this.#isTold) this.#tell(lost.length);
    return lost;
  }

  #searchSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.search().catch((error: unknown) => this.#log.error(String(error)));
    }, QUIET_MS);
  }

  /** Not awaited by the search: the message may stand for hours. */
  #tell(count: number): void {
    this.#isTold = true;
    const show = vscode.l10n.t('Show');
    void Promise.resolve(vscode.window.showWarningMessage(titleOf(count), show)).then((answer) => {
      if (answer === show) void vscode.commands.executeCommand('corpusAnnotator.lostSidecars.focus');
    });
  }

  /** Moves a lost sidecar beside the article that the person chooses. */
  async #move({ uri, matches }: Lost): Promise<void> {
    const article = matches.length === 1 ? matches[0]?.address : await choose(matches);
    if (article === undefined) return;
    const owner = ownerOfSidecar(uri.toString());
    const ending = uri.toString().slice(owner?.article.length ?? 0);
    const result = await this.#store.move(uri.toString(), article + ending);
    if (result.ok) this.#told(uri.toString(), article + ending);
    else void vscode.window.showErrorMessage(result.message);
    await this.search();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
    this.#changed.dispose();
  }
}

async function choose(matches: readonly Match[]): Promise<string | undefined> {
  const items = matches.map(({ address }) => ({ label: relative(address), address }));
  const title = vscode.l10n.t('Which article do the annotations belong to?');
  return (await vscode.window.showQuickPick(items, { title }))?.address;
}

function descriptionOf(matches: readonly Match[]): string {
  const [first] = matches;
  if (first === undefined) return vscode.l10n.t('no article has its text');
  if (matches.length > 1) return vscode.l10n.t('{0} articles have its text', matches.length);
  return first.isSameText
    ? vscode.l10n.t('its text is in {0}', relative(first.address))
    : vscode.l10n.t('most of its words are in {0}', relative(first.address));
}

const titleOf = (count: number): string => vscode.l10n.t('{0} annotation files have lost their article.', count);
const relative = (address: string): string => vscode.workspace.asRelativePath(vscode.Uri.parse(address, true));

async function lostInWorkspace(): Promise<Lost[]> {
  const sidecars = await vscode.workspace.findFiles(`**/*${SIDECAR_SUFFIX}`, undefined, MOST_FILES);
  const lost: LostSidecar[] = [];
  for (const uri of sidecars) {
    const owner = ownerOfSidecar(uri.toString());
    if (owner === undefined || (await sizeOf(vscode.Uri.parse(owner.article, true))) !== undefined) continue;
    const bytes = await vscode.workspace.fs.readFile(uri);
    const set = SidecarVersion.read(bytes).value?.set;
    if (set !== undefined) lost.push({ address: uri.toString(), set });
  }
  if (lost.length === 0) return [];
  const candidates = await candidatesFor(lost);
  return lost.map((one) => ({ uri: vscode.Uri.parse(one.address, true), matches: matchesOf(one, candidates) }));
}

/** The articles without annotations whose size fits one of the lost sidecars. */
async function candidatesFor(lost: readonly LostSidecar[]): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  for (const uri of await vscode.workspace.findFiles('**/*.txt', undefined, MOST_FILES)) {
    const size = await sizeOf(uri);
    if (size === undefined || size > MAXIMUM_ARTICLE_BYTES || !lost.some(({ set }) => mayHold(size, set.text.length)))
      continue;
    const { value: text } = decodeArticle(await vscode.workspace.fs.readFile(uri));
    if (text !== undefined) candidates.push({ address: uri.toString(), text, sha256: sha256(text.text) });
  }
  return candidates;
}

/** Whether a file of so many bytes may hold a text of about so many code points, of one to four bytes each. */
const mayHold = (bytes: number, length: number): boolean => bytes >= length * 0.8 && bytes <= length * 5 + 3;

async function sizeOf(uri: vscode.Uri): Promise<number | undefined> {
  try {
    const { size, type } = await vscode.workspace.fs.stat(uri);
    return (type & vscode.FileType.Directory) === 0 ? size : undefined;
  } catch {
    return undefined;
  }
}

const MOST_FILES = 20_000;
/** Files come and go by the hundred when a branch is switched. */
const QUIET_MS = 1500;
