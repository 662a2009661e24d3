// `node scripts/traditional.mjs` writes core/text/traditional.ts anew from the tables of OpenCC.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import hongKongForms from 'opencc-js/dict/HKVariantsRev';
import taiwanForms from 'opencc-js/dict/TWVariantsRev';
import traditionalCharacters from 'opencc-js/dict/TSCharacters';
import { root } from './host/root.mjs';

/**
 * Characters that Simplified text prints as well (Table of General Standard Chinese Characters, 2013; GB 2312) although
 * OpenCC gives them a Simplified form: 乾隆, 哪吒, 著名, 昇腾. They stay as they are. Not in the list are those that
 * Simplified text has in rare names only and Traditional text in every paragraph (於, 後, 徵, 祕): recognition reads a
 * name with its other form as well.
 */
const PRINTED_IN_BOTH = '乾么剋劄吒扞拚捱昇榘氾脩苧著蒐薹袷谿釐陞';

/** Characters outside the first block of Unicode have no Simplified form in print: 劏房 stands in Simplified text too. */
const IS_COMMON = /^[\u4e00-\u9fa5]$/;

const mapOf = (dictionary) => new Map(dictionary.split('|').map((entry) => entry.split(' ')));

const simplified = mapOf(traditionalCharacters);
// A regional form first becomes the form that OpenCC takes for the standard one (裡 -> 裏 -> 里).
for (const forms of [taiwanForms, hongKongForms]) {
  for (const [regional, standard] of mapOf(forms)) {
    if (!simplified.has(regional)) simplified.set(regional, simplified.get(standard) ?? standard);
  }
}

const pairs = [...simplified]
  .filter(([from, to]) => from !== to && IS_COMMON.test(from) && IS_COMMON.test(to) && !PRINTED_IN_BOTH.includes(from))
  .sort(([a], [b]) => a.charCodeAt(0) - b.charCodeAt(0));

writeFileSync(
  join(root, 'core/text/traditional.ts'),
  `/** Written by scripts/traditional.mjs from the tables of OpenCC (Apache License 2.0, see NOTICE); not to be edited. */

/** Traditional characters and variants that Simplified text does not print, ascending. */
export const TRADITIONAL =
  '${pairs.map(([from]) => from).join('')}';

/** The Simplified form of each, at the same index. */
export const SIMPLIFIED =
  '${pairs.map(([, to]) => to).join('')}';
`,
);
console.log(`${pairs.length} characters`);
