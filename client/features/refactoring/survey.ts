import * as vscode from 'vscode';
import type { AnnotationSet } from '../../../core/annotation/annotation';
import { decodeUtf8 } from '../../../core/annotation/sidecar/bytes';
import { SidecarVersion } from '../../../core/annotation/sidecar/version';
import { corpusArticles } from '../../../core/corpus/corpusArticles';
import { addressIn, filesMatching, isGlob } from '../../../core/corpus/corpusFiles';
import { articleFilter, MANIFEST_NAME } from '../../../core/corpus/manifest';
import { inParallel, type Progress } from '../../../core/inParallel';
import type { SidecarPlace } from '../../../core/refactoring/plan';
import { corpusFiles } from '../../storage/corpusFiles';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';
import type { Corpus, Manifests } from '../corpusLanguage/manifests';

/** A sidecar of a corpus as it is now: in memory where its article is open, else on disk. */
export interface SurveyedSidecar extends SidecarPlace {
  /** The path of the article below the folder of the corpus. */
  readonly path: string;
  /** What it holds, or why that cannot be read. */
  readonly set: AnnotationSet | string;
}

/** A manifest or an authority file; without a text it cannot be read. */
export interface SurveyedText {
  readonly uri: string;
  readonly path: string;
  readonly text: string | undefined;
}

/** All that a refactoring of the schema may go through. */
export interface Survey {
  readonly corpus: Corpus;
  /** Its `corpus.yaml`, as saved. */
  readonly manifest: SurveyedText;
  readonly authority: readonly SurveyedText[];
  /** In the order of the articles. */
  readonly sidecars: readonly SurveyedSidecar[];
}

/** Files that are read at the same time. */
const AT_ONCE = 16;

/** Reads every annotator's sidecars of a corpus. */
export async function surveyOf(
  corpus: Corpus,
  manifests: Manifests,
  articles: AnnotatedArticles,
  progress?: Progress,
): Promise<Survey> {
  const root = corpus.root.toString().replace(/\/?$/, '/');
  const includes = articleFilter(corpus.manifest);
  const listed = await corpusArticles(root, corpusFiles, async (folder) => {
    const own = await manifests.corpusAbove(vscode.Uri.parse(`${folder}${MANIFEST_NAME}`, true));
    return own?.root.toString() === corpus.root.toString() ? { root, includes } : undefined;
  });
  const places = listed.flatMap(({ address, path, sidecars }) =>
    sidecars.map((uri) => ({ uri: asEditor(uri), articleUri: asEditor(address), path })),
  );
  const read = new Map<string, SurveyedSidecar>();
  await inParallel(
    places,
    AT_ONCE,
    async (place) => void read.set(place.uri, { ...place, set: await setOf(place, articles) }),
    progress,
  );
  const sidecars = places.flatMap(({ uri }) => read.get(uri) ?? []);
  const manifest = await textAt(root, MANIFEST_NAME);
  return { corpus, manifest, authority: await authorityOf(corpus, root), sidecars };
}

/** Addresses as the editor writes them, so that they are the same as those of documents. */
const asEditor = (address: string): string => vscode.Uri.parse(address, true).toString();

async function setOf({ uri, articleUri }: SidecarPlace, articles: AnnotatedArticles): Promise<AnnotationSet | string> {
  const open = await articles.open(articleUri);
  if (open?.set !== undefined && open.sidecar.toString() === uri) return open.set;
  try {
    const bytes = await corpusFiles.read(uri);
    if (bytes === undefined) return vscode.l10n.t('There is no such file any more.');
    const { value, problems } = SidecarVersion.read(bytes);
    const error = problems.find(({ severity }) => severity === 'error');
    return error === undefined && value !== undefined ? value.set : (error?.message ?? '');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function authorityOf({ manifest }: Corpus, root: string): Promise<Survey['authority']> {
  const paths = new Set<string>();
  for (const pattern of manifest.authority) {
    const found = isGlob(pattern) ? (await filesMatching(pattern, root, corpusFiles)).paths : [pattern];
    found.forEach((path) => paths.add(path));
  }
  const texts: SurveyedText[] = [];
  for (const path of paths) texts.push(await textAt(root, path));
  return texts;
}

async function textAt(root: string, path: string): Promise<SurveyedText> {
  const uri = asEditor(addressIn(root, path));
  const bytes = await corpusFiles.read(uri).catch(() => undefined);
  return { uri, path, text: bytes && decodeUtf8(bytes) };
}
