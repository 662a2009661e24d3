import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { canonicalise, CanonicalText } from '../../../core/text/canonicalText';
import { readLogicalText, type LogicalText } from '../../../core/text/logicalText';
import { logical, utf16, type Logical, type Range } from '../../../core/text/units';
import { foldWidths } from '../../../core/text/widths';
import { builtArticles, sources } from './documents';

const read = (source: string): LogicalText => readLogicalText(new CanonicalText(source));

/** Asserts the blocks of a text as they read. */
function check(source: string, ...blocks: readonly string[]): void {
  assert.deepEqual(
    read(source).blocks.map((block) => block.text),
    blocks,
  );
}

/** The units of a text in a range of it, each by its own range of the canonical text. */
const printedUnits = (text: LogicalText, { start, end }: Range<Logical>): string[] =>
  Array.from({ length: end - start }, (_, index) => {
    const at = logical(start + index);
    return text.canonical.slice(text.toCanonical({ start: at, end: logical(at + 1) }));
  });

const SENTENCE = '会议指出,要坚持规划引领,树立国际视野,让重大决策经得起历史的检验。';

describe('logical text', () => {
  it('has no block for an empty or a blank file', () => {
    check('');
    check(' \n　\t\r\n\ufeff\n');
    assert.equal(read('').toLogical(utf16(0)), 0);
    assert.deepEqual(read(' \n').toCanonical({ start: logical(0), end: logical(0) }), { start: 0, end: 0 });
  });

  describe('column breaks', () => {
    it('rejoins a sentence, a word and a name that a break cuts in two', () => {
      check(`${SENTENCE}楼阳\n\n生出席会议。`, `${foldWidths(SENTENCE)}楼阳生出席会议。`);
    });

    it('rejoins a paragraph broken more than once, even after a short column', () => {
      check(`${SENTENCE}省长\n\n王凯\n\n出席。`, `${foldWidths(SENTENCE)}省长王凯出席。`);
    });

    it('takes a long line with commas for running text, one with blanks for a headline', () => {
      const start = '短短3天时间,考察团先后来到苏州高新区展示馆、苏州医疗器械产业园、苏州高新区管委会、某某软件股份';
      check(`${start}\n\n有限公司。`, `${foldWidths(start)}有限公司。`);
      const headline =
        '某书记在某科技城建设推进会上强调 提升认识 明确任务 强化责任 全力推动某某科技城等核心板块建设发展';
      check(`${headline}\n\n二月底,会议召开。`, headline, '二月底，会议召开。');
    });

    for (const part of [
      '本报讯(记者 李明) 会议召开。',
      '新华社北京6月17日电 会议召开。',
      '记者 李明',
      '(本报记者 李明)',
      '某某日报记者 李明 王小明 文/图',
      '■ 相关新闻',
      '——访某某书记',
      '记者:有什么打算?',
      '扫码看',
    ])
      it(`never joins ${part}`, () => {
        check(`${SENTENCE}还有一句话没有说\n\n${part}`, `${foldWidths(SENTENCE)}还有一句话没有说`, foldWidths(part));
      });

    for (const word of ['记者看到,', '本报记者采访了', '新华社大楼', '电站建成'])
      it(`joins a sentence that goes on with ${word}`, () => {
        check(`${SENTENCE}在现场,\n\n${word}一切如常。`, foldWidths(`${SENTENCE}在现场,${word}一切如常。`));
      });

    it('takes a line behind a news head or with an open quotation for running text, however short', () => {
      check('要闻\n\n本报讯(记者 李明) 6月17\n\n日,会议召开。', '要闻', '本报讯（记者 李明） 6月17日，会议召开。');
      check('要闻\n\n了解“双\n\n创”工作。', '要闻', '了解“双创”工作。');
      check('要闻\n\n通过《关于\n\n某事的意见》。', '要闻', '通过《关于某事的意见》。');
    });

    it('takes a shorter line for running text behind a sentence only', () => {
      const start = '坚持把创新作为高质量发展的第一动力,加快推进沿黄科';
      check(`${start}\n\n创带建设。`, foldWidths(start), '创带建设。');
      check(`会议召开。\n\n${start}\n\n创带建设。`, '会议召开。', `${foldWidths(start)}创带建设。`);
      check('会议召开。\n\n一条古道,半部河洛史\n\n古道在山中。', '会议召开。', '一条古道，半部河洛史', '古道在山中。');
    });

    it('goes on behind an open bracket and ends at a half-width full stop', () => {
      check(`${SENTENCE}通过《意见》。(以下\n\n简称意见)`, foldWidths(`${SENTENCE}通过《意见》。(以下简称意见)`));
      check(`${SENTENCE}会议召开.\n\n又一段.`, foldWidths(`${SENTENCE}会议召开.`), '又一段.');
    });

    it('ends a paragraph at a credit behind its last sentence', () => {
      for (const credit of ['(记者 李明)', '(李明 王小明)', '李明 摄'])
        check(`${SENTENCE}${credit}\n\n又一段。`, foldWidths(SENTENCE + credit), '又一段。');
    });

    it('keeps the items of a list apart', () => {
      check('李明为某某市副市长;\n\n王明为某某厅厅长。', '李明为某某市副市长；', '王明为某某厅厅长。');
    });

    it('rejoins Traditional text, its quotations and its credits like Simplified text', () => {
      check(`${SENTENCE}記者\n\n李明攝影報\n\n道。`, `${foldWidths(SENTENCE)}記者李明攝影報道。`);
      check('要聞\n\n本報訊(記者 李明) 6月17\n\n日，會議召開。', '要聞', '本報訊（記者 李明） 6月17日，會議召開。');
      check('要聞\n\n了解「雙\n\n創」工作。', '要聞', '了解“雙創”工作。');
      check(`${SENTENCE}還有一句話\n\n本報訊 會議召開。`, `${foldWidths(SENTENCE)}還有一句話`, '本報訊 會議召開。');
    });

    it('goes on behind an open straight quote, but not behind inches', () => {
      check('要闻\n\n了解"双\n\n创"工作。', '要闻', '了解“双创”工作。');
      check('55"电视\n\n又一行', '55"电视', '又一行');
    });

    it('parts two Latin words at a break and nothing else', () => {
      check(`${SENTENCE}与Goldman\n\nSachs合作。`, `${foldWidths(SENTENCE)}与Goldman Sachs合作。`);
      check(`${SENTENCE}建成5\n\nG基站。`, `${foldWidths(SENTENCE)}建成5G基站。`);
      check(`${SENTENCE}用AI\n\n赋能。`, `${foldWidths(SENTENCE)}用AI赋能。`);
      check(`${SENTENCE}达到1,0\n\n00.5万元。`, `${foldWidths(SENTENCE)}达到1,000.5万元。`);
    });

    it('joins wrapped lines of English by a blank and keeps its paragraphs apart', () => {
      const start = 'The council approved a new budget on Monday after';
      check(
        `${start}\r\na long debate.\n\nThe mayor left\n\nearly.`,
        `${start} a long debate.`,
        'The mayor left',
        'early.',
      );
    });
  });

  describe('spread names', () => {
    it('bridges the full-width blank inside a two-character name', () => {
      check('省长王　凯出席', '省长王 凯出席');
      check('记者 王　凯', '记者 王凯');
      check('李　𬭎', '李𬭎');
      check('穆为民　周　霁　徐立毅', '穆为民 周霁 徐立毅');
      check('王　凯　周　霁', '王凯 周霁');
    });

    it('leaves every other blank', () => {
      check('一　总则', '一 总则');
      check('提升认识　明确任务', '提升认识 明确任务');
      check('王 凯', '王 凯');
    });
  });

  it('maps a range over a break and a spread name to the canonical text', () => {
    const text = read(`${SENTENCE}科大讯飞股份\n\n有限公司和王　凯。`);
    const exact = (words: string) => {
      const start = text.text.indexOf(words);
      return text.canonical.slice(text.toCanonical({ start: logical(start), end: logical(start + words.length) }));
    };
    assert.equal(exact('科大讯飞股份有限公司'), '科大讯飞股份\n\n有限公司');
    assert.equal(exact('科大讯飞股份'), '科大讯飞股份');
    assert.equal(exact('有限公司'), '有限公司');
  });

  it('maps an offset inside a removed break to the character behind it, and one behind the text to its end', () => {
    const text = read(`${SENTENCE}楼阳\n\n生。\n\n`);
    const gap = text.canonical.text.indexOf('\n');
    assert.equal(text.text.charAt(text.toLogical(utf16(gap + 1))), '生');
    assert.equal(text.toLogical(text.canonical.end), text.text.length);
  });

  describe('of articles built with breaks between any two characters', () => {
    it('reads the paragraphs that were broken', () => {
      fc.assert(
        fc.property(builtArticles, ({ source, paragraphs }) => {
          check(source, ...paragraphs.map(foldWidths));
        }),
        { numRuns: 300 },
      );
    });

    it('maps each character to where it was printed, and back from UTF-16 and from code points', () => {
      fc.assert(
        fc.property(builtArticles, ({ source, offsets }) => {
          const text = read(source);
          assert.equal(text.text.length, offsets.length);
          for (const [index, offset] of offsets.entries()) {
            if (offset === undefined) continue;
            const printed = canonicalise(source.slice(0, offset)).length;
            const start = logical(index);
            const range = text.toCanonical({ start, end: logical(index + 1) });
            assert.deepEqual(range, { start: printed, end: printed + 1 });
            assert.equal(text.toLogical(range.start), index);
            const stored = text.canonical.toUtf16(text.canonical.toCodePoint(range.start));
            const snapped = text.canonical.snap(range.start);
            assert.equal(text.toLogical(stored), index - (range.start - snapped));
          }
        }),
      );
    });
  });

  it('maps every logical offset to the canonical text and back', () => {
    fc.assert(
      fc.property(sources, (source) => {
        const text = read(source);
        for (let offset = 0; offset <= text.text.length; offset++) {
          const at = logical(offset);
          assert.equal(text.toLogical(text.toCanonical({ start: at, end: at }).start), offset);
        }
      }),
    );
  });

  it('maps every range to the canonical text and back, however it is stored', () => {
    fc.assert(
      fc.property(sources, fc.nat(300), fc.nat(300), (source, a, b) => {
        const text = read(source);
        for (const block of text.blocks) {
          const start = logical(block.range.start + Math.min(a, b, block.text.length));
          const end = logical(block.range.start + Math.min(Math.max(a, b), block.text.length));
          const range = text.toCanonical({ start, end });
          assert.deepEqual([text.toLogical(range.start), text.toLogical(range.end)], [start, end]);
          const cutsCharacter = [range.start, range.end].some((offset) => text.canonical.snap(offset) !== offset);
          if (cutsCharacter) continue;
          assert.deepEqual(text.canonical.rangeToUtf16(text.canonical.rangeToCodePoints(range)), range);
        }
      }),
    );
  });

  it('maps canonical offsets in order', () => {
    fc.assert(
      fc.property(sources, (source) => {
        const text = read(source);
        let before = 0;
        for (let offset = 0; offset <= text.canonical.end; offset++) {
          const at = text.toLogical(utf16(offset));
          assert.ok(before <= at && at <= text.text.length);
          before = at;
        }
      }),
    );
  });

  it('covers by a range exactly its characters and the breaks between them', () => {
    fc.assert(
      fc.property(sources, fc.nat(300), fc.nat(300), (source, a, b) => {
        const text = read(source);
        for (const block of text.blocks) {
          const start = Math.min(a, b, block.text.length);
          const end = Math.min(Math.max(a, b), block.text.length);
          const range = { start: logical(block.range.start + start), end: logical(block.range.start + end) };
          const canonical = text.canonical.slice(text.toCanonical(range));
          let at = 0;
          for (const unit of printedUnits(text, range)) {
            const left = canonical.indexOf(unit, at);
            assert.equal(unit.length, 1);
            assert.match(canonical.slice(at, left), at === 0 ? /^$/ : /^\s*$/);
            // The line feed of a break may be kept as the blank between two words.
            if (left - at > 1) assert.match(canonical.slice(at - 1, left), /\n/);
            at = left + 1;
          }
          assert.equal(at, canonical.length);
        }
      }),
    );
  });

  it('loses no character but white space, and keeps every one as it is but for its width', () => {
    fc.assert(
      fc.property(sources, (source) => {
        const text = read(source);
        const printed = text.blocks.map((block) => printedUnits(text, block.range).join(''));
        assert.deepEqual(
          text.blocks.map((block) => block.text),
          printed.map(foldWidths),
        );
        assert.equal(printed.join('').replace(/\s/g, ''), text.canonical.text.replace(/\s/g, ''));
        assert.equal(text.text, text.blocks.map((block) => block.text).join('\n'));
        for (const { range, text: folded } of text.blocks)
          assert.equal(text.text.slice(range.start, range.end), folded);
      }),
    );
  });
});
