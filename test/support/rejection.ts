/** The error a promise rejects with, undefined where it does not; listened to at once, so never "unhandled". */
export function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}
