import * as vscode from 'vscode';
import { RULES, type Rule, type RuleSeverity } from '../../../core/consistency/inconsistency';
import { checkCorpus, type CheckedFiles } from '../../../core/doctor/checkCorpus';
import type { Finding, Severity } from '../../../core/doctor/finding';
import { stepsOf, type Step } from '../../../core/doctor/repairs';
import { addressIn } from '../../../core/corpus/corpusFiles';
import { CanonicalText, canonicalOffsetsOf } from '../../../core/text/canonicalText';
import { sha256 } from '../../../node/sha256';
import { toRange } from '../../positions';
import { corpusFiles } from '../../storage/corpusFiles';

/**
 * The command that checks the corpora of the workspace: what is found becomes diagnostics, what can be mended gets quick
 * fixes. Repairs are edits of the workspace, so that the editor's undo takes them back.
 */
export class CorpusCheck implements vscode.CodeActionProvider, vscode.Disposable {
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('corpus-annotator.check');
  #found: readonly Located[] = [];
  readonly #subscriptions: vscode.Disposable[];

  constructor() {
    this.#subscriptions = [
      vscode.commands.registerCommand('corpusAnnotator.checkCorpus', () => this.#check()),
      vscode.commands.registerCommand('corpusAnnotator.repairFinding', (...found: Located[]) => this.#repair(found)),
      vscode.languages.registerCodeActionsProvider({ pattern: '**' }, this, {
        providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
      }),
    ];
  }

  provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    return this.#found.flatMap((located) => {
      const { finding, address, diagnostic } = located;
      if (finding.repair === undefined || address !== document.uri.toString()) return [];
      if (!diagnostics.some((shown) => shown.code === finding.code && shown.message === finding.message)) return [];
      const action = new vscode.CodeAction(titleOf(finding), vscode.CodeActionKind.QuickFix);
      action.diagnostics = [diagnostic];
      action.command = { title: action.title, command: 'corpusAnnotator.repairFinding', arguments: [located] };
      return [action];
    });
  }

  async #check(): Promise<void> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    if (folders.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Open the folder of a corpus first.'));
      return;
    }
    const checked = { articles: 0, sidecars: 0 };
    const title = vscode.l10n.t('Checking the corpus…');
    const options = { location: vscode.ProgressLocation.Window, title };
    const found = await vscode.window.withProgress(options, async () => {
      const all: Finding[][] = [];
      for (const folder of folders) all.push(await findingsIn(rootOf(folder), checked));
      return all;
    });
    await this.#show(
      found.flatMap((findings, index) => locatedIn(rootOf(folders[index] as vscode.WorkspaceFolder), findings)),
    );
    await this.#report(checked);
  }

  async #show(found: readonly Located[]): Promise<void> {
    this.#found = found;
    this.#diagnostics.clear();
    const byFile = Map.groupBy(found, ({ address }) => address);
    for (const [address, located] of byFile) {
      const uri = vscode.Uri.parse(address, true);
      const raw = await textOf(uri);
      const text = new CanonicalText(raw);
      const offsetIn = canonicalOffsetsOf(raw);
      for (const { diagnostic, finding } of located) {
        const { offset, end } = finding;
        diagnostic.range = toRange(text, { start: offsetIn(offset), end: offsetIn(Math.max(end, offset + 1)) });
      }
      this.#diagnostics.set(
        uri,
        located.map(({ diagnostic }) => diagnostic),
      );
    }
  }

  async #report({ articles, sidecars }: CheckedFiles): Promise<void> {
    const count = (wanted: Severity): number => this.#found.filter(({ finding }) => finding.severity === wanted).length;
    const files = vscode.l10n.t('{0} articles and {1} annotation files checked.', articles, sidecars);
    if (this.#found.length === 0) {
      void vscode.window.showInformationMessage(`${files} ${vscode.l10n.t('All is sound.')}`);
      return;
    }
    const [errors, warnings, notes] = [count('error'), count('warning'), count('information')];
    const counts = vscode.l10n.t('{0} errors, {1} warnings, {2} notes.', errors, warnings, notes);
    const mendable = this.#found.filter(({ finding }) => finding.repair !== undefined);
    const showProblems = vscode.l10n.t('Show Problems');
    const repairAll = vscode.l10n.t('Repair {0}', mendable.length);
    const buttons = mendable.length > 0 ? [showProblems, repairAll] : [showProblems];
    const answer = await vscode.window.showWarningMessage(`${files} ${counts}`, ...buttons);
    if (answer === showProblems) await vscode.commands.executeCommand('workbench.actions.view.problems');
    if (answer === repairAll) await this.#repair(mendable);
  }

  /** Mends findings in one step that the editor can undo, and checks again. */
  async #repair(found: readonly Located[]): Promise<void> {
    const edit = new vscode.WorkspaceEdit();
    for (const [root, located] of Map.groupBy(found, ({ root }) => root)) {
      const findings = located.map(({ finding }) => finding);
      for (const step of await stepsOf(findings, (path) => corpusFiles.read(addressIn(root, path)))) {
        await addStep(edit, root, step);
      }
    }
    const isDone = await vscode.workspace.applyEdit(edit, { isRefactoring: true });
    for (const document of vscode.workspace.textDocuments) {
      if (document.isDirty && edit.has(document.uri)) await document.save();
    }
    if (!isDone)
      void vscode.window.showWarningMessage(vscode.l10n.t('The files have changed meanwhile; nothing was repaired.'));
    await this.#check();
  }

  dispose(): void {
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
    this.#diagnostics.dispose();
  }
}

/** A finding, and where the editor shows it. */
interface Located {
  readonly root: string;
  readonly address: string;
  readonly finding: Finding;
  readonly diagnostic: vscode.Diagnostic;
}

/** The rules of consistency that the settings of a folder do not switch off. */
function wantedRules(root: string): ReadonlySet<Rule> {
  const settings = vscode.workspace.getConfiguration('corpusAnnotator.consistency', vscode.Uri.parse(root, true));
  return new Set(RULES.filter((rule) => settings.get<RuleSeverity>(rule) !== 'off'));
}

const rootOf = ({ uri }: vscode.WorkspaceFolder): string => `${uri.toString().replace(/\/$/, '')}/`;

async function findingsIn(root: string, checked: CheckedFiles): Promise<Finding[]> {
  const check = checkCorpus(root, corpusFiles, sha256, { rules: wantedRules(root) });
  const findings: Finding[] = [];
  for (;;) {
    const step = await check.next();
    if (step.done === true) {
      checked.articles += step.value.articles;
      checked.sidecars += step.value.sidecars;
      return findings;
    }
    findings.push(step.value);
  }
}

function locatedIn(root: string, findings: readonly Finding[]): Located[] {
  return findings.map((finding) => {
    const diagnostic = new vscode.Diagnostic(new vscode.Range(0, 0, 0, 0), finding.message, SEVERITY[finding.severity]);
    diagnostic.source = 'corpus-annotator';
    diagnostic.code = finding.code;
    return { root, address: vscode.Uri.parse(addressIn(root, finding.path), true).toString(), finding, diagnostic };
  });
}

async function addStep(edit: vscode.WorkspaceEdit, root: string, step: Step): Promise<void> {
  const uri = vscode.Uri.parse(addressIn(root, step.path), true);
  if (step.kind === 'move')
    edit.renameFile(uri, vscode.Uri.parse(addressIn(root, step.to), true), { overwrite: false });
  else if (step.after === undefined) edit.deleteFile(uri);
  else {
    const document = await vscode.workspace.openTextDocument(uri);
    // What is unsaved in an editor is the user's; the repair waits.
    if (document.isDirty || document.getText() !== step.before?.replace(/^\uFEFF/, '')) return;
    const whole = document.validateRange(new vscode.Range(0, 0, document.lineCount, 0));
    edit.replace(uri, whole, step.after.replace(/^\uFEFF/, ''));
  }
}

function titleOf({ repair, code }: Finding): string {
  if (repair?.kind === 'move') return vscode.l10n.t('Move to {0}', repair.to);
  if (repair?.kind === 'remove') return vscode.l10n.t('Delete this file');
  switch (code) {
    case 'duplicate':
      return vscode.l10n.t('Remove the repeated annotation');
    case 'exact':
      return vscode.l10n.t('Place it where its words stand');
    default:
      return vscode.l10n.t('Bring the annotation file up to date');
  }
}

const SEVERITY: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

async function textOf(uri: vscode.Uri): Promise<string> {
  const bytes = await corpusFiles.read(uri.toString()).catch(() => undefined);
  return bytes === undefined ? '' : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
