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
  const inWords =
    (sentences: Readonly<Record<string, string>>) =>
    (problem: Problem): Problem => ({ ...problem, message: sentences[problem.code] ?? problem.message });
  const ofFiles = inWords(messages.authorityProblems);
  if (kind === 'authority') return toDiagnostics(text, problems.map(ofFiles));
  const own = clientReadsManifests ? [] : problems.map(inWords(messages.manifestProblems));
  return toDiagnostics(text, [...own, ...references.map(ofFiles)]);
}
