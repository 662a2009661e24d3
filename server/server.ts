import {
  LSPErrorCodes,
  ResponseError,
  TextDocuments,
  TextDocumentSyncKind,
  type Connection,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Segmenter } from '../core/analysis/segmenter';
import { foldingRangesOf } from '../core/article/folding';
import type { CancellationToken, Turns } from '../core/cooperative';
import {
  ANNOTATIONS_CHANGED,
  SERVER_STATUS,
  SPAN_AT,
  type AnnotationsChanged,
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
  let refreshTokens = (): void => undefined;
  let annotations: Annotations = told;

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    messages = messagesFor(params.locale);
    const options = (params.initializationOptions ?? {}) as InitializationOptions;
    if (params.capabilities.workspace?.semanticTokens?.refreshSupport === true) {
      refreshTokens = () => void connection.languages.semanticTokens.refresh();
    }
    if (options.annotationsFrom !== 'client') {
      annotations = new SidecarAnnotations(connection, documents, articles, host, () => refreshTokens());
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
    void segmenter().then(({ name }) =>
      connection.sendNotification(SERVER_STATUS, { segmenter: name } satisfies ServerStatus),
    );
  });

  const articleAt = (uri: string): Article => {
    const article = articles.get(uri);
    if (article === undefined) throw new ResponseError(LSPErrorCodes.ContentModified, `${uri} is not open`);
    return article;
  };
  const highlights = async (uri: string, token: CancellationToken): Promise<Highlight[]> => {
    const analysis = await articles.analysis(uri, token);
    return highlightsOf(analysis, await annotations.of(uri));
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
    const analysis = await articles.analysis(uri, token);
    const context = { uri, analysis, annotations: await annotations.of(uri), messages };
    return hoverAt(context, toOffset(analysis.text, position));
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
    told.tell(params);
    refreshTokens();
  });

  documents.onDidChangeContent(({ document: { uri } }) => {
    void connection.sendDiagnostics({ uri, diagnostics: articleDiagnostics(articleAt(uri).text, messages) });
  });
  documents.onDidClose(({ document: { uri } }) => {
    tokens.forget(uri);
    annotations.forget(uri);
    void connection.sendDiagnostics({ uri, diagnostics: [] });
  });
  documents.listen(connection);
  connection.listen();
}

/** Calls the function at its first use and gives the same answer ever after. */
function once<Value>(compute: () => Promise<Value>): () => Promise<Value> {
  let value: Promise<Value> | undefined;
  return () => (value ??= compute());
}
