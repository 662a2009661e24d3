import type { ImportFinding } from './foreign';
import type { ImportTotals } from './importDocuments';

/** One line that says what an import has done. */
export function totalsText(totals: ImportTotals): string {
  const { documents, annotations, relations, events, tags, known, unplaced, newArticles, sidecars } = totals;
  const added = `${annotations} annotations, ${relations} relations, ${events} events, ${tags} tags`;
  const articles = newArticles.length === 0 ? '' : `, ${newArticles.length} new articles`;
  const there = known === 0 ? '' : ` ${known} records were there already.`;
  const review = unplaced === 0 ? '' : ` ${unplaced} annotations are to be reviewed.`;
  return `${documents} documents: ${added} added to ${sidecars.size} files${articles}.${there}${review}`;
}

/** How many findings of each severity there are. */
export function countFindings(findings: readonly ImportFinding[]): Record<ImportFinding['severity'], number> {
  const count = (wanted: ImportFinding['severity']): number =>
    findings.filter(({ severity }) => severity === wanted).length;
  return { error: count('error'), warning: count('warning'), information: count('information') };
}
