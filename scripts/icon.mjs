// `npm run icon`: draws media/icon.png from media/icon.svg. Marketplaces show no SVG.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchChromium } from './host/chromium.mjs';
import { root } from './host/root.mjs';

/** In pixels; shown at half of it, sharp also on dense screens. */
const size = 256;

const browser = await launchChromium();
try {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const drawing = readFileSync(join(root, 'media', 'icon.svg'), 'utf8');
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px}</style>${drawing}`);
  await page.screenshot({ path: join(root, 'media', 'icon.png'), omitBackground: true });
} finally {
  await browser.close();
}
