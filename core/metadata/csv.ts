/** A field of a row; offsets are UTF-16 units of the text that was read, quotation marks included. */
export interface CsvField {
  readonly value: string;
  readonly offset: number;
  readonly end: number;
}

export interface CsvProblem {
  readonly code: 'open-quote' | 'text-behind-quote';
  readonly offset: number;
  readonly end: number;
}

/**
 * The rows of a text with separated values (RFC 4180): fields in quotation marks may hold the separator, line ends and,
 * doubled, quotation marks. Blank lines are left out. A flawed row is read as far as it goes, with a problem. Linear in the
 * length of the text. (A reader of one's own, because problems need exact offsets and core has no streams.)
 */
export function readCsv(
  text: string,
  separator: ',' | ';' | '\t',
): { readonly rows: readonly (readonly CsvField[])[]; readonly problems: readonly CsvProblem[] } {
  const rows: CsvField[][] = [];
  const problems: CsvProblem[] = [];
  let row: CsvField[] = [];
  const endRow = (): void => {
    if (row.length > 1 || (row[0]?.value.trim() ?? '') !== '') rows.push(row);
    row = [];
  };
  for (let at = 0; at <= text.length;) {
    const field = text[at] === '"' ? quoted(text, at, separator, problems) : plain(text, at, separator);
    row.push(field);
    at = field.end;
    if (text[at] === separator) {
      at++;
      continue;
    }
    endRow();
    if (at >= text.length) break;
    at += text.startsWith('\r\n', at) ? 2 : 1;
    if (at === text.length) break;
  }
  return { rows, problems };
}

function plain(text: string, offset: number, separator: string): CsvField {
  const end = fieldEnd(text, offset, separator);
  return { value: text.slice(offset, end), offset, end };
}

function fieldEnd(text: string, from: number, separator: string): number {
  let end = from;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++;
  return end;
}

function quoted(text: string, offset: number, separator: string, problems: CsvProblem[]): CsvField {
  const parts: string[] = [];
  let from = offset + 1;
  for (;;) {
    const close = text.indexOf('"', from);
    if (close === -1) {
      problems.push({ code: 'open-quote', offset, end: offset + 1 });
      return { value: parts.join('') + text.slice(from), offset, end: text.length };
    }
    parts.push(text.slice(from, close));
    from = close + 1;
    if (text[from] !== '"') break;
    parts.push('"');
    from++;
  }
  const end = fieldEnd(text, from, separator);
  if (end > from) problems.push({ code: 'text-behind-quote', offset: from, end });
  return { value: parts.join(''), offset, end };
}

/** The separator that the first line has most of; commas where it has none. */
export function separatorOf(text: string): ',' | ';' | '\t' {
  const line = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  const count = (separator: string): number => line.split(separator).length;
  return count('\t') > count(',') ? '\t' : count(';') > count(',') ? ';' : ',';
}
