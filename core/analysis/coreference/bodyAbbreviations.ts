import { entries } from '../gazetteers/entries';

/**
 * One spelling for a body: the conventional short form of its kind and field of work (人民政府 and 政府, 发展和改革委员会
 * and 发改委), without the party's or the state's name before it.
 */
export function abbreviateBody(name: string): string {
  let short = CENTRAL.get(name) ?? name;
  for (const [pattern, replacement] of FORMS) short = short.replace(pattern, replacement);
  return short.replace(FIELDS, (field) => SHORT_FIELDS.get(field) ?? field);
}

/** Central bodies by each of their names. */
const CENTRAL = new Map(
  `
  中共中央=党中央 中国共产党中央委员会=党中央 中国共产党中央=党中央
  中共中央办公厅=中办 中央办公厅=中办 国务院办公厅=国办
  中共中央组织部=中组部 中央组织部=中组部 中共中央宣传部=中宣部 中央宣传部=中宣部
  中共中央统战部=中央统战部 中共中央政法委=中央政法委
  中共中央纪律检查委员会=中央纪委 中央纪律检查委员会=中央纪委 中纪委=中央纪委 国家监察委员会=国家监委
  中共中央政治局=中央政治局 新华通讯社=新华社 最高人民法院=最高法 最高人民检察院=最高检
  全国人民代表大会=全国人大 全国人民代表大会常务委员会=全国人大常委会 中国人民政治协商会议全国委员会=全国政协
  中国共产主义青年团中央委员会=团中央 共青团中央=团中央 中华全国总工会=全国总工会 中华全国妇女联合会=全国妇联
  国务院新闻办公室=国新办 联合国安全理事会=安理会 联合国安理会=安理会
  中国社会科学院=中国社科院 中国农业科学院=中国农科院 中国人民解放军=解放军
  `
    .trim()
    .split(/\s+/)
    .map((pair) => pair.split('=') as [string, string]),
);

/** Kinds of bodies, in the order in which they are shortened. */
const FORMS: readonly (readonly [RegExp, string])[] = [
  [/^中华人民共和国(?=.{2})/, ''],
  [/^(?:中国人民)?政治?协(?:商会议)?(.{1,20}[省市县区州旗盟])委员会$/, '$1政协'],
  [/（(?:中国)?\p{Script=Han}{2,3}）(?=.*公司$)/u, ''],
  [/^(?:中国共产党|中共)(.{1,20}[省市县区州旗])(?:第.{1,3}届)?(?:委员会|委)$/, '$1委'],
  [/^(?:中国共产党|中共)(?=.{1,20}[省市县区州旗]委)/, ''],
  [/^(?:中国)?共(?:产主义)?青(?:年)?团(?=.+委)/, '团'],
  [/([省市县区州旗])委员会(?=$|.{2,4}部$)/, '$1委'],
  [/人民代表大会/, '人大'],
  [/常务委员会/, '常委会'],
  [/人民政府/, '政府'],
  [/纪律检查委员会/, '纪委'],
  [/监察委员会/, '监委'],
  [/管理委员会/, '管委会'],
  [/国有资产监督管理委员会/, '国资委'],
  [/人民检察院/, '检察院'],
  [/中级(?:人民)?法院/, '中院'],
  [/高级人民法院/, '高院'],
  [/人民法院/, '法院'],
  [/第([一二三四五六七八九])附属医院$/, '$1附院'],
  [/第([一二三四五六七八九])人民医院$/, '$1院'],
  [/(?<=[省市])(医学)?科学院$/, '$1科院'],
  [/办公室$/, '办'],
  [/(发展和?改革|卫生和?健康|教育工作)委员会/, '$1委'],
];

/** Fields of work in the names of departments, each with its conventional short form. */
const SHORT_FIELDS = new Map(
  entries(
    `
    发展和改革=发改 发展改革=发改 卫生健康=卫健 工业和信息化=工信 经济和信息化=经信 人力资源和社会保障=人社
    人力资源社会保障=人社 住房和城乡建设=住建 住房城乡建设=住建 自然资源和规划=资源规划 规划和自然资源=资源规划 自规=资源规划
    文化广电和旅游=文广旅 文化广电旅游=文广旅 文广旅游=文广旅 文化和旅游=文旅 文化旅游=文旅 市场监督管理=市场监管
    医疗保障=医保 城市管理=城管 教育体育=教体 妇女联合会=妇联 工商业联合会=工商联 残疾人联合会=残联
    文学艺术界联合会=文联 社会科学界联合会=社科联 社会科学院=社科院 农业科学院=农科院 科学技术协会=科协
    归国华侨联合会=侨联 高新技术产业开发区=高新区 经济技术开发区=经开区 综合保税区=综保区 自由贸易试验区=自贸区
    自贸试验区=自贸区 航空港经济综合实验区=航空港区 政务服务和大数据管理=政数 退役军人事务=退役军人 应急管理=应急
    中国科学院=中科院 超级计算=超算 医学科院=医科院 防汛抗旱指挥部=防指 消费者权益保护委员会=消保委
    科学技术局=科技局 科学技术厅=科技厅 科学技术部=科技部
    `,
  ).map((pair) => pair.split('=') as [string, string]),
);

/** Zones are abbreviated in the names of bodies and of places alike. */
export const abbreviateFields = (name: string): string =>
  name.replace(FIELDS, (field) => SHORT_FIELDS.get(field) ?? field);

const FIELDS = new RegExp([...SHORT_FIELDS.keys()].sort((a, b) => b.length - a.length).join('|'), 'g');
