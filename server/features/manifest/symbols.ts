import { SymbolKind, type DocumentSymbol } from 'vscode-languageserver';
import { visibleText } from '../../../core/text/visible';
import type { YamlNode } from '../../../core/yaml/boundedYaml';
import type { LocalMessages } from '../../messages';
import { rangeIn, type OpenManifest } from '../../workspace/manifests';

/** The outline of a manifest: its keys, and below them what has an id. */
export function manifestSymbols(manifest: OpenManifest, { language }: LocalMessages): DocumentSymbol[] {
  const { root } = manifest;
  if (root?.kind !== 'mapping') return [];
  return root.entries.map(({ key, keyExtent, value }) => ({
    name: visibleText(key),
    kind: SymbolKind.Module,
    range: rangeIn(manifest, { offset: keyExtent.offset, end: Math.max(keyExtent.end, value.end) }),
    selectionRange: rangeIn(manifest, keyExtent),
    children: records(manifest, value, KINDS[key] ?? SymbolKind.Object, language),
  }));
}

const KINDS: Readonly<Record<string, SymbolKind>> = {
  labels: SymbolKind.Class,
  attributes: SymbolKind.Property,
  relations: SymbolKind.Interface,
  events: SymbolKind.Event,
  tags: SymbolKind.Field,
};

function records(manifest: OpenManifest, list: YamlNode, kind: SymbolKind, language: 'en' | 'zh'): DocumentSymbol[] {
  if (list.kind !== 'sequence') return [];
  return list.items.flatMap((item) => {
    const id = valueOf(item, 'id');
    if (id?.kind !== 'scalar' || typeof id.value !== 'string' || id.value === '') return [];
    const name = textOf(valueOf(valueOf(item, 'names'), language));
    const roles = valueOf(item, 'roles');
    return [
      {
        name: visibleText(id.value),
        kind,
        range: rangeIn(manifest, item),
        selectionRange: rangeIn(manifest, id),
        ...(name !== undefined && { detail: visibleText(name) }),
        ...(roles !== undefined && { children: records(manifest, roles, SymbolKind.Key, language) }),
      },
    ];
  });
}

const valueOf = (node: YamlNode | undefined, key: string): YamlNode | undefined =>
  node?.kind === 'mapping' ? node.entries.find((entry) => entry.key === key)?.value : undefined;

const textOf = (node: YamlNode | undefined): string | undefined =>
  node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
