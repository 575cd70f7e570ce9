/** Where what is kept differs from what was wanted; what was not said is the other's to fill in. */
export function differences(wanted: unknown, kept: unknown, path: string): string[] {
  if (Array.isArray(wanted)) {
    const others = Array.isArray(kept) ? (kept as unknown[]) : [];
    if (others.length !== wanted.length) return [`${path}: ${wanted.length} became ${others.length}`];
    return wanted.flatMap((one, index) => differences(one, others[index], `${path}[${index}]`));
  }
  if (typeof wanted === 'object' && wanted !== null) {
    const others = (kept ?? {}) as Record<string, unknown>;
    return Object.entries(wanted).flatMap(([key, one]) => differences(one, others[key], `${path}.${key}`));
  }
  return wanted === kept ? [] : [`${path}: ${JSON.stringify(wanted)} became ${JSON.stringify(kept)}`];
}
