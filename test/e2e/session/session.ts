import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { parseSidecar } from '../../../core/annotation/sidecar/parse';
import { ARTICLE_LANGUAGE } from '../../../core/protocol';
import { sha256 } from '../../../node/sha256';
import { SessionModel, type Part, type Taken } from '../../session/model';
import { Random } from '../../session/random';
import { inCorpus, readText, run, tokensOf, until, writeText } from '../editor';
import { COMMANDS } from './commands';
import { ARTICLE, FOLDER, MANIFEST, TEXT } from './article';
import { View, type Shown } from './view';

/** How many commands go by until all of the view is looked at. */
const VIEW_EVERY = 10;
/** How many of the last commands a failure tells. */
const TOLD = 15;

/** One random session in the window: what is done to the extension is done to the model, and both are compared. */
export class Session {
  readonly seed: number;
  readonly random: Random;
  readonly model = new SessionModel(TEXT);
  readonly #counts = new Map<string, number>();
  readonly #told: string[] = [];
  readonly #started = Date.now();
  #done = 0;
  #views = 0;
  #editor: vscode.TextEditor;
  /** The label that was set last. */
  lastLabel: string | undefined;
  /** What was marked for a relation. */
  marked: string | undefined;
  /** How many annotations another program has added. */
  others = 0;

  private constructor(seed: number, editor: vscode.TextEditor) {
    this.seed = seed;
    this.random = new Random(seed);
    this.#editor = editor;
  }

  get editor(): vscode.TextEditor {
    return this.#editor;
  }

  get view(): View {
    return new View(this.#editor, this.model);
  }

  static async opened(seed: number): Promise<Session> {
    await Session.cleared();
    await vscode.workspace.fs.createDirectory(inCorpus(FOLDER));
    await writeText(inCorpus(`${FOLDER}/corpus.yaml`), MANIFEST);
    await writeText(inCorpus(ARTICLE), TEXT);
    const editor = await opened();
    await run('annotations.groupByPosition');
    await run('annotations.showArticle');
    await vscode.commands.executeCommand('corpusAnnotator.annotations.focus');
    await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
    const session = new Session(seed, editor);
    await session.#read();
    return session;
  }

  /** Takes away what a session leaves. */
  static async cleared(): Promise<void> {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await run('annotations.groupByLabel');
    await vscode.commands.executeCommand('workbench.view.explorer');
    if ((await readText(inCorpus(`${FOLDER}/corpus.yaml`))) !== undefined)
      await vscode.workspace.fs.delete(inCorpus(FOLDER), { recursive: true });
  }

  get sidecar(): vscode.Uri {
    return inCorpus(`${ARTICLE}.ann.yaml`);
  }

  async run(count: number): Promise<void> {
    // Each command once at first, in any order, so that none is missing in a short session.
    const unseen = new Set(COMMANDS);
    while (this.#done < count) {
      const isEarly = unseen.size > 0 && this.random.chance(0.2);
      const command = isEarly ? this.random.pick([...unseen]) : this.random.weighted(COMMANDS);
      if (command === undefined) continue;
      try {
        const told = await ended(command.run(this));
        if (told === undefined) continue;
        unseen.delete(command);
        this.#done++;
        this.#counts.set(command.name, (this.#counts.get(command.name) ?? 0) + 1);
        this.#told.push(`${this.#done} ${command.name} ${told}`);
        await this.sidecarAgrees();
        if (this.#done % VIEW_EVERY === 0) await this.viewAgrees();
      } catch (error) {
        throw this.#failure(
          `${command.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
        );
      }
    }
    await this.viewAgrees();
  }

  /** Takes everything back that this opening of the article has done, and brings it back, state by state. */
  async undoAll(): Promise<void> {
    try {
      const steps = this.model.undoSteps;
      for (let step = 0; step <= steps; step++) await this.undo();
      assert.equal(this.model.undoSteps, 0);
      await this.viewAgrees();
      const back = this.model.redoSteps;
      for (let step = 0; step <= back; step++) await this.redo();
      await this.viewAgrees();
    } catch (error) {
      throw this.#failure(`undoing all: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  }

  async undo(): Promise<Taken> {
    return this.#step('undo', this.model.undo());
  }

  async redo(): Promise<Taken> {
    return this.#step('redo', this.model.redo());
  }

  async #step(command: 'undo' | 'redo', expected: Taken): Promise<Taken> {
    this.#told.push(`  ${command}: ${expected}`);
    assert.equal(await run(command), expected === 'done', `${command} is ${expected}`);
    await this.sidecarAgrees();
    return expected;
  }

  /** Selects parts of the text, or puts the cursor there; resolves when the window has them. */
  async select(...parts: readonly Part[]): Promise<void> {
    const { document } = this.#editor;
    const selections = parts.map(
      ({ start, end }) => new vscode.Selection(document.positionAt(start), document.positionAt(end)),
    );
    this.#editor.selections = selections;
    // What the window tells of selections before has arrived when it answers this.
    await vscode.commands.executeCommand('setContext', 'corpusAnnotator.test', this.#done);
    const isSet = (): boolean =>
      this.#editor.selections.length === selections.length &&
      selections.every((each, at) => this.#editor.selections[at]?.isEqual(each));
    await until('the selection', () => isSet() || undefined);
  }

  cursor(offset: number): Promise<void> {
    return this.select({ start: offset, end: offset });
  }

  /** Runs a command, which is to change something or not, as the model says. */
  async does(expected: boolean | undefined, command: string, argument?: object): Promise<string> {
    const told = `${argument === undefined ? '' : JSON.stringify(argument)} at ${this.#selected()}`;
    const isDone = await run(command, argument);
    if (expected !== undefined)
      assert.equal(isDone, expected, `${command} ${told} ${expected ? 'changes something' : 'changes nothing'}`);
    return told;
  }

  #selected(): string {
    const { document, selections } = this.#editor;
    return selections
      .map(
        ({ start, end }) =>
          `${document.offsetAt(start)}–${document.offsetAt(end)} “${document.getText(new vscode.Range(start, end))}”`,
      )
      .join(', ');
  }

  async sidecarAgrees(): Promise<void> {
    await agreed(async () => {
      const content = await readText(this.sidecar);
      const { value, problems } = content === undefined ? { problems: [] } : parseSidecar(content);
      return [...problems.map(({ message }) => message), ...this.model.differences(value, sha256)];
    });
  }

  /** What is suggested, once the window shows what the model has. */
  async suggestions(): Promise<readonly Shown[]> {
    await this.tagsAgree();
    return this.view.suggestions();
  }

  /** Waits until a suggestion is shown, or is not. */
  async isSuggested({ end, label }: Shown, wanted: boolean): Promise<void> {
    const tag = `${end} ${label}?`;
    await agreed(async () =>
      (await this.view.tags()).includes(tag) === wanted ? [] : [`${tag} is ${wanted ? 'not ' : ''}shown`],
    );
  }

  async tagsAgree(): Promise<void> {
    await agreed(() => this.view.tagDifferences());
  }

  async viewAgrees(): Promise<void> {
    const { view, model } = this;
    this.#views++;
    await agreed(() => view.tagDifferences());
    await agreed(() => view.treeDifferences());
    await agreed(() => view.paintDifferences());
    await agreed(() => view.suggestionDifferences());
    await this.cursor(0);
    assert.deepEqual(await view.visitDifferences(), []);
    for (let look = 0; look < 2; look++) {
      const part = this.random.pick(model.parts);
      if (part !== undefined) await agreed(() => view.hoverDifferences(part.start));
    }
    await vscode.commands.executeCommand('notifications.clearAll');
  }

  /** Closes the article and opens it again. */
  async reopen(): Promise<void> {
    const { document } = this.#editor;
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await until('the article is closed', () => document.isClosed || undefined);
    this.#editor = await opened();
    this.model.reopened();
    this.marked = undefined;
    await this.#read();
  }

  /** Waits until the server has read the article. */
  async #read(): Promise<void> {
    await until('the server', async () => ((await tokensOf(this.#editor.document)) ?? []).length > 0 || undefined);
    await this.tagsAgree();
  }

  report(): string {
    const counts = [...this.#counts].map(([name, count]) => `${name} ${count}`).join(', ');
    const seconds = ((Date.now() - this.#started) / 1000).toFixed(1);
    const missing = COMMANDS.filter(({ name }) => !this.#counts.has(name)).map(({ name }) => name);
    const never = missing.length === 0 ? '' : `; never: ${missing.join(', ')}`;
    return `seed ${this.seed}: ${this.#done} commands in ${seconds} s, ${this.#views} views; ${counts}${never}`;
  }

  #failure(why: string): Error {
    const again = `npm run test:session -- --seed ${this.seed} --commands ${Math.max(this.#done + 1, 1)}`;
    return new Error(`${why}\n  the commands before:\n  ${this.#told.slice(-TOLD).join('\n  ')}\n  again: ${again}`);
  }
}

/** Shows the article as a person opens it: what an extension opens is kept open for minutes after its editor is closed. */
async function opened(): Promise<vscode.TextEditor> {
  await vscode.commands.executeCommand('vscode.open', inCorpus(ARTICLE), { preview: false });
  return until('the article', () => {
    const editor = vscode.window.activeTextEditor;
    const isHere = editor?.document.uri.path.endsWith(ARTICLE) === true;
    return isHere && editor.document.languageId === ARTICLE_LANGUAGE ? editor : undefined;
  });
}

/** What a command answers; one that waits for something that never comes, such as an answer of a person, fails. */
async function ended<Result>(command: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The command does not end.')), 40_000);
  });
  return Promise.race([command, late]).finally(() => clearTimeout(timer));
}

/** Asks again until there is no difference; fails after some seconds with those that are left. */
async function agreed(differences: () => Promise<readonly string[]>): Promise<void> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const found = await differences();
    if (found.length === 0) return;
    if (Date.now() > deadline) throw new Error(`It is not as in the model:\n    ${found.join('\n    ')}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
