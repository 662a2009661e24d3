import { strict as assert } from 'node:assert';
import type { ReviewItem } from '../../../core/annotation/review';
import { openMatters, reviewTree, type ArticleReview } from '../../../core/annotation/reviewTree';
import { range, utf16 } from '../../../core/text/units';
import { sample } from './arbitraries';

const item = (state: ReviewItem['state'], id: string): ReviewItem => {
  const look = range(utf16(0), utf16(2));
  const annotation = sample(id, 0, '郑州');
  return state === 'orphan'
    ? { state, annotation, look }
    : { state, reason: 'context', annotation, parts: [look], look };
};

const article = (name: string, fields: Partial<ArticleReview> = {}): ArticleReview => ({
  uri: `file:///${name}`,
  name,
  items: [],
  ...fields,
});

/** The tree as lines: `orphan 2: a.txt [x y]`. */
const lines = (articles: readonly ArticleReview[]): string[] =>
  reviewTree(articles).map(({ kind, count, articles: nodes }) => {
    const names = nodes.map(({ name, message, annotations }) =>
      message === undefined ? `${name} [${annotations.map(({ id }) => id).join(' ')}]` : `${name}: ${message}`,
    );
    return `${kind} ${count}: ${names.join(', ')}`;
  });

describe('the tree of what is to be reviewed', () => {
  it('is empty when nothing is', () => {
    assert.deepEqual(lines([]), []);
    assert.deepEqual(lines([article('a.txt')]), []);
  });

  it('has a group a kind, the most urgent first, with articles by name and annotations in order', () => {
    const groups = lines([
      article('b.txt', { items: [item('orphan', 'x'), item('review', 'y'), item('moved', 'z'), item('orphan', 'w')] }),
      article('a.txt', { items: [item('orphan', 'v')], unsaved: 'disk full' }),
      article('c.txt', { unreadable: 'line 3' }),
    ]);
    assert.deepEqual(groups, [
      'unsaved 1: a.txt: disk full',
      'unreadable 1: c.txt: line 3',
      'orphan 3: a.txt [v], b.txt [x w]',
      'review 1: b.txt [y]',
      'moved 1: b.txt [z]',
    ]);
  });

  it('counts what needs a person', () => {
    const all = [item('orphan', 'x'), item('review', 'y'), item('moved', 'z')];
    assert.equal(openMatters(reviewTree([article('a.txt', { items: all, unsaved: 'disk full' })])), 3);
    assert.equal(openMatters(reviewTree([article('a.txt', { items: [item('moved', 'z')] })])), 0);
  });
});
