import * as vscode from 'vscode';
import type { EdgeMove } from '../../../core/annotation/mode/spanEdges';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';
import { refuse, tellNothing } from '../annotations/answers';
import type { LastLabel } from '../annotations/lastLabel';
import type { ArticleEditor, KeyWork } from './keyWork';
import type { WordHints } from './wordHints';

/** The commands that move an edge of a span, and how. */
const EDGE_MOVES: Readonly<Record<string, EdgeMove>> = {
  growLeft: { edge: 'start', towards: 'out', by: 'character' },
  growRight: { edge: 'end', towards: 'out', by: 'character' },
  growLeftByWord: { edge: 'start', towards: 'out', by: 'word' },
  growRightByWord: { edge: 'end', towards: 'out', by: 'word' },
  shrinkLeft: { edge: 'start', towards: 'in', by: 'character' },
  shrinkRight: { edge: 'end', towards: 'in', by: 'character' },
  shrinkLeftByWord: { edge: 'start', towards: 'in', by: 'word' },
  shrinkRightByWord: { edge: 'end', towards: 'in', by: 'word' },
};

/** Registers the commands that select, move edges and label; each answers whether it did something. */
export function registerModeCommands(
  context: vscode.ExtensionContext,
  articles: AnnotatedArticles,
  work: KeyWork,
  hints: WordHints,
  lastLabel: LastLabel,
): void {
  const register = (name: string, run: (target: ArticleEditor, argument: unknown) => Promise<boolean>): void => {
    const command = vscode.commands.registerCommand(`corpusAnnotator.${name}`, (argument: unknown) => {
      const editor = vscode.window.activeTextEditor;
      const article = editor && articles.get(editor.document);
      if (editor === undefined || article === undefined) return refuse(vscode.l10n.t('Open a corpus article first.'));
      return run({ editor, article }, argument);
    });
    context.subscriptions.push(command);
  };
  const registerChange: typeof register = (name, run) =>
    register(name, (target, argument) => {
      const { refusal } = target.article;
      return refusal === undefined ? run(target, argument) : Promise.resolve(refuse(refusal, target.article));
    });
  const label = (target: ArticleEditor, id: string): Promise<boolean> => {
    lastLabel.set(id);
    return work.label(target, id);
  };

  register('selectWord', (target) => work.selectWord(target, 'end'));
  register('selectWordLeft', (target) => work.selectWord(target, 'start'));
  register('selectEntity', (target) => work.selectEntity(target));
  register('selectSentence', (target) => work.selectSentence(target));
  register('selectTo', (target) => hints.show(target));
  for (const [name, move] of Object.entries(EDGE_MOVES)) registerChange(name, (target) => work.moveEdge(target, move));
  registerChange('label', (target, argument) => {
    const id = (argument as { readonly label?: unknown } | undefined)?.label;
    return typeof id === 'string' ? label(target, id) : Promise.resolve(false);
  });
  registerChange('repeatLabel', (target) => {
    const { id } = lastLabel;
    return id === undefined
      ? Promise.resolve(tellNothing(vscode.l10n.t('No label has been set yet. Annotate something first.')))
      : label(target, id);
  });
  registerChange('accept', (target) => work.accept(target));
  registerChange('reject', (target) => work.reject(target));
}
