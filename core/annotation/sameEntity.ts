import type { AnnotationSet } from './annotation';
import { asOne, findAnnotation, type Operation, type Refused } from './operations';

const isLocal = (entity: string): boolean => entity.startsWith('#');

/**
 * The edit that makes annotations mean the same entity: that of an authority file where one of them names one, else the
 * entity of the file that one of them has, else `fresh` (`#e…`). Entities of the file alone become that one in all
 * annotations that have them. Refused where two name different entities of authority files, and where nothing changes.
 */
export function sameEntity(set: AnnotationSet, ids: readonly string[], fresh: string): Operation | Refused {
  const entities = new Set(ids.flatMap((id) => findAnnotation(set, id)?.entity ?? []));
  const known = [...entities].filter((entity) => !isLocal(entity));
  if (known.length > 1) {
    const message = `They are linked to different entities: ${known.join(', ')}. Unlink one of them first.`;
    return { ok: false, code: 'different-entities', message };
  }
  const entity = known[0] ?? [...entities][0] ?? fresh;
  const changes = set.annotations
    .filter(({ id, entity: own }) => own !== entity && (ids.includes(id) || (own !== undefined && entities.has(own))))
    .map(({ id }): Operation => ({ kind: 'change', id, fields: { entity } }));
  if (changes.length === 0) return { ok: false, code: 'same-entity', message: 'They are the same entity already.' };
  return asOne(changes);
}
