import * as vscode from 'vscode';
import { SidecarStore } from '../core/annotation/store';
import { CorpusEdits } from '../core/corpusEdits/corpusEdits';
import { randomId } from '../node/randomId';
import { activateAnnotateMode } from './features/annotateMode/activate';
import { Cursors } from './features/annotateMode/cursors';
import { KnownSuggestions } from './features/annotateMode/knownSuggestions';
import { activateAnnotationCommands } from './features/annotations/commands';
import { activateAnnotationTree } from './features/annotationTree/annotationTree';
import { CorpusAnnotations } from './features/annotationTree/corpusAnnotations';
import { ListedArticles } from './features/annotationTree/listedArticles';
import { AnnotatedArticles } from './features/annotations/annotatedArticles';
import { ServerNotices } from './features/annotations/serverNotices';
import { activateConflicts } from './features/conflicts/conflicts';
import { activateMergeDriver } from './features/conflicts/mergeDriver';
import { activateConsistency } from './features/consistency/consistency';
import { activateCorpusEdits, CorpusEditReports, savedTextOf } from './features/corpusEdits/corpusEdits';
import { activateCorpusLanguage } from './features/corpusLanguage/assignLanguage';
import { Manifests } from './features/corpusLanguage/manifests';
import { AnnotationDecorations } from './features/decorations/decorations';
import { CorpusCheck } from './features/doctor/corpusCheck';
import { activateEntity } from './features/entity/entity';
import { FollowMoves } from './features/fileMoves/followMoves';
import { LostSidecars } from './features/fileMoves/lostSidecars';
import { activateFirstSteps } from './features/firstSteps/firstSteps';
import { AnnotationStatus } from './features/problems/annotationStatus';
import { Banner } from './features/problems/banner';
import { SidecarDiagnostics } from './features/problems/sidecarDiagnostics';
import { activateImport } from './features/import/importCommand';
import { activateLayers } from './features/layers/layers';
import { activateMetadata } from './features/metadata/metadata';
import { activateNavigation } from './features/navigation/goTo';
import { Whereabouts } from './features/navigation/whereabouts';
import { CorpusIndex } from './features/progress/corpusIndex';
import { activateProgress } from './features/progress/progress';
import { activateSchemaRefactoring } from './features/refactoring/schemaRefactoring';
import { activateReview } from './features/review/review';
import { activateSameAgain } from './features/sameAgain/sameAgain';
import { activateSpans } from './features/spans/spans';
import { activateSuggestionQueue } from './features/suggestionQueue/suggestionQueue';
import { LanguageServer } from './languageServer';
import { sidecarFiles } from './storage/sidecarFiles';

let finish: (() => Promise<unknown>) | undefined;

/** Wires the extension by hand: what each part needs stands here. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel('Corpus Annotator', { log: true });
  const manifests = new Manifests();
  const server = new LanguageServer(context, log);
  const store = new SidecarStore(sidecarFiles);
  const reports = new CorpusEditReports(
    () => edits,
    () => articles,
    log,
  );
  const edits: CorpusEdits = new CorpusEdits({
    store,
    files: sidecarFiles,
    savedText: (uri) => savedTextOf(articles, uri),
    report: (report) => reports.tell(report),
  });
  const clock = (): Date => new Date();
  const articles = new AnnotatedArticles({ store, newId: randomId, clock, steps: edits, manifests, log });
  const suggestions = new KnownSuggestions(articles, server);
  const cursors = new Cursors();
  const whereabouts = new Whereabouts(articles, cursors);
  const index = new CorpusIndex(articles, manifests, log);
  const stored = new CorpusAnnotations(index);
  const listed = new ListedArticles(articles, server, stored);
  context.subscriptions.push(
    log,
    suggestions,
    cursors,
    whereabouts,
    manifests,
    server,
    articles,
    new AnnotationDecorations(articles, server, suggestions),
    index,
    stored,
    listed,
    new AnnotationStatus(articles),
    new Banner(articles),
    new SidecarDiagnostics(articles),
    new CorpusCheck(),
    new FollowMoves(store, log, (from, to) => edits.moved(from, to)),
    new LostSidecars(store, log, (from, to) => edits.moved(from, to)),
    new ServerNotices(articles, server),
    vscode.commands.registerCommand('corpusAnnotator.restartServer', () => server.restart()),
    vscode.commands.registerCommand('corpusAnnotator.showLog', () => log.show()),
  );
  activateCorpusLanguage(context, manifests);
  const lastLabel = activateAnnotationCommands(context, articles, server, suggestions, cursors);
  activateAnnotateMode(context, articles, server, lastLabel, suggestions, cursors);
  activateCorpusEdits(context, edits);
  activateFirstSteps(context, articles);
  activateNavigation(context, articles, server, suggestions, cursors, whereabouts);
  activateImport(context, store, manifests);
  activateConflicts(context, articles, store, randomId);
  activateMergeDriver(context, log);
  activateLayers(context, articles, sidecarFiles, index);
  activateMetadata(context, articles, server, randomId);
  activateAnnotationTree(context, articles, listed, edits);
  activateEntity(context, articles, server, listed, (details) => stored.of(details));
  activateProgress(context, articles, index, edits);
  activateReview(context, articles);
  activateSchemaRefactoring(context, { articles, manifests, edits });
  activateSuggestionQueue(context, {
    articles,
    server,
    manifests,
    edits,
    cursors,
    whereabouts,
    newId: randomId,
    clock,
  });
  activateConsistency(context, { articles, server, manifests, edits });
  activateSameAgain(context, { articles, edits, manifests, server, newId: randomId, clock });
  activateSpans(context, articles, { server, manifests, edits });
  finish = () => Promise.allSettled([articles.finish(), server.stop()]);
  await server.start();
}

/** The editor waits for the last annotations to reach the disk, and for the server to end. */
export async function deactivate(): Promise<void> {
  await finish?.();
}
