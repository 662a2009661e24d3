import { Random } from '../../model/random';

const random = new Random(7);
const chance = (length: number): Uint8Array => Uint8Array.from({ length }, () => random.below(256));
const decoded = (raw: Uint8Array): string => new TextDecoder().decode(raw);

/** Texts of about that many bytes that are hard on whoever reads them, by what they are. */
export const hostileTexts = (bytes: number): Readonly<Record<string, string>> => ({
  'one line': '郑州市高质量发展，'.repeat(bytes / 27),
  'one line of Latin letters': 'ab c, '.repeat(bytes / 6),
  'line ends': '\n'.repeat(bytes),
  'short lines': '郑州市\n\n'.repeat(bytes / 11),
  'brackets that are never closed': '“（《'.repeat(bytes / 9),
  'quotations that are never closed': '他说：“'.repeat(bytes / 12),
  'a run of marks in a report': `李明指出，要抓落实${'，'.repeat(bytes / 3)}好。`,
  'a run of blanks in a report': `李明指出，要抓落实${' '.repeat(bytes)}好。`,
  'list marks': '、'.repeat(bytes / 3),
  'names in a row': '楼阳生、'.repeat(bytes / 12),
  digits: '1'.repeat(bytes),
  NULs: '\0'.repeat(bytes),
  chance: decoded(chance(bytes)),
  'UTF-16': decoded(new Uint8Array(Buffer.from('郑州市。'.repeat(bytes / 8), 'utf16le'))),
  'combining marks': `郑${'\u0301'.repeat(bytes / 2)}`,
  'halves of characters': '\ud83d'.repeat(bytes / 3),
});

/** Pieces of YAML that are hard on readers many times over. */
export const HOSTILE_PIECES: readonly string[] = [
  ...['&a ', '*a ', '!t ', '[', ']', '{', '}', ', ', '"a" ', "'", '- ', '? ', ': ', 'a: ', '#', '|\n', '>\n', '\t'],
  ...['---\n', '...\n', '%YAML 1.2\n', '<<: ', '\n', ' ', 'a\n', '- - ', 'a: {', '[[],', '\\', '"\\u', '`', '@', '~'],
];

/** YAML files of about that many bytes that are hard on whoever reads them, by what they are. */
export const hostileYaml = (bytes: number): Readonly<Record<string, string | Uint8Array>> => ({
  'deep brackets': '['.repeat(bytes),
  'deep braces': '{a: '.repeat(bytes / 4),
  'deep indentation': Array.from({ length: Math.sqrt(2 * bytes) }, (_, depth) => `${' '.repeat(depth)}a:\n`).join(''),
  'deep lists': '- '.repeat(bytes / 4),
  'aliases of aliases': `a: &a [x,x]\n${Array.from({ length: 40 }, (_, at) => `b${at}: &b${at} [*${at === 0 ? 'a' : `b${at - 1}`},*a]`).join('\n')}`,
  anchors: '&a '.repeat(bytes / 4),
  'quotes that are never closed': '"'.repeat(bytes),
  'many small maps': '- {a: 1}\n'.repeat(bytes / 9),
  'one key again and again': 'a: 1\n'.repeat(bytes / 5),
  tags: 'entities: !!js/function "function () {}"\n',
  'keys of prototypes':
    'entities: [{__proto__: {x: 1}, constructor: 1, label: PER, name: 何雄}]\n__proto__: {polluted: 1}\n',
  'a file above 4 MiB': `#${'x'.repeat(5 * 1024 * 1024)}`,
  chance: chance(bytes / 2),
  NULs: '\0'.repeat(bytes),
  'conflict markers': '<<<<<<< ours\nentities: []\n=======\nentities: [{}]\n>>>>>>> theirs\n',
});
