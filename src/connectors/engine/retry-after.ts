/** No platform's wish for quiet is honoured longer than this. */
const longestMs = 24 * 3600 * 1000;

/** The preferred form of a date, and the two obsolete ones (RFC 9110, 5.6.7). */
const httpDate =
  /^(?:\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT|\w{6,9}, \d\d-\w{3}-\d\d [\d:]{8} GMT|\w{3} \w{3} [ \d]\d [\d:]{8} \d{4})$/;

/**
 * `Retry-After` in both its forms (RFC 9110, 10.2.3), in milliseconds from now. What is neither is not
 * guessed at.
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  const wait = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : httpDate.test(text) ? Date.parse(text) - now : NaN;
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), longestMs) : undefined;
}
