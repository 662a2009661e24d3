import { COMPOUND_SURNAMES } from '../gazetteers/surnames';
import { entrySet } from '../gazetteers/entries';
import type { Span } from '../span';

/** The mentions of a file that look the same and mean the same without further evidence. */
export interface Form {
  readonly label: string;
  readonly text: string;
  /** Whether the text declares this alias for several full names, of which this form means one. */
  readonly scoped: boolean;
  /** What a surname is used with (书记 in 徐书记); empty for every other form. */
  readonly address: string;
  /** Indices of its spans, ascending. */
  readonly mentions: number[];
}

/** The distinct forms of a file in the order of first mention, and the form of each span. */
export interface Forms {
  readonly all: readonly Form[];
  readonly ofSpan: readonly Form[];
}

/** `scopeOf` sets apart mentions of one text that mean different things (an alias that is declared twice). */
export function readForms(text: string, spans: readonly Span[], scopeOf: ReadonlyMap<number, number>): Forms {
  const known = new Map<string, Form>();
  const ofSpan = spans.map((span, index) => {
    const address = isSurname(span) ? addressBehind(text, spans, index) : '';
    const scope = scopeOf.get(index);
    const key = [span.label, span.text, address, scope ?? ''].join('\t');
    let form = known.get(key);
    if (form === undefined) {
      form = { label: span.label, text: span.text, scoped: scope !== undefined, address, mentions: [] };
      known.set(key, form);
    }
    form.mentions.push(index);
    return form;
  });
  return { all: [...known.values()], ofSpan };
}

/** A surname on its own: 徐 in 徐书记, 欧阳 in 欧阳主任. */
export const isSurname = ({ label, text }: Pick<Span, 'label' | 'text'>): boolean =>
  label === 'PER' && (text.length === 1 || COMPOUND.has(text));

/** The surname of a full Chinese name; nothing for a transcribed one. */
export function surnameOf(name: string): string | undefined {
  if (!/^\p{Script=Han}{2,4}$/u.test(name)) return undefined;
  return name.length > 2 && COMPOUND.has(name.slice(0, 2)) ? name.slice(0, 2) : name.slice(0, 1);
}

const COMPOUND = entrySet(COMPOUND_SURNAMES);

/** The post or word of address behind a surname: 徐书记 and 徐市长 may be two persons. */
function addressBehind(text: string, spans: readonly Span[], index: number): string {
  const end = spans[index]?.logical.end ?? 0;
  const next = spans[index + 1];
  if (next?.label === 'POST' && next.logical.start === end) return next.text;
  return ADDRESS.exec(text.slice(end, end + 3))?.[0] ?? '';
}

const ADDRESS =
  /^(?:同志|先生|女士|小姐|老师|教授|院士|医生|大夫|师傅|老人|老汉|大爷|大娘|大妈|大叔|大姐|大哥|奶奶|爷爷|阿姨|婆婆|叔叔|嫂|总|工|老|某)/;
