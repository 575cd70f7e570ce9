import type { Plan } from '../../platform.ts';
import type { Address } from '../../transport/dial.ts';

export interface Settings extends Address {
  path: string;
  hostKeys: readonly string[];
  trustOnFirstUse: boolean;
  algorithms: Readonly<Record<'kex' | 'hostKey' | 'cipher' | 'mac', string[] | undefined>>;
}

/** The connection's settings, which its schema has checked. */
export function settingsOf({ config, requires }: Plan): Settings {
  const algorithms = (config['algorithms'] ?? {}) as Partial<Settings['algorithms']>;
  return {
    host: config['host'] as string,
    port: config['port'] as number,
    path: requires.path ?? (config['path'] as string),
    hostKeys: (config['hostKeys'] as string[] | undefined) ?? [],
    trustOnFirstUse: config['hostKeyPolicy'] === 'TrustOnFirstUse',
    algorithms: { kex: algorithms.kex, hostKey: algorithms.hostKey, cipher: algorithms.cipher, mac: algorithms.mac },
  };
}
