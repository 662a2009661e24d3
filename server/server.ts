import {
  DidChangeWatchedFilesNotification,
  LSPErrorCodes,
  ResponseError,
  TextDocuments,
  TextDocumentSyncKind,
  type Connection,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../core/analysis/analysis';
import type { Segmenter } from '../core/analysis/segmenter';
import { SIDECAR_SUFFIX } from '../core/annotation/sidecarPath';
import { foldingRangesOf } from '../core/article/folding';
import type { CancellationToken, Turns } from '../core/cooperative';
import {
  ANNOTATIONS_CHANGED,
  SERVER_STATUS,
  SPAN_AT,
  type AnnotationsChanged,
  type AnnotationView,
  type InitializationOptions,
  type ServerStatus,
  type SpanAt,
  type SpanAtParams,
} from '../core/protocol';
import { utf16 } from '../core/text/units';
import { articleDiagnostics } from './features/articleDiagnostics';
import { documentSymbolsOf } from './features/documentSymbols';
import { highlightsOf, type Highlight } from './features/highlights';
import { hoverAt } from './features/hover';
import { encodeTokens, highlightsWithin, LEGEND, TokenResults } from './features/semanticTokens';
import { spanAt } from './features/spanAt';
import { messagesFor } from './messages';
import { Articles, type Article } from './workspace/articles';
import { SidecarAnnotations, ToldAnnotations, type Annotations } from './workspace/annotations';
import { TokenRefresh } from './workspace/tokenRefresh';
import { toOffset } from './workspace/positions';

/** What the server needs of its host; the program gives Node's, tests may give their own. */
export interface ServerHost {
  /** Loads the segmenter; slow (0.1 to 0.3 s), called once, off the path of the first request. */
  loadSegmenter(): Segmenter;
  /** The bytes of a file, or undefined when there is none. */
  readFile(uri: string): Promise<Uint8Array | undefined>;
  /** SHA-256 of a text's UTF-8 bytes, in hexadecimal. */
  hash(text: string): string;
  readonly turns: Turns;
}

/** Wires the features to a connection and starts to listen. */
export function startServer(connection: Connection, host: ServerHost): void {
  const documents = new TextDocuments(TextDocument);
  const segmenter = once(async () => {
    await host.turns.next();
    return host.loadSegmenter();
  });
  const articles = new Articles(documents, segmenter, host.turns);
  const tokens = new TokenResults();
  let messages = messagesFor(undefined);
  const told = new ToldAnnotations();
  let canRefresh = false;
  const refresh = new TokenRefresh(() => {
    if (canRefresh) attempt(connection.languages.semanticTokens.refresh());
  });
  let annotations: Annotations = told;
  let canWatch = false;
  /** A client may be gone, or refuse, when it is told something; that is no reason to end. */
  const attempt = (sent: Promise<unknown>): void => {
    sent.catch((error: unknown) => connection.console.error(String(error)));
  };

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    messages = messagesFor(params.locale);
    const options = (params.initializationOptions ?? {}) as InitializationOptions;
    const { workspace } = params.capabilities;
    canRefresh = workspace?.semanticTokens?.refreshSupport === true;
    if (options.annotationsFrom !== 'client') {
      annotations = new SidecarAnnotations(connection, documents, articles, host, (uri) => refresh.wanted(uri));
      canWatch = workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    }
    return {
      serverInfo: { name: 'corpus-annotator' },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        semanticTokensProvider: { legend: LEGEND, full: { delta: true }, range: true },
        hoverProvider: true,
        documentSymbolProvider: true,
        foldingRangeProvider: true,
      },
    };
  });

  connection.onInitialized(() => {
    const tellSegmenter = ({ name }: Segmenter): Promise<void> =>
      connection.sendNotification(SERVER_STATUS, { segmenter: name } satisfies ServerStatus);
    attempt(segmenter().then(tellSegmenter));
    const watchers = [{ globPattern: `**/*${SIDECAR_SUFFIX}` }];
    if (canWatch) attempt(connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }));
  });

  const articleAt = (uri: string): Article => {
    const article = articles.get(uri);
    if (article === undefined) throw new ResponseError(LSPErrorCodes.ContentModified, `${uri} is not open`);
    return article;
  };
  const annotated = async (uri: string, token: CancellationToken): Promise<AnnotatedAnalysis> => {
    const analysis = await articles.analysis(uri, token);
    const views = await annotations.of(uri);
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
    const context = { uri, messages, ...(await annotated(uri, token)) };
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

  const spanAtRequest = async (
    { uri, version, offset }: SpanAtParams,
    token: CancellationToken,
  ): Promise<SpanAt | null> => {
    if (articleAt(uri).version !== version) {
      throw new ResponseError(LSPErrorCodes.ContentModified, `${uri} is not at version ${version}`);
    }
    return spanAt(await articles.analysis(uri, token), await segmenter(), utf16(offset));
  };
  connection.onRequest(SPAN_AT, spanAtRequest);
  connection.onNotification(ANNOTATIONS_CHANGED, (params: AnnotationsChanged) => {
    if (told.tell(params)) refresh.wanted(params.uri);
  });

  documents.onDidChangeContent(({ document: { uri } }) => {
    refresh.needless(uri);
    attempt(connection.sendDiagnostics({ uri, diagnostics: articleDiagnostics(articleAt(uri).text, messages) }));
  });
  documents.onDidClose(({ document: { uri } }) => {
    tokens.forget(uri);
    annotations.forget(uri);
    refresh.needless(uri);
    attempt(connection.sendDiagnostics({ uri, diagnostics: [] }));
  });
  documents.listen(connection);
  connection.listen();
}

/** What colours and hovers are made of, both of one version of the text. */
interface AnnotatedAnalysis {
  readonly analysis: Analysis;
  readonly annotations: readonly AnnotationView[];
}

/** Calls the function at its first use and gives the same answer ever after. */
function once<Value>(compute: () => Promise<Value>): () => Promise<Value> {
  let value: Promise<Value> | undefined;
  return () => (value ??= compute());
}
