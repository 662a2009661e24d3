import * as vscode from 'vscode';
import type { Problem } from '../../../core/problem';
import { CanonicalText, canonicalOffsetsOf } from '../../../core/text/canonicalText';
import { visibleText } from '../../../core/text/visible';
import { toRange } from '../../positions';

/** Problems of a file's raw text as diagnostics. Lines and columns do not depend on the line ends, so this is exact. */
export function toDiagnostics(rawText: string, problems: readonly Problem[]): vscode.Diagnostic[] {
  const text = new CanonicalText(rawText);
  const offsetIn = canonicalOffsetsOf(rawText);
  return problems.map(({ severity, code, message, offset, end }) => {
    const range = toRange(text, { start: offsetIn(offset), end: offsetIn(Math.max(end, offset + 1)) });
    const diagnostic = new vscode.Diagnostic(range, visibleText(message), SEVERITY[severity]);
    diagnostic.source = 'corpus-annotator';
    diagnostic.code = code;
    return diagnostic;
  });
}

const SEVERITY = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
} as const satisfies Record<Problem['severity'], vscode.DiagnosticSeverity>;
