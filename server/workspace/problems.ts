import { DiagnosticSeverity, type Diagnostic } from 'vscode-languageserver';
import type { Problem } from '../../core/problem';
import { CanonicalText, canonicalOffsetsOf } from '../../core/text/canonicalText';
import { visibleText } from '../../core/text/visible';
import { toLspRange } from './positions';

/** Nobody reads more of one file; a hostile file may have hundreds of thousands. */
const MOST_SHOWN = 200;

/** The first problems of a file's raw text as diagnostics. Lines and columns do not depend on the line ends, so this is exact. */
export function toDiagnostics(raw: string, problems: readonly Problem[]): Diagnostic[] {
  const text = new CanonicalText(raw);
  const at = canonicalOffsetsOf(raw);
  return problems.slice(0, MOST_SHOWN).map(({ severity, code, message, offset, end }) => ({
    range: toLspRange(text, { start: at(offset), end: at(Math.max(end, offset + 1)) }),
    severity: severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
    source: 'corpus-annotator',
    code,
    message: visibleText(message),
  }));
}
