import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { hoverOn, openFile, quickPick, runCommand, selectText, waitForColour } from './workbench.mjs';

/**
 * What a picture shows, and the way there in a fresh window on a fresh copy of the sample corpus.
 * @typedef {object} Journey
 * @property {string} name the picture's
 * @property {(page: import('playwright-core').Page, corpus: string) => Promise<void>} steps
 */

const article = '000_c0c3e37c3b1e3dc6.txt';
const severalArticles = '004_0a7de6b0a5fb8a92.txt';
const sidecar = `${article}.ann.yaml`;
const person = '楼阳生';
const command = {
  annotate: 'Corpus: Annotate…',
  openSidecar: 'Corpus: Open Annotation File',
  resolve: 'Corpus: Resolve Annotation Conflicts',
  showOutline: 'Explorer: Focus on Outline View',
  showReview: 'Corpus: Focus on Review View',
};

/** @type {readonly Journey[]} */
export const journeys = [
  { name: 'article', steps: openArticle },
  {
    name: 'hover',
    async steps(page) {
      await openArticle(page);
      await hoverOn(page, person);
    },
  },
  {
    name: 'outline',
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
    async steps(page) {
      await openArticle(page);
      await chooseLabel(page);
    },
  },
  {
    name: 'annotated',
    async steps(page, corpus) {
      await annotate(page, corpus);
      await page.keyboard.press('Control+End');
      await page.keyboard.press('Control+Home');
    },
  },
  {
    name: 'sidecar',
    async steps(page, corpus) {
      await annotate(page, corpus);
      await runCommand(page, command.openSidecar);
      await page.locator(`.tab.active[data-resource-name="${sidecar}"]`).waitFor();
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

/** @param {import('playwright-core').Page} page */
async function openArticle(page) {
  await openFile(page, article);
  await waitForColour(page, person);
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
