import * as vscode from 'vscode';
import { findConflictMarkers } from '../../../core/yaml/conflictMarkers';

/** A line above the first marker of an unfinished merge, in the annotation file itself, that leads to the resolver. */
export class ConflictLenses implements vscode.CodeLensProvider {
  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const [marker] = findConflictMarkers(document.getText());
    if (marker === undefined) return [];
    const position = document.positionAt(marker.offset);
    return [new vscode.CodeLens(new vscode.Range(position, position), resolveCommand(document.uri))];
  }
}

/** What leads to the resolver of a sidecar. */
export function resolveCommand(sidecar: vscode.Uri): vscode.Command {
  return {
    title: `$(git-merge) ${vscode.l10n.t('Resolve Annotation Conflicts')}`,
    command: 'corpusAnnotator.resolveConflict',
    arguments: [sidecar],
  };
}
