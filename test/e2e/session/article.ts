/** The article of a session, in a corpus of its own. Lines are short, so that each is painted as one. */
export const FOLDER = 'session';
export const ARTICLE = `${FOLDER}/article.txt`;

export const TEXT = `王小明李强会见客商
本报讯昨日，王小明在郑州市会见客商，李强陪同。
王小明说，要加快建设，改善服务，欢迎来洛阳市投资。
李强说，洛阳市今年开工的项目有十二个，比去年多三个。
会见后，王小明和李强到开封市看望工人，了解生产。
在车间里，工人张建国介绍了新产品，王小明听得仔细。
他说，质量是企业的生命，要把好每一道关。
李𬭎也参加了会见，她负责接待，李𬭎说客人很满意。
下午，客商参观了博物馆，晚上回到郑州市。
据悉，今年来投资的客商比往年多，签约的也多。
`;

export const MANIFEST = `include: ["*.txt"]
attributes:
- {id: gender, values: [male, female], labels: [PER]}
- {id: age, type: number}
relations:
- {id: knows}
- {id: heads, from: [PER], to: [ORG]}
events:
- id: visit
  roles:
  - {id: who}
  - {id: where}
tags:
- {id: genre, values: [消息, 通讯]}
- {id: page, type: number}
`;

export const LABELS = ['PER', 'ORG', 'LOC', 'TERM', 'EVENT'] as const;
