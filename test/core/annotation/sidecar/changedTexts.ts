import fc from 'fast-check';

/** Something that a person, a tool or a merge may do to a file by mistake. */
export interface TextChange {
  readonly kind: 'characters' | 'remove line' | 'repeat line' | 'swap lines' | 'indent' | 'insert line' | 'cut';
  readonly place: number;
  readonly removed: number;
  readonly inserted: string;
}

const CHARACTERS = [
  ...Array.from('{}[],:"\\-#&*!|>%@`\' \n\tax1.~e+?=<'),
  '\r',
  '\r\n',
  '\u2028',
  '\u00ad',
  '楼',
  '𬭎',
  '\ud800',
  '\uFEFF',
];
const LINES = [
  '# why',
  '',
  '  # why',
  '...',
  '---',
  '- {}',
  '- a',
  '  b: c',
  '- id: "x"',
  'x: |',
  '  y',
  '? z',
  ': z',
  '}',
  '=======',
  'x:',
  'x: "1',
];

export const textChange: fc.Arbitrary<TextChange> = fc.record({
  kind: fc.constantFrom(
    'characters',
    'characters',
    'remove line',
    'repeat line',
    'swap lines',
    'indent',
    'insert line',
    'cut',
  ),
  place: fc.nat(),
  removed: fc.nat(2),
  inserted: fc.oneof(fc.constantFrom(...CHARACTERS), fc.constantFrom(...LINES)),
});

export function changedText(text: string, { kind, place, removed, inserted }: TextChange): string {
  const lines = text.split('\n');
  const line = place % lines.length;
  const at = place % Math.max(text.length, 1);
  switch (kind) {
    case 'characters':
      return text.slice(0, at) + inserted + text.slice(at + removed);
    case 'remove line':
      return lines.toSpliced(line, 1).join('\n');
    case 'repeat line':
      return lines.toSpliced(line, 0, lines[line] as string).join('\n');
    case 'swap lines':
      return lines
        .with(line, lines[removed] ?? '')
        .with(removed % lines.length, lines[line] as string)
        .join('\n');
    case 'indent':
      return lines.with(line, ' '.repeat(removed + 1) + (lines[line] as string)).join('\n');
    case 'insert line':
      return lines.toSpliced(line, 0, inserted).join('\n');
    case 'cut':
      return `${text.slice(0, at)}\n...\n`;
  }
}
