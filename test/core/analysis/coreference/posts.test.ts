import { checkPosts } from './checkEntities';

describe('posts of persons', () => {
  describe('beside the name', () => {
    checkPosts('⟦POST:⟦ORG:省委⟧书记⟧⟦PER:楼阳生⟧、⟦POST:省长⟧⟦PER:王凯⟧', ['楼阳生 | 省委书记 | 省委', '王凯 | 省长']);
    checkPosts('⟦POST:⟦ORG:市工信局党组⟧书记⟧、⟦POST:局长⟧⟦PER:王智明⟧', [
      '王智明 | 市工信局党组书记 局长 | 市工信局党组',
    ]);
    checkPosts('⟦POST:⟦ORG:市委⟧副书记⟧兼⟦POST:市长⟧⟦PER:侯红⟧', ['侯红 | 市委副书记 市长 | 市委']);
    checkPosts('⟦POST:⟦ORG:中国科学院⟧、⟦ORG:中国工程院⟧院士⟧⟦PER:李德仁⟧', [
      '李德仁 | 中国科学院、中国工程院院士 | 中国科学院 中国工程院',
    ]);
    checkPosts('⟦PER:习近平⟧⟦POST:总书记⟧指出', ['习近平 | 总书记']);
    checkPosts('⟦POST:原市长⟧⟦PER:王新伟⟧', ['王新伟 | 原市长']);
    checkPosts('⟦POST:⟦ORG:祥符区委⟧书记⟧ ⟦PER:游东升⟧：', ['游东升 | 祥符区委书记 | 祥符区委']);
    checkPosts('⟦POST:责任编辑⟧：⟦PER:卢智子⟧', ['卢智子 | 责任编辑']);
    checkPosts('时任⟦POST:参知政事⟧的⟦PER:范仲淹⟧', ['范仲淹 | 参知政事']);
    checkPosts('⟦POST:市长⟧的⟦PER:范仲淹⟧', []);
    checkPosts('⟦POST:记者⟧：⟦PER:李明⟧您好', []);
    // The post belongs to the name behind it.
    checkPosts('⟦PER:李明⟧⟦POST:市长⟧⟦PER:王凯⟧', ['王凯 | 市长']);
    // No post is taken across the end of a sentence.
    checkPosts('他当了⟦POST:市长⟧。⟦PER:王凯⟧说', []);
    checkPosts('⟦PER:王凯⟧。⟦POST:市长⟧说', []);
  });

  describe('behind the name', () => {
    checkPosts('⟦PER:王智明⟧，时任⟦POST:⟦ORG:市工信局⟧局长⟧，说', ['王智明 | 市工信局局长 | 市工信局']);
    checkPosts('⟦PER:王智明⟧，⟦POST:⟦ORG:市工信局⟧局长⟧。', ['王智明 | 市工信局局长 | 市工信局']);
    checkPosts('⟦PER:王智明⟧（⟦POST:⟦ORG:市工信局⟧局长⟧）', ['王智明 | 市工信局局长 | 市工信局']);
    checkPosts('任命⟦PER:石磊⟧同志为⟦POST:⟦ORG:安阳市⟧副市长⟧', ['石磊 | 安阳市副市长 | 安阳市']);
    checkPosts('⟦PER:王刚⟧、⟦PER:李莉⟧（女）为⟦POST:审判员⟧', ['王刚 | 审判员', '李莉 | 审判员']);
    checkPosts('⟦PER:石磊⟧任⟦POST:局长⟧，兼任⟦POST:董事长⟧，免去其⟦POST:处长⟧职务', ['石磊 | 局长 董事长 处长']);
    checkPosts('2017年被⟦PER:文在寅⟧任命为⟦POST:部长⟧', []);
    checkPosts('⟦PER:金贤美⟧被任命为⟦POST:部长⟧', ['金贤美 | 部长']);
    checkPosts('免去⟦PER:谷雨⟧同志的⟦POST:院长⟧职务', ['谷雨 | 院长']);
    checkPosts('⟦POST:主任⟧由⟦PER:曲直⟧担任', ['曲直 | 主任']);
    checkPosts('⟦PER:宋扬⟧，男，1976年4月生，中共党员，现任⟦POST:区长⟧，拟任⟦POST:⟦ORG:区委⟧书记⟧', [
      '宋扬 | 区长 区委书记 | 区委',
    ]);
    // The posts of the next names in a list.
    checkPosts('⟦POST:省长⟧⟦PER:王凯⟧，⟦POST:市长⟧⟦PER:何雄⟧，⟦POST:秘书长⟧，⟦POST:主任⟧⟦PER:王鹏⟧', [
      '王凯 | 省长',
      '何雄 | 市长',
      '王鹏 | 主任',
    ]);
    checkPosts('⟦PER:王凯⟧告诉⟦POST:记者⟧', []);
    checkPosts('⟦PER:王凯⟧主持，⟦POST:秘书长⟧参加', []);
    checkPosts('⟦PER:王凯⟧的⟦POST:秘书⟧说', []);
  });

  describe('of a list of names', () => {
    checkPosts('⟦POST:记者⟧ ⟦PER:冯芸⟧ ⟦PER:马涛⟧ ⟦POST:通讯员⟧ ⟦PER:李明⟧', [
      '冯芸 | 记者',
      '马涛 | 记者',
      '李明 | 通讯员',
    ]);
    checkPosts('⟦POST:市领导⟧⟦PER:王鹏⟧、⟦PER:李明⟧、⟦PER:张红⟧（女）、⟦PER:何雄⟧参加', [
      '王鹏 | 市领导',
      '李明 | 市领导',
      '张红 | 市领导',
      '何雄 | 市领导',
    ]);
    checkPosts('⟦POST:副市长⟧⟦PER:王鹏⟧、⟦PER:李明⟧，⟦PER:何雄⟧', ['王鹏 | 副市长', '李明 | 副市长']);
    // One person at a time is mayor.
    checkPosts('⟦POST:市长⟧⟦PER:王鹏⟧、⟦PER:李明⟧', ['王鹏 | 市长']);
    checkPosts('⟦POST:常务副市长⟧⟦PER:王鹏⟧、⟦PER:李明⟧', ['王鹏 | 常务副市长']);
    checkPosts('⟦POST:市委常委⟧、⟦POST:⟦ORG:市委⟧秘书长⟧⟦PER:王鹏⟧、⟦PER:李明⟧', ['王鹏 | 市委常委 市委秘书长 | 市委']);
    checkPosts('⟦POST:教授⟧⟦PER:王鹏⟧、⟦PER:李明⟧⟦POST:研究员⟧', ['王鹏 | 教授', '李明 | 研究员']);
  });
});
