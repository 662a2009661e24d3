import type { Color, ColorInformation, ColorPresentation, Range } from 'vscode-languageserver';
import type { YamlNode } from '../../../core/yaml/boundedYaml';
import { rangeIn, type OpenManifest } from '../../workspace/manifests';

const COLOUR = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i;

/** The colours of labels and relations, each where it is given. */
export function coloursIn(manifest: OpenManifest): ColorInformation[] {
  return coloursBelow(manifest.root, 0).map(({ value, node }) => ({ range: rangeIn(manifest, node), color: value }));
}

interface Found {
  readonly value: Color;
  readonly node: YamlNode;
}

/** A `colour` stands in a record of a list of the root. */
const DEEPEST = 3;

function coloursBelow(node: YamlNode | undefined, depth: number): Found[] {
  if (node?.kind === 'sequence') return node.items.flatMap((item) => coloursBelow(item, depth + 1));
  if (node?.kind !== 'mapping' || depth > DEEPEST) return [];
  return node.entries.flatMap(({ key, value }) => {
    const colour = key === 'colour' ? colourOf(value) : undefined;
    return colour === undefined ? coloursBelow(value, depth + 1) : [{ value: colour, node: value }];
  });
}

function colourOf(node: YamlNode): Color | undefined {
  const digits = node.kind === 'scalar' && typeof node.value === 'string' ? COLOUR.exec(node.value) : null;
  if (digits === null) return undefined;
  const part = (index: number): number => Number.parseInt(digits[index] ?? '0', 16) / 255;
  return { red: part(1), green: part(2), blue: part(3), alpha: 1 };
}

/** How a colour that was picked is written; a manifest has no transparent ones. */
export function colourWritten({ red, green, blue }: Color, range: Range): ColorPresentation {
  const digits = [red, green, blue].map((part) =>
    Math.round(Math.min(Math.max(part, 0), 1) * 255)
      .toString(16)
      .padStart(2, '0'),
  );
  const label = `#${digits.join('')}`;
  return { label, textEdit: { range, newText: JSON.stringify(label) } };
}
