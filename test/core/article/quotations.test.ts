import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { quotationsOf } from '../../../core/article/quotations';
import { logical } from '../../../core/text/units';
import { CanonicalText } from '../../../core/text/canonicalText';
import { readLogicalText } from '../../../core/text/logicalText';
import { markedSources } from './markedSources';
import { personsIn } from './personsIn';

/** Asserts the quotations of a text in which `‹…›` marks persons: `<kind> <speaker or -> <verb or -> <words>`. */
function check(marked: string, ...expected: readonly string[]): void {
  it(marked.replaceAll('\n', '¶'), () => {
    const { logical: text, persons } = personsIn(marked);
    const shown = quotationsOf(text.blocks, persons).map(({ kind, range, cue, speaker }) => {
      const verb = cue === undefined ? '-' : text.text.slice(cue.start, cue.end);
      const name = speaker === undefined ? '-' : (persons[speaker]?.entity ?? '?');
      return `${kind} ${name} ${verb} ${text.text.slice(range.start, range.end)}`;
    });
    assert.deepEqual(shown, expected);
  });
}

describe('quotations', () => {
  describe('in the speaker’s words', () => {
    check('县委书记‹李明›说：“路通了。”大家都笑了。', 'direct 李明 说 “路通了。”');
    check('‹李明›表示，“路通了，心也通了。”', 'direct 李明 表示 “路通了，心也通了。”');
    check('“路通了。”县委书记、县长‹李明›说。', 'direct 李明 说 “路通了。”');
    check('“路通了，”‹李明›说，“心也通了。”', 'direct 李明 说 “路通了，”', 'direct 李明 说 “心也通了。”');
    check('“路通了。”‹李明›说。“心也通了。”', 'direct 李明 说 “路通了。”', 'direct 李明 - “心也通了。”');
    check(
      '“路修到了家门口。”‹李明›说，全县已修路三百公里。',
      'direct 李明 说 “路修到了家门口。”',
      'indirect 李明 说 全县已修路三百公里。',
    );
    check('“路通了。”谈起变化，村支书‹李明›笑着说。', 'direct 李明 说 “路通了。”');
    check(
      '‹李明›对记者说，天冷了，“多穿点。”‹王凯›则坦言，不冷。',
      'indirect 李明 说 天冷了',
      'direct 李明 说 “多穿点。”',
      'indirect 王凯 坦言 不冷。',
    );
    check('‹李明›摆摆手：“走得动，就走。”', 'direct 李明 - “走得动，就走。”');
    check('‹李明›接过奖杯，激动地说：“没想到！”', 'direct 李明 说 “没想到！”');
    check('李校长‹李›老师（左二）笑着说：“欢迎！”', 'direct 李 说 “欢迎！”');
    check('“‘两个大局’要牢记，‘国之大者’要明了。”‹李明›说。', 'direct 李明 说 “‘两个大局’要牢记，‘国之大者’要明了。”');
    check('「路通了。」‹李明›說。', 'direct 李明 說 “路通了。”');
    check('"路通了。"‹李明›说。', 'direct 李明 说 “路通了。”');
  });

  describe('over several paragraphs', () => {
    check(
      '‹李明›说：“路通了。\n\n“桥也通了。\n\n“心更通了。”\n\n众人鼓掌。',
      'direct 李明 说 “路通了。\n“桥也通了。\n“心更通了。”',
    );
    check('“路通了。\n\n“桥也通了。”‹李明›说。', 'direct 李明 说 “路通了。\n“桥也通了。”');
    check('‹李明›说：“路通了。\n\n‹王凯›说：“桥也通了。”', 'direct 王凯 说 “桥也通了。”');
  });

  describe('without a speaker where the text leaves a doubt', () => {
    check('“路通了，心也通了。”\n\n‹李明›笑了。', 'direct - - “路通了，心也通了。”');
    check('‹李明›、‹王凯›说：“路通了。”', 'direct - 说 “路通了。”');
    check('‹李明›和‹王凯›说：“路通了。”', 'direct - 说 “路通了。”');
    check('‹李明›的妻子说：“路通了。”', 'direct - 说 “路通了。”');
    check('‹李明›等人说：“路通了。”', 'direct - 说 “路通了。”');
    check('老人对‹李明›说：“路通了。”', 'direct - 说 “路通了。”');
    check('‹李明›听取‹王凯›汇报后说：“路通了。”', 'direct - 说 “路通了。”');
    check('‹李明›走进车间，工人们激动地说：“欢迎！”', 'direct - 说 “欢迎！”');
    check('‹李明›收到一条短信：“路通了。”', 'direct - - “路通了。”');
    check('大娘拉着‹李明›问个不停：“路通了吗？”', 'direct - - “路通了吗？”');
  });

  describe('of the one who speaks and not of the one spoken to', () => {
    check('‹王凯›对‹李明›说：“路通了。”', 'direct 王凯 说 “路通了。”');
    check('‹王凯›告诉‹李明›，路通了。');
    check('在市长‹王凯›陪同下，‹李明›指出，路要修好。', 'indirect 李明 指出 路要修好。');
    check('市对外开放办公室主任‹李明›说：“来吧。”', 'direct 李明 说 “来吧。”');
    check('市文化和旅游局局长‹李明›说：“来吧。”', 'direct 李明 说 “来吧。”');
    check('‹李明›的助手‹王凯›说：“来吧。”', 'direct 王凯 说 “来吧。”');
  });

  describe('of him or her', () => {
    check('‹李明›今年八十岁。“路通了。”他说。', 'direct 李明 说 “路通了。”');
    check('‹李明›住在村里。屋前有井。她笑着说：“水甜。”', 'direct 李明 说 “水甜。”');
    check('‹李明›和‹王凯›住在村里。他说：“水甜。”', 'direct - 说 “水甜。”');
    check('‹李明›听取‹王凯›汇报。他说，路要修好。', 'indirect - 说 路要修好。');
    check('县长走访了‹李明›。他说：“水甜。”', 'direct - 说 “水甜。”');
    check('‹李明›住在村里。\n\n他说：“水甜。”', 'direct - 说 “水甜。”');
    check('‹李明›住在村里。他们说：“水甜。”', 'direct - 说 “水甜。”');
  });

  describe('are not names and terms in quotes', () => {
    check('要推进“双创”，建好“专精特新”企业。');
    check('‹李明›被评为“最美医生”，人称“铁脚板”。');
    check('“双创”团队负责人‹李明›出席。');
    check('“加油！”的口号响彻云霄。');
    check('《“十四五”规划》印发。');
    check('‹李明›说“双创”的意义很大。');
  });

  describe('in the reporter’s words', () => {
    check('‹李明›指出，要抓项目。要抓作风。会议还研究了其他事项。', 'indirect 李明 指出 要抓项目。要抓作风。');
    check('‹李明›走进大厦，了解情况，强调要抓项目。', 'indirect 李明 强调 要抓项目。');
    check('‹李明›说，路要修；‹王凯›说，桥要架。', 'indirect 李明 说 路要修', 'indirect 王凯 说 桥要架。');
    check('据市民政局局长‹李明›介绍，全市有养老院三十家。', 'indirect 李明 介绍 全市有养老院三十家。');
    check('在专家‹李明›看来，这不奇怪。', 'indirect 李明 看来 这不奇怪。');
    check('‹李明›在全市调研时强调 抓好项目 抓实作风', 'indirect 李明 强调 抓好项目 抓实作风');
    check('‹李明›登上城楼，指出“两路精神”是宝贵财富。', 'indirect 李明 指出 “两路精神”是宝贵财富。');
    check('‹李明›指出问题，限期整改。');
    check('会议强调，要压实责任。', 'indirect - 强调 要压实责任。');
    check('‹李明›要求，各级要压实责任。', 'indirect 李明 要求 各级要压实责任。');
    check('按照‹李明›的要求，各级压实责任。');
    check('根据有关要求，各级压实责任。');
    check('这部小说，写得很好。他二话没说，跳下水去。');
  });

  it('lie in the text, in order, without overlap, and name speakers who are there', () => {
    fc.assert(
      fc.property(markedSources, (source) => {
        const text = readLogicalText(new CanonicalText(source));
        const persons = [...text.text.matchAll(/李明|王凯/g)].map(({ 0: name, index }) => ({
          range: { start: logical(index), end: logical(index + name.length) },
          entity: name,
        }));
        let end = 0;
        for (const { kind, range, cue, speaker } of quotationsOf(text.blocks, persons)) {
          assert.ok(end <= range.start && range.start < range.end && range.end <= text.text.length);
          end = range.end;
          if (kind === 'direct') assert.match(text.text.slice(range.start, range.end), /^[“‘].*[”’]$/su);
          if (cue !== undefined) assert.ok(cue.end <= range.start || range.end <= cue.start);
          if (speaker !== undefined) assert.ok(speaker in persons);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
