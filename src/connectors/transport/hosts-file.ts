import { isIP } from 'node:net';

/** The addresses of each name in hosts(5), names in lower case. */
export function hostsFile(text: string): ReadonlyMap<string, string[]> {
  const found = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (isIP(address) === 0) continue;
    for (const name of names.map((one) => one.toLowerCase())) {
      const known = found.get(name) ?? [];
      if (!known.includes(address)) found.set(name, [...known, address]);
    }
  }
  return found;
}

/** Names of this machine whatever any file says (RFC 6761, 6.3), so that they are judged as what they are. */
export function loopbackOf(name: string): string[] | undefined {
  return name === 'localhost' || name.endsWith('.localhost') ? ['127.0.0.1', '::1'] : undefined;
}
