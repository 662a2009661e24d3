import * as vscode from 'vscode';
import type { Label } from '../../../core/annotation/labels';
import { visibleText } from '../../../core/text/visible';

interface LabelItem extends vscode.QuickPickItem {
  readonly id: string;
}

/**
 * Asks for a label; typing matches its id, its English and its Chinese name. The preferred label (the one that was
 * suggested, or that the annotation has now) stands first, so that Enter takes it. Undefined when dismissed.
 */
export async function pickLabel(
  labels: readonly Label[],
  text: string,
  preferred?: { readonly label: string; readonly why: string },
): Promise<string | undefined> {
  const items = labels.map((label) => itemOf(label, label.id === preferred?.label ? preferred.why : undefined));
  items.sort((a, b) => Number(b.id === preferred?.label) - Number(a.id === preferred?.label));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Label for “{0}”', shorten(text)),
    placeHolder: vscode.l10n.t('Type a label, in English or Chinese'),
    matchOnDescription: true,
  });
  return picked?.id;
}

function itemOf({ id, names, descriptions }: Label, why: string | undefined): LabelItem {
  const [first, second] = vscode.env.language.startsWith('zh') ? (['zh', 'en'] as const) : (['en', 'zh'] as const);
  const purpose = descriptions[first] === '' ? '' : ` — ${descriptions[first]}`;
  const description = `${names[first]} · ${names[second]}${purpose}`;
  return {
    id,
    label: asPickText(id),
    description: asPickText(why === undefined ? description : `(${why}) ${description}`),
  };
}

/** A text as it is, hidden characters by number; `$(name)`, which a pick shows as a picture, stays text. */
const asPickText = (text: string): string =>
  visibleText(text).replace(/\$\((?=[A-Za-z0-9-]+(?:~[A-Za-z]+)?\))/g, '\\$&');

const LONGEST = 24;

/** The text on one line, cut in the middle of nothing but characters. */
export function shorten(text: string): string {
  const characters = Array.from(visibleText(text.replace(/\s*\n\s*/g, '')));
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST).join('')}…` : characters.join('');
}
