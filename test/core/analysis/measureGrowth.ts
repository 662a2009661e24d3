import { analyse } from '../../../core/analysis/analyse';
import { CanonicalText } from '../../../core/text/canonicalText';
import { loadAnalysisResources } from '../../../node/analysisResources';

/**
 * Prints how long analysis takes and how it grows: the ratio of the times at four times the size and at the size, about 4
 * where it is linear. Run it with `node out/test/core/analysis/measureGrowth.js`.
 */
const resources = loadAnalysisResources();
const SENTENCE =
  '6月18日，省委书记楼阳生在郑州市调研“专精特新”企业，先后来到中铁工程装备集团、国家超算郑州中心、临空生物医药园，强调要把责任落实到位，投资400亿元。';

const TEXTS: Readonly<Record<string, (size: number) => string>> = {
  'short paragraphs': (size) => `${SENTENCE}\n\n`.repeat(size / 80),
  'one long paragraph': (size) => SENTENCE.repeat(size / 78),
  'new names in each line': (size) =>
    Array.from({ length: size / 16 }, (_, index) => `市长李${han(index)}${han(index >> 9)}说，要抓好落实。`).join('\n'),
  'lists without end': (size) => '穆为民、郑州、华为、'.repeat(size / 10),
  'opening marks': (size) => '《“（关于'.repeat(size / 5),
  'closing marks': (size) => '大会”）》公司'.repeat(size / 7),
  'one kind of character': (size) => '一'.repeat(size),
  digits: (size) => '2023'.repeat(size / 4),
  dots: (size) => '阿里·买买提·'.repeat(size / 7),
  'names of bodies without end': (size) => '郑州大学'.repeat(size / 4),
};

const han = (index: number): string => String.fromCharCode(0x4e00 + (index % 512) * 7);

function seconds(text: string): number {
  const canonical = new CanonicalText(text);
  const start = performance.now();
  analyse(canonical, resources);
  return (performance.now() - start) / 1000;
}

const SIZE = 100_000;
seconds(TEXTS['short paragraphs']?.(SIZE) ?? '');
for (const [name, make] of Object.entries(TEXTS)) {
  const small = Math.min(seconds(make(SIZE)), seconds(make(SIZE)));
  const large = seconds(make(4 * SIZE));
  console.log(`${name.padEnd(28)} ${large.toFixed(2)} s, growth ${(large / small).toFixed(1)}`);
}
const megabytes = seconds(TEXTS['short paragraphs']?.(1_700_000) ?? '');
console.log(`1.7 million characters (5 MB): ${megabytes.toFixed(1)} s`);
