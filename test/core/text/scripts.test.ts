import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { Converter } from 'opencc-js/t2cn';
import { simplified } from '../../../core/text/scripts';

/** The imports inside the types of the package lack their extensions, so that its function comes without a type. */
const converter = Converter as unknown as (locales: { from: 't' | 'tw' | 'hk'; to: 'cn' }) => (text: string) => string;

const PROJECT = resolve(__dirname, '../../../..');

function check(text: string, form: string): void {
  it(text, () => assert.equal(simplified(text), form));
}

/** The characters that Simplified text prints according to GB 2312, rows 16 to 87. */
function gb2312(): string[] {
  const decoder = new TextDecoder('gbk');
  const rows = Array.from({ length: 72 }, (_, row) => 0xb0 + row);
  const cells = Array.from({ length: 94 }, (_, cell) => 0xa1 + cell);
  return rows
    .flatMap((row) => cells.map((cell) => decoder.decode(Uint8Array.of(row, cell))))
    .filter((character) => /^[\u4e00-\u9fa5]$/.test(character));
}

describe('Simplified forms for recognition', () => {
  check('臺灣與廣東省委書記李國強、習總書記於後門', '台湾与广东省委书记李国强、习总书记于后门');
  check('爲為裏裡衆眾峯峰綫線羣群説說祕秘', '为为里里众众峰峰线线群群说说秘秘');
  check('乾隆年間的著名學者', '乾隆年间的著名学者');
  check('⻄安市⻓江⼤学⾦融', '西安市长江大学金融');
  check('\uf9f4業', '林业');
  check('𬭎𠮷😀 COVID-19「」', '𬭎𠮷😀 COVID-19「」');

  it('changes a character of GB 2312 only where Traditional text has it in every paragraph', () => {
    const changed = gb2312().filter((character) => simplified(character) !== character);
    assert.equal(changed.sort().join(''), Array.from('於後徵夥麽摺菸麴醣').sort().join(''));
  });

  it('changes nothing in the Simplified sample articles', () => {
    const articles = readdirSync(resolve(PROJECT, 'seeds')).filter((name) => name.endsWith('.txt'));
    assert.ok(articles.length > 0);
    for (const name of articles) {
      const text = readFileSync(resolve(PROJECT, 'seeds', name), 'utf8');
      assert.equal(simplified(text), text);
    }
  });

  it('agrees with OpenCC on every character that it changes', () => {
    const standard = converter({ from: 't', to: 'cn' });
    const taiwan = converter({ from: 'tw', to: 'cn' });
    const hongKong = converter({ from: 'hk', to: 'cn' });
    let changed = 0;
    for (let unit = 0x4e00; unit <= 0x9fa5; unit++) {
      const character = String.fromCharCode(unit);
      const form = simplified(character);
      if (form === character) continue;
      changed++;
      assert.ok(
        [standard, taiwan, hongKong].some((convert) => convert(character) === form),
        `${character}: ${form}`,
      );
    }
    assert.ok(changed > 2800);
  });

  it('leaves no Traditional character of OpenCC but those that Simplified text prints too', () => {
    const convert = converter({ from: 't', to: 'cn' });
    const left: string[] = [];
    for (let unit = 0x4e00; unit <= 0x9fa5; unit++) {
      const character = String.fromCharCode(unit);
      const form = convert(character);
      if (form !== character && /^[\u4e00-\u9fa5]$/.test(form) && simplified(character) === character)
        left.push(character);
    }
    assert.equal(left.join(''), '乾剋劄吒扞拚捱昇榘氾脩苧蒐薹袷谿釐陞');
  });

  it('keeps the length, is done after one pass and does not look at neighbours', () => {
    const units = fc.string({
      unit: fc.oneof(fc.constantFrom(...Array.from('臺灣後乾𬭎⼤\uf9f4\ufa0e国')), fc.string({ unit: 'binary' })),
    });
    fc.assert(
      fc.property(units, units, (text, behind) => {
        const form = simplified(text);
        assert.equal(form.length, text.length);
        assert.equal(simplified(form), form);
        assert.equal(simplified(text + behind), form + simplified(behind));
      }),
    );
  });
});
