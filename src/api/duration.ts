const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds of a Kubernetes duration such as `1h30m`. @throws RangeError where it is not one. */
export function durationMs(text: string): number {
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text))
    throw new RangeError(`"${text}" is not a duration: write it as 30s, 10m or 1h30m`);
  let total = 0;
  for (const [, count, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g))
    total += Number(count) * (unitMs[unit ?? ''] ?? 0);
  return total;
}
