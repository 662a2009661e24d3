import { CodeActionKind, type CodeAction, type Diagnostic, type TextEdit } from 'vscode-languageserver';
import { DEFAULT_LABELS } from '../../../core/annotation/labels';
import { changedPart } from '../../../core/changedPart';
import { nameAtOffset } from '../../../core/corpus/manifestNames';
import { likelyMeant } from '../../../core/text/spelling';
import { withItem } from '../../../core/yaml/appendItem';
import { placeAt } from '../../../core/yaml/boundedYaml';
import type { LocalMessages } from '../../messages';
import { rangeIn, type OpenManifest } from '../../workspace/manifests';
import { shapeAt } from './shape';

/** What mends problems of a manifest: the key or the label that was meant, or the label that is missing. */
export function manifestFixes(
  manifest: OpenManifest,
  diagnostics: readonly Diagnostic[],
  messages: LocalMessages,
): CodeAction[] {
  return diagnostics.flatMap((diagnostic) => {
    if (diagnostic.source !== 'corpus-annotator') return [];
    const fixes = fixesFor(manifest, diagnostic, messages);
    return fixes.map(({ title, edit }, index) => ({
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      isPreferred: index === 0,
      edit: { changes: { [manifest.uri]: [edit] } },
    }));
  });
}

interface Fix {
  readonly title: string;
  readonly edit: TextEdit;
}

function fixesFor(manifest: OpenManifest, { code, range }: Diagnostic, messages: LocalMessages): Fix[] {
  const offset = manifest.document.offsetAt(range.start);
  if (code === 'unknown-key') return keyFixes(manifest, offset, messages);
  return code === 'unknown-label' ? labelFixes(manifest, offset, messages) : [];
}

function keyFixes(manifest: OpenManifest, offset: number, messages: LocalMessages): Fix[] {
  const { root } = manifest;
  const place = root && placeAt(root, offset);
  if (place?.isKey !== true) return [];
  const shape = shapeAt(place.path.slice(0, -1));
  const key = String(place.path.at(-1));
  const known = shape?.kind === 'mapping' ? Object.keys(shape.keys) : [];
  const meant = likelyMeant(key, known) ?? known.find((name) => key.toLowerCase().startsWith(name));
  if (meant === undefined) return [];
  return [{ title: messages.changeTo(meant), edit: { range: rangeIn(manifest, place.extent), newText: meant } }];
}

function labelFixes(manifest: OpenManifest, offset: number, messages: LocalMessages): Fix[] {
  const name = nameAtOffset(manifest.names, offset);
  if (name === undefined) return [];
  const { labels } = manifest.manifest;
  const meant = likelyMeant(
    name.id,
    labels.map(({ id }) => id),
  );
  const range = rangeIn(manifest, name.extent);
  const added = labels === DEFAULT_LABELS ? undefined : withItem(manifest.text, 'labels', { id: name.id });
  return [
    ...(meant === undefined
      ? []
      : [{ title: messages.changeTo(meant), edit: { range, newText: JSON.stringify(meant) } }]),
    ...(added === undefined ? [] : [{ title: messages.addLabel(name.id), edit: editTo(manifest, added) }]),
  ];
}

function editTo(manifest: OpenManifest, changed: string): TextEdit {
  const { start, endBefore, endAfter } = changedPart(manifest.text, changed);
  return { range: rangeIn(manifest, { offset: start, end: endBefore }), newText: changed.slice(start, endAfter) };
}
