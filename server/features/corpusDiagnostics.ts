import type { Diagnostic } from 'vscode-languageserver';
import type { FileReport } from '../../core/corpus/authorityFiles';
import type { Problem } from '../../core/problem';
import type { LocalMessages } from '../messages';
import { toDiagnostics } from '../workspace/problems';

/** What is wrong with a manifest or authority file; a client that reads manifests shows what is wrong with their text. */
export function corpusDiagnostics(
  { kind, text, problems, references }: FileReport,
  messages: LocalMessages,
  clientReadsManifests: boolean,
): Diagnostic[] {
  const local = (problem: Problem): Problem => ({
    ...problem,
    message: messages.authorityProblems[problem.code] ?? problem.message,
  });
  if (kind === 'authority') return toDiagnostics(text, problems.map(local));
  return toDiagnostics(text, [...(clientReadsManifests ? [] : problems), ...references.map(local)]);
}
