import type { InitializeParams } from 'vscode-languageserver';
import { DEFAULT_SEVERITIES, type RuleSeverities } from '../../core/consistency/inconsistency';
import type { InitializationOptions } from '../../core/protocol';
import { canTellManifests } from '../features/manifest/register';
import { messagesFor, type LocalMessages } from '../messages';

/** What the client told of itself when it started the server. */
export interface ClientTraits {
  /** In the client's language. */
  readonly messages: LocalMessages;
  /** Whether the client owns the sidecars and the manifests, reports what is wrong with them, and tells annotations. */
  readonly ownsAnnotations: boolean;
  /** How grave each kind of inconsistency is. */
  readonly severities: RuleSeverities;
  /** Whether it tells the text of a document when it is asked. */
  readonly tellsText: boolean;
  /** Whether it shows HTML in Markdown. */
  readonly showsHtml: boolean;
  readonly canRefreshTokens: boolean;
  readonly canRefreshTags: boolean;
  readonly canRefreshDiagnostics: boolean;
  readonly canWatchFiles: boolean;
  readonly canChangeFolders: boolean;
  /** Whether a definition may be a link with the range that it is asked from. */
  readonly canLink: boolean;
  /** Whether it can be told that some features are meant for manifests only. */
  readonly canTellManifests: boolean;
  readonly takesSnippets: boolean;
}

/** Reads the traits of a client from its first request. */
export function clientTraits({ locale, capabilities, initializationOptions }: TraitSource): ClientTraits {
  const options = (initializationOptions ?? {}) as InitializationOptions;
  const { workspace, textDocument } = capabilities;
  return {
    messages: messagesFor(locale),
    ownsAnnotations: options.annotationsFrom === 'client',
    severities: { ...DEFAULT_SEVERITIES, ...options.consistency },
    tellsText: options.tellsText === true,
    showsHtml: options.showsHtml === true,
    canRefreshTokens: workspace?.semanticTokens?.refreshSupport === true,
    canRefreshTags: workspace?.inlayHint?.refreshSupport === true,
    canRefreshDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    canWatchFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    canChangeFolders: workspace?.workspaceFolders === true,
    canLink: textDocument?.definition?.linkSupport === true,
    canTellManifests: canTellManifests(capabilities),
    takesSnippets: textDocument?.completion?.completionItem?.snippetSupport === true,
  };
}

type TraitSource = Pick<InitializeParams, 'locale' | 'capabilities' | 'initializationOptions'>;

/** A client that has not told anything yet. */
export const UNKNOWN_CLIENT: ClientTraits = clientTraits({ capabilities: {} });
