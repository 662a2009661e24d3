import { strict as assert } from 'node:assert';
import { linkSync, unlinkSync } from 'node:fs';
import * as vscode from 'vscode';
import type { Annotation, AnnotationSet } from '../../core/annotation/annotation';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import { serialiseSidecar } from '../../core/annotation/sidecar/serialise';
import { ARTICLE_LANGUAGE } from '../../core/protocol';
import { TemporaryRepository } from '../git/repository';
import { setOf } from './annotations';
import {
  answerQuickPick,
  inCorpus,
  leaveQuickPicks,
  openArticle,
  readText,
  run,
  select,
  tokensOf,
  until,
  writeText,
} from './editor';

const CONTENT = [
  '省委书记楼阳生在郑州市调研时指出，要加快建设国家超算郑州中心，努力在新一轮竞争中走在前列。',
  '市长何雄陪同调研，并主持召开座谈会，听取企业家的意见和建议。',
].join('\n');

/** Annotations a to f, of which each side has its own. */
const ALL = setOf(CONTENT, '楼阳生', '郑州市', '何雄', '座谈会', '企业家', '国家超算郑州中心');
const [LOU, CITY, HE, MEETING, FOUNDERS, CENTRE] = ALL.annotations as [
  Annotation,
  Annotation,
  Annotation,
  Annotation,
  Annotation,
  Annotation,
];
const sidecarOf = (...annotations: readonly Annotation[]): string => serialiseSidecar({ ...ALL, annotations });

const BASE = sidecarOf(LOU, CITY, HE);
/** Ours and theirs label 楼阳生 differently; each adds one, and theirs removes 何雄. */
const OURS = sidecarOf({ ...LOU, label: 'PER' }, CITY, HE, MEETING);
const THEIRS = sidecarOf({ ...LOU, label: 'POST' }, CITY, FOUNDERS);
/** Merges cleanly with ours by record, but not by lines. */
const FRIENDLY = sidecarOf(LOU, CITY, HE, FOUNDERS);

const NAME = 'a.txt';
const SIDECAR = `${NAME}.ann.yaml`;

describe('conflicts of annotations', () => {
  const folder = inCorpus('conflicts');
  const sidecar = vscode.Uri.joinPath(folder, SIDECAR);
  let repository: TemporaryRepository;

  beforeEach(async () => {
    await vscode.workspace.fs.createDirectory(folder);
    repository = TemporaryRepository.create(folder.fsPath);
    repository.commit('base', { 'corpus.yaml': 'include: ["*.txt"]\n', [NAME]: CONTENT, [SIDECAR]: BASE });
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await vscode.commands.executeCommand('notifications.clearAll');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(folder, { recursive: true });
  });

  /** A branch `theirs` and, checked out, `main` with our version. */
  const diverge = (theirs: string): void => {
    repository.branch('theirs', 'main', { [SIDECAR]: theirs });
    repository.git('checkout', '-q', 'main');
    repository.commit('ours', { [SIDECAR]: OURS });
  };
  const merge = (): number | null => repository.try('merge', '--no-edit', 'theirs').status;
  const setInFile = (): AnnotationSet | undefined => parseSidecar(repository.read(SIDECAR)).value;
  const labels = (): Record<string, string> | undefined => {
    const set = setInFile();
    return set && Object.fromEntries(set.annotations.map(({ id, label }) => [id, label]));
  };
  const marker = (): vscode.Diagnostic | undefined =>
    vscode.languages.getDiagnostics(sidecar).find(({ code }) => code === 'conflict-markers');
  const lensTitles = async (uri: vscode.Uri): Promise<string[]> => {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
    return lenses.flatMap(({ command }) =>
      command?.command === 'corpusAnnotator.resolveConflict' ? [command.title] : [],
    );
  };
  const comparison = (): vscode.TabInputTextDiff | undefined =>
    vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs.map(({ input }) => input))
      .find((input): input is vscode.TabInputTextDiff => input instanceof vscode.TabInputTextDiff);
  const shownComparison = (): Promise<vscode.TabInputTextDiff> =>
    until('the sides beside each other', () => {
      const input = comparison();
      const shown = vscode.window.visibleTextEditors.map(({ document }) => document.uri.toString());
      return input && [input.original, input.modified].every((uri) => shown.includes(uri.toString()))
        ? input
        : undefined;
    });
  const textOf = async (uri: vscode.Uri): Promise<string> => (await vscode.workspace.openTextDocument(uri)).getText();
  const annotated = async (): Promise<string[]> => {
    const tokens = (await tokensOf(await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, NAME)))) ?? [];
    return tokens.filter(({ modifiers }) => modifiers.includes('annotated')).map(({ text }) => text);
  };
  const openMerged = async (): Promise<vscode.TextEditor> => {
    const editor = await openArticle(`conflicts/${NAME}`);
    await until('the markers are noticed', marker);
    return editor;
  };

  describe('that git left in a file', () => {
    beforeEach(() => {
      diverge(THEIRS);
      assert.equal(merge(), 1);
      assert.match(repository.read(SIDECAR), /^<{7}/m);
    });

    it('are shown where they are, and annotating is refused with a message that leads to the resolver', async () => {
      const unfinished = repository.read(SIDECAR);
      const editor = await openMerged();
      const lines = unfinished.split('\n');
      // On a busy machine the problems may still be those of the file that was here before.
      await until('the marker in its line', () => {
        const line = marker()?.range.start.line;
        return line !== undefined && lines[line]?.startsWith('<<<<<<<') === true ? true : undefined;
      });
      assert.equal((await lensTitles(editor.document.uri)).length, 2, 'the reason and the remedy');
      const { document } = await vscode.window.showTextDocument(sidecar);
      assert.equal((await lensTitles(document.uri)).length, 1);

      await openArticle(`conflicts/${NAME}`);
      await vscode.commands.executeCommand('notifications.clearAll');
      select(editor, '国家超算郑州中心');
      assert.equal(await run('annotate', { label: 'ORG' }), false);
      await vscode.commands.executeCommand('notification.acceptPrimaryAction');
      await shownComparison();
      const isOver = until('the comparison goes with the resolver', () =>
        comparison() === undefined ? true : undefined,
      );
      await leaveQuickPicks(isOver);
      assert.equal(repository.read(SIDECAR), unfinished, 'nothing is written before the last step');
    });

    it('are decided record by record: both, under ids of their own', async () => {
      await openMerged();
      const resolving = run('resolveConflict', sidecar);
      const { original, modified } = await shownComparison();
      assert.match(await textOf(original), /^# annotation:a\n[^#]*label: "PER"/);
      assert.match(await textOf(modified), /^# annotation:a\n[^#]*label: "POST"/);
      // The only record in conflict; below it all can be taken from one side.
      await answerQuickPick(0);
      // Ours, theirs, both, neither.
      await answerQuickPick(2);
      await answerQuickPick(0);
      assert.equal(await resolving, true);

      const { a, b, c, d, e, ...others } = labels() ?? {};
      assert.deepEqual({ a, b, c, d, e }, { a: 'PER', b: 'TERM', c: undefined, d: 'TERM', e: 'TERM' });
      assert.deepEqual(Object.values(others), ['POST'], 'theirs, under a new id');
      assert.deepEqual(parseSidecar(repository.read(SIDECAR)).problems, []);
      assert.equal(comparison(), undefined, 'what is decided is not compared any more');
      await until('nothing is marked', () => (marker() === undefined ? true : undefined));
      await until('the annotations', async () => ((await annotated()).includes('企业家') ? true : undefined));
      const editor = await openArticle(`conflicts/${NAME}`);
      select(editor, '国家超算郑州中心');
      assert.ok(await run('annotate', { label: 'ORG' }), 'work goes on');
      repository.git('add', SIDECAR);
      repository.git('commit', '-q', '--no-edit');
    });

    it('are decided for one side at once, from the file alone', async () => {
      await vscode.window.showTextDocument(sidecar);
      const resolving = run('resolveConflict');
      await shownComparison();
      await answerQuickPick(2);
      await answerQuickPick(0);
      assert.equal(await resolving, true);
      assert.deepEqual(labels(), { a: 'POST', b: 'TERM', d: 'TERM', e: 'TERM' });
    });

    it('stay as they are when the resolver is left, or the file changes meanwhile', async () => {
      const unfinished = repository.read(SIDECAR);
      const left = run('resolveConflict', sidecar);
      await shownComparison();
      await answerQuickPick(1);
      assert.equal(await leaveQuickPicks(left), false);
      assert.equal(repository.read(SIDECAR), unfinished);

      const late = run('resolveConflict', sidecar);
      await shownComparison();
      await answerQuickPick(1);
      repository.write(SIDECAR, `# looked at\n${unfinished}`);
      await answerQuickPick(0);
      assert.equal(await late, false);
      assert.equal(repository.read(SIDECAR), `# looked at\n${unfinished}`);
    });

    it('keep an article that is only previewed open', async () => {
      await vscode.commands.executeCommand('vscode.open', vscode.Uri.joinPath(folder, NAME), { preview: true });
      await until(
        'the article',
        () => vscode.window.activeTextEditor?.document.languageId === ARTICLE_LANGUAGE || undefined,
      );
      const resolving = run('resolveConflict', sidecar);
      await shownComparison();
      const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));
      assert.ok(tabs.includes(NAME), tabs.join(', '));
      assert.equal(await leaveQuickPicks(resolving), false);
    });
  });

  it('between this window and the file are decided in the same way, and neither side is written before', async () => {
    const editor = await openArticle(`conflicts/${NAME}`);
    await until('the annotations', async () => ((await annotated()).includes('楼阳生') ? true : undefined));
    // A second name of the file keeps it from being replaced: our change stays in memory.
    const other = `${sidecar.fsPath}.link`;
    linkSync(sidecar.fsPath, other);
    let theirs = '';
    try {
      select(editor, '楼阳生');
      await run('changeLabel', { label: 'PER' });
      theirs = sidecarOf({ ...LOU, label: 'POST' }, CITY, HE, FOUNDERS);
      await writeText(sidecar, theirs);
      await run('retry');
    } finally {
      unlinkSync(other);
    }
    await until('the conflict', async () => ((await lensTitles(editor.document.uri)).length === 2 ? true : undefined));
    await vscode.commands.executeCommand('notifications.clearAll');
    select(editor, '国家超算郑州中心');
    assert.equal(await run('annotate', { label: 'ORG' }), false);
    assert.equal(await readText(sidecar), theirs);

    const dismissed = run('resolveConflict');
    await shownComparison();
    assert.equal(await leaveQuickPicks(dismissed), false);
    assert.equal(await readText(sidecar), theirs);

    const resolving = run('resolveConflict');
    await shownComparison();
    await answerQuickPick(1);
    await answerQuickPick(0);
    assert.equal(await resolving, true);
    await until('our label', () => (labels()?.['a'] === 'PER' ? true : undefined));
    assert.deepEqual(labels(), { a: 'PER', b: 'TERM', c: 'TERM', e: 'TERM' });
    await openArticle(`conflicts/${NAME}`);
    select(editor, CENTRE.exact);
    assert.ok(await run('annotate', { label: 'ORG' }), 'work goes on');
    await until('the new record', () => (Object.keys(labels() ?? {}).length === 5 ? true : undefined));
  });

  it('are fewer with the merge driver, which a command installs and another removes', async () => {
    diverge(FRIENDLY);
    assert.equal(merge(), 1, 'by lines it is in conflict');
    repository.git('merge', '--abort');
    const editor = await openArticle(`conflicts/${NAME}`);
    assert.ok(await run('installMergeDriver'));
    const shown = await until('.gitattributes', () => {
      const document = vscode.window.activeTextEditor?.document;
      return document?.uri.path.endsWith('/.gitattributes') === true ? document.getText() : undefined;
    });
    assert.equal(shown, '*.ann.yaml merge=corpus-annotator\n');
    repository.commit('attributes');
    assert.equal(merge(), 0, 'by record it is not');
    assert.equal(repository.statusOf(SIDECAR), '');
    assert.deepEqual(labels(), { a: 'PER', b: 'TERM', c: 'TERM', d: 'TERM', e: 'TERM' });
    await until('the article has both', async () => ((await annotated()).includes('企业家') ? true : undefined));

    await vscode.window.showTextDocument(editor.document);
    assert.ok(await run('uninstallMergeDriver'));
    assert.equal(repository.try('config', '--local', '--get-regexp', '^merge\\.').status, 1);
    repository.git('reset', '-q', '--hard', 'HEAD~1');
    assert.equal(merge(), 1, 'by lines it is in conflict again');
  });
});
