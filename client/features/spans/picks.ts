import * as vscode from 'vscode';
import { annotationsBeside } from '../../../core/annotation/relations';
import type { AnnotationView } from '../../../core/protocol';
import { toRange } from '../../positions';
import type { CommandContext } from '../annotations/articleCommands';
import { asPickText } from '../annotations/labelPick';
import { placeOf, wordsOf } from './words';
import { picked } from '../../picked';

/** An entry of a pick with what it stands for. */
export interface Choice<Value> extends vscode.QuickPickItem {
  readonly value: Value;
}

/** How a pick looks and what it does while it is open. */
export interface ChooseOptions<Value> {
  readonly title: string;
  readonly placeholder: string;
  /** Called with what the cursor is on. */
  readonly preview?: (value: Value | undefined) => void;
  /** Called when a button of an entry is pressed; the pick closes and answers undefined. */
  readonly pressed?: (value: Value, button: vscode.QuickInputButton) => void;
}

/** Asks for one of some entries; undefined when dismissed. */
export async function choose<Value>(
  choices: readonly Choice<Value>[],
  { title, placeholder, preview, pressed }: ChooseOptions<Value>,
): Promise<Value | undefined> {
  const pick = vscode.window.createQuickPick<Choice<Value>>();
  pick.title = title;
  pick.placeholder = placeholder;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.items = choices;
  pick.onDidChangeActive(([active]) => preview?.(active?.value));
  pick.onDidTriggerItemButton(({ item, button }) => {
    pick.hide();
    pressed?.(item.value, button);
  });
  return (await picked(pick))?.[0]?.value;
}

/** Shows places of an article while a pick is open; the view is as it was when nothing was chosen. */
export class Preview implements vscode.Disposable {
  readonly #context: CommandContext;
  readonly #visible: vscode.Range | undefined;
  readonly #type = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor('editor.findMatchHighlightBackground'),
    border: '1px solid',
    borderColor: new vscode.ThemeColor('editor.findMatchBorder'),
  });

  constructor(context: CommandContext) {
    this.#context = context;
    this.#visible = context.editor.visibleRanges[0];
  }

  /** Shows the annotations with these ids, the first in the middle. */
  show(ids: readonly string[]): void {
    const { editor, article } = this.#context;
    const places = ids.flatMap((id) =>
      article.annotations.filter((view) => view.id === id).map((view) => toRange(article.text, placeOf(view))),
    );
    editor.setDecorations(this.#type, places);
    if (places[0] !== undefined) editor.revealRange(places[0], vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  /** Goes back to what was in view. */
  restore(): void {
    if (this.#visible !== undefined) this.#context.editor.revealRange(this.#visible, vscode.TextEditorRevealType.AtTop);
  }

  dispose(): void {
    this.#type.dispose();
  }
}

/** Above so many annotations only the likeliest are listed. */
const MOST_LISTED = 2000;

/** How another annotation is asked for. */
export interface AnnotationPickOptions {
  readonly title: string;
  /** These come first. */
  readonly isWanted?: (annotation: AnnotationView) => boolean;
  /** What is said of the others, above the first of them. */
  readonly others?: string;
}

/** Asks for another annotation of the article, those that are wanted and near first; it is shown while the cursor is on it. */
export async function pickAnnotation(
  context: CommandContext,
  own: AnnotationView,
  { title, isWanted = () => true, others = vscode.l10n.t('below: not as the schema says') }: AnnotationPickOptions,
): Promise<AnnotationView | undefined> {
  const { article } = context;
  const beside = annotationsBeside(article.annotations, own, isWanted).slice(0, MOST_LISTED);
  const firstOther = beside.findIndex((view) => !isWanted(view));
  const choices = beside.map((view): Choice<AnnotationView> => {
    const { line } = article.text.positionAt(placeOf(view).start);
    return {
      label: asPickText(wordsOf(article, view.id)),
      description: asPickText(`${view.label} · ${vscode.l10n.t('line {0}', line + 1)}`),
      value: view,
    };
  });
  if (firstOther > 0) choices.splice(firstOther, 0, separator(others));
  const preview = new Preview(context);
  try {
    const chosen = await choose(choices, {
      title,
      placeholder: vscode.l10n.t('Type words or a label; the nearest come first'),
      preview: (view) => preview.show(view === undefined ? [] : [view.id]),
    });
    preview.restore();
    return chosen;
  } finally {
    preview.dispose();
  }
}

/** A heading within a pick; it cannot be chosen. */
export function separator<Value>(label: string): Choice<Value> {
  return { label, kind: vscode.QuickPickItemKind.Separator } as Choice<Value>;
}
