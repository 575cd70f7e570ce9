/** Keeps what was worked out for a text, for the `most` texts that came last. */
export function remembered<T>(most: number, work: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const value = known.get(text);
    if (value !== undefined) return value;
    const fresh = work(text);
    if (known.size >= most) known.delete(known.keys().next().value ?? '');
    known.set(text, fresh);
    return fresh;
  };
}
