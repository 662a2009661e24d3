import { replaceUnits, unitTable } from './codeUnits';
import { SIMPLIFIED, TRADITIONAL } from './traditional';

/**
 * The text in Simplified characters, code unit for code unit: an offset means the same place in both. It serves
 * recognition only; names and mentions keep the printed form. Traditional characters, regional variants (裡, 綫, 峯)
 * and the doubles that text out of PDF files has of ordinary characters (radicals, compatibility ideographs) are
 * replaced. A character that Simplified text prints too (乾, 著, 昇) stays, so Simplified text comes back as it is.
 * Linear in the length of the text.
 */
export function simplified(text: string): string {
  return replaceUnits(text, SIMPLIFIED_FORMS);
}

/** Radicals in their Simplified form, for which Unicode has no compatibility mapping, and the ordinary characters. */
const RADICALS = [
  '⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻰⻳',
  '民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐龙龟',
] as const;

const KANGXI_RADICALS = [0x2f00, 0x2fd5] as const;
const COMPATIBILITY_IDEOGRAPHS = [0xf900, 0xfaff] as const;

const SIMPLIFIED_FORMS = unitTable([[TRADITIONAL, SIMPLIFIED], RADICALS], [KANGXI_RADICALS, COMPATIBILITY_IDEOGRAPHS]);
