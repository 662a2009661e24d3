import { inParallel } from '../inParallel';

/** How files are read that may have changed since. */
export interface StampedFiles {
  /** Changes whenever the file does, such as its time and size; undefined where there is no file. Rejects where it is not known. */
  stamp(address: string): Promise<string | undefined>;
  read(address: string): Promise<Uint8Array | undefined>;
}

/** Of so many files at once the stamp is asked for, or the bytes. */
const AT_ONCE = 16;

/** What was read of files, kept as long as their stamps are the same. */
export class ReadFiles<Value> {
  readonly #files: StampedFiles;
  readonly #readValue: (bytes: Uint8Array, address: string) => Value;
  readonly #turn: () => Promise<void>;
  #known = new Map<string, { readonly stamp: string; readonly value: Value }>();

  /** `turn` lets others have a turn, after each file that was read. */
  constructor(
    files: StampedFiles,
    readValue: (bytes: Uint8Array, address: string) => Value,
    turn: () => Promise<void>,
  ) {
    this.#files = files;
    this.#readValue = readValue;
    this.#turn = turn;
  }

  /** The values of files, without those that are not there or cannot be read; all others are forgotten. */
  async all(addresses: readonly string[], isWanted: () => boolean = () => true): Promise<ReadonlyMap<string, Value>> {
    const read = new Map<string, { readonly stamp: string; readonly value: Value }>();
    await inParallel(addresses, AT_ONCE, async (address) => {
      if (!isWanted()) return;
      const entry = await this.#current(address).catch(() => undefined);
      if (entry !== undefined) read.set(address, entry);
    });
    if (isWanted()) this.#known = read;
    return new Map([...read].map(([address, { value }]) => [address, value]));
  }

  /** The file may be another though its stamp is the same: it was written within the precision of its time. */
  forget(address: string): void {
    this.#known.delete(address);
  }

  async #current(address: string): Promise<{ readonly stamp: string; readonly value: Value } | undefined> {
    const stamp = await this.#files.stamp(address);
    const known = this.#known.get(address);
    if (stamp === undefined || known?.stamp === stamp) return stamp === undefined ? undefined : known;
    const bytes = await this.#files.read(address);
    if (bytes === undefined) return undefined;
    const entry = { stamp, value: this.#readValue(bytes, address) };
    await this.#turn();
    return entry;
  }
}
