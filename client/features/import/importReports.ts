import * as vscode from 'vscode';
import type { ImportFinding, ImportFormat } from '../../../core/interchange/foreign';
import type { ImportTotals } from '../../../core/interchange/importDocuments';
import { countFindings } from '../../../core/interchange/report';
import { visibleText } from '../../../core/text/visible';

/** What an import has done, and what of it could not be carried. */
export interface ImportReport {
  readonly format: ImportFormat;
  readonly into: vscode.Uri;
  readonly totals: ImportTotals;
  readonly findings: readonly ImportFinding[];
}

const SCHEME = 'corpus-import';
/** Of more findings only the number is shown, in each part of the report. */
const MOST_SHOWN = 5000;

/** Shows the reports of imports, each as a document that cannot be changed. */
export class ImportReports
  implements vscode.TextDocumentContentProvider, vscode.DocumentLinkProvider, vscode.Disposable
{
  readonly #reports = new Map<string, string>();
  readonly #registrations = [
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
    vscode.languages.registerDocumentLinkProvider({ scheme: SCHEME }, this),
  ];

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#reports.get(uri.path) ?? '';
  }

  /** The places of findings, `file:line:column`, lead there. */
  provideDocumentLinks(document: vscode.TextDocument): vscode.DocumentLink[] {
    return Array.from({ length: document.lineCount }, (_, line) => document.lineAt(line)).flatMap(
      ({ text, lineNumber }) => {
        const [place, indent = '', file = '', line = '', column = ''] = /^(  )(.+?):(\d+):(\d+)(?=: )/.exec(text) ?? [];
        if (place === undefined) return [];
        const target = addressOf(file)?.with({ fragment: `L${line},${column}` });
        const range = new vscode.Range(lineNumber, indent.length, lineNumber, place.length);
        return target === undefined ? [] : [new vscode.DocumentLink(range, target)];
      },
    );
  }

  /** Opens the report where something is to be read in it; else a message says that all was carried. */
  async show(report: ImportReport): Promise<void> {
    const { error, warning } = countFindings(report.findings);
    const isWhole = error + warning === 0;
    const path = `/${vscode.l10n.t('Import Report')} ${this.#reports.size + 1}`;
    this.#reports.set(path, reportText(report));
    const uri = vscode.Uri.from({ scheme: SCHEME, path });
    const open = async (): Promise<unknown> => vscode.window.showTextDocument(uri, { preview: false });
    const what = totalsLine(report.totals);
    if (!isWhole) await open();
    const showReport = vscode.l10n.t('Show Report');
    const said = isWhole
      ? vscode.window.showInformationMessage(what, showReport)
      : vscode.window.showWarningMessage(
          `${what} ${vscode.l10n.t('{0} things could not be carried.', error + warning)}`,
          showReport,
        );
    void said.then((answer) => (answer === showReport ? open() : undefined));
  }

  dispose(): void {
    this.#registrations.forEach((registration) => void registration.dispose());
  }
}

/** The address of a file as findings call it: below the workspace folder, or a whole path. */
function addressOf(file: string): vscode.Uri | undefined {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const isWhole = /^(?:[A-Za-z]:)?[/\\]/.test(file);
  return isWhole ? vscode.Uri.file(file) : folder && vscode.Uri.joinPath(folder.uri, file);
}

function totalsLine({ documents, annotations, relations, events, sidecars, unplaced }: ImportTotals): string {
  const added = vscode.l10n.t(
    '{0} texts: {1} annotations, {2} relations and {3} events were added to {4} files.',
    documents,
    annotations,
    relations,
    events,
    sidecars.size,
  );
  return unplaced === 0 ? added : `${added} ${vscode.l10n.t('{0} of the annotations are to be reviewed.', unplaced)}`;
}

function reportText({ format, into, totals, findings }: ImportReport): string {
  const { known, tags, newArticles } = totals;
  const part = (severity: ImportFinding['severity'], heading: string): string[] => {
    const own = findings.filter((finding) => finding.severity === severity);
    const lines = own.slice(0, MOST_SHOWN).map(findingLine);
    if (own.length > MOST_SHOWN) lines.push(`… ${own.length - MOST_SHOWN}`);
    return own.length === 0 ? [] : ['', `${heading} (${own.length})`, ...lines.map((line) => `  ${line}`)];
  };
  return [
    vscode.l10n.t('Import from {0} into {1}', format, visibleText(into.path.slice(into.path.lastIndexOf('/') + 1))),
    '',
    totalsLine(totals),
    vscode.l10n.t('Records that were there already: {0}', known),
    vscode.l10n.t('Tags of documents: {0}', tags),
    vscode.l10n.t('New articles: {0}', newArticles.length),
    ...part('error', vscode.l10n.t('Could not be read, and was left out')),
    ...part('warning', vscode.l10n.t('Has no place here, and was not carried')),
    ...part('information', vscode.l10n.t('Was carried in another form, or is good to know')),
    '',
  ].join('\n');
}

const findingLine = ({ place: { file, line, column }, message, code }: ImportFinding): string =>
  visibleText(`${file}:${line}:${column}: ${message} [${code}]`);
