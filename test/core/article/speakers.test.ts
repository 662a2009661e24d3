import { strict as assert } from 'node:assert';
import { arrange } from '../../../core/article/arrange';
import { spokenParts } from '../../../core/article/speakers';
import { personsIn } from './personsIn';

/** Asserts the spoken parts of lines in which `‹…›` marks persons: `<kind> <speaker> | <head> | <words>`. */
function check(name: string, lines: readonly string[], ...expected: readonly string[]): void {
  it(name, () => {
    const { logical, persons } = personsIn(lines.join('\n\n'));
    const shown = spokenParts(arrange(logical.blocks), persons).map(({ kind, head, range, speaker }) =>
      [
        `${kind} ${persons[speaker]?.entity ?? '?'}`,
        logical.text.slice(head.start, head.end),
        logical.text.slice(range.start, range.end).replaceAll('\n', '¶'),
      ].join(' | '),
    );
    assert.deepEqual(shown, expected);
  });
}

describe('spoken parts', () => {
  check(
    'stand under a post and a name',
    [
      '踊跃发言',
      '大家发言。',
      '某某区委书记 ‹李明›',
      '走好路子',
      '路要走好。',
      '走得稳。',
      '某某县县长 ‹王凯›',
      '桥要架好。',
      '本报记者 赵刚',
    ],
    'section 李明 | 某某区委书记 李明 | 路要走好。¶走得稳。',
    'section 王凯 | 某某县县长 王凯 | 桥要架好。',
  );
  check(
    'stand under a post, a name and a colon, with or without a blank',
    ['踊跃发言', '大家发言。', '某某区委书记‹李明›：', '路要走好。', '某某县县长 ‹王凯›：', '桥要架好。'],
    'section 李明 | 某某区委书记李明： | 路要走好。',
    'section 王凯 | 某某县县长 王凯： | 桥要架好。',
  );
  check(
    'stand behind a post, a name and a colon',
    ['踊跃发言', '大家发言。', '某某区委书记 ‹李明›：路要走好。', '走得稳。', '某某县县长‹王凯›：桥要架好。'],
    'turn 李明 | 某某区委书记 李明 | 路要走好。¶走得稳。',
    'turn 王凯 | 某某县县长王凯 | 桥要架好。',
  );
  check(
    'are the turns of an interview, without those of the reporter',
    [
      '抓住不放',
      '——访某某区委书记‹李明›',
      '记者：怎么抓？',
      '‹李明›：抓住不放。',
      '久久为功。',
      '记者：还有呢？',
      '答：没有了。',
    ],
    'interview 李明 | ——访某某区委书记李明 | 记者：怎么抓？¶李明：抓住不放。¶久久为功。¶记者：还有呢？¶答：没有了。',
    'turn 李明 | 李明 | 抓住不放。¶久久为功。',
    'turn 李明 | 答 | 没有了。',
  );
  check(
    'name who answers in brackets',
    ['答记者问', '问：钱够吗？', '答（市财政局局长‹李明›）：够。', '问：水甜吗？', '答：甜。'],
    'turn 李明 | 答（市财政局局长李明） | 够。',
  );
  check(
    'are interviews, each in its article',
    [
      '甲',
      '——访甲县县委书记‹李明›',
      '“路通了。”李明说。',
      '晚报记者 赵刚',
      '乙',
      '——对话乙县县长‹王凯›',
      '桥通了。',
      '晚报记者 钱多',
    ],
    'interview 李明 | ——访甲县县委书记李明 | “路通了。”李明说。',
    'interview 王凯 | ——对话乙县县长王凯 | 桥通了。',
  );
  check(
    'are read in Traditional characters',
    ['抓住不放', '——專訪縣長‹李明›', '記者：怎麼抓？', '答：抓住不放。'],
    'interview 李明 | ——專訪縣長李明 | 記者：怎麼抓？¶答：抓住不放。',
    'turn 李明 | 答 | 抓住不放。',
  );
  check('are none where several are interviewed', ['甲', '——访‹李明›、‹王凯›', '路通了。']);
  check('are none where no person is', ['甲', '——访某某村', '路通了。']);
  check('are none behind a lone colon', ['甲', '‹李明›：路通了。', '他走了。']);
  check('are none behind a verb', ['甲', '市长‹李明›说：路通了。', '县长‹王凯›说：桥通了。']);
  check(
    'end where the reporter says who attended',
    [
      '发言摘登',
      '大家发言。',
      '某某区委书记 ‹李明›',
      '路要走好。',
      '某某县县长 ‹王凯›',
      '桥要架好。',
      '市领导‹赵刚›参加会议。',
    ],
    'section 李明 | 某某区委书记 李明 | 路要走好。',
    'section 王凯 | 某某县县长 王凯 | 桥要架好。',
  );
});
