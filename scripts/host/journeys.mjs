import { existsSync, writeFileSync } from 'node:fs';
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
  showOutline: 'Explorer: Focus on Outline View',
  getStarted: 'Corpus: Get Started',
  refactor: 'Refactor...',
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
    async steps(page) {
      await openWalkthrough(page);
      await page.locator('.getting-started-step', { hasText: 'Annotate a name' }).click();
      await page.locator('.getting-started-step.expanded', { hasText: 'Annotate a name' }).waitFor();
    },
  },
  {
    name: 'first-steps',
    async steps(page) {
      await openWalkthrough(page);
      await page.locator('.getting-started-step a', { hasText: 'Try a Sample Article' }).first().click();
      await waitForColour(page, '沈若兰');
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
];

/** @param {import('playwright-core').Page} page */
async function openWalkthrough(page) {
  await page.locator('.activitybar [aria-label^="Corpus"]').first().waitFor();
  await runCommand(page, command.getStarted);
  await page.locator('.getting-started-step').first().waitFor();
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
