import type { Connection, Diagnostic } from 'vscode-languageserver';
import { anchorAll } from '../../core/annotation/anchoring';
import type { AnnotationSet } from '../../core/annotation/annotation';
import { sameData } from '../../core/yaml/json';
import { SidecarVersion } from '../../core/annotation/sidecar/version';
import { isSidecarPath, ownerOfSidecar, SIDECAR_SUFFIX } from '../../core/annotation/sidecarPath';
import type { AnnotationsChanged, AnnotationView } from '../../core/protocol';
import type { Problem } from '../../core/problem';
import type { CanonicalText } from '../../core/text/canonicalText';
import type { ServerHost } from '../server';
import type { Article, Articles } from './articles';
import type { Documents } from './documents';
import { toDiagnostics } from './problems';

/** Where the server gets the annotations of an open article from. */
export interface Annotations {
  of(uri: string): Promise<readonly AnnotationView[]>;
  forget(uri: string): void;
  /** For how many articles something is kept. */
  readonly size: number;
  /** A file that is watched has changed on disk, whatever it is. */
  fileChanged(uri: string): void;
}

/** Annotations that the client tells, already placed in the live text. */
export class ToldAnnotations implements Annotations {
  readonly #told = new Map<string, readonly AnnotationView[]>();

  get size(): number {
    return this.#told.size;
  }

  of(uri: string): Promise<readonly AnnotationView[]> {
    return Promise.resolve(this.#told.get(uri) ?? []);
  }

  /** Answers whether they differ from those told before: much that is told, such as "saved", shows elsewhere only. */
  tell(params: AnnotationsChanged): boolean {
    if (!isTelling(params)) return false;
    const { uri, annotations } = params;
    const before = this.#told.get(uri) ?? [];
    // A client of another version may tell what is none; each request would fail for it.
    const usable = annotations.filter(isView);
    this.#told.set(uri, usable);
    return !sameData(before, usable);
  }

  forget(uri: string): void {
    this.#told.delete(uri);
  }

  /** The client reads sidecars itself, and tells. */
  fileChanged(): void {
    return;
  }
}

/** Whether something that came over the wire names an article and a list, whatever is in that. */
function isTelling(params: unknown): boolean {
  const { uri, annotations } = (params ?? {}) as { readonly uri?: unknown; readonly annotations?: unknown };
  return typeof uri === 'string' && Array.isArray(annotations);
}

/** Whether something that came over the wire is an annotation that can be shown. */
function isView(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const view = value as Record<keyof AnnotationView, unknown>;
  const isText = (text: unknown): boolean => typeof text === 'string';
  const isOffset = (offset: unknown): boolean => Number.isSafeInteger(offset) && (offset as number) >= 0;
  const details = [view.note, view.entity, view.by, view.source];
  return (
    [view.id, view.label].every(isText) &&
    [view.start, view.end].every(isOffset) &&
    (view.start as number) <= (view.end as number) &&
    details.every((detail) => detail === undefined || isText(detail))
  );
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
  /** What was placed last for each article: requests of one version of both ask for the same. */
  readonly #placed = new Map<string, Placed>();

  constructor(
    connection: Connection,
    documents: Documents,
    articles: Articles,
    host: ServerHost,
    changed: (uri: string) => void,
  ) {
    this.#changed = changed;
    this.#connection = connection;
    this.#articles = articles;
    this.#host = host;
    documents.onDidSave((uri) => this.fileChanged(uri));
  }

  get size(): number {
    return new Set([...this.#sidecars.keys(), ...this.#placed.keys()]).size;
  }

  async of(uri: string): Promise<readonly AnnotationView[]> {
    if (this.#articles.get(uri) === undefined) return [];
    const set = await (this.#sidecars.get(uri) ?? this.#read(uri));
    // It may have been closed meanwhile, or be another version: the present one counts.
    const article = this.#articles.get(uri);
    if (article === undefined || set === undefined) return [];
    const known = this.#placed.get(uri);
    if (known?.set === set && known.text === article.text) return known.views;
    const views = this.#place(set, article);
    this.#placed.set(uri, { set, text: article.text, views });
    return views;
  }

  #place(set: AnnotationSet, { text }: Article): AnnotationView[] {
    const anchorings = anchorAll(set, text, this.#host.hash(text.text));
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
    this.#placed.delete(uri);
    this.#report(uri + SIDECAR_SUFFIX, []);
  }

  /** Takes a changed sidecar, or the sidecar of a changed article, from disk again. */
  fileChanged(uri: string): void {
    const article = isSidecarPath(uri) ? ownerOfSidecar(uri)?.article : uri;
    if (article === undefined || this.#articles.get(article) === undefined) return;
    void this.#read(article).then(() => this.#changed(article));
  }

  #read(uri: string): Promise<AnnotationSet | undefined> {
    const sidecar = uri + SIDECAR_SUFFIX;
    const reading = this.#load(sidecar, this.#sidecars.get(uri), (diagnostics) => {
      // A reading that the closing of the article, or a later one, has overtaken says nothing.
      if (this.#sidecars.get(uri) === reading) this.#report(sidecar, diagnostics);
    });
    this.#sidecars.set(uri, reading);
    return reading;
  }

  /** Reads a sidecar after the reading before it; while it is broken, what was read last stays in view. */
  async #load(
    sidecar: string,
    before: Promise<AnnotationSet | undefined> | undefined,
    report: (diagnostics: Diagnostic[]) => void,
  ): Promise<AnnotationSet | undefined> {
    const lastGood = await before;
    try {
      const bytes = await this.#host.readFile(sidecar);
      const { value, problems } = bytes === undefined ? { value: undefined, problems: [] } : SidecarVersion.read(bytes);
      const raw = bytes === undefined ? '' : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
      report(toDiagnostics(raw, problems));
      // A file of a newer version has a set that may be shown, beside the error that says it is not written.
      return value?.set ?? (problems.some(({ severity }) => severity === 'error') ? lastGood : undefined);
    } catch (error) {
      report(toDiagnostics('', [unreadable(error)]));
      return lastGood;
    }
  }

  #report(sidecar: string, diagnostics: Diagnostic[]): void {
    // The connection may be gone by now; then nobody wants to know.
    this.#connection.sendDiagnostics({ uri: sidecar, diagnostics }).catch(() => undefined);
  }
}

interface Placed {
  readonly set: AnnotationSet;
  readonly text: CanonicalText;
  readonly views: readonly AnnotationView[];
}

/** A folder in the sidecar's place, a missing right, an address that names no local file. */
function unreadable(error: unknown): Problem {
  const reason = error instanceof Error ? error.message : String(error);
  const message = `The annotation file cannot be read: ${reason}`;
  return { severity: 'error', code: 'unreadable', message, offset: 0, end: 0 };
}
