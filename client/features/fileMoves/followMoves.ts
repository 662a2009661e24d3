import * as vscode from 'vscode';
import type { SidecarStore } from '../../../core/annotation/store';
import { movedAddress, planMoves, type Move, type MovePlan } from '../../../core/corpus/sidecarMoves';

/**
 * Sidecars follow their articles when these are renamed, moved or deleted in the editor, as part of the same step, so that
 * undo brings both back. What others move (git, a file manager) is found as lost sidecars.
 */
export class FollowMoves implements vscode.Disposable {
  readonly #store: SidecarStore;
  readonly #log: vscode.LogOutputChannel;
  readonly #told: (from: string, to: string) => void;
  readonly #held: (() => Promise<void>)[] = [];
  readonly #subscriptions: vscode.Disposable[];

  /** `moved` is called with the old and the new address of a sidecar. */
  constructor(store: SidecarStore, log: vscode.LogOutputChannel, moved: (from: string, to: string) => void) {
    this.#store = store;
    this.#log = log;
    this.#told = moved;
    this.#subscriptions = [
      vscode.workspace.onWillRenameFiles((event) => event.waitUntil(this.#moveAlong(movesOf(event)))),
      vscode.workspace.onDidRenameFiles((event) => void this.#moved(movesOf(event))),
      vscode.workspace.onWillDeleteFiles((event) => event.waitUntil(this.#deleteAlong(event.files))),
    ];
  }

  async #moveAlong(renames: readonly Move[]): Promise<vscode.WorkspaceEdit> {
    const plan = await planMoves(renames, namesIn);
    this.#tell(plan);
    const edit = new vscode.WorkspaceEdit();
    for (const { from, to } of plan.moves) {
      this.#held.push(await this.#store.holdForMove(from));
      edit.renameFile(vscode.Uri.parse(from, true), vscode.Uri.parse(to, true), { overwrite: false });
    }
    return edit;
  }

  /**
   * The files have their new names. Undo and redo tell nothing before: what then stayed behind is moved now, and what is in
   * memory follows.
   */
  async #moved(renames: readonly Move[]): Promise<void> {
    try {
      const behind = await planMoves(renames, namesIn);
      for (const { from, to } of behind.moves) await this.#moveInStore({ from, to });
      for (const rename of renames) {
        for (const { from, to } of await alongsideNow(rename)) await this.#moveInStore({ from, to });
        for (const { sidecarUri } of this.#store.unsaved()) {
          const to = movedAddress(sidecarUri, rename);
          if (to !== undefined) await this.#moveInStore({ from: sidecarUri, to });
        }
      }
    } finally {
      for (const release of this.#held.splice(0)) await release();
    }
  }

  async #moveInStore({ from, to }: Move): Promise<void> {
    const result = await this.#store.move(from, to);
    if (result.ok || result.code === 'missing') this.#told(from, to);
    if (!result.ok && result.code !== 'missing') this.#log.warn(`${from} -> ${to}: ${result.message}`);
  }

  /** What is on its way to a sidecar is written before: then undo, which brings back what the file held, brings it back too. */
  async #deleteAlong(files: readonly vscode.Uri[]): Promise<vscode.WorkspaceEdit> {
    const edit = new vscode.WorkspaceEdit();
    const plan = await planMoves(
      files.map((uri) => ({ from: uri.toString(), to: `${uri.toString()}.deleted.txt` })),
      namesIn,
    );
    for (const { from } of [...plan.moves, ...plan.collisions, ...plan.unnamed]) {
      await this.#store.whenIdle(from);
      edit.deleteFile(vscode.Uri.parse(from, true), { ignoreIfNotExists: true });
    }
    return edit;
  }

  #tell({ collisions, unnamed }: MovePlan): void {
    for (const { from, to } of [...collisions, ...unnamed]) {
      const message = collisions.some((move) => move.from === from)
        ? vscode.l10n.t(
            '{0} stays where it is: there is already a file {1}. Merge or move it by hand.',
            shown(from),
            shown(to),
          )
        : vscode.l10n.t(
            '{0} stays where it is: beside a file that is no .txt it would not be known as an annotator’s.',
            shown(from),
          );
      void vscode.window.showWarningMessage(message);
    }
  }

  dispose(): void {
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
  }
}

/** The sidecars that lie beside an article's new place, with the addresses they had: the editor may have moved them. */
async function alongsideNow({ from, to }: Move): Promise<Move[]> {
  const back = await planMoves([{ from: to, to: from }], namesIn);
  return [...back.moves, ...back.collisions].map((move) => ({ from: move.to, to: move.from }));
}

const movesOf = ({ files }: vscode.FileWillRenameEvent | vscode.FileRenameEvent): Move[] =>
  files.map(({ oldUri, newUri }) => ({ from: oldUri.toString(), to: newUri.toString() }));

/** The names in a folder, percent-encoded as in addresses; none where it cannot be listed. */
async function namesIn(folder: string): Promise<readonly string[]> {
  const uri = vscode.Uri.parse(folder, true);
  const entries = await Promise.resolve(vscode.workspace.fs.readDirectory(uri)).catch(() => []);
  return entries.map(([name]) => vscode.Uri.joinPath(uri, name).toString().slice(folder.length));
}

const shown = (address: string): string => vscode.workspace.asRelativePath(vscode.Uri.parse(address, true));
