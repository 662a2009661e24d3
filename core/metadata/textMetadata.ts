import type { OutlineNode } from '../article/outline';
import type { CanonicalText } from '../text/canonicalText';
import { foldWidths } from '../text/widths';
import { dayOf, type MetadataValues } from './metadata';

const DAY = /(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日/;
const MASTHEAD =
  /^(\p{Script=Han}{2,8}(?:日报|晚报|晨报|早报|时报|商报|都市报|青年报|周报|周刊))(?:$|[ ·|,，]|\d{4} ?年)/u;
const PAGE = /(?:^|[ ·|:：])(?:第([一二三四五六七八九十\d]{1,3})|([A-Z]?\d{1,3})) ?版(?:$|[ ·|:：])/u;
/** What points to another page names none of its own. */
const TURN = /下转|上接|紧接|转自|详见|相关报道/;
/** Lines above the first headline that may be the page's own. */
const MOST_LINES = 5;

/** What the texts of a file say of each of its articles; nothing that they leave open is guessed. */
export function metadataInText(outline: readonly OutlineNode[], text: CanonicalText): readonly MetadataValues[] {
  let page: MetadataValues = {};
  return outline.map((article) => {
    page = { ...page, ...ofPage(linesOfPage(article, text)) };
    const genre = genreOf(article, text);
    const date = dateOfDateline(article, text) ?? page.date;
    return { ...page, ...(date !== undefined && { date }), ...(genre !== undefined && { genre }) };
  });
}

/** The lines that belong to the page, and those above the headline, widths folded. */
function linesOfPage(article: OutlineNode, text: CanonicalText): string[] {
  const headline = article.children.findIndex(({ kind }) => kind === 'headline');
  const nodes = article.children.filter(
    ({ kind }, index) => kind === 'furniture' || (index <= headline && index < MOST_LINES),
  );
  return nodes.flatMap(({ range }) =>
    foldWidths(text.slice(range))
      .split('\n')
      .map((line) => line.trim()),
  );
}

function ofPage(lines: readonly string[]): MetadataValues {
  const [newspaper] = lines.flatMap((line) => MASTHEAD.exec(line)?.[1] ?? []);
  const [date] = lines.filter((line) => line.length < 60).flatMap((line) => dayIn(line) ?? []);
  const [page] = lines.filter((line) => !TURN.test(line)).flatMap((line) => pageIn(line) ?? []);
  return {
    ...(newspaper !== undefined && { newspaper }),
    ...(date !== undefined && { date }),
    ...(page !== undefined && { page }),
  };
}

function pageIn(line: string): string | undefined {
  const found = PAGE.exec(line);
  return found?.[1] ?? found?.[2];
}

function dayIn(line: string): string | undefined {
  const found = DAY.exec(line);
  return found === null ? undefined : dayOf(found[1] ?? '', found[2] ?? '', found[3] ?? '');
}

/** A dateline without a year leaves open which day it means. */
function dateOfDateline(article: OutlineNode, text: CanonicalText): string | undefined {
  const dateline = descendants(article).find(({ kind }) => kind === 'dateline');
  return dateline && dayIn(foldWidths(text.slice(dateline.range)));
}

function genreOf(article: OutlineNode, text: CanonicalText): string | undefined {
  const lines = descendants(article)
    .filter(({ kind }) => kind === 'headline' || kind === 'subtitle' || kind === 'byline')
    .map(({ range }) => foldWidths(text.slice(range)).trim());
  if (lines.some((line) => /^(?:——|—|--)访/.test(line))) return '访谈';
  if (lines.some((line) => /社论$|^社论|评论员$|^(?:本报)?评论员/.test(line))) return '评论';
  return descendants(article).some(({ kind }) => kind === 'dateline') ? '消息' : undefined;
}

const descendants = (node: OutlineNode): OutlineNode[] =>
  node.children.flatMap((child) => [child, ...descendants(child)]);
