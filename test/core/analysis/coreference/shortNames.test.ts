import { checkNames } from './checkEntities';

describe('declared aliases', () => {
  checkNames('⟦DOC:《关于稳定就业的意见》⟧（以下简称⟦DOC:《意见》⟧），⟦DOC:《意见》⟧', [
    '《关于稳定就业的意见》 = 《意见》',
  ]);
  checkNames('⟦ORG:郑州磨料磨具磨削研究所⟧（以下统称“⟦ORG:三磨所⟧”）', ['郑州磨料磨具磨削研究所 = 三磨所']);
  checkNames('⟦ORG:中国一拖集团⟧（简称：⟦ORG:一拖⟧）', ['中国一拖集团 = 一拖']);
  checkNames('⟦ORG:黄河水利委员会⟧（下称⟦ORG:黄委⟧）', ['黄河水利委员会 = 黄委']);
  checkNames('⟦DOC:《关于促进民营经济发展壮大的意见》⟧（又称“⟦DOC:民营经济31条⟧”）', [
    '《关于促进民营经济发展壮大的意见》 = 民营经济31条',
  ]);
  checkNames('“⟦TERM:万人助万企⟧”活动，简称“⟦TERM:双万⟧”', []);
  checkNames('“⟦TERM:万人助万企⟧”，简称“⟦TERM:双万⟧”', ['万人助万企 = 双万']);
  checkNames('⟦EVENT:中国国际消费品博览会⟧（以下简称⟦EVENT:消博会⟧）', ['中国国际消费品博览会 = 消博会']);
  checkNames('⟦ORG:阿里巴巴⟧（⟦ORG:阿里⟧）', ['阿里巴巴 = 阿里']);
  checkNames('⟦ORG:中国银行⟧（⟦ORG:建设银行⟧）', []);
  // A body that merely stands in the brackets is none.
  checkNames('⟦ORG:工信局⟧（以下简称该局）和⟦ORG:财政局⟧', []);

  describe('for two full names hold until the next declaration', () => {
    checkNames(
      '⟦DOC:《关于教育的意见》⟧（以下简称⟦DOC:《意见》⟧）。⟦DOC:《意见》⟧说。⟦DOC:《关于就业的意见》⟧（以下简称⟦DOC:《意见》⟧）。⟦DOC:《意见》⟧又说',
      ['《关于教育的意见》 = 《意见》', '《关于就业的意见》 = 《意见》'],
    );
  });
});

describe('names of bodies', () => {
  describe('without the place', () => {
    checkNames('⟦LOC:郑州⟧的⟦ORG:郑州市工信局⟧，⟦ORG:市工信局⟧', ['郑州市工信局 = 市工信局']);
    checkNames('⟦ORG:河南省人民政府⟧、⟦ORG:河南省政府⟧、⟦ORG:省政府⟧', ['河南省人民政府 = 河南省政府 = 省政府']);
    checkNames('⟦ORG:郑州市委⟧召开会议，⟦ORG:市委⟧指出', ['郑州市委 = 市委']);
    checkNames('⟦ORG:宁夏回族自治区政府⟧和⟦ORG:自治区政府⟧', ['宁夏回族自治区政府 = 自治区政府']);
    checkNames('⟦ORG:南阳市卧龙区石桥镇党委⟧，⟦ORG:石桥镇党委⟧', ['南阳市卧龙区石桥镇党委 = 石桥镇党委']);
    checkNames('⟦ORG:郑州高新技术产业开发区管委会⟧，⟦ORG:郑州高新区管委会⟧', [
      '郑州高新技术产业开发区管委会 = 郑州高新区管委会',
    ]);
    // A city of county level lies in another city, whose committee 市委 may be.
    checkNames('⟦ORG:荥阳市委⟧，⟦ORG:市委⟧', []);
    checkNames('⟦ORG:郑州市公安局⟧、⟦ORG:开封市公安局⟧，⟦ORG:市公安局⟧', []);
    // The file is about another city.
    checkNames('⟦LOC:郑州⟧、⟦LOC:郑州⟧、⟦LOC:郑州⟧。⟦ORG:武汉市委⟧来访，⟦ORG:市委⟧', []);
    checkNames('⟦ORG:郑州市大数据局⟧随团。⟦LOC:上海⟧、⟦LOC:上海⟧、⟦ORG:上海市委⟧，⟦ORG:市委⟧', []);
    checkNames('⟦LOC:郑州⟧，⟦ORG:郑州大学⟧，⟦ORG:大学⟧', []);
    checkNames('⟦ORG:西安交通大学⟧和⟦ORG:交通大学⟧', []);
  });

  describe('by a person who is called by both', () => {
    checkNames('⟦LOC:武汉⟧⟦LOC:武汉⟧⟦LOC:武汉⟧。⟦POST:⟦ORG:荥阳市委⟧书记⟧⟦PER:安伟⟧。⟦POST:⟦ORG:市委⟧书记⟧⟦PER:安伟⟧', [
      '荥阳市委 = 市委',
    ]);
    checkNames('⟦POST:⟦ORG:荥阳市委⟧书记⟧⟦PER:安伟⟧。⟦POST:⟦ORG:市委⟧副书记⟧⟦PER:安伟⟧', []);
    checkNames(
      '⟦POST:⟦ORG:荥阳市委⟧书记⟧⟦PER:安伟⟧、⟦POST:⟦ORG:新密市委⟧书记⟧⟦PER:何雄⟧。⟦POST:⟦ORG:市委⟧书记⟧⟦PER:安伟⟧、⟦POST:⟦ORG:市委⟧书记⟧⟦PER:何雄⟧',
      [],
    );
  });

  describe('by convention', () => {
    checkNames('⟦ORG:中国共产党河南省委员会⟧、⟦ORG:中共河南省委⟧、⟦ORG:河南省委⟧', [
      '中国共产党河南省委员会 = 中共河南省委 = 河南省委',
    ]);
    checkNames('⟦ORG:省发展和改革委员会⟧、⟦ORG:省发展改革委⟧、⟦ORG:省发改委⟧', [
      '省发展和改革委员会 = 省发展改革委 = 省发改委',
    ]);
    checkNames('⟦ORG:河南省人民代表大会常务委员会⟧和⟦ORG:河南省人大常委会⟧', [
      '河南省人民代表大会常务委员会 = 河南省人大常委会',
    ]);
    checkNames('⟦ORG:中国人民政治协商会议郑州市委员会⟧和⟦ORG:郑州市政协⟧', [
      '中国人民政治协商会议郑州市委员会 = 郑州市政协',
    ]);
    checkNames('⟦ORG:中共中央⟧、⟦ORG:党中央⟧', ['中共中央 = 党中央']);
    checkNames('⟦ORG:市卫生健康委员会⟧、⟦ORG:市卫健委⟧', ['市卫生健康委员会 = 市卫健委']);
    checkNames('⟦ORG:郑州市委⟧、⟦ORG:共青团郑州市委⟧、⟦ORG:民盟郑州市委⟧', []);
    checkNames('⟦ORG:省纪委⟧和⟦ORG:省委⟧', []);
  });

  describe('of companies', () => {
    checkNames('⟦ORG:中铁工程装备集团有限公司⟧、⟦ORG:中铁工程装备集团⟧、⟦ORG:中铁装备⟧', [
      '中铁工程装备集团有限公司 = 中铁工程装备集团 = 中铁装备',
    ]);
    checkNames('⟦ORG:郑州宇通集团有限公司⟧、⟦ORG:宇通集团⟧、⟦ORG:宇通⟧', ['郑州宇通集团有限公司 = 宇通集团 = 宇通']);
    checkNames('⟦ORG:晶澜半导体（安徽）有限公司⟧，⟦ORG:晶澜半导体⟧', ['晶澜半导体（安徽）有限公司 = 晶澜半导体']);
    checkNames('⟦ORG:郑州煤矿机械集团⟧和⟦ORG:郑煤机⟧', ['郑州煤矿机械集团 = 郑煤机']);
    checkNames('⟦ORG:华侨城集团有限公司⟧、⟦ORG:华侨城股份有限公司⟧和⟦ORG:华侨城⟧', []);
    checkNames('⟦ORG:中铁工程装备集团⟧、⟦ORG:中铁重工装备集团⟧和⟦ORG:中铁装备⟧', []);
    checkNames('⟦ORG:河南能源化工集团⟧和⟦ORG:河南化工⟧', []);
    checkNames('⟦ORG:宇通客车⟧和⟦ORG:宇通⟧', []);
  });

  describe('of universities', () => {
    checkNames('⟦ORG:郑州大学⟧、⟦ORG:郑大⟧', ['郑州大学 = 郑大']);
    checkNames('⟦ORG:上海交通大学⟧、⟦ORG:上海交大⟧', ['上海交通大学 = 上海交大']);
    checkNames('⟦ORG:中国科学技术大学⟧、⟦ORG:中国科大⟧、⟦ORG:中科大⟧', ['中国科学技术大学 = 中国科大 = 中科大']);
    checkNames('⟦ORG:郑州大学第一附属医院⟧、⟦ORG:郑大一附院⟧', ['郑州大学第一附属医院 = 郑大一附院']);
    checkNames('⟦ORG:河南大学⟧、⟦ORG:河北大学⟧和⟦ORG:河大⟧', []);
  });

  checkNames('⟦ORG:郑州高新区⟧和⟦LOC:郑州高新区⟧', []);
});

describe('names of places', () => {
  checkNames('⟦LOC:郑州⟧和⟦LOC:开封⟧，⟦LOC:郑州⟧', []);
  checkNames('⟦LOC:郑州市⟧……⟦LOC:郑州⟧', ['郑州市 = 郑州']);
  checkNames('⟦LOC:郑州高新技术产业开发区⟧、⟦LOC:郑州高新区⟧、⟦LOC:高新区⟧', [
    '郑州高新技术产业开发区 = 郑州高新区 = 高新区',
  ]);
  checkNames('⟦LOC:新疆维吾尔自治区⟧、⟦LOC:新疆⟧', ['新疆维吾尔自治区 = 新疆']);
  checkNames('⟦LOC:管城回族区⟧、⟦LOC:管城区⟧、⟦LOC:管城⟧', ['管城回族区 = 管城区 = 管城']);
  checkNames('⟦LOC:晋江市金井镇围头村⟧、⟦LOC:围头村⟧', ['晋江市金井镇围头村 = 围头村']);
  checkNames('⟦LOC:河南郑州⟧、⟦LOC:郑州⟧', ['河南郑州 = 郑州']);
  checkNames('⟦LOC:郑州高新区⟧、⟦LOC:洛阳高新区⟧和⟦LOC:高新区⟧', []);
  checkNames('⟦LOC:濮阳县⟧、⟦LOC:濮阳⟧', []);
  checkNames('⟦LOC:濮阳县⟧、⟦LOC:濮阳市⟧、⟦LOC:濮阳⟧', ['濮阳市 = 濮阳']);
  checkNames('⟦LOC:中原区⟧、⟦LOC:中原⟧', []);
  checkNames('⟦LOC:雁鸣湖镇⟧、⟦LOC:雁鸣湖⟧', []);
  checkNames('⟦LOC:怒江州⟧、⟦LOC:怒江⟧', []);
  checkNames('⟦LOC:郑州⟧、⟦LOC:豫⟧、⟦LOC:郑⟧', []);
});

describe('names of documents', () => {
  checkNames('⟦DOC:《郑州都市圈发展规划》⟧公布。⟦DOC:《规划》⟧提出', ['《郑州都市圈发展规划》 = 《规划》']);
  checkNames('⟦DOC:《洛阳市国土空间总体规划（2021—2035年）》⟧。⟦DOC:《规划》⟧', [
    '《洛阳市国土空间总体规划（2021—2035年）》 = 《规划》',
  ]);
  checkNames('⟦DOC:《中共中央关于全面深化改革的决定》⟧。⟦DOC:《关于全面深化改革的决定》⟧', [
    '《中共中央关于全面深化改革的决定》 = 《关于全面深化改革的决定》',
  ]);
  checkNames('⟦DOC:《中华人民共和国宪法》⟧，⟦DOC:宪法⟧', ['《中华人民共和国宪法》 = 宪法']);
  // The short form comes first, or fits two.
  checkNames('⟦DOC:《规划》⟧提出。⟦DOC:《郑州都市圈发展规划》⟧公布', []);
  checkNames('⟦DOC:《郑州都市圈发展规划》⟧和⟦DOC:《洛阳都市圈发展规划》⟧。⟦DOC:《规划》⟧', []);
  checkNames('⟦DOC:《河南省优化营商环境条例》⟧和⟦DOC:《优化营商环境条例》⟧', []);
  checkNames('⟦DOC:《论语》⟧和⟦DOC:《语》⟧', []);
});

describe('names of events and sites', () => {
  checkNames('⟦EVENT:中国共产党第二十次全国代表大会⟧、⟦EVENT:党的二十大⟧、⟦EVENT:二十大⟧', [
    '中国共产党第二十次全国代表大会 = 党的二十大 = 二十大',
  ]);
  checkNames('⟦EVENT:2023世界传感器大会⟧、⟦EVENT:世界传感器大会⟧', ['2023世界传感器大会 = 世界传感器大会']);
  checkNames('⟦EVENT:中共郑州市委十二届五次全会⟧、⟦EVENT:市委十二届五次全会⟧', [
    '中共郑州市委十二届五次全会 = 市委十二届五次全会',
  ]);
  checkNames('⟦EVENT:2022世界传感器大会⟧、⟦EVENT:2023世界传感器大会⟧和⟦EVENT:世界传感器大会⟧', []);
  checkNames('⟦FAC:郑州地铁12号线一期⟧、⟦FAC:12号线一期⟧', ['郑州地铁12号线一期 = 12号线一期']);
  checkNames('⟦FAC:郑州机场三期扩建工程⟧、⟦FAC:三期扩建工程⟧', ['郑州机场三期扩建工程 = 三期扩建工程']);
  checkNames('⟦FAC:郑州科技馆⟧、⟦FAC:科技馆⟧', []);
});
