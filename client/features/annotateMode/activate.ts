import * as vscode from 'vscode';
import { range, utf16 } from '../../../core/text/units';
import type { LanguageServer } from '../../languageServer';
import { toRange } from '../../positions';
import { pickAction } from '../annotations/actionPick';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';
import { refuse } from '../annotations/answers';
import type { LastLabel } from '../annotations/lastLabel';
import { selectedIn } from '../annotations/targets';
import { placeOf } from '../../../core/annotation/mode/keyTarget';
import { AnnotateMode } from './annotateMode';
import { showCheatSheet } from './cheatSheet';
import { isByHand, type Cursors } from './cursors';
import { DecisionHover } from './decisionHover';
import { InputMethod } from './inputMethod';
import { KeyQueue } from './keyQueue';
import { KeyWork } from './keyWork';
import type { KnownSuggestions } from './knownSuggestions';
import { registerModeCommands } from './modeCommands';
import { ModeKeyTable } from './modeKeyTable';
import { ModeStatus } from './modeStatus';
import { Readings } from './readings';
import { SuggestionStatus } from './suggestionStatus';
import { WordHints } from './wordHints';

/** Registers annotate mode: its commands, the one behind all single keys, and what the window shows of it. */
export function activateAnnotateMode(
  context: vscode.ExtensionContext,
  articles: AnnotatedArticles,
  server: LanguageServer,
  lastLabel: LastLabel,
  suggestions: KnownSuggestions,
  cursors: Cursors,
): void {
  const mode = new AnnotateMode(articles);
  const table = new ModeKeyTable(context.extension);
  const goesOn = (document: vscode.TextDocument): boolean =>
    mode.isOn(document) && vscode.workspace.getConfiguration(undefined, document).get('corpusAnnotator.goOn', true);
  const work = new KeyWork(server, suggestions, new Readings(server), cursors, goesOn);
  const hints = new WordHints(work, cursors);
  const queue = new KeyQueue();
  const status = new ModeStatus(table);
  const suggestionStatus = new SuggestionStatus(table);
  const inputMethod = new InputMethod(
    () => isModeActive(),
    () => showMode(),
  );
  const target = vscode.window.createTextEditorDecorationType({
    borderRadius: '2px',
    outline: '1px solid',
    outlineColor: new vscode.ThemeColor('focusBorder'),
  });

  const activeArticle = () => {
    const editor = vscode.window.activeTextEditor;
    const article = editor && articles.get(editor.document);
    return editor === undefined || article === undefined ? undefined : { editor, article };
  };
  const isModeActive = (): boolean => {
    const editor = vscode.window.activeTextEditor;
    return editor !== undefined && mode.isOn(editor.document);
  };
  const showMode = (): void => status.show(activeArticle()?.article, isModeActive(), inputMethod.isActive);
  /** Outlines what the next key works on, and says how to decide where it is a suggestion. */
  const showTarget = (): void => {
    const active = activeArticle();
    if (active === undefined) {
      suggestionStatus.hide();
      return;
    }
    const { editor, article } = active;
    const [selection, ...others] = cursors.selectionsOf(editor);
    const isWanted = selection?.isEmpty === true && others.length === 0 && mode.isOn(editor.document);
    const found = isWanted ? article.meant(selectedIn(article.text, selection)) : undefined;
    suggestionStatus.show(article, found?.kind === 'suggestion' ? found.suggestion : undefined);
    const place = found && placeOf(found);
    editor.setDecorations(
      target,
      place === undefined ? [] : [toRange(article.text, range(utf16(place.start), utf16(place.end)))],
    );
  };
  const settle = (): void => {
    inputMethod.update();
    showMode();
    showTarget();
    const active = activeArticle();
    if (active !== undefined && isModeActive()) void suggestions.ready(active.article).then(showTarget);
  };
  const press = async (key: unknown): Promise<unknown> => {
    const active = activeArticle();
    if (active === undefined || typeof key !== 'string') return false;
    if (/^[a-z]$/i.test(key)) inputMethod.letterArrived();
    if (hints.isShown) return hints.choose(key);
    const meaning = table.meanings(active.article.labels).get(key);
    if (meaning === undefined) return false;
    return meaning.kind === 'label'
      ? vscode.commands.executeCommand('corpusAnnotator.label', { label: meaning.label.id })
      : vscode.commands.executeCommand(meaning.command);
  };

  registerModeCommands(context, articles, work, hints, lastLabel);
  const command = (name: string, run: (argument: unknown) => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(`corpusAnnotator.${name}`, run);
  context.subscriptions.push(
    mode,
    hints,
    status,
    suggestionStatus,
    new DecisionHover(articles, suggestions),
    inputMethod,
    target,
    mode.onDidChange(settle),
    articles.onDidChange(({ document }) => {
      if (document === vscode.window.activeTextEditor?.document) settleShown();
    }),
    suggestions.onDidChange(showTarget),
    // Names of an authority file may have been edited in another editor.
    vscode.window.onDidChangeActiveTextEditor(() => {
      const active = activeArticle();
      if (active !== undefined) void suggestions.renew(active.article);
    }),
    articles.onDidGoTo(showTarget),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor, kind }) => {
      const article = isByHand(kind) ? articles.get(textEditor.document) : undefined;
      // Who clicks there means what anybody would.
      if (article !== undefined) article.goneTo = undefined;
      if (textEditor === vscode.window.activeTextEditor) showTarget();
    }),
    command('key', (key) => queue.run(() => press(key))),
    command('annotateMode', () => inEditor(mode.annotate())),
    command('editText', () => inEditor(mode.edit())),
    command('toggleAnnotateMode', () => inEditor(isModeActive() ? mode.edit() : mode.annotate())),
    command('showActions', () => {
      const active = activeArticle();
      return active === undefined ? refuse(vscode.l10n.t('Open a corpus article first.')) : pickAction(active.editor);
    }),
    command('showKeys', async () => {
      const active = activeArticle();
      if (active === undefined) return refuse(vscode.l10n.t('Open a corpus article first.'));
      await showCheatSheet(table, active.article);
      return true;
    }),
  );
  /** An article has changed, perhaps its labels or what is suggested in it. */
  function settleShown(): void {
    showMode();
    showTarget();
  }
}

/** Goes back to the text once the mode is switched: who clicked into the status bar would type into that. */
async function inEditor(switched: Promise<string | undefined>): Promise<boolean> {
  const reason = await switched;
  await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
  return reason === undefined || refuse(reason);
}
