import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { outlineOf, type OutlineNode } from '../../../core/article/outline';
import { CanonicalText } from '../../../core/text/canonicalText';
import { readLogicalText } from '../../../core/text/logicalText';
import { sources } from '../text/documents';
import { renderOutline } from './renderOutline';

/** Asserts the outline of the given lines, which blank lines part; the line numbers of the outline are left out. */
function check(lines: readonly string[], ...expected: readonly string[]): void {
  const shown = renderOutline(lines.join('\n\n')).map((line) => line.replace(/^( *\S+) \d+-\d+/, '$1'));
  assert.deepEqual(shown, expected);
}

describe('outline of an article', () => {
  it('is empty for an empty and for a blank file', () => {
    check([]);
    check([' ', '　']);
  });

  it('names a text without a headline by its first words', () => {
    check(
      ['入夏以来,全市雨水偏多,各地及时排涝。', '下一步还要抓好秋粮。'],
      'article 入夏以来,全市雨水偏多,各地及时排涝…',
      '  paragraph 入夏以来,全市雨水偏多,各地及时排涝…',
      '  paragraph 下一步还要抓好秋粮。',
    );
  });

  it('reads an English text', () => {
    check(
      [
        'Council approves budget',
        'By a narrow vote the council approved the budget,\nafter a long debate.',
        'It was late.',
      ],
      'article Council approves budget',
      '  headline Council approves budget',
      '  paragraph By a narrow vote t…',
      '  paragraph It was late.',
    );
  });

  it('takes a lone line for the headline of an article', () => {
    check(['要闻', ''], 'article 要闻', '  headline 要闻');
  });

  it('keeps a question as a headline at the top and as a paragraph in the text', () => {
    check(
      ['钱从哪里来?', '钱有三个来处。', '人呢?', '人也有。'],
      'article 钱从哪里来?',
      '  headline 钱从哪里来?',
      '  paragraph 钱有三个来处。',
      '  paragraph 人呢?',
      '  paragraph 人也有。',
    );
  });

  describe('news heads', () => {
    for (const head of [
      '本报讯',
      '本报北京6月17日电',
      '本报郑州讯',
      '新华社北京电',
      '新华社北京6月17日电',
      '据新华社乌鲁木齐11月28日电',
      '中新网福州6月17日电',
      '某某晚报讯',
      '厦门1月5日电',
    ])
      it(`${head}: with and without a credit`, () => {
        check(
          ['会议召开', `${head} 会议昨日召开。`],
          'article 会议召开',
          '  headline 会议召开',
          `  dateline ${head}`,
          '  paragraph 会议昨日召开。',
        );
        check(
          ['会议召开', `${head}（记者 李明 通讯员 王小明/文 赵刚/图）会议昨日召开。`],
          'article 会议召开',
          '  headline 会议召开',
          `  dateline ${head}`,
          '  byline 记者 李明 通讯员 王小明/文 赵刚/图',
          '  paragraph 会议昨日召开。',
        );
      });

    for (const text of ['新华社大楼昨日封顶。', '记者从会上获悉,情况良好。', '某某网友来电话问路。'])
      it(`none in ${text}`, () => {
        check(['要闻', text], 'article 要闻', '  headline 要闻', `  paragraph ${text}`);
      });
  });

  describe('bylines', () => {
    for (const line of [
      '记者 孙小辉',
      '记者 孙小辉 通讯员 赵宇 文/图',
      '某某新闻·某某晚报记者 史小国',
      '某报全媒体记者 张昕 欧阳文',
      '本报记者 阿依努尔·买买提',
      '本报记者雷雨',
      '文/某某日报记者 金明 图/李雪',
      '本报评论员',
      '来源:某某日报',
    ])
      it(line, () => {
        check(
          ['会议召开', '会议昨日召开。', line],
          'article 会议召开',
          '  headline 会议召开',
          '  paragraph 会议昨日召开。',
          `  byline ${line}`,
        );
      });

    for (const line of ['(记者 李明)', '（本报记者 李明 通讯员 王明）', '(李明 王明 图)', '（来源:某某日报）'])
      it(`${line}: on its own line and behind the text`, () => {
        const name = line.slice(1, -1);
        const expected = ['article 会议召开', '  headline 会议召开', '  paragraph 会议昨日召开。', `  byline ${name}`];
        check(['会议召开', '会议昨日召开。', line], ...expected);
        check(['会议召开', `会议昨日召开。${line}`], ...expected);
      });

    it('behind a news head without brackets', () => {
      check(
        ['会议召开', '本报海口4月15日讯 特派记者 郑和 符永', '会议昨日召开。'],
        'article 会议召开',
        '  headline 会议召开',
        '  dateline 本报海口4月15日讯',
        '  byline 特派记者 郑和 符永',
        '  paragraph 会议昨日召开。',
      );
    });

    it('behind a dateline without brackets, before the text', () => {
      check(
        ['会议召开', '本报讯 记者李明报道：会议昨日召开。'],
        'article 会议召开',
        '  headline 会议召开',
        '  dateline 本报讯',
        '  byline 记者李明报道',
        '  paragraph 会议昨日召开。',
      );
    });

    it('before a text without a dateline', () => {
      check(
        ['会议召开', '（记者 李明 王强）会议昨日召开。'],
        'article 会议召开',
        '  headline 会议召开',
        '  byline 记者 李明 王强',
        '  paragraph 会议昨日召开。',
      );
    });

    it('a lone name behind the text, which ends its article', () => {
      check(
        ['甲县春耕忙', '甲县下地。（李明）', '乙县夏收忙', '乙县收割。（王强 赵刚）'],
        'article 甲县春耕忙',
        '  headline 甲县春耕忙',
        '  paragraph 甲县下地。',
        '  byline 李明',
        'article 乙县夏收忙',
        '  headline 乙县夏收忙',
        '  paragraph 乙县收割。',
        '  byline 王强 赵刚',
      );
      check(['要闻', '大会开幕。（掌声）'], 'article 要闻', '  headline 要闻', '  paragraph 大会开幕。（掌声）');
    });

    it('names behind a mark, each between a headline and its text', () => {
      check(
        ['“小巷总理”的一天', '□李明', '天刚亮。'],
        'article “小巷总理”的一天',
        '  headline “小巷总理”的一天',
        '  byline □李明',
        '  paragraph 天刚亮。',
      );
    });

    it('an author under the headline', () => {
      check(
        ['老井的故事', '山谷', '井在村口。'],
        'article 老井的故事',
        '  headline 老井的故事',
        '  byline 山谷',
        '  paragraph 井在村口。',
      );
    });

    for (const text of ['记者走进车间,机声隆隆。', '通讯员队伍建设不断加强。', '会议由李明(记者)主持。'])
      it(`none in ${text}`, () => {
        check(['要闻', text], 'article 要闻', '  headline 要闻', `  paragraph ${text}`);
      });
  });

  describe('captions', () => {
    it('before the news head, told by day or place', () => {
      check(
        ['书记调研', '市长出席', '6月18日,书记在机场查看建设情况', '本报讯 书记昨日调研。'],
        'article 书记调研',
        '  headline 书记调研',
        '  subtitle 市长出席',
        '  caption 6月18日,书记在机场查看建设情况',
        '  dateline 本报讯',
        '  paragraph 书记昨日调研。',
      );
    });

    it('before the news head, told by a place', () => {
      check(
        ['书记调研', '在机场,书记查看建设情况', '本报讯 书记昨日调研。', '在实处,见真章', '甲。'],
        'article 书记调研',
        '  headline 书记调研',
        '  caption 在机场,书记查看建设情况',
        '  dateline 本报讯',
        '  paragraph 书记昨日调研。',
        '  section 在实处,见真章',
        '    paragraph 甲。',
      );
    });

    it('is no headline that tells from when on', () => {
      check(
        ['5月1日起,新规将影响生活', '新规来了。'],
        'article 5月1日起,新规将影响生活',
        '  headline 5月1日起,新规将影响生活',
        '  paragraph 新规来了。',
      );
    });

    it('in the text, told by the photographer or by what it says', () => {
      check(
        ['茶乡', '茶香满山。', '图为茶农在采茶。', '茶园一角 李明 摄', '茶好。'],
        'article 茶乡',
        '  headline 茶乡',
        '  paragraph 茶香满山。',
        '  caption 图为茶农在采茶。',
        '  caption 茶园一角 李明 摄',
        '  paragraph 茶好。',
      );
    });

    it('is no headline with a comma', () => {
      check(
        ['建设大学堂', '大学堂第七讲开讲,副秘书长做专题辅导', '本报讯 大学堂开讲。'],
        'article 建设大学堂',
        '  headline 建设大学堂',
        '  subtitle 大学堂第七讲开讲,副秘书长做专题辅导',
        '  dateline 本报讯',
        '  paragraph 大学堂开讲。',
      );
    });
  });

  describe('sections', () => {
    it('headed by speakers, with a heading of their own or without', () => {
      check(
        [
          '踊跃发言',
          '昨日大家发言。',
          '本报记者 李明',
          '某某区委书记 张小峰',
          '走好路子',
          '甲。',
          '某某县县长 牛华',
          '乙。',
        ],
        'article 踊跃发言',
        '  headline 踊跃发言',
        '  paragraph 昨日大家发言。',
        '  byline 本报记者 李明',
        '  section 某某区委书记 张小峰',
        '    subtitle 走好路子',
        '    paragraph 甲。',
        '  section 某某县县长 牛华',
        '    paragraph 乙。',
      );
    });

    for (const [first, second] of [
      ['一、认清大势', '二、锚定目标,增强责任感'],
      ['◎产业', '◎生态'],
      ['● 产业篇:千亿园区', '● 城乡篇:千年古郡'],
      ['县区:比学赶超', '部门:挂图作战'],
    ] as const)
      it(`headed by subheads like ${first}`, () => {
        check(
          ['报告', '各位代表:', first, '甲。', '乙。', second, '丙。'],
          'article 报告',
          '  headline 报告',
          '  paragraph 各位代表:',
          `  section ${first}`,
          '    paragraph 甲。',
          '    paragraph 乙。',
          `  section ${second}`,
          '    paragraph 丙。',
        );
      });

    it('headed by numbers that stand alone', () => {
      check(
        ['春天的故事', '一', '井在村口。', '二', '水甜。'],
        'article 春天的故事',
        '  headline 春天的故事',
        '  section 一',
        '    paragraph 井在村口。',
        '  section 二',
        '    paragraph 水甜。',
      );
    });

    it('headed by speakers before a colon, where there are several', () => {
      check(
        ['发言', '大家发言。', '某某区委书记张小峰：', '甲。', '某某县县长 牛华：', '乙。'],
        'article 发言',
        '  headline 发言',
        '  paragraph 大家发言。',
        '  section 某某区委书记张小峰：',
        '    paragraph 甲。',
        '  section 某某县县长 牛华：',
        '    paragraph 乙。',
      );
    });

    it('after a signed lead stay in the article', () => {
      check(
        ['潮头', '南通通江达海。', '本报记者 李明', '通州湾:新港城', '甲。', '如东:追风', '乙。'],
        'article 潮头',
        '  headline 潮头',
        '  paragraph 南通通江达海。',
        '  byline 本报记者 李明',
        '  section 通州湾:新港城',
        '    paragraph 甲。',
        '  section 如东:追风',
        '    paragraph 乙。',
      );
    });

    it('are not made of turns of an interview', () => {
      check(
        ['对话', '记者:怎么样?', '李明:很好。', '问:还有呢', '答:没有。'],
        'article 对话',
        '  headline 对话',
        '  paragraph 记者:怎么样?',
        '  paragraph 李明:很好。',
        '  paragraph 问:还有呢',
        '  paragraph 答:没有。',
      );
    });

    it('are not made of a list of short lines', () => {
      const items = Array.from({ length: 9 }, (_, index) => `第${index + 1}名某某`);
      check(
        ['名单', '名单如下。', ...items],
        'article 名单',
        '  headline 名单',
        '  paragraph 名单如下。',
        ...items.map((item) => `  paragraph ${item}`),
      );
    });
  });

  describe('several articles in a file', () => {
    it('each with a news head', () => {
      check(
        ['甲会召开', '本报讯 甲会召开。', '扫码看', '视频新闻', '乙会召开', '丙主持', '本报讯 乙会召开。'],
        'article 甲会召开',
        '  headline 甲会召开',
        '  dateline 本报讯',
        '  paragraph 甲会召开。',
        '  furniture 扫码看 视频新闻',
        'article 乙会召开',
        '  headline 乙会召开',
        '  subtitle 丙主持',
        '  dateline 本报讯',
        '  paragraph 乙会召开。',
      );
    });

    it('each signed at its end', () => {
      check(
        ['甲', '甲一。', '甲二。', '某某晚报记者 李明', '乙', '乙一。', '乙二。', '某某晚报记者 王明'],
        'article 甲',
        '  headline 甲',
        '  paragraph 甲一。',
        '  paragraph 甲二。',
        '  byline 某某晚报记者 李明',
        'article 乙',
        '  headline 乙',
        '  paragraph 乙一。',
        '  paragraph 乙二。',
        '  byline 某某晚报记者 王明',
      );
    });

    it('told by a deck, and by a rubric that belongs to the article behind it', () => {
      check(
        ['甲', '甲一。', '乙', '——访某某', '乙一。', '■ 相关新闻', '丙', '丙一。'],
        'article 甲',
        '  headline 甲',
        '  paragraph 甲一。',
        'article 乙',
        '  headline 乙',
        '  subtitle ——访某某',
        '  paragraph 乙一。',
        'article 丙',
        '  subtitle ■ 相关新闻',
        '  headline 丙',
        '  paragraph 丙一。',
      );
    });
  });

  describe('the furniture of the page', () => {
    for (const line of [
      'A02版 要闻',
      '要闻 2版',
      '第三版 综合',
      '2026年3月5日 星期四',
      '责任编辑 李明 版式 王强 校对 赵刚',
      '（责编：李明、王强）',
      '编辑：李明 校对：王强',
      '总值班 李明 编辑 王强',
      '值班编委:赵刚',
      '相关报道见3版',
      '(下转A03版)',
      '（完）',
      '* * *',
    ])
      it(line, () => {
        check(
          ['会议召开', '会议昨日召开。', line, '市长出席。'],
          'article 会议召开',
          '  headline 会议召开',
          '  paragraph 会议昨日召开。',
          `  furniture ${line}`,
          '  paragraph 市长出席。',
        );
      });

    it('at the top is no headline', () => {
      check(
        ['A02版 要闻', '2026年3月5日 星期四', '会议召开', '本报讯 会议昨日召开。'],
        'article 会议召开',
        '  furniture A02版 要闻 2026年3月5日 星期四',
        '  headline 会议召开',
        '  dateline 本报讯',
        '  paragraph 会议昨日召开。',
      );
    });

    it('in the line of a paragraph', () => {
      check(
        ['会议召开', '（上接1版）会议昨日召开。', '市长出席。（记者 李明）（下转2版）'],
        'article 会议召开',
        '  headline 会议召开',
        '  furniture （上接1版）',
        '  paragraph 会议昨日召开。',
        '  paragraph 市长出席。',
        '  byline 记者 李明',
        '  furniture （下转2版）',
      );
    });

    it('parts a text that breaks off from the next one', () => {
      check(
        ['会议召开', '本报讯 会议昨日召开，强调要压实（下转2版）', '责任重于泰山。'],
        'article 会议召开',
        '  headline 会议召开',
        '  dateline 本报讯',
        '  paragraph 会议昨日召开，强调要压实',
        '  furniture （下转2版）',
        '  paragraph 责任重于泰山。',
      );
    });

    for (const line of ['校对工作有序开展。', '编辑部的故事', '完善制度', '再版三次', '3版《规划》出台'])
      it(`none in ${line}`, () => {
        const shown = renderOutline(['会议召开', '会议昨日召开。', line, '市长出席。'].join('\n\n'));
        assert.ok(shown.every((node) => !node.trimStart().startsWith('furniture')));
      });
  });

  it('knows furniture by what it says to do', () => {
    check(
      ['扫码点餐为何让人烦', '有人问为什么。', '扫码看视频', '更多新闻 请看客户端', '(下转第三版)', '责任编辑:李明'],
      'article 扫码点餐为何让人烦',
      '  headline 扫码点餐为何让人烦',
      '  paragraph 有人问为什么。',
      '  furniture 扫码看视频 更多新闻 请看客户端 (下转第三版) 责任编辑:李明',
    );
  });

  it('keeps furniture at the top in the first article', () => {
    check(['视频新闻', '要闻', '甲。'], 'article 要闻', '  furniture 视频新闻', '  headline 要闻', '  paragraph 甲。');
  });

  it('names a paragraph by 18 code points as printed, column breaks joined', () => {
    check(
      ['要闻', '会议,由李𬭎𬭎主持。强调要加快郑州某', '某某公司的建设。'],
      'article 要闻',
      '  headline 要闻',
      '  paragraph 会议,由李𬭎𬭎主持。强调要加快郑州某…',
    );
    check(
      ['要闻', '会议昨日开。王　凯出', '席。'],
      'article 要闻',
      '  headline 要闻',
      '  paragraph 会议昨日开。王　凯出席。',
    );
  });

  it('gives a byline the range with its brackets and a paragraph the range behind its news head', () => {
    const text = new CanonicalText('会议召开\n\n本报讯(记者 李明) 会议召开。');
    const [article] = outlineOf(readLogicalText(text));
    assert.deepEqual(
      article?.children.map((child) => text.slice(child.range)),
      ['会议召开', '本报讯', '(记者 李明)', '会议召开。'],
    );
  });

  it('holds every character once: children lie in their parents, in order, and miss nothing', () => {
    fc.assert(
      fc.property(sources, (source) => {
        const text = new CanonicalText(source);
        const covered = new Array<number>(text.end).fill(0);
        const cover = (start: number, end: number) => {
          for (let at = start; at < end; at++) covered[at] = (covered[at] ?? 0) + 1;
        };
        // The line that heads a section may be broken; its name is not.
        const coverLine = (start: number, name: string) => {
          let left = name.replace(/\s/g, '').length;
          for (let at = start; left > 0; at++)
            if (/\S/.test(text.text.charAt(at))) {
              cover(at, at + 1);
              left--;
            }
        };
        const visit = (node: OutlineNode) => {
          assert.ok(node.range.start < node.range.end);
          assert.notEqual(node.name, '');
          assert.equal(node.kind === 'article' || node.kind === 'section' || node.children.length === 0, true);
          let end: number = node.range.start;
          for (const child of node.children) {
            assert.ok(end <= child.range.start && child.range.end <= node.range.end);
            end = child.range.end;
            visit(child);
          }
          if (node.children.length === 0) cover(node.range.start, node.range.end);
          else if (node.kind === 'section') coverLine(node.range.start, node.name);
        };
        outlineOf(readLogicalText(text)).forEach(visit);
        for (const [at, times] of covered.entries())
          if (/\S/.test(text.text.charAt(at))) assert.equal(times, 1, `at ${at} of ${JSON.stringify(text.text)}`);
      }),
      { numRuns: 1000 },
    );
  });
});
