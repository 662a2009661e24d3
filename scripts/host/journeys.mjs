import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { clickInto, hoverOn, openFile, quickPick, runCommand, selectText, waitForColour } from './workbench.mjs';

/**
 * What a picture shows, and the way there in a fresh window on a fresh copy of the sample corpus.
 * @typedef {object} Journey
 * @property {string} name the picture's
 * @property {(page: import('playwright-core').Page, corpus: string) => Promise<void>} steps
 * @property {boolean} [isHighContrast] it is taken in the themes of high contrast too
 * @property {string} [locale] the language of the window; English if absent
 */

const article = '000_c0c3e37c3b1e3dc6.txt';
const severalArticles = '004_0a7de6b0a5fb8a92.txt';
const sidecar = `${article}.ann.yaml`;
const person = '楼阳生';
/** A name in the running text: the grammar alone colours headlines. */
const site = '郑州智慧岛大厦';
const command = {
  annotate: 'Corpus: Annotate…',
  openSidecar: 'Corpus: Open Annotation File',
  resolve: 'Corpus: Resolve Annotation Conflicts',
  showOutline: 'Explorer: Focus on Outline View',
  showReview: 'Corpus: Focus on Review View',
  showSuggestions: 'Corpus: Focus on Suggestions View',
  acceptAll: 'Corpus: Accept All Suggestions',
  showAnnotations: 'Corpus: Focus on Annotations View',
  showArticles: 'Corpus: Focus on Articles View',
  showEntity: 'Corpus: Focus on Entity View',
  getStarted: 'Corpus: Get Started',
  import: 'Corpus: Import Annotations…',
  annotateOccurrences: 'Corpus: Annotate All Occurrences…',
  showProblems: 'Problems: Focus on Problems View',
  refactor: 'Refactor...',
  showRelations: 'Corpus: Show Relations…',
  showKeys: 'Corpus: Keys of Annotate Mode',
};

/** @type {readonly Journey[]} */
export const journeys = [
  { name: 'article', isHighContrast: true, steps: openArticle },
  {
    name: 'hover',
    isHighContrast: true,
    async steps(page) {
      await openArticle(page);
      await hoverOn(page, person);
    },
  },
  {
    name: 'keys',
    async steps(page) {
      await openArticle(page);
      await clickInto(page, person);
      await runCommand(page, command.showKeys);
      await page.locator('.quick-input-widget .monaco-list-row', { hasText: 'Accept Suggestion' }).first().waitFor();
    },
  },
  {
    name: 'outline',
    isHighContrast: true,
    async steps(page) {
      await openFile(page, severalArticles);
      await waitForColour(page, '李伟革');
      await page.locator('.pane-header[aria-label^="Explorer Section"]').click();
      await runCommand(page, command.showOutline);
      await page.locator('.outline-tree .monaco-list-row').first().waitFor();
    },
  },
  {
    name: 'labels',
    isHighContrast: true,
    async steps(page) {
      await openArticle(page);
      await chooseLabel(page);
    },
  },
  {
    name: 'pinyin',
    async steps(page) {
      await openArticle(page);
      await chooseLabel(page);
      await page.locator('.quick-input-widget input').fill('sj');
      await page.locator('.quick-input-widget .monaco-list-row', { hasText: '事件' }).waitFor();
    },
  },
  {
    name: 'actions',
    async steps(page) {
      await openArticle(page);
      await selectText(page, person);
      await runCommand(page, command.refactor);
      await page.locator('.action-widget .monaco-list-row', { hasText: 'Annotate' }).first().waitFor();
    },
  },
  {
    name: 'walkthrough',
    isHighContrast: true,
    async steps(page) {
      await openWalkthrough(page);
      await page.locator('.getting-started-step', { hasText: 'Annotate with single keys' }).click();
      await page.locator('.getting-started-step.expanded', { hasText: 'Annotate with single keys' }).waitFor();
      await stepPicture(page).waitFor();
    },
  },
  {
    name: 'first-steps',
    async steps(page) {
      await openWalkthrough(page);
      await stepPicture(page).waitFor();
      await page.locator('.getting-started-step a', { hasText: 'Try a Sample Article' }).first().click();
      await waitForColour(page, '沈若兰');
    },
  },
  {
    name: 'annotated',
    isHighContrast: true,
    async steps(page, corpus) {
      await annotate(page, corpus);
      await page.keyboard.press('Control+End');
      await page.keyboard.press('Control+Home');
    },
  },
  {
    name: 'sidecar',
    isHighContrast: true,
    async steps(page, corpus) {
      await annotate(page, corpus);
      await runCommand(page, command.openSidecar);
      await page.locator(`.tab.active[data-resource-name="${sidecar}"]`).waitFor();
    },
  },
  {
    name: 'carried',
    async steps(page, corpus) {
      writeCarried(corpus);
      await openArticle(page);
      await hoverOn(page, person);
      await page.locator('.monaco-hover', { hasText: 'gender' }).first().waitFor();
    },
  },
  {
    name: 'relations',
    async steps(page, corpus) {
      writeCarried(corpus);
      await openArticle(page);
      await clickInto(page, person);
      await runCommand(page, command.showRelations);
      await page.locator('.quick-input-widget .monaco-list-row', { hasText: '省委书记' }).first().waitFor();
    },
  },
  {
    name: 'broken-sidecar',
    async steps(page, corpus) {
      writeFileSync(
        join(corpus, sidecar),
        'version: 1\nannotations:\n- {id: "k7f3q9x2m4w8", label: "PER", start: 812\n',
      );
      await openArticle(page);
      await page.locator('.codelens-decoration', { hasText: 'cannot be read' }).waitFor();
      await runCommand(page, command.openSidecar);
      await page.locator('.squiggly-error').first().waitFor();
    },
  },
  {
    name: 'review',
    async steps(page, corpus) {
      writeFileSync(join(corpus, sidecar), ofAnotherText);
      await openArticle(page);
      await runCommand(page, command.showReview);
      await page.locator('.pane-body .monaco-list-row', { hasText: '张三' }).waitFor();
      await page.locator('.squiggly-warning').first().waitFor();
    },
  },
  {
    name: 'suggestions',
    async steps(page) {
      await openArticle(page);
      await runCommand(page, command.showSuggestions);
      for (const other of ['Articles', 'Annotations', 'Entity', 'Review']) await collapseView(page, other);
      const rows = page.locator('.pane', { hasText: 'Suggestions' }).last().locator('.monaco-list-row');
      await rows.filter({ hasText: article }).first().click();
      await page.keyboard.press('ArrowRight');
      await rows.filter({ hasText: '%' }).nth(3).waitFor();
      for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.mouse.move(900, 800);
    },
  },
  {
    name: 'occurrences',
    async steps(page, corpus) {
      await annotate(page, corpus);
      await selectText(page, '郑州');
      await runCommand(page, command.annotateOccurrences);
      await quickPick(page, 'LOC');
      await quickPick(page, 'In the whole corpus');
      await page.locator('.pane-body .monaco-list-row.focused', { hasText: 'line 4' }).waitFor();
      await page.keyboard.press('Space');
      await page
        .locator('.pane-body .monaco-list-row', { hasText: /75 of 105/ })
        .first()
        .waitFor();
    },
  },
  {
    name: 'consistency',
    async steps(page, corpus) {
      writeFileSync(join(corpus, sidecar), inconsistent(corpus));
      await openArticle(page);
      await runCommand(page, command.showProblems);
      await page.locator('.markers-panel .monaco-list-row', { hasText: 'in this article' }).first().waitFor();
    },
  },
  {
    name: 'schema-completion',
    async steps(page, corpus) {
      writeFileSync(join(corpus, 'corpus.yaml'), SCHEMA);
      await openSchema(page);
      await typeLine(page, '- {id: MAYOR, names: {zh: 市长}, parent: ');
      await page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'OFFICIAL' }).waitFor();
    },
  },
  {
    name: 'schema-hover',
    async steps(page, corpus) {
      writeFileSync(join(corpus, 'corpus.yaml'), SCHEMA);
      await openSchema(page);
      await hoverOn(page, 'OFFICIAL');
    },
  },
  {
    name: 'schema-rename',
    async steps(page, corpus) {
      writeFileSync(join(corpus, 'corpus.yaml'), SCHEMA);
      await annotate(page, corpus);
      await openSchema(page);
      await clickInto(page, 'PER');
      await page.keyboard.press('F2');
      await page.locator('.rename-box input').fill('人物');
      await page.keyboard.press('Enter');
      await page.locator('.quick-input-widget .monaco-list-row', { hasText: '000_' }).waitFor();
    },
  },
  {
    name: 'label-tree',
    async steps(page, corpus) {
      writeFileSync(join(corpus, 'corpus.yaml'), SCHEMA);
      await openArticle(page);
      await chooseLabel(page);
    },
  },
  {
    name: 'import',
    async steps(page, corpus) {
      writeExport(join(corpus, 'brat'));
      await runCommand(page, command.import);
      await page.locator('.quick-input-widget .monaco-list-row', { hasText: 'brat' }).click();
      await page.locator('.quick-input-widget input').fill(join(corpus, 'brat'));
      await page.locator('.quick-input-widget .monaco-button', { hasText: 'Import' }).click();
      await page.locator('.tab.active', { hasText: 'Import Report' }).waitFor();
    },
  },
  {
    name: 'chinese',
    locale: 'zh-cn',
    async steps(page) {
      await openArticle(page);
      await selectText(page, person);
      await page.keyboard.press('F1');
      await page.locator('.quick-input-widget input').fill('>语料库');
      await page.locator('.quick-input-widget .monaco-list-row', { hasText: '标注' }).first().waitFor();
    },
  },
  {
    name: 'annotations-tree',
    async steps(page) {
      await openArticle(page);
      await runCommand(page, command.acceptAll);
      await runCommand(page, command.showAnnotations);
      await closeViews(page, ['Articles', 'Entity', 'Review']);
      await treeRow(page, 'PER person').click();
      await treeRow(page, '王凯').waitFor();
    },
  },
  {
    name: 'entity',
    async steps(page) {
      await openArticle(page);
      await runCommand(page, command.acceptAll);
      await runCommand(page, command.showEntity);
      await closeViews(page, ['Articles', 'Annotations', 'Review']);
      await selectText(page, person);
      await treeRow(page, 'Mentions Here').waitFor();
    },
  },
  {
    name: 'articles',
    async steps(page, corpus) {
      writeFileSync(
        join(corpus, sidecar),
        'version: 1\ntext: {sha256: "' + '0'.repeat(64) + '", length: 1}\ndocument: {assignee: "lin"}\n...\n',
      );
      await openFile(page, severalArticles);
      await waitForColour(page, '李伟革');
      await runCommand(page, command.acceptAll);
      await runCommand(page, command.showArticles);
      await closeViews(page, ['Annotations', 'Entity', 'Review']);
      await treeRow(page, '001_').locator('.monaco-custom-toggle').click();
      await page.locator('.pane-header', { hasText: '1/5' }).waitFor();
    },
  },
  {
    name: 'conflicts',
    async steps(page, corpus) {
      writeFileSync(join(corpus, sidecar), sidecarInConflict(corpus));
      await openArticle(page);
      await page.locator('.codelens-decoration', { hasText: 'Resolve' }).first().waitFor();
      await runCommand(page, command.resolve);
      await page.locator('.quick-input-widget .monaco-list-row', { hasText: person }).first().waitFor();
      await page.mouse.move(700, 700);
    },
  },
];

/** Annotations made when the article was written in another way: one can be found, one may be, one is gone. */
const ofAnotherText = `version: 1
text: {sha256: "${'0'.repeat(64)}", length: 1200}
annotations:
- {id: "k7f3q9x2m4w8d5b6", label: "POST", start: 90, end: 94, exact: "省委书记", before: "6月18日,", after: "楼阳生在郑州机场北货运区查看机场三期扩建工程建设情况"}
- {id: "m2p8v4c6n9t3x7j5", label: "PER", start: 94, end: 97, exact: "楼阳生", before: "6月18日,省委书记", after: "在郑州机场看望慰问一线职工"}
- {id: "q5w7z3h9r2k6f8s4", label: "PER", start: 130, end: 132, exact: "张三", before: "本报记者", after: "摄"}
...
`;

/**
 * A schema with attributes and events, an authority file, and annotations with all of it.
 * @param {string} corpus
 */
function writeCarried(corpus) {
  const text = readFileSync(join(corpus, article), 'utf8');
  const record = (/** @type {string} */ id, /** @type {string} */ label, /** @type {string} */ exact, more = '') => {
    const start = Array.from(text.slice(0, text.indexOf(exact))).length;
    return `- {id: "${id}", label: "${label}", start: ${start}, end: ${start + Array.from(exact).length}, exact: "${exact}"${more}}`;
  };
  const carried = ', status: "checked", certainty: 0.9, attributes: {gender: "male", rank: "province"}';
  writeFileSync(
    join(corpus, sidecar),
    [
      'version: 1',
      `text: {sha256: "${createHash('sha256').update(text).digest('hex')}", length: ${Array.from(text).length}}`,
      'annotations:',
      record('k7f3q9x2m4w8d5b6', 'POST', '省委书记'),
      record('m2p8v4c6n9t3x7j5', 'PER', person, `, entity: "lou"${carried}`),
      record('q5w7z3h9r2k6f8s4', 'LOC', '郑州机场'),
      'relations:',
      '- {id: "r1", label: "holds", from: "m2p8v4c6n9t3x7j5", to: "k7f3q9x2m4w8d5b6"}',
      '- {id: "r2", label: "visits", from: "m2p8v4c6n9t3x7j5", to: "q5w7z3h9r2k6f8s4"}',
      'events:',
      '- {id: "e1", label: "visit", trigger: "q5w7z3h9r2k6f8s4", arguments: [{role: "who", to: "m2p8v4c6n9t3x7j5"}]}',
      '...',
      '',
    ].join('\n'),
  );
  writeFileSync(
    join(corpus, 'corpus.yaml'),
    [
      'include: ["*.txt"]',
      'attributes:',
      '- {id: gender, names: {en: gender, zh: 性别}, values: [male, female], labels: [PER]}',
      '- {id: rank, names: {en: rank, zh: 级别}, values: [nation, province, city], labels: [PER, POST]}',
      'relations:',
      '- {id: holds, names: {en: holds the post, zh: 任职}, colour: "#b07aa1", from: [PER], to: [POST]}',
      '- {id: visits, names: {en: visits, zh: 前往}, colour: "#59a14f", from: [PER], to: [LOC]}',
      'events:',
      '- id: visit',
      '  names: {en: visit, zh: 调研}',
      '  roles:',
      '  - {id: who, names: {en: who, zh: 何人}, labels: [PER], required: true}',
      'authority: ["*.authority.yaml"]',
      '',
    ].join('\n'),
  );
  writeFileSync(
    join(corpus, 'officials.authority.yaml'),
    'entities:\n- {id: "lou", label: "PER", name: "楼阳生", aliases: ["楼书记"], office: "省委书记", from: 2021}\n',
  );
}

/**
 * The sidecar that git leaves where two people judged two annotations differently.
 * @param {string} corpus
 */
function sidecarInConflict(corpus) {
  const text = readFileSync(join(corpus, article), 'utf8');
  const record = (/** @type {string} */ id, /** @type {string} */ label, /** @type {string} */ exact, note = '') => {
    const start = Array.from(text.slice(0, text.indexOf(exact))).length;
    const fields = `id: "${id}", label: "${label}", start: ${start}, end: ${start + Array.from(exact).length}`;
    return `- {${fields}, exact: "${exact}"${note && `, note: "${note}"`}}`;
  };
  const [name, place] = ['tdkn70qbwh2hdwjf', '9c41m7p0xk3vw5ra'];
  return [
    'version: 1',
    `text: {sha256: "${createHash('sha256').update(text).digest('hex')}", length: ${Array.from(text).length}}`,
    'annotations:',
    '<<<<<<< HEAD',
    record(name, 'PER', person),
    record(place, 'ORG', '国家超算郑州中心'),
    '||||||| 5d1c7be',
    record(name, 'TERM', person),
    record(place, 'TERM', '国家超算郑州中心'),
    '=======',
    record(name, 'PER', person, '省委书记'),
    record(place, 'FAC', '国家超算郑州中心'),
    '>>>>>>> lin',
    '...',
    '',
  ].join('\n');
}

/** A schema with a hierarchy and guidelines. */
const SCHEMA = `name: 郑州报纸
include: ["*.txt"]

labels:
- id: PER
  names: {en: person, zh: 人物}
  key: p
  guidelines: {en: "**Names** only: 楼阳生 yes, 省委书记 no.", zh: "只标**姓名**：“楼阳生”标，“省委书记”不标。"}
- {id: OFFICIAL, names: {en: official, zh: 官员}, parent: PER}
- {id: ORG, names: {en: organisation, zh: 机构}, colour: "#4e79a7"}
- {id: COMPANY, names: {en: company, zh: 企业}, parent: ORG, guidelines: {zh: "含**集团**与**股份公司**。"}}
- {id: POST, names: {en: post, zh: 职务}, colour: "#b07aa1"}
- {id: LOC, names: {en: place, zh: 地点}, colour: "#59a14f"}
- {id: DISTRICT, names: {en: district, zh: 区县}, parent: LOC}
`;

/** @param {import('playwright-core').Page} page */
async function openSchema(page) {
  await openFile(page, 'corpus.yaml');
  await page.locator('.colorpicker-color-decoration').first().waitFor();
}

/**
 * Types a new line at the end of the file.
 * @param {import('playwright-core').Page} page
 * @param {string} text
 */
async function typeLine(page, text) {
  await page.keyboard.press('Control+End');
  await page.keyboard.type(text);
}

/**
 * Annotations of the first article of which some do not fit together.
 * @param {string} corpus
 */
function inconsistent(corpus) {
  const text = readFileSync(join(corpus, article), 'utf8');
  const all = [...text.matchAll(/郑州(?!市|智|中)/g)].slice(0, 3).map(({ index }) => index);
  const span = (
    /** @type {string} */ id,
    /** @type {string} */ label,
    /** @type {number} */ start,
    /** @type {string} */ exact,
  ) =>
    `- {id: "${id}", label: "${label}", start: ${start}, end: ${start + exact.length}, exact: "${exact}", before: "", after: ""}`;
  const lines = [
    ...all.map((start, index) => span(`z${index}`, index === 2 ? 'ORG' : 'LOC', start, '郑州')),
    span('p', 'PER', text.indexOf(person), person),
    span('c', 'GPE', text.indexOf('河南'), '河南'),
  ];
  const sha256 = createHash('sha256').update(text).digest('hex');
  return [
    'version: 1',
    `text: {sha256: "${sha256}", length: ${text.length}}`,
    'annotations:',
    ...lines,
    '...',
    '',
  ].join('\n');
}

/**
 * What somebody brings from brat: most of it can be carried.
 * @param {string} folder
 */
function writeExport(folder) {
  const text = '省委书记楼阳生昨日会见科大讯飞股份\n\n有限公司客人。王凯参加会见。\n';
  const at = (/** @type {string} */ words) => `${text.indexOf(words)} ${text.indexOf(words) + words.length}`;
  const lines = [
    `T1\tPOST ${at('省委书记')}\t省委书记`,
    `T2\tPER ${at('楼阳生')}\t楼阳生`,
    `T3\tORG ${at('科大讯飞股份')};${at('有限公司')}\t科大讯飞股份 有限公司`,
    'T4\tPER 90 92\t李强',
    'R1\tholds Arg1:T2 Arg2:T1',
    '#1\tAnnotatorNotes R1\t自 2021 年起',
    'N1\tReference T2 Wikidata:Q6688430\tLou Yangsheng',
  ];
  mkdirSync(folder);
  writeFileSync(join(folder, '会见.txt'), text);
  writeFileSync(join(folder, '会见.ann'), `${lines.join('\n')}\n`);
}

/**
 * The picture of a step of the walkthrough; it loads in a frame of its own, after the page.
 * @param {import('playwright-core').Page} page
 */
function stepPicture(page) {
  return page.frameLocator('iframe.webview.ready').last().frameLocator('#active-frame').locator('svg');
}

/** @param {import('playwright-core').Page} page */
async function openWalkthrough(page) {
  await page.locator('.activitybar [aria-label^="Corpus"]').first().waitFor();
  await runCommand(page, command.getStarted);
  await page.locator('.getting-started-step').first().waitFor();
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} title
 */
async function collapseView(page, title) {
  const header = page.locator('.pane-header', { hasText: title }).first();
  // Beside its name: buttons cover the rest.
  if ((await header.getAttribute('aria-expanded')) === 'true') await header.click({ position: { x: 8, y: 8 } });
}

/**
 * Closes views of the side bar, so that another has room.
 * @param {import('playwright-core').Page} page
 * @param {readonly string[]} names
 */
async function closeViews(page, names) {
  for (const name of names) await page.locator('.pane-header.expanded', { hasText: name }).first().click();
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} text
 */
function treeRow(page, text) {
  return page.locator('.pane-body .monaco-list-row', { hasText: text }).first();
}

/** @param {import('playwright-core').Page} page */
async function openArticle(page) {
  await openFile(page, article);
  await waitForColour(page, site);
}

/** @param {import('playwright-core').Page} page */
async function chooseLabel(page) {
  await selectText(page, person);
  await runCommand(page, command.annotate);
  await page.locator('.quick-input-widget .monaco-list-row', { hasText: 'person' }).first().waitFor();
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} corpus
 */
async function annotate(page, corpus) {
  await openArticle(page);
  await chooseLabel(page);
  await quickPick(page, 'PER');
  await fileExists(join(corpus, sidecar));
}

/** @param {string} path */
async function fileExists(path) {
  const deadline = performance.now() + 10_000;
  while (!existsSync(path)) {
    if (performance.now() > deadline) throw new Error(`${path} was not written.`);
    await setTimeout(50);
  }
}
