import type { Connection, Diagnostic, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { anchorAll } from '../../core/annotation/anchoring';
import type { AnnotationSet } from '../../core/annotation/annotation';
import { sameData } from '../../core/yaml/json';
import { SidecarVersion } from '../../core/annotation/sidecar/version';
import { isSidecarPath, ownerOfSidecar, SIDECAR_SUFFIX } from '../../core/annotation/sidecarPath';
import type { AnnotationsChanged, AnnotationView } from '../../core/protocol';
import type { Problem } from '../../core/problem';
import type { ServerHost } from '../server';
import type { Articles } from './articles';
import { toDiagnostics } from './problems';

/** Where the server gets the annotations of an open article from. */
export interface Annotations {
  of(uri: string): Promise<readonly AnnotationView[]>;
  forget(uri: string): void;
  /** A file that is watched has changed on disk, whatever it is. */
  fileChanged(uri: string): void;
}

/** Annotations that the client tells, already placed in the live text. */
export class ToldAnnotations implements Annotations {
  readonly #told = new Map<string, readonly AnnotationView[]>();

  of(uri: string): Promise<readonly AnnotationView[]> {
    return Promise.resolve(this.#told.get(uri) ?? []);
  }

  /** Answers whether they differ from those told before: much that is told, such as "saved", shows elsewhere only. */
  tell({ uri, annotations }: AnnotationsChanged): boolean {
    const before = this.#told.get(uri) ?? [];
    this.#told.set(uri, annotations);
    return !sameData(before, annotations);
  }

  forget(uri: string): void {
    this.#told.delete(uri);
  }

  /** The client reads sidecars itself, and tells. */
  fileChanged(): void {
    return;
  }
}

/**
 * Annotations that the server reads from the sidecar beside the article, for clients that know nothing of sidecars. It
 * reads again when the article or the sidecar changes, and reports the sidecar's problems; it never writes.
 */
export class SidecarAnnotations implements Annotations {
  readonly #connection: Connection;
  readonly #articles: Articles;
  readonly #host: ServerHost;
  readonly #changed: (uri: string) => void;
  readonly #sidecars = new Map<string, Promise<AnnotationSet | undefined>>();

  constructor(
    connection: Connection,
    documents: TextDocuments<TextDocument>,
    articles: Articles,
    host: ServerHost,
    changed: (uri: string) => void,
  ) {
    this.#changed = changed;
    this.#connection = connection;
    this.#articles = articles;
    this.#host = host;
    documents.onDidSave(({ document }) => this.fileChanged(document.uri));
  }

  async of(uri: string): Promise<readonly AnnotationView[]> {
    const article = this.#articles.get(uri);
    const set = await (this.#sidecars.get(uri) ?? this.#read(uri));
    if (article === undefined || set === undefined) return [];
    const anchorings = anchorAll(set, article.text, this.#host.hash(article.text.text));
    return set.annotations.flatMap(({ id, label, note, entity, by }): AnnotationView[] => {
      const anchoring = anchorings.get(id);
      if (anchoring === undefined || anchoring.state === 'orphan') return [];
      const details = {
        ...(note !== undefined && { note }),
        ...(entity !== undefined && { entity }),
        ...(by !== undefined && { by }),
      };
      return anchoring.parts.map((part) => ({ id, label, ...part, state: anchoring.state, ...details }));
    });
  }

  forget(uri: string): void {
    this.#sidecars.delete(uri);
    this.#report(uri + SIDECAR_SUFFIX, []);
  }

  /** Takes a changed sidecar, or the sidecar of a changed article, from disk again. */
  fileChanged(uri: string): void {
    const article = isSidecarPath(uri) ? ownerOfSidecar(uri)?.article : uri;
    if (article === undefined || this.#articles.get(article) === undefined) return;
    void this.#read(article).then(() => this.#changed(article));
  }

  #read(uri: string): Promise<AnnotationSet | undefined> {
    const set = this.#load(uri + SIDECAR_SUFFIX, this.#sidecars.get(uri));
    this.#sidecars.set(uri, set);
    return set;
  }

  /** Reads a sidecar after the reading before it; while it is broken, what was read last stays in view. */
  async #load(
    sidecar: string,
    before: Promise<AnnotationSet | undefined> | undefined,
  ): Promise<AnnotationSet | undefined> {
    const lastGood = await before;
    try {
      const bytes = await this.#host.readFile(sidecar);
      const { value, problems } = bytes === undefined ? { value: undefined, problems: [] } : SidecarVersion.read(bytes);
      const raw = bytes === undefined ? '' : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
      this.#report(sidecar, toDiagnostics(raw, problems));
      return problems.some(({ severity }) => severity === 'error') ? lastGood : value?.set;
    } catch (error) {
      this.#report(sidecar, toDiagnostics('', [unreadable(error)]));
      return lastGood;
    }
  }

  #report(sidecar: string, diagnostics: Diagnostic[]): void {
    // The connection may be gone by now; then nobody wants to know.
    this.#connection.sendDiagnostics({ uri: sidecar, diagnostics }).catch(() => undefined);
  }
}

/** A folder in the sidecar's place, a missing right, an address that names no local file. */
function unreadable(error: unknown): Problem {
  const reason = error instanceof Error ? error.message : String(error);
  const message = `The annotation file cannot be read: ${reason}`;
  return { severity: 'error', code: 'unreadable', message, offset: 0, end: 0 };
}
