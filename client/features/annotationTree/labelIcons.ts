import * as vscode from 'vscode';
import { kindOfLabel, ownColour, type Label } from '../../../core/annotation/labels';
import { readableColour } from '../../../core/annotation/readableColour';

export type Icon = NonNullable<vscode.TreeItem['iconPath']>;

/** A dot in the colour of a label: the theme's, or that of the schema as it can be seen in light and in dark themes. */
export function labelIcon(labels: readonly Label[], label: string): Icon {
  const own = ownColour(labels, label);
  if (own === undefined)
    return new vscode.ThemeIcon('circle-filled', new vscode.ThemeColor(`corpusAnnotator.${kindOfLabel(label)}`));
  return colourIcon(own);
}

/** A dot in a colour `#rrggbb`, as it can be seen in light and in dark themes. */
export const colourIcon = (colour: string): vscode.IconPath => ({
  light: dot(readableColour(colour, '#f3f3f3')),
  dark: dot(readableColour(colour, '#2b2b2b')),
});

function dot(colour: string): vscode.Uri {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="5" fill="${colour}"/></svg>`;
  return vscode.Uri.parse(`data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`, true);
}

/** A label as people read it: its id, and its name in their language where that is another. */
export function labelName(labels: readonly Label[], id: string): string {
  const names = labels.find((label) => label.id === id)?.names;
  const name = vscode.env.language.startsWith('zh') ? names?.zh : names?.en;
  return name === undefined || name === id ? id : `${id} ${name}`;
}
