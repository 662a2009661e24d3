import { DocumentHighlightKind, type DocumentHighlight, type Location, type Position } from 'vscode-languageserver';
import { nameAtOffset, usesOf, type NameUse } from '../../../core/corpus/manifestNames';
import { rangeIn, type OpenManifest } from '../../workspace/manifests';

/** The id that a position is in, the quotes around it included. */
export function nameAtPosition({ document, names }: OpenManifest, position: Position): NameUse | undefined {
  return nameAtOffset(names, document.offsetAt(position));
}

/** Where what is named at a position is given. */
export function manifestDefinitionAt(manifest: OpenManifest, position: Position): Location[] | null {
  return locations(manifest, position, ({ isDefinition }) => isDefinition);
}

/** Where what is named at a position is named. */
export function manifestReferencesAt(
  manifest: OpenManifest,
  position: Position,
  includesDefinition: boolean,
): Location[] | null {
  return locations(manifest, position, ({ isDefinition }) => includesDefinition || !isDefinition);
}

export function manifestHighlightsAt(manifest: OpenManifest, position: Position): DocumentHighlight[] | null {
  const name = nameAtPosition(manifest, position);
  if (name === undefined) return null;
  return usesOf(manifest.names, name).map(({ extent, isDefinition }) => ({
    range: rangeIn(manifest, extent),
    kind: isDefinition ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
  }));
}

function locations(manifest: OpenManifest, position: Position, isWanted: (use: NameUse) => boolean): Location[] | null {
  const name = nameAtPosition(manifest, position);
  if (name === undefined) return null;
  return usesOf(manifest.names, name)
    .filter(isWanted)
    .map(({ extent }) => ({ uri: manifest.uri, range: rangeIn(manifest, extent) }));
}
