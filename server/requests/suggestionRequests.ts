import type { CancellationToken, Connection } from 'vscode-languageserver';
import { runInTurns } from '../../core/cooperative';
import {
  LONGER_WORDS,
  READING_AT,
  SPAN_AT,
  SUGGESTIONS,
  type LongerWordsParams,
  type ReadingAt,
  type ReadingAtParams,
  type SpanAt,
  type SpanAtParams,
  type Suggestion,
  type SuggestionsParams,
} from '../../core/protocol';
import { overlaps, range, utf16 } from '../../core/text/units';
import { undecidedMentions } from '../features/highlights';
import { longerWordsInSteps } from '../features/longerWordsAt';
import { readingAt } from '../features/readingAt';
import { spanAt, suggestionsOf } from '../features/spanAt';
import { throwIfCancelled } from '../workspace/cancellation';
import type { Workspace } from '../workspace/workspace';

/** What the recognisers say of an open article: suggestions, spans, words, readings. */
export function registerSuggestionRequests(connection: Connection, workspace: Workspace): void {
  connection.onRequest(SUGGESTIONS, (params: SuggestionsParams, token: CancellationToken) =>
    suggestionsIn(workspace, params, token),
  );
  connection.onRequest(
    SPAN_AT,
    async ({ uri, version, offset }: SpanAtParams, token: CancellationToken): Promise<SpanAt | null> => {
      workspace.assertVersion(uri, version);
      const { analysis, rejected } = await workspace.annotated(uri, token);
      const recognition = await workspace.resources();
      throwIfCancelled(token);
      return spanAt(analysis, recognition, utf16(offset), rejected, await workspace.decisionsFor(uri));
    },
  );
  connection.onRequest(
    READING_AT,
    async ({ uri, version, offset }: ReadingAtParams, token: CancellationToken): Promise<ReadingAt | null> => {
      workspace.assertVersion(uri, version);
      const analysis = await workspace.articles.analysis(uri, token);
      const { segmenter } = await workspace.resources();
      throwIfCancelled(token);
      return readingAt(analysis, segmenter, utf16(offset));
    },
  );
  connection.onRequest(LONGER_WORDS, async (params: LongerWordsParams, token: CancellationToken) => {
    const found = await workspace.resourcesFor(params.uri);
    throwIfCancelled(token);
    return (await runInTurns(longerWordsInSteps(params, found), workspace.turns, token)) ?? null;
  });
}

async function suggestionsIn(
  workspace: Workspace,
  { uri, version, within, isDecidedToo }: SuggestionsParams,
  token: CancellationToken,
): Promise<Suggestion[]> {
  workspace.assertVersion(uri, version);
  const { analysis, annotations, rejected } = await workspace.annotated(uri, token);
  const recognition = await workspace.resources();
  throwIfCancelled(token);
  const mentions = isDecidedToo === true ? analysis.mentions : undecidedMentions(analysis, annotations, rejected);
  const wanted = within && range(utf16(within.start), utf16(within.end));
  const suggested = wanted === undefined ? mentions : mentions.filter((mention) => overlaps(mention.range, wanted));
  return suggestionsOf(suggested, recognition.version, await workspace.decisionsFor(uri));
}
