/** Told how many of all items are done. */
export type Progress = (done: number, all: number) => void;

/**
 * Runs a task for each item, in order, at most `most` at the same time; `progress` is told how many are done. Rejects with
 * the first error, when no task runs any more.
 */
export async function inParallel<Item>(
  items: readonly Item[],
  most: number,
  task: (item: Item) => Promise<void>,
  progress?: Progress,
): Promise<void> {
  let [next, done] = [0, 0];
  const work = async (): Promise<void> => {
    while (next < items.length) {
      await task(items[next++] as Item);
      progress?.(++done, items.length);
    }
  };
  const results = await Promise.allSettled(Array.from({ length: Math.min(most, items.length) }, work));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
