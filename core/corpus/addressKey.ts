/**
 * One name for all addresses of a file: programs percent-encode different characters (`(` or `%28`), the drive letter of
 * Windows in both cases. Never an address itself.
 */
export function addressKey(address: string): string {
  const lower = address.replace(/^file:\/\/\/[A-Za-z](?::|%3A)/i, (drive) => drive.toLowerCase());
  try {
    return decodeURIComponent(lower);
  } catch {
    return lower;
  }
}
