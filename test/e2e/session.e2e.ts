import * as vscode from 'vscode';
import { ARTICLE_LANGUAGE } from '../../core/protocol';
import { hasKeyboard } from './keyboard';
import { Session } from './session/session';

/**
 * How many commands a session has, and from which seed the sessions go on. The gate has the same session each time, so that it
 * judges the change and not the draw; `npm run test:session` has longer and other ones.
 */
const COMMANDS = Number(process.env['CORPUS_SESSION_COMMANDS'] ?? 200);
const SEED = Number(process.env['CORPUS_SESSION_SEED'] ?? 1);
const SESSIONS = Number(process.env['CORPUS_SESSION_COUNT'] ?? 1);

describe('a session of random commands', function () {
  /** Labels are to stand behind their spans, and each line of the article is to be painted as one. */
  const set = async (isOn: boolean): Promise<void> => {
    const { Global } = vscode.ConfigurationTarget;
    const here = { languageId: ARTICLE_LANGUAGE };
    await vscode.workspace.getConfiguration('corpusAnnotator').update('labelTags', isOn || undefined, Global);
    await vscode.workspace.getConfiguration('editor', here).update('wordWrap', isOn ? 'off' : undefined, Global, true);
  };
  before(async function () {
    if (!hasKeyboard) this.skip();
    await set(true);
  });
  after(async () => {
    if (hasKeyboard) await set(false);
    await Session.cleared();
  });

  for (let seed = SEED; seed < SEED + SESSIONS; seed++)
    it(`keeps sidecar, view and undo stack equal to the model (seed ${seed})`, async function () {
      this.timeout(60_000 + COMMANDS * 1000);
      const session = await Session.opened(seed);
      await session.run(COMMANDS);
      await session.undoAll();
      console.log(`      ${session.report()}`);
    });
});
