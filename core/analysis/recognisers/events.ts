import { entries, entrySet } from '../gazetteers/entries';
import { EVENT_HEADS, EVENT_VERBS, KNOWN_EVENTS, NOT_EVENTS } from '../gazetteers/eventNames';
import { PhraseIndex } from '../gazetteers/phraseIndex';
import type { Candidate } from '../mention';
import { PatternRules } from '../patterns/patternRules';
import { PatternScanner } from '../patterns/patternScanner';
import type { SegmentedBlock } from '../segmentedBlock';
import type { SpanIndex } from '../spanIndex';
import { candidate, matched } from './candidate';
import { HeadNouns } from './heads';

/** Named meetings, fairs, festivals, contests and historical events (guidelines, EVENT). */
export function recogniseEvents(block: SegmentedBlock, places: SpanIndex): Candidate[] {
  return [
    ...PARTY_CONGRESSES.in(block),
    ...sessions(block, places),
    ...knownEvents(block),
    ...headedEvents(block, places),
  ];
}

const ORDINAL = '[一二三四五六七八九十百零]{1,5}';
const PARTY_CONGRESS = new RegExp(
  `(?:党的(?:第?${ORDINAL}次?全国代表大会|十[一二三四五六七八九]?大|二十大|[一二三四五六七八九]大|${ORDINAL}届${ORDINAL}中全会)|(?:十[一二三四五六七八九]|二十)届${ORDINAL}中全会|(?:十[一二三四五六七八九]|二十)届中央(?:纪委${ORDINAL}次全会|政治局第${ORDINAL}次集体学习)|中国共产党第${ORDINAL}次全国代表大会)(?!精神贯)`,
);

/** Sessions of party committees, congresses and consultative conferences, counted or not. */
const SESSION = new PatternScanner(
  new RegExp(
    `(?:中国共产党|中共)?(?:省委|市委|县委|区委|州委|旗委|地委|党工委|省纪委|市纪委|县纪委|区纪委|自治区党委|纪委|工委|团市委|团省委|人大|人代会|政协|党委)?(?:第?${ORDINAL}届)?(?:委员会|纪律检查委员会|人民代表大会|人民代表大会常务委员会|人大常委会|人大|政协|市委|省委|县委|区委|省纪委|市纪委)?(?:第?${ORDINAL}次)(?:全体会议|全会|会议|代表大会|党代会|常务会议|常委会议|全体\\(扩大\\)会议|全体（扩大）会议)(?:暨[\\p{Script=Han}]{2,12}会议)?`,
    'u',
  ),
);
const PARTY_CONGRESSES = new PatternRules([[PARTY_CONGRESS, matched('EVENT', 0.95, 'party-congress')]]);

function sessions(block: SegmentedBlock, places: SpanIndex): Candidate[] {
  const found: Candidate[] = [];
  for (const session of SESSION.in(block)) {
    if (session.end - session.start < 6) continue;
    const start = startOfBody(block, places, session.start);
    const detail = block.text.slice(session.start, session.end);
    found.push(candidate('EVENT', start, session.end, 0.9, 'session', detail));
  }
  return found;
}

function startOfBody(block: SegmentedBlock, places: SpanIndex, at: number): number {
  let start = at;
  for (let links = 0; links < 4; links++) {
    const place = places.endingAt(start);
    if (place !== undefined) start = place.start;
    else if (/[省市县区州]/.test(block.text[start - 1] ?? '') && !/[全各]/.test(block.text[start - 2] ?? ''))
      start -= 1;
    else break;
  }
  const party = /(?:中国共产党|中共)$/.exec(block.text.slice(Math.max(0, start - 5), start));
  return start - (party?.[0].length ?? 0);
}

const KNOWN = new PhraseIndex(entries(KNOWN_EVENTS).map((name) => [name, true] as const));

function knownEvents(block: SegmentedBlock): Candidate[] {
  const found: Candidate[] = [];
  for (const { start } of block.tokens) {
    if (!KNOWN.mayStartAt(block.codes, start)) continue;
    const name = KNOWN.longestAt(block.text, start)?.[0];
    if (name === undefined || !block.isBoundary(start + name.length)) continue;
    found.push(candidate('EVENT', start, start + name.length, 0.8, 'gazetteer-event', name));
  }
  return found;
}

const HEADS = new HeadNouns(EVENT_HEADS);
const NO_EVENTS = entrySet(NOT_EVENTS);
const VERBS_OF_EVENTS = entrySet(EVENT_VERBS);

function headedEvents(block: SegmentedBlock, places: SpanIndex): Candidate[] {
  const found: Candidate[] = [];
  for (const { head, start: headStart, end } of HEADS.in(block)) {
    const start = eventStart(block, places, headStart, end);
    if (start === undefined) continue;
    const name = block.text.slice(start, end);
    if (NO_EVENTS.has(name) || name.length < 4 || ONLY_COUNTED.test(name.slice(0, -head.length))) continue;
    found.push(candidate('EVENT', start, end, NUMBERED.test(name) ? 0.82 : 0.66, 'event-suffix', head));
  }
  return found;
}

/** The leftmost word that can open the name of an event, before the verb or mark that precedes the name. */
function eventStart(block: SegmentedBlock, places: SpanIndex, headStart: number, end: number): number | undefined {
  let opening: number | undefined;
  let at = block.tokenAt(headStart)?.start ?? headStart;
  if (at < headStart && opensEvent(block, places, at)) opening = at;
  while (at > 0 && end - at < LONGEST_EVENT) {
    const index = block.indexAt(at - 1);
    const token = block.tokens[index];
    if (token === undefined) break;
    const from = Math.max(0, end - LONGEST_EVENT);
    const quoted = token.text === '”' ? block.text.slice(from, token.start).lastIndexOf('“') : -1;
    if (quoted !== -1) {
      at = from + quoted;
      opening = at;
      continue;
    }
    if (VERBS_OF_EVENTS.has(token.text) || !INSIDE_EVENTS.test(token.text)) break;
    at = token.start;
    if (opensEvent(block, places, at)) opening = at;
  }
  return opening === undefined ? undefined : withOrdinal(block.text, opening);
}

/** UTF-16 units. */
const LONGEST_EVENT = 42;

const INSIDE_EVENTS = /^(?:[\p{Script=Han}A-Za-z0-9]+|[·—（）()-])$/u;

const opensEvent = (block: SegmentedBlock, places: SpanIndex, at: number): boolean =>
  OPENS_EVENT.test(block.text.slice(at, at + 6)) || (places.startingAt(at)?.confidence ?? 0) >= 0.5;

const OPENS_EVENT =
  /^(?:第[0-9一二三四五六七八九十]{1,4}[届次个]|20[0-9]{2}年?|全[国省市县区州球](?!各)|世界|国际|中国|亚洲|联合国|海峡两岸)/;

/** `第七届`, `2023年` before a name belong to it. */
function withOrdinal(text: string, start: number): number {
  const before = /(?:20[0-9]{2}年?|第[0-9一二三四五六七八九十]{1,4}[届次个])$/.exec(
    text.slice(Math.max(0, start - 8), start),
  );
  return start - (before?.[0].length ?? 0);
}

const NUMBERED = /^(?:第[0-9一二三四五六七八九十]{1,4}[届次个]|20[0-9]{2})/;
const ONLY_COUNTED = /^第?[一二三四五六七八九十0-9]+[次场届]?$/;
