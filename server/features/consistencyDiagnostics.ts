import {
  CodeActionKind,
  DiagnosticSeverity,
  type CodeAction,
  type Diagnostic,
  type DiagnosticRelatedInformation,
} from 'vscode-languageserver';
import { labelledIn, type Labelled } from '../../core/consistency/article';
import { describeInconsistency, titleOfFix } from '../../core/consistency/describe';
import { fixesFor } from '../../core/consistency/fixes';
import type { Inconsistency, Rule, RuleSeverities, RuleSeverity } from '../../core/consistency/inconsistency';
import { FIX_CONSISTENCY, type FixConsistencyArgument } from '../../core/protocol';
import type { CanonicalText } from '../../core/text/canonicalText';
import { grouped } from '../../core/grouped';
import { sameData } from '../../core/yaml/json';
import type { Checked } from '../workspace/consistency';
import { toLspRange } from '../workspace/positions';

/** What was found in an article as diagnostics; those of rules that are off are left out. */
export function consistencyDiagnostics(
  uri: string,
  { article, found }: Checked,
  severities: RuleSeverities,
  language: 'en' | 'zh',
): Diagnostic[] {
  const text = article.logical.canonical;
  const shown = new Map<Rule, number>();
  const places = grouped(labelledIn(article), ({ words }) => words);
  return found.flatMap((inconsistency): Diagnostic[] => {
    const severity = SEVERITY[severities[inconsistency.rule]];
    const count = shown.get(inconsistency.rule) ?? 0;
    if (severity === undefined || count === MOST_OF_A_RULE) return [];
    shown.set(inconsistency.rule, count + 1);
    const related = relatedTo(uri, inconsistency, article.logical.canonical, places);
    return [
      {
        range: toLspRange(text, inconsistency.range),
        severity,
        source: 'corpus-annotator',
        code: inconsistency.rule,
        message: describeInconsistency(inconsistency, language),
        data: asSent(inconsistency),
        ...(related.length > 0 && { relatedInformation: related }),
      },
    ];
  });
}

const SEVERITY: Readonly<Record<RuleSeverity, DiagnosticSeverity | undefined>> = {
  off: undefined,
  hint: DiagnosticSeverity.Hint,
  information: DiagnosticSeverity.Information,
  warning: DiagnosticSeverity.Warning,
};

/** Nobody reads more of one rule; when some are mended, the next show. */
const MOST_OF_A_RULE = 200;

/** On the wire there are no keys without a value. */
const asSent = (inconsistency: Inconsistency): object =>
  Object.fromEntries(Object.entries(inconsistency).filter(([, value]) => value !== undefined));

const MOST_RELATED = 5;

/** Where the same words have the other labels. */
function relatedTo(
  uri: string,
  found: Inconsistency,
  text: CanonicalText,
  places: ReadonlyMap<string, readonly Labelled[]>,
): DiagnosticRelatedInformation[] {
  if (found.rule !== 'differentLabels') return [];
  return (places.get(found.words) ?? [])
    .filter(({ view }) => view.label !== found.label)
    .slice(0, MOST_RELATED)
    .map(({ range, view }) => ({ location: { uri, range: toLspRange(text, range) }, message: view.label }));
}

/**
 * The quick fixes for diagnostics of an article as it stands now; one whose matter has changed since has none. Each is a
 * command of the client, which owns the annotation files.
 */
export function consistencyFixes(
  uri: string,
  version: number,
  { article, found }: Checked,
  diagnostics: readonly Diagnostic[],
  language: 'en' | 'zh',
): CodeAction[] {
  return diagnostics.flatMap((diagnostic): CodeAction[] => {
    const current = found.find((one) => sameData(asSent(one), diagnostic.data));
    if (current === undefined) return [];
    return fixesFor(current, article, found).map(({ title, fix, isPreferred }) => {
      const words = titleOfFix(title, language);
      const argument: FixConsistencyArgument = { uri, version, fix };
      return {
        title: words,
        kind: CodeActionKind.QuickFix,
        diagnostics: [diagnostic],
        isPreferred,
        command: { title: words, command: FIX_CONSISTENCY, arguments: [argument] },
      };
    });
  });
}
