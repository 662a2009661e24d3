import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from './cleanup.mjs';

/** A binding to a command that does nothing but draw or remove one decoration. */
export const floorBinding = { key: 'f8', command: 'floor.toggle' };

/** What any extension needs at least to draw something on a key: the floor that ours is measured beside. */
const program = `
const vscode = require('vscode');
exports.run = () => {
  const type = vscode.window.createTextEditorDecorationType({ border: '3px double red' });
  let isDrawn = false;
  vscode.commands.registerCommand('floor.toggle', () => {
    const editor = vscode.window.activeTextEditor;
    const { line } = editor.selection.active;
    isDrawn = !isDrawn;
    editor.setDecorations(type, isDrawn ? [new vscode.Range(line, 0, line, 2)] : []);
  });
  // VS Code takes this for a test suite; it lasts as long as the window.
  return new Promise(() => undefined);
};
`;

/** The module that registers that command, to be run as a suite beside the extension. */
export function floorSuite() {
  const file = join(temporaryDirectory(), 'floor.js');
  writeFileSync(file, program);
  return file;
}
