import * as vscode from 'vscode';
import type { Annotation } from '../../../core/annotation/annotation';
import { refactoredAuthority } from '../../../core/refactoring/inAuthority';
import { refactoredManifest } from '../../../core/refactoring/inManifest';
import { changeOf } from '../../../core/refactoring/inSidecar';
import { annotatorOf, type Concerned } from '../../../core/refactoring/plan';
import type { Refactoring, Renaming, Splitting } from '../../../core/refactoring/refactoring';
import { asPickText } from '../annotations/labelPick';
import type { Survey, SurveyedSidecar } from './survey';
import { picked } from '../../picked';

interface FileItem extends vscode.QuickPickItem {
  readonly file?: 'manifest' | { readonly authority: string } | { readonly sidecar: SurveyedSidecar };
}

/**
 * Shows the files that a renaming changes, each with how much of it, to be ticked; all are at first. Answers those that
 * stayed ticked, undefined when dismissed.
 */
export async function previewFiles(title: string, survey: Survey, renaming: Renaming): Promise<Concerned | undefined> {
  const sidecars = survey.sidecars
    .map((sidecar) => sidecarItem(sidecar, renaming))
    .filter((item) => item !== undefined);
  const items: FileItem[] = [...manifestItem(survey, renaming), ...authorityItems(survey, renaming), ...sidecars];
  const records = survey.sidecars.reduce((sum, { set, uri }) => sum + countIn(set, uri, renaming), 0);
  const picked = await pickMany(vscode.l10n.t('{0}: annotations, relations, events: {1}', title, records), items);
  if (picked === undefined) return undefined;
  const files = picked.flatMap(({ file }) => file ?? []);
  return {
    manifest: files.includes('manifest') ? survey.manifest.uri : undefined,
    authority: files.flatMap((file) => (typeof file === 'object' && 'authority' in file ? [file.authority] : [])),
    sidecars: files.flatMap((file) => (typeof file === 'object' && 'sidecar' in file ? [file.sidecar] : [])),
  };
}

const countIn = (set: SurveyedSidecar['set'], uri: string, refactoring: Refactoring): number =>
  typeof set === 'string' ? 0 : changeOf(set, uri, refactoring).count;

function manifestItem({ manifest: { text, path } }: Survey, renaming: Renaming): FileItem[] {
  const isConcerned = text !== undefined && refactoredManifest(text, renaming) !== text;
  return isConcerned ? [{ label: path, description: vscode.l10n.t('the schema'), picked: true, file: 'manifest' }] : [];
}

function authorityItems({ authority }: Survey, renaming: Renaming): FileItem[] {
  return authority.flatMap(({ uri, path, text }): FileItem[] => {
    const changed = text === undefined ? undefined : refactoredAuthority(text, renaming);
    if (changed === text) return [];
    const label = asPickText(path);
    if (typeof changed !== 'string')
      return [{ label: `$(warning) ${label}`, description: vscode.l10n.t('cannot be read, and stays as it is') }];
    return [{ label, description: vscode.l10n.t('known names'), picked: true, file: { authority: uri } }];
  });
}

function sidecarItem(sidecar: SurveyedSidecar, renaming: Renaming): FileItem | undefined {
  const { set, uri, path } = sidecar;
  const label = asPickText(path);
  if (typeof set === 'string') {
    const description = vscode.l10n.t('cannot be read, and stays as it is: {0}', set);
    return { label: `$(warning) ${label}`, description };
  }
  const { count, left } = changeOf(set, uri, renaming);
  if (count + left === 0) return undefined;
  const annotator = annotatorOf(sidecar);
  const remarks = [
    vscode.l10n.t('records: {0}', count),
    ...(left === 0 ? [] : [vscode.l10n.t('stay, because both names have a value: {0}', left)]),
    ...(annotator === undefined ? [] : [vscode.l10n.t('by {0}', annotator)]),
  ];
  return { label, description: asPickText(remarks.join(' · ')), picked: true, file: { sidecar } };
}

interface OccurrenceItem extends vscode.QuickPickItem {
  readonly place?: { readonly uri: string; readonly id: string };
}

/** Shows the annotations of a label in their context, to be ticked. Answers those that were, undefined when dismissed. */
export async function pickOccurrences(
  title: string,
  { sidecars }: Survey,
  label: string,
): Promise<Splitting['chosen'] | undefined> {
  const items = sidecars.flatMap(({ set, uri, path }): OccurrenceItem[] => {
    const own = typeof set === 'string' ? [] : set.annotations.filter((annotation) => annotation.label === label);
    const separator = { label: path, kind: vscode.QuickPickItemKind.Separator };
    return own.length === 0 ? [] : [separator, ...own.map((annotation) => occurrenceItem(annotation, uri))];
  });
  const picked = await pickMany(title, items);
  if (picked === undefined) return undefined;
  const chosen = new Map<string, Set<string>>();
  for (const { place } of picked) {
    if (place === undefined) continue;
    chosen.set(place.uri, (chosen.get(place.uri) ?? new Set()).add(place.id));
  }
  return chosen;
}

/** Code points of context that are shown on either side. */
const CONTEXT = 14;

function occurrenceItem({ id, exact, before, after, note }: Annotation, uri: string): OccurrenceItem {
  const left = Array.from(before).slice(-CONTEXT).join('');
  const right = Array.from(after).slice(0, CONTEXT).join('');
  return {
    label: asPickText(exact),
    description: asPickText(`${left}【${exact}】${right}`),
    ...(note !== undefined && { detail: asPickText(note) }),
    place: { uri, id },
  };
}

/** A list to tick; Enter takes what is ticked. Undefined when dismissed. */
function pickMany<Item extends vscode.QuickPickItem>(
  title: string,
  items: readonly Item[],
): Promise<readonly Item[] | undefined> {
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = title;
  pick.placeholder = vscode.l10n.t('Tick with Space what is to change; Enter does it, Escape leaves all as it is');
  pick.canSelectMany = true;
  pick.matchOnDescription = true;
  pick.ignoreFocusOut = true;
  pick.items = items;
  pick.selectedItems = items.filter(({ picked }) => picked === true);
  return picked(pick);
}
