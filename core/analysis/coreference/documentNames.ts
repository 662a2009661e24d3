import type { NameRules } from './shortNames';

/** Documents: by the part from 关于 on, without the body that issued them, or by their genre alone. */
export const documentNames: NameRules = {
  normalise: (text) =>
    text
      .replace(/^《(.*)》$/s, '$1')
      .replace(/（(?:试行|暂行|[0-9]{4}[^（）]{0,12})）$/, '')
      .replace(/^中华人民共和国(?=.{2})/, ''),
  *shortNames(name) {
    const subject = /^.{2,24}?(关于.{4,})$/su.exec(name)?.[1];
    if (subject !== undefined) yield { name: subject, sure: true };
    const party = /^中国共产党(.{4,})$/su.exec(name)?.[1];
    if (party !== undefined) yield { name: party, sure: true };
    const genre = GENRE.exec(name)?.[0];
    if (genre === undefined || genre.length === name.length) return;
    yield* genreNames(genre);
    if (!LAW.test(genre)) for (const { rest } of endings(name, genre.length)) yield { name: rest, sure: true };
  },
  behindFullName: true,
};

/** 若干措施 and 措施, 行动方案 and 方案. */
function* genreNames(genre: string): Generator<{ name: string; sure: boolean }> {
  yield { name: genre, sure: true };
  if (genre.length > 2) yield { name: genre.slice(-2), sure: true };
}

/** 万象宣言, 国土空间规划: the last characters of the name, with some before the genre. */
function* endings(name: string, genre: number): Generator<{ rest: string }> {
  for (let length = genre + 2; length < name.length; length++) yield { rest: name.slice(-length) };
}

/** A province's regulation is called like the state's without the name of the province. */
const LAW = /(?:条例|办法|规定|细则)$/;

const GENRE =
  /(?:(?:若干|实施|指导|行动|工作|总体|发展|暂行|管理|三年行动)?(?:意见|方案|规划|条例|办法|决定|决议|通知|纲要|公报|报告|规定|细则|措施|计划|建议|指南|指引|倡议|宣言|协议|章程|公约|协定|备忘录|白皮书|政策|标准|清单))$/;
