import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { sentencesOf } from '../../../core/article/sentences';
import { CanonicalText } from '../../../core/text/canonicalText';
import { readLogicalText } from '../../../core/text/logicalText';
import { sources } from '../text/documents';
import { markedSources } from './markedSources';

/** Asserts that a text of one block is cut into sentences where `marked` has a bar. */
function check(marked: string): void {
  it(marked, () => {
    const logical = readLogicalText(new CanonicalText(marked.replaceAll('|', '')));
    const sentences = logical.blocks.flatMap(sentencesOf).map(({ start, end }) => logical.text.slice(start, end));
    const expected = readLogicalText(new CanonicalText(marked)).text.split('|');
    assert.deepEqual(
      sentences,
      expected.map((sentence) => sentence.trim()),
    );
  });
}

describe('sentences', () => {
  describe('end', () => {
    check('会议昨日召开。|市长出席。');
    check('钱从哪里来？|人往哪里去？！|事要谁来办！');
    check('从田间到餐桌……|这条路走了十年。');
    check('增长3.5%。|其中，A股上涨1.2%。');
    check('他来了（掌声。）又走了。|（全场起立。）|再见。');
    check('会议指出:"要抓好落实."|会议强调,要担当。');
  });

  describe('go on', () => {
    check('一要抓项目；二要抓作风；三要抓落实。');
    check('当好国家队 提升国际化 在国家中心城市建设上提质进位');
    check('我……我不知道。');
    check('《谁动了我的奶酪？》读者众多。');
    check('“怎么看？”、“怎么办？”，他一路问。');
    check('1. 加强领导');
    check('会议由王凯主持（记者问：为什么？他没有回答。）随后结束。');
  });

  describe('with quotations', () => {
    check('他说：“我去。|我要去！”|大家都笑了。');
    check('“早想来了。|今天总算到了。”李明说。|他笑了。');
    check('“早想来了。”站在田头，村支书李明笑着说，“路修好了。”|会后，大家散了。');
    check('“考上了！”|村里沸腾了。');
    check('“我们要干！”|“我们要拼！”的口号响彻云霄。');
    check('墙上写着“禁止吸烟！”几个大字。');
    check('她高喊“加油！”的声音很大。');
    check('他说“好！”|她说“不好！”');
    check('“‘快走！’他喊。”李明回忆。|后来雨停了。');
    check('李明对记者说，天冷，“多穿点。”|王凯则坦言，不冷。');
    check('“没有关完的引号。|他走了。|后来又来了。');
    check('「他說『可以』。」|會議結束。');
  });

  describe('in other scripts', () => {
    check('Mr. Smith paid $3.5 million to J. Li & Co. in May. |"I won’t go." he said. |Really? |Yes!');
    check('U.S. officials agreed. |It was No. 5 on the list, i.e. last.');
    check('It happened in 2020. |The mayor (acting) resigned.');
  });

  describe('stand apart from datelines and bylines', () => {
    check('本报讯|（记者 李明）| 会议昨日召开。|市长出席。|（记者 王明）');
    check('（上接第一版）|会议指出，要抓落实。|（下转第四版）');
  });

  it('hold each non-blank character once, in order', () => {
    fc.assert(
      fc.property(fc.oneof(sources, markedSources), (source) => {
        const logical = readLogicalText(new CanonicalText(source));
        for (const block of logical.blocks) {
          let end: number = block.range.start;
          for (const sentence of sentencesOf(block)) {
            assert.ok(end <= sentence.start && sentence.start < sentence.end && sentence.end <= block.range.end);
            assert.equal(logical.text.slice(end, sentence.start).trim(), '');
            end = sentence.end;
          }
          assert.equal(logical.text.slice(end, block.range.end).trim(), '');
        }
      }),
      { numRuns: 1000 },
    );
  });
});
