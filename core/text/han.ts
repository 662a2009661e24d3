/** Whether a text holds a Chinese character: such text does not part its words by blanks. */
export function hasHan(text: string): boolean {
  return /\p{Script=Han}/u.test(text);
}
