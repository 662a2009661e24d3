import { strict as assert } from 'node:assert';
import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import type { AnnotationSet } from '../../core/annotation/annotation';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import { serialiseSidecar } from '../../core/annotation/sidecar/serialise';
import { CanonicalText } from '../../core/text/canonicalText';
import { range } from '../../core/text/units';
import { sha256 } from '../../node/sha256';
import { TemporaryRepository } from '../git/repository';
import { setOf } from './annotations';
import { inCorpus, openArticle, run, select, tokensOf, until } from './editor';

const CONTENT = '省委书记楼阳生在郑州市调研时指出，要加快建设国家超算郑州中心。\n市长何雄陪同调研。\n';
/** The text of another branch: every offset is another one. */
const LONGER = `本报讯（记者 王一）\n\n${CONTENT}`;
const NAME = 'a.txt';
const SIDECAR = `${NAME}.ann.yaml`;
const sidecarFor = (text: string, ...words: readonly string[]): string => serialiseSidecar(setOf(text, ...words));

/** A sidecar that has lost its article, as the view of them has it. */
interface Lost {
  readonly uri: vscode.Uri;
  readonly matches: readonly { readonly address: string; readonly isSameText: boolean }[];
}

describe('articles that git moves or changes while they are open', () => {
  const folder = inCorpus('gitMoves');
  let repository: TemporaryRepository;
  let editor: vscode.TextEditor;

  const here = (name: string): boolean => existsSync(repository.path(name));
  const setIn = (name: string): AnnotationSet | undefined =>
    here(name) ? parseSidecar(repository.read(name)).value : undefined;
  const countIn = (name: string): number | undefined => setIn(name)?.annotations.length;
  const address = (name: string): string => vscode.Uri.joinPath(folder, ...name.split('/')).toString();
  const open = (name: string): Promise<vscode.TextEditor> => openArticle(`gitMoves/${name}`);
  const findLost = (): Thenable<readonly Lost[]> => vscode.commands.executeCommand('corpusAnnotator.findLostSidecars');
  const nothingChanged = (): void => assert.equal(repository.git('status', '--porcelain'), '');

  /** The words in the colours of annotations, in the order of the text. */
  const annotated = async ({ document }: vscode.TextEditor): Promise<string> => {
    const tokens = (await tokensOf(document)) ?? [];
    return tokens.flatMap(({ text, modifiers }) => (modifiers.includes('annotated') ? [text] : [])).join(' ');
  };
  const shows = (shown: vscode.TextEditor, words: string): Promise<true> =>
    until(`${words} in colour`, async () => ((await annotated(shown)) === words ? true : undefined));
  const annotate = async (shown: vscode.TextEditor, word: string): Promise<void> => {
    select(shown, word);
    assert.ok(await run('annotate', { label: 'ORG' }), `${word} is annotated`);
  };

  /** Every record stands on its words in the article beside it, and the file names that text. */
  const fits = (name: string): void => {
    const text = new CanonicalText(repository.read(name));
    const set = setIn(`${name}.ann.yaml`);
    assert.equal(set?.text.sha256, sha256(text.text));
    for (const { start, end, exact } of set.annotations)
      assert.equal(text.slice(text.rangeToUtf16(range(start, end))), exact);
  };

  beforeEach(async () => {
    await vscode.workspace.fs.createDirectory(folder);
    repository = TemporaryRepository.create(folder.fsPath);
    repository.commit('base', {
      'corpus.yaml': 'include: ["**/*.txt"]\n',
      [NAME]: CONTENT,
      [SIDECAR]: sidecarFor(CONTENT, '楼阳生', '郑州市'),
    });
    editor = await open(NAME);
    await shows(editor, '楼阳生 郑州市');
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(folder, { recursive: true });
  });

  it('`git mv` of the article alone: its sidecar is listed, moves with a click only, and work goes on', async () => {
    repository.git('mv', NAME, 'b.txt');
    await until('the view lists the sidecar by itself', async () => {
      await vscode.commands.executeCommand('corpusAnnotator.lostSidecars.focus');
      await vscode.commands.executeCommand('list.focusFirst');
      await vscode.commands.executeCommand('list.select');
      return vscode.window.activeTextEditor?.document.uri.path.endsWith(`/${SIDECAR}`) === true ? true : undefined;
    });
    const moved = await open('b.txt');
    await shows(moved, '');
    assert.deepEqual([countIn(SIDECAR), here('b.txt.ann.yaml')], [2, false]);
    const [lost, ...others] = await findLost();
    assert.deepEqual(others, []);
    assert.deepEqual(lost?.matches, [{ address: address('b.txt'), isSameText: true }]);
    await vscode.commands.executeCommand('corpusAnnotator.moveLostSidecar', lost);
    assert.deepEqual([countIn('b.txt.ann.yaml'), here(SIDECAR)], [2, false]);
    await shows(moved, '楼阳生 郑州市');
    await annotate(moved, '何雄');
    await until('the new record', () => (countIn('b.txt.ann.yaml') === 3 ? true : undefined));
    fits('b.txt');
    assert.deepEqual(await findLost(), []);
  });

  it('an article that comes back after its sidecar has moved has one of its own, and the other is left alone', async () => {
    repository.git('mv', NAME, 'b.txt');
    const [lost] = await until('the offer', async () => {
      const found = await findLost();
      return (found[0]?.matches.length ?? 0) > 0 ? found : undefined;
    });
    await vscode.commands.executeCommand('corpusAnnotator.moveLostSidecar', lost);
    const moved = repository.read('b.txt.ann.yaml');
    repository.write(NAME, CONTENT);
    editor = await open(NAME);
    await shows(editor, '');
    await annotate(editor, '何雄');
    await until('a sidecar of its own', () => (countIn(SIDECAR) === 1 ? true : undefined));
    fits(NAME);
    assert.equal(repository.read('b.txt.ann.yaml'), moved);
  });

  it('`git mv` of article and sidecar: they are together at the new name, and nothing is left at the old one', async () => {
    repository.git('mv', NAME, 'b.txt');
    repository.git('mv', SIDECAR, 'b.txt.ann.yaml');
    const moved = await open('b.txt');
    await shows(moved, '楼阳生 郑州市');
    await annotate(moved, '何雄');
    await until('the new record', () => (countIn('b.txt.ann.yaml') === 3 ? true : undefined));
    fits('b.txt');
    assert.deepEqual(await findLost(), []);
    assert.deepEqual([here(NAME), here(SIDECAR)], [false, false]);
  });

  it('`git mv` that changes the case only', async () => {
    repository.git('mv', NAME, 'A.txt');
    await until('the offer', async () =>
      (await findLost())[0]?.matches[0]?.address === address('A.txt') ? true : undefined,
    );
    assert.equal(countIn(SIDECAR), 2);
    await vscode.commands.executeCommand('corpusAnnotator.moveLostSidecar', (await findLost())[0]);
    await shows(await open('A.txt'), '楼阳生 郑州市');
    fits('A.txt');
  });

  it('`git mv` of their folder: both go along, and are annotated on', async () => {
    repository.commit('in a folder', {
      'old/b.txt': CONTENT,
      'old/b.txt.ann.yaml': sidecarFor(CONTENT, '何雄'),
    });
    await shows(await open('old/b.txt'), '何雄');
    repository.git('mv', 'old', 'new');
    const moved = await open('new/b.txt');
    await shows(moved, '何雄');
    await annotate(moved, '楼阳生');
    await until('the new record', () => (countIn('new/b.txt.ann.yaml') === 2 ? true : undefined));
    assert.equal(here('old'), false, 'nothing is written at the old place');
    assert.deepEqual(await findLost(), []);
  });

  it('an annotation made in the moment of `git mv` is in a file all the same, and is told', async () => {
    select(editor, '何雄');
    const annotating = run('annotate', { label: 'PER' });
    repository.git('mv', NAME, 'b.txt');
    repository.git('mv', SIDECAR, 'b.txt.ann.yaml');
    const isAnnotated = await annotating;
    const words = (name: string): string[] => (setIn(name)?.annotations ?? []).map(({ exact }) => exact);
    const all = (): string[] => [...words('b.txt.ann.yaml'), ...words(SIDECAR)];
    await until('all that was annotated', () =>
      ['楼阳生', '郑州市', ...(isAnnotated ? ['何雄'] : [])].every((word) => all().includes(word)) ? true : undefined,
    );
    const lost = (await findLost()).map(({ uri }) => uri.toString());
    assert.deepEqual(lost, here(SIDECAR) ? [address(SIDECAR)] : []);
  });

  describe('when the branch is switched', () => {
    const onBranch = (files: Readonly<Record<string, string>>, ...commands: readonly (readonly string[])[]): void => {
      repository.git('checkout', '-q', '-b', 'other');
      for (const command of commands) repository.git(...command);
      repository.commit('other', files);
      repository.git('checkout', '-q', 'main');
    };
    const shownText = (text: string): Promise<true> =>
      until('the text of the branch', () => (editor.document.getText() === text ? true : undefined));

    it('text and sidecar are those of the branch, there and back, and nothing is written', async () => {
      onBranch({ [NAME]: LONGER, [SIDECAR]: sidecarFor(LONGER, '楼阳生', '郑州市', '何雄') });
      repository.git('checkout', '-q', 'other');
      await shownText(LONGER);
      await shows(editor, '楼阳生 郑州市 何雄');
      nothingChanged();
      repository.git('checkout', '-q', 'main');
      await shownText(CONTENT);
      await shows(editor, '楼阳生 郑州市');
      nothingChanged();
    });

    it('an annotation is made for the text of the branch', async () => {
      onBranch({ [NAME]: LONGER, [SIDECAR]: sidecarFor(LONGER, '楼阳生', '郑州市') });
      repository.git('checkout', '-q', 'other');
      await shownText(LONGER);
      await shows(editor, '楼阳生 郑州市');
      await annotate(editor, '何雄');
      await until('the new record', () => (countIn(SIDECAR) === 3 ? true : undefined));
      fits(NAME);
      assert.equal(repository.git('diff', '--numstat').split('\t')[0], '1', 'one line more');
    });

    it('text that is not saved stays, with its annotations on their words, and nothing is written', async () => {
      onBranch({ [NAME]: LONGER, [SIDECAR]: sidecarFor(LONGER, '楼阳生', '郑州市', '何雄') });
      await editor.edit((builder) => builder.insert(new vscode.Position(1, 0), '昨日，'));
      repository.git('checkout', '-q', 'other');
      await shows(editor, '楼阳生 郑州市 何雄');
      assert.equal(editor.document.getText(), CONTENT.replace('市长', '昨日，市长'));
      nothingChanged();
      await vscode.window.showTextDocument(editor.document);
      await vscode.commands.executeCommand('workbench.action.files.revert');
      await shownText(LONGER);
      await shows(editor, '楼阳生 郑州市 何雄');
      nothingChanged();
    });

    it('to one where both have another place, they are found there, and here again when it is left', async () => {
      onBranch({ 'folder/b.txt': CONTENT, 'folder/b.txt.ann.yaml': sidecarFor(CONTENT, '何雄') }, [
        'rm',
        '-q',
        NAME,
        SIDECAR,
      ]);
      repository.git('checkout', '-q', 'other');
      await until('the article is gone', () => (here(NAME) ? undefined : true));
      await shows(await open('folder/b.txt'), '何雄');
      assert.deepEqual(await findLost(), []);
      nothingChanged();
      repository.git('checkout', '-q', 'main');
      editor = await open(NAME);
      await shows(editor, '楼阳生 郑州市');
      nothingChanged();
    });

    it('to one where the article alone has another name, the sidecar is offered, and no more when it is left', async () => {
      onBranch({}, ['mv', NAME, 'b.txt']);
      repository.git('checkout', '-q', 'other');
      await until('the offer', async () =>
        (await findLost())[0]?.matches[0]?.address === address('b.txt') ? true : undefined,
      );
      nothingChanged();
      repository.git('checkout', '-q', 'main');
      await until('nothing is lost', async () => ((await findLost()).length === 0 ? true : undefined));
      editor = await open(NAME);
      await shows(editor, '楼阳生 郑州市');
      nothingChanged();
    });

    it('to one without annotations, none are shown, none are written, and they are here again when it is left', async () => {
      onBranch({}, ['rm', '-q', SIDECAR]);
      repository.git('checkout', '-q', 'other');
      await shows(editor, '');
      nothingChanged();
      repository.git('checkout', '-q', 'main');
      await shows(editor, '楼阳生 郑州市');
      nothingChanged();
    });
  });
});
