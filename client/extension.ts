import * as vscode from 'vscode';
import { SidecarStore } from '../core/annotation/store';
import { randomId } from '../node/randomId';
import { activateAnnotationCommands } from './features/annotations/commands';
import { AnnotatedArticles } from './features/annotations/annotatedArticles';
import { activateConflicts } from './features/conflicts/conflicts';
import { activateMergeDriver } from './features/conflicts/mergeDriver';
import { activateCorpusLanguage } from './features/corpusLanguage/assignLanguage';
import { Manifests } from './features/corpusLanguage/manifests';
import { AnnotationDecorations } from './features/decorations/decorations';
import { CorpusCheck } from './features/doctor/corpusCheck';
import { FollowMoves } from './features/fileMoves/followMoves';
import { LostSidecars } from './features/fileMoves/lostSidecars';
import { activateFirstSteps } from './features/firstSteps/firstSteps';
import { AnnotationStatus } from './features/problems/annotationStatus';
import { Banner } from './features/problems/banner';
import { SidecarDiagnostics } from './features/problems/sidecarDiagnostics';
import { activateNavigation } from './features/navigation/goTo';
import { activateReview } from './features/review/review';
import { LanguageServer } from './languageServer';
import { sidecarFiles } from './storage/sidecarFiles';

let finish: (() => Promise<unknown>) | undefined;

/** Wires the extension by hand: what each part needs stands here. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel('Corpus Annotator', { log: true });
  const manifests = new Manifests();
  const server = new LanguageServer(context, log);
  const store = new SidecarStore(sidecarFiles);
  const articles = new AnnotatedArticles(store, randomId, () => new Date(), manifests, log);
  context.subscriptions.push(
    log,
    manifests,
    server,
    articles,
    new AnnotationDecorations(articles),
    new AnnotationStatus(articles),
    new Banner(articles),
    new SidecarDiagnostics(articles),
    new CorpusCheck(),
    new FollowMoves(store, log),
    new LostSidecars(store, log),
    articles.onDidChange((article) => server.tellAnnotations(article.viewFor(server.uriOf(article.document)))),
    server.onDidStart(() => {
      for (const article of articles.all()) server.tellAnnotations(article.viewFor(server.uriOf(article.document)));
    }),
    vscode.commands.registerCommand('corpusAnnotator.restartServer', () => server.restart()),
    vscode.commands.registerCommand('corpusAnnotator.showLog', () => log.show()),
  );
  activateCorpusLanguage(context, manifests);
  activateAnnotationCommands(context, articles, server);
  activateFirstSteps(context);
  activateNavigation(context, articles, server);
  activateConflicts(context, articles, store, randomId);
  activateMergeDriver(context, log);
  activateReview(context, articles);
  finish = () => Promise.allSettled([articles.finish(), server.stop()]);
  await server.start();
}

/** The editor waits for the last annotations to reach the disk, and for the server to end. */
export async function deactivate(): Promise<void> {
  await finish?.();
}
