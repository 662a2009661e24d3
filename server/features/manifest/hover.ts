import type { Hover, Position } from 'vscode-languageserver';
import type { Label } from '../../../core/annotation/labels';
import { kindsOf } from '../../../core/annotation/schemaRules';
import { nameAtOffset } from '../../../core/corpus/manifestNames';
import { placeAt } from '../../../core/yaml/boundedYaml';
import { escapeMarkdown, harmlessMarkdown } from '../../markdown';
import type { LocalMessages } from '../../messages';
import { rangeIn, type OpenManifest } from '../../workspace/manifests';
import { keyAt } from './shape';

/** What a key of a manifest means, or what label an id names. */
export function manifestHoverAt(
  manifest: OpenManifest,
  position: Position,
  messages: LocalMessages,
  showsHtml: boolean,
): Hover | null {
  const offset = manifest.document.offsetAt(position);
  const name = nameAtOffset(manifest.names, offset);
  if (name?.kind === 'label') {
    const value = describeLabel(manifest, name.id, messages, showsHtml);
    return { contents: { kind: 'markdown', value }, range: rangeIn(manifest, name.extent) };
  }
  const place = manifest.root && placeAt(manifest.root, offset);
  const key = place?.isKey === true ? keyAt(place.path) : undefined;
  if (place === undefined || key === undefined) return null;
  const value = `\`${String(place.path.at(-1))}\` — ${key.says[messages.language]}`;
  return { contents: { kind: 'markdown', value }, range: rangeIn(manifest, place.extent) };
}

function describeLabel({ manifest }: OpenManifest, id: string, messages: LocalMessages, showsHtml: boolean): string {
  const label = manifest.labels.find((candidate) => candidate.id === id);
  if (label === undefined) return messages.noSuchLabel(escapeMarkdown(id));
  const { language } = messages;
  const above = kindsOf(manifest, id).slice(1).map(escapeMarkdown);
  const description = label.descriptions[language];
  return [
    [swatch(label, showsHtml), `**${escapeMarkdown(id)}**`, ...namesOf(label)].join(' '),
    ...(above.length === 0 ? [] : [`⊂ ${above.join(' ⊂ ')}`]),
    ...(label.key === undefined ? [] : [`${messages.key}: \`${label.key}\``]),
    ...(description === '' ? [] : [escapeMarkdown(description)]),
    ...(label.guidelines === undefined ? [] : ['---', harmlessMarkdown(label.guidelines[language].trim())]),
  ].join('\n\n');
}

const namesOf = ({ id, names: { en, zh } }: Label): string[] =>
  [...new Set([en, zh])].filter((name) => name !== id).map((name) => `· ${escapeMarkdown(name)}`);

/** The colour as a square where colours can be shown, and by its number. */
function swatch({ colour }: Label, showsHtml: boolean): string {
  if (!/^#[0-9a-fA-F]{6}$/.test(colour)) return '';
  return showsHtml ? `<span style="color:${colour};">■</span>` : `\`${colour}\``;
}
