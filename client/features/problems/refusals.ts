import * as vscode from 'vscode';
import type { SidecarState } from '../../../core/annotation/store';
import type { Problem } from '../../../core/problem';

/** Why annotations cannot be changed in this state of their sidecar, or undefined when they can. */
export function refusalOf(state: SidecarState | undefined): string | undefined {
  switch (state?.kind) {
    case 'ready':
      return undefined;
    case undefined:
      return vscode.l10n.t('The annotations are still being read. Try again.');
    case 'broken': {
      const [problem] = state.problems;
      const reason = problem === undefined ? '' : explain(problem);
      return vscode.l10n.t('The annotation file cannot be read, so nothing is changed: {0}', reason);
    }
    case 'conflict':
      return vscode.l10n.t('The annotation file was changed elsewhere in the same records. Nothing was overwritten.');
  }
}

/** A problem in the user's language, as far as its kind is known; core's English sentence otherwise. */
export function explain({ code, message }: Problem): string {
  switch (code) {
    case 'not-utf8':
      return vscode.l10n.t('The article is not UTF-8. Convert it to UTF-8 (“Save with Encoding”), then open it again.');
    case 'too-large':
      return vscode.l10n.t('The article is above 5 MiB. Split it.');
    case 'conflict-markers':
      return vscode.l10n.t('It holds an unfinished git merge. Run “Resolve Annotation Conflicts”.');
    default:
      return message;
  }
}
