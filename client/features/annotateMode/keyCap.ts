import * as vscode from 'vscode';

/** A key with one character, as it looks on a keyboard, in light and in dark themes. */
export const keyCap = (character: string): { readonly light: vscode.Uri; readonly dark: vscode.Uri } => ({
  light: drawn(character, '#3b3b3b'),
  dark: drawn(character, '#cccccc'),
});

/** Low marks stand higher, so that they are clear of the edge of the key. */
const baselineOf = (character: string): number => (',._'.includes(character) ? 10 : 11.8);

function drawn(character: string, colour: string): vscode.Uri {
  const code = character.codePointAt(0) ?? 0;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">` +
    `<rect x=".75" y=".75" width="14.5" height="14.5" rx="3" fill="none" stroke="${colour}" stroke-opacity=".6"/>` +
    `<text x="8" y="${baselineOf(character)}" text-anchor="middle" font-family="sans-serif" font-weight="600" font-size="11" fill="${colour}">&#${code};</text></svg>`;
  return vscode.Uri.parse(`data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`, true);
}
