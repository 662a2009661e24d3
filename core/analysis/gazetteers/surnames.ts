/** Chinese surnames of one character: the Hundred Family Surnames and the surnames frequent in the census of 2020. */
export const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱丘侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤' +
  '赖洪邢施尤康牛樊葛严纪舒屈项祝梅盛童霍颜柯翟倪骆凌欧殷季聂焦左章鲁翁岳温庄卜齐关艾涂安俞柴辛管解路邬宁蒲成甘游苗穆包裴饶耿单符兰景费褚宫卓桂阮鲍席迟房麦匡詹华申卫尚代蓝瞿商边滕窦谷娄佟古和时米岑冉车鄢宗阳臧苟' +
  '司敖荆师南褟简皮娜乌冷池闵冼扬占查曲练蔺逯晏屠靳巩郁宿郎桑隋丛牟栗窦巴初农阙植麻邝卞巫储党诸仇佘揭郗廉喻谌仲楼强帅应国利明闻官阚智丰栾隆苑原庞占连库井赫权禹仝伊芦贡母盘戚茅纵满佐储胥虞经束慎糜松富车' +
  '家封芮羿靳汲邴段巫焦弓牧隗山谷侯宓蓬全班仰秋仲宫宁仇栾暴甘斜厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农' +
  '温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东殴殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仉督晋楚闫法汝鄢涂钦缪亓缑亢况郈有琴商牟佴佰伍丁刁沙展税折尉昝覃揣漆鲜昂战滚坎更令母要水才拓种粤字綦粘续望自茶闭卯敬罕粟谈院羌支练元佘仉爨缐郐云巫普崇磨寸么杞贯庹';

/** Surnames that are far more often ordinary words: they need a title or a tag of the segmenter. */
export const WORDS_AS_SURNAMES =
  '要更种字令水才来有相国强从和向时能成应广明关全计海别那多红通管法公代占单少母是户勾桓权都须满经家束越况由山风年门工牧要于后红';

/** Surnames of two characters. */
export const COMPOUND_SURNAMES =
  '欧阳 上官 司马 司徒 诸葛 夏侯 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 轩辕 东方 南宫 西门 独孤 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 仲孙 钟离 鲜于 闾丘 司空 亓官 司寇 呼延 端木 拓跋 百里 东郭 南门 羊舌 微生 梁丘 左丘 东门 第五 赫连 公羊 万俟 闻人 段干 完颜 那拉 纳兰 叶赫 贺兰 达奚 相里 钭元';

/** Characters that do not stand in given names: function words, marks of grammar and plain verbs of reports. */
export const NOT_IN_GIVEN_NAMES =
  '的了在是说们我你您他她它这那吗呢吧啊着过就又再还很更没不每某该此而且但却使令叫跟比个啦嘛及其让被把给只';

/** Function words that occur in given names, but far more often begin the word behind a name. */
export const SELDOM_IN_GIVEN_NAMES =
  '作讲边则率跑喊捧裹蒙坐和与或将对等于以之也都最已未无非各本因所若则带领率到去往向替按据经由自至从为表指介出参同先主告要后前当';
