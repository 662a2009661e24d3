import { strict as assert } from 'node:assert';
import { parseTable } from '../../core/metadata/table';

const BYTES = 1024 * 1024;
/** Milliseconds of the processor; each took a tenth of it when this was written. */
const LONGEST = 4000;
const filled = (piece: string): string => piece.repeat(Math.ceil(BYTES / piece.length));
const rows = (bytes: number, row: (index: number) => string): string =>
  Array.from({ length: BYTES / bytes }, (_, index) => row(index)).join('\n');

const HOSTILE: Readonly<Record<string, string>> = {
  'many articles of one file': `file,headline\n${rows(8, (index) => `a,${index}`)}`,
  'one row again and again': `file\n${filled('a\n')}`,
  'rows without a file': `file\n${filled('"",x\n')}`,
  'days that are none': `file,date\n${rows(16, (index) => `a${index},9999-99-99`)}`,
  'a day that never ends': `file,date\na,${filled('1')}`,
  'a quotation mark that is never closed': `file\n"${filled('a\n')}`,
  'text behind quotation marks': `file\n${filled('"a"b\n')}`,
  'one column again and again': filled('file,'),
  'many columns and many rows': `${filled('x,').slice(0, BYTES / 2)}file\n${'1,'
    .repeat(10)
    .concat('\n')
    .repeat(BYTES / 40)}`,
  separators: `file\n${filled(',')}`,
  NULs: filled('\0'),
  'line ends': filled('\r'),
};

describe('a hostile articles.csv', function () {
  this.timeout(60_000);

  for (const [what, text] of Object.entries(HOSTILE))
    it(`is read or refused soon, with few problems of few words: ${what}`, () => {
      const start = process.cpuUsage();
      const { problems } = parseTable(text);
      const elapsed = process.cpuUsage(start).user / 1000;
      assert.ok(elapsed < LONGEST, `${Math.round(elapsed)} ms`);
      assert.ok(problems.length <= 100, `${problems.length} problems`);
      for (const { message } of problems) assert.ok(message.length < 300, `${message.length} characters`);
    });
});
