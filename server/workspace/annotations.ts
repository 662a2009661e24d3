import type { Connection, Diagnostic } from 'vscode-languageserver';
import { anchorAll } from '../../core/annotation/anchoring';
import type { AnnotationSet } from '../../core/annotation/annotation';
import { linksViewOf, viewOf, type ArticleTagsView, type LinksView } from '../../core/annotation/views';
import { sameData, type JsonObject } from '../../core/yaml/json';
import { SidecarVersion } from '../../core/annotation/sidecar/version';
import { isSidecarPath, ownerOfSidecar, SIDECAR_SUFFIX } from '../../core/annotation/sidecarPath';
import type { AnnotationsChanged, AnnotationView, EventView, RejectedView, RelationView } from '../../core/protocol';
import type { Problem } from '../../core/problem';
import type { CanonicalText } from '../../core/text/canonicalText';
import type { ServerHost } from '../host';
import type { Articles } from './articles';
import type { Documents } from './documents';
import { toDiagnostics } from './problems';

/** What a person has decided in an article, placed in its text. */
export interface PlacedRecords extends LinksView {
  readonly annotations: readonly AnnotationView[];
  /** The suggestions that were turned down. */
  readonly rejected: readonly RejectedView[];
}

const NOTHING: PlacedRecords = { annotations: [], rejected: [] };

/** Where the server gets the annotations of an open article from. */
export interface Annotations {
  of(uri: string): Promise<PlacedRecords>;
  forget(uri: string): void;
  /** For how many articles something is kept. */
  readonly size: number;
  /** A file that is watched has changed on disk, whatever it is. */
  fileChanged(uri: string): void;
}

/** Annotations that the client tells, already placed in the live text. */
export class ToldAnnotations implements Annotations {
  readonly #told = new Map<string, PlacedRecords>();

  get size(): number {
    return this.#told.size;
  }

  of(uri: string): Promise<PlacedRecords> {
    return Promise.resolve(this.now(uri));
  }

  /** What was told last. */
  now(uri: string): PlacedRecords {
    return this.#told.get(uri) ?? NOTHING;
  }

  /** Answers whether they differ from those told before: much that is told, such as "saved", shows elsewhere only. */
  tell(params: AnnotationsChanged): boolean {
    if (!isTelling(params)) return false;
    const { uri, rejected, splice } = params;
    const before = this.#told.get(uri) ?? NOTHING;
    // What is told of another list than the one held here cannot be placed; all is told when the server starts.
    if (splice !== undefined && !isSpliceOf(splice, before.annotations.length)) return false;
    // A client of another version may tell what is none; each request would fail for it.
    const usable: PlacedRecords = {
      annotations:
        splice === undefined
          ? params.annotations.filter(isView)
          : before.annotations.toSpliced(splice.start, splice.count, ...params.annotations.filter(isView)),
      rejected: Array.isArray(rejected) ? (rejected as readonly RejectedView[]).filter(isView) : [],
      ...usableLinks(params),
    };
    this.#told.set(uri, usable);
    if (!sameData(before.rejected, usable.rejected)) return true;
    return splice === undefined
      ? !sameData(before.annotations, usable.annotations)
      : !sameData(before.annotations.slice(splice.start, splice.start + splice.count), params.annotations);
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

/** Whether something that came over the wire says what to replace in a list of so many. */
function isSpliceOf(splice: unknown, size: number): boolean {
  if (typeof splice !== 'object' || splice === null) return false;
  const { start, count, length } = splice as Record<string, unknown>;
  const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
  return length === size && isCount(start) && isCount(count) && start + count <= size;
}

/** Whether something that came over the wire is an annotation (or a rejection) that can be shown. */
function isView(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const view = value as Record<keyof AnnotationView, unknown>;
  const isText = (text: unknown): boolean => typeof text === 'string';
  const isOffset = (offset: unknown): boolean => Number.isSafeInteger(offset) && (offset as number) >= 0;
  const details = [view.note, view.entity, view.by, view.source, view.status];
  return (
    [view.id, view.label].every(isText) &&
    [view.start, view.end].every(isOffset) &&
    (view.start as number) <= (view.end as number) &&
    details.every((detail) => detail === undefined || isText(detail)) &&
    (view.certainty === undefined || isText(view.certainty) || typeof view.certainty === 'number') &&
    (view.attributes === undefined || isMapping(view.attributes))
  );
}

/** What can be shown of the links that came over the wire. */
function usableLinks({
  relations,
  events,
  document,
  articles,
}: { readonly [Key in keyof LinksView]?: unknown }): LinksView {
  return {
    relations: listOf(relations).filter(isRelation),
    events: listOf(events).filter(isEvent),
    ...(isMapping(document) && { document }),
    articles: listOf(articles).filter(isArticleTags),
  };
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const isMapping = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const areTexts = (values: readonly unknown[]): boolean => values.every((value) => typeof value === 'string');

function isRelation(value: unknown): value is RelationView {
  return isMapping(value) && areTexts([value['id'], value['label'], value['from'], value['to']]);
}

function isArticleTags(value: unknown): value is ArticleTagsView {
  return isMapping(value) && areTexts([value['exact']]) && isMapping(value['tags']);
}

function isEvent(value: unknown): value is EventView {
  if (!isMapping(value) || !areTexts([value['id'], value['label']])) return false;
  const parts = value['arguments'];
  const isPart = (part: unknown): boolean => isMapping(part) && areTexts([part['role'], part['to']]);
  return (
    [value['trigger'], value['note']].every((text) => text === undefined || typeof text === 'string') &&
    Array.isArray(parts) &&
    parts.every(isPart)
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

  async of(uri: string): Promise<PlacedRecords> {
    if (this.#articles.get(uri) === undefined) return NOTHING;
    const set = await (this.#sidecars.get(uri) ?? this.#read(uri));
    // It may have been closed meanwhile, or be another version: the present one counts.
    const article = this.#articles.get(uri);
    if (article === undefined || set === undefined) return NOTHING;
    const known = this.#placed.get(uri);
    if (known?.set === set && known.text === article.text) return known.records;
    const records = placedRecords(set, article.text, this.#host.hash(article.text.text));
    this.#placed.set(uri, { set, text: article.text, records });
    return records;
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
      report(toDiagnostics(textForPlaces(bytes, problems), problems));
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

/** The text in which problems have their places; none is needed for those at its start, as of a file that is too large. */
function textForPlaces(bytes: Uint8Array | undefined, problems: readonly Problem[]): string {
  return problems.some(({ end }) => end > 0) ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) : '';
}

interface Placed {
  readonly set: AnnotationSet;
  readonly text: CanonicalText;
  readonly records: PlacedRecords;
}

/** Where the records of a set stand in a text with this hash; a rejection only where that is certain. */
export function placedRecords(set: AnnotationSet, text: CanonicalText, textHash: string): PlacedRecords {
  const anchorings = anchorAll(set, text, textHash);
  const annotations = set.annotations.flatMap((annotation): AnnotationView[] => {
    const anchoring = anchorings.get(annotation.id);
    if (anchoring === undefined || anchoring.state === 'orphan') return [];
    return anchoring.parts.map((part) => viewOf(annotation, anchoring.state, part));
  });
  const rejected = (set.rejected ?? []).flatMap(({ id, label }): RejectedView[] => {
    const anchoring = anchorings.get(id);
    return anchoring?.state === 'anchored' ? [{ id, label, ...anchoring.range }] : [];
  });
  return { annotations, rejected, ...linksViewOf(set) };
}

/** A folder in the sidecar's place, a missing right, an address that names no local file. */
function unreadable(error: unknown): Problem {
  const reason = error instanceof Error ? error.message : String(error);
  const message = `The annotation file cannot be read: ${reason}`;
  return { severity: 'error', code: 'unreadable', message, offset: 0, end: 0 };
}
