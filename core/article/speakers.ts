import { simplified } from '../text/scripts';
import { logical, type Logical, type Range } from '../text/units';
import type { ArrangedBlock } from './arrange';
import { cutText } from './textParts';
import type { PersonMention } from './subjects';

/** What one person says without quotes: a contribution under a name, an answer, an interview. */
export interface SpokenPart {
  /**
   * `section`: text under a line that names the speaker; `turn`: text behind `李明：` or `答：`; `interview`: an article
   * whose subtitle names the person interviewed (`——访…`).
   */
  readonly kind: 'section' | 'turn' | 'interview';
  /** What names the speaker: the heading line, the words before the colon, the subtitle. */
  readonly head: Range<Logical>;
  /** What is said or, in an interview, the article's text. */
  readonly range: Range<Logical>;
  /** Index of the mention that names the speaker. */
  readonly speaker: number;
}

/**
 * Who speaks in which part of a text, ordered by start; a turn may lie in an interview. `persons` are the mentions of
 * persons in text order. Linear in the length of the text.
 */
export function spokenParts(
  blocks: readonly ArrangedBlock[],
  persons: readonly PersonMention[],
): readonly SpokenPart[] {
  const read = readSpeakers(blocks, persons);
  return articlesOf(read).flatMap((article) => {
    const interview = interviewOf(article);
    const parts = contributionsOf(article, interview?.speaker);
    return interview === undefined ? parts : [interview, ...parts];
  });
}

interface SpeakerBlock extends ArrangedBlock {
  /** The mentions in the block, by their index in the caller's list. */
  readonly named: readonly { readonly index: number; readonly mention: PersonMention }[];
}

function readSpeakers(blocks: readonly ArrangedBlock[], persons: readonly PersonMention[]): readonly SpeakerBlock[] {
  let next = 0;
  return blocks.map((arranged) => {
    const block = { ...arranged.block, text: simplified(arranged.block.text) };
    const named: { index: number; mention: PersonMention }[] = [];
    for (let mention = persons[next]; mention !== undefined && mention.range.start < arranged.block.range.end;) {
      named.push({ index: next, mention });
      mention = persons[++next];
    }
    return { block, role: arranged.role, named };
  });
}

function articlesOf(blocks: readonly SpeakerBlock[]): readonly (readonly SpeakerBlock[])[] {
  const articles: SpeakerBlock[][] = [];
  for (const block of blocks)
    if (articles.length === 0 || block.role.opensArticle) articles.push([block]);
    else articles.at(-1)?.push(block);
  return articles;
}

const INTERVIEW = /^(?:——|--)?(?:本报|独家)?(?:专访|访谈?|对话|对谈|访问)/;
/** Behind the name of a person interviewed nothing follows, or what the talk is about. */
const BEHIND_INTERVIEWED = /^(?:$|谈|[ （])/;

function interviewOf(article: readonly SpeakerBlock[]): SpokenPart | undefined {
  const text = article.filter(({ role }) => role.part === 'text');
  const first = article.findIndex(({ role }) => role.part === 'text');
  const head = article.slice(0, Math.max(first, 0)).find(({ block }) => INTERVIEW.test(block.text));
  const [only, other] = head?.named ?? [];
  const [start, end] = [text[0], text.at(-1)];
  if (head === undefined || only === undefined || other !== undefined || start === undefined || end === undefined)
    return undefined;
  const behind = head.block.text.slice(only.mention.range.end - head.block.range.start);
  if (!BEHIND_INTERVIEWED.test(behind)) return undefined;
  return {
    kind: 'interview',
    head: head.block.range,
    range: { start: start.block.range.start, end: end.block.range.end },
    speaker: only.index,
  };
}

/** A place where somebody begins to speak; without a speaker it only ends what was said before. */
interface Opening {
  readonly kind: 'section' | 'turn';
  readonly speaker: number | undefined;
  readonly head: Range<Logical>;
  /** Where in its block the words start. */
  readonly start: Logical;
}

function contributionsOf(article: readonly SpeakerBlock[], interviewed: number | undefined): readonly SpokenPart[] {
  const openings = article.map((block) => sectionOpening(block) ?? turnOpening(block, interviewed));
  const turns = openings.filter((opening) => opening?.kind === 'turn').length;
  const parts: SpokenPart[] = [];
  let current: (Opening & { speaker: number; from?: Logical; to?: Logical }) | undefined;
  const close = () => {
    if (current?.from !== undefined && current.to !== undefined) {
      const { kind, head, from, to, speaker } = current;
      parts.push({ kind, head, range: { start: from, end: to }, speaker });
    }
    current = undefined;
  };
  for (const [index, { block, role }] of article.entries()) {
    const found = openings[index];
    const opening = found?.kind === 'turn' && turns < 2 ? undefined : found;
    if (opening !== undefined || !GOES_ON.has(role.part) || endsSpeech(block.text, current?.kind)) close();
    if (opening?.speaker !== undefined) current = { ...opening, speaker: opening.speaker };
    if (current === undefined || role.part !== 'text') continue;
    const start = opening?.start ?? block.range.start;
    if (start >= block.range.end) continue;
    current.from ??= start;
    current.to = logical(block.range.start + wordsEnd(block.text));
  }
  close();
  return parts;
}

/** Parts that do not end what somebody says. */
const GOES_ON: ReadonlySet<ArrangedBlock['role']['part']> = new Set(['text', 'subtitle', 'caption']);

/** Whether a paragraph is the reporter's again: who attended, or behind an answer a question. */
function endsSpeech(text: string, kind: SpokenPart['kind'] | undefined): boolean {
  return (
    WHO_ATTENDED.test(text.slice(-60)) || (kind === 'turn' && text.length <= LONGEST_QUESTION && text.endsWith('？'))
  );
}

const WHO_ATTENDED = /(?:出席|参加|列席|主持)(?:了?(?:会议|活动|讨论|座谈|推进会|座谈会))?。$/;
const LONGEST_QUESTION = 30;

/** Where the last paragraph of a block ends: behind it only its byline stands. */
const wordsEnd = (text: string): number =>
  cutText(text).findLast(({ kind }) => kind === 'paragraph')?.end ?? text.length;

/** A section line that closes with the only name in it. */
function sectionOpening({ block, role, named }: SpeakerBlock): Opening | undefined {
  const [only, other] = named;
  if (role.part !== 'section' || only === undefined || other !== undefined) return undefined;
  const behind = block.text.slice(only.mention.range.end - block.range.start);
  if (!/^：?$/.test(behind)) return undefined;
  return { kind: 'section', speaker: only.index, head: block.range, start: block.range.end };
}

const LABEL = /^[^。！？；：“”]{1,60}：/;
const ASKS = /^(?:问|记者|主持人|[^，。！？：“”]{0,10}记者)：$/;
const ANSWERS = /^答(?:（[^（）]{1,40}）)?：$/;

/** `记者：…`, `答：…`, `某某县长 李明：…`. */
function turnOpening({ block, role, named }: SpeakerBlock, interviewed: number | undefined): Opening | undefined {
  const label = role.part === 'text' ? LABEL.exec(block.text.slice(0, 64))?.[0] : undefined;
  if (label === undefined) return undefined;
  const labelEnd = block.range.start + label.length;
  const inLabel = named.filter(({ mention }) => mention.range.end < labelEnd);
  const [only, other] = inLabel;
  const opening = {
    kind: 'turn',
    head: { start: block.range.start, end: logical(labelEnd - 1) },
    start: logical(labelEnd),
  } as const;
  if (ASKS.test(label)) return { ...opening, speaker: undefined };
  if (only === undefined) return ANSWERS.test(label) ? { ...opening, speaker: interviewed } : undefined;
  const behind = label.slice(only.mention.range.end - block.range.start);
  return other === undefined && /^(?:（[^（）]{1,20}）|）)?：$/.test(behind)
    ? { ...opening, speaker: only.index }
    : undefined;
}
