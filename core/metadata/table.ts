import type { Parsed, Problem } from '../problem';
import { readCsv, separatorOf, type CsvField } from './csv';
import { dayOf, METADATA_FIELDS, type MetadataField, type MetadataValues } from './metadata';

/** The name of the table beside `corpus.yaml`. */
export const TABLE_NAME = 'articles.csv';

/** The columns with a meaning, by the names that stand for them. */
const COLUMNS: Readonly<Record<Column, readonly string[]>> = {
  file: ['file', 'path', '文件', '文件名'],
  headline: ['headline', 'article', 'title', '标题', '文章'],
  newspaper: ['newspaper', '报纸', '报刊'],
  date: ['date', '日期'],
  page: ['page', '版面', '版次', '版'],
  genre: ['genre', '体裁'],
  assignee: ['assignee', 'annotator', '标注者', '负责人'],
};
type Column = 'file' | 'headline' | 'assignee' | MetadataField;

/** What a table says of an article, or of all articles of a file. */
export interface TableRow {
  /** Path below the folder of the table, with `/`. */
  readonly file: string;
  /** The headline, or the number of the article in its file; empty: all. */
  readonly headline: string;
  readonly values: MetadataValues;
  readonly assignee?: string;
}

/** Rows by file, as paths or, where no path fits, names. */
export class MetadataTable {
  readonly #byFile: ReadonlyMap<string, readonly TableRow[]>;

  constructor(rows: readonly TableRow[]) {
    const byFile = new Map<string, TableRow[]>();
    for (const row of rows) {
      const known = byFile.get(row.file);
      if (known === undefined) byFile.set(row.file, [row]);
      else known.push(row);
    }
    this.#byFile = byFile;
  }

  /** What is said of the article with this headline, counted from 1 in its file; its own row goes before that of the file. */
  of(path: string, headline: string, number: number): MetadataValues {
    const rows = this.#rowsOf(path);
    const own = rows.find((row) => row.headline !== '' && isMeant(row.headline, headline, number));
    const all = rows.find((row) => row.headline === '');
    return { ...all?.values, ...own?.values };
  }

  assigneeOf(path: string): string | undefined {
    return this.#rowsOf(path).find(({ assignee }) => assignee !== undefined)?.assignee;
  }

  #rowsOf(path: string): readonly TableRow[] {
    return this.#byFile.get(path) ?? this.#byFile.get(path.slice(path.lastIndexOf('/') + 1)) ?? [];
  }
}

const isMeant = (wanted: string, headline: string, number: number): boolean =>
  wanted === String(number) || formOf(wanted) === formOf(headline);

const formOf = (text: string): string => text.replace(/\s+/g, '');

/**
 * Reads a table of metadata: one row an article or file, the names of the columns in the first. Problem offsets are UTF-16
 * offsets in `text`. A flawed row is left out or read as far as it goes; the value is undefined where the table names no files.
 */
export function parseTable(text: string): Parsed<MetadataTable> {
  const body = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
  const { rows, problems: flaws } = readCsv(body, separatorOf(body));
  const problems: Problem[] = flaws.map(({ code, offset, end }) =>
    problem('error', code, code === 'open-quote' ? OPEN_QUOTE : TEXT_BEHIND_QUOTE, { offset, end }),
  );
  const [head, ...records] = rows;
  if (head === undefined) return { value: new MetadataTable([]), problems: firstOf(problems) };
  const columns = columnsOf(head, problems);
  if (!columns.places.has('file')) {
    const first = head[0] as CsvField;
    problems.push(
      problem('error', 'no-file-column', NO_FILE_COLUMN, { offset: first.offset, end: head.at(-1)?.end ?? first.end }),
    );
    return { value: undefined, problems: firstOf(problems) };
  }
  const seen = new Set<string>();
  const value = records.flatMap((record) => rowFrom(record, columns, seen, problems) ?? []);
  return { value: new MetadataTable(value), problems: firstOf(problems) };
}

/** The places of the columns that mean something, and how many there are in all. */
interface Columns {
  readonly count: number;
  readonly places: ReadonlyMap<Column, number>;
}

/** A file that is wrong throughout says so often enough with its first problems. */
const MOST_PROBLEMS = 100;

const firstOf = (problems: Problem[]): Problem[] =>
  problems.sort((a, b) => a.offset - b.offset).slice(0, MOST_PROBLEMS);

/** A column without a meaning here, such as an archive's number, is left alone. */
function columnsOf(head: readonly CsvField[], problems: Problem[]): Columns {
  const places = new Map<Column, number>();
  for (const [place, field] of head.entries()) {
    const name = field.value.trim().toLowerCase();
    const column = (Object.keys(COLUMNS) as Column[]).find((candidate) => COLUMNS[candidate].includes(name));
    if (column === undefined) continue;
    if (places.has(column))
      problems.push(
        problem('warning', 'column-twice', `There are two columns for "${column}"; the first counts.`, field),
      );
    else places.set(column, place);
  }
  return { count: head.length, places };
}

function rowFrom(
  record: readonly CsvField[],
  columns: Columns,
  seen: Set<string>,
  problems: Problem[],
): TableRow | undefined {
  const extra = record[columns.count];
  if (extra !== undefined)
    problems.push(
      problem('warning', 'too-many-fields', TOO_MANY_FIELDS, {
        offset: extra.offset,
        end: record.at(-1)?.end ?? extra.end,
      }),
    );
  const fieldOf = (column: Column): CsvField | undefined => record[columns.places.get(column) ?? -1];
  const textOf = (column: Column): string => fieldOf(column)?.value.trim() ?? '';
  const [first] = record as [CsvField];
  const file = textOf('file').replaceAll('\\', '/').replace(/^\.\//, '');
  if (file === '') {
    problems.push(
      problem('warning', 'no-file', 'This row names no file, so it says nothing.', fieldOf('file') ?? first),
    );
    return undefined;
  }
  const headline = textOf('headline');
  const key = JSON.stringify([file, formOf(headline)]);
  if (seen.has(key)) {
    problems.push(
      problem(
        'warning',
        'row-twice',
        'Another row above is about the same article, and counts. Remove one.',
        fieldOf('file') ?? first,
      ),
    );
    return undefined;
  }
  seen.add(key);
  const values = METADATA_FIELDS.flatMap((field) => {
    const value = textOf(field);
    if (value === '') return [];
    return [[field, field === 'date' ? dateFrom(value, fieldOf('date') as CsvField, problems) : value] as const];
  });
  const assignee = textOf('assignee');
  return { file, headline, values: Object.fromEntries(values), ...(assignee !== '' && { assignee }) };
}

/** A date is kept as it stands where it is no day: a year or a month may be all that is known. */
function dateFrom(value: string, field: CsvField, problems: Problem[]): string {
  const found = /^(\d{4})(?:[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月)?|年)?$|^(\d{4})(\d{2})(\d{2})$/.exec(value);
  const [, year, month, day, y, m, d] = found ?? [];
  if (found !== null && month === undefined && y === undefined) return value;
  const date = y === undefined ? dayOf(year ?? '', month ?? '', day ?? '1') : dayOf(y, m ?? '', d ?? '');
  if (date === undefined)
    problems.push(problem('warning', 'date', `"${value.slice(0, 40)}" is no day. Write it as 2021-03-05.`, field));
  return date === undefined || (y === undefined && day === undefined) ? value : date;
}

const problem = (
  severity: Problem['severity'],
  code: string,
  message: string,
  { offset, end }: Pick<Problem, 'offset' | 'end'>,
): Problem => ({ severity, code: `table-${code}`, message, offset, end });

const OPEN_QUOTE = 'This quotation mark is not closed, so the rest of the file is one field. Close it, or double it.';
const TEXT_BEHIND_QUOTE =
  'This stands behind the closing quotation mark and is left out. Double quotation marks inside a quoted field.';
const NO_FILE_COLUMN = 'There is no column "file" (or "文件"). The first row names the columns.';
const TOO_MANY_FIELDS =
  'This row has more fields than the first row has columns. Put a field with a separator in it in quotation marks.';
