import * as vscode from 'vscode';
import type { Label } from '../../../core/annotation/labels';
import { labelsMatching } from '../../../core/annotation/labelSearch';
import { initialsOf } from '../../../core/text/pinyinInitials';
import { visibleText } from '../../../core/text/visible';

interface LabelItem extends vscode.QuickPickItem {
  readonly id: string;
}

/** How a pick of labels looks. */
export interface LabelPickOptions {
  readonly title: string;
  /** The label that Enter takes while nothing is typed: what was suggested, or what the annotation has now. */
  readonly first?: string;
  /** What is said of a label in front of its names. */
  readonly remark?: (label: Label) => string | undefined;
}

/**
 * Asks for a label; typing finds it by its id, its English or Chinese name, or the initials of the latter in pinyin.
 * Undefined when dismissed.
 */
export function pickLabel(
  labels: readonly Label[],
  { title, first, remark }: LabelPickOptions,
): Promise<string | undefined> {
  const sorted = labels.toSorted((a, b) => Number(b.id === first) - Number(a.id === first));
  const items = new Map(sorted.map((label) => [label.id, itemOf(label, remark?.(label))]));
  const pick = vscode.window.createQuickPick<LabelItem>();
  pick.title = title;
  pick.placeholder = vscode.l10n.t('Type a label, in English, Chinese or pinyin initials');
  pick.matchOnDescription = true;
  const show = (): void => {
    pick.items = labelsMatching(sorted, pick.value).flatMap(({ id }) => items.get(id) ?? []);
  };
  pick.onDidChangeValue(show);
  show();
  pick.show();
  return new Promise<string | undefined>((resolve) => {
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]?.id);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
  });
}

function itemOf({ id, names, descriptions }: Label, remark: string | undefined): LabelItem {
  const chinese = withInitials(names.zh);
  const [own, other, purpose] = vscode.env.language.startsWith('zh')
    ? [chinese, names.en, descriptions.zh]
    : [names.en, chinese, descriptions.en];
  const description = `${own} · ${other}${purpose === '' ? '' : ` — ${purpose}`}`;
  return {
    id,
    label: asPickText(id),
    description: asPickText(remark === undefined ? description : `(${remark}) ${description}`),
    // What matches is decided here: the editor knows no pinyin.
    alwaysShow: true,
  };
}

/** A Chinese name with what can be typed for it: `人物 rw`. */
function withInitials(name: string): string {
  const initials = initialsOf(name);
  return /\p{Script=Han}/u.test(name) && initials.length > 0
    ? `${name} ${initials.map((letters) => letters.charAt(0)).join('')}`
    : name;
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
