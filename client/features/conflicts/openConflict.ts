import { dirname } from 'node:path';
import * as vscode from 'vscode';
import type { AnnotationSet } from '../../../core/annotation/annotation';
import type { Decisions, MergeConflict } from '../../../core/annotation/merge';
import { decodeUtf8, encodeUtf8 } from '../../../core/annotation/sidecar/bytes';
import {
  isConflicted,
  mergeConflicted,
  readConflicted,
  type ConflictedSidecar,
} from '../../../core/annotation/sidecar/conflicted';
import { resolvedText } from '../../../core/annotation/sidecar/mergeFiles';
import { SidecarVersion } from '../../../core/annotation/sidecar/version';
import { GitRepository } from '../../../node/gitRepository';
import { sidecarFiles } from '../../storage/sidecarFiles';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import { gitProgram } from './gitProgram';

/** A conflict in annotations, wherever its two sides are. */
export interface OpenConflict {
  readonly sidecar: vscode.Uri;
  /** What the user is told that the sides are. */
  readonly names: { readonly ours: string; readonly theirs: string };
  readonly conflicts: readonly MergeConflict[];
  /** Records of one side of which it is not known whether the other side removed them; they stay unless they are removed. */
  readonly oneSided: readonly MergeConflict[];
  /** What is left to do once it is ended. */
  readonly afterwards?: string;
  /** Ends the conflict; resolves with a sentence that says why it was refused, if it was. */
  finish(decisions: Decisions): Promise<string | undefined>;
}

/** The conflict between an article's annotations in this window and its file. */
export function conflictOfMemory(article: AnnotatedArticle): OpenConflict {
  return {
    sidecar: article.sidecar,
    names: { ours: vscode.l10n.t('this window'), theirs: vscode.l10n.t('the file') },
    conflicts: article.conflicts,
    oneSided: [],
    finish: (decisions) => Promise.resolve(article.resolveConflict(decisions)),
  };
}

/** The conflict that git left in a file with its markers; or why there is none that can be resolved here. */
export async function conflictOfFile(sidecar: vscode.Uri): Promise<OpenConflict | string> {
  const address = sidecar.toString();
  const bytes = await sidecarFiles.read(address);
  const text = bytes && decodeUtf8(bytes);
  if (text === undefined || !isConflicted(text)) {
    return vscode.l10n.t('There is no conflict to resolve in this annotation file.');
  }
  const { value: conflicted, problems } = readConflicted(text);
  if (conflicted === undefined) {
    const [problem] = problems;
    const line = text.slice(0, problem?.offset ?? 0).split('\n').length;
    const reason = problem?.message ?? '';
    return vscode.l10n.t('The conflict cannot be resolved here (line {0}): {1}', line, reason);
  }
  const base = conflicted.base ?? (await commonVersion(sidecar));
  const { conflicts, oneSided } = mergeConflicted(conflicted, base);
  return {
    sidecar,
    names: {
      ours: conflicted.names.ours || vscode.l10n.t('our side'),
      theirs: conflicted.names.theirs || vscode.l10n.t('their side'),
    },
    conflicts,
    oneSided,
    afterwards: vscode.l10n.t('The annotations of both sides are written. Stage the file to finish the merge in git.'),
    finish: (decisions) => write(address, bytes, conflicted, mergeConflicted(conflicted, base, decisions).set),
  };
}

/** Puts the resolved set in the place of just the file that was read. */
async function write(
  address: string,
  expected: Uint8Array | undefined,
  conflicted: ConflictedSidecar,
  set: AnnotationSet,
): Promise<string | undefined> {
  if (sidecarFiles.isBeingEdited?.(address) === true) {
    return vscode.l10n.t('The annotation file is open with unsaved changes. Save or revert it first.');
  }
  const bytes = encodeUtf8(resolvedText(conflicted, set));
  const problem = SidecarVersion.read(bytes).problems.find(({ severity }) => severity === 'error');
  if (problem !== undefined) {
    return vscode.l10n.t('The resolved file could not be read again, so nothing was written: {0}', problem.message);
  }
  try {
    const { kind } = await sidecarFiles.replace(address, [bytes], expected);
    return kind === 'written'
      ? undefined
      : vscode.l10n.t('The annotation file was changed meanwhile; nothing was written. Try again.');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return vscode.l10n.t('The resolved annotations could not be written: {0}', reason);
  }
}

/** What both sides came from, as git's index has it during a merge. Not asked of git where the folder is not trusted. */
async function commonVersion(sidecar: vscode.Uri): Promise<AnnotationSet | undefined> {
  if (!vscode.workspace.isTrusted || sidecar.scheme !== 'file') return undefined;
  const repository = await GitRepository.of(dirname(sidecar.fsPath), gitProgram());
  const bytes = await repository?.staged(sidecar.fsPath, 1);
  const { value, problems } = bytes === undefined ? { problems: [] } : SidecarVersion.read(bytes);
  return problems.some(({ severity }) => severity === 'error') ? undefined : value?.set;
}
