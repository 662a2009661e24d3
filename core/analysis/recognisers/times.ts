import { ERA_NAMES } from '../gazetteers/eras';
import { entries } from '../gazetteers/entries';
import type { Candidate } from '../mention';
import type { CodedText } from '../patterns/codedText';
import { PatternRules } from '../patterns/patternRules';
import { matched } from './candidate';

/** Dates, parts of the day, periods and spans of time; a range is one span (guidelines, TIME). */
export const recogniseTimes = (block: CodedText): Candidate[] => RULES.in(block);

const HAN_NUMBER = '[一二两三四五六七八九十百千万几半数]{1,6}';
const NUMBER = `(?:[0-9]{1,9}(?:\\.[0-9]{1,4})?|${HAN_NUMBER})`;
const TO = '(?:至|到|——|[—\\-－–~～])';

const FESTIVAL =
  '(?:春节|元旦|元宵节?|腊八节?|七夕|圣诞节?|清明节?|端午节?|中秋节?|国庆节?|除夕|重阳节?|“五一”|“十一”|“双11”|“双十一”|五一|国庆中秋|中秋国庆)(?:假期|期间|前夕|前后|小长假|黄金周|[夜前])?';
const SEASON =
  '(?:春天|夏天|秋天|冬天|春季|夏季|秋季|冬季|冬春|秋冬|雨季|汛期|春运|暑期|暑假|寒假|[春夏秋冬](?![雨风节令季\\p{Script=Han}]))';
const QUARTER = '(?:(?:第?[一二三四]|前[一二三两])季度|前(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,2})个月|[上下]半年)';
const YEAR_WORD = '(?:今年|去年|明年|前年|后年|上年|当年|次年|翌年|同年|本年度?|那年)';
const YEAR = `(?:公元前?)?(?:[0-9]{3,4}|[一二三四五六七八九〇零]{4})(?:年代|年度?)|${YEAR_WORD}`;
const MONTH_NUMBER = '(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九正腊])';
const MONTH = `(?:${MONTH_NUMBER}月份?|本月|上月|下月|当月|次月|上个月|下个月)`;
const PART_OF_MONTH = '(?:上旬|中旬|下旬|中上旬|中下旬|底|初|末)';
const LUNAR_DAY =
  '(?:初[一二三四五六七八九十]|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]|[一二三四五六七八九])';
const LUNAR = `农历(?:${MONTH_NUMBER}月)?${LUNAR_DAY}(?!月)|农历${MONTH_NUMBER}月`;
const DAY_NUMBER = '(?:3[01]|[12][0-9]|0?[1-9]|[二三]?十[一二三四五六七八九]?|初?[一二三四五六七八九])';
const PART_OF_DAY =
  '(?:凌晨|清晨|早晨|早上|清早|上午|中午|正午|午后|下午|傍晚|晚上|晚间|夜间|夜里|深夜|午夜|白天|入夜)';
const CLOCK =
  '(?:[0-2]?[0-9](?:时(?:[0-9]{1,2}分)?|点(?:[0-9]{1,2}分?|半|钟)?(?!多?个))(?:许|多)?|[0-2]?[0-9][:：][0-5][0-9])';
const HAN_CLOCK = '[一二三四五六七八九十两]{1,2}点(?:半|钟|多|许)?';
const TIME_OF_DAY = `(?:${PART_OF_DAY}(?:时分)?(?:${CLOCK}|${HAN_CLOCK})?|[晚夜早](?:${CLOCK}|${HAN_CLOCK})?|${CLOCK})`;
const DAY_OF_MONTH = `${DAY_NUMBER}日(?:${TIME_OF_DAY})?`;
const MONTH_AND_DAY = `${MONTH}(?:${DAY_NUMBER}[日号](?:${TIME_OF_DAY})?|${PART_OF_MONTH})?`;
const PART_OF_YEAR = `(?:${LUNAR}|${MONTH_AND_DAY}|${QUARTER}|${FESTIVAL}|${SEASON}|年?[底初末]|年终|年内|同期|此时|春运)`;
const RELATIVE_DAY = '(?:当天|当日|昨天|昨日|今天|今日|明天|明日|前天|次日|翌日|同日)';

/** One point in time, as exact as the text gives it. */
const POINT = [
  `(?:${YEAR})(?:${PART_OF_YEAR})?`,
  LUNAR,
  MONTH_AND_DAY,
  `(?<![0-9.第])${DAY_OF_MONTH}`,
  `${RELATIVE_DAY}(?:${TIME_OF_DAY})?`,
  `(?<![0-9.])(?:${PART_OF_DAY}(?:时分)?(?:${CLOCK}|${HAN_CLOCK})?|(?:[早晚夜])(?:${CLOCK}|${HAN_CLOCK})|${CLOCK})`,
].join('|');

/** The first half of a range that leaves out its unit (1至8月, 2012—2021年, 17至19日). */
const OPEN_RANGE = `(?:(?:[0-9]{4}|[0-9]{1,2})${TO}(?=[0-9]{1,4}[年月日时]))`;
const RANGE_START = `(?:(?:${YEAR})?(?:${MONTH})?${OPEN_RANGE})?`;

const DATE = new RegExp(
  `${RANGE_START}(?:${POINT})(?:${TO}(?:${POINT}))?(?:（农历[^（）]{2,8}）)?(?:以来|前后|左右|许|前夕|期间)?`,
  'u',
);

const PLAN_PERIOD =
  /[“‘](?:十[一二三四五六七八九]?|[一二三四五六七八九])五[”’](?:时期|期间|以来|末|初)|“[三春秋]夏?[收耕种]?”(?:时节|期间|时期)/;

const PERIOD = new RegExp(
  [
    '近(?:些|几)?年来?|连年来|多年来|年[底初终内末](?:以来)?|全年|半年|[上下]半年|开年以来|入[春夏秋冬汛]以来|[0-9]{4}年以来',
    `(?:第?[一二三四]|前[一二三两])季度|前(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,2})个月`,
    '近日|日前|近期|连日来|连日|昨晚|今晚|当晚|当夜|昨夜|今夜|每[晚季]|这两天|这几天|前几天|前不久|最近(?:[一两三几]个?[年月周天])?|(?:上|下|本|这|每)周[一二三四五六日](?:[早晚]|上午|下午|晚上)?|本周末|这个周末|(?<!每)周[一二三四五六日](?:[早晚]|上午|下午|晚上)?|[上下]周末(?!次)|上周|下周|本周内?|周末|同一天|今明两天|新世纪|来年|岁末|首季|上学期|下学期|本学期|这学期',
    '今[春夏秋冬]|去[春夏秋冬]|[春夏秋冬]季|秋冬季|秋冬|冬春|盛夏时?节?|隆冬|初[春夏秋冬]|深秋|秋后|暑期|暑假|寒假|春运期间|汛期|雨季|三伏天|新年伊始|岁末年初',
    FESTIVAL,
    '立[春夏秋冬](?:前后)?|(?:刚刚)?过去的?(?:一|两|三|四|五|几|十|[0-9]{1,2})年|此后(?:的)?(?:[一两二三四五六七八九十]{1,3}|[0-9]{1,2})(?:年|周|天)',
    '(?:今后|未来|下)(?:一个|几个|的)?(?:[一两二三四五六七八九十]{1,2}|[0-9]{1,2}|几|一段)(?:年|天|周|个月|时期|时间)内?|今后一个?时期|下一个五年',
    `(?:近|这|这几|头)(?:[一两二三四五六七八九十几]{1,2}|[0-9]{1,2})年来?|(?:${HAN_NUMBER}|[0-9]{1,2})(?:多|余)?年(?:多|半)?(?:来|间|前|后)(?![往端])|${NUMBER}天后`,
    '第[二三]天|第[二三]年|前一天|首日|前些年|前几年|一整天|一上午|一下午|一晚上|一夜|一年四季|十天半(?:个)?月|半个月|半天',
    '(?:上|本|(?:19|20|21)|二十|十九)世纪(?:(?:[0-9]{2}|[一二三四五六七八九]十)年代)?(?:初|末|中叶|中期)?|[0-9]{2}年代(?:初|末)?|大?半个?多?世纪',
  ].join('|'),
  'u',
);

const UNIT_OF_DURATION =
  '(?:个?(?:多|半)?(?:小时|钟头|分钟|秒钟?|星期|月|工作日|世纪|学期|昼夜|学年|季度)|年|天|周|晚|夜|刻钟|分[0-9]{1,2}秒(?:[0-9]{2})?)';
const DURATION = new RegExp(
  `(?<![第0-9.]|[0-9]年)(?!四周|一日)(?:${NUMBER}(?:年|个?小时))?${NUMBER}(?:多|余|来|万|亿)?${UNIT_OF_DURATION}(?:多|半|零[一二两三四五六七八九十]{1,2}个月|[一二三四五六七八九]夜)?来?` +
    '(?!会|级|度|限|轻|代|纪|生|产|报|期|份|均|人|行动|计划|规划|周年|年|攻坚|治理|制|比一|更|内瓦|检|班|色|行|宵)',
);

const REIGN = `(?:${entries(ERA_NAMES).join('|')})`;
const DYNASTY =
  '(?:新石器时代|旧石器时代|夏商周?|商周|西周|东周|春秋战国|春秋时期|战国时期|秦汉|西汉|东汉|两汉|三国时期|西晋|东晋|魏晋|南北朝|北魏|北齐|北周|隋唐|唐宋|北宋|南宋|两宋|宋元|明清|民国|清末|晚清|商末|清初|明末|[夏商周秦汉隋唐宋辽金元明清][代朝])';
const ERA = new RegExp(
  `清?${REIGN}(?:元|[一二三四五六七八九十]{1,3})[年载](?:[春夏秋冬]|${MONTH_NUMBER}月)?|清?${REIGN}年间|${DYNASTY}(?:时期|年间|以来|初年|末年|早期|中期|晚期)?|抗战时期|抗日战争时期|解放初期?|建国初期?|改革开放初期`,
);

const RULES = new PatternRules([
  [DATE, matched('TIME', 0.95, 'date')],
  [PLAN_PERIOD, matched('TIME', 0.95, 'plan-period')],
  [PERIOD, matched('TIME', 0.85, 'period')],
  [DURATION, matched('TIME', 0.85, 'duration')],
  [ERA, matched('TIME', 0.85, 'era')],
]);
