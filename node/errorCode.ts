/** Whether an error is one of the system's with one of these codes (`ENOENT`, …). */
export function isErrorWithCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

/** The result of a promise, or `fallback` where it fails with one of these codes. */
export async function unlessCode<Value, Fallback>(
  promise: Promise<Value>,
  codes: readonly string[],
  fallback: Fallback,
): Promise<Value | Fallback> {
  try {
    return await promise;
  } catch (error) {
    if (isErrorWithCode(error, ...codes)) return fallback;
    throw error;
  }
}
