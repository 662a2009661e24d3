import { styleText } from 'node:util';
import type { Analysis } from '../core/analysis/analysis';
import type { Entity } from '../core/analysis/mention';
import type { OutlineNode } from '../core/article/outline';
import { visibleText } from '../core/text/visible';

/** A readable table of an analysis: the outline, then the entities by how often they are named. */
export function renderAnalysis(file: string, { outline, entities, mentions }: Analysis): string {
  const lines = [
    strong(`${file}: ${mentions.length} mentions of ${entities.length} entities`),
    ...outline.flatMap((node) => renderOutline(node, 1)),
    '',
    ...[...entities].sort((a, b) => b.mentions.length - a.mentions.length).map(renderEntity),
  ];
  return `${lines.join('\n')}\n\n`;
}

function renderOutline({ kind, name, children }: OutlineNode, depth: number): string[] {
  const line = `${'  '.repeat(depth)}${faint(kind.padEnd(10))} ${kind === 'article' ? strong(visibleText(name)) : visibleText(name)}`;
  return [line, ...children.flatMap((child) => renderOutline(child, depth + 1))];
}

function renderEntity({ label, name, aliases, mentions, posts, authority }: Entity): string {
  const details = [
    ...(posts.length > 0 ? [`posts: ${posts.map(visibleText).join('、')}`] : []),
    ...(aliases.length > 0 ? [`also: ${aliases.map(visibleText).join('、')}`] : []),
    ...(authority === undefined ? [] : [`authority: ${visibleText(authority)}`]),
  ];
  const column = padDisplay(visibleText(name), 40);
  return `  ${colourOf(label)(visibleText(label).padEnd(6))} ${String(mentions.length).padStart(4)}  ${column} ${faint(details.join('; '))}`.trimEnd();
}

type Colour = Parameters<typeof styleText>[0];

const COLOUR_OF_LABEL: Readonly<Record<string, Colour>> = {
  PER: 'red',
  POST: 'magenta',
  ORG: 'blue',
  LOC: 'green',
  FAC: 'yellow',
  TIME: 'cyan',
  QTY: 'cyan',
  EVENT: 'redBright',
  DOC: 'yellowBright',
  TERM: 'blueBright',
};

/** Colours only where a person reads: on a terminal, unless NO_COLOR is set. */
const inColour = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
const style = (colour: Colour, text: string): string => (inColour && text !== '' ? styleText(colour, text) : text);
const strong = (text: string): string => style('bold', text);
const faint = (text: string): string => style('gray', text);
const colourOf =
  (label: string) =>
  (text: string): string =>
    style(COLOUR_OF_LABEL[label] ?? 'white', text);

/** Pads to a number of terminal columns; wide (East Asian) characters take two. */
function padDisplay(text: string, columns: number): string {
  const width = Array.from(text).reduce((sum, character) => sum + (/[\u1100-\uFFDC]/.test(character) ? 2 : 1), 0);
  return text + ' '.repeat(Math.max(columns - width, 0));
}
