import type { SidecarEdit, TextFileEdit } from '../corpusEdits/corpusEdits';
import { SIDECAR_SUFFIX } from '../annotation/sidecarPath';
import { refactoredAuthority } from './inAuthority';
import { refactoredManifest } from './inManifest';
import { changeOf } from './inSidecar';
import type { Refactoring, Refusal } from './refactoring';

/** The files that a refactoring goes through, by their addresses. */
export interface Concerned {
  readonly manifest: string | undefined;
  readonly authority: readonly string[];
  readonly sidecars: readonly SidecarPlace[];
}

export interface SidecarPlace {
  readonly uri: string;
  readonly articleUri: string;
}

/** What a refactoring does in each file, for one step over all of them. */
export function editsFor(
  refactoring: Refactoring,
  { manifest, authority, sidecars }: Concerned,
): { readonly texts: TextFileEdit[]; readonly sidecars: SidecarEdit[] } {
  const edit = (uri: string, change: (text: string, refactoring: Refactoring) => string | Refusal): TextFileEdit => ({
    uri,
    edit: (text) => {
      const changed = change(text, refactoring);
      return typeof changed === 'string' ? changed : { ok: false, ...changed };
    },
  });
  return {
    texts: [
      ...(manifest === undefined ? [] : [edit(manifest, refactoredManifest)]),
      ...authority.map((uri) => edit(uri, refactoredAuthority)),
    ],
    sidecars: sidecars.map((place) => ({
      articleUri: place.articleUri,
      annotator: annotatorOf(place),
      operation: (set) => changeOf(set, place.uri, refactoring).operation,
    })),
  };
}

/** Whose sidecar it is; undefined for the one without a name. */
export function annotatorOf({ uri, articleUri }: SidecarPlace): string | undefined {
  const name = uri.slice(articleUri.length + 1, -SIDECAR_SUFFIX.length);
  return name === '' ? undefined : name;
}
