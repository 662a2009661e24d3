import type { Random } from '../../model/random';

/** The kinds of files that are read, each by a reader of its own. */
export const KINDS = ['sidecar', 'manifest', 'authority', 'article'] as const;
export type FileKind = (typeof KINDS)[number];

const SIDECAR = `version: 1
text: {sha256: "${'0'.repeat(64)}", length: 15}
annotations:
- {id: "k7f3q9x2m4w8", label: "PER", start: 4, end: 7, exact: "楼阳生", before: "省委书记", after: "在郑州市", note: "\\u202e😀"}
- {id: "m2c8v1t5b7h3", label: "ORG", start: 8, end: 11, exact: "郑州市", also: [{start: 12, end: 14, exact: "调研"}], attributes: {a: [1, null, {b: true}]}, entity: "#e1"}
relations:
- {id: "r4d6n8p2s1x9", label: "holds", from: "k7f3q9x2m4w8", to: "m2c8v1t5b7h3"}
document: {genre: "调研"}
unknown: [1, 2.5, "x"]
...
`;

const SEEDS: Readonly<Record<FileKind, readonly string[]>> = {
  sidecar: [
    SIDECAR,
    SIDECAR.replace(/\n/g, '\r\n'),
    `\uFEFF# by hand\nversion: 1\ntext:\n  sha256: ${'0'.repeat(64)}\n  length: 15\nannotations:\n  - id: a\n    label: PER # who\n    start: 4\n    end: 7\n    exact: |-\n      楼阳生\n...\n`,
    `version: 1\n<<<<<<< ours\nannotations: []\n=======\nannotations:\n- {id: "a"}\n>>>>>>> theirs\n...\n`,
    'version: 2\nfuture: true\n...\n',
  ],
  manifest: [
    'name: "郑州"\ninclude: ["**/*.txt"]\nexclude: [drafts/**]\nauthority: ["名录/**/*.authority.yaml"]\nlabels:\n- {id: PER, names: {en: Person, zh: 人物}, colour: "#c0392b"}\n- id: 提法\n  descriptions: {zh: "政策"}\n',
    'include:\n  - "*/*/*/*.txt"\n  - "{a,b}[0-9]?.txt"\n',
  ],
  authority: [
    'entities:\n- {id: lys, label: PER, name: 楼阳生, aliases: [楼书记, 阳生], wikidata: Q1, posts: [{title: 书记, from: 2021}]}\n- label: LOC\n  name: 郑州市\n  note: >\n    folded\n    text\n',
    '[]',
    '',
  ],
  article: [
    '郑州日报 2024年3月6日 第1版\n\n省委书记楼阳生在郑州市调研\n\n本报讯（记者 冯芸）3月5日，省委书记楼阳生在郑州市调研，\n\n他说：“要把‘数字中国’\n落到实处。”\n\n楼阳生指出，一要学习；二要落实。\n',
    '\uFEFF一、重点项目\r\n1．豫章算力谷  2．国家超算郑州中心\r\n参加会议的有：王凯、何 雄、阿依古丽·买买提，市工信局党组书记、局长王智明\r\n',
    '𬭎𠮷😀‍👩‍👧 e\u0301 \u200B\u202E（（“《【\r2023年6月17日至19日，增长3.5%，达30家。\r\r第七届数字中国建设峰会\u2028闭幕。',
    '',
  ],
};

const TOKENS = [
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  ':',
  ': ',
  ',',
  '- ',
  '#',
  '&a ',
  '*a',
  '!!x ',
  '%YAML 1.1\n',
  '---\n',
  '...\n',
  '|',
  '>',
  '?',
  '<<: ',
  '\n',
  '\r\n',
  '\r',
  '\t',
  '  ',
  '\0',
  '\uFEFF',
  '\u2028',
  '\ud800',
  '\\',
  '\\u',
  '\\ud800',
  '0x10',
  '012',
  '1e3',
  '.inf',
  'null',
  'true',
  '~',
  '__proto__',
  'constructor',
  'id',
  'version',
  'annotations',
  '<<<<<<< a\n',
  '=======\n',
  '>>>>>>> b\n',
  '**/',
  '../',
  '{a,{b,',
  '[!',
  '(',
  '😀',
  '。',
  '”',
  '“',
  '、',
  '何雄',
];

/**
 * A file of a kind. Half of them were changed as people and editors do, a line or a mark at a time, and can mostly be read;
 * in the others bytes are flipped or lost, pieces doubled or moved.
 */
export function someFile(kind: FileKind, random: Random): Uint8Array {
  let text = random.pick(SEEDS[kind]);
  for (let change = random.below(4); change > 0; change--) text = edited(text, random);
  let bytes = Buffer.from(text);
  if (random.chance(0.5)) return bytes;
  for (let change = random.below(6); change >= 0; change--) bytes = mutated(bytes, kind, random);
  return bytes;
}

const BY_HAND: readonly ((line: string, random: Random) => readonly string[])[] = [
  (line) => [line, line],
  () => [],
  (line) => [`${line} # 注：“{[`],
  (line) => ['# a line of its own', line],
  (line) => ['', line],
  (line) => [`${line}  `],
  (line) => [`${line}\r`],
  (line) => [line.replace(/"([\p{L}\d]+)"/u, '$1')],
  (line) => [line.replace(/"([\p{L}\d]+)"/u, "'$1'")],
  (line) => [line.replace(/, /, ' ,   ')],
  (line, random) => [line.replace(/\d+/, () => String(random.below(20)))],
  (line, random) => [line.replace(/id: "\w+"/, () => `id: "x${random.below(9)}"`)],
  (line) => [line.replace(/\}$/, ', mood: {a: [1, "二"]}}')],
  (line, random) => {
    const at = random.below(line.length + 1);
    return [line.slice(0, at) + random.pick(TOKENS) + line.slice(at)];
  },
];

function edited(text: string, random: Random): string {
  const lines = text.split('\n');
  const at = random.below(lines.length);
  lines.splice(at, 1, ...random.pick(BY_HAND)(lines[at] ?? '', random));
  return lines.join('\n');
}

function mutated(bytes: Buffer<ArrayBuffer>, kind: FileKind, random: Random): Buffer<ArrayBuffer> {
  const at = random.below(bytes.length + 1);
  const end = Math.min(bytes.length, at + random.below(random.chance(0.3) ? 200 : 8));
  const [head, piece, tail] = [bytes.subarray(0, at), bytes.subarray(at, end), bytes.subarray(end)];
  switch (random.below(8)) {
    case 0:
      return Buffer.concat([head, Buffer.from([random.below(256)]), tail]);
    case 1:
      return Buffer.concat([head, tail]);
    case 2:
      return Buffer.concat([head, ...Array.from({ length: 1 + random.below(20) }, () => piece), tail]);
    case 3:
      return Buffer.concat([head]);
    case 4:
      return Buffer.concat([tail, piece, head]);
    case 5:
      return Buffer.concat([head, Buffer.from(random.pick(SEEDS[kind])), tail]);
    default:
      return Buffer.concat([head, Buffer.from(random.pick(TOKENS).repeat(random.chance(0.05) ? 300 : 1)), tail]);
  }
}
