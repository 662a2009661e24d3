import * as vscode from 'vscode';
import { textIdentity } from '../../../core/annotation/annotation';
import type { SavedText } from '../../../core/annotation/articleChange';
import type { CorpusEditReport, CorpusEdits } from '../../../core/corpusEdits/corpusEdits';
import type { Problem } from '../../../core/problem';
import { decodeArticle } from '../../../core/text/decode';
import { sha256 } from '../../../node/sha256';
import { corpusFiles } from '../../storage/corpusFiles';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';
import { refuse, tellNothing } from '../annotations/answers';
import { explain } from '../problems/refusals';

/** The commands that take the last step over many files back or do it again, wherever one is in the editor. */
export function activateCorpusEdits(context: vscode.ExtensionContext, edits: CorpusEdits): void {
  context.subscriptions.push(
    vscode.commands.registerCommand('corpusAnnotator.undoCorpusEdit', async () => {
      const step = edits.lastDone;
      if (step === undefined) return tellNothing(vscode.l10n.t('There is no step over several files to undo.'));
      const refusal = await edits.undo(step.id);
      return refusal === undefined || refuse(refusal);
    }),
    vscode.commands.registerCommand('corpusAnnotator.redoCorpusEdit', async () => {
      const step = edits.lastUndone;
      if (step === undefined) return tellNothing(vscode.l10n.t('There is no step over several files to redo.'));
      const refusal = await edits.redo(step.id);
      return refusal === undefined || refuse(refusal);
    }),
  );
}

/** The text of an article on disk; one that is open and edited is saved first. A text says why there is none. */
export async function savedTextOf(articles: AnnotatedArticles, articleUri: string): Promise<SavedText | string> {
  const open = await articles.open(articleUri);
  if (open !== undefined) return open.savedText();
  try {
    const bytes = await corpusFiles.read(articleUri);
    if (bytes === undefined) return vscode.l10n.t('The article is not there any more.');
    const { value: text, problems } = decodeArticle(bytes);
    if (text === undefined) return explain(problems[0] as Problem);
    return { text, identity: textIdentity(text, sha256) };
  } catch (error) {
    return vscode.l10n.t('The article cannot be read: {0}', error instanceof Error ? error.message : String(error));
  }
}

/** Tells what a step over many files did, and offers to undo it; what was not done goes to the log, file by file. */
export class CorpusEditReports {
  readonly #edits: () => CorpusEdits;
  readonly #articles: () => AnnotatedArticles;
  readonly #log: vscode.LogOutputChannel;

  constructor(edits: () => CorpusEdits, articles: () => AnnotatedArticles, log: vscode.LogOutputChannel) {
    this.#edits = edits;
    this.#articles = articles;
    this.#log = log;
  }

  tell(report: CorpusEditReport): void {
    const { lastDone, lastUndone } = this.#edits();
    void vscode.commands.executeCommand('setContext', 'corpusAnnotator.canUndoCorpusEdit', lastDone !== undefined);
    void vscode.commands.executeCommand('setContext', 'corpusAnnotator.canRedoCorpusEdit', lastUndone !== undefined);
    const { unsaved, changed } = report;
    for (const { uri, articleUri, message } of unsaved) {
      const [article, sidecar] = [vscode.Uri.parse(articleUri, true), vscode.Uri.parse(uri, true)];
      this.#articles().noteUnsaved({ article, sidecar, message });
    }
    const remarks = this.#remarks(report);
    if (report.isQuiet === true && remarks.length === 0) return;
    const told = [changed.length === 0 ? report.title : summaryOf(report), ...remarks].join(' ');
    const undo = vscode.l10n.t('Undo');
    const showLog = vscode.l10n.t('Show Log');
    const buttons = [
      ...(report.step !== undefined && report.kind !== 'undone' ? [undo] : []),
      ...(remarks.length > 0 ? [showLog] : []),
    ];
    const show = remarks.length > 0 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
    // Never awaited: a message stays until the user closes it.
    void show(told, ...buttons).then((answer) => {
      if (answer === showLog) this.#log.show();
      if (answer === undo && report.step !== undefined) void this.#edits().undo(report.step);
    });
  }

  /** What did not go as it was wanted, in a sentence each; the files are named in the log. */
  #remarks({ title, refused, unsaved, left }: CorpusEditReport): string[] {
    for (const { uri, message } of refused) this.#log.warn(`${title}: ${uri}: ${message}`);
    for (const { uri, count } of left)
      this.#log.warn(`${title}: ${uri}: ${count} records were changed since and stay.`);
    const [first] = refused;
    const kept = left.reduce((sum, { count }) => sum + count, 0);
    return [
      ...(first === undefined
        ? []
        : [vscode.l10n.t('Files not changed: {0} ({1}: {2})', refused.length, shown(first.uri), first.message)]),
      ...(kept === 0
        ? []
        : [
            vscode.l10n.t(
              'Records that were changed since stay as they are: {0} ({1}).',
              kept,
              shown(left[0]?.uri ?? ''),
            ),
          ]),
      ...(unsaved.length === 0
        ? []
        : [vscode.l10n.t('Files that could not be written yet: {0}. The work is kept in memory.', unsaved.length)]),
    ];
  }
}

function summaryOf({ title, kind, changed }: CorpusEditReport): string {
  switch (kind) {
    case 'done':
      return vscode.l10n.t('{0}: files changed: {1}.', title, changed.length);
    case 'undone':
      return vscode.l10n.t('Undone in {1} files: {0}.', title, changed.length);
    case 'redone':
      return vscode.l10n.t('Redone in {1} files: {0}.', title, changed.length);
  }
}

const shown = (address: string): string => vscode.workspace.asRelativePath(vscode.Uri.parse(address, true));
