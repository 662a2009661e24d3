import { dayOf, type MetadataValues } from './metadata';

/** How the names of newspapers and periodicals end. */
const NEWSPAPER = /^\p{Script=Han}{1,12}(?:报|新闻|周刊|月刊|杂志|通讯|网|[Nn]ews)$/u;
const DAY = /(?<!\d)(\d{4})(?:[-.年](\d{1,2})[-.月](\d{1,2})日?|(\d{2})(\d{2}))(?!\d)/;
const PAGE = /^(?:第?([A-Za-z]?\d{1,3}|[一二三四五六七八九十]{1,3})版|[Pp]\.?(\d{1,3})|([A-Za-z]?\d{1,3}))$/u;

/**
 * What the path of an article says, folders included: `郑州日报/2021-03-05/A1_1.txt`, `郑州日报_2021-03-05_A1.txt`,
 * `郑州日报20210305第3版.txt`. A bare number counts as a page only right behind a date.
 */
export function metadataInPath(path: string): MetadataValues {
  const name = path.replace(/\.[^./]*$/, '');
  const found = DAY.exec(name);
  const date =
    found === null ? undefined : dayOf(found[1] ?? '', found[2] ?? found[4] ?? '', found[3] ?? found[5] ?? '');
  if (found === null || date === undefined) {
    const newspaper = newspaperAmong(piecesOf(name));
    return newspaper === undefined ? {} : { newspaper };
  }
  const [before, behind] = [piecesOf(name.slice(0, found.index)), piecesOf(name.slice(found.index + found[0].length))];
  const newspaper = newspaperAmong(before) ?? newspaperAmong(behind);
  const page = pageIn(behind[0]);
  return { ...(newspaper !== undefined && { newspaper }), date, ...(page !== undefined && { page }) };
}

const piecesOf = (name: string): string[] => name.split(/[\s/_\-—–·.()（）[\]【】]+/u).filter((piece) => piece !== '');

const newspaperAmong = (pieces: readonly string[]): string | undefined => pieces.find((piece) => NEWSPAPER.test(piece));

function pageIn(piece: string | undefined): string | undefined {
  const found = piece === undefined ? null : PAGE.exec(piece);
  return (found?.[1] ?? found?.[2] ?? found?.[3])?.toUpperCase();
}
