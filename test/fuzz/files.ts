import { strict as assert } from 'node:assert';
import { KnownEntities } from '../../core/analysis/knownEntities';
import { DEFAULT_LABELS } from '../../core/annotation/labels';
import { SidecarVersion } from '../../core/annotation/sidecar/version';
import { parseAnyStyle } from '../../core/annotation/sidecar/parse';
import { serialiseSidecar } from '../../core/annotation/sidecar/serialise';
import { parseAuthority } from '../../core/corpus/authority';
import { decodeYaml } from '../../core/corpus/authorityFiles';
import { articleFilter, parseManifest } from '../../core/corpus/manifest';
import type { Problem } from '../../core/problem';
import { sameData } from '../../core/yaml/json';
import type { Random } from '../../model/random';

export type FileKind = 'sidecar' | 'manifest' | 'authority';

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
];

/** A file of a kind, changed in one to six ways: bytes flipped or lost, pieces doubled, moved, or of another file's kind. */
export function someFile(kind: FileKind, random: Random): Uint8Array {
  let bytes = Buffer.from(random.pick(SEEDS[kind]));
  for (let change = random.below(6); change >= 0; change--) bytes = mutated(bytes, kind, random);
  return bytes;
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

/** Reads a file as the product does, and checks what must hold whatever is in it. Throws where it does not. */
export function checkFile(kind: FileKind, bytes: Uint8Array): void {
  if (kind === 'sidecar') checkSidecar(bytes);
  else checkCorpusFile(kind, bytes);
  assert.deepEqual(Object.keys(Object.prototype), [], 'prototypes are as they were');
}

function checkSidecar(bytes: Uint8Array): void {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const { value, problems } = SidecarVersion.read(bytes);
  checkProblems(problems, text);
  if (value === undefined || problems.some(({ severity }) => severity === 'error')) return;
  const slow = parseAnyStyle(text);
  assert.ok(slow.value !== undefined && sameData(slow.value, value.set), 'the fast reader reads as the other does');
  const again = SidecarVersion.read(new TextEncoder().encode(serialiseSidecar(value.set)));
  assert.ok(again.value !== undefined && sameData(again.value.set, value.set), 'what is written is read as it was');
}

function checkCorpusFile(kind: 'manifest' | 'authority', bytes: Uint8Array): void {
  const { value: text, problems: undecoded } = decodeYaml(bytes);
  checkProblems(undecoded, '');
  if (text === undefined) return;
  if (kind === 'authority') {
    const { value, problems } = parseAuthority(text, DEFAULT_LABELS);
    checkProblems(problems, text);
    new KnownEntities(value ?? []);
  } else {
    const { value, problems } = parseManifest(text);
    checkProblems(problems, text);
    if (value !== undefined) articleFilter(value)(`${'a/'.repeat(40)}b.txt`);
  }
}

function checkProblems(problems: readonly Problem[], text: string): void {
  for (const { offset, end, message } of problems) {
    // What is missing at the end of a file stands one character behind it.
    assert.ok(
      0 <= offset && offset <= end && end <= text.length + 1,
      `a problem at ${offset} to ${end} of ${text.length}`,
    );
    assert.match(message, /[.)]$/, 'a problem is told in a sentence');
  }
}
