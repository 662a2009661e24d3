import type { Candidate } from '../mention';
import type { SegmentedBlock, Token } from '../segmentedBlock';
import { candidate } from './candidate';
import { entrySet } from '../gazetteers/entries';
import { GENERIC_MODIFIERS, REPORT_VERBS } from '../gazetteers/nameWords';

/**
 * Members of a list joined by 、 are of one kind: an unknown short name beside a body or a place is one too, and what a
 * list calls 等企业 are companies. `known` are the candidates of the other recognisers.
 */
export function recogniseListMembers(block: SegmentedBlock, known: readonly Candidate[]): Candidate[] {
  const found = lists(block);
  if (found.length === 0) return [];
  const starts = labelsBy(known, 'start');
  const ends = labelsBy(known, 'end');
  return found.flatMap((members) => {
    const calledCompanies = companiesFollow(block.text, members);
    return members.flatMap((member, index) => {
      const label = calledCompanies ? 'ORG' : neighbourLabel(members, index, starts, ends);
      return label === undefined || !isNameLike(block, member, calledCompanies)
        ? []
        : [candidate(label, member.start, member.end, 0.56, 'list-member', calledCompanies ? '等企业' : '、')];
    });
  });
}

function companiesFollow(text: string, members: readonly Member[]): boolean {
  const end = members.at(-1)?.end ?? 0;
  return COMPANIES_BEHIND.test(text.slice(end, end + 20));
}

const SURE = 0.6;

interface Member {
  readonly start: number;
  readonly end: number;
}

const COMPANIES_BEHIND =
  /^等(?:[0-9一二三四五六七八九十]{0,4}(?:余|多)?[家户个])?\p{Script=Han}{0,6}?(?:企业|公司|车企|药企|国企|央企|民企|厂家|银行|机构)/u;

/** Labels that a list passes on. */
const PASSED_ON = new Set(['ORG', 'LOC']);

function labelsBy(candidates: readonly Candidate[], edge: 'start' | 'end'): ReadonlyMap<number, string> {
  const labels = new Map<number, string>();
  for (const found of candidates) {
    if (found.confidence >= SURE && PASSED_ON.has(found.label)) labels.set(found[edge], found.label);
  }
  return labels;
}

/** The lists of a block: runs of short members with 、 between them. */
function lists(block: SegmentedBlock): Member[][] {
  const found: Member[][] = [];
  let members: Member[] = [];
  for (let mark = block.text.indexOf('、'); mark !== -1; mark = block.text.indexOf('、', mark + 1)) {
    const previous = members.at(-1);
    if (previous?.end === mark) {
      members.push({ start: mark + 1, end: memberEnd(block, mark + 1) });
      continue;
    }
    if (members.length > 1) found.push(members);
    members = [
      { start: memberStart(block, mark), end: mark },
      { start: mark + 1, end: memberEnd(block, mark + 1) },
    ];
  }
  if (members.length > 1) found.push(members);
  return found;
}

/** UTF-16 units that a short name of a company or place has at most. */
const LONGEST_MEMBER = 8;

/** The end of a member: the next mark, 和, 与, 等, or the end of its first word in running text. */
function memberEnd(block: SegmentedBlock, start: number): number {
  const rest = block.text.slice(start, start + LONGEST_MEMBER + 1);
  const stop = rest.search(/[、，。；：（）“”！？ ]|等|和|与|及/);
  if (stop > 0 && (rest[stop] === '、' || rest[stop] === '等')) return start + stop;
  return block.tokenAt(start)?.end ?? start;
}

/** The start of the first member: behind the last verb, function word or mark before the list. */
function memberStart(block: SegmentedBlock, end: number): number {
  let start = end;
  for (let index = block.indexAt(end - 1); index >= 0 && end - start < LONGEST_MEMBER; index--) {
    const token = block.tokens[index] as Token;
    if (!isNominal(token) || end - token.start > LONGEST_MEMBER) break;
    start = token.start;
  }
  return start;
}

function neighbourLabel(
  members: readonly Member[],
  index: number,
  starts: ReadonlyMap<number, string>,
  ends: ReadonlyMap<number, string>,
): string | undefined {
  const labelOf = (member: Member | undefined): string | undefined => {
    if (member === undefined) return undefined;
    const label = ends.get(member.end);
    return label === starts.get(member.start) ? label : undefined;
  };
  return labelOf(members[index - 1]) ?? labelOf(members[index + 1]);
}

const STOPS = entrySet(REPORT_VERBS, GENERIC_MODIFIERS);

const isNominal = ({ text, tag }: Token): boolean =>
  /^\p{Script=Han}|[A-Za-z0-9]/u.test(text) && !STOPS.has(text) && /^[nxjgbzsieaq]/.test(tag);

/** Two to six characters; words of the dictionary only where the list names what its members are. */
function isNameLike(block: SegmentedBlock, { start, end }: Member, called: boolean): boolean {
  if (end - start < 2 || end - start > 6 || !/^[\p{Script=Han}A-Za-z0-9]+$/u.test(block.text.slice(start, end)))
    return false;
  const first = block.tokenAt(start);
  if (first?.start !== start) return false;
  for (let at = start; at < end;) {
    const token = block.tokenAt(at) as Token;
    if (STOPS.has(token.text)) return false;
    if (!called && token.start === start && token.end === end && !/^(?:x|nr|nz|ns|eng|j)/.test(token.tag)) return false;
    if (/^[vdpcurmt]$/.test(token.tag) && !called) return false;
    at = token.end;
  }
  return true;
}
