import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import { ARTICLE_LANGUAGE } from '../../core/protocol';
import { hoverAt, putCursorInto, readText, run, symbolsOf, tokensOf, until } from './editor';

/** A file system of one folder that lives in memory. */
class MemoryFiles implements vscode.FileSystemProvider {
  readonly #contents = new Map<string, Uint8Array>();
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  #time = 1;

  set(path: string, text: string): void {
    this.#contents.set(path, new TextEncoder().encode(text));
  }

  names(): string[] {
    return [...this.#contents.keys()].sort();
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  stat({ path }: vscode.Uri): vscode.FileStat {
    const size = this.#contents.get(path)?.length;
    const isFolder = [...this.#contents.keys()].some((name) => name.startsWith(`${path.replace(/\/$/, '')}/`));
    if (size === undefined && !isFolder) throw vscode.FileSystemError.FileNotFound(path);
    const type = size === undefined ? vscode.FileType.Directory : vscode.FileType.File;
    return { type, ctime: 1, mtime: this.#time, size: size ?? 0 };
  }

  readDirectory({ path }: vscode.Uri): [string, vscode.FileType][] {
    const folder = `${path.replace(/\/$/, '')}/`;
    return this.names()
      .filter((name) => name.startsWith(folder))
      .map((name) => [name.slice(folder.length), vscode.FileType.File]);
  }

  readFile({ path }: vscode.Uri): Uint8Array {
    const content = this.#contents.get(path);
    if (content === undefined) throw vscode.FileSystemError.FileNotFound(path);
    return content;
  }

  writeFile(uri: vscode.Uri, content: Uint8Array): void {
    const type = this.#contents.has(uri.path) ? vscode.FileChangeType.Changed : vscode.FileChangeType.Created;
    this.#contents.set(uri.path, content);
    this.#time++;
    this.#changed.fire([{ type, uri }]);
  }

  delete({ path }: vscode.Uri): void {
    this.#contents.delete(path);
  }

  createDirectory(): void {
    // Folders are those of the files in them.
  }

  rename(from: vscode.Uri, to: vscode.Uri): void {
    this.writeFile(to, this.readFile(from));
    this.delete(from);
  }
}

describe('articles that are no files on a disk', () => {
  const files = new MemoryFiles();
  let registration: vscode.Disposable;
  before(() => {
    registration = vscode.workspace.registerFileSystemProvider('corpus-memory', files);
    files.set('/c/corpus.yaml', 'name: "memory"\nlabels:\n- {id: "RULER", names: {en: "ruler", zh: "君主"}}\n');
    files.set('/c/article.txt', '省委书记楼阳生在郑州市调研。\n\n楼阳生指出，要加快建设。\n');
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    registration.dispose();
  });

  it('are read and annotated as the manifest declares', async () => {
    const uri = vscode.Uri.from({ scheme: 'corpus-memory', path: '/c/article.txt' });
    await vscode.window.showTextDocument(uri);
    const editor = await until('an article by its corpus.yaml', () => {
      const active = vscode.window.activeTextEditor;
      return active?.document.uri.toString() === uri.toString() && active.document.languageId === ARTICLE_LANGUAGE
        ? active
        : undefined;
    });
    const { document } = editor;
    await until('colours', async () => {
      const tokens = await tokensOf(document);
      return tokens?.some(({ text, type }) => text === '楼阳生' && type === 'person') === true || undefined;
    });
    assert.match(await hoverAt(document, putCursorInto(editor, '楼阳生')), /省委书记/);
    assert.ok((await symbolsOf(document)).length > 0);
    assert.ok(await run('accept'));
    const sidecar = uri.with({ path: '/c/article.txt.ann.yaml' });
    const annotations = await until('the annotation file', async () => {
      const found = parseSidecar((await readText(sidecar)) ?? '').value?.annotations;
      return found?.length === 1 ? found : undefined;
    });
    assert.equal(annotations[0]?.exact, '楼阳生');
    assert.deepEqual(files.names(), ['/c/article.txt', '/c/article.txt.ann.yaml', '/c/corpus.yaml']);
  });
});
