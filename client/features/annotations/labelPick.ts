import * as vscode from 'vscode';
import type { Label } from '../../../core/annotation/labels';
import { chosenByDigit, labelsOffered, type KeyOf } from '../../../core/annotation/labelSearch';
import { keyMeanings, keyOfLabel } from '../../../core/annotation/mode/modeKeys';
import { kindsOf, type LabelInTree } from '../../../core/annotation/schemaRules';
import { initialsOf } from '../../../core/text/pinyinInitials';
import { wordsOfMarkdown } from '../../../core/text/markdownWords';
import { visibleText } from '../../../core/text/visible';
import { picked } from '../../picked';
import { keyCap } from '../annotateMode/keyCap';

interface LabelItem extends vscode.QuickPickItem {
  readonly id: string;
}

/** How a pick of labels looks. */
export interface LabelPickOptions {
  readonly title: string;
  /** What to type, where what is picked is no label. */
  readonly placeholder?: string;
  /** The label that Enter takes while nothing is typed: what was suggested, or what the annotation has now. */
  readonly first?: string;
  /** What is said of a label in front of its names. */
  readonly remark?: (label: Label) => string | undefined;
  /** The labels of the schema, where the digits of annotate mode choose among them here too. */
  readonly schema?: readonly Label[];
}

/**
 * Asks for a label; typing finds it by its id, its English or Chinese name, or the initials of the latter in pinyin, and by
 * those of the labels above it; the digit of a label chooses it at once. While nothing is typed, labels stand indented below their parents. Undefined when dismissed.
 */
export async function pickLabel(
  labels: readonly Label[],
  { title, placeholder, first, remark, schema = [] }: LabelPickOptions,
): Promise<string | undefined> {
  const pick = vscode.window.createQuickPick<LabelItem>();
  pick.title = title;
  pick.placeholder = placeholder ?? placeholderFor(schema);
  pick.matchOnDescription = true;
  const meanings = keyMeanings(schema, []);
  const keyOf: KeyOf = ({ id }) => keyOfLabel(meanings, id);
  const show = (): void => {
    const offered = labelsOffered(labels, pick.value, { first, keyOf });
    pick.items = offered.map((place) => itemOf(labels, place, remark?.(place.label), keyOf(place.label)));
  };
  const chosen = new Promise<string>((resolve) => {
    pick.onDidChangeValue((typed) => {
      const meant = chosenByDigit(labels, typed, keyOf);
      if (meant === undefined) {
        show();
        return;
      }
      resolve(meant.id);
      pick.hide();
    });
  });
  show();
  return Promise.race([chosen, picked(pick).then((items) => items?.[0]?.id)]);
}

const placeholderFor = (schema: readonly Label[]): string =>
  schema.length === 0
    ? vscode.l10n.t('Type a label, in English, Chinese or pinyin initials')
    : vscode.l10n.t('Type a label, in English, Chinese or pinyin initials, or its digit');

function itemOf(
  labels: readonly Label[],
  { label, level }: LabelInTree,
  remark: string | undefined,
  key: string | undefined,
): LabelItem {
  const { id, names, descriptions, guidelines } = label;
  const chinese = withInitials(names.zh);
  const isChinese = vscode.env.language.startsWith('zh');
  const [own, other, purpose] = isChinese ? [chinese, names.en, descriptions.zh] : [names.en, chinese, descriptions.en];
  const remarked = remark === undefined ? '' : `(${remark}) `;
  const path = level === 0 ? pathOf(labels, label) : '';
  const described = `${remarked}${own} · ${other}${path}${purpose === '' ? '' : ` — ${purpose}`}`;
  const advice = guidelines === undefined ? '' : wordsOfMarkdown(isChinese ? guidelines.zh : guidelines.en);
  return {
    id,
    label: INDENT.repeat(level) + asPickText(id),
    description: asPickText(described),
    ...(advice !== '' && { detail: INDENT.repeat(level) + asPickText(advice) }),
    ...(key !== undefined && { iconPath: keyCap(key) }),
    // What matches is decided here: the editor knows no pinyin.
    alwaysShow: true,
  };
}

/** A blank that the list does not swallow at the start of a line. */
const INDENT = '\u2003';

/** The labels above a label, the highest first: ` ⊂ PER › OFFICIAL`; nothing where there are none. */
function pathOf(labels: readonly Label[], { id }: Label): string {
  const above = kindsOf({ labels }, id).slice(1).reverse();
  return above.length === 0 ? '' : ` ⊂ ${above.join(' › ')}`;
}

/** A Chinese name with what can be typed for it: `人物 rw`. */
function withInitials(name: string): string {
  const initials = initialsOf(name);
  return /\p{Script=Han}/u.test(name) && initials.length > 0
    ? `${name} ${initials.map((letters) => letters.charAt(0)).join('')}`
    : name;
}

/** A text as it is, hidden characters by number; `$(name)`, which a pick shows as a picture, stays text. */
export const asPickText = (text: string): string =>
  visibleText(text).replace(/\$\((?=[A-Za-z0-9-]+(?:~[A-Za-z]+)?\))/g, '\\$&');

const LONGEST = 24;

/** The text on one line, cut in the middle of nothing but characters. */
export function shorten(text: string): string {
  const characters = Array.from(visibleText(text.replace(/\s*\n\s*/g, '')));
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST).join('')}…` : characters.join('');
}
