import type { Hover } from 'vscode-languageserver';
import type { Analysis } from '../../core/analysis/analysis';
import type { Entity, Evidence, Mention } from '../../core/analysis/mention';
import { isTurnedDown } from '../../core/annotation/undecided';
import type { AuthorityEntity } from '../../core/corpus/authority';
import type { AnnotationView, ArticleMetadata, RejectedView } from '../../core/protocol';
import type { CanonicalText } from '../../core/text/canonicalText';
import { learnedConfidence, type Decisions } from '../../core/suggestions/decisions';
import { contains, range, utf16, type Range, type Utf16 } from '../../core/text/units';
import { explainEvidence } from '../evidence';
import { escapeMarkdown, markdownLink } from '../markdown';
import type { LocalMessages } from '../messages';
import { toLspRange } from '../workspace/positions';
import { describeKnownEntity } from './knownEntity';
import { describeMetadata } from './articleMetadata';
import { guidelinesFor, labelNameIn } from './labels';
import { describeCarried, describeTags, wordsOf, type CarriedContext } from './spanDetails';

/** Everything that a hover reads. */
export interface HoverContext extends Omit<CarriedContext, 'text'> {
  readonly analysis: Analysis;
  /** The suggestions that were turned down. */
  readonly rejected?: readonly RejectedView[];
  /** What was decided in the corpus. */
  readonly decisions?: Decisions | undefined;
  /** The entries of the corpus' authority files, by id. */
  readonly knownEntities: ReadonlyMap<string, AuthorityEntity>;
  /** Newspaper, date, page and genre of the articles in the file. */
  readonly metadata?: readonly ArticleMetadata[];
}

/** What is known of the span at an offset: the innermost annotation and the innermost mention that hold it. */
export function hoverAt(context: HoverContext, offset: Utf16): Hover | null {
  const annotation = innermost(context.annotations.map(placed), offset);
  const mention = innermost(context.analysis.mentions, offset);
  const parts = [
    ...(annotation === undefined ? [] : describeAnnotation(context, annotation)),
    ...(mention === undefined ? [] : describeMention(context, mention, annotation)),
    ...(mention === undefined ? [] : enclosing(context, mention)),
  ];
  const shown = annotation ?? mention;
  if (shown !== undefined) parts.push(...guidelinesFor(context.schema, shown.label, context.messages));
  const headline = headlineAt(context.analysis, offset);
  if (headline !== undefined) parts.push(...describeTags(carriedBy(context)));
  const article = context.metadata?.find((one) => one.headline.start <= offset && offset <= one.headline.end);
  if (article !== undefined) parts.push(...describeMetadata(article.metadata, context.messages));
  const place = shown?.range ?? headline ?? rangeOf(article?.headline);
  if (place === undefined || parts.length === 0) return null;
  const value = parts.join('\n\n');
  return { contents: { kind: 'markdown', value }, range: toLspRange(context.analysis.text, place) };
}

const rangeOf = (place: ArticleMetadata['headline'] | undefined): Range<Utf16> | undefined =>
  place && range(utf16(place.start), utf16(place.end));

/** The headline of the file's first article, where the offset is in it: what is said of the document is shown there. */
function headlineAt({ outline }: Analysis, offset: Utf16): Range<Utf16> | undefined {
  const headline = outline[0]?.children.find(({ kind }) => kind === 'headline')?.range;
  return headline !== undefined && headline.start <= offset && offset <= headline.end ? headline : undefined;
}

const carriedBy = (context: HoverContext): CarriedContext => ({ ...context, text: context.analysis.text });

interface PlacedAnnotation extends AnnotationView {
  readonly range: Range<Utf16>;
}

function placed(annotation: AnnotationView): PlacedAnnotation {
  return { ...annotation, range: range(utf16(annotation.start), utf16(annotation.end)) };
}

/** The shortest span that holds the offset; its end counts too, as the cursor stands behind a word. */
export function innermost<Span extends { readonly range: Range<Utf16> }>(
  spans: readonly Span[],
  offset: Utf16,
): Span | undefined {
  const length = ({ range: { start, end } }: Span): number => end - start;
  const holding = spans.filter((span) => span.range.start <= offset && offset < span.range.end);
  const touching = holding.length > 0 ? holding : spans.filter((span) => span.range.end === offset);
  return touching.reduce<Span | undefined>(
    (best, span) => (best === undefined || length(span) < length(best) ? span : best),
    undefined,
  );
}

function describeAnnotation(context: HoverContext, annotation: PlacedAnnotation): string[] {
  const { messages } = context;
  const status = statusOf(annotation, messages);
  const details: [string, string | undefined][] = [
    [messages.note, annotation.note],
    [messages.entity, annotation.entity],
    [messages.by, annotation.by],
    [messages.source, annotation.source],
  ];
  const carried = carriedBy(context);
  return [
    title(wordsOf(carried, annotation.id), annotation.label, status, context),
    ...details.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${escapeMarkdown(value)}`])),
    ...describeCarried(carried, annotation),
    ...describeKnown(context, annotation.entity),
  ];
}

const statusOf = ({ state }: AnnotationView, { annotated, needsReview }: LocalMessages): string =>
  state === 'anchored' ? annotated : needsReview;

function describeKnown({ knownEntities, messages }: HoverContext, id: string | undefined): string[] {
  const entity = id === undefined ? undefined : knownEntities.get(id);
  return entity === undefined ? [] : [describeKnownEntity(entity, messages)];
}

/** The mentions that this one is a part of (the post of a body), by name and label. */
function enclosing(context: HoverContext, inner: Mention): string[] {
  const { analysis, annotations, messages, rejected = [] } = context;
  return analysis.mentions
    .filter((outer) => outer !== inner && contains(outer.range, inner.range))
    .map((outer) => {
      const { start, end } = outer.range;
      const taken = annotations.find((annotation) => annotation.start === start && annotation.end === end);
      const isRejected = isTurnedDown({ ...outer.range, label: outer.label }, rejected);
      const status =
        taken === undefined ? (isRejected ? messages.rejected : messages.suggested) : statusOf(taken, messages);
      return `⊂ ${title(outer.text, taken?.label ?? outer.label, status, context)}`;
    });
}

function describeMention(context: HoverContext, mention: Mention, annotation: AnnotationView | undefined): string[] {
  const { analysis, messages } = context;
  const entity = analysis.entities.find(({ id }) => id === mention.entity);
  const name = entity?.name ?? mention.text;
  const isRejected = isTurnedDown({ ...mention.range, label: mention.label }, context.rejected ?? []);
  const status = isRejected ? messages.rejected : messages.suggested;
  const lines = annotation === undefined ? [title(name, mention.label, status, context)] : [];
  if (entity !== undefined) {
    lines.push(...listed(messages.posts, entity.posts, messages));
    lines.push(...listed(messages.bodies, entity.bodies, messages));
    lines.push(...listed(messages.aliases, entity.aliases, messages));
    if (annotation?.entity !== entity.authority) lines.push(...describeKnown(context, entity.authority));
    const spoken = timesSpoken(analysis, entity);
    if (spoken > 0) lines.push(messages.speaks(spoken));
    lines.push(mentionLinks(context, entity, mention));
  }
  const reasons = mention.evidence.map((evidence) => describeEvidence(evidence, messages)).join('; ');
  const decided = context.decisions?.of(mention.text, mention.label);
  const told = decided === undefined ? '' : `; ${messages.decided(decided)}`;
  const percent = Math.round(learnedConfidence(mention.confidence, decided) * 100);
  lines.push(`_${messages.why}: ${reasons}${told}; ${messages.confidence} ${percent}%_`);
  return lines;
}

/** In how many quotations and parts of the article somebody speaks. */
function timesSpoken({ mentions, quotations, spokenParts }: Analysis, { id }: Entity): number {
  return [...quotations, ...spokenParts].filter(
    ({ speaker }) => speaker !== undefined && mentions[speaker]?.entity === id,
  ).length;
}

function title(text: string, label: string, status: string, { schema, messages }: HoverContext): string {
  const name = labelNameIn(schema, label, messages);
  const described = [label, ...(name === undefined ? [] : [name])].map(escapeMarkdown).join(' ');
  return `**${escapeMarkdown(shortened(text.trim()))}** · ${described} · ${status}`;
}

/** An annotation may span the whole article; a hover names it by its beginning. */
const LONGEST_TITLE = 120;

function shortened(text: string): string {
  const beginning = Array.from(text.slice(0, 2 * LONGEST_TITLE))
    .slice(0, LONGEST_TITLE)
    .join('');
  return beginning.length < text.length ? `${beginning}…` : text;
}

function listed(name: string, values: readonly string[], messages: LocalMessages): string[] {
  return values.length === 0 ? [] : [`${name}: ${values.map(escapeMarkdown).join(messages.separator)}`];
}

/** The number of mentions, with links to the first one and to the one after this. */
function mentionLinks({ uri, analysis, messages }: HoverContext, entity: Entity, mention: Mention): string {
  const mentions = entity.mentions.map((index) => analysis.mentions[index] as Mention);
  const first = mentions[0];
  const next = mentions.find(({ range: { start } }) => start > mention.range.start) ?? first;
  const links = [
    ...(first === undefined || first === mention ? [] : [link(messages.first, uri, analysis.text, first)]),
    ...(next === undefined || next === mention ? [] : [link(messages.next, uri, analysis.text, next)]),
  ];
  return [messages.mentions(mentions.length), ...links].join(' · ');
}

/** A link to a place in the file: a plain address with the line and column, never a command. */
function link(name: string, uri: string, text: CanonicalText, mention: Mention): string {
  const { line, character } = text.positionAt(mention.range.start);
  return markdownLink(name, `${uri}#L${line + 1},${character + 1}`);
}

function describeEvidence(evidence: Evidence, messages: LocalMessages): string {
  const explanation = explainEvidence(evidence, messages.language);
  return evidence.detail === '' ? explanation : `${explanation} “${escapeMarkdown(evidence.detail)}”`;
}
