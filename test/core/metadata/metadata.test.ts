import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { outlineOf } from '../../../core/article/outline';
import { readCsv } from '../../../core/metadata/csv';
import { metadataInPath } from '../../../core/metadata/fileName';
import { dayOf, mergedMetadata, metadataIn } from '../../../core/metadata/metadata';
import { parseTable } from '../../../core/metadata/table';
import { metadataInText } from '../../../core/metadata/textMetadata';
import { CanonicalText } from '../../../core/text/canonicalText';
import { readLogicalText } from '../../../core/text/logicalText';

/** `newspaper|date|page|genre`, what is not known left empty. */
const line = ({ newspaper = '', date = '', page = '', genre = '' }): string =>
  [newspaper, date, page, genre].join('|').replace(/\|+$/, '');

describe('metadata in paths', () => {
  const cases: readonly (readonly [path: string, expected: string])[] = [
    ['郑州日报_2021-03-05_A1.txt', '郑州日报|2021-03-05|A1'],
    ['郑州日报/2021-03-05/a02.txt', '郑州日报|2021-03-05|A02'],
    ['2021/郑州晚报 20210305 第3版 要闻.txt', '郑州晚报|2021-03-05|3'],
    ['2021年3月5日-河南日报-第十二版.txt', '河南日报|2021-03-05'],
    ['南方周末_2021.3.5.txt', '|2021-03-05'],
    ['人民日报.txt', '人民日报'],
    ['000_c0c3e37c3b1e3dc6.txt', ''],
    ['003_3604f306ed372a90.txt', ''],
    ['2021-02-30_A1.txt', ''],
    ['a/12345678901.txt', ''],
    ['调研报告.txt', ''],
    ['郑州日报_2021-03-05_12345678.txt', '郑州日报|2021-03-05'],
  ];
  for (const [path, expected] of cases) it(path, () => assert.equal(line(metadataInPath(path)), expected));
});

describe('metadata in texts', () => {
  const found = (text: string): string[] => {
    const canonical = new CanonicalText(text);
    return metadataInText(outlineOf(readLogicalText(canonical)), canonical).map(line);
  };
  const TEXT = '全市上下要深入学习贯彻会议精神，把思想和行动统一到决策部署上来，推动各项工作落地见效。';

  it('are read from the line at the top of the page', () => {
    assert.deepEqual(found(`2021年3月5日 星期五\n\nA02版 要闻\n\n我市召开经济工作会议\n\n本报讯 ${TEXT}`), [
      '|2021-03-05|A02|消息',
    ]);
  });

  it('are read from a masthead with its newspaper', () => {
    assert.deepEqual(found(`郑州日报 2021年3月5日 星期五 第3版\n\n我市召开经济工作会议\n\n${TEXT}`), [
      '郑州日报|2021-03-05|3',
    ]);
  });

  it('are not read from the text itself, nor from what points to another page', () => {
    assert.deepEqual(found(`我市召开经济工作会议\n\n2021年3月5日，河南日报第3版报道，${TEXT}（下转第二版）`), ['']);
  });

  it('know the day of a dateline with a year only', () => {
    assert.deepEqual(found(`我市召开会议\n\n新华社郑州2021年3月5日电 ${TEXT}`), ['|2021-03-05||消息']);
    assert.deepEqual(found(`我市召开会议\n\n新华社郑州3月5日电 ${TEXT}`), ['|||消息']);
  });

  it('tell an interview', () => {
    assert.deepEqual(found(`攀高比强作标杆\n\n——访荥阳市委书记杨金军\n\n${TEXT}`), ['|||访谈']);
  });
});

describe('metadata of several sources', () => {
  it('are those of the strongest that says something, each with its source', () => {
    const merged = mergedMetadata({
      text: { newspaper: '甲报', date: '2021-01-01', page: '1', genre: '消息' },
      fileName: { newspaper: '乙报', date: '2021-01-02' },
      table: { newspaper: '丙报', date: '' },
      document: { newspaper: '丁报' },
    });
    const shown = Object.entries(merged).map(([field, { value, from }]) => `${field} ${value} ${from}`);
    assert.deepEqual(shown, ['newspaper 丁报 document', 'date 2021-01-02 fileName', 'page 1 text', 'genre 消息 text']);
  });

  it('are text, numbers and lists among tags', () => {
    const tags = { newspaper: ' 郑州日报 ', page: 3, genre: ['消息', '特写'], date: true, other: 'x' };
    assert.equal(line(metadataIn(tags)), '郑州日报||3|消息、特写');
    assert.deepEqual(metadataIn(Object.create({ newspaper: 'inherited' }) as Record<string, unknown>), {});
  });

  it('know which days there are', () => {
    assert.equal(dayOf('2020', '2', '29'), '2020-02-29');
    for (const [y, m, d] of [
      ['2021', '2', '29'],
      ['1900', '2', '29'],
      ['2021', '4', '31'],
      ['2021', '13', '1'],
      ['2021', '0', '1'],
      ['0021', '1', '1'],
    ] as const)
      assert.equal(dayOf(y, m, d), undefined);
  });
});

describe('separated values', () => {
  const values = (text: string, separator: ',' | ';' | '\t' = ','): string[][] =>
    readCsv(text, separator).rows.map((row) => row.map(({ value }) => value));

  it('are read as RFC 4180 says', () => {
    assert.deepEqual(values('a,"b ""c"", d",\r\n"x\ny",,z\n\n'), [
      ['a', 'b "c", d', ''],
      ['x\ny', '', 'z'],
    ]);
    assert.deepEqual(values('a;b\tc', ';'), [['a', 'b\tc']]);
    assert.deepEqual(values(''), []);
  });

  it('come back as they were written, with the places where they stand', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '文', '"', ',', '\n', '\r\n', ' ', '𠮷') });
    const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 5 });
    const isBlank = (row: readonly string[]): boolean => row.length === 1 && row[0]?.trim() === '';
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n'), fc.boolean(), (rows, lineEnd, quotesAll) => {
        const quote = (value: string): string =>
          quotesAll || /[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
        const text = rows.map((row) => row.map(quote).join(',') + lineEnd).join('');
        const read = readCsv(text, ',');
        assert.deepEqual(read.problems, []);
        assert.deepEqual(
          read.rows.map((row) => row.map(({ value }) => value)),
          rows.filter((row) => !isBlank(row)),
        );
        for (const { value, offset, end } of read.rows.flat()) {
          const written = text.slice(offset, end);
          assert.ok(written === value || written === `"${value.replaceAll('"', '""')}"`);
        }
      }),
    );
  });

  it('say where a row is flawed', () => {
    assert.deepEqual(readCsv('a,"b"x,c', ',').problems, [{ code: 'text-behind-quote', offset: 5, end: 6 }]);
    assert.deepEqual(readCsv('a,"b\nc', ',').problems, [{ code: 'open-quote', offset: 2, end: 3 }]);
  });
});

describe('the table of articles', () => {
  const TABLE = [
    '文件,标题,报纸,日期,版面,genre,馆藏号,负责人',
    '报/a.txt,,郑州日报,2021/3/5,A1,,x1,lin',
    '报/a.txt,"会议召开, 市长出席",,,2,通讯,,',
    '报/a.txt,3,,,4,,,',
    'b.txt,,河南日报,2021,,,,',
  ].join('\n');

  it('says what is known of files and of their articles, whatever the names of its columns', () => {
    const { value, problems } = parseTable(TABLE);
    assert.deepEqual(problems, []);
    const of = (...place: [string, string, number]): string => line(value?.of(...place) ?? {});
    assert.equal(of('报/a.txt', '第一篇', 1), '郑州日报|2021-03-05|A1');
    assert.equal(of('报/a.txt', '会议召开,市长出席', 2), '郑州日报|2021-03-05|2|通讯');
    assert.equal(of('报/a.txt', '第三篇', 3), '郑州日报|2021-03-05|4');
    assert.equal(of('other/b.txt', '', 1), '河南日报|2021');
    assert.equal(of('c.txt', '', 1), '');
    assert.equal(value?.assigneeOf('报/a.txt'), 'lin');
    assert.equal(value.assigneeOf('b.txt'), undefined);
  });

  it('may have a byte order mark, other separators, Windows paths and line ends', () => {
    const { value, problems } = parseTable('\uFEFFfile;date\r\n.\\报\\a.txt;20210305\r\n');
    assert.deepEqual(problems, []);
    assert.equal(line(value?.of('报/a.txt', '', 1) ?? {}), '|2021-03-05');
  });

  const flawed: readonly (readonly [what: string, text: string, expected: string, marked: string])[] = [
    ['no column for files', 'name,date\na.txt,2021', 'table-no-file-column', 'name,date'],
    ['a row without a file', 'file,page\n,3', 'table-no-file', ''],
    ['too many fields', 'file\na.txt,x,y', 'table-too-many-fields', 'x,y'],
    ['a day that is none', 'file,date\na.txt,2021-02-30', 'table-date', '2021-02-30'],
    ['a column twice', 'file,日期,date\na.txt', 'table-column-twice', 'date'],
    ['a row twice', 'file\na.txt\na.txt', 'table-row-twice', 'a.txt'],
    ['an open quote', 'file,genre\na.txt,"x', 'table-open-quote', '"'],
  ];
  for (const [what, text, expected, marked] of flawed) {
    it(`tells ${what}, with its place`, () => {
      const { problems } = parseTable(text);
      assert.deepEqual(
        problems.map(({ code, offset, end }) => [code, text.slice(offset, end)]),
        [[expected, marked]],
      );
    });
  }

  it('is read whatever it holds, with places inside it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('file', ',', '"', '\n', ';', '\t', 'date', '文件', '\uFEFF', '2021-1-1') }),
        (text) => {
          for (const { offset, end } of parseTable(text).problems)
            assert.ok(0 <= offset && offset <= end && end <= text.length);
        },
      ),
    );
  });
});
