import { LSPErrorCodes, ResponseError, type CancellationToken } from 'vscode-languageserver';

const cancelled = (): ResponseError => new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');

/** Throws RequestCancelled when nobody wants the answer any more. */
export function throwIfCancelled(token: CancellationToken): void {
  if (token.isCancellationRequested) throw cancelled();
}

/** The result of a promise, or RequestCancelled as soon as the token is cancelled, whatever the promise does. */
export async function untilCancelled<Result>(promise: Promise<Result>, token: CancellationToken): Promise<Result> {
  throwIfCancelled(token);
  let stop: (() => void) | undefined;
  const cancellation = new Promise<never>((_, reject) => {
    const listener = token.onCancellationRequested(() => reject(cancelled()));
    stop = () => listener.dispose();
  });
  try {
    return await Promise.race([promise, cancellation]);
  } finally {
    stop?.();
  }
}
