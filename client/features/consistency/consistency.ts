import * as vscode from 'vscode';
import { DEFAULT_SEVERITIES, type Rule, type RuleSeverity } from '../../../core/consistency/inconsistency';
import { withLabel } from '../../../core/corpus/addLabel';
import { MANIFEST_NAME } from '../../../core/corpus/manifest';
import type { CorpusEdits } from '../../../core/corpusEdits/corpusEdits';
import { FIX_CONSISTENCY, type FixConsistencyArgument } from '../../../core/protocol';
import { range, utf16 } from '../../../core/text/units';
import type { LanguageServer } from '../../languageServer';
import { toRange } from '../../positions';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';
import { attempt, refuse } from '../annotations/answers';
import type { Manifests } from '../corpusLanguage/manifests';

const SETTINGS = 'corpusAnnotator.consistency';

/** What a fix may touch. */
export interface ConsistencyServices {
  readonly articles: AnnotatedArticles;
  readonly server: LanguageServer;
  readonly manifests: Manifests;
  readonly edits: CorpusEdits;
}

/** Makes the quick fixes that the server offers for what does not fit together in an article. */
export function activateConsistency(context: vscode.ExtensionContext, services: ConsistencyServices): void {
  context.subscriptions.push(
    vscode.commands.registerCommand(FIX_CONSISTENCY, (argument: FixConsistencyArgument) => fix(services, argument)),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(SETTINGS)) services.server.refreshDiagnostics();
    }),
  );
}

/** The diagnostics of the server as loud as the settings want them; those of rules that are off are left out. */
export function withWantedSeverities(
  diagnostics: readonly vscode.Diagnostic[],
  document: vscode.Uri,
): vscode.Diagnostic[] {
  const settings = vscode.workspace.getConfiguration(SETTINGS, document);
  return diagnostics.flatMap((diagnostic) => {
    const rule = diagnostic.code;
    if (typeof rule !== 'string' || !Object.hasOwn(DEFAULT_SEVERITIES, rule)) return [diagnostic];
    const wanted = settings.get<RuleSeverity>(rule, DEFAULT_SEVERITIES[rule as Rule]);
    if (wanted === 'off') return [];
    diagnostic.severity = SEVERITY[wanted];
    return [diagnostic];
  });
}

const SEVERITY: Readonly<Record<Exclude<RuleSeverity, 'off'>, vscode.DiagnosticSeverity>> = {
  hint: vscode.DiagnosticSeverity.Hint,
  information: vscode.DiagnosticSeverity.Information,
  warning: vscode.DiagnosticSeverity.Warning,
};

/** Answers whether something was changed. */
async function fix(
  services: ConsistencyServices,
  { uri, version, fix: wanted }: FixConsistencyArgument,
): Promise<boolean> {
  if (wanted.kind === 'setting') {
    await vscode.commands.executeCommand('workbench.action.openSettings', `@id:${SETTINGS}.${wanted.rule}`);
    return false;
  }
  const article = services.articles.all().find(({ document }) => services.server.uriOf(document) === uri);
  if (article?.document.version !== version)
    return refuse(vscode.l10n.t('The text here has changed meanwhile, so nothing was annotated.'));
  const { refusal, text } = article;
  if (refusal !== undefined) return refuse(refusal, article);
  switch (wanted.kind) {
    case 'edit':
      return attempt(article, () =>
        article.perform(() =>
          article.text.text === text.text
            ? wanted.operation
            : vscode.l10n.t('The text here has changed meanwhile, so nothing was annotated.'),
        ),
      );
    case 'annotate': {
      const { label, spans } = wanted;
      return attempt(article, () => article.add(spans.map((span) => ({ range: span, text, label }))));
    }
    case 'search': {
      const editor = await vscode.window.showTextDocument(article.document);
      const place = toRange(text, range(utf16(wanted.span.start), utf16(wanted.span.end)));
      editor.selection = new vscode.Selection(place.start, place.end);
      const argument = { scope: 'corpus', label: wanted.label };
      return (await vscode.commands.executeCommand('corpusAnnotator.annotateOccurrences', argument)) === true;
    }
    case 'addLabel':
      return addLabel(services, article, wanted.label);
  }
}

async function addLabel(
  { manifests, edits }: ConsistencyServices,
  article: AnnotatedArticle,
  label: string,
): Promise<boolean> {
  const corpus = await manifests.of(article.document.uri.toString());
  if (corpus === undefined)
    return refuse(vscode.l10n.t('This article is in no corpus. Make a corpus.yaml first (“Create corpus.yaml”).'));
  const uri = vscode.Uri.joinPath(vscode.Uri.parse(corpus.root, true), MANIFEST_NAME).toString();
  const title = vscode.l10n.t('Add the label {0}', label);
  const { step, refused } = await edits.perform({
    title,
    sidecars: [],
    texts: [{ uri, edit: (text) => withLabel(text, label) }],
  });
  if (step === undefined && refused.length === 0)
    return refuse(vscode.l10n.t('The label could not be added to corpus.yaml as it is written. Add it by hand.'));
  return step !== undefined;
}
