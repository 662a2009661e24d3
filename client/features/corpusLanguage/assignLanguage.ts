import * as vscode from 'vscode';
import { ARTICLE_LANGUAGE, SIDECAR_LANGUAGE } from '../../../core/protocol';
import type { Manifests } from './manifests';

/**
 * Gives the article language to open files that their nearest corpus.yaml includes. Other files are never touched;
 * the command *Treat as Corpus Article* does it for one file on request. A person who sets another language by hand
 * keeps it as long as the file is open.
 */
export function activateCorpusLanguage(context: vscode.ExtensionContext, manifests: Manifests): void {
  const assigned = new Set<string>();

  const assign = async (document: vscode.TextDocument): Promise<void> => {
    const key = document.uri.toString();
    if (!isCandidate(document) || assigned.has(key) || (await manifests.corpusOf(document.uri)) === undefined) return;
    if (!isCandidate(document) || assigned.has(key)) return;
    assigned.add(key);
    try {
      await vscode.languages.setTextDocumentLanguage(document, ARTICLE_LANGUAGE);
    } catch {
      // It was closed meanwhile; when it is opened again it gets its language then.
      assigned.delete(key);
    }
  };
  const assignAll = (): void => {
    for (const document of vscode.workspace.textDocuments) void assign(document);
  };
  // A change of language closes and reopens a document at once; only one that stays closed is forgotten.
  const forget = ({ uri }: vscode.TextDocument): void => {
    const isOpen = vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());
    if (!isOpen) assigned.delete(uri.toString());
  };

  context.subscriptions.push(
    vscode.workspace.onDidOpenTextDocument((document) => void assign(document)),
    vscode.workspace.onDidCloseTextDocument((document) => setTimeout(() => forget(document))),
    manifests.onDidChange(assignAll),
    vscode.commands.registerCommand('corpusAnnotator.treatAsCorpus', treatAsCorpus),
  );
  assignAll();
}

/** Views of other versions (`git:`) and unsaved buffers are not files of the corpus. */
function isCandidate({ isClosed, isUntitled, languageId, uri }: vscode.TextDocument): boolean {
  const isOurs = languageId === ARTICLE_LANGUAGE || languageId === SIDECAR_LANGUAGE;
  return !isClosed && !isUntitled && !isOurs && uri.scheme !== 'git';
}

async function treatAsCorpus(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document !== undefined) await vscode.languages.setTextDocumentLanguage(document, ARTICLE_LANGUAGE);
}
