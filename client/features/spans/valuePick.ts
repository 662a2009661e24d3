import * as vscode from 'vscode';
import type { ValueType } from '../../../core/annotation/schema';
import { chosenIn, typedNumber, valueAsText } from '../../../core/annotation/values';
import type { Json } from '../../../core/yaml/json';
import { asPickText } from '../annotations/labelPick';
import { choose, type Choice } from './picks';
import { valueWords } from './words';
import { picked } from '../../picked';

/** What a person decided of a value; without one it is removed. */
export interface Decided {
  readonly value?: Json;
}

/** Asks for a value of a type, the present one standing there; a value of no known type can only be removed. Undefined: dismissed. */
export function askValue(
  title: string,
  type: ValueType | undefined,
  now: Json | undefined,
): Promise<Decided | undefined> {
  switch (type?.kind) {
    case undefined:
      return askChoice(title, [], now);
    case 'text':
      return askText(title, typeof now === 'string' ? now : '');
    case 'number':
      return askNumber(title, now);
    case 'flag':
      return askChoice(title, [true, false], now);
    case 'choice':
      return type.isMultiple ? askSeveral(title, type.values, now) : askChoice(title, type.values, now);
  }
}

async function askText(title: string, now: string): Promise<Decided | undefined> {
  const prompt = vscode.l10n.t('An empty value is removed.');
  const typed = await vscode.window.showInputBox({ title, prompt, value: now });
  if (typed === undefined) return undefined;
  return typed.trim() === '' ? {} : { value: typed.trim() };
}

async function askNumber(title: string, now: Json | undefined): Promise<Decided | undefined> {
  const typed = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('An empty value is removed.'),
    value: now === undefined ? '' : valueAsText(now, valueWords()),
    validateInput: (text) =>
      text.trim() === '' || typedNumber(text) !== undefined
        ? undefined
        : vscode.l10n.t('Type a number, such as 1949 or 0.5.'),
  });
  if (typed === undefined) return undefined;
  const value = typedNumber(typed);
  return value === undefined ? {} : { value };
}

/** One of the values; one that is not among them stays to be kept. */
async function askChoice(title: string, values: readonly Json[], now: Json | undefined): Promise<Decided | undefined> {
  const isUnknown = now !== undefined && !values.includes(now);
  const choices: Choice<Decided>[] = [...values, ...(isUnknown ? [now] : [])].map((value) => ({
    label: asPickText(valueAsText(value, valueWords())),
    description: value !== now ? '' : isUnknown ? vscode.l10n.t('now; not in the schema') : vscode.l10n.t('now'),
    value: { value },
  }));
  if (now !== undefined) choices.push({ label: `$(trash) ${vscode.l10n.t('Remove this value')}`, value: {} });
  return choose(choices, { title, placeholder: vscode.l10n.t('Choose a value') });
}

async function askSeveral(
  title: string,
  values: readonly string[],
  now: Json | undefined,
): Promise<Decided | undefined> {
  const chosen = chosenIn(now);
  const unknown = chosen.filter((value) => !values.includes(value));
  const items = [...values, ...unknown].map((value) => ({
    label: asPickText(value),
    description: unknown.includes(value) ? vscode.l10n.t('not in the schema') : '',
    picked: chosen.includes(value),
    value,
  }));
  const placeHolder = vscode.l10n.t('Tick values with Space; Enter takes what is ticked');
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder, canPickMany: true });
  if (picked === undefined) return undefined;
  return picked.length === 0 ? {} : { value: picked.map(({ value }) => value) };
}

/** A value out of those that are in use, or another that is typed: a number where it reads as one. */
export async function askFreeValue(
  title: string,
  used: readonly Json[],
  now: Json | undefined,
): Promise<Decided | undefined> {
  const known: Choice<Decided>[] = used.map((value) => ({
    label: asPickText(valueAsText(value, valueWords())),
    description: value === now ? vscode.l10n.t('now') : '',
    value: { value },
  }));
  const removal: Choice<Decided>[] =
    now === undefined ? [] : [{ label: `$(trash) ${vscode.l10n.t('Remove this value')}`, value: {} }];
  const pick = vscode.window.createQuickPick<Choice<Decided>>();
  pick.title = title;
  pick.placeholder = vscode.l10n.t('Choose a value, or type another');
  const show = (): void => {
    const typed = pick.value.trim();
    const isKnown = used.some((value) => valueAsText(value, valueWords()) === typed);
    const other: Choice<Decided>[] =
      typed === '' || isKnown
        ? []
        : [
            {
              label: asPickText(typed),
              description: vscode.l10n.t('as typed'),
              value: { value: typedNumber(typed) ?? typed },
            },
          ];
    pick.items = [...other, ...known, ...removal];
  };
  pick.onDidChangeValue(show);
  show();
  return (await picked(pick))?.[0]?.value;
}
