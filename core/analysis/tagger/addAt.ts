/** Adds to an element of an array that has it. */
export function addAt(array: Record<number, number>, index: number, value: number): void {
  array[index] = (array[index] as number) + value;
}
