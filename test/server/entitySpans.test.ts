import { strict as assert } from 'node:assert';
import type { Analysis } from '../../core/analysis/analysis';
import type { AnnotationView } from '../../core/protocol';
import { EntityMaps, entityMapOf } from '../../server/features/entitySpans';
import { annotationOf, markedArticle, placeOf } from './markedArticle';

const PERSON = '省委书记⟦PER:楼阳生⟧在⟦LOC:郑州⟧。⟦PER:王凯⟧陪同。⟦PER:楼阳生⟧指出，要落实。楼阳生强调。';

/** The places of the entity at some words, as `offset status`. */
function spansAt(analysis: Analysis, annotations: readonly AnnotationView[], words: string, nth = 1): string[] {
  const found = entityMapOf(analysis, annotations).at(placeOf(analysis.text, words, nth));
  return found?.entity.spans.map(({ range, status }) => `${range.start} ${status}`) ?? [];
}

describe('the places of an entity', () => {
  const article = markedArticle(PERSON);

  it('are its mentions, wherever the cursor is in one or right behind one', () => {
    assert.deepEqual(spansAt(article, [], '楼阳生'), ['4 suggested', '16 suggested']);
    assert.deepEqual(spansAt(article, [], '阳生', 2), ['4 suggested', '16 suggested']);
    assert.deepEqual(spansAt(article, [], '指出'), ['4 suggested', '16 suggested']);
    assert.deepEqual(spansAt(article, [], '要落实'), []);
  });

  it('hold annotations: one in the place of a mention, and one where nothing was recognised', () => {
    const annotations = [annotationOf(article, '楼阳生', 'PER'), annotationOf(article, '楼阳生', 'PER', { nth: 3 })];
    assert.deepEqual(spansAt(article, annotations, '楼阳生'), ['4 annotated', '16 suggested', '26 annotated']);
    assert.deepEqual(spansAt(article, annotations, '楼阳生', 3), ['4 annotated', '16 suggested', '26 annotated']);
  });

  it('leave out a mention that a person has called something else', () => {
    const annotations = [annotationOf(article, '楼阳生', 'TERM')];
    assert.deepEqual(spansAt(article, annotations, '楼阳生'), ['4 annotated']);
    assert.deepEqual(spansAt(article, annotations, '楼阳生', 2), ['16 suggested']);
  });

  it('follow the entity that a person names: its other mentions come along', () => {
    const annotations = [
      annotationOf(article, '楼阳生', 'PER', { entity: 'lou' }),
      annotationOf(article, '王凯', 'PER', { entity: 'lou' }),
    ];
    assert.deepEqual(spansAt(article, annotations, '楼阳生'), ['4 annotated', '11 annotated', '16 suggested']);
  });

  it('are apart where a person says that one name means two', () => {
    const annotations = [
      annotationOf(article, '楼阳生', 'PER', { entity: '#e1' }),
      annotationOf(article, '楼阳生', 'PER', { nth: 2, entity: '#e2' }),
    ];
    assert.deepEqual(spansAt(article, annotations, '楼阳生'), ['4 annotated']);
    assert.deepEqual(spansAt(article, annotations, '楼阳生', 2), ['16 annotated']);
  });

  it('join an annotation to the mentions of its authority entry', () => {
    const known = markedArticle(PERSON, [{ id: 'q1', label: 'PER', name: '楼阳生', aliases: [] }]);
    const annotations = [annotationOf(known, '王凯', 'PER', { entity: 'q1' })];
    assert.deepEqual(spansAt(known, annotations, '王凯'), ['4 suggested', '11 annotated', '16 suggested']);
  });

  it('do not mistake an entity of the file for one of the same id that was recognised', () => {
    const annotations = [annotationOf(article, '王凯', 'PER', { entity: 'e1' })];
    assert.deepEqual(spansAt(article, annotations, '楼阳生'), ['4 suggested', '16 suggested']);
  });

  it('are of the innermost entity', () => {
    const nested = markedArticle('⟦POST:⟦ORG:河南省委⟧书记⟧到会。⟦ORG:河南省委⟧决定。');
    assert.deepEqual(spansAt(nested, [], '省委'), ['0 suggested', '9 suggested']);
    assert.deepEqual(spansAt(nested, [], '书记'), ['0 suggested']);
  });

  it('are one where a column break cuts the annotated name', () => {
    const cut = markedArticle(
      '会议在这里召开，很多人出席，科大讯飞股份\n\n有限公司代表发言。科大讯飞股份有限公司介绍。',
    );
    const annotations = [
      annotationOf(cut, '科大讯飞股份\n\n有限公司', 'ORG'),
      annotationOf(cut, '科大讯飞股份有限公司', 'ORG'),
    ];
    assert.deepEqual(spansAt(cut, annotations, '有限公司'), ['14 annotated', '31 annotated']);
  });

  it('are computed once for the same annotations, and anew for others', () => {
    const maps = new EntityMaps();
    const annotations = [annotationOf(article, '王凯', 'PER')];
    assert.equal(maps.of(article, annotations), maps.of(article, annotations));
    assert.notEqual(maps.of(article, annotations), maps.of(article, []));
  });
});
