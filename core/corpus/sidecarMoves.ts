import { isSidecarPath, sidecarsBeside } from '../annotation/sidecarPath';

/** A file that has (or gets) another path. Paths or addresses, of one form, with `/`. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

export interface MovePlan {
  /** The sidecars that go along with their articles. */
  readonly moves: readonly Move[];
  /** Sidecars that would have to replace another file: they stay, and a person decides. */
  readonly collisions: readonly Move[];
  /** Annotators' sidecars that would no longer be known as such under the new name; they stay. */
  readonly unnamed: readonly Move[];
}

/**
 * Which sidecars go along when files get other names. `namesIn` gives the names in a folder as they are before the moves.
 * Sidecars in a folder that moves as a whole go along by themselves, and so do those that are moved with their articles.
 */
export async function planMoves(
  renames: readonly Move[],
  namesIn: (folder: string) => Promise<readonly string[]>,
): Promise<MovePlan> {
  const plan = { moves: [] as Move[], collisions: [] as Move[], unnamed: [] as Move[] };
  const named = new Set(renames.map(({ from }) => from));
  const targets = new Set(renames.map(({ to }) => to));
  for (const rename of renames) {
    if (isSidecarPath(rename.from)) continue;
    const folder = folderOf(rename.from);
    const name = rename.from.slice(folder.length);
    const names = await namesIn(folder);
    for (const sidecar of sidecarsBeside(name, names)) {
      const move = { from: folder + sidecar, to: rename.to + sidecar.slice(name.length) };
      if (named.has(move.from)) continue;
      if (!(await belongsTo(move.to, rename.to))) plan.unnamed.push(move);
      else if (targets.has(move.to) || (await isTaken(move, named, namesIn))) plan.collisions.push(move);
      else plan.moves.push(move);
      targets.add(move.to);
    }
  }
  return plan;
}

/** Whether a sidecar's name says under its new name that it is this article's. */
function belongsTo(sidecar: string, article: string): Promise<boolean> {
  const folder = folderOf(article);
  const name = article.slice(folder.length);
  const isSafe = name.endsWith('.txt') || sidecar === `${article}.ann.yaml`;
  return Promise.resolve(isSafe && sidecarsBeside(name, [sidecar.slice(folder.length)]).length === 1);
}

/** Whether another file has the name already. One that only differs in case is the same file on many systems. */
async function isTaken(
  { from, to }: Move,
  leaving: ReadonlySet<string>,
  namesIn: (folder: string) => Promise<readonly string[]>,
): Promise<boolean> {
  const folder = folderOf(to);
  const names = await namesIn(folder).catch(() => []);
  return names.some((name) => {
    const path = folder + name;
    return path === to && path !== from && !leaving.has(path);
  });
}

/** The sidecars in a plan's folders as they are called once a folder was moved: addresses below `from` are now below `to`. */
export function movedAddress(address: string, { from, to }: Move): string | undefined {
  if (address === from) return to;
  const folder = from.endsWith('/') ? from : `${from}/`;
  return address.startsWith(folder) ? (to.endsWith('/') ? to : `${to}/`) + address.slice(folder.length) : undefined;
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
