import * as vscode from 'vscode';
import { colourSource, kindOfLabel, ownColour, type Label } from '../../../core/annotation/labels';
import { readableColour } from '../../../core/annotation/readableColour';

/** How a span is marked: by whom it is, and in which lane where spans overlap. */
export interface MarkStyle {
  /** The colour that the schema gives, `#rrggbb`, or the kind of label of which the theme has one. */
  readonly colour: string;
  readonly state: 'anchored' | 'review' | 'suggested';
  readonly lane: number;
}

/** How a span is marked, or the colour of its text. */
export type Style = MarkStyle | Pick<MarkStyle, 'colour'>;

/** The last lane: spans that overlap more often than that share it. */
export const LAST_LANE = 2;

export const styleName = (style: Style): string => Object.values(style).join(' ');

export function colourOf(labels: readonly Label[], label: string): string {
  return ownColour(labels, label) ?? kindOfLabel(colourSource(labels, label));
}

/** The editor's type for a style. */
export function decorationType(style: Style): vscode.TextEditorDecorationType {
  const options = 'state' in style ? markOf(style) : { color: foreground(style.colour) ?? lineColour(style.colour) };
  return vscode.window.createTextEditorDecorationType({
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    ...options,
  });
}

/**
 * An annotation is filled and has a firm line, dashed where a person should look again; a suggestion has dots only. The
 * line is below; of a span around others it is above, and around all of one further out.
 */
function markOf({ colour, state, lane }: MarkStyle): vscode.DecorationRenderOptions {
  const line = lineColour(colour);
  const isSuggested = state === 'suggested';
  return {
    borderColor: line,
    borderStyle: LINE[state],
    borderWidth: sides(lane, isSuggested ? '1px' : '2px'),
    ...(!isSuggested && {
      ...fill(colour),
      overviewRulerColor: line,
      overviewRulerLane: vscode.OverviewRulerLane.Right,
    }),
  };
}

const lineColour = (colour: string): string | vscode.ThemeColor =>
  colour.startsWith('#') ? colour : new vscode.ThemeColor(`corpusAnnotator.${colour}`);

const LINE = { anchored: 'solid', review: 'dashed', suggested: 'dotted' } as const;

function sides(lane: number, width: string): string {
  return lane === 0 ? `0 0 ${width} 0` : lane === 1 ? `${width} 0 0 0` : '1px';
}

/** The text in the colour of its line; one that the schema gives, as it can be read in this theme. */
function foreground(colour: string): string | undefined {
  return colour.startsWith('#') ? readableColour(colour, BACKGROUND[vscode.window.activeColorTheme.kind]) : undefined;
}

/** About what a theme has behind its text; an extension cannot ask for it. */
const BACKGROUND = {
  [vscode.ColorThemeKind.Light]: '#f3f3f3',
  [vscode.ColorThemeKind.HighContrastLight]: '#ffffff',
  [vscode.ColorThemeKind.Dark]: '#2b2b2b',
  [vscode.ColorThemeKind.HighContrast]: '#000000',
} as const;

/** The tint of an annotation: the theme's own, or the schema's colour, thin enough for the text; none in high contrast. */
function fill(colour: string): vscode.DecorationRenderOptions {
  if (!colour.startsWith('#')) return { backgroundColor: new vscode.ThemeColor(`corpusAnnotator.${colour}Background`) };
  const { kind } = vscode.window.activeColorTheme;
  const isHighContrast =
    kind === vscode.ColorThemeKind.HighContrast || kind === vscode.ColorThemeKind.HighContrastLight;
  return isHighContrast ? {} : { light: { backgroundColor: `${colour}26` }, dark: { backgroundColor: `${colour}33` } };
}
