/** Names of reign periods (年号) and of the Republic, as dates before 1949 are written with. */
export const ERA_NAMES =
  '建安 黄初 贞观 永徽 开元 天宝 至德 贞元 元和 大中 建隆 太平兴国 淳化 至道 咸平 景德 大中祥符 天禧 天圣 景祐 宝元 康定 庆历 皇祐 至和 嘉祐 治平 熙宁 元丰 元祐 绍圣 崇宁 政和 宣和 靖康 建炎 绍兴 乾道 淳熙 庆元 嘉定 宝庆 端平 淳祐 咸淳 至元 大德 至正 洪武 建文 永乐 宣德 正统 景泰 成化 弘治 正德 嘉靖 隆庆 万历 天启 崇祯 顺治 康熙 雍正 乾隆 嘉庆 道光 咸丰 同治 光绪 宣统 民国';
