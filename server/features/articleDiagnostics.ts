import { DiagnosticSeverity, type Diagnostic } from 'vscode-languageserver';
import type { CanonicalText } from '../../core/text/canonicalText';
import { utf16 } from '../../core/text/units';
import type { LocalMessages } from '../messages';
import { isTooLarge } from '../workspace/articles';
import { toLspRange } from '../workspace/positions';

/** What is wrong with an open article as a whole: too large to analyse, or decoded with the wrong encoding. */
export function articleDiagnostics(text: CanonicalText, messages: LocalMessages): Diagnostic[] {
  const diagnostic = (offset: number, length: number, code: string, message: string): Diagnostic => ({
    range: toLspRange(text, { start: utf16(offset), end: utf16(offset + length) }),
    severity: DiagnosticSeverity.Warning,
    source: 'corpus-annotator',
    code,
    message,
  });
  const found: Diagnostic[] = [];
  if (isTooLarge(text)) found.push(diagnostic(0, 1, 'too-large', messages.tooLarge));
  const replacement = text.text.indexOf('\uFFFD');
  if (replacement !== -1) found.push(diagnostic(replacement, 1, 'not-utf8', messages.notUtf8));
  return found;
}

/** Says that the server does not know the text any more, and what to do; for clients that cannot be asked for it. */
export function outOfStep(messages: LocalMessages): Diagnostic {
  const start = { line: 0, character: 0 };
  return {
    range: { start, end: start },
    severity: DiagnosticSeverity.Warning,
    source: 'corpus-annotator',
    code: 'out-of-step',
    message: messages.outOfStep,
  };
}
