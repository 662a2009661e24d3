import {
  DidChangeWatchedFilesNotification,
  LSPErrorCodes,
  ResponseError,
  TextDocumentSyncKind,
  type CancellationToken,
  type Connection,
  type InitializeParams,
  type InitializeResult,
  type TextDocumentPositionParams,
} from 'vscode-languageserver';
import type { Analysis } from '../core/analysis/analysis';
import type { AnalysisResources } from '../core/analysis/analyse';
import { SIDECAR_SUFFIX } from '../core/annotation/sidecarPath';
import { foldingRangesOf } from '../core/article/folding';
import { runInTurns, type Turns } from '../core/cooperative';
import { Corpora } from '../core/corpus/corpora';
import type { CorpusFiles, FolderEntry } from '../core/corpus/corpusFiles';
import { AUTHORITY_SUFFIX, MANIFEST_NAME } from '../core/corpus/manifest';
import {
  ANNOTATIONS_CHANGED,
  SERVER_STATUS,
  SPAN_AT,
  SUGGESTIONS,
  TELL_TEXT,
  type AnnotationsChanged,
  type AnnotationView,
  type InitializationOptions,
  type ServerStatus,
  type SpanAt,
  type SpanAtParams,
  type Suggestion,
  type SuggestionsParams,
  type TellTextParams,
  type TextTold,
} from '../core/protocol';
import type { CanonicalText } from '../core/text/canonicalText';
import { utf16, type Utf16 } from '../core/text/units';
import { articleDiagnostics, outOfStep } from './features/articleDiagnostics';
import { corpusDiagnostics } from './features/corpusDiagnostics';
import { documentSymbolsOf } from './features/documentSymbols';
import { EntityMaps, type EntityMap } from './features/entitySpans';
import { freeMentions, highlightsOf, type Highlight } from './features/highlights';
import { hoverAt } from './features/hover';
import { asLocation, definitionAt, documentHighlightsAt, referencesAt } from './features/navigation';
import { selectionRangesInSteps } from './features/selectionRanges';
import { encodeTokens, highlightsWithin, LEGEND, TokenResults } from './features/semanticTokens';
import { spanAt, suggestionsOf } from './features/spanAt';
import { bestSymbols, symbolsIn, type FoundSymbol } from './features/workspaceSymbols';
import { messagesFor } from './messages';
import { Articles, type Article } from './workspace/articles';
import { SidecarAnnotations, ToldAnnotations, type Annotations } from './workspace/annotations';
import { throwIfCancelled, untilCancelled } from './workspace/cancellation';
import { Documents } from './workspace/documents';
import { TokenRefresh } from './workspace/tokenRefresh';
import { toOffset } from './workspace/positions';

/** What the server needs of its host; the program gives Node's, tests may give their own. */
export interface ServerHost {
  /** Loads segmenter and tagger; slow (0.2 to 0.5 s), called once, off the path of the first request. */
  loadResources(): AnalysisResources & Pick<ServerStatus, 'taggerProblem'>;
  /** The bytes of a file, or undefined when there is none. */
  readFile(uri: string): Promise<Uint8Array | undefined>;
  /** The same for a file that must lie in one of the folders, all links followed; rejects for one that lies elsewhere. */
  readFileWithin(uri: string, folders: readonly string[]): Promise<Uint8Array | undefined>;
  /** What a folder holds (its address ends in `/`); rejects when there is none. */
  listFolder(uri: string): Promise<readonly FolderEntry[]>;
  /** SHA-256 of a text's UTF-8 bytes, in hexadecimal. */
  hash(text: string): string;
  readonly turns: Turns;
}

/** What a server holds, for whoever runs it. */
export interface RunningServer {
  /** The version and text of a document; undefined where it is not open or out of step. */
  held(uri: string): TextTold | undefined;
  /** How much is kept, by what keeps it. All but the folders of corpora are 0 when everything is closed. */
  sizes(): Readonly<Record<string, number>>;
}

/** Wires the features to a connection and starts to listen. */
export function startServer(connection: Connection, host: ServerHost): RunningServer {
  const documents = new Documents();
  const resources = once(async () => {
    await host.turns.next();
    return host.loadResources();
  });
  let messages = messagesFor(undefined);
  let clientReadsManifests = false;
  let folders: readonly string[] = [];
  const corpora = new Corpora(
    corpusFilesOf(host, () => folders),
    (file) => {
      const diagnostics = corpusDiagnostics(file, messages, clientReadsManifests);
      attempt(connection.sendDiagnostics({ uri: file.address, diagnostics }));
    },
  );
  const resourcesFor = async (uri: string): Promise<AnalysisResources> => {
    const corpus = await corpora.of(uri);
    return { ...(await resources()), known: corpus?.known };
  };
  const articles = new Articles(documents, resourcesFor, host.turns);
  const tokens = new TokenResults();
  const entityMaps = new EntityMaps();
  const told = new ToldAnnotations();
  let canRefresh = false;
  const refresh = new TokenRefresh(() => {
    if (canRefresh) attempt(connection.languages.semanticTokens.refresh());
  });
  let annotations: Annotations = told;
  let canWatch = false;
  let canLink = false;
  let canAskTexts = false;
  const askText = async (uri: string): Promise<TextTold | undefined> =>
    (await connection.sendRequest<TextTold | null>(TELL_TEXT, { uri } satisfies TellTextParams)) ?? undefined;
  /** A client may be gone, or refuse, when it is told something; that is no reason to end. */
  const attempt = (sent: Promise<unknown>): void => {
    sent.catch((error: unknown) => connection.console.error(String(error)));
  };

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    messages = messagesFor(params.locale);
    const options = (params.initializationOptions ?? {}) as InitializationOptions;
    const { workspace } = params.capabilities;
    canRefresh = workspace?.semanticTokens?.refreshSupport === true;
    canWatch = workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    canLink = params.capabilities.textDocument?.definition?.linkSupport === true;
    clientReadsManifests = options.annotationsFrom === 'client';
    folders = (params.workspaceFolders ?? []).map(({ uri }) => uri);
    canAskTexts = options.tellsText === true;
    if (canAskTexts) documents.canAsk(askText);
    if (options.annotationsFrom !== 'client') {
      annotations = new SidecarAnnotations(connection, documents, articles, host, (uri) => refresh.wanted(uri));
    }
    return {
      serverInfo: { name: 'corpus-annotator' },
      capabilities: {
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
      },
    };
  });

  connection.onInitialized(() => {
    attempt(resources().then((loaded) => connection.sendNotification(SERVER_STATUS, statusOf(loaded))));
    const watched = [MANIFEST_NAME, `*${AUTHORITY_SUFFIX}`, ...(annotations === told ? [] : [`*${SIDECAR_SUFFIX}`])];
    const watchers = watched.map((name) => ({ globPattern: `**/${name}` }));
    if (canWatch) attempt(connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }));
  });

  const articleAt = (uri: string): Article => {
    const article = articles.get(uri);
    if (article === undefined)
      throw new ResponseError(LSPErrorCodes.ContentModified, `${uri} is not open as it stands`);
    return article;
  };
  const assertVersion = (uri: string, version: number): void => {
    if (articleAt(uri).version !== version)
      throw new ResponseError(LSPErrorCodes.ContentModified, `${uri} is not at version ${version}`);
  };
  const annotated = async (uri: string, token: CancellationToken): Promise<AnnotatedAnalysis> => {
    const analysis = await articles.analysis(uri, token);
    const views = await untilCancelled(annotations.of(uri), token);
    articles.assertCurrent(uri, analysis);
    return { analysis, annotations: views };
  };
  const highlights = async (uri: string, token: CancellationToken): Promise<Highlight[]> => {
    const { analysis, annotations: views } = await annotated(uri, token);
    return highlightsOf(analysis, views);
  };

  connection.languages.semanticTokens.on(async ({ textDocument: { uri } }, token) =>
    tokens.full(uri, encodeTokens(articleAt(uri).text, await highlights(uri, token))),
  );
  connection.languages.semanticTokens.onDelta(async ({ textDocument: { uri }, previousResultId }, token) =>
    tokens.delta(uri, previousResultId, encodeTokens(articleAt(uri).text, await highlights(uri, token))),
  );
  connection.languages.semanticTokens.onRange(async ({ textDocument: { uri }, range }, token) => {
    const { text } = articleAt(uri);
    const visible = { start: toOffset(text, range.start), end: toOffset(text, range.end) };
    return { data: encodeTokens(text, highlightsWithin(await highlights(uri, token), visible)) };
  });

  connection.onHover(async ({ textDocument: { uri }, position }, token) => {
    const knownEntities = (await untilCancelled(corpora.of(uri), token))?.entities ?? new Map<string, never>();
    const context = { uri, messages, knownEntities, ...(await annotated(uri, token)) };
    return hoverAt(context, toOffset(context.analysis.text, position));
  });
  connection.onDocumentSymbol(async ({ textDocument: { uri } }, token) => {
    const { text, outline } = await articles.analysis(uri, token);
    return documentSymbolsOf(text, outline);
  });
  connection.onFoldingRanges(async ({ textDocument: { uri } }, token) => {
    const { text, outline } = await articles.analysis(uri, token);
    return [...foldingRangesOf(outline, text)];
  });

  /** The entities of an article as it stands, and the offset of a position in it. */
  const entitiesAt = async (
    { textDocument: { uri }, position }: TextDocumentPositionParams,
    token: CancellationToken,
  ): Promise<readonly [CanonicalText, EntityMap, Utf16]> => {
    const { analysis, annotations: views } = await annotated(uri, token);
    return [analysis.text, entityMaps.of(analysis, views), toOffset(analysis.text, position)];
  };
  connection.onDocumentHighlight(async (params, token) => documentHighlightsAt(...(await entitiesAt(params, token))));
  connection.onReferences(async (params, token) => {
    const place = await entitiesAt(params, token);
    return referencesAt(params.textDocument.uri, ...place, params.context.includeDeclaration);
  });
  connection.onDefinition(async (params, token) => {
    const links = definitionAt(params.textDocument.uri, ...(await entitiesAt(params, token)));
    return canLink ? links : (links?.map(asLocation) ?? null);
  });
  connection.onSelectionRanges(async ({ textDocument: { uri }, positions }, token) => {
    const { analysis, annotations: views } = await annotated(uri, token);
    const { segmenter } = await resources();
    const source = { analysis, entities: entityMaps.of(analysis, views), segmenter };
    const offsets = positions.map((position) => toOffset(analysis.text, position));
    const found = await runInTurns(selectionRangesInSteps(source, offsets), host.turns, token);
    throwIfCancelled(token);
    articles.assertCurrent(uri, analysis);
    return found ?? null;
  });
  const symbolsOf = async (uri: string, query: string, token: CancellationToken): Promise<FoundSymbol[]> => {
    try {
      const { analysis, annotations: views } = await annotated(uri, token);
      const { text, outline } = analysis;
      return symbolsIn({ uri, text, outline, entities: entityMaps.of(analysis, views) }, query, messages);
    } catch (error) {
      throwIfCancelled(token);
      // An article that is being edited is left out; the others are found.
      if (error instanceof ResponseError && error.code === LSPErrorCodes.ContentModified) return [];
      throw error;
    }
  };
  connection.onWorkspaceSymbol(async ({ query }, token) => {
    const found: FoundSymbol[] = [];
    for (const uri of documents.keys()) {
      found.push(...(await symbolsOf(uri, query, token)));
      await host.turns.next();
      throwIfCancelled(token);
    }
    return bestSymbols(found);
  });

  const suggestionsRequest = async (
    { uri, version }: SuggestionsParams,
    token: CancellationToken,
  ): Promise<Suggestion[]> => {
    assertVersion(uri, version);
    const { analysis, annotations: views } = await annotated(uri, token);
    const recognition = await resources();
    throwIfCancelled(token);
    return suggestionsOf(freeMentions(analysis, views), recognition.version);
  };
  const spanAtRequest = async (
    { uri, version, offset }: SpanAtParams,
    token: CancellationToken,
  ): Promise<SpanAt | null> => {
    assertVersion(uri, version);
    const analysis = await articles.analysis(uri, token);
    const recognition = await resources();
    throwIfCancelled(token);
    return spanAt(analysis, recognition, utf16(offset));
  };
  connection.onRequest(SPAN_AT, spanAtRequest);
  connection.onRequest(SUGGESTIONS, suggestionsRequest);
  connection.onNotification(ANNOTATIONS_CHANGED, (params: AnnotationsChanged) => {
    if (told.tell(params)) refresh.wanted(params.uri);
  });

  documents.onDidOpen((uri) => void corpora.of(uri));
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) annotations.fileChanged(uri);
    const listing = changes.find(({ uri }) => uri.endsWith(`/${MANIFEST_NAME}`) || uri.endsWith(AUTHORITY_SUFFIX));
    if (listing === undefined) return;
    corpora.forget();
    articles.reanalyse();
    for (const uri of documents.keys()) void corpora.of(uri);
    refresh.wanted(listing.uri);
  });
  documents.onDidChangeContent((uri) => {
    refresh.needless(uri);
    attempt(connection.sendDiagnostics({ uri, diagnostics: articleDiagnostics(articleAt(uri).text, messages) }));
  });
  documents.onDidLoseStep((uri) => {
    connection.console.warn(`${uri} is out of step: a change does not fit the text that the server holds.`);
    if (!canAskTexts) attempt(connection.sendDiagnostics({ uri, diagnostics: [outOfStep(messages)] }));
  });
  documents.onDidFindStep((uri) => refresh.wanted(uri));
  documents.onDidClose((uri) => {
    tokens.forget(uri);
    annotations.forget(uri);
    refresh.needless(uri);
    corpora.retain(documents.keys());
    attempt(connection.sendDiagnostics({ uri, diagnostics: [] }));
  });
  documents.listen(connection);
  connection.listen();
  return {
    held(uri) {
      const document = documents.get(uri);
      return document && { version: document.version, text: document.getText() };
    },
    sizes: () => ({
      documents: documents.keys().length,
      articles: articles.size,
      readings: articles.readings,
      annotations: annotations.size,
      tokens: tokens.size,
      refresh: refresh.size,
      corpora: corpora.size,
    }),
  };
}

const corpusFilesOf = (host: ServerHost, folders: () => readonly string[]): CorpusFiles => ({
  read: (uri, root) => host.readFileWithin(uri, [root, ...folders()]),
  list: (uri) => host.listFolder(uri),
});

const statusOf = ({ segmenter, taggerProblem }: ReturnType<ServerHost['loadResources']>): ServerStatus => ({
  segmenter: segmenter.name,
  ...(taggerProblem !== undefined && { taggerProblem }),
});

/** What colours and hovers are made of, both of one version of the text. */
interface AnnotatedAnalysis {
  readonly analysis: Analysis;
  readonly annotations: readonly AnnotationView[];
}

/** Calls the function at its first use and gives the same answer ever after; a failure is not kept, but tried again. */
function once<Value>(compute: () => Promise<Value>): () => Promise<Value> {
  let value: Promise<Value> | undefined;
  return () => {
    value ??= compute().catch((error: unknown) => {
      value = undefined;
      throw error;
    });
    return value;
  };
}
