import { CodeActionKind, TextDocumentSyncKind, type ServerCapabilities } from 'vscode-languageserver';
import { MANIFEST_CAPABILITIES } from './features/manifest/register';
import { LEGEND } from './features/semanticTokens';
import type { ClientTraits } from './workspace/clientTraits';

/** What the server offers to a client. */
export const capabilitiesFor = ({ ownsAnnotations, canTellManifests }: ClientTraits): ServerCapabilities => ({
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: true } },
  semanticTokensProvider: { legend: LEGEND, full: { delta: true }, range: true },
  hoverProvider: true,
  documentSymbolProvider: true,
  foldingRangeProvider: true,
  documentHighlightProvider: true,
  referencesProvider: true,
  definitionProvider: true,
  selectionRangeProvider: true,
  workspaceSymbolProvider: true,
  inlayHintProvider: true,
  diagnosticProvider: { interFileDependencies: false, workspaceDiagnostics: false },
  ...(ownsAnnotations && { codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] } }),
  ...(canTellManifests ? {} : MANIFEST_CAPABILITIES),
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
});
