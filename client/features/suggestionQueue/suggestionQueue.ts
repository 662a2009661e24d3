import * as vscode from 'vscode';
import type { NewId } from '../../../core/annotation/id';
import type { Clock } from '../../../core/annotation/provenance';
import { DEFAULT_SCHEMA } from '../../../core/annotation/schema';
import type { CorpusEdits } from '../../../core/corpusEdits/corpusEdits';
import type { QueuedSuggestion } from '../../../core/protocol';
import type { LanguageServer } from '../../languageServer';
import type { Cursors } from '../annotateMode/cursors';
import { annotator, type AnnotatedArticles } from '../annotations/annotatedArticles';
import type { Whereabouts } from '../navigation/whereabouts';
import type { Manifests } from '../corpusLanguage/manifests';
import { QueueDecisions } from './queueCommands';
import { QueueModel } from './queueModel';
import { ARRANGEMENTS, QueueView, type Arrangement } from './queueView';
import { ShownInArticle } from './shownInArticle';
import { UnsureTour } from './unsure';

/** What the queue needs of the extension around it. */
export interface QueueParts {
  readonly articles: AnnotatedArticles;
  readonly server: LanguageServer;
  readonly manifests: Manifests;
  readonly edits: CorpusEdits;
  readonly cursors: Cursors;
  readonly whereabouts: Whereabouts;
  readonly newId: NewId;
  readonly clock: Clock;
}

const ARRANGEMENT = 'suggestions.arrangement';

/** Registers what leads through suggestions and decides on them, article by article or over the whole corpus. */
export function activateSuggestionQueue(context: vscode.ExtensionContext, parts: QueueParts): void {
  const { articles, server, manifests, edits, cursors, whereabouts, newId, clock } = parts;
  const labelsOf = (uri: string) => {
    const known = uri === '' ? undefined : manifests.known(vscode.Uri.parse(uri, true));
    return (known?.manifest ?? articles.all()[0]?.schema ?? DEFAULT_SCHEMA).labels;
  };
  const model = new QueueModel(server, articles, manifests);
  const stored = context.workspaceState.get<Arrangement>(ARRANGEMENT, 'article');
  const view = new QueueView(model, ARRANGEMENTS.includes(stored) ? stored : 'article', labelsOf);
  const decisions = new QueueDecisions({ edits, server, model, newId, clock, labelsOf });
  const tour = new UnsureTour(articles, server, model, cursors, whereabouts);
  const shown = new ShownInArticle();
  const tellAnnotator = (): void => {
    server.tellAnnotator(annotator());
    model.renewIn(0);
  };
  context.subscriptions.push(
    model,
    view,
    shown,
    server.onDidStart(tellAnnotator),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('corpusAnnotator.annotator')) tellAnnotator();
    }),
  );
  const register = (name: string, run: (argument: never) => unknown): void => {
    context.subscriptions.push(vscode.commands.registerCommand(`corpusAnnotator.${name}`, run));
  };
  register('nextUnsure', () => tour.visit('next'));
  register('previousUnsure', () => tour.visit('previous'));
  register('nextInCorpus', () => tour.visitNextOfCorpus());

  /** Decides on what is chosen in the view; the node behind it is selected then, so that the next key decides that one. */
  const inView =
    (decide: (chosen: readonly QueuedSuggestion[]) => Promise<boolean>) =>
    async (clicked?: string): Promise<boolean> => {
      const keys = clicked === undefined ? await view.focused() : view.clicked(clicked);
      const next = view.after(keys);
      const isDecided = await decide(await view.suggestions(keys));
      if (isDecided) shown.clear();
      if (isDecided && next !== undefined) await view.select(next);
      return isDecided;
    };
  register(
    'suggestions.accept',
    inView((chosen) => decisions.decide(chosen, { kind: 'accept' })),
  );
  register(
    'suggestions.reject',
    inView((chosen) => decisions.decide(chosen, { kind: 'reject' })),
  );
  register(
    'suggestions.relabel',
    inView((chosen) => decisions.relabel(chosen)),
  );
  register('suggestions.undo', () => decisions.undo());
  register('suggestions.show', async (key: string) => {
    const suggestion = view.suggestion(key);
    return suggestion !== undefined && shown.show(suggestion);
  });
  register('suggestions.refresh', () => model.reread());
  for (const arrangement of ARRANGEMENTS)
    register(`suggestions.by.${arrangement}`, () => {
      view.arrangement = arrangement;
      void context.workspaceState.update(ARRANGEMENT, arrangement);
    });
}
