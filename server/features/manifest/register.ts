import {
  CodeActionKind,
  CodeActionRequest,
  CompletionRequest,
  DefinitionRequest,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DidSaveTextDocumentNotification,
  DocumentColorRequest,
  DocumentHighlightRequest,
  DocumentSymbolRequest,
  HoverRequest,
  ReferencesRequest,
  RenameRequest,
  TextDocumentSyncKind,
  BulkRegistration,
  type ClientCapabilities,
  type ServerCapabilities,
} from 'vscode-languageserver';
import { MANIFEST_NAME } from '../../../core/corpus/manifest';

/** Manifests are YAML files of this name: other YAML files are not the server's. */
const MANIFESTS = [{ language: 'yaml', pattern: `**/${MANIFEST_NAME}` }];

const COMPLETION = { triggerCharacters: [' ', '[', ',', '"', '{', '#'] };

/** Whether a client can be told that some features are meant for manifests only. */
export function canTellManifests({ textDocument }: ClientCapabilities): boolean {
  const { synchronization, completion, colorProvider, hover, definition, references, rename, codeAction } =
    textDocument ?? {};
  const features = [synchronization, completion, colorProvider, hover, definition, references, rename, codeAction];
  return features.every((feature) => feature?.dynamicRegistration === true);
}

/** What a client that cannot is told: it asks for manifests as for articles, where it opens them with this server. */
export const MANIFEST_CAPABILITIES: ServerCapabilities = {
  completionProvider: COMPLETION,
  colorProvider: true,
  renameProvider: { prepareProvider: true },
};

/** The features that manifests have. */
export function manifestRegistrations(): BulkRegistration {
  const documents = { documentSelector: MANIFESTS };
  const registrations = BulkRegistration.create();
  registrations.add(DidOpenTextDocumentNotification.type, documents);
  registrations.add(DidChangeTextDocumentNotification.type, {
    ...documents,
    syncKind: TextDocumentSyncKind.Incremental,
  });
  registrations.add(DidSaveTextDocumentNotification.type, { ...documents, includeText: true });
  registrations.add(DidCloseTextDocumentNotification.type, documents);
  registrations.add(CompletionRequest.type, { ...documents, ...COMPLETION });
  registrations.add(HoverRequest.type, documents);
  registrations.add(DocumentColorRequest.type, documents);
  registrations.add(DefinitionRequest.type, documents);
  registrations.add(ReferencesRequest.type, documents);
  registrations.add(DocumentHighlightRequest.type, documents);
  registrations.add(DocumentSymbolRequest.type, documents);
  registrations.add(CodeActionRequest.type, { ...documents, codeActionKinds: [CodeActionKind.QuickFix] });
  registrations.add(RenameRequest.type, { ...documents, prepareProvider: true });
  return registrations;
}
