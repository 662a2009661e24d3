import type { Candidate } from './mention';
import { recogniseBodies } from './recognisers/bodies';
import { recogniseListMembers } from './recognisers/coordination';
import { recogniseDocuments } from './recognisers/documents';
import { recogniseEvents } from './recognisers/events';
import { recognisePersons } from './recognisers/persons';
import { recognisePlaces } from './recognisers/places';
import { recognisePosts } from './recognisers/posts';
import { recogniseQuantities } from './recognisers/quantities';
import { recogniseSites } from './recognisers/sites';
import { recogniseTerms } from './recognisers/terms';
import { recogniseTimes } from './recognisers/times';
import { SegmentedBlock } from './segmentedBlock';
import type { Segmenter } from './segmenter';
import { SpanIndex } from './spanIndex';

/** Everything the recognisers propose for a block; it depends on the block's text alone. */
export const blockCandidates = (text: string, segmenter: Segmenter): Candidate[] =>
  candidatesIn(new SegmentedBlock(text, segmenter));

/** The same where the block is cut into words already: cutting takes as long as most of the recognisers together. */
export function candidatesIn(block: SegmentedBlock): Candidate[] {
  const places = recognisePlaces(block);
  const placeIndex = new SpanIndex(places);
  const bodies = recogniseBodies(block, placeIndex);
  const posts = recognisePosts(block, placeIndex, new SpanIndex(bodies));
  const persons = recognisePersons(
    block,
    new SpanIndex(posts.filter(({ label }) => label === 'POST')),
    new SpanIndex([...bodies, ...places.filter(({ confidence }) => confidence > 0.6)]),
  );
  const found = [
    ...places,
    ...bodies,
    ...posts,
    ...persons,
    ...recogniseSites(block, placeIndex),
    ...recogniseEvents(block, placeIndex),
    ...recogniseDocuments(block),
    ...recogniseTimes(block),
    ...recogniseQuantities(block),
    ...recogniseTerms(block, placeIndex),
  ];
  return [...found, ...recogniseListMembers(block, found)];
}
