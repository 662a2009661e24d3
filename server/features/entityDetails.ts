import type { Analysis } from '../../core/analysis/analysis';
import type { AuthorityEntity } from '../../core/corpus/authority';
import type { EntityDetails, EntityOutline, MentionView } from '../../core/protocol';
import type { CanonicalText } from '../../core/text/canonicalText';
import { range, utf16, type Range, type Utf16 } from '../../core/text/units';
import { visibleText } from '../../core/text/visible';
import type { EntityMap, EntitySpan, EntitySpans } from './entitySpans';

/** An open article in which an entity may be mentioned. */
export interface ReadArticle {
  readonly uri: string;
  readonly analysis: Analysis;
  readonly entities: EntityMap;
}

/** What is known of the entity at an offset, or of the span from there to an end; null where none stands. */
export function entityDetailsAt(
  { analysis, entities }: ReadArticle,
  { offset, end }: { readonly offset: Utf16; readonly end?: number },
  known: ReadonlyMap<string, AuthorityEntity>,
  others: readonly ReadArticle[],
): EntityDetails | null {
  const entity = entities.at(offset, end)?.entity;
  if (entity === undefined) return null;
  const { name, label, id, aliases } = entity;
  const recognised = analysis.entities.filter((one) => entity.recognised.includes(one.id));
  const entry = id === undefined ? undefined : known.get(id);
  return {
    ...{ name, label, aliases },
    ...(id !== undefined && { id }),
    posts: distinct(recognised.flatMap(({ posts }) => posts)),
    bodies: distinct(recognised.flatMap(({ bodies }) => bodies)),
    speaks: timesSpoken(analysis, new Set(entity.recognised)),
    ...(entry !== undefined && { known: { ...described(entry) } }),
    mentions: mentionsOf(entity, analysis.text),
    elsewhere: others.flatMap((other) => {
      const same = other.entities.entities.filter((candidate) => isSame(candidate, entity));
      if (same.length === 0) return [];
      return [{ uri: other.uri, mentions: same.flatMap((one) => mentionsOf(one, other.analysis.text)) }];
    }),
  };
}

/** The entities of an article with annotations, and where those stand. */
export function entityOutlines({ entities }: EntityMap): EntityOutline[] {
  return entities.flatMap(({ name, label, spans }) => {
    const annotated = spans.filter(({ status }) => status === 'annotated');
    return annotated.length === 0
      ? []
      : [{ name, label, spans: annotated.map(({ range: { start, end } }) => ({ start, end })) }];
  });
}

const described = ({ id, name, aliases, details }: AuthorityEntity) => ({ id, name, aliases, details });

const distinct = (values: readonly string[]): string[] => [...new Set(values)];

/** An id counts in all articles, but for one that is local to its file; without one, name and label do. */
function isSame(a: EntitySpans, b: EntitySpans): boolean {
  const [first, second] = [sharedId(a), sharedId(b)];
  if (first !== undefined && second !== undefined) return first === second;
  return a.label === b.label && formOf(a.name) === formOf(b.name);
}

const sharedId = ({ id }: EntitySpans): string | undefined => (id?.startsWith('#') === true ? undefined : id);
const formOf = (name: string): string => name.replace(/\s+/g, '');

function timesSpoken({ mentions, quotations, spokenParts }: Analysis, entities: ReadonlySet<string>): number {
  return [...quotations, ...spokenParts].filter(({ speaker }) => {
    const entity = speaker === undefined ? undefined : mentions[speaker]?.entity;
    return entity !== undefined && entities.has(entity);
  }).length;
}

const mentionsOf = ({ spans }: EntitySpans, text: CanonicalText): MentionView[] =>
  spans.map((span) => mentionView(span, text));

function mentionView({ range: span, status }: EntitySpan, text: CanonicalText): MentionView {
  const { line, character } = text.positionAt(span.start);
  const left = range(text.snap(utf16(Math.max(0, span.start - CONTEXT))), span.start);
  const right = range(span.end, text.snap(utf16(Math.min(text.end, span.end + CONTEXT))));
  const shown = (part: Range<Utf16>): string => visibleText(text.slice(part).replace(/\s*\n\s*/g, ''));
  return {
    ...span,
    ...{ line, character },
    ...{ before: shown(left), words: shown(span), after: shown(right) },
    isAnnotated: status === 'annotated',
  };
}

/** UTF-16 units of the text that are shown on each side. */
const CONTEXT = 12;
