import { textIdentity, type Sha256 } from '../annotation/annotation';
import { sidecarPathOf } from '../annotation/sidecarPath';
import type { SidecarStore } from '../annotation/store';
import { addressIn, type CorpusFiles } from '../corpus/corpusFiles';
import { isWellFormed } from '../yaml/boundedYaml';
import { decodeArticle, MAXIMUM_ARTICLE_BYTES } from '../text/decode';
import { encodeUtf8 } from '../annotation/sidecar/bytes';
import type { CanonicalText } from '../text/canonicalText';
import { ArticleIndex } from './articleIndex';
import type { ForeignDocument, ForeignLayer, ImportFinding } from './foreign';
import { annotatorFrom } from './importNames';
import { noCounts, planImport, type ImportCounts, type PlanOptions } from './plan';
import type { SchemaDraft } from './schemaDraft';
import { Placing, type ImportArticle } from './placing';

/** What an import writes into, and how. */
export interface ImportTarget {
  /** The folder of the corpus: an address with `/` at its end. */
  readonly root: string;
  readonly files: CorpusFiles;
  /** Whether the corpus takes a path below it for an article. */
  readonly isArticle: (path: string) => boolean;
  /** Writes an article that does not exist, its folders included. False where there is a file already. */
  createArticle(address: string, bytes: Uint8Array): Promise<boolean>;
  /** Why a sidecar must not be written now; undefined where it may. */
  readonly refusalOf?: (sidecarAddress: string) => string | undefined;
  readonly store: SidecarStore;
  readonly sha256: Sha256;
}

export interface ImportOptions extends PlanOptions {
  /** Whose sidecars get what the file says nobody made; undefined: those without a name. */
  readonly annotator: string | undefined;
  /** Each annotator of the file gets sidecars of their own; else `annotator` gets all. */
  readonly isByAnnotator: boolean;
}

/** What an import has done. */
export interface ImportTotals extends ImportCounts {
  documents: number;
  /** Articles that were written, by path. */
  readonly newArticles: string[];
  /** Sidecars that were written, by path. */
  readonly sidecars: Set<string>;
}

export const noTotals = (): ImportTotals => ({
  documents: 0,
  newArticles: [],
  sidecars: new Set(),
  ...noCounts(),
});

/** Carries documents into a corpus, one after the other. */
export class Importer {
  readonly #target: ImportTarget;
  readonly #options: ImportOptions;
  readonly #draft: SchemaDraft;
  readonly totals = noTotals();
  #index: Promise<ArticleIndex> | undefined;
  /** The texts of the articles that this import wrote, by path. */
  readonly #written = new Set<string>();

  /** `draft` takes in what was imported. */
  constructor(target: ImportTarget, options: ImportOptions, draft: SchemaDraft) {
    this.#target = target;
    this.#options = options;
    this.#draft = draft;
  }

  /** Carries a document over, and tells what of it was not. */
  async import(document: ForeignDocument): Promise<readonly ImportFinding[]> {
    this.totals.documents++;
    const refusal = refusalOf(document);
    if (refusal !== undefined) return [about(document, 'error', 'text', refusal)];
    const found = await this.#articleOf(document);
    if ('message' in found) return [found];
    const { path, article, findings } = found;
    const placing = new Placing(this.#identified(document.text), article);
    const difference = differenceOf(document, placing, article, path);
    if (difference?.severity === 'error') return [difference];
    const all = [...findings, ...(difference === undefined ? [] : [difference]), ...this.#strangerTo(path, document)];
    for (const layer of this.#layersOf(document))
      all.push(...(await this.#importLayer(document, layer, placing, path)));
    return all;
  }

  /** Says of an article that the corpus does not take for one. */
  #strangerTo(path: string, document: ForeignDocument): ImportFinding[] {
    if (this.#target.isArticle(path)) return [];
    const message = `corpus.yaml does not include ${path}: add a pattern to its "include", or it opens as plain text.`;
    return [about(document, 'warning', 'not-included', message)];
  }

  #identified(text: CanonicalText): ImportArticle {
    return { text, identity: textIdentity(text, this.#target.sha256) };
  }

  /** The article of a document: the one it names, else the one with its text, else a new one. */
  async #articleOf(document: ForeignDocument): Promise<FoundArticle | ImportFinding> {
    const named = document.name === undefined ? undefined : await this.#read(document.name);
    if (typeof named === 'string') return about(document, 'error', 'article', `${document.name}: ${named}`);
    // What this import wrote under the name was another text's; each of them gets its own.
    const isOwn = document.name !== undefined && this.#written.has(document.name);
    if (named !== undefined && document.name !== undefined) {
      const isSame = new Placing(this.#identified(document.text), named).isWhole;
      if (isSame || !isOwn) return { path: document.name, article: named, findings: [] };
    }
    const paths = (await this.#articleIndex()).find(document.text);
    for (const path of paths) {
      const article = await this.#read(path);
      if (article === undefined || typeof article === 'string') continue;
      if (!new Placing(this.#identified(document.text), article).isWhole) continue;
      return { path, article, findings: paths.length > 1 ? [manyArticles(document, paths)] : [] };
    }
    return this.#newArticle(document);
  }

  /** Reads an article; undefined where there is none, a sentence where it cannot be read. */
  async #read(path: string): Promise<ImportArticle | string | undefined> {
    try {
      const bytes = await this.#target.files.read(addressIn(this.#target.root, path), this.#target.root);
      if (bytes === undefined) return undefined;
      const { value, problems } = decodeArticle(bytes);
      return value === undefined ? problems.map(({ message }) => message).join(' ') : this.#identified(value);
    } catch (error) {
      return `It cannot be read: ${reasonOf(error)}`;
    }
  }

  #articleIndex(): Promise<ArticleIndex> {
    const { root, files, isArticle, sha256 } = this.#target;
    this.#index ??= ArticleIndex.of(root, files, isArticle, sha256);
    return this.#index;
  }

  async #newArticle(document: ForeignDocument): Promise<FoundArticle | ImportFinding> {
    const wanted = document.name ?? `${fileNameFrom(document.standInName)}.txt`;
    const bytes = encodeUtf8(document.source);
    for (let number = 1; number <= MOST_OF_ONE_NAME; number++) {
      const path = number === 1 ? wanted : wanted.replace(/\.txt$/i, `-${number}.txt`);
      let isNew: boolean;
      try {
        isNew = await this.#target.createArticle(addressIn(this.#target.root, path), bytes);
      } catch (error) {
        return about(document, 'error', 'article', `${path} cannot be written: ${reasonOf(error)}`);
      }
      if (!isNew) continue;
      this.#written.add(path);
      this.totals.newArticles.push(path);
      (await this.#articleIndex()).add(path, document.text);
      return { path, article: this.#identified(document.text), findings: [] };
    }
    return about(document, 'error', 'article', `There are too many files called ${wanted} already.`);
  }

  #layersOf(document: ForeignDocument): { annotator: string | undefined; layer: ForeignLayer }[] {
    const { annotator, isByAnnotator } = this.#options;
    return document.layers.map((layer) => {
      const own = isByAnnotator && layer.annotator !== undefined ? annotatorFrom(layer.annotator) : undefined;
      return { annotator: own ?? annotator, layer };
    });
  }

  async #importLayer(
    document: ForeignDocument,
    { annotator, layer }: { readonly annotator: string | undefined; readonly layer: ForeignLayer },
    placing: Placing,
    path: string,
  ): Promise<readonly ImportFinding[]> {
    const sidecar = sidecarPathOf(path, annotator);
    const { root, store, refusalOf: refusedNow } = this.#target;
    const sidecarUri = addressIn(root, sidecar);
    const refusal = refusedNow?.(sidecarUri);
    if (refusal !== undefined) return [about(document, 'error', 'sidecar', `${sidecar}: ${refusal}`)];
    // The article may be open in another sidecar: this one is opened under a name of its own.
    const articleUri = `import:${sidecarUri}`;
    await store.open({ articleUri, sidecarUri, text: placing.article, ...(annotator !== undefined && { annotator }) });
    try {
      return await this.#change(document, layer, placing, { articleUri, sidecar });
    } finally {
      await store.close(articleUri).catch(() => undefined);
    }
  }

  async #change(
    document: ForeignDocument,
    layer: ForeignLayer,
    placing: Placing,
    { articleUri, sidecar }: { readonly articleUri: string; readonly sidecar: string },
  ): Promise<readonly ImportFinding[]> {
    const { store } = this.#target;
    const state = store.state(articleUri);
    if (state?.kind !== 'ready') {
      const reason = state?.kind === 'broken' ? state.problems[0]?.message : undefined;
      const why = reason ?? 'It was changed elsewhere at the same time.';
      return [about(document, 'error', 'sidecar', `${sidecar}: ${why} Nothing was imported into it.`)];
    }
    const { operation, counts, findings } = planImport({ document, layer }, placing, state.set, this.#options);
    if (operation !== undefined) {
      const applied = store.apply(articleUri, operation);
      if (!applied.ok)
        return [about(document, 'error', 'sidecar', `${sidecar}: ${applied.message} Nothing was imported.`)];
      try {
        await store.whenSaved(articleUri);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return [about(document, 'error', 'sidecar', reason)];
      }
      this.totals.sidecars.add(sidecar);
      this.#draft.addFrom(operation);
    }
    for (const key of Object.keys(counts) as (keyof ImportCounts)[]) this.totals[key] += counts[key];
    return findings;
  }
}

/** A sentence. */
const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\.?$/, '.');

interface FoundArticle {
  readonly path: string;
  readonly article: ImportArticle;
  readonly findings: readonly ImportFinding[];
}

/** How many articles may want the same name. */
const MOST_OF_ONE_NAME = 100_000;
/** Of an article that a document names at least this share of the spans must have a certain place. */
const ENOUGH_PLACED = 0.5;

function refusalOf({ source, text }: ForeignDocument): string | undefined {
  if (text.text.trim() === '') return 'The text is empty. It is left out.';
  if (!isWellFormed(source)) return 'The text has half a character, which no file can hold. It is left out.';
  // Three bytes are the most that a UTF-16 unit takes.
  if (source.length * 3 > MAXIMUM_ARTICLE_BYTES && encodeUtf8(source).length > MAXIMUM_ARTICLE_BYTES)
    return `The text is larger than articles may be (${MAXIMUM_ARTICLE_BYTES} bytes). Split it.`;
  return undefined;
}

/** What is to be said where an article has another text; an error where hardly one of the spans stands in it. */
function differenceOf(
  document: ForeignDocument,
  placing: Placing,
  article: ImportArticle,
  path: string,
): ImportFinding | undefined {
  if (placing.isWhole) return undefined;
  const spans = document.layers.flatMap((layer) => layer.spans);
  const placed = spans.filter(({ parts }) => placing.place(parts, article.identity).isCertain).length;
  const count = `${placed} of ${spans.length} annotations have a certain place there`;
  if (placed >= spans.length * ENOUGH_PLACED)
    return about(document, 'information', 'other-text', `${path} differs from the imported text: ${count}.`);
  const message = `${path} has another text: only ${count}. Nothing was imported; give one of the two another name.`;
  return about(document, 'error', 'other-text', message);
}

function manyArticles(document: ForeignDocument, paths: readonly string[]): ImportFinding {
  const message = `Several articles have this text (${paths.join(', ')}); the annotations are those of the first.`;
  return about(document, 'information', 'many-articles', message);
}

const about = (
  { place }: ForeignDocument,
  severity: ImportFinding['severity'],
  code: string,
  message: string,
): ImportFinding => ({ severity, code, message, place });

/** A name for a file made of what an export calls a text. */
const fileNameFrom = (name: string): string => name.replace(/[<>:"|?*\\/\p{Cc}\p{Cs}]/gu, '_').slice(0, 60);
