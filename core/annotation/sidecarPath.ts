/** The end of every sidecar's name. */
export const SIDECAR_SUFFIX = '.ann.yaml';

const ANNOTATOR = /^[a-z0-9_-]+$/;
const ARTICLE_SUFFIX = '.txt';

/** The article a sidecar lies beside, and whose annotations it holds. */
export interface SidecarOwner {
  /** Path of the article, in the form of the sidecar's path. */
  readonly article: string;
  readonly annotator?: string;
}

/**
 * Whether a name can stand in a sidecar's file name: lower-case letters, digits, `_` and `-`. `txt` is kept back,
 * or `a.txt.ann.yaml` could be read in two ways.
 */
export function isAnnotatorName(name: string): boolean {
  return ANNOTATOR.test(name) && name !== 'txt';
}

export function isSidecarPath(path: string): boolean {
  return path.endsWith(SIDECAR_SUFFIX);
}

/** The path of an article's sidecar. Throws for a name that is not an annotator's (see {@link isAnnotatorName}). */
export function sidecarPathOf(articlePath: string, annotator?: string): string {
  if (annotator === undefined) return articlePath + SIDECAR_SUFFIX;
  if (!isAnnotatorName(annotator)) throw new RangeError(`"${annotator}" is not an annotator's name.`);
  return `${articlePath}.${annotator}${SIDECAR_SUFFIX}`;
}

/**
 * Which article and annotator a sidecar belongs to; undefined for a path that is no sidecar's. Unambiguous for articles
 * ending in `.txt`; a sidecar of another kind of file is read as one without annotator.
 */
export function ownerOfSidecar(sidecarPath: string): SidecarOwner | undefined {
  if (!isSidecarPath(sidecarPath)) return undefined;
  const stem = sidecarPath.slice(0, -SIDECAR_SUFFIX.length);
  if (stem === '' || stem.endsWith('/')) return undefined;
  if (stem.endsWith(ARTICLE_SUFFIX)) return { article: stem };
  const dot = stem.lastIndexOf('.');
  const article = stem.slice(0, dot);
  const annotator = stem.slice(dot + 1);
  return article.endsWith(ARTICLE_SUFFIX) && isAnnotatorName(annotator) ? { article, annotator } : { article: stem };
}

/**
 * The names of an article's sidecars, every annotator's, among the names in its folder. What could be the sidecar of a
 * longer name that is in the folder too (`a.md.lin` beside `a.md`) belongs to that one, unless the article ends in `.txt`.
 */
export function sidecarsBeside(articleName: string, names: readonly string[]): string[] {
  const inFolder = new Set(names);
  return names.filter((name) => {
    if (!name.startsWith(`${articleName}.`) || !isSidecarPath(name)) return false;
    const annotator = name.slice(articleName.length + 1, -SIDECAR_SUFFIX.length);
    if (name === articleName + SIDECAR_SUFFIX) return true;
    const isShared = !articleName.endsWith(ARTICLE_SUFFIX) && inFolder.has(`${articleName}.${annotator}`);
    return isAnnotatorName(annotator) && !isShared;
  });
}
