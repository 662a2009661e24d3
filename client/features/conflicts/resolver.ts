import * as vscode from 'vscode';
import type { NewId } from '../../../core/annotation/id';
import { conflictKey, type MergeConflict } from '../../../core/annotation/merge';
import {
  choicesIn,
  differencesOf,
  Resolution,
  sideAsText,
  subjectOf,
  type Choice,
  type Side,
} from '../../../core/annotation/resolution';
import type { OpenConflict } from './openConflict';

const SCHEME = 'corpus-conflict';

/** The two sides of a conflict as read-only documents, for the editor's comparison. */
export class SidesOfConflicts implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  /** Shows the sides beside each other and leaves the focus where it is. */
  async show({ sidecar, names, conflicts, oneSided }: OpenConflict): Promise<void> {
    const [ours, theirs] = (['ours', 'theirs'] as const).map((side) => {
      const uri = sideUri(sidecar, side);
      this.#texts.set(uri.toString(), sideAsText([...conflicts, ...oneSided], side));
      this.#changed.fire(uri);
      return uri;
    });
    const title = vscode.l10n.t('Annotations: {0} ↔ {1}', names.ours, names.theirs);
    // A preview would take the place of an article that is itself only previewed.
    const options: vscode.TextDocumentShowOptions = { preserveFocus: true, preview: false };
    await vscode.commands.executeCommand('vscode.diff', ours, theirs, title, options);
  }

  /** Ends the comparison. */
  async hide({ sidecar }: OpenConflict): Promise<void> {
    const ours = sideUri(sidecar, 'ours').toString();
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const own = tabs.filter(
      ({ input }) => input instanceof vscode.TabInputTextDiff && input.original.toString() === ours,
    );
    await vscode.window.tabGroups.close(own, true);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}

function sideUri(sidecar: vscode.Uri, side: Side): vscode.Uri {
  return sidecar.with({ scheme: SCHEME, query: side, path: `${sidecar.path}.yaml` });
}

/**
 * Lets a person decide of every conflict, one by one or all at once, with the keyboard alone, beside a comparison of the
 * sides, which lasts as long. Nothing is changed before the last step.
 */
export async function resolve(conflict: OpenConflict, sides: SidesOfConflicts, newId: NewId): Promise<Resolved> {
  const shown = sides.show(conflict);
  try {
    return await decide(conflict, newId);
  } finally {
    await shown;
    await sides.hide(conflict);
  }
}

async function decide(conflict: OpenConflict, newId: NewId): Promise<Resolved> {
  const resolution = new Resolution(conflict.conflicts, conflict.oneSided, newId);
  for (;;) {
    const step = await pickStep(conflict, resolution);
    switch (step?.kind) {
      case undefined:
        return { kind: 'dismissed' };
      case 'finish':
        return { kind: 'finished', refusal: await conflict.finish(resolution.decisions) };
      case 'rest':
        resolution.chooseForRest(step.side);
        break;
      case 'toggle':
        resolution.toggle(step.conflict);
        break;
      case 'decide': {
        const choice = await pickChoice(conflict, step.conflict);
        if (choice !== undefined) resolution.choose(step.conflict, choice);
      }
    }
  }
}

export type Resolved =
  | { readonly kind: 'dismissed' }
  /** `refusal` says why nothing was written after all. */
  | { readonly kind: 'finished'; readonly refusal: string | undefined };

type Step =
  | { readonly kind: 'finish' }
  | { readonly kind: 'rest'; readonly side: Side }
  | { readonly kind: 'decide' | 'toggle'; readonly conflict: MergeConflict };

type Item<Value> = vscode.QuickPickItem & { readonly value?: Value };

async function pickStep({ names, sidecar }: OpenConflict, resolution: Resolution): Promise<Step | undefined> {
  const { conflicts, oneSided, undecided } = resolution;
  const heading = (label: string): Item<Step> => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const finish: Item<Step> = {
    label: `$(save) ${vscode.l10n.t('Write the annotations')}`,
    description: vscode.l10n.t('Everything is decided.'),
    value: { kind: 'finish' },
  };
  const rest = (['ours', 'theirs'] as const).map((side): Item<Step> => ({
    label: `$(checklist) ${vscode.l10n.t('Take {0} for all that is not decided', names[side])}`,
    value: { kind: 'rest', side },
  }));
  // What is still to be decided comes first: who presses Enter decides of one record, never of all.
  const ordered = [...undecided, ...conflicts.filter((item) => !undecided.includes(item))];
  const records = ordered.map((item): Item<Step> => {
    const choice = resolution.choiceFor(item);
    return {
      label: `${choice === undefined ? '$(circle-large-outline)' : '$(check)'} ${subjectOf(item)}`,
      description: choice === undefined ? vscode.l10n.t('not decided') : choiceWords(item, choice, names),
      detail: (['ours', 'theirs'] as const).map((side) => `${names[side]}: ${sideWords(item, side)}`).join('   ↔   '),
      value: { kind: 'decide', conflict: item },
    };
  });
  const others = oneSided.map((item): Item<Step> => {
    const isRemoved = resolution.choiceFor(item) === 'removed';
    const owner = item.ours === undefined ? names.theirs : names.ours;
    return {
      label: `${isRemoved ? '$(trash)' : '$(check)'} ${subjectOf(item)}`,
      description: isRemoved ? vscode.l10n.t('is removed') : vscode.l10n.t('stays; only {0} has it', owner),
      value: { kind: 'toggle', conflict: item },
    };
  });
  const picked = await vscode.window.showQuickPick(
    [
      ...(undecided.length === 0 ? [finish] : []),
      ...(records.length === 0 ? [] : [heading(vscode.l10n.t('Changed on both sides')), ...records]),
      ...(undecided.length === 0 ? [] : [heading(vscode.l10n.t('All at once')), ...rest]),
      ...(others.length === 0 ? [] : [heading(vscode.l10n.t('On one side only')), ...others]),
    ],
    {
      title: `${vscode.workspace.asRelativePath(sidecar)} (${conflicts.length - undecided.length}/${conflicts.length})`,
      placeHolder: vscode.l10n.t('Choose a record to decide of it. Nothing is written before the last step.'),
      ignoreFocusOut: true,
      matchOnDescription: true,
      matchOnDetail: true,
    },
  );
  return picked?.value;
}

async function pickChoice({ names }: OpenConflict, conflict: MergeConflict): Promise<Choice | undefined> {
  const items = choicesIn(conflict).map((choice): Item<Choice> => ({
    label: choiceWords(conflict, choice, names),
    ...((choice === 'ours' || choice === 'theirs') && { detail: sideWords(conflict, choice) }),
    value: choice,
  }));
  const title = `${subjectOf(conflict)} (${conflictKey(conflict)})`;
  const picked = await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true });
  return picked?.value;
}

function sideWords(conflict: MergeConflict, side: Side): string {
  return differencesOf(conflict, side) ?? vscode.l10n.t('removed');
}

function choiceWords(conflict: MergeConflict, choice: Choice, names: OpenConflict['names']): string {
  switch (choice) {
    case 'ours':
    case 'theirs':
      return conflict[choice] === undefined
        ? vscode.l10n.t('Remove it, as {0} does', names[choice])
        : vscode.l10n.t('Take {0}', names[choice]);
    case 'both':
      return vscode.l10n.t('Keep both; {0} gets a new id', names.theirs);
    case 'removed':
      return vscode.l10n.t('Remove it');
  }
}
