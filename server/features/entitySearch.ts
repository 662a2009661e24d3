import { AuthorityIndex } from '../../core/corpus/authorityIndex';
import type { AuthorityEntity } from '../../core/corpus/authority';
import { freeId, nameFrom } from '../../core/corpus/newEntity';
import { runInTurns, type Turns } from '../../core/cooperative';
import type { EntitiesFound, FindEntitiesParams } from '../../core/protocol';
import { isJsonObject, type Json } from '../../core/yaml/json';

type Entities = ReadonlyMap<string, AuthorityEntity>;

/** Searches the authority files of corpora; the names of each are indexed once, when they are first asked for. */
export class EntitySearch {
  readonly #indexes = new WeakMap<Entities, Promise<AuthorityIndex<AuthorityEntity>>>();

  async find(entities: Entities, params: FindEntitiesParams, turns: Turns): Promise<EntitiesFound> {
    const { typed, label } = params;
    const most = Math.min(Math.max(1, Math.trunc(params.most) || 1), MOST);
    const index = await this.#indexOf(entities, turns);
    const found = index.search({ typed, most, ...(label !== undefined && { label }) });
    return {
      entities: found.map(({ entity, alias }) => ({
        ...{ id: entity.id, label: entity.label, name: entity.name, details: describe(entity) },
        ...(alias !== undefined && { alias }),
      })),
      freeId: freeId(nameFrom(typed), (id) => entities.has(id)),
    };
  }

  #indexOf(entities: Entities, turns: Turns): Promise<AuthorityIndex<AuthorityEntity>> {
    const known = this.#indexes.get(entities);
    if (known !== undefined) return known;
    const making = runInTurns(AuthorityIndex.inSteps(entities.values()), turns, FOR_GOOD);
    const index = making as Promise<AuthorityIndex<AuthorityEntity>>;
    this.#indexes.set(entities, index);
    return index;
  }
}

/** Others wait for the index too: it is never given up. */
const FOR_GOOD = { isCancellationRequested: false };
/** Entities in one answer. */
const MOST = 200;
/** Values of a record, and code points, that a list has room for. */
const MOST_VALUES = 4;
const LONGEST = 80;

/** A line that tells entities of one name apart: aliases, then plain values of the record. */
function describe({ aliases, details }: AuthorityEntity): string {
  const values = Object.values(details).filter(isPlain).slice(0, MOST_VALUES).map(String);
  const line = Array.from(
    [aliases.slice(0, MOST_VALUES).join('、'), ...values].filter((text) => text !== '').join(' · '),
  );
  return line.length > LONGEST ? `${line.slice(0, LONGEST).join('')}…` : line.join('');
}

const isPlain = (value: Json): boolean => value !== null && !Array.isArray(value) && !isJsonObject(value);
