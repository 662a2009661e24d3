import { strict as assert } from 'node:assert';
import type { ListedAnnotation } from '../../../core/annotation/annotationTree';
import {
  entityNodesToRenew,
  entityTree,
  NO_ENTITY,
  type EntitySource,
  type EntityTree,
} from '../../../core/annotation/entityTree';
import type { AnnotationView, EntityDetails, MentionView } from '../../../core/protocol';

const mention = (start: number, words: string, isAnnotated = false): MentionView => ({
  ...{ start, end: start + words.length, line: 0, character: start },
  ...{ before: '在', words, after: '。', isAnnotated },
});

const details: EntityDetails = {
  ...{ name: '楼阳生', label: 'PER', id: 'lou', aliases: ['楼书记'], posts: ['省委书记'], bodies: ['省委'], speaks: 1 },
  known: {
    id: 'lou',
    name: '楼阳生',
    aliases: ['老楼'],
    details: { born: 1959, links: { wikidata: 'Q15907428', also: ['https://example.org/楼', null] } },
  },
  mentions: [mention(0, '楼阳生', true), mention(9, '楼书记')],
  elsewhere: [{ uri: 'file:///b.txt', mentions: [mention(3, '楼阳生')] }],
};

const listed = (id: string, start: number, words: string, label = 'PER', uri = 'file:///a.txt'): ListedAnnotation => ({
  ...{ uri, article: uri.slice(8), id, label, words, start },
  state: uri === 'file:///a.txt' ? 'anchored' : 'stored',
});
const view = (id: string, start: number, words: string, label = 'PER'): AnnotationView => ({
  ...{ id, label, start, end: start + words.length, state: 'anchored' },
});

const source: EntitySource = {
  uri: 'file:///a.txt',
  details,
  atCursor: 'a',
  annotations: [
    { ...listed('a', 0, '楼阳生'), note: '见前文' },
    listed('p', 20, '省委书记', 'POST'),
    listed('q', 30, '郑州', 'LOC'),
  ],
  views: [view('a', 0, '楼阳生'), view('p', 20, '省委书记', 'POST'), view('q', 30, '郑州', 'LOC')],
  set: {
    relations: [
      { id: 'r', label: 'holds', from: 'a', to: 'p' },
      { id: 's', label: 'in', from: 'p', to: 'q' },
      { id: 't', label: 'gone', from: 'x', to: 'a' },
    ],
    events: [{ id: 'e', label: 'visit', trigger: 'q', arguments: [{ role: 'who', to: 'a' }] }],
  },
};

function lines({ roots, nodes }: EntityTree): string[] {
  const render = (keys: readonly string[], depth: number): string[] =>
    keys.flatMap((key) => {
      const node = nodes.get(key);
      assert.ok(node, key);
      return [`${'  '.repeat(depth)}${text(node)}`, ...render(node.children ?? [], depth + 1)];
    });
  const text = (node: ReturnType<typeof nodes.get> & object): string => {
    switch (node.kind) {
      case 'section':
        return `${node.section} ${node.count}`;
      case 'fact':
        return `${node.name === undefined ? '' : `${node.name}: `}${node.text}${node.address === undefined ? '' : ` -> ${node.address}`}`;
      case 'article':
        return `${node.uri} ${node.count}`;
      case 'mention':
        return `${node.mention.words}${node.mention.isAnnotated ? ' !' : ''}`;
      case 'stored':
        return node.annotation.words;
      case 'note':
        return `${node.words}: ${node.text}`;
      case 'relation':
        return `${node.from.words} -${node.label}-> ${node.to.words} from ${node.seenFrom}`;
      case 'event':
        return `${node.label} (${node.trigger?.words ?? ''}) ${node.parts.map(({ role, words }) => `${role} ${words}`).join(', ')}`;
    }
  };
  return render(roots, 0);
}

describe('the tree of an entity', () => {
  it('tells names, posts, record, notes, relations and mentions', () => {
    assert.deepEqual(lines(entityTree(source)), [
      'aliases 2',
      '  楼书记',
      '  老楼',
      'posts 1',
      '  省委书记',
      'bodies 1',
      '  省委',
      'record 4',
      '  id: lou',
      '  born: 1959',
      '  links · wikidata: Q15907428 -> https://www.wikidata.org/wiki/Q15907428',
      '  links · also: https://example.org/楼 -> https://example.org/楼',
      'notes 1',
      '  楼阳生: 见前文',
      'relations 3',
      '  楼阳生 -holds-> 省委书记 from from',
      '   -gone-> 楼阳生 from to',
      '  visit (郑州) who 楼阳生',
      'here 2',
      '  楼阳生 !',
      '  楼书记',
      'elsewhere 1',
      '  file:///b.txt 1',
      '    楼阳生',
      'articleRelations 4',
      '  楼阳生 -holds-> 省委书记 from from',
      '  省委书记 -in-> 郑州 from from',
      '   -gone-> 楼阳生 from to',
      '  visit (郑州) who 楼阳生',
    ]);
  });

  it('has no record of an entity that only this article has', () => {
    const withId = (id: string): string[] => {
      const { known, ...details } = source.details!;
      assert.ok(known);
      return lines(entityTree({ ...source, details: { ...details, id } }));
    };
    assert.ok(withId('lou').includes('  id: lou'));
    const own = withId('#e1');
    assert.ok(!own.some((line) => line.startsWith('record') || line.includes('#e1')), own.join('\n'));
  });

  it('counts an open article once, though its file was read as well', () => {
    const stored = [
      listed('z', 1, '楼阳生', 'PER', 'file:///b.txt'),
      listed('y', 1, '楼阳生', 'PER', 'file:///c.txt'),
      listed('x', 5, '楼书记', 'PER', 'file:///c.txt'),
    ];
    const shown = lines(entityTree({ ...source, stored }));
    const from = shown.indexOf('elsewhere 3');
    assert.deepEqual(shown.slice(from + 1, from + 6), [
      '  file:///b.txt 1',
      '    楼阳生',
      '  file:///c.txt 2',
      '    楼阳生',
      '    楼书记',
    ]);
  });

  it('has the relations of the article where nothing is at the cursor', () => {
    const shown = lines(entityTree({ ...source, details: undefined, atCursor: undefined }));
    assert.deepEqual(
      shown.filter((line) => !line.startsWith(' ')),
      ['articleRelations 4'],
    );
    assert.deepEqual(
      entityTree({ ...source, details: undefined, atCursor: undefined, set: { relations: [] } }),
      NO_ENTITY,
    );
  });

  it('does not link to anything but the web', () => {
    const known = { ...details.known!, details: { link: 'command:evil', path: 'file:///etc', wikidata: 'Q1;rm' } };
    const tree = entityTree({ ...source, details: { ...details, known } });
    const addresses = [...tree.nodes.values()].flatMap((node) => (node.kind === 'fact' ? [node.address] : []));
    assert.deepEqual(new Set(addresses), new Set([undefined]));
  });

  it('is renewed where something shows otherwise', () => {
    const before = entityTree(source);
    const other = { ...details, mentions: [mention(0, '楼阳生', true), mention(9, '楼书记', true)] };
    assert.deepEqual(entityNodesToRenew(before, entityTree({ ...source, details: other })), ['section here 9 12']);
    assert.deepEqual(entityNodesToRenew(before, entityTree(source)), []);
    assert.equal(entityNodesToRenew(before, NO_ENTITY), undefined);
  });
});
