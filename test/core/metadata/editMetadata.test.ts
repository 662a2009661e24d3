import { strict as assert } from 'node:assert';
import { emptyAnnotationSet, textIdentity, type AnnotationSet } from '../../../core/annotation/annotation';
import { apply } from '../../../core/annotation/operations';
import { editingMetadata, type EditedArticle } from '../../../core/metadata/editMetadata';
import type { MetadataField } from '../../../core/metadata/metadata';
import { CanonicalText } from '../../../core/text/canonicalText';
import { range, utf16 } from '../../../core/text/units';
import { sha256 } from '../../../node/sha256';

const text = new CanonicalText('第一篇\n\n正文。\n\n第二篇\n\n正文。\n');
const place = (words: string, isOnly: boolean): EditedArticle => {
  const start = text.text.indexOf(words);
  return { headline: range(utf16(start), utf16(start + words.length)), text, isOnly };
};

describe('editing metadata', () => {
  const empty = emptyAnnotationSet(textIdentity(text, sha256));
  const edited = (set: AnnotationSet, article: EditedArticle, field: MetadataField, value: string): AnnotationSet => {
    const operation = editingMetadata(set, article, field, value, () => 'id');
    assert.ok(operation);
    const result = apply(set, operation);
    assert.ok(result.ok);
    const back = apply(result.set, result.inverse);
    assert.ok(back.ok);
    assert.deepEqual({ ...back.set, articles: back.set.articles ?? [] }, { ...set, articles: set.articles ?? [] });
    return result.set;
  };

  it('of the only article of a file are tags of the file', () => {
    const set = edited({ ...empty, document: { status: 'done' } }, place('第一篇', true), 'page', 'A1');
    assert.deepEqual(set.document, { status: 'done', page: 'A1' });
    assert.equal(
      editingMetadata(set, place('第一篇', true), 'page', 'A1', () => 'id'),
      undefined,
    );
    assert.deepEqual(edited(set, place('第一篇', true), 'page', '').document, { status: 'done' });
  });

  it('of one of several articles are its own, and what else is said of it stays', () => {
    const second = place('第二篇', false);
    const set = edited(empty, second, 'genre', '评论');
    assert.deepEqual(
      set.articles?.map(({ exact, tags }) => [exact, tags]),
      [['第二篇', { genre: '评论' }]],
    );
    const more = edited(set, second, 'page', '3');
    assert.deepEqual(more.articles?.[0]?.tags, { genre: '评论', page: '3' });
    assert.deepEqual(edited(more, second, 'genre', '').articles?.[0]?.tags, { page: '3' });
    assert.equal(
      editingMetadata(empty, second, 'genre', '', () => 'id'),
      undefined,
    );
  });
});
