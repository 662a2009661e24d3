import * as vscode from 'vscode';
import { MANIFEST_NAME, type Manifest } from '../../../core/corpus/manifest';
import type { NameKind, SchemaName } from '../../../core/corpus/manifestNames';
import type { CorpusEdits } from '../../../core/corpusEdits/corpusEdits';
import type { Progress } from '../../../core/inParallel';
import { NameCounts, type NameCount } from '../../../core/refactoring/counts';
import { refactoredManifest, refusalOfId } from '../../../core/refactoring/inManifest';
import { editsFor, type Concerned } from '../../../core/refactoring/plan';
import type { Refactoring, Splitting } from '../../../core/refactoring/refactoring';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';
import { refuse, tellNothing } from '../annotations/answers';
import { asPickText } from '../annotations/labelPick';
import type { Corpus, Manifests } from '../corpusLanguage/manifests';
import { previewFiles, pickOccurrences } from './preview';
import { surveyOf, type Survey } from './survey';
import { picked } from '../../picked';

/** What the commands are given where they know it already; else they ask. */
interface Wanted {
  /** A file of the corpus. */
  readonly uri?: string;
  readonly name?: SchemaName;
  readonly to?: string;
}

interface Parts {
  readonly articles: AnnotatedArticles;
  readonly manifests: Manifests;
  readonly edits: CorpusEdits;
}

/** The commands that rename, merge and split names of the schema in all files of a corpus, as one step. */
export function activateSchemaRefactoring(context: vscode.ExtensionContext, parts: Parts): void {
  const refactoring = new SchemaRefactoring(parts);
  const register = (name: string, run: (wanted: Wanted) => Promise<boolean>): void => {
    context.subscriptions.push(
      vscode.commands.registerCommand(`corpusAnnotator.${name}`, (wanted?: Wanted) => run(wanted ?? {})),
    );
  };
  register('renameInSchema', (wanted) => refactoring.rename(wanted));
  register('mergeInSchema', (wanted) => refactoring.merge(wanted));
  register('splitLabel', (wanted) => refactoring.split(wanted));
}

class SchemaRefactoring {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async rename(wanted: Wanted): Promise<boolean> {
    const survey = await this.#survey(wanted);
    if (survey === undefined) return false;
    const counts = countsIn(survey);
    const name = wanted.name ?? (await pickName(counts, vscode.l10n.t('Rename what?')));
    const to = name && (wanted.to ?? (await askForId(name, counts)));
    return name !== undefined && to !== undefined && this.#renameTo(survey, name, to);
  }

  async merge(wanted: Wanted): Promise<boolean> {
    const survey = await this.#survey(wanted);
    if (survey === undefined) return false;
    const counts = countsIn(survey);
    const name = wanted.name ?? (await pickName(counts, vscode.l10n.t('Merge what?')));
    if (name === undefined) return false;
    const others = counts.filter((other) => isOfKind(other.name, name) && other.name.id !== name.id);
    if (others.length === 0)
      return refuse(vscode.l10n.t('There is no other {0} to merge it with.', KINDS()[name.kind]));
    const to = wanted.to ?? (await pickName(others, vscode.l10n.t('Merge {0} into which?', titleOf(name))))?.id;
    return to !== undefined && this.#renameTo(survey, name, to);
  }

  async split(wanted: Wanted): Promise<boolean> {
    const survey = await this.#survey(wanted);
    if (survey === undefined) return false;
    const labels = countsIn(survey).filter(({ name, count }) => name.kind === 'label' && count > 0);
    if (labels.length === 0) return tellNothing(vscode.l10n.t('Nothing is annotated in this corpus yet.'));
    const from = wanted.name ?? (await pickName(labels, vscode.l10n.t('Split which label?')));
    const to = from && (wanted.to ?? (await pickTarget(from, survey.corpus.manifest)));
    if (from === undefined || to === undefined) return false;
    const title = vscode.l10n.t('Which of “{0}” become “{1}”?', from.id, to);
    const chosen = await pickOccurrences(title, survey, from.id);
    if (chosen === undefined || chosen.size === 0) return false;
    const splitting: Splitting = { kind: 'split', name: { kind: 'label', id: from.id }, to, chosen };
    if (!mayChange(survey, splitting)) return false;
    const sidecars = survey.sidecars.filter(({ uri }) => chosen.has(uri));
    const done = vscode.l10n.t('Split label “{0}”: “{1}”', from.id, to);
    return this.#perform(done, splitting, { manifest: survey.manifest.uri, authority: [], sidecars });
  }

  async #renameTo(survey: Survey, name: SchemaName, to: string): Promise<boolean> {
    if (to === name.id) return false;
    const refusal = refusalOfId(name, to);
    if (refusal !== undefined) return refuse(explain(refusal));
    const isMerge = countsIn(survey).some((other) => isOfKind(other.name, name) && other.name.id === to);
    const title = isMerge
      ? vscode.l10n.t('Merge {0} into “{1}”', titleOf(name), to)
      : vscode.l10n.t('Rename {0} to “{1}”', titleOf(name), to);
    const renaming = { kind: 'rename', name, to } as const;
    if (!mayChange(survey, renaming)) return false;
    const concerned = await previewFiles(title, survey, renaming);
    return concerned !== undefined && this.#perform(title, renaming, concerned);
  }

  async #perform(title: string, refactoring: Refactoring, concerned: Concerned): Promise<boolean> {
    const { texts, sidecars } = editsFor(refactoring, concerned);
    const report = await inProgress(title, (progress) =>
      this.#parts.edits.perform({ title, texts, sidecars }, progress),
    );
    return report.changed.length > 0;
  }

  async #survey({ uri }: Wanted): Promise<Survey | undefined> {
    const { manifests, articles } = this.#parts;
    const corpus = await this.#corpusOf(uri);
    if (corpus === undefined) {
      refuse(vscode.l10n.t('There is no corpus.yaml here. Run “Set Up Corpus” first.'));
      return undefined;
    }
    const manifest = vscode.Uri.joinPath(corpus.root, MANIFEST_NAME).toString();
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === manifest);
    if (open?.isDirty === true && !(await open.save())) return undefined;
    return inProgress(vscode.l10n.t('Reading the annotations of the corpus'), (progress) =>
      surveyOf(corpus, manifests, articles, progress),
    );
  }

  /** The corpus of a file, of what is shown, or the first of the open folders that is one. */
  async #corpusOf(uri: string | undefined): Promise<Corpus | undefined> {
    const shown = vscode.window.activeTextEditor?.document.uri;
    const folders = (vscode.workspace.workspaceFolders ?? []).map((folder) =>
      vscode.Uri.joinPath(folder.uri, MANIFEST_NAME),
    );
    const candidates =
      uri === undefined ? [...(shown === undefined ? [] : [shown]), ...folders] : [vscode.Uri.parse(uri, true)];
    for (const candidate of candidates) {
      const corpus = await this.#parts.manifests.corpusAbove(candidate);
      if (corpus !== undefined) return corpus;
    }
    return undefined;
  }
}

/** Whether corpus.yaml can be changed; says why, if not. */
function mayChange({ manifest: { text = '' } }: Survey, refactoring: Refactoring): boolean {
  const changed = refactoredManifest(text, refactoring);
  return typeof changed === 'string' || refuse(explain(changed));
}

function countsIn({ corpus, sidecars }: Survey): NameCount[] {
  const counts = new NameCounts(corpus.manifest);
  for (const { set } of sidecars) if (typeof set !== 'string') counts.add(set);
  return counts.all;
}

const isOfKind = (name: SchemaName, other: SchemaName): boolean => name.kind === other.kind && name.of === other.of;

/** What each kind of name is called. */
const KINDS = (): Readonly<Record<NameKind, string>> => ({
  label: vscode.l10n.t('label'),
  attribute: vscode.l10n.t('attribute'),
  attributeValue: vscode.l10n.t('value'),
  relation: vscode.l10n.t('relation'),
  event: vscode.l10n.t('event'),
  role: vscode.l10n.t('role'),
  tag: vscode.l10n.t('tag'),
  tagValue: vscode.l10n.t('value'),
});

const titleOf = ({ kind, id }: SchemaName): string => `${KINDS()[kind]} “${id}”`;

async function pickName(counts: readonly NameCount[], title: string): Promise<SchemaName | undefined> {
  const kinds = KINDS();
  const sorted = Object.keys(kinds).flatMap((kind) => counts.filter(({ name }) => name.kind === kind));
  const items = sorted.map(({ name, count }) => ({
    label: asPickText(name.id),
    description: [kinds[name.kind], ...(name.of === undefined ? [] : [asPickText(name.of)])].join(' · '),
    detail: vscode.l10n.t('records: {0}', count),
    name,
  }));
  return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.name;
}

function askForId(name: SchemaName, counts: readonly NameCount[]): Thenable<string | undefined> {
  const isTaken = (id: string): boolean => counts.some((other) => isOfKind(other.name, name) && other.name.id === id);
  return vscode.window.showInputBox({
    title: vscode.l10n.t('New name of {0}', titleOf(name)),
    value: name.id,
    validateInput(id) {
      const refusal = refusalOfId(name, id);
      if (refusal !== undefined) return explain(refusal);
      if (id === name.id || !isTaken(id)) return undefined;
      const message = vscode.l10n.t('“{0}” is there already: the two become one.', id);
      return { message, severity: vscode.InputBoxValidationSeverity.Info };
    },
  });
}

/** Another label of the corpus, or the id of a new one, as it is typed. */
async function pickTarget(from: SchemaName, { labels }: Manifest): Promise<string | undefined> {
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly id: string }>();
  const others = labels
    .filter(({ id }) => id !== from.id)
    .map(({ id, names }) => ({ id, label: asPickText(id), description: asPickText(`${names.en} · ${names.zh}`) }));
  pick.title = vscode.l10n.t('Which label do some of “{0}” get?', from.id);
  pick.placeholder = vscode.l10n.t('Pick a label, or type the id of a new one');
  pick.matchOnDescription = true;
  pick.items = others;
  pick.onDidChangeValue((typed) => {
    const id = typed.trim();
    const isNew = refusalOfId(from, id) === undefined && labels.every((label) => label.id !== id);
    const label = vscode.l10n.t('New label “{0}”', asPickText(id));
    pick.items = isNew ? [{ id, label, alwaysShow: true }, ...others] : others;
  });
  return (await picked(pick))?.[0]?.id;
}

/** What an id is refused for, in the user's language. */
function explain({ code, message }: { readonly code: string; readonly message: string }): string {
  if (code === 'empty') return vscode.l10n.t('Type the new name.');
  return code === 'id' ? vscode.l10n.t('An id has letters, digits, "_", "-" and "." only.') : message;
}

/** Runs work that shows how far it is. */
function inProgress<Result>(title: string, work: (progress: Progress) => Promise<Result>): Thenable<Result> {
  const options = { location: vscode.ProgressLocation.Window, title };
  return vscode.window.withProgress(options, (progress) =>
    work((done, all) => progress.report({ message: `${done} / ${all}` })),
  );
}
