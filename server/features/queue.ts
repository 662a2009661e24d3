import { suggestionSource } from '../../core/annotation/source';
import { runInTurns, type CancellationToken, type Turns } from '../../core/cooperative';
import type { Queue, QueuedArticle, QueuedParams, QueuedSuggestion } from '../../core/protocol';
import { groupsInSteps, leastSureInSteps, type DecisionsOf, type QueuedItem } from '../../core/suggestions/queue';
import type { CanonicalText } from '../../core/text/canonicalText';
import { range, utf16 } from '../../core/text/units';
import type { Learning } from '../workspace/learning';
import type { QueueEntry } from '../workspace/suggestionQueue';

/** What the answers are made of. */
export interface QueueContext {
  readonly entries: readonly QueueEntry[];
  readonly learning: Learning;
  readonly turns: Turns;
  /** Of the recognisers, for the source of suggestions. */
  readonly version: string | undefined;
}

/** The state of the queue, without its suggestions. */
export async function queueOf(
  context: QueueContext,
  isRead: Queue['isRead'],
  mostGroups: number,
  token: CancellationToken,
): Promise<Queue> {
  const { entries, turns } = context;
  const groups =
    mostGroups === 0
      ? []
      : await runInTurns(groupsInSteps(openArticles(entries), decisionsFor(context), mostGroups), turns, token);
  return {
    articles: entries.map(progressOf),
    isRead,
    groups: (groups ?? []).map(({ decisions, ...group }) => ({ ...group, ...(decisions && { decisions }) })),
  };
}

function progressOf({ uri, article: { path }, read }: QueueEntry): QueuedArticle {
  return { uri, path, ...(read !== undefined && { total: read.total, decided: read.total - read.open.length }) };
}

/** The suggestions that are wanted, the least sure first. */
export async function queuedOf(
  context: QueueContext,
  { most, ...filter }: QueuedParams,
  token: CancellationToken,
): Promise<QueuedSuggestion[]> {
  const { entries, turns, version } = context;
  const byUri = new Map(entries.map((entry) => [entry.uri, entry]));
  const steps = leastSureInSteps(openArticles(entries), decisionsFor(context), filter, most);
  const items = (await runInTurns(steps, turns, token)) ?? [];
  return items.flatMap((item) => {
    const entry = byUri.get(item.uri);
    return entry?.read?.found === undefined ? [] : [suggestionOf(item, entry, entry.read.found.text, version)];
  });
}

const openArticles = (entries: readonly QueueEntry[]) =>
  entries.map(({ uri, read }) => ({ uri, open: read?.open ?? [] }));

function decisionsFor({ entries, learning }: QueueContext): (uri: string) => DecisionsOf {
  const roots = new Map(entries.map(({ uri, article }) => [uri, article.corpus.root]));
  return (uri) => {
    const decisions = learning.of(roots.get(uri) ?? '');
    return (form, label) => decisions.ofForm(form, label);
  };
}

function suggestionOf(
  { suggestion, decisions, confidence }: QueuedItem,
  { uri, article, read }: QueueEntry,
  text: CanonicalText,
  version: string | undefined,
): QueuedSuggestion {
  const { start, end, label, recognisers } = suggestion;
  const place = range(utf16(start), utf16(end));
  return {
    uri,
    path: article.path,
    sha256: read?.hash ?? '',
    line: text.positionAt(place.start).line,
    ...{ start, end, label, confidence },
    exact: text.slice(place),
    before: text.slice(range(text.snap(utf16(Math.max(0, start - CONTEXT))), place.start)),
    after: text.slice(range(place.end, text.snap(utf16(Math.min(text.end, end + CONTEXT))))),
    ...(decisions && { decisions }),
    source: suggestionSource(recognisers, version),
  };
}

/** UTF-16 units of context on each side. */
const CONTEXT = 24;
