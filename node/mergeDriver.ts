import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { encodeUtf8, decodeUtf8 } from '../core/annotation/sidecar/bytes';
import { readFileIfThere, replaceFile } from './atomicFile';
import type { GitRepository } from './gitRepository';

/** The name of the driver in git's configuration and attributes. */
const NAME = 'corpus-annotator';
const SECTION = `merge.${NAME}`;

/** The line of `.gitattributes` by which git merges sidecars with the driver. */
export const ATTRIBUTES_LINE = `*.ann.yaml merge=${NAME}`;

/** A path that the line is meant for; no file needs to have it. */
const PROBE = 'probe.ann.yaml';

/** The programs that the driver is run with. */
export interface DriverPrograms {
  /** Node, or an editor that can be Node. */
  readonly executable: string;
  /** The bundle of the command line. */
  readonly script: string;
}

/** The programs of this process: its own executable, and the command line that is given. */
export function ownPrograms(script: string): DriverPrograms {
  return { executable: process.execPath, script };
}

/**
 * The command that git's shell runs for each sidecar that both sides changed. Where the programs are gone (an update
 * moves an extension), git's own merge by lines serves: a sidecar is then in conflict more often, but never blended.
 */
export function driverCommand({ executable, script }: DriverPrograms): string {
  const [program, bundle] = [executable, script].map(quoted) as [string, string];
  const merge = `ELECTRON_RUN_AS_NODE=1 ${program} ${bundle} merge --marker-size %L %O %A %B %P`;
  return `if test -f ${program} && test -f ${bundle}; then ${merge}; else git merge-file --marker-size=%L %A %O %B; fi`;
}

/** For the shell in single quotes, and for git, to which a percent sign means something. */
function quoted(path: string): string {
  return `'${path.replaceAll("'", "'\\''").replaceAll('%', '%%')}'`;
}

export interface DriverInstalled {
  /** Where the driver stands. */
  readonly configuration: string;
  readonly attributes: string;
  /** Whether the line was added, or was there. */
  readonly added: boolean;
  /** The other merge that another attributes file gives sidecars, which wins; undefined where ours does. */
  readonly overruledBy?: string;
}

/**
 * Installs the merge driver in a repository: the command in its configuration (which is not shared), the line in the
 * `.gitattributes` of its root (which is). Installing again only renews the command.
 */
export async function installMergeDriver(
  repository: GitRepository,
  programs: DriverPrograms,
): Promise<DriverInstalled> {
  await repository.set(`${SECTION}.name`, 'Corpus Annotator: annotations merged by id');
  await repository.set(`${SECTION}.driver`, driverCommand(programs));
  const attributes = join(repository.root, '.gitattributes');
  const added = (await repository.attribute('merge', PROBE)) !== NAME && (await addLine(attributes));
  const merge = await repository.attribute('merge', PROBE);
  const configuration = await repository.ownPath('config');
  return { configuration, attributes, added, ...(merge !== NAME && { overruledBy: merge }) };
}

/** Whether the line was added: not where the file ends in it. */
async function addLine(attributes: string): Promise<boolean> {
  const bytes = await readFileIfThere(attributes);
  const text = bytes === undefined ? '' : decodeUtf8(bytes);
  if (text === undefined)
    throw new Error(`${attributes} is not UTF-8. Convert it, or add the line: ${ATTRIBUTES_LINE}`);
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.at(-1)?.trim() === ATTRIBUTES_LINE) return false;
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const before = text === '' || text.endsWith('\n') ? text : text + lineEnd;
  const result = await replaceFile(attributes, [encodeUtf8(before + ATTRIBUTES_LINE + lineEnd)], bytes);
  if (result.kind === 'changed') throw new Error(`${attributes} was changed meanwhile. Try again.`);
  return true;
}

/**
 * Removes the driver from a repository's configuration. The line in `.gitattributes` stays: others share it, and without
 * the driver git merges by lines. Returns whether there was a driver.
 */
export async function uninstallMergeDriver(repository: GitRepository): Promise<boolean> {
  const wasInstalled = (await repository.setting(`${SECTION}.driver`)) !== undefined;
  await repository.removeSection(SECTION);
  return wasInstalled;
}

/** Renews the command of an installed driver whose programs have moved; returns whether it did. */
export async function renewMergeDriver(repository: GitRepository, programs: DriverPrograms): Promise<boolean> {
  const installed = await repository.setting(`${SECTION}.driver`);
  const script = /&& test -f '(?<script>(?:[^']|'\\'')+)'/.exec(installed ?? '')?.groups?.['script'];
  if (script === undefined || existsSync(script.replaceAll("'\\''", "'").replaceAll('%%', '%'))) return false;
  await repository.set(`${SECTION}.driver`, driverCommand(programs));
  return true;
}
