import * as vscode from 'vscode';
import type { NewId } from '../../../core/annotation/id';
import type { Label } from '../../../core/annotation/labels';
import { provenance, type Clock } from '../../../core/annotation/provenance';
import { sidecarPathOf } from '../../../core/annotation/sidecarPath';
import type { CorpusEdits } from '../../../core/corpusEdits/corpusEdits';
import type { QueuedSuggestion } from '../../../core/protocol';
import { decidingOperation, type NewRecord, type SuggestionDecision } from '../../../core/suggestions/deciding';
import type { LanguageServer } from '../../languageServer';
import { annotator } from '../annotations/annotatedArticles';
import { refuse, tellNothing } from '../annotations/answers';
import { pickLabel, shorten } from '../annotations/labelPick';
import type { QueueModel } from './queueModel';

/** What decisions need of the extension around them. */
export interface DecisionServices {
  readonly edits: CorpusEdits;
  readonly server: LanguageServer;
  readonly model: QueueModel;
  readonly newId: NewId;
  readonly clock: Clock;
  labelsOf(uri: string): readonly Label[];
}

/** Decides on suggestions of any articles, open or not: each decision is one step, and can be undone from the view. */
export class QueueDecisions {
  readonly #services: DecisionServices;
  /** The steps that were made from the view, the latest last. */
  readonly #steps: number[] = [];

  constructor(services: DecisionServices) {
    this.#services = services;
  }

  async decide(suggestions: readonly QueuedSuggestion[], decision: SuggestionDecision): Promise<boolean> {
    if (suggestions.length === 0) return refuse(vscode.l10n.t('Select a suggestion in the view first.'));
    return this.#services.model.deciding(suggestions, () => this.#perform(suggestions, decision));
  }

  /** Asks for the label that the suggestions should have had. */
  async relabel(suggestions: readonly QueuedSuggestion[], wanted?: string): Promise<boolean> {
    const [first] = suggestions;
    if (first === undefined) return refuse(vscode.l10n.t('Select a suggestion in the view first.'));
    const label = wanted ?? (await this.#pickLabel(first, suggestions.length));
    if (label === undefined) return false;
    return this.decide(suggestions, { kind: 'relabel', label });
  }

  /** Takes the last decision of the view back. */
  async undo(): Promise<boolean> {
    const step = this.#steps.pop();
    if (step === undefined) return tellNothing(vscode.l10n.t('There is no decision of this view to undo.'));
    const refusal = await this.#services.edits.undo(step);
    if (refusal !== undefined) return refuse(refusal);
    this.#services.model.reread();
    return true;
  }

  async #perform(suggestions: readonly QueuedSuggestion[], decision: SuggestionDecision): Promise<boolean> {
    const { edits, server, clock, newId } = this.#services;
    const name = annotator();
    const newRecord: NewRecord = (label, span, source) => {
      return { id: newId(), label, ...span, ...provenance(name, clock, source) };
    };
    const byArticle = [...Map.groupBy(suggestions, ({ uri }) => vscode.Uri.parse(uri, true).toString())];
    const report = await edits.perform({
      title: titleOf(suggestions, decision),
      isQuiet: suggestions.length === 1,
      sidecars: byArticle.map(([articleUri, members]) => ({
        articleUri,
        annotator: name,
        operation: (set, article) => {
          const operation = decidingOperation(set, article, members, decision, newRecord);
          return operation === 'changed'
            ? vscode.l10n.t('The text here has changed meanwhile, so nothing was decided.')
            : operation;
        },
      })),
    });
    if (report.step !== undefined) this.#steps.push(report.step);
    server.tellWritten(byArticle.map(([uri]) => sidecarOf(uri, name)));
    if (report.refused.length === 0) vscode.window.setStatusBarMessage(report.title, STATUS_TIME);
    return report.refused.length === 0;
  }

  #pickLabel({ uri, label, exact }: QueuedSuggestion, count: number): Promise<string | undefined> {
    const words = shorten(exact);
    const what = count === 1 ? words : vscode.l10n.t('{0} and {1} more', words, count - 1);
    const schema = this.#services.labelsOf(uri);
    return pickLabel(schema, {
      schema,
      title: vscode.l10n.t('Label for “{0}”', what),
      first: label,
      remark: ({ id }) => (id === label ? vscode.l10n.t('suggested') : undefined),
    });
  }
}

/** How long the status bar says what was decided, in milliseconds. */
const STATUS_TIME = 5000;

function sidecarOf(articleUri: string, name: string | undefined): vscode.Uri {
  const article = vscode.Uri.parse(articleUri, true);
  return article.with({ path: sidecarPathOf(article.path, name) });
}

function titleOf(suggestions: readonly QueuedSuggestion[], decision: SuggestionDecision): string {
  const [first, ...others] = suggestions;
  const words = shorten(first?.exact ?? '');
  const what = others.length === 0 ? words : vscode.l10n.t('{0} and {1} more', words, others.length);
  switch (decision.kind) {
    case 'accept':
      return vscode.l10n.t('Accepted: {0} ({1})', what, first?.label ?? '');
    case 'reject':
      return vscode.l10n.t('Rejected: {0} ({1})', what, first?.label ?? '');
    case 'relabel':
      return vscode.l10n.t('Annotated: {0} ({1})', what, decision.label);
  }
}
