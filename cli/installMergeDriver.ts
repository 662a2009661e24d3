import { resolve } from 'node:path';
import { GitRepository } from '../node/gitRepository';
import {
  ATTRIBUTES_LINE,
  installMergeDriver,
  ownPrograms,
  uninstallMergeDriver,
  type DriverInstalled,
} from '../node/mergeDriver';

/**
 * Installs the merge driver in the repository of a folder, or removes it; `script` is the command line that git is to
 * run. Returns the exit status: 0, or 1 where it could not.
 */
export async function changeMergeDriver(
  change: 'install' | 'uninstall',
  folder: string,
  script: string,
): Promise<number> {
  try {
    const repository = await GitRepository.of(resolve(folder));
    if (repository === undefined)
      throw new Error(`${folder} is in no git repository with a working tree, or git cannot be run.`);
    const report =
      change === 'install'
        ? describeInstalled(await installMergeDriver(repository, ownPrograms(script)))
        : describeUninstalled(await uninstallMergeDriver(repository));
    process.stdout.write(report);
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

function describeInstalled({ configuration, attributes, added, overruledBy }: DriverInstalled): string {
  const line = added
    ? `${attributes}: added "${ATTRIBUTES_LINE}". Commit it, so that it holds for everybody who installs the driver.`
    : `${attributes}: has "${ATTRIBUTES_LINE}".`;
  const warning =
    overruledBy === undefined
      ? ''
      : `Another attributes file gives these files the merge "${overruledBy}", which wins: remove that line.\n`;
  return `${configuration}: the merge driver is installed for this clone.\n${line}\n${warning}`;
}

function describeUninstalled(wasInstalled: boolean): string {
  return wasInstalled
    ? `The merge driver is removed from this clone. The line "${ATTRIBUTES_LINE}" stays: without the driver it does nothing.\n`
    : 'There was no merge driver in this clone.\n';
}
