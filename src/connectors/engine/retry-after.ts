/** No platform's wish for quiet is honoured longer than this. */
const longestMs = 24 * 3600 * 1000;

/** `Retry-After` in both its forms (RFC 9110, 10.2.3), in milliseconds from now. */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const wait = /^\s*\d+(\.\d+)?\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), longestMs) : undefined;
}
