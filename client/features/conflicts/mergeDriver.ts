import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { GitRepository } from '../../../node/gitRepository';
import {
  ATTRIBUTES_LINE,
  installMergeDriver,
  ownPrograms,
  renewMergeDriver,
  uninstallMergeDriver,
} from '../../../node/mergeDriver';
import { refuse } from '../annotations/answers';
import { gitProgram } from './gitProgram';

/** The repositories in which this extension has installed its driver, so that no other one is ever asked. */
const INSTALLED_IN = 'mergeDriverRepositories';

/**
 * Registers the commands that install and remove the merge driver. An update of the extension moves its programs: where
 * it has installed the driver before, the command is renewed.
 */
export function activateMergeDriver(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): void {
  const programs = ownPrograms(vscode.Uri.joinPath(context.extensionUri, 'dist', 'cli.js').fsPath);
  const known = (): readonly string[] => context.globalState.get<readonly string[]>(INSTALLED_IN, []);
  const remember = async (root: string, isInstalled: boolean): Promise<void> => {
    const others = known().filter((other) => other !== root);
    await context.globalState.update(INSTALLED_IN, isInstalled ? [...others, root] : others);
  };
  const register = (name: string, run: (repository: GitRepository) => Promise<void>): void => {
    const command = vscode.commands.registerCommand(`corpusAnnotator.${name}`, async () => {
      const repository = await chosenRepository();
      if (typeof repository === 'string') return refuse(repository);
      try {
        await run(repository);
        return true;
      } catch (error) {
        return refuse(error instanceof Error ? error.message : String(error));
      }
    });
    context.subscriptions.push(command);
  };

  register('installMergeDriver', async (repository) => {
    const { attributes, added, overruledBy } = await installMergeDriver(repository, programs);
    await remember(repository.root, true);
    await vscode.window.showTextDocument(vscode.Uri.file(attributes), { preview: true });
    const shared = added
      ? vscode.l10n.t('The line “{0}” was added to .gitattributes. Commit it to share it.', ATTRIBUTES_LINE)
      : vscode.l10n.t('.gitattributes has the line “{0}”.', ATTRIBUTES_LINE);
    const installed = vscode.l10n.t('Git now merges annotations by record in this clone.');
    void vscode.window.showInformationMessage(`${installed} ${shared}`);
    if (overruledBy !== undefined) refuse(overruled(overruledBy));
  });
  register('uninstallMergeDriver', async (repository) => {
    const wasInstalled = await uninstallMergeDriver(repository);
    await remember(repository.root, false);
    const done = wasInstalled
      ? vscode.l10n.t(
          'The merge driver was removed from this clone. The line in .gitattributes does nothing without it.',
        )
      : vscode.l10n.t('There was no merge driver in this clone.');
    void vscode.window.showInformationMessage(done);
  });
  const renewed = renewAll(known(), async (repository) => {
    if (await renewMergeDriver(repository, programs)) log.info(`The merge driver was renewed in ${repository.root}.`);
  });
  renewed.catch((error: unknown) => log.error(`The merge driver could not be renewed: ${String(error)}`));
}

/** Renews the driver in those known repositories that a folder of this window is in. */
async function renewAll(roots: readonly string[], renew: (repository: GitRepository) => Promise<void>): Promise<void> {
  if (!vscode.workspace.isTrusted || roots.length === 0) return;
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    const repository = uri.scheme === 'file' ? await GitRepository.of(uri.fsPath, gitProgram()) : undefined;
    if (repository !== undefined && roots.includes(repository.root)) await renew(repository);
  }
}

/** The repository of the active file or, without one, of the only or chosen folder; or why there is none. */
async function chosenRepository(): Promise<GitRepository | string> {
  if (!vscode.workspace.isTrusted) {
    return vscode.l10n.t('Git is only used in folders that you trust. Trust this workspace first.');
  }
  const active = vscode.window.activeTextEditor?.document.uri;
  const folder = active?.scheme === 'file' ? dirname(active.fsPath) : (await pickFolder())?.uri.fsPath;
  if (folder === undefined) return vscode.l10n.t('Open a folder of a git repository first.');
  const repository = await GitRepository.of(folder, gitProgram());
  return repository ?? vscode.l10n.t('{0} is in no git repository with a working tree, or git was not found.', folder);
}

async function pickFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  return folders.length > 1 ? vscode.window.showWorkspaceFolderPick() : folders[0];
}

function overruled(merge: string): string {
  return vscode.l10n.t(
    'Another attributes file gives annotations the merge “{0}”, which wins. Remove that line.',
    merge,
  );
}
